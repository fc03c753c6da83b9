"""The database file in every bad state: each named, none harmed, and what was there kept."""

from __future__ import annotations

import hashlib
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from desk_app.crm import database as database_module
from desk_app.crm.database import Database, check_database, open_database, version_of
from desk_app.crm.migrations import HEAD, REVISIONS
from desk_app.crm.server import Where
from desk_app.crm.service import Crm
from desk_app.crm.team.models import Order
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from tests.crm.calls import Journal

ROOT = Path(__file__).parents[2]
RELEASED = sorted((Path(__file__).parent / "data").glob("released-*.sqlite"))


@pytest.fixture
def where(path: Path) -> Where:
    """Only files here; `test_postgres.py` is about servers."""
    return path


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def problem_of_opening(path: Path) -> DatabaseProblem:
    with pytest.raises(DatabaseTrouble) as trouble:
        open_database(path)
    return trouble.value.problem


def run(script: str, *args: object) -> subprocess.Popen[str]:
    """Start a Python of its own that knows the program."""
    return subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(script), *map(str, args)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stdin=subprocess.PIPE,
        text=True,
    )


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


# --- shape ------------------------------------------------------------------------------


def test_the_migrations_make_what_the_models_say(file: Database) -> None:
    with file.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, Order.metadata)
    fts = [d for d in differences if d[0] == "remove_table" and "customers_words" in str(d[1])]
    assert [d for d in differences if d not in fts] == []


def test_a_current_database_opens_without_the_migration_library(path: Path) -> None:
    script = """
        import sys
        from pathlib import Path
        from desk_app.crm.database import open_database
        open_database(Path(sys.argv[1]))
        print("alembic" in sys.modules)
    """
    with run(script, path) as process:
        assert said(process) == "False"


def test_revisions_are_a_line_that_ends_at_the_head(path: Path) -> None:
    scripts = ROOT / "desk_app" / "crm" / "migrations" / "versions"
    assert sorted(p.name.split("_")[0] for p in scripts.glob("[0-9]*.py")) == list(REVISIONS)
    assert version_of(path) == HEAD


def test_the_migrations_are_sql_that_postgresql_takes_too() -> None:
    from alembic import command
    from alembic.config import Config

    with tempfile.TemporaryFile("w+") as out:
        config = Config(output_buffer=out)
        config.set_main_option("script_location", str(ROOT / "desk_app" / "crm" / "migrations"))
        config.attributes["dialect"] = "postgresql"
        command.upgrade(config, "head", sql=True)
        out.seek(0)
        sql = out.read()
    assert "id BIGSERIAL NOT NULL" in sql
    assert "customers_words" not in sql


@pytest.mark.parametrize("released", RELEASED, ids=lambda p: p.stem)
def test_a_database_of_every_released_version_opens(released: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(released, tmp_path / "desk.sqlite"))
    crm = Crm(path)
    crm.open()
    calls, tickets = list(crm.list_calls()), list(crm.list_tickets())
    assert {call["ticket_id"] for call in calls} <= {ticket["id"] for ticket in tickets}
    assert calls and crm.search("laleh")
    crm.fold(Journal("after the upgrade").event("NEW", "ring"))
    crm.close()
    assert version_of(path) == HEAD
    assert check_database(path) == ()


def test_a_released_database_is_kept_for_the_first_revision() -> None:
    assert RELEASED


def test_a_failed_migration_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "desk.sqlite"
    monkeypatch.setattr(database_module, "_MIGRATIONS", tmp_path / "migrations")
    shutil.copytree(ROOT / "desk_app" / "crm" / "migrations", tmp_path / "migrations")
    first = next((tmp_path / "migrations" / "versions").glob("0001*.py"))
    first.write_text(first.read_text().replace("    _choices()\n", "    1 / 0\n"))
    with pytest.raises(ZeroDivisionError):
        open_database(path)
    monkeypatch.undo()
    assert version_of(path) == ""
    open_database(path).close()
    assert version_of(path) == HEAD


# --- troubles ---------------------------------------------------------------------------


