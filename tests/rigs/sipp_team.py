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

_OF_SCENARIO = (
    *("comes_after_s", "leaves_after_s", "leaves_when_told", "cancels_when_told"),
    "headers",
)


def caller(
    pbx: Asterisk, number: str, *, name: str = "", user: str = "09121234567", **how: object
) -> sipp.Sipp:
    """Call a number of the PBX; `how` see `scenario` and `Sipp`."""
    own = {key: how.pop(key) for key in tuple(how) if key in _OF_SCENARIO}
    text = scenario(number, name=name, user=user, **own)  # type: ignore[arg-type]
    return sipp.Sipp(text, pbx.sip, **how)  # type: ignore[arg-type]


def scenario(
    number: str,
    *,
    name: str = "",
    user: str = "09121234567",
    comes_after_s: float = 0.0,
    leaves_after_s: float | None = None,
    leaves_when_told: bool = False,
    cancels_when_told: bool = False,
    headers: str = "",
) -> str:
    """Return a caller who calls `number`, and stays until the other end hangs up.

    Or hangs up so long after the PBX's answer (waiting or talking, whatever it is by then),
    or on `Sipp.leave`; or on that cancels while it rings (where the PBX does not answer for
    a queue). Who `comes_after_s` does nothing for so long. `name` and `user` stand in the From
    header as they are.
    """
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    who = f'"{quoted}" <sip:{user}@[local_ip]:[local_port]>'
    headers = f"{TRUNK_HEADER}\n{headers}"
    if cancels_when_told:
        steps = sipp.ring(who, headers, sipp.SDP, sipp.TOLD)
    else:
        after = "" if leaves_after_s is None else sipp.pause(leaves_after_s * 1000)
        steps = sipp.talk(who, headers, sipp.SDP, sipp.TOLD if leaves_when_told else after)
    if comes_after_s:
        steps.insert(0, sipp.pause(comes_after_s * 1000))
    return sipp.scenario(steps).replace("sip:101@", f"sip:{number}@")


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
