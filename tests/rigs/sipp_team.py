"""SIPp as a team's callers, through the trunk of the lab's Asterisk, and robots as its agents.

Asterisk answers a caller itself and lets it wait: from SIPp's side a call is up from the
first moment, and nothing tells it when an agent talks.
"""

from __future__ import annotations

from types import TracebackType

from tests.rigs import sipp
from tests.rigs.agent import Agent
from tests.rigs.asterisk import TRUNK_HEADER, Asterisk, password
from tests.rigs.patience import PATIENCE_S

_OF_INVITE = 'response_txn="invite"'


def caller(
    pbx: Asterisk, number: str, *, name: str = "", user: str = "09121234567", **how: object
) -> sipp.Sipp:
    """Call a number of the PBX; `how` see `scenario` and `Sipp`."""
    own = {key: how.pop(key) for key in tuple(how) if key.endswith("_after_s") or key == "headers"}
    text = scenario(number, name=name, user=user, **own)  # type: ignore[arg-type]
    return sipp.Sipp(text, pbx.sip, **how)  # type: ignore[arg-type]


def scenario(
    number: str,
    *,
    name: str = "",
    user: str = "09121234567",
    comes_after_s: float = 0.0,
    leaves_after_s: float | None = None,
    cancels_after_s: float | None = None,
    headers: str = "",
) -> str:
    """Return a caller who calls `number`, and stays until the other end hangs up.

    Or hangs up so long after the PBX's answer (waiting or talking, whatever it is by then),
    or cancels so long after it rings (where the PBX does not answer for a queue).
    Who `comes_after_s` does nothing for so long. `name` and `user` stand in the From header
    as they are.
    """
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    who = f'"{quoted}" <sip:{user}@[local_ip]:[local_port]>'
    if cancels_after_s is not None:
        steps = _cancelling(who, headers, cancels_after_s)
    else:
        steps = _talking(who, headers, leaves_after_s)
    if comes_after_s:
        steps.insert(0, f'<pause milliseconds="{comes_after_s * 1000:.0f}"/>\n')
    text = f'<?xml version="1.0"?>\n<scenario name="caller">\n{"".join(steps)}</scenario>\n'
    return text.replace("sip:101@", f"sip:{number}@")


def _invite(who: str, headers: str, txn: str = "") -> str:
    return sipp.send("INVITE", 1, who, f"{TRUNK_HEADER}\n{headers}", sipp.SDP, txn=txn)


def _talking(who: str, headers: str, leaves_after_s: float | None) -> list[str]:
    begin = [
        _invite(who, headers, txn="invite"),
        *(f'<recv response="{n}" optional="true" {_OF_INVITE}/>\n' for n in (100, 180, 183)),
        f'<recv response="200" rtd="true" rrs="true" {_OF_INVITE}/>\n',
        sipp.send("ACK", 1, who, txn="invite"),
    ]
    if leaves_after_s is None:
        return [*begin, '<recv request="BYE"/>\n', sipp.reply()]
    pause = f'<pause milliseconds="{leaves_after_s * 1000:.0f}"/>\n'
    bye = sipp.send("BYE", 2, who, txn="bye")
    return [*begin, pause, bye, '<recv response="200" response_txn="bye"/>\n']


def _cancelling(who: str, headers: str, after_s: float) -> list[str]:
    return [
        _invite(who, headers),
        '<recv response="100" optional="true"/>\n<recv response="180"/>\n',
        f'<pause milliseconds="{after_s * 1000:.0f}"/>\n',
        sipp.send("CANCEL", 1, who, back=4),
        '<recv response="200"/>\n<recv response="487"/>\n',
        sipp.send("ACK", 1, who, back=7),
    ]


class Robot:
    """An agent's phone that is registered, rings, and answers if `answers`. A context manager.

    `phone` is what it is made of: for hanging up, tones, transfers.
    """

    def __init__(self, pbx: Asterisk, user: str, *, answers: bool = True) -> None:
        self.user = user
        self.phone = Agent(user)
        try:
            self.phone.register(user, password(user), pbx.sip)
        except BaseException:
            self.phone.close()
            raise
        if answers:
            self.phone.answers(180, 200)

    def called(self, within_s: float = PATIENCE_S) -> int:
        """Wait until it rings; return the call's number."""
        number: int = self.phone.wait("incoming", within_s)["call"]
        return number

    def talking(self, within_s: float = PATIENCE_S) -> int:
        """Wait until it talks; return the call's number."""
        number: int = self.phone.wait("confirmed", within_s)["call"]
        return number

    def close(self) -> None:
        """Leave the PBX and end."""
        self.phone.close()

    def __enter__(self) -> Robot:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
