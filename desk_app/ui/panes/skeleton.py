"""Grey bars where a record will stand: shown only when it is slow to come."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QWidget

from desk_app.ui import theme
from desk_app.ui.widgets import Live
from desk_app.ui.widgets.painting import rounded

DELAY_MS = 200
_BARS = ((0, 0.4), (28, 0.9), (56, 0.7), (104, 0.35), (132, 0.8), (160, 0.6), (188, 0.75))


class Skeleton(Live, QWidget):
    """Bars like a header and two sections. `wait` begins the delay, `bars` says if they show."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DELAY_MS)
        self._timer.timeout.connect(self._on_slow)
        self._bars = False
        self.begin()

    def wait(self) -> None:
        """Begin to wait; a wait that has begun goes on."""
        if not self._timer.isActive() and not self._bars:
            self._timer.start()

    def stop(self) -> None:
        """The record is here."""
        self._timer.stop()
        self._bars = False

    def bars(self) -> bool:
        """Whether the bars are drawn."""
        return self._bars

    def _on_slow(self) -> None:
        self._bars = True
        self.update()

    def restyle(self) -> None:
        """Paint again."""
        self.setAccessibleName(self.tr("Looking up the caller"))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars."""
        if not self._bars:
            return
        painter = QPainter(self)
        t = theme.tokens()
        direction = self.layoutDirection()
        rounded(
            painter,
            QStyle.visualRect(direction, self.rect(), QRect(16, 16, 44, 44)),
            22,
            t.grey,
        )
        for place, (top, share) in enumerate(_BARS):
            left = 72 if place < 2 else 16
            width = round((self.width() - left - 16) * share)
            box = QRect(left, 24 + top - (0 if place < 2 else -16), width, 10)
            rounded(painter, QStyle.visualRect(direction, self.rect(), box), 4, t.grey)
        painter.setBrush(Qt.BrushStyle.NoBrush)
