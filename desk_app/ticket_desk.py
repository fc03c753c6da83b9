"""The ticket side of the desk: autosaved words, edits, choices of the caller.

Lives on the UI thread. What the agent types is in memory at once, in the
database through its thread, and in the `Unsaved` file while the database
refuses it; it is never in none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desk_app.background import Background
from desk_app.call_book import CallBook
from desk_app.crm.records import Caller, Choice, CustomerBrief, TicketChanges, TicketNow
from desk_app.desk import RETRY_MS, Desk
from desk_app.state import Case, Saving
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import Direction
from desk_app.unsaved import Unsaved

Choices = tuple[Choice, ...]


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
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self.save_kept)
        desk.wrap_up_over.connect(self._on_wrap_up_over)

    def save_kept(self) -> None:
        """Offer the database again what it has refused, also from an earlier run."""
        for key, text in self._unsaved.notes.items():
            self._send_notes(key, text)

    def save_notes(self, call_key: str, text: str) -> None:
        """Save the words of a call's notes as they are typed."""
        self._mark(call_key, Saving.SAVING)
        self._send_notes(call_key, text)

    def keep_notes(self, call_key: str, text: str) -> None:
        """Save the last words before the window closes; on disk when this returns."""
        self._unsaved.keep(call_key, text)
        self._send_notes(call_key, text)

    def _send_notes(self, call_key: str, text: str) -> None:
        def saved(ticket: TicketNow) -> None:
            self._unsaved.forget(call_key, text)
            newer_waits = call_key in self._unsaved.notes
            self._take(call_key, ticket, Saving.KEPT if newer_waits else Saving.SAVED)

        def refused(error: Exception) -> None:
            self._unsaved.keep(call_key, text)
            self._mark(call_key, Saving.KEPT)
            self._desk.notice(self._book.problem(error))
            self._retry.start()

        ticket_id, of_call = _address(call_key)
        self._background.run(
            lambda: self._book.crm.save_notes(ticket_id, text, of_call), saved, refused
        )

    def edit(self, call_key: str, changes: TicketChanges) -> None:
        """Change subject, category, disposition, priority, status or owner."""
        case = self._desk.state.case(call_key)
        if case is not None and case.ticket is not None:
            self._mark(call_key, Saving.SAVING)
            ticket_id, (_, of_call) = case.ticket.id, _address(call_key)
            self._work(call_key, lambda: self._book.crm.edit_ticket(ticket_id, changes, of_call))

    def finish(self, call_key: str, changes: TicketChanges) -> None:
        """Save the ticket for good: it is the agent's; the wrap-up, if there is one, is over."""
        case = self._desk.state.case(call_key)
        has_owner = case is not None and case.ticket is not None and case.ticket.owner
        owned = changes if has_owner else replace(changes, owner=self._agent() or None)
        ticket_id, of_call = _address(call_key)
        if of_call:
            self._work(call_key, lambda: self._book.crm.finish_wrap_up(of_call, owned))
        else:
            self._work(call_key, lambda: self._book.crm.finish_ticket(ticket_id, owned))
        wrap_up = self._desk.state.agent.wrap_up
        if wrap_up is not None and wrap_up.call_key == call_key:
            self._desk.end_wrap_up(saved=True)
        else:
            self._desk.close_case(call_key)
        self._desk.refresh()

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
            lambda error: self._desk.notice(self._book.problem(error)),
        )

    def read_choices(self, found: Callable[[Choices, Choices], None]) -> None:
        """Read the team's categories and dispositions once."""

        def done(choices: tuple[Choices, Choices]) -> None:
            found(*choices)

        self._background.run(
            lambda: (self._book.crm.categories(), self._book.crm.dispositions()),
            done,
            lambda error: self._desk.notice(self._book.problem(error)),
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
            lambda error: self._desk.notice(self._book.problem(error)),
        )

    def _on_wrap_up_over(self, call_key: str) -> None:
        """The time ran out: the ticket waits for the agent, with what was written."""
        self._work(
            call_key,
            lambda: self._book.crm.finish_wrap_up(
                call_key, TicketChanges(owner=self._agent() or None)
            ),
        )
        self._desk.refresh()

    def _work(self, call_key: str, work: Callable[[], TicketNow | Caller]) -> None:
        def done(result: TicketNow | Caller) -> None:
            self._take(call_key, result, Saving.SAVED)

        def refused(error: Exception) -> None:
            self._desk.notice(self._book.problem(error))
            self._mark(call_key, Saving.KEPT)
            if self._book.passing(error):
                QTimer.singleShot(RETRY_MS, self, partial(self._work, call_key, work))

        self._background.run(work, done, refused)

    def _take(self, call_key: str, result: TicketNow | Caller, saving: Saving) -> None:
        self._desk.database_works()
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


_TICKET = "ticket:"


def _address(key: str) -> tuple[int, str]:
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
