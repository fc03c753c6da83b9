"""The third column: the ticket of the call in hand, written while talking."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLineEdit,
    QTextEdit,
    QWidget,
)

from desk_app.crm.records import Choice, OpenTicket, Priority, Promise, TicketNow
from desk_app.state import Saving
from desk_app.ui import text
from desk_app.ui.announcer import speak
from desk_app.ui.clock import Clock
from desk_app.ui.panes.choices import Choices
from desk_app.ui.panes.notes_edit import NotesEdit
from desk_app.ui.panes.overlay_scroll import scrolled
from desk_app.ui.panes.panel import Panel, column
from desk_app.ui.panes.promise_field import PromiseField
from desk_app.ui.panes.subject_edit import SubjectEdit
from desk_app.ui.panes.ticket_fields import LOUD, CodeSelect, Field, priority_options
from desk_app.ui.panes.ticket_foot import Phase, TicketFoot
from desk_app.ui.panes.ticket_head import TicketHead
from desk_app.ui.panes.words import CATEGORIES, DISPOSITIONS, Words
from desk_app.ui.panes.wrap_up_form import WrapUpForm
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import (
    ElidedLabel,
    Hairline,
    IconLabel,
    Option,
    Segmented,
    text_of,
)

_NEW, _CONTINUE = "new", "continue"
_DISPOSITION_WIDTH = 164
_PRIORITY_WIDTH = 120


class TicketPane(Panel):
    """Paints a TicketNow and emits every change with the key of its call. UI thread only.

    A snapshot never disturbs what is being typed; `pending_notes` and `flush` let the
    application end without losing a word.
    """

    subject_changed = Signal(str, str)  # call key, value
    category_changed = Signal(str, str)
    disposition_changed = Signal(str, str)
    priority_changed = Signal(str, str)
    notes_changed = Signal(str, str)
    continue_requested = Signal(str, int)  # call key, ticket
    save_requested = Signal(str)  # call key

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(edged=False, parent=parent)
        self._key = ""
        self._draft = True
        self._phase = Phase.RINGING
        self._open: OpenTicket | None = None
        self._choices = Choices(clock)
        self._words = words = Words(self)
        self._segments = Segmented(parent=self)
        self._segment_room = QWidget(self)
        self.head = TicketHead(clock, self)
        self.wrap_up = WrapUpForm(words, self)
        self.subject = SubjectEdit(self)
        self._subject = Field(self.subject, self)
        self._title = ElidedLabel("", Role.NAME, Weight.SEMIBOLD, own_direction=True)
        self.category = CodeSelect(words.category, self)
        self._category = Field(self.category, self)
        self.disposition = CodeSelect(words.disposition, self)
        self._disposition = Field(self.disposition, self)
        self.priority = Segmented(parent=self)
        self._priority = Field(self.priority, self)
        self.priority_list = CodeSelect(lambda code: words.priority(Priority(code)), self)
        self._priority_list = Field(self.priority_list, self)
        self.notes = NotesEdit(self)
        self._notes = Field(self.notes, self)
        self.promise = PromiseField(clock, self)
        self._kept = IconLabel("triangle-alert", "", Role.META, ink=text_of(Tone.SAFFRON))
        self.foot = TicketFoot(self)
        self._lay_out()
        self._connect()
        self.set_choices(CATEGORIES, DISPOSITIONS)
        self._arrange(Phase.RINGING, draft=True)
        self.begin()

    def _lay_out(self) -> None:
        column(self._segment_room, (16, 16, 16, 12)).addWidget(self._segments)
        self._disposition.setFixedWidth(_DISPOSITION_WIDTH)
        self._priority_list.setFixedWidth(_PRIORITY_WIDTH)
        self.priority_list.set_codes([priority.value for priority in Priority])
        self.priority_list.set_icons(LOUD)
        pair = QHBoxLayout()
        pair.setSpacing(12)
        pair.addWidget(self._category, 1)
        pair.addWidget(self._disposition)
        pair.addWidget(self._priority_list)
        body = QWidget(self)
        self._body = column(body, (16, 14, 16, 14), 14)
        for widget in (self._title, self._subject):
            self._body.addWidget(widget)
        self._body.addLayout(pair)
        self._body.addWidget(self._priority)
        self._body.addWidget(self._notes, 1)
        self._body.addWidget(self.promise)
        self._body.addWidget(self._kept)
        self.notes.setMinimumHeight(76)
        layout = column(self)
        layout.addWidget(self._segment_room)
        layout.addWidget(self.head)
        layout.addWidget(Hairline())
        inner = QWidget(self)
        within = column(inner)
        within.addWidget(self.wrap_up)
        within.addWidget(body, 1)
        layout.addWidget(scrolled(inner, self), 1)
        layout.addWidget(self.foot)

    def _connect(self) -> None:
        self._segments.chosen.connect(self._on_segment)
        self.subject.subject_changed.connect(self.subject_changed)
        self.notes.notes_changed.connect(self.notes_changed)
        self.category.code_chosen.connect(self._on_category)
        self.disposition.code_chosen.connect(self._on_disposition)
        self.wrap_up.disposition_chosen.connect(self._on_disposition)
        self.priority.chosen.connect(self._on_priority)
        self.priority_list.code_chosen.connect(self._on_priority)
        self.foot.save_pressed.connect(self.request_save)

    # --- contents

    def set_choices(self, categories: tuple[Choice, ...], dispositions: tuple[Choice, ...]) -> None:
        """Offer a team's categories and dispositions instead of the built-in ones."""
        self._words.learn((*categories, *dispositions))
        self.category.set_codes([choice.code for choice in categories])
        codes = [choice.code for choice in dispositions]
        self.disposition.set_codes(codes)
        self.wrap_up.set_codes(codes)
        self.foot.set_count(len(self.wrap_up.list.codes()))

    def show_ticket(
        self,
        call_key: str,
        ticket: TicketNow | None,
        saving: Saving,
        phase: Phase,
        *,
        continuing: bool,
    ) -> None:
        """Show the ticket of a call; None while it is being made: notes can be typed already."""
        entered = phase is Phase.WRAP_UP and (self._phase, self._key) != (phase, call_key)
        self._key, self._phase = call_key, phase
        draft = not continuing
        fresh = phase is Phase.RINGING and draft and not (ticket and ticket.notes)
        self.head.show_ticket(ticket, saving, fresh=fresh, wrap_up=phase is Phase.WRAP_UP)
        self._arrange(phase, draft=draft)
        self.notes.show_notes(call_key, ticket.notes if ticket else None)
        if ticket is not None:
            self._show_fields(ticket, saving)
        self._kept.setVisible(saving is Saving.KEPT)
        chosen = bool(self.wrap_up.list.code())
        self.foot.show_phase(phase, chosen=chosen)
        if entered and not self._is_typing():
            self.wrap_up.focus()

    def show_open_ticket(self, ticket: OpenTicket | None) -> None:
        """Offer to continue this ticket instead; None offers nothing."""
        self._open = ticket
        self._offer()

    def show_promise(self, promise: Promise | None) -> None:
        """Show what is promised in the ticket in sight, None for nothing."""
        self.promise.show_promise(self._key, promise, short=self._phase is Phase.WRAP_UP)

    def pending_notes(self) -> tuple[str, str] | None:
        """Return (call key, notes) that have not been handed over yet, else None."""
        return self.notes.pending()

    def flush(self) -> None:
        """Hand over everything typed, at once."""
        self.subject.flush()
        self.notes.flush()
        self.promise.flush()

    def request_save(self) -> None:
        """Ask to save, as the button does; where the disposition is missing, say so."""
        if self.foot.can_save():
            self.flush()
            self.save_requested.emit(self._key)
        elif self._phase is Phase.WRAP_UP:
            self.wrap_up.focus()
            speak(self, self.foot.missing(), QAccessible.AnnouncementPoliteness.Assertive)

    def press_number(self, number: int) -> None:
        """Choose a disposition by its number while wrapping up."""
        if self._phase is Phase.WRAP_UP:
            self.wrap_up.list.pick(number - 1)

    def _show_fields(self, ticket: TicketNow, saving: Saving) -> None:
        def shown(field: str, value: str) -> str:
            return self._choices.shown(self._key, field, value, saving)

        self.subject.show_subject(self._key, ticket.subject)
        self._title.setText(text.plain_text(ticket.subject, 200))
        self.category.choose(shown("category", ticket.category))
        disposition = shown("disposition", ticket.disposition)
        self.disposition.choose(disposition)
        self.wrap_up.choose(disposition)
        priority = shown("priority", ticket.priority.value)
        self.priority.choose(priority)
        self.priority_list.choose(priority)

    def _arrange(self, phase: Phase, *, draft: bool) -> None:
        wrap_up = phase is Phase.WRAP_UP
        self._draft = draft
        self._offer()
        self.wrap_up.setVisible(wrap_up)
        self._subject.setVisible(draft)
        self._title.setVisible(not draft and not wrap_up)
        self._disposition.setVisible(not wrap_up)
        self.disposition.setEnabled(phase is not Phase.RINGING)
        self._priority.setVisible(not wrap_up)
        self._priority_list.setVisible(wrap_up)
        self.promise.setVisible(phase is not Phase.RINGING)
        tight = wrap_up or not draft
        gap = 12 if tight else 14
        self._body.setSpacing(gap)
        self._body.setContentsMargins(16, gap, 16, gap)
        self._name_fields()

    def _offer(self) -> None:
        offered = self._open is not None and self._draft and self._phase is not Phase.WRAP_UP
        self._segment_room.setVisible(offered)
        self.head.set_top(0 if offered else 14)
        if self._open is not None:
            number = text.ticket_id(self._open.id)
            continued = self.tr("Continue {ticket}").format(ticket=number)
            self._segments.set_options(
                [Option(_NEW, self.tr("New ticket")), Option(_CONTINUE, continued)]
            )
        self._segments.choose(_NEW)

    def _is_typing(self) -> bool:
        focus = QApplication.focusWidget()
        return isinstance(focus, QLineEdit | QTextEdit) and focus.window() is self.window()

    # --- intents

    def _on_segment(self, value: str) -> None:
        if value == _CONTINUE and self._open is not None:
            self.flush()
            self.continue_requested.emit(self._key, self._open.id)

    def _on_category(self, code: str) -> None:
        self._choices.chose(self._key, "category", code)
        self.category_changed.emit(self._key, code)

    def _on_disposition(self, code: str) -> None:
        self._choices.chose(self._key, "disposition", code)
        self.disposition.choose(code)
        self.wrap_up.choose(code)
        self.foot.show_phase(self._phase, chosen=True)
        self.disposition_changed.emit(self._key, code)

    def _on_priority(self, code: str) -> None:
        self._choices.chose(self._key, "priority", code)
        self.priority.choose(code)
        self.priority_list.choose(code)
        self.priority_changed.emit(self._key, code)

    # --- texts

    def retranslate(self) -> None:
        """Set all texts again."""
        self.setAccessibleName(self.tr("Ticket"))
        self._segments.setAccessibleName(self.tr("New ticket or an open one"))
        self._subject.set(self.tr("Subject"))
        self.subject.setPlaceholderText(self.tr("What is this call about?"))
        self._category.set(self.tr("Category"))
        self.category.set_placeholder(self.tr("Choose…"))
        self._disposition.set(self.tr("Disposition"))
        self._priority.set(self.tr("Priority"))
        self._priority_list.set(self.tr("Priority"))
        self.priority.set_options(priority_options(self._words))
        self.notes.setPlaceholderText(self.tr("Type while you listen. Every word is saved."))
        kept = self.tr("Not saved. Kept on this computer, trying again.")
        self._kept.set("triangle-alert", kept, text_of(Tone.SAFFRON))
        self._name_fields()
        self._offer()

    def _name_fields(self) -> None:
        self._notes.set(self.tr("Notes"), "" if self._draft else self.tr("for this call"))
        ringing = self._phase is Phase.RINGING
        self.disposition.set_placeholder(
            self.tr("After the call") if ringing else self.tr("Before you finish")
        )
