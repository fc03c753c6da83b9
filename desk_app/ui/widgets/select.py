"""A drop-down list with the design's chevron."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter, QWidget

from desk_app.ui import theme
from desk_app.ui.widgets.live import Live
from desk_app.ui.widgets.painting import tell_whole

_BESIDE = 44  # px: padding and chevron
_LEAST = 120  # px


class Select(Live, QComboBox):
    """A QComboBox, 32 px high. Icons of its items are the caller's to make again in `restyle`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.begin()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def minimumSizeHint(self) -> QSize:
        """Return a few words' width: the text may be cut, and no item keeps a page wide."""
        least = super().minimumSizeHint()
        return QSize(min(least.width(), _LEAST), least.height())

    def _paint_text(self, event: QPaintEvent) -> None:
        """Draw the box as Qt does, but a text that is too long ends in an ellipsis."""
        text, metrics = self.currentText(), self.fontMetrics()
        icon = 0 if self.itemIcon(self.currentIndex()).isNull() else self.iconSize().width() + 4
        room = self.width() - _BESIDE - icon
        cut = metrics.horizontalAdvance(text) > room
        tell_whole(self, text, cut=cut)
        if not cut:
            super().paintEvent(event)
            return
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        option.currentText = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room)
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, then the chevron at its end edge."""
        self._paint_text(event)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = 10 if rtl else self.width() - 24
        chevron = theme.pixmap(self, "chevron-down", 14, theme.tokens().t3)
        QPainter(self).drawPixmap(QPointF(x, (self.height() - 14) / 2), chevron)
