from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.background import Background
from desk_app.crm.records import Priority, TicketChanges
from desk_app.unsaved import Edit, Unsaved


class Disk:
    """The file, and the thread that writes it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._files = Background("files")

    def opened(self) -> Unsaved:
        return Unsaved(self.path, self._files)

    def written(self) -> Unsaved:
        """What a new start finds, when all has been written."""
        self.close()
        self._files = Background("files")
        return self.opened()

    def close(self) -> None:
        assert self._files.close()


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Disk]:
    disk = Disk(tmp_path / "unsaved.json")
    yield disk
    disk.close()


def test_kept_words_survive_a_new_start(disk: Disk) -> None:
    disk.opened().keep("call", "یادداشت\n<b>")
    assert disk.written().notes == {"call": "یادداشت\n<b>"}


def test_words_are_forgotten(disk: Disk) -> None:
    unsaved = disk.opened()
    unsaved.keep("call", "one")
    unsaved.keep("call", "one two")
    unsaved = disk.written()
    assert unsaved.notes == {"call": "one two"}
    unsaved.forget("call")
    unsaved.forget("call")
    disk.written()
    assert not disk.path.exists()


def test_a_damaged_file_is_left_alone_and_new_words_are_kept_beside(disk: Disk) -> None:
    disk.path.write_text("{damaged")
    unsaved = disk.opened()
    unsaved.keep("call", "new")
    disk.written()
    assert disk.path.read_text() == "{damaged"
    assert unsaved.notes == {"call": "new"}


def test_edits_become_one_and_survive_a_new_start(disk: Disk) -> None:
    first = Edit(TicketChanges(subject="Fibre", category="billing"), finish=True)
    both = first.then(Edit(TicketChanges(category="fault", priority=Priority.HIGH)))
    changes = TicketChanges(subject="Fibre", category="fault", priority=Priority.HIGH)
    assert both == Edit(changes, finish=True)
    disk.opened().keep_edit("call", both)
    unsaved = disk.written()
    assert unsaved.edits == {"call": both}
    unsaved.forget_edit("call")
    disk.written()
    assert not disk.path.exists()
