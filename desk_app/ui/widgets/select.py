"""A drop-down list with the design's chevron."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QWidget

from desk_app.ui import theme
from desk_app.ui.widgets.live import Live


class Select(Live, QComboBox):
    """A QComboBox, 32 px high. Icons of its items are the caller's to make again in `restyle`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then the chevron at its end edge."""
        super().paintEvent(event)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = 10 if rtl else self.width() - 24
        chevron = theme.pixmap(self, "chevron-down", 14, theme.tokens().t3)
        QPainter(self).drawPixmap(QPointF(x, (self.height() - 14) / 2), chevron)
