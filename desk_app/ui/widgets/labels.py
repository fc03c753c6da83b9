"""Text on screen: plain, from the type scale, coloured by role, elided when it must be."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QStyle, QWidget

from desk_app.ui import language, theme
from desk_app.ui import text as say
from desk_app.ui.theme import LINE_HEIGHT, Role, Tokens, Tone, Weight
from desk_app.ui.widgets.live import Live
from desk_app.ui.widgets.painting import (
    Icon,
    Piece,
    Words,
    draw_line,
    draw_shaped,
    paint_row,
    row_width,
    shaped,
    tell_whole,
)

_LINE = "\u2028"  # ends a line, not a paragraph: what is isolated goes on in the next
_ORDINARY = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter

Ink = Callable[[Tokens], str]
"""Picks a colour from the tokens in use."""


def t1(tokens: Tokens) -> str:
    """Ordinary text."""
    return tokens.t1


def t2(tokens: Tokens) -> str:
    """Secondary text."""
    return tokens.t2


def t3(tokens: Tokens) -> str:
    """Labels, placeholders, times."""
    return tokens.t3


def white(_tokens: Tokens) -> str:
    """Text on a solid."""
    return theme.WHITE


def on_ring(tokens: Tokens) -> str:
    """Quiet text on the ring strip."""
    return tokens.on_ring


def text_of(tone: Tone) -> Ink:
    """Return the ink of a tone's text."""
    return lambda tokens: tokens.hue(tone).text


def line_height(role: Role) -> int:
    """Return the line height of a role in px; Persian letters need two more."""
    return LINE_HEIGHT[role] + (2 if language.is_persian() else 0)


@lru_cache(maxsize=256)
def _in_lines(text: str, font: QFont, wide: int) -> str:
    """Return a text that runs from right to left with its lines ended where they are full.

    Where Qt ends a line itself, it draws it too far left by the space that it ended at: beside
    the start edge, and out at the other end.
    """
    option = QTextOption()
    option.setTextDirection(Qt.LayoutDirection.RightToLeft)
    option.setWrapMode(QTextOption.WrapMode.WordWrap)
    text = text.replace("\n", _LINE)
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    units = text.encode("utf-16-le", "surrogatepass")  # as Qt counts
    lines = []
    layout.beginLayout()
    while (line := layout.createLine()).isValid():
        line.setLineWidth(wide)
        start = 2 * line.textStart()
        said = units[start : start + 2 * line.textLength()]
        lines.append(said.decode("utf-16-le", "surrogatepass").rstrip(f" {_LINE}"))
    layout.endLayout()
    return _LINE.join(lines)


