"""The small window in a real call while the database refuses: it says so, nothing typed is lost."""

from __future__ import annotations

import sqlite3

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.agent import AgentState
from desk_app.state import DataProblem
from desk_app.ui import problems
from tests.faults.program import NUMBER, Program


def test_words_typed_while_the_database_is_locked(program: Program) -> None:
    program.settings("[calls]\nwrap_up_s = 600")
    program.open()
    program.view.toggle_compact()
    compact = program.view.compact
    assert compact is not None
    lock = sqlite3.connect(program.paths.database, isolation_level=None)
    with program.ringing(NUMBER) as (caller, ring, key):
        program.wait(lambda: program.case(key).ticket)
        QTest.keyClick(compact, Qt.Key.Key_F9)
        caller.talk(ring)
        program.wait(compact.call.isVisible)
        lock.execute("BEGIN EXCLUSIVE")
        QTest.keyClicks(compact.call.notes, "typed here")
        program.wait(lambda: DataProblem.LOCKED in program.notices())
        program.wait(compact.strip.isVisible)
        notice = program.state.notices[-1]
        assert compact.strip.words.text() == problems.sentence(notice).text
        program.wait(lambda: compact.call.saved.text() == "Not saved")
        caller.hang_up(ring)
    program.wait(lambda: program.state.agent.state is AgentState.WRAP_UP)
    QTest.keyClicks(compact.call.notes, " and in wrap-up")
    program.wait(lambda: "and in wrap-up" in program.paths.unsaved.read_text("utf-8"))
    lock.execute("ROLLBACK")
    lock.close()
    program.wait(lambda: not program.notices())
    assert not compact.strip.isVisible()
    program.wait(lambda: (t := program.case(key).ticket) and t.notes == "typed here and in wrap-up")
    compact.hide()
    program.close()
    assert program.recorded(key)[0]["notes"] == "typed here and in wrap-up"
