"""Shapes and rows that the small widgets paint with: crisp edges, both directions."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property, lru_cache
from math import ceil

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QFontMetricsF,
    QPainter,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QWidget

from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.theme import Role, Weight

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute
# Joining flags takes Python 4 µs each time, and a window has a hundred texts.
_LINE_LEFT = _LEFT | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LINE_RIGHT = _RIGHT | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_ENDLESS = 0x0100_0000  # px, what drawText takes for no bound
_KEPT_BOX = 256  # px; a larger box is painted each time, a picture of it would be slower


def rounded(
    painter: QPainter,
    rect: QRect | QRectF,
    radius: float,
    fill: str | QColor | None,
    edge: str | QColor | None = None,
    width: float = 1.0,
) -> None:
    """Fill and edge a rounded box; the edge lies inside `rect`, on whole pixels."""
    ratio = painter.device().devicePixelRatioF()
    if isinstance(rect, QRectF) or rect.width() > _KEPT_BOX or ratio != int(ratio):
        _draw_box(painter, QRectF(rect), radius, fill, edge, width)
        return
    inside, around = (None if ink is None else QColor(ink).rgba() for ink in (fill, edge))
    box = _box(rect.width(), rect.height(), radius, inside, around, width, ratio)
    painter.drawPixmap(rect.topLeft(), box)


@lru_cache(maxsize=256)
def _box(
    wide: int,
    high: int,
    radius: float,
    fill: int | None,
    edge: int | None,
    width: float,
    ratio: float,
) -> QPixmap:
    """Return the picture of a rounded box: curves are slow to paint, and boxes come again."""
    made = QPixmap(round(wide * ratio), round(high * ratio))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    inside, around = (None if ink is None else QColor.fromRgba(ink) for ink in (fill, edge))
    _draw_box(painter, QRectF(0, 0, wide, high), radius, inside, around, width)
    painter.end()
    return made


def _draw_box(
    painter: QPainter,
    box: QRectF,
    radius: float,
    fill: str | QColor | None,
    edge: str | QColor | None,
    width: float,
) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor(fill) if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        painter.setPen(QPen(QColor(edge), width))
        inset = width / 2
        box.adjust(inset, inset, -inset, -inset)
        radius -= inset
    painter.drawRoundedRect(box, radius, radius)
    painter.restore()


def focus_ring(painter: QPainter, rect: QRect, radius: float) -> QRect:
    """Draw the 2 px focus ring inside `rect` and return the space left within it."""
    t = theme.tokens()
    rounded(painter, rect, radius + 2, None, t.lapis.line, 2)
    return rect.adjusted(2, 2, -2, -2)


def start_edge(widget: QWidget) -> Qt.AlignmentFlag:
    """Return left, or right where the layout runs right to left, as painters want it."""
    return _RIGHT if widget.layoutDirection() == Qt.LayoutDirection.RightToLeft else _LEFT


def one_line(widget: QWidget) -> Qt.AlignmentFlag:
    """Return the flags that draw one line from the start edge, centred on its height."""
    rtl = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    return _LINE_RIGHT if rtl else _LINE_LEFT


@lru_cache(maxsize=2048)
def width_of(text: str, font: QFont) -> float:
    """Return how far a line of text advances, in px; most words of the window never change."""
    return QFontMetricsF(font).horizontalAdvance(text)


@lru_cache(maxsize=256)
def widest_digits(font: QFont) -> dict[int, int]:
    """Return the table that makes each digit of a text the widest of its script in this font.

    What is as wide then has room for whatever is counted: not every font has tabular figures.
    """
    table: dict[int, int] = {}
    for digits in ("0123456789", "۰۱۲۳۴۵۶۷۸۹"):
        widest = max(digits, key=lambda digit: width_of(digit, font))
        table |= str.maketrans(digits, widest * len(digits))
    return table


@lru_cache(maxsize=1024)
def shaped(text: str, font: QFont, rtl: bool) -> tuple[QTextLayout, float, float]:
    """Return a line whose glyphs are chosen and placed, as drawText does; its width and height."""
    option = QTextOption(_LEFT)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
    option.setTextDirection(right if rtl else left)
    made = QTextLayout(text, font)
    made.setCacheEnabled(True)
    made.setTextOption(option)
    made.beginLayout()
    line = made.createLine()
    line.setLineWidth(_ENDLESS)
    made.endLayout()
    return made, line.horizontalAdvance(), line.ascent() + line.descent()


class _Seen:
    """Texts painted before: most words of the window come again, most callers' words do not."""

    MOST = 4096
    texts: set[tuple[str, QFont, bool]] = set()  # noqa: RUF012


