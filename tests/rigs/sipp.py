"""SIPp as the caller from hell: scenarios by text, on free ports.

`uac` writes the usual scenario with any headers and any SDP; keywords in brackets are
SIPp's own ([service], [call_id], …).
"""

from __future__ import annotations

import contextlib
import itertools
import shutil
import socket
import subprocess
import tempfile
import weakref
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from tests.rigs.ports import free_port

_MEDIA_BELOW = 14_600  # the ten thousand ports of SIPp's media end before our own begin
_AGAIN_S = 0.2

SDP = """v=0
o=- 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [local_ip]
t=0 0
m=audio [auto_media_port] RTP/AVP 8 0
a=rtpmap:8 PCMA/8000
a=rtpmap:0 PCMU/8000
"""

_HEADERS = """Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[{branch}]
From: {caller};tag=[call_number]
To: <sip:101@[remote_ip]:[remote_port]>{tag}
Call-ID: [call_id]
CSeq: {sequence} {method}
Contact: <sip:sipp@[local_ip]:[local_port]>
Max-Forwards: 70
"""


@dataclass
class Seen:
    """What the caller's side saw of one call. Statuses are 0 while there is no final answer."""

    invites: int = 0
    status: int = 0  # of the INVITE
    byes: int = 0
    bye_status: int = 0
    was_hung_up: bool = False
    begun_s: float = 0.0  # Unix time of the first message
    ended_s: float = 0.0  # and of the last


@dataclass(frozen=True)
class Result:
    """How the run ended: SIPp's exit code (0: every call as written) and its error log.

    `seen` has every call by its Call-ID if the run was told to note its messages.
    """

    code: int
    errors: str
    seen: dict[str, Seen] = field(default_factory=dict)


def send(
    method: str,
    sequence: int,
    caller: str,
    more: str = "",
    body: str = "",
    back: int = 0,
    txn: str = "",
) -> str:
    """Return a request; `back`: as many steps ago was the request whose branch it shares.

    `txn` names the transaction. Without one SIPp takes any answer of a step's status for
    it: the INVITE's repeated 200 for that of a BYE which never arrived.
    """
    tag = "" if method in ("INVITE", "CANCEL") else "[peer_tag_param]"
    branch = f"branch-{back}" if back else "branch"
    head = _HEADERS.format(caller=caller, tag=tag, sequence=sequence, method=method, branch=branch)
    kind = "Content-Type: application/sdp\n" if body else ""
    text = (
        f"{method} sip:101@[remote_ip]:[remote_port] SIP/2.0\n{head}{more}{kind}"
        f"Content-Length: [len]\n\n{body}"
    )
    retrans = ' retrans="500"' if method in ("INVITE", "CANCEL", "BYE") else ""
    if txn:
        retrans += f' {"ack" if method == "ACK" else "start"}_txn="{txn}"'
    return f"<send{retrans}><![CDATA[\n\n{text}\n]]></send>\n"


def reply(status: str = "200 OK") -> str:
    """Return the response to the request that came last."""
    return (
        f"<send><![CDATA[\n\nSIP/2.0 {status}\n[last_Via:]\n[last_From:]\n[last_To:]\n"
        "[last_Call-ID:]\n[last_CSeq:]\nContent-Length: 0\n\n]]></send>\n"
    )


def pause(milliseconds: float) -> str:
    """Return the step that lasts so long."""
    return f'<pause milliseconds="{milliseconds:.0f}"/>\n'


TOLD = '<recv request="LEAVE"/>\n'
"""The step that lasts until `Sipp.leave`."""
_TOLD_ALREADY = '<recv request="LEAVE" optional="true"/>\n'


def uac(
    caller: str = "<sip:sipp@[local_ip]>",
    *,
    headers: str = "",
    sdp: str = SDP,
    answered: bool = False,
    ring_ms: int | None = 200,
    status: int = 180,
) -> str:
    """Return a scenario: ring, then CANCEL, or talk and BYE if `answered`.

    It rings or talks until `Sipp.leave` if `ring_ms` is None. A `status` of 300 or more is
    the final answer that the INVITE must get.
    """
    stays = TOLD if ring_ms is None else pause(ring_ms)
    if answered:
        return scenario(talk(caller, headers, sdp, stays))
    if status < 300:
        return scenario(ring(caller, headers, sdp, stays, status))
    steps = [send("INVITE", 1, caller, headers, sdp), '<recv response="100" optional="true"/>\n']
    return scenario([*steps, f'<recv response="{status}"/>\n', send("ACK", 1, caller, back=3)])


def ring(caller: str, headers: str, sdp: str, stays: str, status: int = 180) -> list[str]:
    """Return the steps of a call that rings while it `stays` and is cancelled."""
    return [
        send("INVITE", 1, caller, headers, sdp),
        '<recv response="100" optional="true"/>\n',
        _TOLD_ALREADY,
        f'<recv response="{status}"/>\n{stays}',
        send("CANCEL", 1, caller, back=5),
        f'{_TOLD_ALREADY}<recv response="200"/>\n{_TOLD_ALREADY}<recv response="487"/>\n',
        send("ACK", 1, caller, back=10),
    ]


