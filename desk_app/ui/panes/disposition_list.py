"""How did this call end? The required answer of the wrap-up, by key 1 to 6."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.ui import text, theme
from desk_app.ui.panes.words import Words as Vocabulary
from desk_app.ui.theme import Role, Size, Weight
from desk_app.ui.widgets import Live
from desk_app.ui.widgets.painting import Icon, Key, Piece, Words, paint_row, rounded
from desk_app.ui.widgets.role import play

_ROW = 36
_PADDING = 12
_KEYS = 9


class DispositionList(Live, QWidget):
    """Rows with a key cap. A number key, Enter, Space or a click chooses."""

    chosen = Signal(str)

    def __init__(self, vocabulary: Vocabulary, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._vocabulary = vocabulary
        self._codes: tuple[str, ...] = ()
        self._chosen = ""
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        play(self, QAccessible.Role.List)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.begin()

    def set_codes(self, codes: Sequence[str]) -> None:
        """Offer these codes, nine at most: there are no more number keys."""
        self._codes = tuple(codes[:_KEYS])
        self._current = 0
        self.updateGeometry()
        self.update()

    def codes(self) -> tuple[str, ...]:
        """Return the codes offered."""
        return self._codes

    def choose(self, code: str) -> None:
        """Show a code as chosen, "" for none."""
        self._chosen = code
        if code in self._codes:
            self._current = self._codes.index(code)
        self._describe()
        self.update()

    def code(self) -> str:
        """Return the chosen code, "" for none."""
        return self._chosen

    def retranslate(self) -> None:
        """Name the list for screen readers."""
        self.setAccessibleName(self.tr("How did this call end?"))
        self._describe()
        self.update()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def _describe(self) -> None:
        if self._codes:
            number = text.digits(self._current + 1)
            word = self._vocabulary.disposition(self._codes[self._current])
            chosen = self.tr("chosen") if self._codes[self._current] == self._chosen else ""
            self.setAccessibleDescription(" ".join(p for p in (number, word, chosen) if p))

    def sizeHint(self) -> QSize:
        """Return the rows with their edge."""
        return QSize(240, _ROW * len(self._codes) + 2)

    def _row(self, number: int) -> QRect:
        return QRect(1, 1 + number * _ROW, self.width() - 2, _ROW)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows in their box."""
        painter = QPainter(self)
        t = theme.tokens()
        focus = self.hasFocus()
        rounded(painter, self.rect(), Size.RADIUS_CARD, t.surface)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), Size.RADIUS_CARD, Size.RADIUS_CARD)
        painter.setClipPath(clip)
        for number, code in enumerate(self._codes):
            row = self._row(number)
            if code == self._chosen or (focus and number == self._current):
                painter.fillRect(row, QColor(t.lapis.tint))
            if number:
                painter.fillRect(row.left(), row.top(), row.width(), 1, QColor(t.line))
            self._paint_row(painter, row, number, code)
        painter.restore()
        edge, width = (t.lapis.solid, 2.0) if focus else (t.saffron.line, 1.0)
        rounded(painter, self.rect(), Size.RADIUS_CARD, None, edge, width)

    def _paint_row(self, painter: QPainter, row: QRect, number: int, code: str) -> None:
        t = theme.tokens()
        on = code == self._chosen
        weight = Weight.SEMIBOLD if on else Weight.REGULAR
        pieces: list[Piece] = [
            Key(text.digits(number + 1), t.t2, t.line2, t.surface),
            Words(self._vocabulary.disposition(code), theme.font(Role.BODY, weight), t.t1),
        ]
        hint = self._vocabulary.disposition_hint(code)
        if hint:
            pieces.append(Words(hint, theme.font(Role.META), t.t3))
        inner = row.adjusted(_PADDING, 0, -_PADDING, 0)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        mark = "check" if on else "corner-down-left"
        if on or (self.hasFocus() and number == self._current):
            left = inner.left() if rtl else inner.right() - 13
            icon = Icon(mark, 14, t.lapis.text)
            icon.paint(self, painter, QRect(left, row.top(), 14, _ROW))
        inner.adjust(22 if rtl else 0, 0, 0 if rtl else -22, 0)
        paint_row(self, painter, inner, pieces, 12)

    def pick(self, number: int) -> None:
        """Choose a row as its key does; nothing outside the list."""
        if 0 <= number < len(self._codes):
            code = self._codes[number]
            self._current = number
            self.choose(code)
            self.chosen.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose by number, or by arrows and Enter."""
        digit = text.latin_digits(event.text())
        key = Qt.Key(event.key())
        if digit.isascii() and digit.isdigit() and 1 <= int(digit) <= len(self._codes):
            self.pick(int(digit) - 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._current = max(0, min(len(self._codes) - 1, self._current + step))
            self._describe()
            self.update()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and not (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            self.pick(self._current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the mouse."""
        row = (round(event.position().y()) - 1) // _ROW
        self.pick(min(row, len(self._codes) - 1))
