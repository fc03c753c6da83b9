"""The one clock of the window: every timer on screen ticks with it, once a second."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer, Signal


class Clock(QObject):
    """Ticks at 1 Hz. A subclass with another `now_us` gives pictures and tests their own time."""

    tick = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        # A coarse timer may drift by 5 %: a second would now and then be skipped on screen.
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)
        self._timer.start()

    def now_us(self) -> int:
        """Return the time as UTC microseconds since 1970, like every instant of a snapshot."""
        return time.time_ns() // 1000

    def seconds_since(self, at_us: int) -> float:
        """Return the seconds since an instant, never less than 0."""
        return max(0.0, (self.now_us() - at_us) / 1e6)
