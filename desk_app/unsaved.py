"""Words the database has refused so far: kept in a file until it takes them."""

from __future__ import annotations

import logging
from pathlib import Path

import msgspec

log = logging.getLogger(__name__)


class Unsaved:
    """Notes by call key, on disk as soon as they are kept. UI thread; files of a few KB."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._notes: dict[str, str] = {}
        try:
            self._notes = msgspec.json.decode(path.read_bytes(), type=dict[str, str])
        except FileNotFoundError:
            pass
        except (OSError, msgspec.DecodeError):
            log.exception("unsaved words cannot be read; the file is left as it is")
            self._path = path.with_suffix(".2.json")

    @property
    def notes(self) -> dict[str, str]:
        """What waits, by call key."""
        return dict(self._notes)

    def keep(self, call_key: str, text: str) -> None:
        """Keep the newest words of a call's notes. A full disk leaves them in memory only."""
        self._notes[call_key] = text
        self._write()

    def forget(self, call_key: str, text: str) -> None:
        """Drop words the database has taken, unless newer ones wait."""
        if self._notes.get(call_key) == text:
            del self._notes[call_key]
            self._write()

    def _write(self) -> None:
        scratch = self._path.with_suffix(".new")
        try:
            if not self._notes:
                self._path.unlink(missing_ok=True)
                return
            scratch.write_bytes(msgspec.json.encode(self._notes))
            scratch.replace(self._path)
        except OSError:
            log.exception("unsaved words stay in memory")
