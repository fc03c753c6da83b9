"""What may wait until a window is on the screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

AT_LATEST_MS = 1000
"""A window that is minimised or covered is perhaps never painted."""


class FirstPaint(QObject):
    """Calls `painted()` once: the window is painted and the event loop turns. UI thread."""

    def __init__(self, window: QWidget, painted: Callable[[], None]) -> None:
        super().__init__(window)
        self._painted = painted
        self._window = window
        self._timer = QTimer(self, singleShot=True, interval=AT_LATEST_MS)
        self._timer.timeout.connect(self._on_time)
        self._timer.start()
        window.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Wait for the first Paint; a timer of 0 ms fires when the frame is done."""
        if event.type() == QEvent.Type.Paint:
            self._window.removeEventFilter(self)
            self._timer.start(0)
        return False

    def _on_time(self) -> None:
        self._window.removeEventFilter(self)
        self._painted()
        self.deleteLater()
