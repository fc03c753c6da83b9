"""A switch: on or off, told by place and fill."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent

from desk_app.ui import theme
from desk_app.ui.widgets import PaintedButton
from desk_app.ui.widgets.painting import rounded


class Switch(PaintedButton):
    """A check box in the design's shape, 44 x 28 px with its ring."""

    def __init__(self) -> None:
        super().__init__()
        self.setCheckable(True)
        self.begin()

    def sizeHint(self) -> QSize:
        """Return the track with room for the focus ring."""
        return QSize(44, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track and knob; "on" is at the end edge."""
        painter = QPainter(self)
        t = theme.tokens()
        self.face(painter, 10)
        track = QRect(4, 4, 36, 20)
        on = self.isChecked()
        if on:
            rounded(painter, track, 10, t.lapis.solid)
        else:
            rounded(painter, track, 10, t.grey, t.field)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 22 if on is not rtl else 6
        rounded(painter, QRect(left, 6, 16, 16), 8, theme.WHITE if on else t.field)
