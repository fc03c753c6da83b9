"""Plain text over several lines with the design's line height, cut where there is no room."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QSize, Qt
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


def _option(content: str, direction: Qt.LayoutDirection) -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    rtl = direction == Qt.LayoutDirection.RightToLeft
    side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
    option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
    option.setTextDirection(text_direction(content))
    return option


def _line(content: str, font: QFont, option: QTextOption, width: int) -> tuple[QTextLayout, int]:
    layout = QTextLayout(content, font)
    layout.setTextOption(option)
    layout.beginLayout()
    line = layout.createLine()
    line.setLineWidth(max(1, width))
    line.setPosition(QPointF(0, 0))
    taken = line.textLength()
    layout.endLayout()
    return layout, taken


def _lines(
    content: str, font: QFont, option: QTextOption, width: int, lines: int
) -> Iterator[QTextLayout]:
    for number in range(lines):
        layout, taken = _line(content, font, option, width)
        if number == lines - 1 and taken < len(content):
            content = QFontMetrics(font).elidedText(content, Qt.TextElideMode.ElideRight, width)
            layout, taken = _line(content, font, option, width)
        yield layout
        content = content[max(1, taken) :]
        if not content:
            return


def paint_clamped(
    painter: QPainter,
    area: QRect,
    content: str,
    font: QFont,
    line_height: int,
    direction: Qt.LayoutDirection,
    lines: int,
) -> None:
    """Draw text in `lines` lines at most, the last one elided, at the start edge of `direction`.

    Words run in the text's own direction, as a Persian sentence does in an English window.
    """
    option = _option(content, direction)
    for number, layout in enumerate(_lines(content, font, option, area.width(), lines)):
        top = area.top() + number * line_height + (line_height - layout.lineAt(0).height()) / 2
        layout.draw(painter, QPointF(area.left(), top))


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
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        """Return that the height follows from the width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of the lines there are."""
        font = theme.font(self._role)
        option = _option(self._text, self.layoutDirection())
        count = sum(1 for _ in _lines(self._text, font, option, width, self._most))
        return count * self._line_height

    def sizeHint(self) -> QSize:
        """Return the size at the present width."""
        return QSize(120, self.heightForWidth(max(self.width(), 120)))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the lines."""
        painter = QPainter(self)
        painter.setPen(QColor(self._ink(theme.tokens())))
        font = theme.font(self._role)
        direction = self.layoutDirection()
        paint_clamped(
            painter, self.rect(), self._text, font, self._line_height, direction, self._most
        )
