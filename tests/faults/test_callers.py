"""Callers from hell, seen from the desk: shown plainly, recorded once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from tests.faults.program import Program
from tests.rigs.sipp import SDP, Sipp, uac


@pytest.mark.parametrize(
    "caller",
    [
        '"' + "x" * 4096 + '" <sip:7@h>',
        '"<b>Bobby</b><img src=/etc/passwd>" <sip:+98912@h>',
        '"\u202eevil\u2066\u200f" <sip:7@h>',
        "<sip:[local_ip]>",
        '"Anonymous" <sip:anonymous@anonymous.invalid>',
        "<sip:letters%20only@h>",
        '"%s%n&amp;" <sip:%00%0d%0a@h>',
    ],
)
def test_strange_callers(program: Program, caller: str) -> None:
    program.open()
    run = Sipp(uac(caller, answered=True), f"127.0.0.1:{program.port}")
    program.wait(lambda: program.state.ringing and program.state.cases[0].ticket)
    key = program.state.cases[0].call.key
    program.view.window.intents.answer.emit(key)
    program.wait(lambda: program.over(key))
    assert run.wait().code == 0
    for label in program.view.window.findChildren(QLabel):
        assert not set(label.text()) & set("\u202a\u202b\u202d\u202e\x00"), label.text()
        assert len(label.text()) < 300
    assert program.notices() == []
    program.close()
    program.recorded(key)


def test_twelve_media_lines(program: Program) -> None:
    program.open()
    media = "".join(f"m=audio {40000 + 2 * n} RTP/AVP 8\n" for n in range(12))
    sdp = SDP[: SDP.index("m=audio")] + media
    run = Sipp(uac(sdp=sdp, answered=True), f"127.0.0.1:{program.port}")
    program.wait(lambda: program.state.ringing)
    key = program.state.cases[0].call.key
    program.view.window.intents.answer.emit(key)
    program.wait(lambda: program.over(key))
    assert run.wait().code == 0
    other = program.a_call_works()
    program.close()
    program.recorded(key, other)


def test_fifty_at_once(program: Program) -> None:
    program.open()
    run = Sipp(uac(ring_ms=1500), f"127.0.0.1:{program.port}", calls=50)
    program.wait(lambda: len(program.state.ringing) >= 4)
    program.wait(lambda: not program.state.ringing)
    print(run.wait().code, program.notices())
    assert len(program.notices()) <= 1
    program.a_call_works()
    program.close()
    calls, _ = program.rows()
    assert len(calls) == 51
    program.recorded(*[call["key"] for call in calls])


def test_hundreds_call_and_cancel(program: Program) -> None:
    program.open()
    run = Sipp(uac(ring_ms=1), f"127.0.0.1:{program.port}", calls=300, rate=100)
    program.wait(lambda: program.state.recent)
    assert run.wait().code == 0
    program.wait(lambda: not program.state.cases)
    program.close()
    calls, _ = program.rows()
    assert len(calls) == 300
    assert {call["outcome"] for call in calls} == {"abandoned"}
    program.recorded(*[call["key"] for call in calls])


def test_invite_then_silence(program: Program) -> None:
    program.settings("[calls]\nring_timeout_s = 5")
    program.open()
    with program.ringing() as (_, _, key):
        program.wait(lambda: not program.state.cases)
    program.close()
    program.recorded(key)


def test_answered_but_never_acknowledged(program: Program) -> None:
    program.open()
    with program.ringing() as (_, _, key):
        program.view.window.intents.answer.emit(key)
        program.qtbot.wait(300)
        print(program.state.cases)
        program.view.window.intents.hang_up.emit(key)
        program.wait(lambda: program.over(key), 3000)
    other = program.a_call_works()
    program.close()
    program.recorded(key, other)
