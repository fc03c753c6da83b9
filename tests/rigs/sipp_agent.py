"""Agents' phones by SIPp: ring, reject, answer and talk, as a scenario says. No registration."""

from __future__ import annotations

import contextlib
import re
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

from tests.rigs.ports import free_port
from tests.rigs.sipp import SDP

_REPLY = """<send><![CDATA[

SIP/2.0 {status}
[last_Via:]
[last_From:]
[last_To:]{tag}
[last_Call-ID:]
[last_CSeq:]
Contact: <sip:[local_ip]:[local_port]>
{body}
]]></send>
"""
_NO_BODY = "Content-Length: 0\n"
_WITH_SDP = f"Content-Type: application/sdp\nContent-Length: [len]\n\n{SDP}"


def _reply(status: str, *, first: bool = False, sdp: bool = False) -> str:
    tag = ";tag=[pid]-[call_number]" if first else ""
    return _REPLY.format(status=status, tag=tag, body=_WITH_SDP if sdp else _NO_BODY)


_INVITE = '<recv request="INVITE"/>\n'
_RING = _reply("180 Ringing", first=True)


def rejects() -> str:
    """Return how a phone behaves that is busy."""
    return f'{_INVITE}{_reply("486 Busy Here", first=True)}<recv request="ACK"/>\n'


def forwards(user: str) -> str:
    """Return how a phone behaves that sends its calls on to another number."""
    moved = _reply("302 Moved Temporarily", first=True).replace("sip:[local", f"sip:{user}@[local")
    return f'{_INVITE}{moved}<recv request="ACK"/>\n'


def rings() -> str:
    """Return how a phone behaves that nobody picks up."""
    terminated = _REPLY.format(status="487 Request Terminated", tag="", body=_NO_BODY)
    final = (
        terminated.replace("[last_Via:]", "[$via]")
        .replace("[last_CSeq:]", "CSeq: [$cseq] INVITE")
        .replace("[last_To:]", "[last_To:];tag=[pid]-[call_number]")
    )
    catch = (
        '<recv request="INVITE"><action>'
        '<ereg regexp=".*" search_in="hdr" header="CSeq:" assign_to="line"/>'
        '<ereg regexp="[0-9]+" search_in="var" variable="line" assign_to="cseq"/>'
        '<ereg regexp=".*" search_in="hdr" header="Via:" assign_to="path"/>'
        "</action></recv>\n"
    )
    final = final.replace("[$via]", "Via:[$path]")
    over = '<recv request="CANCEL"/>\n' + _reply("200 OK", first=True) + final
    return f'{catch}{_RING}{over}<recv request="ACK"/>\n<Reference variables="line"/>\n'


def answers(after_ms: int = 0) -> str:
    """Return how a phone behaves that is picked up, until the other end hangs up."""
    steps = [_INVITE, _RING]
    if after_ms:
        steps.append(f'<pause milliseconds="{after_ms}"/>\n')
    said = '<action><log message="[last_From]"/></action>'
    steps += [_reply("200 OK", first=True, sdp=True), f'<recv request="ACK">{said}</recv>\n']
    return "".join([*steps, '<recv request="BYE"/>\n', _reply("200 OK")])


class Phone:
    """A phone on a port of its own; `settings` are for pjsip.conf's end."""

    def __init__(self, user: str, behaviour: str) -> None:
        self.user, self.port = user, free_port()
        self._folder = tempfile.TemporaryDirectory(prefix="phone")
        self._process: subprocess.Popen[bytes] | None = None
        self.behave(behaviour)

    @property
    def settings(self) -> str:
        """Return where the phone is: it does not register."""
        return self.settings_as(self.user)

    def settings_as(self, user: str) -> str:
        """Return likewise for one more user whose calls come here."""
        return (
            f"[{user}](+type=aor)\nqualify_frequency = 0\n"
            f"contact = sip:{user}@127.0.0.1:{self.port}\n"
        )

    @property
    def answered(self) -> list[str]:
        """The numbers of the callers whom it answered and who were connected, since `behave`."""
        assert self._process is not None
        logs = Path(self._folder.name).glob(f"*_{self._process.pid}_logs.log")
        return re.findall(r"sip:([^@>]*)@", "".join(log.read_text("utf-8") for log in logs))

    def behave(self, behaviour: str) -> None:
        """Behave so from now on; calls in hand are cut."""
        self._end()
        scenario = f'<?xml version="1.0"?>\n<scenario name="phone">\n{behaviour}</scenario>\n'
        (Path(self._folder.name) / "scenario.xml").write_text(scenario)
        self._process = subprocess.Popen(
            [
                *(
                    "setpriv",
                    "--pdeathsig",
                    "KILL",
                    "sipp",
                    "-sf",
                    "scenario.xml",
                    "-i",
                    "127.0.0.1",
                    "-p",
                    str(self.port),
                ),
                *("-mi", "127.0.0.1", "-mp", str(free_port())),
                *("-nostdin", "-trace_err", "-trace_logs"),
            ],
            cwd=self._folder.name,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _end(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Phone:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._end()
        with contextlib.suppress(OSError):
            self._folder.cleanup()
