"""What waits for the database is shown as if it were there; reminders by their moments."""

from __future__ import annotations

from pathlib import Path

from desk_app import promised
from desk_app.background import Background
from desk_app.crm.records import Promise, PromiseChanges
from desk_app.unsaved import PromiseEdit, Unsaved

MINUTE = 60_000_000


def promise(number: int, due_us: int) -> Promise:
    return Promise(number, 1, None, "Laleh", "021", "x", "Mina", due_us, 10, 0)


ONE, TWO = promise(1, 100 * MINUTE), promise(2, 200 * MINUTE)


def test_edits_that_wait_are_shown() -> None:
    moved = {"promise:1": PromiseEdit(PromiseChanges(due_us=300 * MINUTE))}
    assert [p.id for p in promised.overlaid((ONE, TWO), moved)] == [2, 1]
    for gone in (PromiseChanges(done_us=1), PromiseChanges(what="")):
        edits = {"promise:2": PromiseEdit(gone)}
        assert promised.overlaid((ONE, TWO), edits) == (ONE,)
    kept = {"promise:1": PromiseEdit(PromiseChanges(), kept_by="call")}
    assert promised.overlaid((ONE, TWO), kept) == (TWO,)


def test_a_reminder_has_its_minute_and_is_told_once() -> None:
    assert promised.next_reminder_us((ONE, TWO), set()) == 90 * MINUTE
    assert promised.to_remind((ONE, TWO), set(), 90 * MINUTE - 1) == set()
    told = promised.to_remind((ONE, TWO), set(), 90 * MINUTE)
    assert told == {(1, ONE.due_us)}
    assert promised.to_remind((ONE, TWO), told, 99 * MINUTE) == set()
    assert promised.next_reminder_us((ONE, TWO), told) == 190 * MINUTE
    assert promised.next_reminder_us((ONE,), told) is None
    assert promised.late((ONE, TWO), 100 * MINUTE) == {(1, ONE.due_us)}


def test_edits_of_a_promise_become_one_and_survive_a_new_start(tmp_path: Path) -> None:
    path = tmp_path / "unsaved.json"
    first = PromiseEdit(PromiseChanges(what="one", due_us=1))
    both = first.then(PromiseEdit(PromiseChanges(due_us=2), kept_by="call"))
    assert both == PromiseEdit(PromiseChanges(what="one", due_us=2), kept_by="call")
    files = Background("files")
    Unsaved(path, files).keep_promise("promise:1", both)
    assert files.close()
    files = Background("files")
    unsaved = Unsaved(path, files)
    assert unsaved.promises == {"promise:1": both}
    unsaved.forget_promise("promise:1")
    assert files.close()
    assert not path.exists()
