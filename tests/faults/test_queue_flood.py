"""Fifty call a queue at once, seen from the desk: a call and a ticket each."""

from __future__ import annotations

from desk_app.telephony.messages import Problem
from tests.faults.program import Program
from tests.rigs.sipp import Sipp, uac


def test_fifty_at_once_have_a_ticket_each(program: Program) -> None:
    program.settings(
        "[waiting]\noffer_s = 5\n"  # the first rings at the agent before it is let wait
        '[[queues]]\nname = "Support"\nnumbers = ["*"]\nmax_waiting = 60'
    )
    program.open()
    room = program.max_calls
    run = Sipp(uac(answered=True, ring_ms=None), f"127.0.0.1:{program.port}", calls=50)
    program.wait(lambda: len(program.state.queues.board.callers) >= min(50, room - 1) - 1)
    run.leave()
    program.wait(lambda: not program.state.queues.board.callers and not program.state.ringing)
    assert (Problem.TOO_MANY_CALLS in program.notices()) == (room < 50)
    program.close()
    calls, _ = program.rows()
    assert len(calls) == 50
    program.recorded(*[call["key"] for call in calls])
    if room >= 50:
        assert {(call["queue"], call["outcome"]) for call in calls} == {("Support", "abandoned")}