def test_a_newer_database_is_refused_untouched(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    before = digest(path)
    assert problem_of_opening(path) is DatabaseProblem.NEWER
    assert digest(path) == before


def test_another_programs_database_is_refused_untouched(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    connection.close()
    before = digest(path)
    assert problem_of_opening(path) is DatabaseProblem.FOREIGN
    assert digest(path) == before


def test_what_is_no_database_is_corrupt(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    path.write_bytes(b"this is a shopping list" * 100)
    before = digest(path)
    assert problem_of_opening(path) is DatabaseProblem.CORRUPT
    assert digest(path) == before


def test_damage_inside_is_named_where_it_is_met(path: Path, crm: Crm) -> None:
    sound = path.stat().st_size // 4096  # the schema's own pages
    for i in range(200):
        crm.fold(Journal(f"j{i}").event(f"K{i}", "ring", name="x" * 200))
    crm.close()
    with path.open("r+b") as file:
        for page in range(sound, path.stat().st_size // 4096):
            file.seek(page * 4096)
            file.write(b"\xff" * 4096)
    assert check_database(path) != ()
    damaged = Crm(path)
    damaged.open()
    with pytest.raises(DatabaseTrouble) as trouble:
        list(damaged.list_calls())
    assert trouble.value.problem is DatabaseProblem.CORRUPT
    damaged.close()


def test_a_missing_database_is_not_made_unasked(tmp_path: Path) -> None:
    path = tmp_path / "desk.sqlite"
    with pytest.raises(DatabaseTrouble) as trouble:
        open_database(path, create=False)
    assert trouble.value.problem is DatabaseProblem.MISSING
    assert not path.exists()
    with pytest.raises(DatabaseTrouble) as trouble:
        check_database(path)
    assert trouble.value.problem is DatabaseProblem.MISSING


def test_a_folder_is_made_for_the_database(tmp_path: Path) -> None:
    open_database(tmp_path / "a" / "b" / "desk.sqlite").close()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """Give a folder that other users can reach (pytest's own are private)."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder)


OPEN_AND_TELL = """
    import os, sys
    from pathlib import Path
    from desk_app.crm.database import open_database
    from desk_app.crm.trouble import DatabaseTrouble
    open_database(Path(sys.argv[2])).close()  # loads what is loaded late
    if os.geteuid() == 0:  # root may write anything
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
    try:
        open_database(Path(sys.argv[1]))
        print("opened")
    except DatabaseTrouble as trouble:
        print(trouble.problem.value)
"""


@pytest.mark.parametrize("writable_folder", [False, True])
def test_a_read_only_database_says_so(path: Path, open_folder: Path, writable_folder: bool) -> None:
    target = Path(shutil.copy(path, open_folder / "desk.sqlite"))
    target.chmod(0o444)
    open_folder.chmod(0o777 if writable_folder else 0o555)
    with run(OPEN_AND_TELL, target, path) as process:
        assert said(process) == "read_only"
    open_folder.chmod(0o755)


def test_a_full_disk_says_so_and_loses_nothing(crm: Crm, path: Path) -> None:
    journal = Journal()
    first = crm.fold(journal.event("A", "ring"))
    with crm._database.read() as connection:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count = {pages}"))
    with pytest.raises(DatabaseTrouble) as trouble:
        crm.save_notes(first.ticket.id, "x" * 90_000, "A")
    assert trouble.value.problem is DatabaseProblem.FULL
    assert crm.ticket(first.ticket.id) == first.ticket
    with crm._database.read() as connection:
        connection.execute(text("PRAGMA max_page_count = 1000000"))
    assert crm.save_notes(first.ticket.id, "x" * 90_000, "A").notes == "x" * 90_000
    assert check_database(path) == ()


HOLD_THE_LOCK = """
    import sqlite3, sys
    connection = sqlite3.connect(sys.argv[1], isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    print("locked", flush=True)
    sys.stdin.readline()
"""


def test_a_locked_database_says_so_and_still_tells_who_calls(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_TIMEOUT_S", 0.05)
    crm = Crm(path)
    journal = Journal()
    ring = journal.event("A", "ring")
    with run(HOLD_THE_LOCK, path) as other:
        assert said(other) == "locked"
        crm.open()
        with pytest.raises(DatabaseTrouble) as trouble:
            crm.fold(ring)
        assert trouble.value.problem is DatabaseProblem.LOCKED
        assert crm.caller_for("02149258000").e164 == "+982149258000"
        assert crm.last_seq(journal.name) == 0
        other.communicate("go\n")
    assert crm.fold(ring).call_key == "A"
    crm.close()


def test_a_backup_is_whole_and_taken_while_in_use(crm: Crm, tmp_path: Path) -> None:
    crm.fold(Journal().event("A", "ring"))
    crm.backup(tmp_path / "backup.sqlite")
    crm.fold(Journal("later").event("B", "ring"))
    assert check_database(tmp_path / "backup.sqlite") == ()
    copy = Crm(tmp_path / "backup.sqlite")
    copy.open()
    assert [call["key"] for call in copy.list_calls()] == ["A"]
    copy.close()


def test_a_backup_that_cannot_be_written_leaves_the_old_one(crm: Crm, tmp_path: Path) -> None:
    with pytest.raises(DatabaseTrouble):
        crm.backup(tmp_path / "no such folder" / "backup.sqlite")
    old = tmp_path / "old.sqlite"
    old.write_text("precious")
    (tmp_path / "old.sqlite.part").mkdir()
    with pytest.raises(DatabaseTrouble):
        crm.backup(old)
    assert old.read_text() == "precious"


# --- sudden death -----------------------------------------------------------------------

FOLD_UNTIL_KILLED = """
    import sys
    from pathlib import Path
    from desk_app.crm.service import Crm
    from tests.crm.calls import Journal
    crm = Crm(Path(sys.argv[1]))
    crm.open()
    journal = Journal()
    events = [event for i in range(5000) for event in journal.call(f"K{i:05}")]
    for event in events[crm.last_seq("journal"):]:
        crm.fold(event)
        print(event.seq, flush=True)
"""


def test_kill_9_at_any_moment_loses_no_call_and_counts_none_twice(path: Path) -> None:
    """Killed again and again in the middle of folding, a desk catches up from its journal."""
    for lines in (1, 7, 20, 45, 3, 60):
        with run(FOLD_UNTIL_KILLED, path) as process:
            last = 0
            for _ in range(lines):
                last = int(said(process))
            process.send_signal(signal.SIGKILL)
        crm = Crm(path)
        crm.open()
        folded = crm.last_seq("journal")
        calls = list(crm.list_calls())
        tickets = list(crm.list_tickets())
        crm.close()
        assert folded >= last
        assert len(calls) == len(tickets) == -(-folded // 3)
        assert {call["key"] for call in calls} == {ticket["call_key"] for ticket in tickets}
        ended = [call for call in calls if call["outcome"] == "answered"]
        assert len(ended) == folded // 3
    assert check_database(path) == ()


FOLD_A_HUNDRED = """
    import sys
    from pathlib import Path
    from desk_app.crm.service import Crm
    from tests.crm.calls import Journal
    crm = Crm(Path(sys.argv[1]))
    crm.open()
    print("ready", flush=True)
    sys.stdin.readline()
    journal = Journal(sys.argv[2])
    for i in range(100):
        crm.fold(journal.event(f"{sys.argv[2]}{i:03}", "ring", f"shared-{i}"))
    print("done", flush=True)
"""


def test_two_programs_that_write_at_once_both_get_their_turn(path: Path) -> None:
    with run(FOLD_A_HUNDRED, path, "a") as a, run(FOLD_A_HUNDRED, path, "b") as b:
        for process in (a, b):
            assert said(process) == "ready"
        for process in (a, b):
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        assert [said(a), said(b)] == ["done", "done"]
    crm = Crm(path)
    crm.open()
    calls = list(crm.list_calls())
    assert len(calls) == len(list(crm.list_tickets())) == 100
    assert {len(call["legs"]) for call in calls} == {2}
    crm.close()
