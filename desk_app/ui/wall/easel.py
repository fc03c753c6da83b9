"""What all parts of the wall share: the size of its unit, its colours, and how they are painted.

The wall is drawn in the design's units (1920 by 1080 of them); a unit is as large as the
screen allows. Places count from the start edge, so all of it mirrors.
"""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QObject, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QPixmap, QShowEvent
from PySide6.QtWidgets import QWidget

from desk_app.ui import theme
from desk_app.ui.theme import Tokens, Weight, icons
from desk_app.ui.wall import lines
from desk_app.ui.wall.turns import Turns
from desk_app.ui.widgets import Live, PaintedButton
from desk_app.ui.widgets.painting import rounded

WIDTH, HEIGHT = 1920, 1080
Box = tuple[float, float, float, float]
"""Start, top, width and height, in units."""
_LEAST_PX, _HEAVIEST = 8, 1000


class WallLook:
    """The unit in px, the side it starts from, whether all is grey, whose turn it is to paint.

    One for each wall.
    """

    def __init__(self, wall: QObject) -> None:
        self.turns = Turns(wall)
        self.unit = 1.0
        self.stale = False
        self.rtl = False
        self._types: dict[int, lines.Type] = {}
        self._made_for = (0.0, 0)

    def tokens(self) -> Tokens:
        """Return the colours in use."""
        return theme.stale_tokens() if self.stale else theme.tokens()

    def px(self, units: float) -> int:
        """Return a length in px."""
        return int(units * self.unit + 0.5)

    def font(self, size: int, weight: Weight = Weight.REGULAR) -> QFont:
        """Return a font of the design's size."""
        return self.type(size, weight).font()

    def type(self, size: int, weight: Weight = Weight.REGULAR) -> lines.Type:
        """Return the same as lines are painted with."""
        if self._made_for != (self.unit, theme.number()):
            self._made_for = self.unit, theme.number()
            self._types = {}
        of = self._types.get(size * _HEAVIEST + weight)
        if of is None:
            of = lines.Type(max(_LEAST_PX, self.px(size)), weight)
            self._types[size * _HEAVIEST + weight] = of
        return of

    def width(self, said: str, size: int, weight: Weight = Weight.REGULAR) -> float:
        """Return how wide a line is, in units. Digits are all as wide as the widest."""
        return lines.width(said, self.type(size, weight)) / self.unit


@lru_cache(maxsize=256)
def _ink(value: str) -> QColor:
    return QColor(value)


@lru_cache(maxsize=512)
def _icon(name: str, side: int, design: int, colour: str, ratio: float, *, rtl: bool) -> QPixmap:
    """Return an icon of `side` px with the stroke of its size in the design."""
    made = QPixmap(icons.pixmap(name, design, colour, side / design * ratio, rtl=rtl))
    made.setDevicePixelRatio(ratio)
    return made


@lru_cache(maxsize=64)
def _slab(
    wide: int, high: int, radius: float, width: float, inks: tuple[str, str, str], ratio: float
) -> QPixmap:
    """Return the picture of a rounded box, filled and edged, on a ground."""
    fill, edge, ground = inks
    made = QPixmap(round(wide * ratio), round(high * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(_ink(ground))
    painter = QPainter(made)
    rounded(painter, QRectF(0, 0, wide, high), radius, fill, edge, width)
    painter.end()
    return made


class Easel:
    """Paints one part, in units. `tokens` are the wall's where none are given.

    `on` is the colour that texts are written on; "" where it is not one colour.
    """

    def __init__(self, part: QWidget, look: WallLook, tokens: Tokens | None = None) -> None:
        self.part, self.painter = part, QPainter(part)
        self.t = tokens or look.tokens()
        self.on = theme.tokens().bg
        self.rtl, self._unit, self._look = look.rtl, look.unit, look
        self._wide, self._ratio = part.width(), part.devicePixelRatioF()
        self._whole = lines.whole_ratio(self._ratio)

    def _place(self, box: Box) -> tuple[int, int, int, int]:
        """Return left, right, top and height of a box in px."""
        x, y, w, h = box
        unit = self._unit
        left, right = int(x * unit + 0.5), int((x + w) * unit + 0.5)
        top = int(y * unit + 0.5)
        if self.rtl:
            left, right = self._wide - right, self._wide - left
        return left, right, top, int((y + h) * unit + 0.5) - top

    def box(self, x: float, y: float, w: float, h: float) -> QRect:
        """Return a box in px."""
        left, right, top, high = self._place((x, y, w, h))
        return QRect(left, top, right - left, high)

    def text(
        self,
        box: Box,
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
        left, right, top, high = self._place(box)
        of = self._look.type(size, weight)
        wide = lines.width(said, of)
        if wide > right - left:
            said = lines.cut(said, of, right - left)
            wide = min(right - left, lines.width(said, of))
        rtl = self.rtl
        if end and rtl:
            right = left + wide
        elif end:
            left = right - wide
        if self._whole and self.on:
            kept = lines.picture(said, of, (colour, self.on), self._whole, rtl, high & 1)
            start = right if rtl else left
            self.painter.drawPixmap(start + kept.left, top + high // 2 + kept.top, kept.pixmap)
        else:
            rect = QRect(left, top, right - left, high)
            lines.draw(self.painter, rect, said, of, colour, rtl=rtl)
        return wide / self._unit

    def centred(
        self,
        box: Box,
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
        box: Box,
        radius: float,
        fill: str | QColor | None,
        edge: str | None = None,
        width: float = 1,
    ) -> None:
        """Draw a rounded box."""
        unit = self._unit
        rounded(self.painter, self.box(*box), radius * unit, fill, edge, max(1.0, width * unit))

    def slab(self, radius: float, fill: str, edge: str, width: float = 1) -> None:
        """Draw a rounded box as large as the part, and the wall's ground in its corners."""
        part, unit = self.part, self._unit
        made = _slab(
            part.width(),
            part.height(),
            radius * unit,
            max(1.0, width * unit),
            (fill, edge, theme.tokens().bg),
            self._ratio,
        )
        self.painter.drawPixmap(0, 0, made)
        self.on = fill

    def ground(self, rect: QRect) -> None:
        """Fill what is to be painted, in px, with the wall's ground."""
        self.painter.fillRect(rect, _ink(theme.tokens().bg))

    def fill(self, box: Box, colour: str) -> None:
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

    def update_all(self) -> None:
        """Paint again with all that is in it: what paints its whole box is not, by `update`."""
        self.update()
        for child in self.findChildren(QWidget):
            child.update()

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


class SolidCell(Cell):
    """A cell that paints all of its box, so that nothing under it is painted with it."""

    def showEvent(self, event: QShowEvent) -> None:
        """Say so again: the style takes it back when it polishes a button."""
        super().showEvent(event)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def restyle(self) -> None:
        """Paint again, and say so again."""
        super().restyle()
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)


def put(parent: QWidget, child: QWidget, look: WallLook, box: Box) -> None:
    """Place a child of `parent`, in units from the start edge."""
    x, y, w, h = box
    left, top, right = look.px(x), look.px(y), look.px(x + w)
    if look.rtl:
        left, right = parent.width() - right, parent.width() - left
    child.setGeometry(left, top, right - left, look.px(y + h) - top)
