"""Text that is saved while it is typed, and never disturbed by what comes back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

AUTOSAVE_MS = 300
"""Words older than this have been handed over, however fast somebody types."""


class Autosave(QObject):
    """Between an editor and the desk, for the text of one call at a time.

    What was handed over for a call stays on screen until a snapshot confirms it: a
    snapshot from before the last key changes nothing, and neither does going to another
    call and back. UI thread only.
    """

    changed = Signal(str, str)  # call key, the whole text

    def __init__(
        self, read: Callable[[], str], write: Callable[[str], None], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._read, self._write = read, write
        self._key = ""
        self._shown = ""
        self._known = True
        self._pending = False
        self._writing = False
        self._unconfirmed: dict[str, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AUTOSAVE_MS)
        self._timer.timeout.connect(self.flush)

    def show(self, key: str, text: str | None) -> None:
        """Show a call's text as a snapshot has it, unless newer words are here.

        None: the snapshot is on its way. Words typed meanwhile are put behind what it brings,
        which was written before the desk was started again.
        """
        if key != self._key:
            self.flush()
            self._key, self._known = key, text is not None
            kept = self._unconfirmed.get(key)
            if kept is not None and kept == text:
                del self._unconfirmed[key]
            self._put((text or "") if kept is None else kept)
        elif text is None:
            return
        elif not self._known:
            self._known = True
            self._join(text)
        elif self._unconfirmed.get(key) == text:
            del self._unconfirmed[key]
            self._shown = text
        elif key not in self._unconfirmed and not self._pending and text != self._shown:
            self._put(text)

    def touched(self) -> None:
        """The editor's text has changed."""
        if self._writing or not self._key:
            return
        if not self._pending and self._read() == self._shown:
            return  # its looks have changed, not its words
        self._pending = True
        if not self._timer.isActive():
            self._timer.start()

    def pending(self) -> tuple[str, str] | None:
        """Return (call key, text) that has not been handed over yet, else None."""
        return (self._key, self._read()) if self._pending else None

    def flush(self) -> None:
        """Hand over what is pending, at once."""
        self._timer.stop()
        if not self._pending:
            return
        self._pending = False
        self._shown = self._read()
        self._unconfirmed[self._key] = self._shown
        self.changed.emit(self._key, self._shown)

    def _join(self, text: str) -> None:
        if not self._pending:
            self._put(self._unconfirmed.get(self._key, text))
        elif text and (typed := self._read()):
            self._put(f"{text}\n{typed}")

    def _put(self, text: str) -> None:
        self._shown = text
        self._writing = True
        self._write(text)
        self._writing = False
