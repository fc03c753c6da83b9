"""The journal keeps every fact, whatever happens to the engine or to the disk."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from desk_app.telephony import journal as journal_module
from desk_app.telephony.journal import Journal, now_us
from desk_app.telephony.journal_files import FILE_NAME, journal_id, journals, prune, read_after
from desk_app.telephony.messages import CallFact, Direction, End, Fact
from tests.rigs.patience import PATIENCE_S


def fact(kind: Fact = Fact.INCOMING, key: str = "A", at_us: int = 1_000, **more: str) -> CallFact:
    return CallFact(journal="", seq=0, key=key, fact=kind, at_us=at_us, **more)  # type: ignore[arg-type]


def test_facts_come_back_in_order_with_their_names(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    first = journal.append(fact(name="علی", number="+98912"))
    second = journal.append(fact(Fact.ANSWERED, at_us=2_000))
    assert (first.seq, second.seq) == (1, 2)
    assert first.journal == journal.id == journal_id(tmp_path / FILE_NAME)
    assert read_after(tmp_path / FILE_NAME, 0) == [first, second]  # while it is open
    assert read_after(tmp_path / FILE_NAME, 1) == [second]
    journal.close()
    assert read_after(tmp_path / FILE_NAME, 0) == [first, second]


def test_a_reopened_journal_goes_on_counting(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append(fact())
    name = journal.id
    journal.close()
    again = Journal(tmp_path)
    assert again.id == name
    assert again.append(fact(key="B")).seq == 2
    again.close()


def test_every_commit_reaches_the_disk(tmp_path: Path) -> None:
    """kill -9 cannot tell FULL from OFF, a power cut can."""
    journal = Journal(tmp_path)
    assert journal._db is not None
    assert journal._db.execute("pragma synchronous").fetchone()[0] == 2
    assert journal._db.execute("pragma journal_mode").fetchone()[0] == "wal"
    journal.close()


KILLED = """
import os, sys
from pathlib import Path
from desk_app.telephony.journal import Journal
from desk_app.telephony.messages import CallFact, Fact
journal = Journal(Path(sys.argv[1]))
for number in range(10_000):
    stored = journal.append(
        CallFact(journal="", seq=0, key=f"K{number}", fact=Fact.INCOMING, at_us=number))
    os.write(1, b"%d\\n" % stored.seq)
