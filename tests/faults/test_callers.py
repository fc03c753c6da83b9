"""Callers from hell, seen from the desk: shown plainly, recorded once."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from desk_app.telephony.messages import Problem
from tests.faults.program import Program
from tests.rigs.sipp import SDP, Sipp, uac

STRANGE = [
    '"' + "x" * 4096 + '" <sip:7@h>',
    '"<b>Bobby</b><img src=/etc/passwd>" <sip:+98912@h>',
    '"\u202eevil\u2066\u200f" <sip:7@h>',
    "<sip:[local_ip]>",
    '"Anonymous" <sip:anonymous@anonymous.invalid>',
    "<sip:letters%20only@h>",
    '"%s%n&amp;" <sip:%00%0d%0a@h>',
]


def test_strange_callers_are_shown_plainly_and_recorded(program: Program) -> None:
    program.open()
    keys = []
    for caller in STRANGE:
        if len(caller) > 4000 and program.max_calls <= 4:
            continue  # PyPI's engine drops packets beyond 4,000 bytes
        run = Sipp(uac(caller, answered=True), f"127.0.0.1:{program.port}")
        program.wait(lambda: program.state.ringing and program.state.ringing[0].ticket)
        key = program.state.ringing[0].call.key
        program.view.window.intents.answer.emit(key)
        program.wait(lambda key=key: program.over(key))  # type: ignore[misc]
        assert run.wait().code == 0
        for label in program.view.window.findChildren(QLabel):
            assert not set(label.text()) & set("\u202a\u202b\u202d\u202e\x00"), label.text()
            assert len(label.text()) < 300
        keys.append(key)
    assert program.notices() == []
    program.close()
    program.recorded(*keys)


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
    run = Sipp(uac(ring_ms=None), f"127.0.0.1:{program.port}", calls=50)
    program.wait(lambda: len(program.state.ringing) == min(50, program.max_calls))
    run.leave()
    program.wait(lambda: not program.state.ringing)
    assert program.notices() == [] if program.max_calls >= 50 else [Problem.TOO_MANY_CALLS]
    program.a_call_works()
    program.close()
    calls, _ = program.rows()
    assert len(calls) == 51
    program.recorded(*[call["key"] for call in calls])


def test_hundreds_call_and_cancel(program: Program) -> None:
    program.open()
    run = Sipp(uac(ring_ms=1), f"127.0.0.1:{program.port}", calls=200, rate=100)
    program.wait(lambda: program.state.recent)
    assert run.wait().code == 0
    program.wait(lambda: not program.state.cases)
    program.close()
    calls, _ = program.rows()
    assert len(calls) == 200
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
        program.view.window.intents.hang_up.emit(key)
        program.wait(lambda: program.over(key), 20_000)  # SIP itself gives up after 32 s
    other = program.a_call_works()
    program.close()
    program.recorded(key, other)
