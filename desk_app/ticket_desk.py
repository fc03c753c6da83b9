"""The ticket side of the desk: autosaved words, edits, choices of the caller.

Lives on the UI thread. What the agent types is in memory at once, in the
database through its thread, and in the `Unsaved` file while the database
refuses it; it is never in none of them.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer

from desk_app.background import Background
from desk_app.call_book import CallBook
from desk_app.crm.records import Caller, Choice, CustomerBrief, TicketChanges, TicketNow
from desk_app.desk import RETRY_MS, Desk, now_us
from desk_app.state import Case, Saving
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import Direction
from desk_app.unsaved import Edit, Unsaved

Choices = tuple[Choice, ...]
Work = Callable[[], TicketNow | Caller]


class TicketDesk(QObject):
    """Edits of tickets and callers. Every method returns at once; a refusal is tried again."""

    def __init__(
        self,
        desk: Desk,
        book: CallBook,
        background: Background,
        unsaved: Unsaved,
        agent: Callable[[], str],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._book = book
        self._background = background
        self._unsaved = unsaved
        self._agent = agent
        self._notes = unsaved.notes  # not confirmed yet, by call key
        self._edits = unsaved.edits
        self._sending: set[str] = set()
        self._works: deque[tuple[str, Work]] = deque()
        self._working = False
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self.save_kept)
        desk.wrap_up_over.connect(self._on_wrap_up_over)

    def save_kept(self) -> None:
        """Offer the database again what it has refused, also from an earlier run."""
        for key in {**self._notes, **self._edits}:
            self._send(key)
        self._next_work()

    def keep_all(self) -> None:
        """Put on disk what the database has not confirmed; before the program ends."""
        for key, text in self._notes.items():
            self._unsaved.keep(key, text)
        for key, edit in self._edits.items():
            self._unsaved.keep_edit(key, edit)

    def save_notes(self, call_key: str, text: str) -> None:
        """Save the words of a call's notes as they are typed."""
        self._notes[call_key] = text
        self._mark(call_key, Saving.SAVING)
        self._send(call_key)

    def edit(self, call_key: str, changes: TicketChanges) -> None:
        """Change subject, category, disposition, priority, status or owner."""
        self._add(call_key, Edit(changes))

    def finish(self, call_key: str, changes: TicketChanges) -> None:
        """Save the ticket for good: it is the agent's; the wrap-up, if there is one, is over."""
        case = self._desk.state.case(call_key)
        has_owner = case is not None and case.ticket is not None and case.ticket.owner
        owned = changes if has_owner else replace(changes, owner=self._agent() or None)
        self._add(call_key, Edit(owned, finish=True))
        wrap_up = self._desk.state.agent.wrap_up
        if wrap_up is not None and wrap_up.call_key == call_key:
            self._desk.end_wrap_up(saved=True)
        else:
            self._desk.close_case(call_key)

    def _add(self, call_key: str, edit: Edit) -> None:
        before = self._edits.get(call_key)
        self._edits[call_key] = before.then(edit) if before else edit
        self._mark(call_key, Saving.SAVING)
        self._send(call_key)

    def _send(self, key: str) -> None:
        """Save what waits for a call: one piece of work at a time, so that the newest wins."""
        notes, edit = self._notes.get(key), self._edits.get(key)
        if key in self._sending or (notes is None and edit is None):
            return
        self._sending.add(key)

        def saved(ticket: TicketNow) -> None:
            self._sending.discard(key)
            self._forget(key, notes, edit)
            if key in self._notes or key in self._edits:
                self._take(key, ticket, Saving.SAVING)
                self._send(key)
                return
            self._desk.database_took(key)
            self._take(key, ticket, Saving.SAVED)
            if edit is not None and edit.finish:
                self._desk.refresh()

        def refused(error: Exception) -> None:
            self._sending.discard(key)
            self.keep_all()
            self._unsaved.when_written(partial(self._mark_kept, key))
            if not isinstance(error, LookupError):  # else the call itself is still to be entered
                self._desk.database_refused(error, key)
            self._retry.start()

        self._background.run(partial(_save, self._book, key, notes, edit), saved, refused)

    def _mark_kept(self, key: str) -> None:
        """Say that the words are on this computer, unless newer ones are on their way."""
        if key not in self._sending and (key in self._notes or key in self._edits):
            self._mark(key, Saving.KEPT)

    def _forget(self, key: str, notes: str | None, edit: Edit | None) -> None:
        """Drop what is saved, unless there is something newer."""
        if notes is not None and self._notes.get(key) == notes:
            del self._notes[key]
            self._unsaved.forget(key)
        if edit is not None and self._edits.get(key) == edit:
            del self._edits[key]
            self._unsaved.forget_edit(key)

    def continue_ticket(self, call_key: str, ticket_id: int) -> None:
        """Let this call's draft become an entry of an open ticket of the same customer."""
        self._work(call_key, lambda: self._book.crm.continue_ticket(call_key, ticket_id))

    def undo_continue(self, call_key: str) -> None:
        """Give the call a ticket of its own again."""
        self._work(call_key, lambda: self._book.crm.undo_continue(call_key))

    def choose_customer(self, call_key: str, customer_id: int) -> None:
        """Say which customer is calling."""
        self._work(call_key, lambda: self._book.crm.choose_customer(call_key, customer_id))

    def new_customer(self, call_key: str, name: str) -> None:
        """Make a customer of the caller."""
        self._work(call_key, lambda: self._book.crm.new_customer(call_key, name))

    def search(self, words: str, found: Callable[[tuple[CustomerBrief, ...]], None]) -> None:
        """Find customers by name or number; an answer that failed is no answer."""
        self._background.run(
            lambda: self._book.crm.search(words),
            found,
            self._desk.database_refused,
        )

    def read_choices(self, found: Callable[[Choices, Choices], None]) -> None:
        """Read the team's categories and dispositions, as soon as the database can be read."""

        def done(choices: tuple[Choices, Choices]) -> None:
            found(*choices)

        def refused(error: Exception) -> None:
            self._desk.database_refused(error)
            QTimer.singleShot(RETRY_MS, self, partial(self.read_choices, found))

        self._background.run(
            lambda: (self._book.crm.categories(), self._book.crm.dispositions()), done, refused
        )

    def open(self, ticket_id: int) -> None:
        """Show an earlier ticket with its customer, to finish it."""

        def read() -> Case:
            ticket = self._book.crm.ticket(ticket_id)
            if ticket.call_key:
                caller = self._book.crm.case(ticket.call_key).caller
            else:
                caller = self._book.crm.customer(ticket.customer_id) if ticket.customer_id else None
            return Case(_past_call(ticket, caller), caller, ticket)

        self._background.run(
            read,
            self._desk.open_case,
            self._desk.database_refused,
        )

    def take_up_left_over(self) -> None:
        """Let what an earlier run left in wrap-up wait for the agent."""
        agent, started_us = self._agent(), now_us()
        self._background.run(
            lambda: self._book.crm.finish_left_over(agent, started_us),
            lambda found: self._desk.refresh() if found else None,
            self._desk.database_refused,
        )

    def _on_wrap_up_over(self, call_key: str) -> None:
        """The time ran out: the ticket waits for the agent, with what was written."""
        self._add(call_key, Edit(TicketChanges(owner=self._agent() or None), finish=True))

    def _work(self, call_key: str, work: Work) -> None:
        """Do a piece of work behind those that wait."""
        self._works.append((call_key, work))
        self._next_work()

    def _next_work(self) -> None:
        if self._working or not self._works:
            return
        self._working = True
        call_key, work = self._works[0]

        def over() -> None:
            self._working = False
            self._works.popleft()
            if not self._works:
                self._desk.database_took("works")
            self._next_work()

        def done(result: TicketNow | Caller) -> None:
            waits = call_key in self._notes or call_key in self._edits
            self._take(call_key, result, Saving.KEPT if waits else Saving.SAVED)
            over()

        def refused(error: Exception) -> None:
            if not self._book.passing(error):
                self._desk.database_refused(error)
                over()
                return
            self._working = False
            self._mark(call_key, Saving.KEPT)
            self._desk.database_refused(error, "works")
            self._retry.start()

        def after_its_call() -> TicketNow | Caller:
            try:
                return work()
            except LookupError:  # refused with the call's own facts
                self._book.catch_up()
                return work()

        self._background.run(after_its_call, done, refused)

    def _take(self, call_key: str, result: TicketNow | Caller, saving: Saving) -> None:
        case = self._desk.state.case(call_key)
        if case is None:
            return
        if isinstance(result, TicketNow):
            self._desk.put_case(replace(case, ticket=result, saving=saving))
        else:
            self._desk.put_case(replace(case, caller=result, saving=saving))

    def _mark(self, call_key: str, saving: Saving) -> None:
        case = self._desk.state.case(call_key)
        if case is not None:
            self._desk.put_case(replace(case, saving=saving))


