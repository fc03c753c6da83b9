from __future__ import annotations

from pathlib import Path

from desk_app.crm.records import Priority, TicketChanges
from desk_app.unsaved import Edit, Unsaved


def test_kept_words_survive_a_new_start(tmp_path: Path) -> None:
    path = tmp_path / "unsaved.json"
    Unsaved(path).keep("call", "یادداشت\n<b>")
    assert Unsaved(path).notes == {"call": "یادداشت\n<b>"}


def test_words_are_forgotten(tmp_path: Path) -> None:
    path = tmp_path / "unsaved.json"
    unsaved = Unsaved(path)
    unsaved.keep("call", "one")
    unsaved.keep("call", "one two")
    assert Unsaved(path).notes == {"call": "one two"}
    unsaved.forget("call")
    unsaved.forget("call")
    assert not path.exists()


def test_a_damaged_file_is_left_alone_and_new_words_are_kept_beside(tmp_path: Path) -> None:
    path = tmp_path / "unsaved.json"
    path.write_text("{damaged")
    unsaved = Unsaved(path)
    unsaved.keep("call", "new")
    assert path.read_text() == "{damaged"
    assert unsaved.notes == {"call": "new"}


def test_edits_become_one_and_survive_a_new_start(tmp_path: Path) -> None:
    path = tmp_path / "unsaved.json"
    first = Edit(TicketChanges(subject="Fibre", category="billing"), finish=True)
    both = first.then(Edit(TicketChanges(category="fault", priority=Priority.HIGH)))
    changes = TicketChanges(subject="Fibre", category="fault", priority=Priority.HIGH)
    assert both == Edit(changes, finish=True)
    unsaved = Unsaved(path)
    unsaved.keep_edit("call", both)
    assert Unsaved(path).edits == {"call": both}
    unsaved.forget_edit("call")
    assert not path.exists()
