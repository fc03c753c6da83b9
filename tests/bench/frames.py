"""When a window's frames are on screen: seen from inside the measured process."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class FirstFrame(QObject):
    """Calls `painted(instant in ns)` once: the window is painted and the event loop turns."""

    def __init__(self, window: QWidget, painted: Callable[[int], None]) -> None:
        super().__init__(window)
        self._painted = painted
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the window's first Paint; a timer of 0 ms fires when the frame is done."""
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self, lambda: self._painted(time.monotonic_ns()))
        return False


class Frames(QObject):
    """Calls `painted(begin, end)` after each later frame, `begins()` before; instants in ns.

    A window repaints what has changed when it gets an UpdateRequest, and has painted and
    flushed everything when that has been handled: so it is handled here, between two
    looks at the clock.
    """

    def __init__(
        self,
        window: QWidget,
        painted: Callable[[int, int], None],
        begins: Callable[[], None] = lambda: None,
    ) -> None:
        super().__init__(window)
        self._painted, self._begins = painted, begins
        self._window = window
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the window's UpdateRequests."""
        if event.type() != QEvent.Type.UpdateRequest or watched is not self._window:
            return False
        self._begins()
        begin = time.monotonic_ns()
        self._window.event(event)
        self._painted(begin, time.monotonic_ns())
        return True
