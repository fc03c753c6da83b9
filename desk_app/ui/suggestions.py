"""Rows offered under an input: a number to dial, people that match; chosen by key or mouse."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.crm.records import CustomerBrief
from desk_app.ui import language, theme
from desk_app.ui import text as say
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Live
from desk_app.ui.widgets.painting import Icon, Key, Piece, Words, paint_row, rounded, tell_whole

ROW = 44
_MOST = 8


class Row(msgspec.Struct, frozen=True):
    """One suggestion: what it says and what it stands for."""

    icon: str
    title: str
    note: str
    act: str
    value: object


class Suggestions(Live, QWidget):
    """A short painted list. The input above it keeps the focus and passes the arrow keys."""

    picked = Signal(object)
    """The value of the chosen row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[Row, ...] = ()
        self._at = 0
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.begin()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, eight at most, the first one chosen."""
        self._rows = tuple(rows[:_MOST])
        self._at = 0
        self.setFixedHeight(ROW * len(self._rows))
        self._say()
        self.update()

    def show_people(self, people: Sequence[CustomerBrief]) -> None:
        """Show people as rows."""
        self.show_rows([self.person(p) for p in people])

    def person(self, person: CustomerBrief) -> Row:
        """Return the row of a person."""
        parts = (say.plain_text(person.company), say.phone(person.number))
        note = " · ".join(p for p in parts if p)
        act = self.tr("Call") if person.number else ""
        return Row("user", say.plain_text(person.name), note, act, person)

    def count(self) -> int:
        """Return how many rows there are."""
        return len(self._rows)

    def rows(self) -> tuple[Row, ...]:
        """Return the rows."""
        return self._rows

    def move_choice(self, step: int) -> None:
        """Choose the next (1) or the one before (-1)."""
        if self._rows:
            self._at = (self._at + step) % len(self._rows)
            self._say()
            self.update()

    def pick(self) -> None:
        """Pick the chosen row."""
        if self._rows:
            self.picked.emit(self._rows[self._at].value)

    def _say(self) -> None:
        row = self._rows[self._at] if self._rows else None
        self.setAccessibleName(f"{row.title} {row.note}" if row else "")

    def sizeHint(self) -> QSize:
        """Return 44 px a row."""
        return QSize(320, ROW * len(self._rows))

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the rows."""
        painter = QPainter(self)
        for index, row in enumerate(self._rows):
            self._paint_row(painter, row, QRect(0, index * ROW, self.width(), ROW), index)

    def _paint_row(self, painter: QPainter, row: Row, box: QRect, index: int) -> None:
        t = theme.tokens()
        on = index == self._at
        if on:
            rounded(painter, box, 8, t.lapis.tint)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        disc = QRect(box.right() - 37 if rtl else box.left() + 8, box.top() + 7, 30, 30)
        phone = row.icon == "phone"
        rounded(painter, disc, 15, t.turquoise.tint if phone else t.grey)
        tint = t.turquoise.text if phone else t.t2
        letters = say.initials(row.title) if row.icon == "user" else ""
        if letters:
            painter.setFont(theme.font(Role.TINY, Weight.SEMIBOLD))
            painter.setPen(QColor(tint))
            painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, letters)
        else:
            Icon(row.icon, 14, tint).paint(self, painter, disc.adjusted(8, 0, 0, 0))
        end: list[Piece] = []
        if row.act and on:
            end = [
                Words(row.act, theme.font(Role.META, Weight.MEDIUM), t.lapis.text),
                Key("↵", t.t2, t.line2, t.surface),
            ]
        tail = sum(p.width() for p in end) + (24 if end else 12)
        words = box.adjusted(tail, 4, -50, -4) if rtl else box.adjusted(50, 4, -tail, -4)
        title = Words(row.title, theme.font(Role.BODY, Weight.MEDIUM), t.t1)
        # A number among them: in Persian it is read in groups, not in columns.
        note = Words(row.note, theme.font(Role.META, tabular=not language.is_persian()), t.t2)
        half = words.height() // 2
        upper = words.adjusted(0, 0, 0, -half + 1) if row.note else words
        cut = paint_row(self, painter, upper, [title], 0)
        if row.note:
            cut |= paint_row(self, painter, words.adjusted(0, half + 1, 0, 0), [note], 0)
        if on:
            tell_whole(self, f"{row.title} {row.note}", cut=cut)
        if end:
            edge = box.adjusted(8, 0, -(box.width() - tail + 8), 0) if rtl else box
            spot = edge if rtl else box.adjusted(box.width() - tail + 8, 0, -8, 0)
            paint_row(self, painter, spot, end, 8)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Choose the row under the mouse."""
        at = int(event.position().y()) // ROW
        if 0 <= at < len(self._rows) and at != self._at:
            self._at = at
            self._say()
            self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the row under the mouse."""
        at = int(event.position().y()) // ROW
        if 0 <= at < len(self._rows):
            self._at = at
            self.pick()