def draw_line(painter: QPainter, rect: QRect, text: str, font: QFont, *, rtl: bool) -> None:
    """Draw a line from the start edge with the painter's pen, centred on the height of `rect`.

    Shaping takes longer than drawing: a text that comes again is shaped no more.
    """
    painter.setFont(font)
    key = (text, font, rtl)
    if key not in _Seen.texts:
        if len(_Seen.texts) >= _Seen.MOST:
            _Seen.texts.clear()
        _Seen.texts.add(key)
        painter.drawText(rect, _LINE_RIGHT if rtl else _LINE_LEFT, text)
        return
    draw_shaped(painter, rect, text, font, rtl=rtl)


def draw_shaped(painter: QPainter, rect: QRect, text: str, font: QFont, *, rtl: bool) -> None:
    """Draw a line as `draw_line` does, shaped already when its width was asked for."""
    line, width, height = shaped(text, font, rtl)
    left = rect.right() + 1 - width if rtl else rect.left()
    line.draw(painter, QPointF(left, rect.top() + (rect.height() - height) / 2))


class Icon(msgspec.Struct, frozen=True):
    """An icon of a row."""

    name: str
    size: int
    colour: str

    def width(self) -> int:
        """Return the width in px."""
        return self.size

    def paint(self, widget: QWidget, painter: QPainter, rect: QRect) -> None:
        """Draw into `rect`, centred on its height."""
        top = rect.top() + (rect.height() - self.size) / 2
        picture = theme.pixmap(widget, self.name, self.size, self.colour)
        painter.drawPixmap(QPointF(rect.left(), top), picture)


class Words(msgspec.Struct, frozen=True, dict=True):
    """Text of a row. Elided at its end when the row is too narrow for it."""

    text: str
    font: QFont
    colour: str

    def width(self) -> int:
        """Return the width in px."""
        return self._advance

    @cached_property
    def _advance(self) -> int:
        return ceil(width_of(self.text, self.font))

    def paint(self, widget: QWidget, painter: QPainter, rect: QRect) -> None:
        """Draw into `rect`, from the start edge, centred on its height."""
        painter.setPen(QColor(self.colour))
        shown = self.text
        if self.width() > rect.width():
            metrics = QFontMetrics(self.font)
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, rect.width())
        rtl = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
        draw_line(painter, rect, shown, self.font, rtl=rtl)


class Key(msgspec.Struct, frozen=True):
    """A key cap of a row, always left to right."""

    text: str
    colour: str
    edge: str | QColor
    fill: str | None
    role: Role = Role.TINY

    def width(self) -> int:
        """Return the width in px."""
        font = theme.font(self.role, Weight.MEDIUM)
        return QFontMetrics(font).horizontalAdvance(self.text) + 12

    def paint(self, _widget: QWidget, painter: QPainter, rect: QRect) -> None:
        """Draw into `rect`, 18 or 20 px high, centred on its height."""
        height = 18 if self.role is Role.TINY else 20
        box = QRect(rect.left(), rect.top() + (rect.height() - height) // 2, rect.width(), height)
        rounded(painter, box, 4, self.fill, self.edge)
        painter.setFont(theme.font(self.role, Weight.MEDIUM))
        painter.setPen(QColor(self.colour))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, say.isolate(self.text))


Piece = Icon | Words | Key


def row_width(pieces: Sequence[Piece], gap: int) -> int:
    """Return the width of pieces side by side."""
    return sum(p.width() for p in pieces) + gap * max(0, len(pieces) - 1)


def paint_row(
    widget: QWidget,
    painter: QPainter,
    rect: QRect,
    pieces: Sequence[Piece],
    gap: int,
    *,
    centred: bool = False,
) -> bool:
    """Paint pieces side by side from the start edge; the first text gives way when it is tight.

    Returns whether it had to: see `tell_whole`.
    """
    widths = [piece.width() for piece in pieces]
    over = sum(widths) + gap * max(0, len(pieces) - 1) - rect.width()
    if over > 0:
        for index, piece in enumerate(pieces):
            if isinstance(piece, Words):
                widths[index] = max(0, widths[index] - over)
                break
    x = -over // 2 if centred and over < 0 else 0
    rtl = widget.layoutDirection() == Qt.LayoutDirection.RightToLeft
    for piece, width in zip(pieces, widths, strict=True):
        left = rect.right() + 1 - x - width if rtl else rect.left() + x
        piece.paint(widget, painter, QRect(left, rect.top(), width, rect.height()))
        x += width + gap
    return over > 0


def tell_whole(widget: QWidget, whole: str, *, cut: bool) -> None:
    """Offer the whole text as a tooltip while it is cut; a widget's own tooltip stays otherwise."""
    before = widget.toolTip()
    tip = say.markup_of(whole) if cut else "" if before.startswith("<qt>") else before
    if tip != before:
        QWidget.setToolTip(widget, tip)
