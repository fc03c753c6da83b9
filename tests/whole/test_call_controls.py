"""The call bar's acts on the whole program: transfer, consultation, conference, several calls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.agent import AgentState
from desk_app.telephony.calls import CallState
from desk_app.ui.call_bar import CallBar
from tests.faults.program import Program
from tests.rigs.agent import Agent

LEFT = Qt.MouseButton.LeftButton


def bar(program: Program) -> CallBar:
    return program.view.window.call_bar


def state_word(program: Program) -> str:
    return program.view.window.top_bar.pill.text()


def talk(program: Program, caller: Agent) -> tuple[int, str]:
    """Let the caller ring and answer by F9; return the caller's call and ours."""
    call = caller.call(f"sip:desk@127.0.0.1:{program.port}")
    program.wait(lambda: program.state.ringing)
    key = program.state.ringing[0].call.key
    program.wait(program.view.window.ring_strip.isVisible)
    QTest.keyClick(program.view.window, Qt.Key.Key_F9)
    program.wait(lambda: program.case(key).call.state is CallState.ACTIVE)
    caller.wait("confirmed", call=call)
    program.wait(lambda: state_word(program) == "Talking")
    return call, key


def consult(program: Program, colleague: Agent) -> tuple[int, str]:
    """Ask the colleague by the panel, who answers; return the colleague's call and ours."""
    panel = bar(program).controls.panel
    QTest.keyClick(program.view.window, Qt.Key.Key_F6)
    assert panel.isVisible()
    panel.target.setText(colleague.uri)
    QTest.mouseClick(panel.first, LEFT)
    theirs = colleague.wait("incoming")["call"]
    colleague.do("answer", call=theirs, status=200)
    program.wait(lambda: program.state.agent.state is AgentState.CONSULTING)
    assert program.state.consulting is not None
    key = program.state.consulting[1]
    program.wait(lambda: program.case(key).call.state is CallState.ACTIVE)
    program.wait(panel.complete.isEnabled)
    return theirs, key


def test_consult_swap_and_complete(program: Program, caller: Agent, colleague: Agent) -> None:
    program.open()
    call, key = talk(program, caller)
    theirs, second = consult(program, colleague)
    program.wait(lambda: program.case(key).call.held)
    assert state_word(program) == "Consulting"
    assert bar(program).note.text() == "Consulting"
    assert bar(program).controls.transfer.text() == "Consulting"
    panel = bar(program).controls.panel
    QTest.mouseClick(panel.swap, LEFT)
    program.wait(lambda: program.case(second).call.held and not program.case(key).call.held)
    assert program.state.agent.state is AgentState.CONSULTING
    caller.do("tone", call=call, hertz=440)
    QTest.mouseClick(panel.swap, LEFT)
    program.wait(lambda: program.case(key).call.held and not program.case(second).call.held)
    QTest.mouseClick(panel.complete, LEFT)
    new = caller.wait("referred", call=call)["new"]
    replaced = colleague.wait("replaced", call=theirs)["new"]
    program.wait(lambda: program.over(key) and program.over(second))
    caller.do("tone", call=new, hertz=440)
    colleague.hears(replaced, 440)
    assert not panel.isVisible()
    program.wait(lambda: program.state.agent.state is AgentState.WRAP_UP)


def test_back_to_the_caller_and_then_a_conference(
    program: Program, caller: Agent, colleague: Agent
) -> None:
    program.open()
    call, key = talk(program, caller)
    _, second = consult(program, colleague)
    controls = bar(program).controls
    QTest.mouseClick(controls.panel.cancel, LEFT)
    program.wait(lambda: program.over(second) and not program.case(key).call.held)
    program.wait(lambda: state_word(program) == "Talking")
    theirs, second = consult(program, colleague)
    QTest.mouseClick(controls.panel.together, LEFT)
    program.wait(lambda: state_word(program) == "Conference")
    assert bar(program).number.text() == "Conference"
    caller.do("tone", call=call, hertz=440)
    colleague.hears(theirs, 440)
    colleague.hang_up(theirs)
    program.wait(lambda: program.over(second))
    program.wait(lambda: state_word(program) in ("Talking", "On hold"))
    caller.hang_up(call)
    program.wait(lambda: program.over(key))


def test_others_that_ring_are_listed_and_nothing_moves(program: Program, caller: Agent) -> None:
    program.open()
    call, key = talk(program, caller)
    window = program.view.window
    place = window.pages.geometry()
    with program.ringing("09120001142", "Behrang"), program.ringing("02155000421", "Ramin"):
        program.wait(lambda: len(program.state.ringing) == 2)
        chips = bar(program).lines.chips
        program.wait(lambda: chips[0].isVisible() and chips[1].isVisible())
        assert "Behrang" in chips[0].accessibleName()
        assert program.state.current == key
        assert window.pages.geometry() == place
        assert not window.ring_strip.isVisible()
    caller.hang_up(call)
    program.wait(lambda: program.over(key))
