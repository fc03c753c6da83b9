"""Notices that settings.toml was edited outside the program, and reads it again."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from desk_app import settings_file
from desk_app.background import Background
from desk_app.settings import Settings
from desk_app.settings_file import Complaint

log = logging.getLogger(__name__)

_SETTLE_MS = 150  # an editor writes in several steps

News = tuple[bytes, Settings, tuple[Complaint, ...]]


class SettingsWatch(QObject):
    """Emits `edited(Settings, complaints)` when the file's text is another. UI thread.

    `files` reads it, for a disk may be slow. The folder is watched as well as the file: most
    editors, and we, put a new file in the old one's place, which ends a watch on the old one.
    A file that cannot be read at all comes as defaults with one complaint without a key, as
    `settings_file.load` says.
    """

    edited = Signal(object, object)

    def __init__(self, path: Path, files: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._path, self._files = path, files
        self._text = self._read()
        self._watcher = QFileSystemWatcher([str(path.parent)], self)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._look)
        self._watcher.directoryChanged.connect(self._on_changed)
        self._watcher.fileChanged.connect(self._on_changed)
        self._watch_file()

    def look_again(self) -> None:
        """Tell what the file says once more, in a moment."""
        self._text = None
        self._settle.start()

    def close(self) -> None:
        """Look no more."""
        self.blockSignals(True)
        self._settle.stop()
        watched = [*self._watcher.files(), *self._watcher.directories()]
        if watched:
            self._watcher.removePaths(watched)

    def _read(self) -> bytes | None:
        try:
            return self._path.read_bytes()
        except OSError:
            return None

    def _watch_file(self) -> None:
        if not self._watcher.files() and self._path.exists():
            self._watcher.addPath(str(self._path))

    def _on_changed(self) -> None:
        self._settle.start()

    def _look(self) -> None:
        self._watch_file()
        self._files.run(self._news, self._tell, lambda error: log.error("settings", exc_info=error))

    def _news(self) -> News | None:
        """Return the file's text and what it says, if it is another. Thread of the files."""
        text = self._read()
        if text is None or text == self._text:
            return None  # a file that is gone changes nothing
        return (text, *settings_file.load(self._path))

    def _tell(self, news: News | None) -> None:
        if news is not None and news[0] != self._text:
            self._text = news[0]
            self.edited.emit(*news[1:])
