"""The entries at the settings page's start edge."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy

from desk_app.ui import theme
from desk_app.ui.theme import Role, Size, Weight
from desk_app.ui.widgets import PaintedButton
from desk_app.ui.widgets.painting import Icon, Piece, Words, paint_row, rounded


class NavButton(PaintedButton):
    """Icon and word over the whole width; the one in sight is tinted."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.begin()

    def sizeHint(self) -> QSize:
        """Return the height of a control."""
        return QSize(180, Size.CONTROL + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the entry."""
        painter = QPainter(self)
        t = theme.tokens()
        box = self.face(painter, Size.RADIUS)
        on = self.isChecked()
        if on or self.underMouse():
            rounded(painter, box, Size.RADIUS, t.lapis.tint if on else t.hover)
        ink = t.lapis.text if on else t.t2
        weight = Weight.SEMIBOLD if on else Weight.MEDIUM
        pieces: list[Piece] = [
            Icon(self._icon, 16, ink),
            Words(self.text(), theme.font(Role.BODY, weight), ink),
        ]
        paint_row(self, painter, self.rect().adjusted(12, 0, -12, 0), pieces, 10)