def talk(caller: str, headers: str, sdp: str, stays: str) -> list[str]:
    """Return the steps of a call that is answered; without `stays`, until the other end's BYE."""
    of_invite = 'response_txn="invite"'
    begin = [
        send("INVITE", 1, caller, headers, sdp, txn="invite"),
        *(f'<recv response="{n}" optional="true" {of_invite}/>\n' for n in (100, 180, 183)),
        _TOLD_ALREADY,
        f'<recv response="200" rtd="true" {of_invite}/>\n',
        send("ACK", 1, caller, txn="invite"),
    ]
    if not stays:
        return [*begin, '<recv request="BYE"/>\n', reply()]
    bye = send("BYE", 2, caller, txn="bye")
    return [*begin, stays, bye, f'{_TOLD_ALREADY}<recv response="200" response_txn="bye"/>\n']


def scenario(steps: list[str]) -> str:
    """Return the whole of it."""
    return f'<?xml version="1.0"?>\n<scenario name="uac">\n{"".join(steps)}</scenario>\n'


class Sipp:
    """A run of SIPp, `at_once` calls at a time (0: all); `wait` for its end.

    `echo`: what comes to [media_port] goes back to where it came from.
    """

    def __init__(
        self,
        scenario: str,
        remote: str,
        *,
        calls: int = 1,
        rate: int = 1000,
        at_once: int = 0,
        source: str = "127.0.0.1",
        timeout_s: int = 120,
        messages: bool = False,
        echo: bool = False,
    ) -> None:
        folder = self._folder = Path(tempfile.mkdtemp(prefix="sipp"))
        self._address, self._calls = (source, free_port()), calls
        # What is no UTF-8 is in the text as Python reads such bytes.
        (folder / "scenario.xml").write_text(scenario, "utf-8", "surrogateescape")
        self._timeout_s = timeout_s
        self._process = subprocess.Popen(
            [
                *("setpriv", "--pdeathsig", "KILL"),  # also when pytest is killed
                "sipp",
                remote,
                *(
                    "-sf",
                    "scenario.xml",
                    "-m",
                    str(calls),
                    "-r",
                    str(rate),
                    "-l",
                    str(at_once or calls),
                ),
                # Media ports of its own, the first that is free of a hundred: from 6000 on, where
                # SIPp looks by itself, are others'. Each call counts four up from there, and after
                # ten thousand ports begins again.
                *("-i", source, "-p", str(self._address[1])),
                *("-mi", source, "-mp", str(free_port() - _MEDIA_BELOW)),
                *("-timeout", f"{timeout_s}s", "-timeout_error", "-nostdin", "-trace_err"),
                *(("-trace_shortmsg",) if messages else ()),
                *(("-rtp_echo",) if echo else ()),
            ],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        # Of a test that failed nothing is left for the next one to stumble over.
        self._clear = weakref.finalize(self, _clear, self._process, folder)

    @property
    def running(self) -> bool:
        """Whether it is still at it."""
        return self._process.poll() is None

    def leave(self) -> Result:
        """Tell its calls, who wait for it (`TOLD`), to go on, and return how it ended.

        Until it has: what a full socket drops, and what comes too early, is said once more.
        """
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as line:
            for turn in itertools.count(1):
                for number in range(1, self._calls + 1):
                    line.sendto(self._leave(number, turn), self._address)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(_AGAIN_S)
                    break
        return self.wait()

    def _leave(self, number: int, turn: int) -> bytes:
        # SIPp passes over what it has had already: no turn is as the one before.
        host, pid = self._address[0], self._process.pid  # setpriv has become SIPp
        return (
            f"LEAVE sip:sipp@{host} SIP/2.0\r\nVia: SIP/2.0/UDP {host};branch=z9hG4bK{turn}\r\n"
            f"From: <sip:rig@{host}>;tag=rig\r\nTo: <sip:sipp@{host}>\r\n"
            f"Call-ID: {number}-{pid}@{host}\r\nCSeq: {turn} LEAVE\r\nContent-Length: 0\r\n\r\n"
        ).encode()

    def stop(self) -> Result:
        """End it, its calls too, and return how it ended."""
        self._process.terminate()
        return self.wait()

    def wait(self) -> Result:
        """Return how it ended."""
        try:
            code = self._process.wait(self._timeout_s + 10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        seen = _seen(self._logged("shortmessages"))
        errors = self._logged("errors")
        self._clear()
        return Result(code, errors, seen)

    def _logged(self, what: str) -> str:
        """Return what it wrote; what it did not expect may be no text."""
        files = self._folder.glob(f"*_{what}.log")
        return "".join(file.read_text("utf-8", "replace") for file in files)


def _clear(process: subprocess.Popen[bytes], folder: Path) -> None:
    process.kill()
    process.wait()
    shutil.rmtree(folder, ignore_errors=True)


def _seen(messages: str) -> dict[str, Seen]:
    """Read SIPp's short messages: date, instant, S or R, Call-ID, CSeq, first line."""
    calls: defaultdict[str, Seen] = defaultdict(Seen)
    for row in messages.splitlines():
        *_, at, way, call_id, sequence, line = row.split("\t")
        call, method = calls[call_id], sequence.split()[-1]
        call.begun_s, call.ended_s = call.begun_s or float(at), float(at)
        if way == "S":
            call.invites += line.startswith("INVITE ")
            call.byes += line.startswith("BYE ")
        elif line.startswith("BYE "):
            call.was_hung_up = True
        elif line.startswith("SIP/2.0 ") and (status := int(line.split()[1])) >= 200:
            if method == "INVITE":
                call.status = call.status or status
            elif method == "BYE":
                call.bye_status = call.bye_status or status
    return dict(calls)


def sipp(scenario: str, remote: str, *, calls: int = 1, source: str = "127.0.0.1") -> Result:
    """Run a scenario to its end."""
    return Sipp(scenario, remote, calls=calls, source=source).wait()