class Label(Live, QLabel):
    """A QLabel of plain text. `wrap` lets it run over several lines."""

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        weight: Weight = Weight.REGULAR,
        ink: Ink = t1,
        *,
        tabular: bool = True,
        wrap: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._role, self._weight, self._ink, self._tabular = role, weight, ink, tabular
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        self.setText(text)
        self.begin()

    def set_ink(self, ink: Ink) -> None:
        """Take another colour role."""
        self._ink = ink
        self.restyle()

    def restyle(self) -> None:
        """Take font and colour again."""
        self.setFont(theme.font(self._role, self._weight, self._tabular))
        self._colour = theme.colour(self._ink(theme.tokens()))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.WindowText, self._colour)
        self.setPalette(palette)
        if not self.wordWrap():
            self.setFixedHeight(line_height(self._role))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the text in the window's direction; QLabel would take the first letter's."""
        if self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByMouse:
            super().paintEvent(event)
            return
        painter = QPainter(self)
        painter.setPen(self._colour)
        if self.alignment() == _ORDINARY and not self.wordWrap():
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            draw_line(painter, self.contentsRect(), self.text(), self.font(), rtl=rtl)
            return
        painter.setFont(self.font())
        align = QStyle.visualAlignment(self.layoutDirection(), self.alignment())
        flags = align | Qt.AlignmentFlag.AlignAbsolute
        wrap = Qt.TextFlag.TextWordWrap if self.wordWrap() else Qt.TextFlag.TextSingleLine
        box, said = self.contentsRect(), self.text()
        if self.wordWrap() and self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            said = _in_lines(said, self.font(), box.width())
        painter.drawText(box, flags | wrap, said)


class ElidedLabel(Label):
    """One line of plain text that gives way: cut with an ellipsis, whole in the tooltip.

    `own_direction` is for people's own text (a name, a queue): a Latin name in a Persian
    window still reads, and is cut, from left to right.
    """

    def __init__(
        self,
        text: str = "",
        role: Role = Role.BODY,
        weight: Weight = Weight.REGULAR,
        ink: Ink = t1,
        *,
        tabular: bool = True,
        own_direction: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._own_direction = own_direction
        self._measured: int | None = None
        super().__init__(text, role, weight, ink, tabular=tabular, parent=parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        """Show `text`; line breaks become spaces."""
        line = " ".join(text.split())
        if line == self.text():
            return
        self._measured = None
        super().setText(line)
        self.setAccessibleName(line)
        self._tell()

    def restyle(self) -> None:
        """Take font and colour again."""
        self._measured = None
        super().restyle()

    def sizeHint(self) -> QSize:
        """Return the size of the whole line."""
        return QSize(self._advance() + 1, line_height(self._role))

    def _advance(self) -> int:
        """Return the line's width, measured once: layouts ask again and again."""
        if self._measured is None:
            self._measured = round(shaped(self._line(self.text()), self.font(), self._rtl())[1])
        return self._measured

    def _line(self, shown: str) -> str:
        return say.embed(shown) if self._own_direction else shown

    def _rtl(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def minimumSizeHint(self) -> QSize:
        """Return almost nothing: the line may be cut anywhere."""
        return QSize(min(24, self.sizeHint().width()), line_height(self._role))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as a tooltip once it is cut."""
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        tell_whole(self, self.text(), cut=self._advance() >= self.width())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, cut to the width."""
        painter = QPainter(self)
        painter.setPen(self._colour)
        shown, font = self.text(), self.font()
        if self._advance() > self.width():
            metrics = QFontMetrics(font)
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, self.width())
        draw_shaped(painter, self.rect(), self._line(shown), font, rtl=self._rtl())


class IconLabel(Live, QWidget):
    """An icon and a word in one colour; the word is cut when it must be."""

    def __init__(
        self,
        icon: str,
        text: str = "",
        role: Role = Role.BODY,
        weight: Weight = Weight.REGULAR,
        ink: Ink = t1,
        *,
        icon_ink: Ink | None = None,
        size: int = 14,
        gap: int = 6,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._text, self._role, self._weight = icon, text, role, weight
        self._ink, self._icon_ink, self._size, self._gap = ink, icon_ink, size, gap
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.begin()

    def set(self, icon: str, text: str, ink: Ink, icon_ink: Ink | None = None) -> None:
        """Show another icon, word and colour."""
        self._icon, self._text, self._ink, self._icon_ink = icon, text, ink, icon_ink
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def text(self) -> str:
        """Return the word."""
        return self._text

    def restyle(self) -> None:
        """Measure again."""
        self.updateGeometry()
        self.update()

    def _pieces(self) -> list[Piece]:
        t = theme.tokens()
        pieces: list[Piece] = [Icon(self._icon, self._size, (self._icon_ink or self._ink)(t))]
        if self._text:
            pieces.append(Words(self._text, theme.font(self._role, self._weight), self._ink(t)))
        return pieces

    def sizeHint(self) -> QSize:
        """Return the size of icon and word."""
        return QSize(row_width(self._pieces(), self._gap), line_height(self._role))

    def minimumSizeHint(self) -> QSize:
        """Return the icon and a little."""
        return QSize(min(self._size + 24, self.sizeHint().width()), line_height(self._role))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw icon and word."""
        cut = paint_row(self, QPainter(self), self.rect(), self._pieces(), self._gap)
        tell_whole(self, self._text, cut=cut)
