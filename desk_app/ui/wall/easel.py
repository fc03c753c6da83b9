"""What all parts of the wall share: the size of its unit, its colours, and how they are painted.

The wall is drawn in the design's units (1920 by 1080 of them); a unit is as large as the
screen allows. Places count from the start edge, so all of it mirrors.
"""

from __future__ import annotations

from functools import lru_cache
from math import ceil

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPixmap
from PySide6.QtWidgets import QWidget

from desk_app.ui import theme
from desk_app.ui.theme import Tokens, Weight, icons
from desk_app.ui.widgets import Live, PaintedButton
from desk_app.ui.widgets.painting import draw_line, rounded, widest_digits, width_of

WIDTH, HEIGHT = 1920, 1080
_LEAST_PX = 8


class WallLook:
    """The unit in px, the side it starts from, and whether all is grey; one for each wall."""

    def __init__(self) -> None:
        self.unit = 1.0
        self.stale = False
        self.rtl = False

    def tokens(self) -> Tokens:
        """Return the colours in use."""
        return theme.stale_tokens() if self.stale else theme.tokens()

    def px(self, units: float) -> int:
        """Return a length in px."""
        return int(units * self.unit + 0.5)

    def font(self, size: int, weight: Weight = Weight.REGULAR) -> QFont:
        """Return a font of the design's size."""
        return theme.font(max(_LEAST_PX, self.px(size)), weight)

    def width(self, said: str, size: int, weight: Weight = Weight.REGULAR) -> float:
        """Return how wide a line is, in units. Digits are all as wide as the widest."""
        font = self.font(size, weight)
        return _width(said.translate(widest_digits(font)), font) / self.unit


@lru_cache(maxsize=2048)
def _width(said: str, font: QFont) -> int:
    return ceil(width_of(said, font))


@lru_cache(maxsize=1024)
def _cut(said: str, font: QFont, wide: int) -> str:
    return QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideRight, wide)


@lru_cache(maxsize=256)
def _ink(value: str) -> QColor:
    return QColor(value)


@lru_cache(maxsize=512)
def _icon(name: str, side: int, design: int, colour: str, ratio: float, *, rtl: bool) -> QPixmap:
    """Return an icon of `side` px with the stroke of its size in the design."""
    made = QPixmap(icons.pixmap(name, design, colour, side / design * ratio, rtl=rtl))
    made.setDevicePixelRatio(ratio)
    return made


class Easel:
    """Paints one part, in units. `tokens` are the wall's where none are given."""

    def __init__(self, part: QWidget, look: WallLook, tokens: Tokens | None = None) -> None:
        self.painter = QPainter(part)
        self.t = tokens or look.tokens()
        self.rtl, self._unit, self._look = look.rtl, look.unit, look
        self._wide, self._ratio = part.width(), part.devicePixelRatioF()

    def box(self, x: float, y: float, w: float, h: float) -> QRect:
        """Return a box in px."""
        unit = self._unit
        left, right = int(x * unit + 0.5), int((x + w) * unit + 0.5)
        top = int(y * unit + 0.5)
        if self.rtl:
            left, right = self._wide - right, self._wide - left
        return QRect(left, top, right - left, int((y + h) * unit + 0.5) - top)

    def text(
        self,
        box: tuple[float, float, float, float],
        said: str,
        size: int,
        colour: str,
        weight: Weight = Weight.REGULAR,
        *,
        end: bool = False,
    ) -> float:
        """Write a line from the start of a box, or at its `end`, cut if it must be.

        Returns the width it has, in units.
        """
        rect, font = self.box(*box), self._look.font(size, weight)
        wide = _width(said.translate(widest_digits(font)), font)
        if wide > rect.width():
            said = _cut(said, font, rect.width())
            wide = min(rect.width(), _width(said, font))
        if end:
            rect.setLeft(rect.left() if self.rtl else rect.right() + 1 - wide)
            rect.setWidth(wide)
        self.painter.setPen(_ink(colour))
        draw_line(self.painter, rect, said, font, rtl=self.rtl)
        return wide / self._unit

    def centred(
        self,
        box: tuple[float, float, float, float],
        said: str,
        size: int,
        colour: str,
        weight: Weight = Weight.REGULAR,
    ) -> None:
        """Write a line in the middle of a box."""
        spare = box[2] - self._look.width(said, size, weight)
        x, y, w, h = box
        self.text((x + spare / 2, y, w - spare, h), said, size, colour, weight)

    def icon(self, x: float, y: float, name: str, size: int, colour: str) -> None:
        """Draw an icon with its top start corner there."""
        rect = self.box(x, y, size, size)
        side = max(1, int(size * self._unit + 0.5))
        picture = _icon(name, side, size, colour, self._ratio, rtl=self.rtl)
        self.painter.drawPixmap(rect.topLeft(), picture)

    def card(
        self,
        box: tuple[float, float, float, float],
        radius: float,
        fill: str | QColor | None,
        edge: str | None = None,
        width: float = 1,
    ) -> None:
        """Draw a rounded box."""
        unit = self._unit
        rounded(self.painter, self.box(*box), radius * unit, fill, edge, max(1.0, width * unit))

    def fill(self, box: tuple[float, float, float, float], colour: str) -> None:
        """Fill a box."""
        self.painter.fillRect(self.box(*box), _ink(colour))


class Part(Live, QWidget):
    """Base of what the wall is made of: painted, placed by its parent in units."""

    def __init__(self, look: WallLook, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look

    def lay_out(self) -> None:
        """Place the children; called when the part or the unit has another size."""

    def put(self, child: QWidget, x: float, y: float, w: float, h: float) -> None:
        """Place a child, in units from the start edge."""
        put(self, child, self.look, (x, y, w, h))

    def units(self) -> tuple[float, float]:
        """Return the own size in units."""
        return self.width() / self.look.unit, self.height() / self.look.unit

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def retranslate(self) -> None:
        """Place and paint again: the words and the direction are others."""
        self.lay_out()
        self.update()


_LEFT_TO_PARENT = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
    }
)


class Cell(PaintedButton):
    """Base of what can be pressed on the wall. Its part moves the focus and turns the pages."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(parent)
        self.look = look

    def units(self) -> tuple[float, float]:
        """Return the own size in units."""
        return self.width() / self.look.unit, self.height() / self.look.unit

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return presses it, as Space does."""
        if event.key() in _LEFT_TO_PARENT:
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


def put(
    parent: QWidget, child: QWidget, look: WallLook, box: tuple[float, float, float, float]
) -> None:
    """Place a child of `parent`, in units from the start edge."""
    x, y, w, h = box
    left, top, right = look.px(x), look.px(y), look.px(x + w)
    if look.rtl:
        left, right = parent.width() - right, parent.width() - left
    child.setGeometry(left, top, right - left, look.px(y + h) - top)
