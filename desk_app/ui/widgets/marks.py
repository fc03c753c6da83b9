"""Small marks: tag, key cap, avatar, hairline, level meter, section heading."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.theme import Role, Size, Tone, Weight
from desk_app.ui.widgets.labels import Ink, Label, t3
from desk_app.ui.widgets.live import Live
from desk_app.ui.widgets.painting import (
    Icon,
    Key,
    Piece,
    Words,
    paint_row,
    rounded,
    row_width,
    tell_whole,
)


class Mark(Live, QWidget):
    """Base of marks: fixed size, painted, no focus."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def restyle(self) -> None:
        """Measure and paint again."""
        self.updateGeometry()
        self.update()


class Tag(Mark):
    """A word in a tinted box, 20 px high, with an optional icon. `outlined` has an edge instead."""

    def __init__(
        self,
        text: str = "",
        tone: Tone = Tone.GREY,
        *,
        icon: str = "",
        outlined: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._text, self._tone, self._icon, self._outlined = text, tone, icon, outlined
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)
        self.begin()

    def set(self, text: str, tone: Tone | None = None, icon: str | None = None) -> None:
        """Show another word, and another tone or icon where given."""
        self._text = text
        self._tone = self._tone if tone is None else tone
        self._icon = self._icon if icon is None else icon
        self.setAccessibleName(text)
        self.restyle()

    def text(self) -> str:
        """Return the word."""
        return self._text

    def _pieces(self) -> list[Piece]:
        ink = theme.tokens().hue(self._tone).text
        pieces: list[Piece] = [Icon(self._icon, 12, ink)] if self._icon else []
        return [*pieces, Words(self._text, theme.font(Role.META, Weight.MEDIUM), ink)]

    def sizeHint(self) -> QSize:
        """Return the word with its padding."""
        return QSize(row_width(self._pieces(), 5) + 14, 20)

    def minimumSizeHint(self) -> QSize:
        """Return little: the word may be cut."""
        return QSize(min(40, self.sizeHint().width()), 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tag."""
        painter = QPainter(self)
        t = theme.tokens()
        if self._outlined:
            rounded(painter, self.rect(), Size.RADIUS_TAG, None, t.line2)
        else:
            rounded(painter, self.rect(), Size.RADIUS_TAG, t.hue(self._tone).tint)
        cut = paint_row(self, painter, self.rect().adjusted(7, 0, -7, 0), self._pieces(), 5)
        tell_whole(self, self._text, cut=cut)


class KeyCap(Mark):
    """A key's name in a small box; never mirrored."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = text
        self.begin()

    def set(self, text: str) -> None:
        """Show another key."""
        if text != self._text:
            self._text = text
            self.restyle()

    def _piece(self) -> Key:
        t = theme.tokens()
        return Key(self._text, t.t2, t.line2, t.surface)

    def sizeHint(self) -> QSize:
        """Return the cap's size."""
        return QSize(self._piece().width(), 18)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the cap."""
        self._piece().paint(self, QPainter(self), self.rect())


class Avatar(Mark):
    """A person's initials in a circle; an icon for somebody without a name."""

    def __init__(
        self,
        size: int = 44,
        name: str = "",
        *,
        tone: Tone = Tone.LAPIS,
        fill: Ink | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._size, self._name, self._tone, self._fill = size, name, tone, fill
        self.begin()

    def set_name(self, name: str) -> None:
        """Show another person; "" for nobody known."""
        if name != self._name:
            self._name = name
            self.update()

    def sizeHint(self) -> QSize:
        """Return the circle's size."""
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the circle."""
        painter = QPainter(self)
        t = theme.tokens()
        hue = t.hue(self._tone)
        box = QRect(0, 0, self._size, self._size)
        rounded(painter, box, self._size / 2, self._fill(t) if self._fill else hue.tint)
        letters = say.initials(self._name)
        if letters:
            px = {44: 15, 28: 11, 24: 10}.get(self._size, max(10, self._size // 3))
            painter.setFont(theme.font(px, Weight.SEMIBOLD))
            painter.setPen(QColor(hue.text))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letters)
        else:
            side = 20 if self._size >= 40 else 14
            inset = (self._size - side) // 2
            painter.drawPixmap(inset, inset, theme.pixmap(self, "user", side, hue.text))


class Hairline(Live, QWidget):
    """A 1 px line, level or upright, in the line colour or an ink of your own."""

    def __init__(
        self, *, vertical: bool = False, ink: Ink | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ink = ink
        if vertical:
            self.setFixedWidth(1)
        else:
            self.setFixedHeight(1)
        self.begin()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line."""
        t = theme.tokens()
        QPainter(self).fillRect(self.rect(), QColor(self._ink(t) if self._ink else t.line))


class Meter(Mark):
    """Fourteen bars of a sound level, 0 to 100; the top bar lit is saffron near the top.

    Time and level run left to right in both languages.
    """

    BARS = 14

    def __init__(self, bar_height: int = 18, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lit, self._height = 0, bar_height
        self.begin()

    def set_level(self, level: int) -> None:
        """Show a level of 0-100; repaints only when another bar lights."""
        lit = max(0, min(self.BARS, round(level * self.BARS / 100)))
        if lit != self._lit:
            self._lit = lit
            self.update()

    def lit(self) -> int:
        """Return how many bars are lit."""
        return self._lit

    def sizeHint(self) -> QSize:
        """Return 3 px bars with 2 px between."""
        return QSize(self.BARS * 5 - 2, self._height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        t = theme.tokens()
        for bar in range(self.BARS):
            colour = t.line2
            if bar < self._lit:
                hot = bar >= self.BARS - 3 and bar == self._lit - 1
                colour = t.saffron.solid if hot else t.turquoise.text
            rounded(painter, QRect(bar * 5, 0, 3, self._height), 1, colour)


class Section(QWidget):
    """A section's heading, 36 px: title, quiet words after it, room for a widget at the end."""

    def __init__(self, title: str = "", note: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(36)
        self._title = Label(title, Role.BODY, Weight.SEMIBOLD)
        self._note = Label(note, Role.BODY, Weight.MEDIUM, t3)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self._row.addWidget(self._title)
        self._row.addWidget(self._note)
        self._row.addStretch(1)

    def set(self, title: str, note: str = "") -> None:
        """Show another title and note."""
        self._title.setText(title)
        self._note.setText(note)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end edge."""
        self._row.addWidget(widget)