"""


def test_what_append_returned_survives_kill_9(tmp_path: Path) -> None:
    for enough in (3, 40, 170):
        writer = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path)], stdout=subprocess.PIPE
        )
        assert writer.stdout is not None
        last = 0
        for _ in range(enough):
            last = int(writer.stdout.readline())
        writer.kill()
        rest, _ = writer.communicate(timeout=PATIENCE_S)
        told = [int(line) for line in rest.split(b"\n")[:-1]]
        last = max([last, *told])
        assert read_after(tmp_path / FILE_NAME, last - 1)[0].seq == last


def test_calls_of_a_dead_engine_end_as_lost_when_it_was_last_alive(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append(fact(key="done", at_us=now_us()))
    journal.append(fact(Fact.ENDED, key="done", at_us=now_us()))
    journal.append(fact(key="ringing", at_us=1))
    journal.append(fact(key="talking", at_us=2))
    journal.append(fact(Fact.ANSWERED, key="talking", at_us=3))
    before = now_us()
    journal.alive()
    journal.close()
    journal = Journal(tmp_path)
    ended = journal.end_lost_calls()
    assert [(f.key, f.end) for f in ended] == [("ringing", End.LOST), ("talking", End.LOST)]
    assert all(before <= f.at_us <= now_us() for f in ended)
    assert journal.end_lost_calls() == []
    assert read_after(tmp_path / FILE_NAME, 5) == ended
    journal.close()


def test_without_a_heartbeat_the_last_fact_is_the_end(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append(fact(at_us=7_000_000))
    journal.close()
    journal = Journal(tmp_path)
    assert journal.end_lost_calls()[0].at_us == 7_000_000
    journal.close()


@pytest.mark.parametrize("damage", ["garbage", "cut", "not ours"])
def test_a_damaged_journal_is_kept_aside_and_a_fresh_one_begun(tmp_path: Path, damage: str) -> None:
    path = tmp_path / FILE_NAME
    if damage == "not ours":
        with sqlite3.connect(path) as db:
            db.execute("create table fact (something text)")
        db.close()
    else:
        journal = Journal(tmp_path)
        for number in range(200):
            journal.append(fact(key=f"K{number}"))
        journal.close()
        data = path.read_bytes()
        half = len(data) // 2
        path.write_bytes(os.urandom(len(data)) if damage == "garbage" else data[:half])
    journal = Journal(tmp_path)
    assert journal.damaged
    assert not journal.problem
    stored = journal.append(fact(key="after"))
    assert read_after(path, 0) == [stored]
    assert len(list(tmp_path.glob(f"{FILE_NAME}.damaged-*[0-9]"))) == 1
    journal.close()


def test_a_locked_journal_is_left_for_a_fresh_one(tmp_path: Path) -> None:
    Journal(tmp_path).close()
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("begin exclusive")
    journal = Journal(tmp_path)
    assert not journal.problem
    stored = journal.append(fact())
    other.execute("rollback")
    other.close()
    beside = [path for path in journals(tmp_path) if path.name != FILE_NAME]
    assert read_after(beside[0], 0) == [stored]
    journal.close()


def test_a_journal_that_fills_up_goes_on_in_a_fresh_one(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    stored = [journal.append(fact())]
    assert journal._db is not None
    pages = journal._db.execute("pragma page_count").fetchone()[0]
    journal._db.execute(f"pragma max_page_count = {pages}")  # SQLITE_FULL, as by a full disk
    first = journal.id
    while journal.id == first and len(stored) < 5000:
        stored.append(journal.append(fact(reason="x" * 500)))
    stored.append(journal.append(fact(key="after")))
    assert not journal.problem
    assert [f.seq for f in stored] == list(range(1, len(stored) + 1))
    kept = [f for path in journals(tmp_path) for f in read_after(path, 0)]
    assert sorted(kept, key=lambda f: f.seq) == stored
    assert len({f.journal for f in kept}) == 2
    journal.close()


def test_without_any_file_facts_wait_in_memory_until_there_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "REOPEN_S", 0.0)
    folder = tmp_path / "missing"
    journal = Journal(folder)
    assert journal.problem
    stored = [journal.append(fact()), journal.append(fact(Fact.ANSWERED))]
    folder.mkdir()
    journal.alive()
    assert not journal.problem
    stored.append(journal.append(fact(Fact.ENDED)))
    journal.close()
    assert [f.seq for f in stored] == [1, 2, 3]
    assert read_after(journals(folder)[0], 0) == stored


def test_calls_lost_in_a_journal_beside_are_ended_too(tmp_path: Path) -> None:
    Journal(tmp_path).close()
    other = sqlite3.connect(tmp_path / FILE_NAME, isolation_level=None)
    other.execute("begin exclusive")
    journal = Journal(tmp_path)
    journal.append(fact(key="beside", at_us=5))
    journal.close()
    other.close()
    again = Journal(tmp_path)
    again.end_lost_calls()
    again.close()
    beside = next(path for path in journals(tmp_path) if path.name != FILE_NAME)
    assert [f.fact for f in read_after(beside, 0)] == [Fact.INCOMING, Fact.ENDED]


def test_an_unreadable_row_is_left_out(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append(fact(key="A"))
    journal.append(fact(key="B"))
    journal.close()
    with sqlite3.connect(tmp_path / FILE_NAME) as db:
        db.execute("update fact set body = '{' where seq = 1")
    db.close()
    assert [f.key for f in read_after(tmp_path / FILE_NAME, 0)] == ["B"]


def test_prune_removes_only_calls_that_ended_by_then(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    for key in ("old", "long"):
        journal.append(fact(key=key))
    journal.append(fact(Fact.ENDED, key="old"))
    journal.append(fact(key="new"))
    journal.append(fact(Fact.ENDED, key="new"))
    path = tmp_path / FILE_NAME
    assert prune(path, 4, before_us=1_000) == 0  # ended, stored, but not long ago
    assert prune(path, 4, before_us=1_001) == 2
    assert [f.key for f in read_after(path, 0)] == ["long", "new", "new"]
    assert prune(path, 5, before_us=1_001) == 1  # the newest row stays
    assert journal.append(fact(Fact.ENDED, key="long")).seq == 6
    journal.close()


def test_a_missing_journal_is_an_error_to_its_reader(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.Error):
        read_after(tmp_path / FILE_NAME, 0)
    assert not (tmp_path / FILE_NAME).exists()


def test_direction_survives(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    dialled = CallFact(
        journal="", seq=0, key="A", fact=Fact.DIALING, at_us=1, direction=Direction.OUT
    )
    stored = journal.append(dialled)
    journal.close()
    assert read_after(tmp_path / FILE_NAME, 0) == [stored]