def _save(book: CallBook, key: str, notes: str | None, edit: Edit | None) -> TicketNow:
    """Write what waits for a call or ticket. Database thread."""
    ticket_id, of_call = address(key)
    crm, ticket = book.crm, None
    if notes is not None:
        ticket = crm.save_notes(ticket_id, notes, of_call)
    if edit is not None and edit.finish:
        if of_call:
            ticket = crm.finish_wrap_up(of_call, edit.changes)
        else:
            ticket = crm.finish_ticket(ticket_id, edit.changes)
    elif edit is not None:
        current = ticket_id or crm.ticket_of(of_call).id
        ticket = crm.edit_ticket(current, edit.changes, of_call)
    assert ticket is not None  # noqa: S101 - one of both was given
    return ticket


_TICKET = "ticket:"


def address(key: str) -> tuple[int, str]:
    """Return (ticket, call key) of a case's key; a ticket without a call has "ticket:N"."""
    if key.startswith(_TICKET):
        return int(key.removeprefix(_TICKET)), ""
    return 0, key


def _past_call(ticket: TicketNow, caller: Caller | None) -> Call:
    """Return the call that an earlier ticket is shown with: over, and not to be answered."""
    return Call(
        key=ticket.call_key or f"{_TICKET}{ticket.id}",
        direction=Direction.IN,
        state=CallState.ENDED,
        started_us=ticket.created_us,
        ended_us=ticket.created_us,
        number=caller.number if caller else "",
        name=caller.name if caller else "",
    )
