"""A pane's ground: one of the two fills and a hairline at its end edge."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.ui import theme
from desk_app.ui.widgets import Live

_LEVELS = 3  # rounds until no page of ours asks for another layout


class Panel(Live, QWidget):
    """A column of the window. `sunken` is the side panes' fill, `edged` draws the hairline."""

    def __init__(
        self, *, sunken: bool = False, edged: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._sunken, self._edged = sunken, edged
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing shines through

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the ground and draw the hairline."""
        t = theme.tokens()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(t.sunken if self._sunken else t.surface))
        if self._edged:
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            x = 0 if rtl else self.width() - 1
            painter.fillRect(x, 0, 1, self.height(), QColor(t.line))


def column(
    parent: QWidget | None = None, margins: tuple[int, int, int, int] = (0, 0, 0, 0), gap: int = 0
) -> QVBoxLayout:
    """Return a vertical layout with exact margins (left, top, right, bottom) and spacing."""
    made = QVBoxLayout(parent) if parent is not None else QVBoxLayout()
    made.setContentsMargins(*margins)
    made.setSpacing(gap)
    return made


def settle() -> None:
    """Lay out now whatever waits for it, and mark for painting what has been shown.

    Left to itself Qt passes a change of size up one level for each turn of the event
    loop, and paints what is half done in between. Call it last: what is posted after it
    is sorted behind a frame that already waits, and makes a second one.
    """
    for _ in range(_LEVELS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.UpdateLater.value)
