"""Tickets in the database: opening a call's ticket, finding it, making two into one.

A call has one ticket at birth (`tickets.call_key`). The call's *current* ticket
(`calls.ticket_id`) is that one, or the ticket it was continued in; then the notes of
the call live in that ticket's entry `from_ticket_id` = birth ticket.
"""

from __future__ import annotations

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, insert, select, update

from desk_app.crm.call_log import DESK_ALIAS
from desk_app.crm.models import Alias, Call, Entry, Interaction, Ticket
from desk_app.crm.records import EntryKind, Priority, TicketNow, TicketStatus
from desk_app.crm.statements import Statement, inserting

_FIELDS = ("subject", "category", "disposition", "priority", "status", "owner")
_NEW = inserting(Ticket, returns_id=True)
_CALL = select(Call.id, Call.key, Call.ticket_id, Call.customer_id, Call.number, Call.name)
_BY_ALIAS = Statement(
    _CALL.join(Alias, Alias.call_id == Call.id).where(Alias.alias == bindparam("alias"))
)
_BY_KEY = Statement(_CALL.where(Call.key == bindparam("key")))
_TICKET = (
    Ticket.id,
    Ticket.call_key,
    Ticket.customer_id,
    Ticket.subject,
    Ticket.category,
    Ticket.disposition,
    Ticket.priority,
    Ticket.status,
    Ticket.owner,
    Ticket.notes,
    Ticket.created_us,
    Ticket.updated_us,
    Ticket.version,
    Ticket.continued_in,
)
_TICKET_BY_ID = Statement(select(*_TICKET).where(Ticket.id == bindparam("id")))
_TICKET_BY_CALL = Statement(select(*_TICKET).where(Ticket.call_key == bindparam("key")))
_ENTRY = Statement(
    select(Entry.body, Entry.disposition).where(Entry.from_ticket_id == bindparam("id"))
)


class CallRow(msgspec.Struct, frozen=True):
    """A call as the work on tickets and customers needs it."""

    id: int
    key: str
    ticket_id: int
    customer_id: int | None
    number: str
    name: str


class TicketRow(msgspec.Struct, frozen=True):
    """A ticket's row."""

    id: int
    call_key: str | None
    customer_id: int | None
    subject: str
    category: str
    disposition: str
    priority: str
    status: str
    owner: str
    notes: str
    created_us: int
    updated_us: int
    version: int
    continued_in: int | None


class UnknownCall(LookupError):
    """No call of that key is in this database."""


class UnknownTicket(LookupError):
    """No ticket of that number is in this database."""


def open_ticket(
    connection: Connection, call_key: str | None, customer_id: int | None, at_us: int
) -> int:
    """Make a draft ticket and return its number."""
    return int(
        _NEW.value(
            connection,
            call_key=call_key,
            customer_id=customer_id,
            priority=Priority.NORMAL.value,
            status=TicketStatus.DRAFT.value,
            created_us=at_us,
            updated_us=at_us,
            version=1,
        )
    )


def call_row(connection: Connection, call_key: str) -> CallRow:
    """Return the call that a desk knows by the key, or that has this key itself.

    Raises:
        UnknownCall: there is none.
    """
    row = _BY_ALIAS.row(connection, alias=DESK_ALIAS + call_key)
    if row is None:
        row = _BY_KEY.row(connection, key=call_key)
    if row is None:
        raise UnknownCall(call_key)
    return CallRow(*row)


def birth_ticket(connection: Connection, key: str) -> TicketRow:
    """Return the ticket that the call itself opened."""
    row = _TICKET_BY_CALL.row(connection, key=key)
    if row is None:
        raise UnknownCall(key)
    return TicketRow(*row)


def ticket_row(connection: Connection, ticket_id: int) -> TicketRow:
    """Return a ticket.

    Raises:
        UnknownTicket: there is none.
    """
    row = _TICKET_BY_ID.row(connection, id=ticket_id)
    if row is None:
        raise UnknownTicket(str(ticket_id))
    return TicketRow(*row)


def ticket_of_call(connection: Connection, key: str, ticket_id: int) -> TicketNow:
    """Return the call's current ticket with the notes and disposition of this very call."""
    ticket = ticket_row(connection, ticket_id)
    if ticket.call_key == key:
        return _now(ticket, key, ticket.notes)
    birth = birth_ticket(connection, key)
    body, disposition = next(iter(_ENTRY.rows(connection, id=birth.id)), ("", ""))
    return replace(_now(ticket, key, body), disposition=disposition)


