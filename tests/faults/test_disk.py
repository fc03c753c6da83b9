"""The disk is full: for the recording, the journal, the database and the kept words at once."""

from __future__ import annotations

import resource
import sqlite3

from desk_app.crm.records import TicketChanges, TicketStatus
from desk_app.state import DataProblem, Saving
from desk_app.telephony.messages import Problem, RecordingState
from tests.faults.program import Program

NO_LIMIT = resource.RLIM_INFINITY


def _limit(program: Program, size: int) -> None:
    """Let no file of the engine grow beyond so many bytes."""
    pid = program.core.phone.engine_pid
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, NO_LIMIT))


def test_a_recording_that_hits_the_end_of_the_disk(program: Program) -> None:
    program.settings("[calls]\nrecord = true")
    program.open()
    with program.ringing() as (caller, ring, key):
        program.answer(caller, ring, key)
        program.wait(lambda: program.case(key).call.recording is RecordingState.ON)
        _limit(program, 0)
        program.told(Problem.RECORDING_FAILED)
        program.wait(lambda: program.case(key).call.recording is RecordingState.OFF)
        _limit(program, NO_LIMIT)
        program.view.window.intents.record.emit(key, RecordingState.ON)
        program.wait(lambda: program.case(key).call.recording is RecordingState.ON)
        caller.hang_up(ring)
        program.wait(lambda: program.over(key))
    program.close()
    program.recorded(key)
    calls, _ = program.rows()
    assert (program.paths.recordings / calls[0]["recording"]).exists()


def test_everything_is_full_and_then_there_is_space(program: Program) -> None:
    program.open()
    with program.ringing() as (caller, ring, key):
        program.wait(lambda: program.case(key).ticket)
        _limit(program, 0)
        program.on_connection(_fill)
        scratch = program.paths.unsaved.with_suffix(".new")
        scratch.mkdir()  # what is a folder can be written by nobody, root included
        program.answer(caller, ring, key)
        program.told(Problem.JOURNAL_FAILED)
        long = "every word counts " * 5000
        program.core.tickets.save_notes(key, long)
        program.told(DataProblem.FULL)
        assert program.case(key).saving is Saving.KEPT
        caller.hang_up(ring)
        program.wait(lambda: program.over(key))
    program.core.tickets.finish(key, TicketChanges(disposition="solved"))
    second = program.a_call_works("09120001142")
    assert set(program.notices()) == {Problem.JOURNAL_FAILED, DataProblem.FULL}
    scratch.rmdir()
    _limit(program, NO_LIMIT)
    program.on_connection(lambda db: db.execute("pragma max_page_count = 1000000"))
    program.wait(lambda: not program.notices())
    program.close()
    ticket, _ = program.recorded(key, second)
    assert (ticket["notes"], ticket["status"]) == (long, TicketStatus.SOLVED)


def _fill(db: sqlite3.Connection) -> None:
    db.execute(f"pragma max_page_count = {db.execute('pragma page_count').fetchone()[0]}")
