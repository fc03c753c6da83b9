"""A promise typed while the database refuses it, and what the window makes of it."""

from __future__ import annotations

import sqlite3

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.agent import AgentState
from desk_app.crm.records import TicketChanges
from desk_app.state import DataProblem, Saving
from tests.faults.program import Program
from tests.ui.conftest import focus


def test_a_promise_made_while_the_database_is_locked(program: Program) -> None:
    program.open()
    pane = program.view.call_page.ticket
    with program.ringing() as (caller, ring, key):
        program.answer(caller, ring, key)
        program.wait(lambda: program.case(key).ticket)
        program.wait(pane.promise.isVisible)
        other = sqlite3.connect(program.paths.database, isolation_level=None)
        other.execute("begin immediate")
        QTest.keyClick(program.view.window, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(focus(), "Call back with the visit")
        caller.hang_up(ring)
        program.wait(lambda: program.state.agent.state is AgentState.WRAP_UP)
    assert pane.promise.form is not None
    assert pane.promise.form.isVisible()  # the end of the call takes no words away
    pane.flush()
    program.told(DataProblem.LOCKED)
    program.wait(lambda: program.case(key).saving is Saving.KEPT)
    assert pane.promise.card.text() == "Call back with the visit"
    assert "Call back with the visit" in program.paths.unsaved.read_text("utf-8")
    program.core.tickets.finish(key, TicketChanges(disposition="solved"))
    other.execute("rollback")
    other.close()
    program.wait(lambda: not program.notices())
    program.wait(lambda: not program.paths.unsaved.exists())
    rows = program.view.ready_page.promised.rows
    program.wait(lambda: len(rows()) == 1)
    assert [p.what for p in program.state.promises] == ["Call back with the visit"]
    QTest.keyClick(rows()[0].done, Qt.Key.Key_Space)
    program.wait(lambda: not rows())
    program.settle()
    program.close()

    program.open()
    program.wait(lambda: program.state.recent)
    assert program.state.promises == ()
