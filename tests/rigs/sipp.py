"""SIPp as the caller from hell: scenarios by text, on free ports.

`uac` writes the usual scenario with any headers and any SDP; keywords in brackets are
SIPp's own ([service], [call_id], …).
"""

from __future__ import annotations

import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tests.rigs.ports import free_port

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


@dataclass(frozen=True)
class Result:
    """How the run ended: SIPp's exit code (0: every call as written) and its error log."""

    code: int
    errors: str


def _send(
    method: str, sequence: int, caller: str, more: str = "", body: str = "", back: int = 0
) -> str:
    """Return a request; `back`: as many steps ago was the request whose branch it shares."""
    tag = "" if method in ("INVITE", "CANCEL") else "[peer_tag_param]"
    branch = f"branch-{back}" if back else "branch"
    head = _HEADERS.format(caller=caller, tag=tag, sequence=sequence, method=method, branch=branch)
    kind = "Content-Type: application/sdp\n" if body else ""
    text = (
        f"{method} sip:101@[remote_ip]:[remote_port] SIP/2.0\n{head}{more}{kind}"
        f"Content-Length: [len]\n\n{body}"
    )
    retrans = ' retrans="500"' if method in ("INVITE", "BYE") else ""
    return f"<send{retrans}><![CDATA[\n\n{text}\n]]></send>\n"


def uac(
    caller: str = "<sip:sipp@[local_ip]>",
    *,
    headers: str = "",
    sdp: str = SDP,
    answered: bool = False,
    ring_ms: int = 200,
    status: int = 180,
) -> str:
    """Return a scenario: ring, then CANCEL, or talk and BYE if `answered`.

    A `status` of 300 or more is the final answer that the INVITE must get.
    """
    steps = [_send("INVITE", 1, caller, headers, sdp), '<recv response="100" optional="true"/>\n']
    if status >= 300:
        steps.append(f'<recv response="{status}"/>\n' + _send("ACK", 1, caller, back=3))
    elif answered:
        steps += [
            '<recv response="180" optional="true"/>\n<recv response="200" rtd="true"/>\n',
            _send("ACK", 1, caller),
            f'<pause milliseconds="{ring_ms}"/>\n',
            _send("BYE", 2, caller) + '<recv response="200"/>\n',
        ]
    else:
        steps += [
            f'<recv response="{status}"/>\n<pause milliseconds="{ring_ms}"/>\n',
            _send("CANCEL", 1, caller, back=4),
            '<recv response="200"/>\n<recv response="487"/>\n',
            _send("ACK", 1, caller, back=7),
        ]
    return f'<?xml version="1.0"?>\n<scenario name="uac">\n{"".join(steps)}</scenario>\n'


class Sipp:
    """A run of SIPp, `at_once` calls at a time (0: all); `wait` for its end."""

    def __init__(
        self,
        scenario: str,
        remote: str,
        *,
        calls: int = 1,
        rate: int = 1000,
        at_once: int = 0,
        source: str = "127.0.0.1",
        timeout_s: int = 20,
    ) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sipp")
        folder = Path(self._folder.name)
        (folder / "scenario.xml").write_text(scenario)
        self._timeout_s = timeout_s
        self._process = subprocess.Popen(
            [
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
                *("-i", source, "-p", str(free_port()), "-mi", source),
                *("-timeout", f"{timeout_s}s", "-timeout_error", "-nostdin", "-trace_err"),
            ],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def wait(self) -> Result:
        """Return how it ended."""
        try:
            code = self._process.wait(self._timeout_s + 10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            code = self._process.wait()
        errors = "".join(path.read_text() for path in Path(self._folder.name).glob("*.log"))
        self._folder.cleanup()
        return Result(code, errors)


def sipp(scenario: str, remote: str, *, calls: int = 1, source: str = "127.0.0.1") -> Result:
    """Run a scenario to its end."""
    return Sipp(scenario, remote, calls=calls, source=source).wait()
