"""Missed calls that nobody has looked at: counted until the ready page was seen for a while."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.crm.records import RecentCall
from desk_app.ui.panes.recent_row import is_missed

LOOK_MS = 2000


class Missed(QObject):
    """Counts. `changed(int)` when the number is another one; `seen(int)` carries the instant
    (UTC µs) up to which calls are known from now on.

    `in_sight` says whether the list of calls is before somebody's eyes.
    """

    changed = Signal(int)
    seen = Signal(object)

    def __init__(self, in_sight: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._in_sight = in_sight
        self._calls: tuple[RecentCall, ...] = ()
        self.seen_us = 0
        self.count = 0
        self._look = QTimer(self, singleShot=True, interval=LOOK_MS)
        self._look.timeout.connect(self._on_looked)

    def show_calls(self, calls: tuple[RecentCall, ...]) -> None:
        """Take the recent calls, newest first."""
        self._calls = calls
        self.look()

    def look(self) -> None:
        """Count, and begin or end a look: the list came into sight, or went."""
        count = sum(is_missed(c) and c.ring_us > self.seen_us for c in self._calls)
        if count != self.count:
            self.count = count
            self.changed.emit(count)
        if not (count and self._in_sight()):
            self._look.stop()
        elif not self._look.isActive():
            self._look.start()

    def _on_looked(self) -> None:
        if self._in_sight():
            self.seen_us = max(c.ring_us for c in self._calls)
            self.seen.emit(self.seen_us)
            self.look()
