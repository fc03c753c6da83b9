"""`Crm`: the customer half as one collaborator of the desk.

Every method blocks and belongs to the one thread that called `open` (the desk's
database thread); what comes back are frozen snapshots for any thread. All raise
`DatabaseTrouble` when the database cannot do it; nothing is then half done.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection

from desk_app.crm import (
    call_store,
    caller_queries,
    customers,
    listing,
    raw_events,
)
from desk_app.crm.call_log import CallEvent
from desk_app.crm.callers import Callers
from desk_app.crm.casework import Casework
from desk_app.crm.ledger import Ledger
from desk_app.crm.numbers import NumberRules
from desk_app.crm.opening import AnyDatabase, open_anywhere
from desk_app.crm.records import (
    Caller,
    CallFolded,
    CustomerBrief,
    DutyChange,
    EntryKind,
    TicketNow,
    TimelinePage,
)
from desk_app.crm.server import Where
from desk_app.crm.ticket_store import CallRow, call_row, ticket_of_call

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from desk_app.crm.call_store import StoredCall
    from desk_app.crm.customer_file import ImportReport
    from desk_app.crm.duty import Told


def _utc_us() -> int:
    return time.time_ns() // 1000


class Crm(Ledger, Casework):
    """Customers, calls and tickets in one database: a file, or a team's server."""

    def __init__(
        self,
        where: Where,
        rules: NumberRules | None = None,
        language: str = "en",
        now_us: Callable[[], int] = _utc_us,
    ) -> None:
        self._where = where
        self._callers = Callers(rules or NumberRules(), language)
        self._now_us = now_us
        self._open: AnyDatabase | None = None
        self._on_duty: dict[str, Told] = {}

    def open(self, create: bool = True) -> None:
        """Open the database, making it (with `create`) or bringing it up to date where needed."""
        self._open = open_anywhere(self._where, create=create)

    def close(self) -> None:
        """Release the file. Safe to repeat."""
        if self._open is not None:
            self._open.close()
            self._open = None

    @property
    def replaced(self) -> bool:
        """Whether the open database is no longer the file of that name."""
        return self._open is not None and self._open.replaced

    def set_rules(self, rules: NumberRules, language: str) -> None:
        """Read numbers by these rules and name places in "en" or "fa" from now on."""
        self._callers = Callers(rules, language)

    # --- calls --------------------------------------------------------------------------

    def fold(self, event: CallEvent, want_caller: bool = False) -> CallFolded:
        """Fold one event, exactly once, and return the call's ticket (and who calls).

        Told again, an event changes nothing and the same comes back.
        """

        def work(connection: Connection) -> tuple[StoredCall, TicketNow]:
            folded = call_store.fold_event(connection, event, self._callers.identify)
            return folded, ticket_of_call(connection, folded.key, folded.ticket_id)

        folded, ticket = self._database.change(work)
        caller = None
        if want_caller:
            caller = self.caller_for(folded.number, folded.name, folded.customer_id)
        return CallFolded(folded.key, ticket, caller)

    def fold_all(self, events: Sequence[CallEvent]) -> None:
        """Fold events in one transaction: all of them, each exactly once, or none."""

        def work(connection: Connection) -> None:
            for event in events:
                call_store.fold_event(connection, event, self._callers.identify)

        self._database.change(work)

    def tell_duty(self, changes: Sequence[DutyChange], now_us: int) -> None:
        """Enter when the desk's agent was on duty, oldest first; the last lasts until now."""
        from desk_app.crm import duty  # for desks with a queue: not at every start

        def work(connection: Connection) -> dict[str, duty.Told]:
            told = duty.tell(connection, duty.DESK, self._on_duty, changes)
            duty.lengthen(connection, told, now_us)
            return told

        self._on_duty = self._database.change(work)

    def case(self, call_key: str) -> CallFolded:
        """Return the ticket and the caller of a call that is known. Raises UnknownCall."""
        with self._database.read() as connection:
            call = call_row(connection, call_key)
            ticket = ticket_of_call(connection, call.key, call.ticket_id)
        return CallFolded(
            call.key, ticket, self.caller_for(call.number, call.name, call.customer_id)
        )

    def last_seq(self, source: str) -> int:
        """Return the journal position from which to replay: all up to it is folded."""
        with self._database.read() as connection:
            return raw_events.last_seq(connection, source)

    # --- customers ----------------------------------------------------------------------

    def caller_for(self, number: str, name: str = "", customer_id: int | None = None) -> Caller:
        """Return who a number is; reads only, so it works while another program writes."""
        with self._database.read() as connection:
            return self._callers.caller(connection, number, name, self._now_us(), customer_id)

    def customer(self, customer_id: int, number: str = "", name: str = "") -> Caller:
        """Return a customer with everything the panes show; `number` and `name` are echoed."""
        return self.caller_for(number, name, customer_id)

    def timeline(
        self,
        customer_id: int,
        kind: EntryKind | None = None,
        before: tuple[int, int] | None = None,
        limit: int = 100,
    ) -> TimelinePage:
        """Return a page of a customer's history; `before` is (at_us, id) of the last one known."""
        with self._database.read() as connection:
            return caller_queries.load_page(connection, customer_id, kind, before, limit)

    def choose_customer(self, call_key: str, customer_id: int) -> Caller:
        """Give the call, its ticket and its timeline line to the customer the agent picked."""

        def work(connection: Connection) -> CallRow:
            call = call_row(connection, call_key)
            customers.attach(connection, call, customer_id)
            return call

        call = self._database.change(work)
        return self.caller_for(call.number, call.name, customer_id)

    def new_customer(self, call_key: str, name: str, company: str = "") -> Caller:
        """Make a customer of the caller: number and earlier unknown calls are theirs."""

        def work(connection: Connection) -> tuple[CallRow, int]:
            call = call_row(connection, call_key)
            customer_id = customers.create(
                connection, name, company, call.number, self._callers.rules, self._now_us()
            )
            customers.attach(connection, call, customer_id)
            return call, customer_id

        call, customer_id = self._database.change(work)
        return self.caller_for(call.number, call.name, customer_id)

    def add_number(self, call_key: str, customer_id: int) -> Caller:
        """Add the call's number to a customer who has called from a new one, and attach the call.

        Earlier unknown calls from that number become theirs as well.
        """

        def work(connection: Connection) -> CallRow:
            call = call_row(connection, call_key)
            customers.add_number(
                connection, customer_id, call.number, self._callers.rules, self._now_us()
            )
            customers.attach(connection, call, customer_id)
            return call

        call = self._database.change(work)
        return self.caller_for(call.number, call.name, customer_id)

    def search(self, text: str, limit: int = 20) -> tuple[CustomerBrief, ...]:
        """Return customers by the beginnings of words, or by digits of a number."""
        with self._database.read() as connection:
            return customers.search(connection, text, limit, self._callers.rules)

    def import_csv(self, path: Path) -> ImportReport:
        """Import customers from a file. Raises ImportTrouble: the file is no use."""
        from desk_app.crm.importing import import_csv

        return import_csv(self._database, path, self._callers.rules, self._now_us())

    # --- the whole database -------------------------------------------------------------

    def list_calls(self) -> Iterator[dict[str, Any]]:
        """Give every call as a JSON object, oldest first; see `listing`."""
        with self._database.read() as connection:
            yield from listing.calls(connection)

    def list_tickets(self) -> Iterator[dict[str, Any]]:
        """Give every ticket as a JSON object, oldest first; see `listing`."""
        with self._database.read() as connection:
            yield from listing.tickets(connection)

    def backup(self, to: Path) -> None:
        """Copy the database as it is now to a file; callable from any thread."""
        self._database.backup(to)
