"""Buttons of the design: five kinds, an icon and a key cap, a focus ring for the keyboard."""

from __future__ import annotations

import enum

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QEnterEvent, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desk_app.ui import theme
from desk_app.ui.theme import Role, Size, Weight
from desk_app.ui.widgets.live import Live
from desk_app.ui.widgets.painting import (
    Icon,
    Key,
    Piece,
    Words,
    focus_ring,
    paint_row,
    rounded,
    row_width,
)


class Kind(enum.Enum):
    """How much a button asks for attention."""

    PLAIN = "plain"
    PRIMARY = "primary"  # lapis; one in sight
    DANGER = "danger"
    QUIET = "quiet"  # no edge
    ACCENT = "accent"  # lapis text and edge on the surface


class PaintedButton(Live, QAbstractButton):
    """Base of the buttons we paint: hover and a focus ring that only the keyboard brings up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus."""
        self._by_keyboard = event.reason() not in (
            Qt.FocusReason.MouseFocusReason,
            Qt.FocusReason.ActiveWindowFocusReason,
            Qt.FocusReason.PopupFocusReason,
            Qt.FocusReason.OtherFocusReason,
        )
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Drop the ring."""
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the hover fill."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Drop the hover fill."""
        super().leaveEvent(event)
        self.update()

    def restyle(self) -> None:
        """Measure and paint again."""
        self.updateGeometry()
        self.update()

    def shows_focus(self) -> bool:
        """Whether the focus ring is to be drawn."""
        return self.hasFocus() and self._by_keyboard

    def face(self, painter: QPainter, radius: float) -> QRect:
        """Draw the focus ring if it is due; return the box that is left for the button."""
        return focus_ring(painter, self.rect(), radius) if self.shows_focus() else self.rect()


class Button(PaintedButton):
    """A push button. `key` is the key cap's text ("Ctrl J"); the shortcut is the window's."""

    def __init__(
        self,
        text: str = "",
        kind: Kind = Kind.PLAIN,
        *,
        icon: str = "",
        key: str = "",
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._kind, self._icon, self._key, self._small = kind, icon, key, small
        self.setText(text)
        self.begin()

    def set_icon(self, icon: str) -> None:
        """Show another icon ("" for none)."""
        self._icon = icon
        self.restyle()

    def set_kind(self, kind: Kind) -> None:
        """Become another kind."""
        self._kind = kind
        self.update()

    def setText(self, text: str) -> None:
        """Show another text and make room for it."""
        super().setText(text)
        self.updateGeometry()

    def _colours(self) -> tuple[str, str | None, str | None]:
        """Return text, fill and edge."""
        t = theme.tokens()
        if not self.isEnabled():
            edge = None if self._kind is Kind.QUIET else t.line2
            return t.t3, (None if self._kind is Kind.QUIET else t.grey), edge
        over = self.underMouse() or self.isDown()
        match self._kind:
            case Kind.PRIMARY:
                return theme.WHITE, t.lapis.solid, t.lapis.solid
            case Kind.DANGER:
                return theme.WHITE, t.pomegranate.solid, t.pomegranate.solid
            case Kind.QUIET:
                return t.t2, (t.hover if over else None), None
            case Kind.ACCENT:
                return t.lapis.text, (t.lapis.tint if over else t.surface), t.lapis.line
            case Kind.PLAIN:
                return t.t1, (t.hover if over else t.surface), t.line2

    def _pieces(self) -> list[Piece]:
        t = theme.tokens()
        ink, _fill, _edge = self._colours()
        pieces: list[Piece] = []
        if self._icon:
            pieces.append(Icon(self._icon, 14 if self._small else 16, ink))
        if self.text():
            pieces.append(Words(self.text(), theme.font(Role.BODY, Weight.MEDIUM), ink))
        if self._key:
            solid = self._kind in (Kind.PRIMARY, Kind.DANGER) and self.isEnabled()
            edge = theme.colour(theme.WHITE, 0.5) if solid else theme.colour(t.line2)
            pieces.append(Key(self._key, ink if solid else t.t2, edge, None))
        return pieces

    def sizeHint(self) -> QSize:
        """Return text, icon and key cap with their padding; 32 or 28 px high."""
        padding = 10 if self._small else 12
        width = row_width(self._pieces(), 7) + 2 * padding
        height = Size.SMALL if self._small else Size.CONTROL
        return QSize(max(width, height) if self.text() else height, height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button."""
        painter = QPainter(self)
        _ink, fill, edge = self._colours()
        box = self.face(painter, Size.RADIUS)
        if self.shows_focus():
            edge = theme.tokens().lapis.solid
        if fill or edge:
            rounded(painter, box, Size.RADIUS, fill, edge)
        if self.isDown() and self._kind in (Kind.PRIMARY, Kind.DANGER):
            rounded(painter, box, Size.RADIUS, theme.colour("#000000", 0.15))
        inner = self.rect().adjusted(4, 0, -4, 0)
        paint_row(self, painter, inner, self._pieces(), 7, centred=True)
