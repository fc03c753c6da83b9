"""Open tickets that wait for this agent."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.crm.records import OpenTicket, Priority
from desk_app.ui import text, theme
from desk_app.ui.clock import Clock
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.words import Words as Vocabulary
from desk_app.ui.theme import Role, Size, Tone, Weight
from desk_app.ui.widgets import Hairline, Label, Live, PaintedButton, Section, t3
from desk_app.ui.widgets.painting import (
    Icon,
    Piece,
    Words,
    paint_row,
    rounded,
    row_width,
    tell_whole,
)

_MOST = 30
_AGE_WIDTH = 30


class TicketRow(PaintedButton):
    """One ticket, 44 px; pressing it opens it."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._vocabulary = Vocabulary(self)
        self._ticket: OpenTicket | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.begin()

    def show_ticket(self, ticket: OpenTicket) -> None:
        """Show a ticket."""
        self._ticket = ticket
        self.retranslate()
        self.show()

    def ticket(self) -> OpenTicket | None:
        """Return the ticket shown."""
        return self._ticket

    def retranslate(self) -> None:
        """Set all texts again."""
        ticket = self._ticket
        if ticket is None:
            return
        self.setText(text.plain_text(ticket.subject, 200) or self.tr("No subject"))
        priority = self._vocabulary.priority(ticket.priority)
        self.setAccessibleName(f"{self.text()}. {text.ticket_id(ticket.id)}. {priority}")
        self.update()

    def sizeHint(self) -> QSize:
        """Return the row's size."""
        return QSize(300, 44)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the row."""
        if self._ticket is None:
            return
        painter = QPainter(self)
        t = theme.tokens()
        box = self.face(painter, Size.RADIUS)
        if self.underMouse():
            rounded(painter, box, Size.RADIUS, t.hover)
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(t.line))
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        age = Words(self._age(self._ticket), theme.font(Role.META), t.t3)
        number = Words(text.ticket_id(self._ticket.id), theme.font(Role.META), t.t3)
        end = max(_AGE_WIDTH, age.width())
        self._paint_end(painter, 0, age, rtl=rtl)
        right = end + 12
        self._paint_end(painter, right, number, rtl=rtl)
        right += number.width()
        if self._ticket.priority in (Priority.HIGH, Priority.URGENT):
            right = self._paint_priority(painter, right + 12, rtl=rtl)
        room = self.width() - right - 12
        left = self.width() - room if rtl else 0
        pieces: list[Piece] = [
            Icon("ticket", 14, t.t3),
            Words(self.text(), theme.font(Role.BODY), t.t1),
        ]
        cut = paint_row(self, painter, QRect(left, 0, room, self.height()), pieces, 12)
        tell_whole(self, self.text(), cut=cut)

    def _paint_end(self, painter: QPainter, right: int, words: Words, *, rtl: bool) -> None:
        left = right if rtl else self.width() - right - words.width()
        words.paint(self, painter, QRect(left, 0, words.width(), self.height()))

    def _paint_priority(self, painter: QPainter, right: int, *, rtl: bool) -> int:
        hue = theme.tokens().hue(Tone.POMEGRANATE)
        assert self._ticket is not None  # noqa: S101
        word = self._vocabulary.priority(self._ticket.priority)
        pieces: list[Piece] = [
            Icon("flag", 12, hue.text),
            Words(word, theme.font(Role.META, Weight.MEDIUM), hue.text),
        ]
        width = row_width(pieces, 5) + 14
        left = right if rtl else self.width() - right - width
        box = QRect(left, (self.height() - 20) // 2, width, 20)
        rounded(painter, box, Size.RADIUS_TAG, hue.tint)
        paint_row(self, painter, box.adjusted(7, 0, -7, 0), pieces, 5)
        return right + width

    def _age(self, ticket: OpenTicket) -> str:
        return text.age(ticket.updated_us, now_us=self._clock.now_us())


class WaitingTickets(Live, QWidget):
    """The section "Waiting for me"."""

    ticket_opened = Signal(int)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._tickets: tuple[OpenTicket, ...] = ()
        self._title = Section()
        self._nothing = Label("", Role.BODY, ink=t3)
        self._rows: list[TicketRow] = []
        layout = column(self)
        layout.addWidget(self._title)
        layout.addWidget(Hairline())
        self._empty = QWidget(self)
        column(self._empty, (0, 12, 0, 0)).addWidget(self._nothing)
        layout.addWidget(self._empty)
        self._column = column()
        layout.addLayout(self._column)
        self.begin()

    def show_tickets(self, tickets: tuple[OpenTicket, ...]) -> None:
        """Show tickets in this order; only the first 30."""
        if tickets == self._tickets:
            return
        self._tickets = tickets
        shown = tickets[:_MOST]
        while len(self._rows) < len(shown):
            row = TicketRow(self._clock, self)
            row.clicked.connect(lambda _on=False, row=row: self._on_clicked(row))
            self._rows.append(row)
            self._column.addWidget(row)
        for row, ticket in zip(self._rows, shown, strict=False):
            row.show_ticket(ticket)
        for row in self._rows[len(shown) :]:
            row.hide()
        self.retranslate()

    def rows(self) -> list[TicketRow]:
        """Return the rows in sight."""
        return [row for row in self._rows if not row.isHidden()]

    def retranslate(self) -> None:
        """Set all texts again."""
        count = len(self._tickets)
        note = self.tr("{n} tickets").format(n=text.digits(count)) if count else ""
        self._title.set(self.tr("Waiting for me"), self.tr("1 ticket") if count == 1 else note)
        self._nothing.setText(self.tr("No tickets wait for you."))
        self._empty.setVisible(not self._tickets)

    def _on_clicked(self, row: TicketRow) -> None:
        ticket = row.ticket()
        if ticket is not None:
            self.ticket_opened.emit(ticket.id)
