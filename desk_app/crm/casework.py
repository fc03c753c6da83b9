"""`Casework`: what `Crm` does with tickets and promises, and the lists they are chosen from."""

from __future__ import annotations

from desk_app.crm import choices, promises, tickets
from desk_app.crm.opened import Opened
from desk_app.crm.records import (
    Choice,
    OpenTicket,
    Promise,
    PromiseChanges,
    TicketChanges,
    TicketNow,
)
from desk_app.crm.ticket_store import call_row, ticket_of_call


class Casework(Opened):
    """The half of `Crm` that is about what is to be done; the same thread, the same troubles."""

    # --- tickets ------------------------------------------------------------------------

    def ticket(self, ticket_id: int, call_key: str = "") -> TicketNow:
        """Return a ticket; `call_key` says whose notes to show in a continued one."""
        with self._database.read() as connection:
            return tickets.view(connection, ticket_id, call_key)

    def ticket_of(self, call_key: str) -> TicketNow:
        """Return the call's current ticket. Raises UnknownCall."""
        with self._database.read() as connection:
            call = call_row(connection, call_key)
            return ticket_of_call(connection, call.key, call.ticket_id)

    def save_notes(
        self, ticket_id: int, text: str, call_key: str = "", version: int | None = None
    ) -> TicketNow:
        """Write a ticket's notes as they stand; see `tickets.save_notes`."""
        return self._database.change(
            lambda c: tickets.save_notes(c, ticket_id, text, self._now_us(), call_key, version)
        )

    def edit_ticket(self, ticket_id: int, changes: TicketChanges, call_key: str = "") -> TicketNow:
        """Set fields of a ticket. Raises TicketConflict: somebody else was faster."""
        return self._database.change(
            lambda c: tickets.edit_ticket(c, ticket_id, changes, self._now_us(), call_key)
        )

    def finish_wrap_up(self, call_key: str, changes: TicketChanges) -> TicketNow:
        """Save the call's ticket at the end of its wrap-up; see `tickets.finish_wrap_up`."""
        return self._database.change(
            lambda c: tickets.finish_wrap_up(c, call_key, changes, self._now_us())
        )

    def finish_left_over(self, agent: str, before_us: int) -> int:
        """Let the agent's calls that were left in wrap-up wait for them; return how many."""
        return self._database.change(
            lambda c: tickets.finish_left_over(c, agent, before_us, self._now_us())
        )

    def finish_ticket(self, ticket_id: int, changes: TicketChanges) -> TicketNow:
        """Save a ticket that no call opened; its disposition decides its status."""
        return self._database.change(
            lambda c: tickets.finish(c, ticket_id, changes, self._now_us())
        )

    def continue_ticket(self, call_key: str, ticket_id: int) -> TicketNow:
        """Let an earlier ticket be the call's; its draft becomes an entry of it."""
        return self._database.change(
            lambda c: tickets.continue_ticket(c, call_key, ticket_id, self._now_us())
        )

    def undo_continue(self, call_key: str) -> TicketNow:
        """Give the call its own ticket back."""
        return self._database.change(lambda c: tickets.undo_continue(c, call_key, self._now_us()))

    def open_tickets_of(self, owner: str, limit: int = 20) -> tuple[OpenTicket, ...]:
        """Return the tickets that wait for their owner; nobody has none."""
        if not owner:
            return ()
        with self._database.read() as connection:
            return tickets.open_tickets_of(connection, owner, limit)

    # --- promises -----------------------------------------------------------------------

    def promises_of(self, owner: str, limit: int = 200) -> tuple[Promise, ...]:
        """Return what the owner has promised and not done, by when it is due."""
        with self._database.read() as connection:
            return promises.open_promises(connection, owner, limit)

    def keep_promise(
        self, ticket_id: int, changes: PromiseChanges, call_key: str = ""
    ) -> Promise | None:
        """Make or change the promise of a ticket, or of a call's; see `promises.keep`."""
        return self._database.change(
            lambda c: promises.keep(c, ticket_id, call_key, changes, self._now_us())
        )

    def change_promise(self, promise_id: int, changes: PromiseChanges) -> Promise | None:
        """Set fields of a promise; None: it is done or taken back. Raises UnknownPromise."""
        return self._database.change(
            lambda c: promises.change(c, promise_id, changes, self._now_us())
        )

    def fulfil_promise(self, promise_id: int, call_key: str) -> None:
        """Note that a call kept the promise; its ticket goes on. See `promises.fulfil`."""
        self._database.change(lambda c: promises.fulfil(c, promise_id, call_key, self._now_us()))

    # --- lists to choose from -----------------------------------------------------------

    def dispositions(self) -> tuple[Choice, ...]:
        """Return how a call may end for its ticket, in the team's order."""
        with self._database.read() as connection:
            return choices.dispositions(connection)

    def categories(self) -> tuple[Choice, ...]:
        """Return what a ticket may be about, in the team's order, children after parents."""
        with self._database.read() as connection:
            return choices.categories(connection)
