"""Who waits, as the window shows it and lets it be dealt with: real callers, the whole program."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.agent import AgentState
from desk_app.ui.text import FSI, LRI, PDI
from tests.faults.program import Program
from tests.faults.test_queue import QUEUE, Callers, rest

_CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_BARE = {ord(mark): None for mark in LRI + FSI + PDI}


@pytest.fixture
def callers(program: Program) -> Iterator[Callers]:
    """A desk with two queues, not ready, and people who can call."""
    program.settings(f"[calls]\nwrap_up_s = 0\n{QUEUE}")
    program.open()
    rest(program)
    with ExitStack() as stack:
        yield Callers(program, stack)


def test_callers_are_seen_taken_moved_and_hung_up_from_the_list(
    program: Program, callers: Callers
) -> None:
    first, second, third = callers.fill(3)
    window, keys = program.view.window, QTest.keyClick
    program.wait(window.queues.chips.chips)
    chip = window.queues.chips.chips()[0]
    said = chip.accessibleName().translate(_BARE)
    assert said.startswith("Support · 3 waiting · longest 00:")
    table = program.view.ready_page.queues
    assert [row.waiting.text() for row in table.rows()] == ["3", "0"]

    keys(window, Qt.Key.Key_Q, _CTRL_SHIFT)
    card = window.queues.card
    assert card is not None and card.isVisible()
    waiting = card.panel.list
    assert waiting.rows.rowCount() == 3
    keys(waiting, Qt.Key.Key_Down)
    assert waiting.current_key() == second.key
    program.wait(lambda: program.state.queues.callers.get(second.key))
    assert card.panel.brief.known.text() == "Not known yet"

    keys(waiting, Qt.Key.Key_Return)
    program.wait(lambda: program.state.agent.state is AgentState.TALKING)
    assert program.state.current == second.key
    assert card.isHidden()

    keys(window, Qt.Key.Key_Q, _CTRL_SHIFT)
    assert [waiting.rows.index(n).data() is None for n in range(2)] == [False, False]
    waiting.setCurrentIndex(waiting.rows.index_of(third.key))
    waiting.move_menu().actions()[0].trigger()
    program.wait(lambda: [c.key for c in program.state.queues.board.of("Sales")] == [third.key])
    waiting.setCurrentIndex(waiting.rows.index_of(first.key))
    keys(waiting, Qt.Key.Key_Delete)
    keys(waiting, Qt.Key.Key_Delete)
    program.wait(lambda: first.key not in program.state.queues.board.callers)
    assert program.state.current == second.key  # the call in hand goes on

    table.rows()[1].you.click()
    program.wait(lambda: program.state.queues.logged_in == ("Support",))
    program.wait(lambda: len(window.queues.chips.chips()) == 1)
    program.close()
    program.recorded(first.key, second.key, third.key)
