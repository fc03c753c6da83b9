"""An agent gives a caller to a queue, on the whole program: one call, one ticket, kept order."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from PySide6.QtCore import Qt

from desk_app.agent import AgentState
from desk_app.telephony.calls import CallState
from tests.faults.program import Program
from tests.faults.test_queue import QUEUE, Caller, Callers, order, rest


@pytest.fixture
def callers(program: Program) -> Iterator[Callers]:
    """A desk with two queues, with wrap-up, not ready, and people who can call."""
    program.settings(f"[calls]\nwrap_up_s = 60\n{QUEUE}")
    program.open()
    rest(program)
    with ExitStack() as stack:
        yield Callers(program, stack)


def served(program: Program, callers: Callers) -> tuple[Caller, Caller]:
    """Let two call, and the agent talk to the first."""
    first, second = callers.call("02149258001"), callers.call("02149258002")
    program.qtbot.keyClick(program.view.window, Qt.Key.Key_F9)
    program.wait(lambda: program.state.agent.state is AgentState.TALKING)
    program.wait(lambda: program.case(first.key).ticket)
    return first, second


def test_who_is_given_back_is_next_and_the_ticket_is_wrapped_up(
    program: Program, callers: Callers
) -> None:
    first, second = served(program, callers)
    ticket = program.case(first.key).ticket
    program.view.window.intents.move.emit(first.key, "Support")
    program.wait(lambda: order(program) == [first.key, second.key])
    program.wait(lambda: program.state.agent.state is AgentState.WRAP_UP)
    case = program.case(first.key)
    assert case.call.state is CallState.ENDED
    assert case.ticket is not None
    assert ticket is not None
    assert case.ticket.id == ticket.id
    assert program.state.current == first.key
    program.wait(lambda: first.key in program.state.queues.callers)  # known on the board, too
    program.view.window.intents.move.emit(first.key, "Sales")
    program.wait(lambda: order(program) == [second.key])
    assert program.state.agent.state is AgentState.WRAP_UP  # what becomes of the call is no matter
    program.core.desk.end_wrap_up(saved=True)
    assert program.state.cases == ()
    program.view.window.intents.take.emit(first.key)
    program.wait(lambda: program.state.agent.state is AgentState.TALKING)
    program.wait(lambda: (t := program.case(first.key).ticket) and t.id == ticket.id)
    first.uac.hang_up(first.ring)
    program.wait(lambda: program.over(first.key))
    second.uac.hang_up(second.ring)
    program.wait(lambda: not program.state.queues.board.callers)
    program.close()
    program.recorded(first.key, second.key)
    by_key = {call["key"]: call for call in program.rows()[0]}
    assert (by_key[first.key]["outcome"], by_key[first.key]["queue"]) == ("answered", "Sales")


def test_who_leaves_while_the_ticket_is_wrapped_up_leaves_it_there(
    program: Program, callers: Callers
) -> None:
    first, second = served(program, callers)
    program.view.window.intents.move.emit(first.key, "Support")
    program.wait(lambda: program.state.agent.state is AgentState.WRAP_UP)
    first.uac.hang_up(first.ring)
    program.wait(lambda: order(program) == [second.key])
    program.settle()
    assert program.state.agent.state is AgentState.WRAP_UP
    assert program.state.current == first.key
    assert program.case(first.key).ticket is not None
    program.core.desk.end_wrap_up(saved=True)
    program.close()
    outcomes = {call["key"]: call["outcome"] for call in program.rows()[0]}
    assert outcomes[first.key] == "answered"


def test_who_is_taken_again_from_the_wrap_up_is_on_the_desk(
    program: Program, callers: Callers
) -> None:
    first, second = served(program, callers)
    program.view.window.intents.move.emit(first.key, "Support")
    program.wait(lambda: program.state.agent.state is AgentState.WRAP_UP)
    program.view.window.intents.take.emit(first.key)
    program.wait(lambda: program.state.agent.state is AgentState.TALKING)
    assert program.state.agent.wrap_up is None
    assert [case.call.key for case in program.state.cases] == [first.key]
    assert program.state.current == first.key
    program.wait(lambda: program.case(first.key).ticket)
    assert order(program) == [second.key]


def test_without_wrap_up_the_caller_is_offered_again_when_it_is_the_turn(
    program: Program, callers: Callers
) -> None:
    program.core.configuration.change("calls.wrap_up_s", 0)
    first, second = served(program, callers)
    program.view.window.intents.move.emit(first.key, "Support")
    program.wait(lambda: order(program) == [first.key, second.key])
    program.wait(lambda: program.state.cases == ())
    assert program.state.agent.state is AgentState.NOT_READY
    program.view.window.intents.choose_state.emit("")
    program.wait(lambda: program.state.ringing)
    assert [(c.call.key, c.call.leg) for c in program.state.ringing] == [(first.key, 2)]
