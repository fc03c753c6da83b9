"""The open ticket of whoever calls, on top of the timeline: continue it with one key."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from desk_app.crm.records import OpenTicket, Priority
from desk_app.ui import text, theme
from desk_app.ui.clock import Clock
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.words import Words
from desk_app.ui.theme import Role, Size, Tone, Weight
from desk_app.ui.widgets import Button, ElidedLabel, IconLabel, Kind, Live, Tag, t2, t3, text_of
from desk_app.ui.widgets.painting import rounded

_STRIPE = 4


class OpenTicketCard(Live, QWidget):
    """Shows one open ticket and offers to continue it; others are behind "2 more"."""

    continue_requested = Signal(int)
    undo_requested = Signal()
    ticket_shown = Signal(object)  # OpenTicket, None when the caller has none

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._words = Words(self)
        self._tickets: tuple[OpenTicket, ...] = ()
        self._shown: OpenTicket | None = None
        self._continued = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._label = IconLabel(
            "link", "", Role.META, Weight.SEMIBOLD, text_of(Tone.LAPIS), size=12, gap=8
        )
        self._priority = Tag("", Tone.POMEGRANATE, icon="flag")
        self._more = Button("", Kind.QUIET, small=True)
        self._subject = ElidedLabel("", Role.NAME, Weight.SEMIBOLD, own_direction=True)
        self._number = ElidedLabel("", Role.BODY, Weight.REGULAR, t3)
        self._state = ElidedLabel("", Role.META, Weight.REGULAR, t2)
        self._continue = Button("", Kind.PRIMARY, key="Ctrl J")
        self._continuing = Tag("", Tone.TURQUOISE, icon="check")
        self._undo = Button("", Kind.QUIET, small=True)
        self._lay_out()
        self._continue.clicked.connect(self.continue_shown)
        self._undo.clicked.connect(self.undo_requested)
        self._more.clicked.connect(self._choose_other)
        self.begin()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._label)
        top.addWidget(self._priority)
        top.addWidget(self._more)
        top.addStretch(1)
        middle = QHBoxLayout()
        middle.setSpacing(4)
        middle.addWidget(self._subject)
        middle.addWidget(self._number)
        middle.addStretch(1)
        words = column(gap=0)
        words.addLayout(top)
        words.addSpacing(5)
        words.addLayout(middle)
        words.addSpacing(2)
        words.addWidget(self._state)
        side = column(gap=4)
        side.addWidget(self._continuing, 0, Qt.AlignmentFlag.AlignRight)
        side.addWidget(self._undo, 0, Qt.AlignmentFlag.AlignRight)
        side.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(15, 13, 15, 13)
        row.setSpacing(12)
        row.addLayout(words, 1)
        row.addWidget(self._continue, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(side)

    def show_tickets(self, tickets: tuple[OpenTicket, ...], continued: int) -> None:
        """Show the caller's open tickets; `continued` is the id of the one this call continues."""
        self._tickets, self._continued = tickets, continued
        of_id = {ticket.id: ticket for ticket in tickets}
        shown = of_id.get(continued) or of_id.get(self._shown.id if self._shown else 0)
        self._shown = shown or next(iter(tickets), None)
        self.setVisible(self._shown is not None)
        self.retranslate()
        self.ticket_shown.emit(self._shown)

    def shown(self) -> OpenTicket | None:
        """Return the ticket on the card."""
        return self._shown

    def continue_shown(self) -> None:
        """Ask to continue the ticket on the card, unless it is being continued."""
        if self._shown is not None and self._shown.id != self._continued:
            self.continue_requested.emit(self._shown.id)

    def retranslate(self) -> None:
        """Set all texts again."""
        self._label.set("link", self.tr("Open ticket, same caller"), text_of(Tone.LAPIS))
        self._continue.setText(self.tr("Continue this ticket"))
        self._continuing.set(self.tr("Continuing"))
        self._undo.setText(self.tr("Undo"))
        self._undo.setToolTip(self.tr("Give this call a ticket of its own again"))
        ticket = self._shown
        if ticket is None:
            return
        self._priority.set(self._words.priority(ticket.priority))
        self._priority.setVisible(ticket.priority in (Priority.HIGH, Priority.URGENT))
        self._subject.setText(text.plain_text(ticket.subject, 200) or self.tr("No subject"))
        self._number.setText(text.ticket_id(ticket.id))
        self._state.setText(self._state_of(ticket))
        others = len(self._tickets) - 1
        self._more.setText(self.tr("{n} more").format(n=text.digits(others)))
        going_on = ticket.id == self._continued
        self._more.setVisible(others > 0 and not going_on)
        self._continue.setVisible(not going_on)
        self._continuing.setVisible(going_on)
        self._undo.setVisible(going_on)

    def _state_of(self, ticket: OpenTicket) -> str:
        status = self._words.status(ticket.status)
        when = text.ago(ticket.created_us, now_us=self._clock.now_us())
        if not ticket.owner:
            return self.tr("{status} · opened {when}").format(status=status, when=when)
        owner = text.embed(text.plain_text(ticket.owner, 60))
        said = self.tr("{status} · opened {when} by {owner}")
        return said.format(status=status, when=when, owner=owner)

    def _choose_other(self) -> None:
        menu = QMenu(self)
        for ticket in self._tickets:
            # An ampersand in a subject is no mnemonic.
            subject = text.plain_text(ticket.subject, 60).replace("&", "&&")
            action = menu.addAction(f"{text.ticket_id(ticket.id)} {text.embed(subject)}")
            action.triggered.connect(lambda _on=False, ticket=ticket: self._pick(ticket))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._more.mapToGlobal(self._more.rect().bottomLeft()))

    def _pick(self, ticket: OpenTicket) -> None:
        self._shown = ticket
        self.retranslate()
        self.ticket_shown.emit(ticket)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tinted box and the stripe at its start edge."""
        painter = QPainter(self)
        hue = theme.tokens().lapis
        rounded(painter, self.rect(), Size.RADIUS_CARD, hue.tint, hue.line)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        clip = QPainterPath()
        clip.addRoundedRect(QRectF(self.rect()), Size.RADIUS_CARD, Size.RADIUS_CARD)
        painter.setClipPath(clip)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - _STRIPE - 1 if rtl else 0
        painter.fillRect(left, 0, _STRIPE + 1, self.height(), QColor(hue.solid))
