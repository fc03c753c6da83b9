"""What the database has refused so far: kept in a file until it takes it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path

import msgspec
from msgspec.structs import replace

from desk_app.background import Background
from desk_app.crm.records import PromiseChanges, TicketChanges

log = logging.getLogger(__name__)


class Edit(msgspec.Struct, frozen=True):
    """Fields of a call's ticket; `finish` saves it for good."""

    changes: TicketChanges
    finish: bool = False

    def then(self, later: Edit) -> Edit:
        """Return both as one."""
        set_later = {n: v for n in _FIELDS if (v := getattr(later.changes, n)) is not None}
        return Edit(replace(self.changes, **set_later), self.finish or later.finish)


class PromiseEdit(msgspec.Struct, frozen=True):
    """Fields of a promise; `kept_by` is the call in which it was kept."""

    changes: PromiseChanges
    kept_by: str = ""

    def then(self, later: PromiseEdit) -> PromiseEdit:
        """Return both as one."""
        set_later = {n: v for n in _PROMISE_FIELDS if (v := getattr(later.changes, n)) is not None}
        return PromiseEdit(replace(self.changes, **set_later), later.kept_by or self.kept_by)


_FIELDS = TicketChanges.__struct_fields__
_PROMISE_FIELDS = PromiseChanges.__struct_fields__


class _File(msgspec.Struct, forbid_unknown_fields=True):
    notes: dict[str, str] = {}
    edits: dict[str, Edit] = {}
    promises: dict[str, PromiseEdit] = {}


class Unsaved:
    """Notes, edits of tickets and of promises. UI thread; `files` writes them, the newest last.

    Whoever types must not feel a disk that is slow or hangs.
    """

    def __init__(self, path: Path, files: Background) -> None:
        self._path, self._files = path, files
        self._newest = b""
        self._kept = _File()
        try:
            self._kept = msgspec.json.decode(path.read_bytes(), type=_File)
        except FileNotFoundError:
            pass
        except (OSError, msgspec.DecodeError):
            log.exception("unsaved words cannot be read; the file is left as it is")
            self._path = path.with_suffix(".2.json")

    @property
    def notes(self) -> dict[str, str]:
        """The words that wait, by call key."""
        return dict(self._kept.notes)

    @property
    def edits(self) -> dict[str, Edit]:
        """The edits that wait, by call key."""
        return dict(self._kept.edits)

    @property
    def promises(self) -> dict[str, PromiseEdit]:
        """The edits of promises that wait, by key of the case or of the promise."""
        return dict(self._kept.promises)

    def keep(self, call_key: str, text: str) -> None:
        """Keep the newest words of a call's notes. A full disk leaves them in memory only."""
        self._kept.notes[call_key] = text
        self._write()

    def keep_edit(self, call_key: str, edit: Edit) -> None:
        """Keep all that waits to be set in a call's ticket."""
        if self._kept.edits.get(call_key) != edit:
            self._kept.edits[call_key] = edit
            self._write()

    def forget(self, call_key: str) -> None:
        """Drop words when the database has taken them or newer ones."""
        if self._kept.notes.pop(call_key, None) is not None:
            self._write()

    def forget_edit(self, call_key: str) -> None:
        """Drop an edit that is done with."""
        if self._kept.edits.pop(call_key, None) is not None:
            self._write()

    def keep_promise(self, key: str, edit: PromiseEdit) -> None:
        """Keep all that waits to be set in a promise."""
        if self._kept.promises.get(key) != edit:
            self._kept.promises[key] = edit
            self._write()

    def forget_promise(self, key: str) -> None:
        """Drop an edit of a promise that is done with."""
        if self._kept.promises.pop(key, None) is not None:
            self._write()

    def when_written(self, then: Callable[[], None]) -> None:
        """Call `then` when all that was kept so far is on the disk, or was refused by it."""
        self._files.run(lambda: None, lambda _: then(), _log)

    def _write(self) -> None:
        empty = self._kept == _File()
        self._newest = content = b"" if empty else msgspec.json.encode(self._kept)
        self._files.run(partial(self._put, content), lambda _: None, _log)

    def _put(self, content: bytes) -> None:
        """Write the file, or remove it when nothing waits. Thread of the files."""
        if content is not self._newest:
            return  # a newer one comes right behind
        if not content:
            self._path.unlink(missing_ok=True)
            return
        scratch = self._path.with_suffix(".new")
        scratch.write_bytes(content)
        scratch.replace(self._path)


def _log(error: Exception) -> None:
    log.error("unsaved words stay in memory", exc_info=error)
