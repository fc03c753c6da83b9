"""The database is locked, full, read-only, damaged, newer or gone: the phone goes on."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from desk_app.agent import AgentState
from desk_app.crm.records import TicketChanges, TicketStatus
from desk_app.state import DataProblem, Saving
from tests.faults.program import Program


def _damage(path: Path) -> None:
    path.write_bytes(b"this is no database" * 1000)


def _newer(path: Path) -> None:
    with sqlite3.connect(path) as db:
        db.execute("create table alembic_version (version_num text)")
        db.execute("insert into alembic_version values ('9999_future')")
    db.close()


def _folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (_damage, DataProblem.CORRUPT),
        (_newer, DataProblem.NEWER),
        (_folder, DataProblem.UNREACHABLE),
    ],
)
def test_an_unusable_database_at_the_start(
    program: Program, spoil: Callable[[Path], None], problem: DataProblem
) -> None:
    path = program.paths.database
    spoil(path)
    before = path.read_bytes() if path.is_file() else b""
    program.open()
    program.told(problem)
    with program.ringing() as (caller, ring, key):
        program.answer(caller, ring, key)
        program.core.tickets.save_notes(key, "typed without a database")
        program.core.tickets.edit(key, TicketChanges(category="billing"))
        program.wait(lambda: program.case(key).saving is Saving.KEPT)
        caller.hang_up(ring)
        program.wait(lambda: program.over(key))
    program.core.tickets.finish(key, TicketChanges(subject="Fibre", disposition="solved"))
    program.settle()
    assert program.notices() == [problem]
    second = program.a_call_works()
    program.close()
    if path.is_file():
        assert path.read_bytes() == before
        path.unlink()
    else:
        path.rmdir()

    program.open()
    program.wait(lambda: len(program.state.recent) == 2)
    program.wait(lambda: not program.paths.unsaved.exists())
    assert program.notices() == []
    program.close()
    ticket, _ = program.recorded(key, second)
    assert (ticket["notes"], ticket["subject"], ticket["category"], ticket["status"]) == (
        "typed without a database",
        "Fibre",
        "billing",
        TicketStatus.SOLVED,
    )


def _full(db: sqlite3.Connection) -> None:
    db.execute(f"pragma max_page_count = {db.execute('pragma page_count').fetchone()[0]}")


def _read_only(db: sqlite3.Connection) -> None:
    db.execute("pragma query_only = on")


@pytest.mark.parametrize(
    ("spoil", "mend", "problem"),
    [
        (_full, "pragma max_page_count = 1000000", DataProblem.FULL),
        (_read_only, "pragma query_only = off", DataProblem.READ_ONLY),
    ],
)
def test_writing_fails_while_an_agent_types(
    program: Program, spoil: Callable[[sqlite3.Connection], None], mend: str, problem: DataProblem
) -> None:
    program.open()
    with program.ringing() as (caller, ring, key):
        program.answer(caller, ring, key)
        program.wait(lambda: program.case(key).ticket)
        program.on_connection(spoil)
        long = "every word counts " * 5000
        program.core.tickets.save_notes(key, long)
        program.told(problem)
        assert program.case(key).saving is Saving.KEPT
        caller.hang_up(ring)
        program.wait(lambda: program.state.agent.state is AgentState.WRAP_UP)
    program.core.tickets.finish(key, TicketChanges(disposition="solved"))
    with program.ringing("09120001142") as (caller, ring, second):
        caller.cancel(ring)
    program.wait(lambda: not program.state.cases)
    if problem is DataProblem.FULL:  # a read-only file is opened anew, and is writable again
        assert program.notices() == [problem]
        program.on_connection(lambda db: db.execute(mend))
    program.wait(lambda: not program.notices())
    program.close()
    ticket, _ = program.recorded(key, second)
    assert (ticket["notes"], ticket["status"]) == (long, TicketStatus.SOLVED)


def test_a_lock_that_lasts(program: Program) -> None:
    program.open()
    program.wait(program.paths.database.exists)
    program.settle()
    other = sqlite3.connect(program.paths.database, isolation_level=None)
    other.execute("begin immediate")
    with program.ringing() as (caller, ring, key):
        program.answer(caller, ring, key)
        program.told(DataProblem.LOCKED)
        program.core.tickets.save_notes(key, "one")
        program.wait(program.paths.unsaved.exists)
        program.core.tickets.save_notes(key, "one word")
        program.core.tickets.new_customer(key, "لاله فرهمند")
        caller.hang_up(ring)
        program.wait(lambda: program.over(key))
    other.execute("rollback")
    other.close()
    program.wait(lambda: not program.notices())
    program.wait(lambda: (c := program.case(key).caller) and c.customer)
    program.wait(lambda: program.case(key).saving is Saving.SAVED)
    program.close()
    assert not program.paths.unsaved.exists()
    (ticket,) = program.recorded(key)
    assert ticket["notes"] == "one word"
    assert ticket["customer_id"] is not None


def test_the_file_is_deleted_while_the_desk_runs(program: Program) -> None:
    program.open()
    first = program.a_call_works()
    program.wait(lambda: len(program.state.recent) == 1)
    for suffix in ("", "-wal", "-shm"):
        Path(f"{program.paths.database}{suffix}").unlink()
    with program.ringing() as (caller, ring, second):
        program.answer(caller, ring, second)
        program.core.tickets.save_notes(second, "typed after it")
        program.wait(lambda: program.case(second).saving is Saving.SAVED)
        caller.hang_up(ring)
        program.wait(lambda: program.over(second))
    program.close()
    _, ticket = program.recorded(first, second)
    assert ticket["notes"] == "typed after it"


def test_a_backup_is_put_back_while_the_desk_runs(program: Program, tmp_path: Path) -> None:
    program.open()
    first = program.a_call_works()
    program.wait(lambda: len(program.state.recent) == 1)
    backup = tmp_path / "backup.db"
    program.core.book.crm.backup(backup)
    second = program.a_call_works()
    program.wait(lambda: len(program.state.recent) == 2)
    for suffix in ("-wal", "-shm"):
        Path(f"{program.paths.database}{suffix}").unlink()
    scratch = program.paths.database.with_suffix(".new")
    shutil.copy(backup, scratch)
    scratch.replace(program.paths.database)
    third = program.a_call_works()
    program.close()
    program.recorded(first, second, third)


def test_a_database_that_is_mended_while_the_desk_runs(program: Program) -> None:
    _damage(program.paths.database)
    program.open()
    chosen: list[object] = []
    program.core.tickets.read_choices(lambda *found: chosen.extend(found))
    with program.ringing() as (caller, ring, key):
        program.answer(caller, ring, key)
        program.told(DataProblem.CORRUPT)
        program.core.tickets.save_notes(key, "kept")
        program.wait(lambda: program.case(key).saving is Saving.KEPT)
        program.paths.database.unlink()
        program.wait(lambda: (c := program.case(key)).caller and c.ticket)
        program.wait(lambda: DataProblem.CORRUPT not in program.notices())
        program.wait(lambda: chosen)
        assert all(chosen)
        caller.hang_up(ring)
        program.wait(lambda: program.over(key))
    program.close()
    (ticket,) = program.recorded(key)
    assert ticket["notes"] == "kept"