def ticket_now(connection: Connection, ticket_id: int) -> TicketNow:
    """Return a ticket by its number, with the notes of the call that opened it.

    Raises:
        UnknownTicket: there is none.
    """
    ticket = ticket_row(connection, ticket_id)
    return _now(ticket, ticket.call_key or "", ticket.notes)


def _now(ticket: TicketRow, call_key: str, notes: str) -> TicketNow:
    return TicketNow(
        id=ticket.id,
        call_key=call_key,
        customer_id=ticket.customer_id,
        subject=ticket.subject,
        category=ticket.category,
        disposition=ticket.disposition,
        priority=Priority(ticket.priority),
        status=TicketStatus(ticket.status),
        owner=ticket.owner,
        notes=notes,
        created_us=ticket.created_us,
        updated_us=ticket.updated_us,
        version=ticket.version,
        continued=ticket.call_key != (call_key or None),
    )


def notes_of_call(connection: Connection, key: str, leg_keys: list[str]) -> str:
    """Return all that was noted in a call: on its own ticket and as entries of another."""
    own = birth_ticket(connection, key).notes
    entries = connection.execute(
        select(Entry.body).where(Entry.call_key.in_(leg_keys)).order_by(Entry.at_us, Entry.id)
    ).scalars()
    return "\n\n".join(filter(None, (own, *entries)))


def set_customer(connection: Connection, key: str, ticket_id: int, customer_id: int | None) -> None:
    """Give the tickets of a call its customer: its own, and a current one that has none."""
    connection.execute(update(Ticket).where(Ticket.call_key == key).values(customer_id=customer_id))
    connection.execute(
        update(Ticket)
        .where(Ticket.id == ticket_id, Ticket.customer_id.is_(None))
        .values(customer_id=customer_id)
    )


def become_entry(
    connection: Connection, birth: TicketRow, ticket_id: int, call_key: str, at_us: int
) -> None:
    """Make a draft an entry of another ticket: its notes move there."""
    connection.execute(
        insert(Entry),
        {
            "ticket_id": ticket_id,
            "from_ticket_id": birth.id,
            "call_key": call_key,
            "author": birth.owner,
            "kind": "call",
            "body": birth.notes,
            "at_us": at_us,
        },
    )
    connection.execute(
        update(Ticket)
        .where(Ticket.id == birth.id)
        .values(
            status=TicketStatus.CONTINUED.value,
            continued_in=ticket_id,
            notes="",
            version=Ticket.version + 1,
        )
    )


def merge_tickets(
    connection: Connection, key: str, calls: list[tuple[str, int]], customer_id: int | None
) -> int:
    """Make one ticket of the tickets of calls that turned out to be one; return its number.

    `calls` are (key so far, current ticket). The earliest ticket stays and takes the
    call's final key; the others become entries of the current one, so no note is lost.
    """
    if len(calls) == 1 and calls[0][0] == key:
        set_customer(connection, key, calls[0][1], customer_id)
        return calls[0][1]
    births = [birth_ticket(connection, old) for old, _ in calls]
    births.sort(key=lambda row: (row.created_us, row.id))
    stays, others = births[0], births[1:]
    own = {row.id for row in births}
    current = next((ticket for _, ticket in calls if ticket not in own), stays.id)
    for row in others:
        connection.execute(update(Ticket).where(Ticket.id == row.id).values(call_key=None))
    connection.execute(update(Ticket).where(Ticket.id == stays.id).values(call_key=key))
    for row in births:
        if row.id != current and row.continued_in is None:
            become_entry(connection, row, current, row.call_key or key, row.updated_us)
            take_over(connection, current, row)
    set_customer(connection, key, current, customer_id)
    return int(current)


def take_over(connection: Connection, ticket_id: int, row: TicketRow) -> None:
    """Let the ticket inherit the calls and entries of `row`, and its fields if it has none."""
    into = {"ticket_id": ticket_id}
    for table in (Entry, Call, Interaction):
        moved = update(table).where(table.ticket_id == row.id)
        if table is Interaction:
            moved = moved.where(Interaction.kind == EntryKind.CALL.value)
        connection.execute(moved, into)
    connection.execute(
        update(Ticket).where(Ticket.continued_in == row.id).values(continued_in=ticket_id)
    )
    if row.status == TicketStatus.DRAFT.value:
        return
    connection.execute(
        update(Ticket)
        .where(Ticket.id == ticket_id, Ticket.status == TicketStatus.DRAFT.value)
        .values({name: getattr(row, name) for name in _FIELDS})
    )
