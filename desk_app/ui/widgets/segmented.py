"""A choice of a few, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.ui import theme
from desk_app.ui.theme import Role, Size, Tone, Weight
from desk_app.ui.widgets.live import Live
from desk_app.ui.widgets.painting import (
    Icon,
    Piece,
    Words,
    focus_ring,
    paint_row,
    rounded,
    row_width,
)
from desk_app.ui.widgets.role import play


class Option(msgspec.Struct, frozen=True):
    """One segment. `icon` shows only while it is chosen, in `tone`."""

    value: str
    text: str
    icon: str = ""
    tone: Tone = Tone.GREY


class Segmented(Live, QWidget):
    """Segments of equal width, 32 px high. Arrow keys move the choice, as the eye sees it."""

    chosen = Signal(str)
    """The value the person chose; not emitted by `choose`."""

    def __init__(self, options: Sequence[Option] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = tuple(options)
        self._value = self._options[0].value if self._options else ""
        self._by_keyboard = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        play(self, QAccessible.Role.List)
        self.begin()

    def set_options(self, options: Sequence[Option]) -> None:
        """Show other segments; the choice stays if its value is still there."""
        self._options = tuple(options)
        if self._options and self._value not in (o.value for o in self._options):
            self._value = self._options[0].value
        self.restyle()

    def choose(self, value: str) -> None:
        """Show `value` as chosen."""
        if value != self._value:
            self._value = value
            self._name()
            self.update()

    def value(self) -> str:
        """Return the chosen value."""
        return self._value

    def restyle(self) -> None:
        """Measure and paint again."""
        self._name()
        self.updateGeometry()
        self.update()

    def _name(self) -> None:
        said = next((o.text for o in self._options if o.value == self._value), "")
        self.setAccessibleDescription(said)

    def _pieces(self, option: Option) -> list[Piece]:
        t = theme.tokens()
        on = option.value == self._value
        pieces: list[Piece] = []
        if option.icon and on:
            pieces.append(Icon(option.icon, 14, t.hue(option.tone).text))
        ink = t.t1 if on else t.t2
        return [*pieces, Words(option.text, theme.font(Role.BODY, Weight.MEDIUM), ink)]

    def _boxes(self) -> list[QRect]:
        """Return the segments' boxes in the order of the options."""
        inner = self.rect().adjusted(2, 2, -2, -2)
        count = max(1, len(self._options))
        edges = [inner.left() + inner.width() * n // count for n in range(count + 1)]
        boxes = [QRect(a, inner.top(), b - a, inner.height()) for a, b in pairwise(edges)]
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return boxes[::-1] if rtl else boxes

    def sizeHint(self) -> QSize:
        """Return the widest segment, times the segments."""
        widest = max((row_width(self._pieces(o), 6) for o in self._options), default=0) + 20
        return QSize(widest * len(self._options) + 4, Size.CONTROL)

    def minimumSizeHint(self) -> QSize:
        """Return narrow segments."""
        return QSize(44 * len(self._options), Size.CONTROL)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the segments."""
        painter = QPainter(self)
        t = theme.tokens()
        rounded(painter, self.rect(), Size.RADIUS_CARD, t.grey)
        for option, box in zip(self._options, self._boxes(), strict=False):
            if option.value == self._value:
                rounded(painter, box.adjusted(-1, -1, 1, 1), 7, t.raised, t.line2)
                if self.hasFocus() and self._by_keyboard:
                    focus_ring(painter, box.adjusted(-1, -1, 1, 1), 5)
            room = box.adjusted(6, 0, -6, 0)
            paint_row(self, painter, room, self._pieces(option), 6, centred=True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the segment under the mouse."""
        for option, box in zip(self._options, self._boxes(), strict=False):
            if box.contains(event.position().toPoint()):
                self._pick(option.value)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Remember whether the keyboard brought the focus."""
        self._by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move the choice with the arrow keys."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()), 0)
        if not step or not self._options:
            super().keyPressEvent(event)
            return
        values = [o.value for o in self._options]
        index = values.index(self._value) if self._value in values else 0
        index += -step if rtl else step
        self._pick(values[max(0, min(len(values) - 1, index))])

    def _pick(self, value: str) -> None:
        if value != self._value:
            self.choose(value)
            self.chosen.emit(value)
