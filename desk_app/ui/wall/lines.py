"""Lines of text as the wall paints them: as pictures, since drawing one takes as long as ten."""

from __future__ import annotations

from functools import lru_cache
from math import ceil, floor
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPixmap,
)

from desk_app.ui import theme
from desk_app.ui.theme import Weight
from desk_app.ui.widgets.painting import draw_line, shaped, widest_digits, width_of

MOST = 4096
"""Pictures that are kept; a floor of 500 agents shows some 3,000 different lines."""


class Type:
    """A font of one look. Compared as an object: a wall that looks otherwise has others."""

    __slots__ = ("digits", "px", "weight")

    def __init__(self, px: int, weight: Weight) -> None:
        self.px, self.weight = px, weight
        self.digits = widest_digits(self.font())

    def font(self) -> QFont:
        """Return the font; it is shared."""
        return theme.font(self.px, self.weight)


class Picture(NamedTuple):
    """A line on its ground. `left` and `top`: from the start of a box, at half its height."""

    pixmap: QPixmap
    left: int
    top: int


def width(said: str, of: Type) -> int:
    """Return how wide a line is, in px. Digits are all as wide as the widest."""
    return _width(said.translate(of.digits), of)


@lru_cache(maxsize=MOST)
def _width(said: str, of: Type) -> int:
    return ceil(width_of(said, of.font()))


@lru_cache(maxsize=1024)
def cut(said: str, of: Type, wide: int) -> str:
    """Return as much of a line as there is room for."""
    return QFontMetrics(of.font()).elidedText(said, Qt.TextElideMode.ElideRight, wide)


def whole_ratio(ratio: float) -> int:
    """Return the ratio to make pictures for, 0 where they would not be as sharp as lines."""
    return int(ratio) if ratio == int(ratio) else 0


def draw(painter: QPainter, rect: QRect, said: str, of: Type, colour: str, *, rtl: bool) -> None:
    """Draw a line from the start edge, centred on the height of `rect`."""
    painter.setPen(QColor(colour))
    draw_line(painter, rect, said, of.font(), rtl=rtl)


@lru_cache(maxsize=MOST)
def picture(said: str, of: Type, inks: tuple[str, str], ratio: int, rtl: bool, odd: int) -> Picture:
    """Return what `draw` draws in a box of even or `odd` height: a text's colour on a ground's.

    Only on a ground have letters the strength they have on screen. The picture is no larger
    than its ink, so that nothing beside it is painted over.
    """
    line, wide, high = shaped(said, of.font(), rtl)
    x, y = -wide if rtl else 0.0, (odd - high) / 2
    ink = QFontMetricsF(of.font()).tightBoundingRect(said)
    base = y + line.lineAt(0).ascent()
    out = of.px / 4  # how far a letter may reach out; marks of direction are counted as ink
    left = floor(x + max(-out, min(0.0, ink.left()))) - 1
    right = ceil(x + min(wide + out, max(wide, ink.right()))) + 1
    top, foot = floor(base + ink.top()) - 1, ceil(base + ink.bottom()) + 1
    made = QPixmap((right - left) * ratio, (foot - top) * ratio)
    made.setDevicePixelRatio(ratio)
    colour, ground = inks
    made.fill(QColor(ground))
    painter = QPainter(made)
    painter.setPen(QColor(colour))
    line.draw(painter, QPointF(x - left, y - top))
    painter.end()
    return Picture(made, left, top)
