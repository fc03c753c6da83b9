"""The ticket side of the desk: autosaved words, edits, choices of the caller.

Lives on the UI thread. What the agent types is in memory at once, on disk
through the database thread, and in the `Unsaved` file while the database
refuses it; it is never in none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer

from desk_app.background import Background
from desk_app.call_book import CallBook
from desk_app.crm.records import Caller, CallFolded, TicketNow
from desk_app.crm.service import Conflict, Crm
from desk_app.desk import RETRY_MS, Desk
from desk_app.state import DataProblem, Saving
from desk_app.unsaved import Unsaved


class TicketDesk(QObject):
    """Edits of tickets and callers. Every method returns at once."""

    def __init__(
        self,
        desk: Desk,
        crm: Crm,
        book: CallBook,
        background: Background,
        unsaved: Unsaved,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._crm = crm
        self._book = book
        self._background = background
        self._unsaved = unsaved
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self.save_kept)

    def save_kept(self) -> None:
        """Offer the database again what it has refused, also from an earlier run."""
        for key, text in self._unsaved.notes.items():
            self._send_notes(key, text)

    def save_notes(self, call_key: str, text: str) -> None:
        """Save the words of a call's notes as they are typed."""
        self._mark(call_key, Saving.SAVING)
        self._send_notes(call_key, text)

    def _send_notes(self, call_key: str, text: str) -> None:
        def saved(ticket: TicketNow) -> None:
            self._unsaved.forget(call_key, text)
            still = Saving.KEPT if call_key in self._unsaved.notes else Saving.SAVED
            self._take_ticket(call_key, ticket, still)

        def refused(error: Exception) -> None:
            self._unsaved.keep(call_key, text)
            self._mark(call_key, Saving.KEPT)
            self._desk.notice(self._book.problem(error))
            self._retry.start()

        self._background.run(partial(self._crm.save_call_notes, call_key, text), saved, refused)

    def edit(self, call_key: str, **changes: str) -> None:
        """Change subject, category, disposition, priority, status or owner."""
        case = self._desk.state.case(call_key)
        if case is None or case.ticket is None:
            return
        self._mark(call_key, Saving.SAVING)
        self._background.run(
            partial(self._crm.edit_ticket, case.ticket.id, **changes),
            partial(self._take_ticket, call_key, saving=Saving.SAVED),
            partial(self._on_refused, call_key, partial(self.edit, call_key, **changes)),
        )

    def finish(self, call_key: str, status: str) -> None:
        """Save the ticket for good; in wrap-up this also ends it."""

        def finished(ticket: TicketNow) -> None:
            self._take_ticket(call_key, ticket, Saving.SAVED)
            wrap_up = self._desk.state.agent.wrap_up
            if wrap_up is not None and wrap_up.call_key == call_key:
                self._desk.end_wrap_up()

        case = self._desk.state.case(call_key)
        if case is None or case.ticket is None:
            return
        self._background.run(
            partial(self._crm.finish_ticket, case.ticket.id, status),
            finished,
            partial(self._on_refused, call_key, partial(self.finish, call_key, status)),
        )

    def continue_ticket(self, call_key: str, ticket_id: int) -> None:
        """Let this call's draft become an entry of an open ticket of the same customer."""
        self._case_work(call_key, lambda: self._crm.continue_ticket(call_key, ticket_id))

    def undo_continue(self, call_key: str) -> None:
        """Give the call a ticket of its own again."""
        self._case_work(call_key, lambda: self._crm.undo_continue(call_key))

    def choose_customer(self, call_key: str, customer_id: int) -> None:
        """Say which customer is calling."""
        self._case_work(call_key, lambda: self._crm.choose_customer(call_key, customer_id))

    def new_customer(self, call_key: str, name: str) -> None:
        """Make a customer of the caller."""
        self._case_work(call_key, lambda: self._crm.new_customer(call_key, name))

    def _case_work(self, call_key: str, work: Callable[[], CallFolded]) -> None:
        self._background.run(
            work,
            self._take_folded,
            partial(self._on_refused, call_key, partial(self._case_work, call_key, work)),
        )

    def _take_folded(self, folded: CallFolded) -> None:
        self._take_ticket(folded.call_key, folded.ticket, Saving.SAVED, folded.caller)

    def _take_ticket(
        self, call_key: str, ticket: TicketNow, saving: Saving, caller: Caller | None = None
    ) -> None:
        case = self._desk.state.case(call_key)
        if case is not None:
            caller = caller or case.caller
            self._desk.put_case(replace(case, ticket=ticket, saving=saving, caller=caller))

    def _mark(self, call_key: str, saving: Saving) -> None:
        case = self._desk.state.case(call_key)
        if case is not None:
            self._desk.put_case(replace(case, saving=saving))

    def _on_refused(self, call_key: str, again: Callable[[], None], error: Exception) -> None:
        problem = self._book.problem(error)
        self._desk.notice(problem)
        if isinstance(error, Conflict):
            self._desk.reload(call_key)
            return
        self._mark(call_key, Saving.KEPT)
        if problem is not DataProblem.CONFLICT:
            QTimer.singleShot(RETRY_MS, self, again)
