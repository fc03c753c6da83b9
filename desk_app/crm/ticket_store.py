"""Tickets in the database: opening a call's ticket, finding it, making two into one.

A call has one ticket at birth (`tickets.call_key`). The call's *current* ticket
(`calls.ticket_id`) is that one, or the ticket it was continued in; then the notes of
the call live in that ticket's entry `from_ticket_id` = birth ticket.
"""

from __future__ import annotations

from sqlalchemy import Connection, insert, select, update

from desk_app.crm.call_log import DESK_ALIAS
from desk_app.crm.models import Alias, AnyRow, Call, Entry, Ticket, new_id
from desk_app.crm.records import Priority, TicketNow, TicketStatus

_FIELDS = ("subject", "category", "disposition", "priority", "status", "owner")
_CALL = select(
    Call.id,
    Call.key,
    Call.ticket_id,
    Call.customer_id,
    Call.number,
    Call.e164,
    Call.name,
)


class UnknownCall(LookupError):
    """No call of that key is in this database."""


class UnknownTicket(LookupError):
    """No ticket of that number is in this database."""


def open_ticket(
    connection: Connection, call_key: str | None, customer_id: int | None, at_us: int
) -> int:
    """Make a draft ticket and return its number."""
    values = {
        "call_key": call_key,
        "customer_id": customer_id,
        "priority": Priority.NORMAL.value,
        "status": TicketStatus.DRAFT.value,
        "created_us": at_us,
        "updated_us": at_us,
        "version": 1,
    }
    return new_id(connection.execute(insert(Ticket), values))


def call_row(connection: Connection, call_key: str) -> AnyRow:
    """Return id, key, ticket, customer, number, e164 and name of the call a desk knows by the key.

    Raises:
        UnknownCall: there is none.
    """
    row = connection.execute(
        _CALL.join(Alias, Alias.call_id == Call.id).where(Alias.alias == DESK_ALIAS + call_key)
    ).first()
    if row is None:
        row = connection.execute(_CALL.where(Call.key == call_key)).first()
    if row is None:
        raise UnknownCall(call_key)
    return row


def birth_ticket(connection: Connection, key: str) -> AnyRow:
    """Return the row of the ticket that the call itself opened."""
    row = connection.execute(select(Ticket).where(Ticket.call_key == key)).first()
    if row is None:
        raise UnknownCall(key)
    return row


def ticket_row(connection: Connection, ticket_id: int) -> AnyRow:
    """Return a ticket's row.

    Raises:
        UnknownTicket: there is none.
    """
    row = connection.execute(select(Ticket).where(Ticket.id == ticket_id)).first()
    if row is None:
        raise UnknownTicket(str(ticket_id))
    return row


def ticket_of_call(connection: Connection, key: str, ticket_id: int) -> TicketNow:
    """Return the call's current ticket with the notes of this very call."""
    row = ticket_row(connection, ticket_id)
    if row.call_key == key:
        return _now(row, key, row.notes)
    birth = birth_ticket(connection, key)
    body = connection.execute(select(Entry.body).where(Entry.from_ticket_id == birth.id)).scalar()
    return _now(row, key, body or "")


def ticket_now(connection: Connection, ticket_id: int) -> TicketNow:
    """Return a ticket by its number, with the notes of the call that opened it.

    Raises:
        UnknownTicket: there is none.
    """
    row = ticket_row(connection, ticket_id)
    return _now(row, row.call_key or "", row.notes)


def _now(row: AnyRow, call_key: str, notes: str) -> TicketNow:
    return TicketNow(
        id=row.id,
        call_key=call_key,
        customer_id=row.customer_id,
        subject=row.subject,
        category=row.category,
        disposition=row.disposition,
        priority=Priority(row.priority),
        status=TicketStatus(row.status),
        owner=row.owner,
        notes=notes,
        created_us=row.created_us,
        updated_us=row.updated_us,
        version=row.version,
    )


def set_customer(connection: Connection, key: str, ticket_id: int, customer_id: int | None) -> None:
    """Give the tickets of a call its customer: its own, and a current one that has none."""
    connection.execute(update(Ticket).where(Ticket.call_key == key).values(customer_id=customer_id))
    connection.execute(
        update(Ticket)
        .where(Ticket.id == ticket_id, Ticket.customer_id.is_(None))
        .values(customer_id=customer_id)
    )


def become_entry(
    connection: Connection, birth: AnyRow, ticket_id: int, call_key: str, at_us: int
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
            become_entry(connection, row, current, row.call_key, row.updated_us)
            _take_over(connection, current, row)
    set_customer(connection, key, current, customer_id)
    return int(current)


def _take_over(connection: Connection, ticket_id: int, row: AnyRow) -> None:
    """Let the ticket inherit what was already part of `row`, and its fields if it has none."""
    connection.execute(update(Entry).where(Entry.ticket_id == row.id).values(ticket_id=ticket_id))
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
