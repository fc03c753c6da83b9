"""Plain text laid out with the design's line height, cut where there is no room.

Each text is shaped once; what is laid out can be drawn again and again.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import msgspec
from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.ui import theme
from desk_app.ui.theme import Role
from desk_app.ui.widgets import Ink, Live, t2


def text_direction(content: str) -> Qt.LayoutDirection:
    """Return the direction of a text's first strong letter (UAX 9, rules P2 and P3)."""
    for character in content:
        kind = unicodedata.bidirectional(character)
        if kind in ("R", "AL"):
            return Qt.LayoutDirection.RightToLeft
        if kind == "L":
            break
    return Qt.LayoutDirection.LeftToRight


def _option(direction: Qt.LayoutDirection, *, rtl: bool) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(direction)
    return option


@lru_cache(maxsize=512)
def one_line(content: str, font: QFont, width: int, *, rtl: bool) -> tuple[QTextLayout, float]:
    """Return a single line of the window's own words, elided to `width`, and its width.

    The line lies at the left of the layout, its paragraph runs as the window does (`rtl`).
    """
    direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    option = _option(direction, rtl=False)
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout, taken = _single(content, font, option, width)
    if taken > width:
        content = QFontMetrics(font).elidedText(content, Qt.TextElideMode.ElideRight, width)
        layout, taken = _single(content, font, option, width)
    return layout, taken


def _single(
    content: str, font: QFont, option: QTextOption, width: int
) -> tuple[QTextLayout, float]:
    layout = QTextLayout(content, font)
    layout.setCacheEnabled(True)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1, width))
    layout.endLayout()
    return layout, line.naturalTextWidth()


class Lines(msgspec.Struct, frozen=True):
    """A laid-out text: draw every layout at the area's corner."""

    layouts: tuple[QTextLayout, ...]
    count: int

    def draw(self, painter: QPainter, corner: QPointF) -> None:
        """Draw with the painter's pen."""
        for layout in self.layouts:
            layout.draw(painter, corner)


@lru_cache(maxsize=256)
def clamped(
    content: str, font: QFont, width: int, line_height: int, most: int, *, rtl: bool
) -> Lines:
    """Lay out text in `most` lines at most, the last one elided, at the window's start edge.

    Words run in the text's own direction, as a Persian sentence does in an English window.
    What measures a row and what paints it ask for the same lines.
    """
    option = _option(text_direction(content), rtl=rtl)
    width = max(1, width)
    layout = QTextLayout(content, font)
    layout.setCacheEnabled(True)
    layout.setTextOption(option)
    layout.beginLayout()
    starts: list[int] = []
    end = 0
    while len(starts) < most and (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        line.setPosition(QPointF(0, len(starts) * line_height + (line_height - line.height()) / 2))
        starts.append(line.textStart())
        end = line.textStart() + line.textLength()
    layout.endLayout()
    if end >= len(content) or not starts:
        return Lines((layout,), len(starts))
    rest = QFontMetrics(font).elidedText(content[starts[-1] :], Qt.TextElideMode.ElideRight, width)
    last = QTextLayout(rest, font)
    last.setCacheEnabled(True)
    last.setTextOption(option)
    last.beginLayout()
    line = last.createLine()
    line.setLineWidth(width)
    top = (len(starts) - 1) * line_height + (line_height - line.height()) / 2
    line.setPosition(QPointF(0, top))
    last.endLayout()
    if len(starts) == 1:
        return Lines((last,), 1)
    whole = clamped(content[: starts[-1]].rstrip(), font, width, line_height, most - 1, rtl=rtl)
    return Lines((*whole.layouts, last), len(starts))


class Paragraph(Live, QWidget):
    """A few lines of plain text, bounded by `lines`."""

    def __init__(
        self,
        ink: Ink = t2,
        *,
        role: Role = Role.BODY,
        line_height: int = 20,
        lines: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._ink, self._role = "", ink, role
        self._line_height, self._most = line_height, lines
        self._laid: dict[int, Lines] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.begin()

    def setText(self, text: str) -> None:
        """Show another text (bounded and cleaned by whoever sets it)."""
        if text != self._text:
            self._text = text
            self.setAccessibleName(text)
            self.restyle()

    def text(self) -> str:
        """Return the text."""
        return self._text

    def restyle(self) -> None:
        """Measure again."""
        self._laid.clear()
        self.updateGeometry()
        self.update()

    def _lines(self, width: int) -> Lines:
        laid = self._laid.get(width)
        if laid is None:
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            font = theme.font(self._role)
            laid = clamped(self._text, font, width, self._line_height, self._most, rtl=rtl)
            self._laid = {width: laid}
        return laid

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines there are."""
        return self._lines(width).count * self._line_height

    def sizeHint(self) -> QSize:
        """Return the size at the present width."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(QColor(self._ink(theme.tokens())))
        self._lines(self.width()).draw(painter, QPointF(0, 0))
