"""The head of the ticket pane: which ticket, in what state, and whether its words are safe."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk_app.crm.records import TicketNow, TicketStatus
from desk_app.state import Saving
from desk_app.ui import text
from desk_app.ui.clock import Clock
from desk_app.ui.panes.words import Words
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import ElidedLabel, IconLabel, Live, Tag, t2, t3, text_of

_STATES = {
    TicketStatus.OPEN: (Tone.LAPIS, "circle"),
    TicketStatus.PENDING: (Tone.SAFFRON, "hourglass"),
    TicketStatus.SOLVED: (Tone.TURQUOISE, "circle-check"),
    TicketStatus.CONTINUED: (Tone.GREY, "link"),
}


class TicketHead(Live, QWidget):
    """One line. Its age ticks with the window's clock while it is in sight."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._words = Words(self)
        self._ticket: TicketNow | None = None
        self._saving = Saving.SAVED
        self._fresh = False
        self._wrap_up = False
        self._number = ElidedLabel("", Role.NAME, Weight.SEMIBOLD)
        self._draft = Tag("", icon="circle-dashed", outlined=True)
        self._state = Tag("")
        self._subject = ElidedLabel("", Role.META, ink=t2, own_direction=True)
        self._saved = IconLabel("check", "", Role.META, ink=t2, gap=4)
        self._saved.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._created = ElidedLabel("", Role.META, ink=t3)
        self._row = QHBoxLayout(self)
        self._row.setSpacing(8)
        for widget in (self._number, self._draft, self._state, self._subject):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self._saved)
        self._row.addWidget(self._created)
        clock.tick.connect(self._on_tick)
        self.begin()

    def show_ticket(
        self, ticket: TicketNow | None, saving: Saving, *, fresh: bool, wrap_up: bool
    ) -> None:
        """Show a ticket. `fresh`: it has just been made by the ring and holds nothing yet."""
        self._ticket, self._saving = ticket, saving
        self._fresh, self._wrap_up = fresh, wrap_up
        self.retranslate()

    def set_top(self, top: int) -> None:
        """Leave `top` px over the line."""
        self._row.setContentsMargins(16, top, 16, 12)
        self.setFixedHeight(top + 32)

    def saved_text(self) -> str:
        """Return what the line says about saving."""
        return self._saved.text()

    def retranslate(self) -> None:
        """Set all texts again."""
        ticket = self._ticket
        for widget in (self._draft, self._state, self._subject, self._saved, self._created):
            widget.setVisible(False)
        self._number.setText(text.ticket_id(ticket.id) if ticket else "")
        if ticket is None:
            return
        draft = ticket.status is TicketStatus.DRAFT
        subject = text.plain_text(ticket.subject, 200)
        named = self._wrap_up and bool(subject)
        self._draft.set(self._words.status(TicketStatus.DRAFT))
        self._draft.setVisible(draft and not named)
        self._subject.setText(subject)
        self._subject.setVisible(named)
        if not draft:
            tone, icon = _STATES[ticket.status]
            self._state.set(self._words.status(ticket.status), tone, icon)
            self._state.setVisible(not named)
        at = text.clock_time(ticket.created_us, seconds=True)
        self._created.setText(self.tr("Created {time} at first ring").format(time=at))
        self._created.setVisible(self._fresh)
        self._saved.setVisible(not self._fresh)
        self._say_saved(ticket)

    def _say_saved(self, ticket: TicketNow) -> None:
        match self._saving:
            case Saving.SAVED:
                ago = text.ago(ticket.updated_us, now_us=self._clock.now_us())
                said = self.tr("Saved") if self._wrap_up else self.tr("Saved {ago}").format(ago=ago)
                self._saved.set("check", said, t2, text_of(Tone.TURQUOISE))
            case Saving.SAVING:
                self._saved.set("refresh-cw", self.tr("Saving…"), t2, t3)
            case Saving.KEPT:
                ink = text_of(Tone.SAFFRON)
                self._saved.set("triangle-alert", self.tr("Not saved"), ink, ink)

    def _on_tick(self) -> None:
        if self._ticket is not None and self.isVisible():
            self._say_saved(self._ticket)
