"""The call bar's square controls: an icon over a word."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent

from desk_app.ui import keys, theme
from desk_app.ui.keys import Act
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets.button import PaintedButton
from desk_app.ui.widgets.painting import focus_ring, rounded


class Control(PaintedButton):
    """A control of 64 x 52 px. `tone` tints it while its state is on; `danger` is Hang up.

    `act` gives the key that the tooltip names.
    """

    HEIGHT = 52

    def __init__(self, icon: str, act: Act, *, danger: bool = False) -> None:
        super().__init__()
        self._icon, self._act, self._danger = icon, act, danger
        self._tone: Tone | None = None
        self._least = 84 if danger else 64
        self.begin()

    def show_state(self, icon: str, text: str, tone: Tone | None = None) -> None:
        """Show icon, word and tint; the tooltip follows."""
        tip = f"{text} ({keys.of(self._act)})"
        if (icon, text, tone, tip) == (self._icon, self.text(), self._tone, self.toolTip()):
            return
        self._icon, self._tone = icon, tone
        self.setText(text)
        self.setToolTip(tip)
        self.restyle()

    def tone(self) -> Tone | None:
        """Return the tint, None in the ordinary state."""
        return self._tone

    def sizeHint(self) -> QSize:
        """Return 64 px, 74 when tinted, 84 for Hang up, and more for a longer word."""
        words = QFontMetrics(theme.font(Role.META, Weight.MEDIUM)).horizontalAdvance(self.text())
        least = max(self._least, 74 if self._tone else 0)
        return QSize(max(least, words + 14), self.HEIGHT)

    def _colours(self) -> tuple[str, str, str | None]:
        t = theme.tokens()
        over = self.underMouse() or self.isDown()
        if self._danger:
            return theme.WHITE, t.pomegranate.solid, None
        if not self.isEnabled():
            return t.t3, t.sunken, t.line
        if self._tone is not None:
            hue = t.hue(self._tone)
            return hue.text, hue.tint, hue.line
        return t.t1, (t.hover if over else t.surface), t.line2

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the control."""
        painter = QPainter(self)
        ink, fill, edge = self._colours()
        box = self.rect()
        if self.shows_focus():
            box = focus_ring(painter, box, 8)
            edge = theme.tokens().lapis.solid
        rounded(painter, box, 8, fill, edge)
        if self._danger and (self.isDown() or self.underMouse()):
            rounded(painter, box, 8, theme.colour("#000000", 0.15))
        self._paint_content(painter, ink)

    def _paint_content(self, painter: QPainter, ink: str) -> None:
        left = (self.width() - 18) / 2
        painter.drawPixmap(QPointF(left, 9), theme.pixmap(self, self._icon, 18, ink))
        painter.setFont(theme.font(Role.META, Weight.MEDIUM))
        painter.setPen(QColor(ink))
        words = QRect(2, 27, self.width() - 4, 20)
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
