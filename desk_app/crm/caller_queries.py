"""What is read about a customer while it rings: one quick statement for each part."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, case, func, or_, select

from desk_app.crm.models import Customer as CustomerRow
from desk_app.crm.models import Interaction, Number, Tag, Ticket
from desk_app.crm.records import (
    Customer,
    CustomerBrief,
    EntryKind,
    OpenTicket,
    PhoneNumber,
    Priority,
    TicketStatus,
    TimelineEntry,
    TimelinePage,
)
from desk_app.crm.statements import Statement

TIMELINE = 20
CHOICE = 20
POSSIBLE = 5
_DAY_US = 86_400_000_000
_ID = bindparam("id", type_=BigInteger())
_SINCE = bindparam("since", type_=BigInteger())

_HOLDERS = Statement(
    select(Number.customer_id).where(Number.e164 == bindparam("e164")).distinct().limit(2)
)
_LAST_CONTACT = (
    select(func.max(Interaction.at_us))
    .where(Interaction.customer_id == CustomerRow.id)
    .scalar_subquery()
)
_BRIEF = (
    CustomerRow.id,
    CustomerRow.name,
    CustomerRow.company,
    CustomerRow.city,
    CustomerRow.role,
)
_BY_E164 = Statement(
    select(*_BRIEF, func.max(Number.e164), _LAST_CONTACT)
    .join(Number, Number.customer_id == CustomerRow.id)
    .where(Number.e164 == bindparam("e164"))
    .group_by(CustomerRow.id)
    .order_by(_LAST_CONTACT.desc(), CustomerRow.id)
    .limit(CHOICE)
)
_BY_TAIL = Statement(
    select(*_BRIEF, func.max(Number.e164), _LAST_CONTACT)
    .join(Number, Number.customer_id == CustomerRow.id)
    .where(Number.tail == bindparam("tail"))
    .group_by(CustomerRow.id)
    .order_by(CustomerRow.id)
    .limit(POSSIBLE)
)
_CUSTOMER = Statement(
    select(
        CustomerRow.name,
        CustomerRow.company,
        CustomerRow.role,
        CustomerRow.email,
        CustomerRow.city,
        CustomerRow.language,
        CustomerRow.contract,
        CustomerRow.plan,
        CustomerRow.since_us,
        CustomerRow.balance,
        CustomerRow.good_to_know,
    ).where(CustomerRow.id == _ID)
)
_NUMBERS = Statement(
    select(Number.raw, Number.e164, Number.label)
    .where(Number.customer_id == _ID)
    .order_by(Number.position)
)
_TAGS = Statement(select(Tag.tag).where(Tag.customer_id == _ID).order_by(Tag.position))
_ENTRY = (  # in the order of TimelineEntry's fields
    Interaction.id,
    Interaction.kind,
    Interaction.at_us,
    Interaction.title,
    Interaction.text,
    Interaction.who,
    Interaction.queue,
    Interaction.direction,
    Interaction.outcome,
    Interaction.talk_us,
    Interaction.wait_us,
    Interaction.ticket_id,
    Interaction.call_key,
    Interaction.recording,
    Interaction.place,
    Interaction.waiting,
    Interaction.left_why,
)
_NEWEST = (
    select(*_ENTRY)
    .where(Interaction.customer_id == _ID)
    .order_by(Interaction.at_us.desc(), Interaction.id.desc())
    .limit(bindparam("limit"))
)
_TIMELINE = Statement(_NEWEST)
_AT = bindparam("at", type_=BigInteger())
_OLDER = _NEWEST.where(
    Interaction.at_us <= _AT,
    or_(Interaction.at_us < _AT, Interaction.id < bindparam("last", type_=BigInteger())),
)
_PAGE = Statement(_OLDER)
_PAGE_OF_KIND = Statement(_OLDER.where(Interaction.kind == bindparam("kind")))
_NOW = ((1 << 63) - 1, 0)  # before it is everything
_COUNTS = Statement(
    select(
        Interaction.kind,
        func.count(),
        func.sum(case((Interaction.at_us >= _SINCE, 1), else_=0)),
    )
    .where(Interaction.customer_id == _ID)
    .group_by(Interaction.kind)
)
OPEN_TICKET = (
    Ticket.id,
    Ticket.subject,
    Ticket.status,
    Ticket.priority,
    Ticket.owner,
    Ticket.created_us,
    Ticket.updated_us,
)
_OPEN = Statement(
    select(*OPEN_TICKET)
    .where(
        Ticket.customer_id == _ID,
        or_(Ticket.status == TicketStatus.OPEN.value, Ticket.status == TicketStatus.PENDING.value),
    )
    .order_by(Ticket.updated_us.desc())
    .limit(10)
)
_TICKETS_SINCE = Statement(
    select(func.count()).where(
        Ticket.customer_id == _ID,
        Ticket.created_us >= _SINCE,
        Ticket.status != TicketStatus.CONTINUED.value,
    )
)
_COMPANY = Statement(
    select(*_BRIEF)
    .where(CustomerRow.company == bindparam("company"), CustomerRow.id != _ID)
    .order_by(CustomerRow.id)  # the index's own order: nothing is read that is not shown
    .limit(5)
)


class UnknownCustomer(LookupError):
    """No customer of that number is in this database."""


def only_holder(connection: Connection, e164: str) -> int | None:
    """Return the customer who has the number, if it is just one."""
    found = _HOLDERS.rows(connection, e164=e164)
    return int(found[0][0]) if len(found) == 1 else None


def holders(connection: Connection, e164: str) -> tuple[CustomerBrief, ...]:
    """Return the customers who have the number, last spoken to first."""
    return tuple(CustomerBrief(*row) for row in _BY_E164.rows(connection, e164=e164))


def near(connection: Connection, tail: str) -> tuple[CustomerBrief, ...]:
    """Return a few customers with a number that ends in the same eight digits."""
    return tuple(CustomerBrief(*row) for row in _BY_TAIL.rows(connection, tail=tail))


def colleagues(connection: Connection, customer: Customer) -> tuple[CustomerBrief, ...]:
    """Return a few others of the customer's company."""
    if not customer.company:
        return ()
    rows = _COMPANY.rows(connection, company=customer.company, id=customer.id)
    return tuple(CustomerBrief(*row) for row in rows)


def load_customer(connection: Connection, customer_id: int) -> Customer:
    """Return a customer with numbers and tags.

    Raises:
        UnknownCustomer: there is none.
    """
    row = _CUSTOMER.row(connection, id=customer_id)
    if row is None:
        raise UnknownCustomer(str(customer_id))
    name, company, role, email, city, language, contract, plan, since_us, balance, pinned = row
    return Customer(
        id=customer_id,
        name=name,
        company=company,
        role=role,
        email=email,
        city=city,
        language=language,
        contract=contract,
        plan=plan,
        since_us=since_us,
        balance=balance,
        tags=tuple(tag for (tag,) in _TAGS.rows(connection, id=customer_id)),
        good_to_know=pinned,
        numbers=tuple(PhoneNumber(*number) for number in _NUMBERS.rows(connection, id=customer_id)),
    )


def load_timeline(
    connection: Connection, customer_id: int, limit: int = TIMELINE
) -> tuple[TimelineEntry, ...]:
    """Return the customer's interactions of every channel, newest first."""
    return tuple(_entries(_TIMELINE.rows(connection, id=customer_id, limit=limit)))


def load_page(
    connection: Connection,
    customer_id: int,
    kind: EntryKind | None,
    before: tuple[int, int] | None,
    limit: int,
) -> TimelinePage:
    """Return the interactions that follow `before` (at_us, id) downwards, newest first."""
    at_us, last = before or _NOW
    values = {"id": customer_id, "at": at_us, "last": last, "limit": limit}
    if kind is None:
        rows = _PAGE.rows(connection, **values)
    else:
        rows = _PAGE_OF_KIND.rows(connection, kind=kind.value, **values)
    return TimelinePage(customer_id, kind, before, tuple(_entries(rows)), len(rows) < limit)


def _entries(rows: Iterable[tuple[Any, ...]]) -> Iterable[TimelineEntry]:
    for row in rows:
        values = list(row)
        values[_KIND] = _KINDS[row[_KIND]]
        values[_TALK] /= 1_000_000
        values[_WAIT] /= 1_000_000
        yield TimelineEntry(*values)


_KINDS = {kind.value: kind for kind in EntryKind}
_KIND, _TALK, _WAIT = map(TimelineEntry.__struct_fields__.index, ("kind", "talk_s", "wait_s"))


def counts(
    connection: Connection, customer_id: int, now_us: int
) -> tuple[dict[EntryKind, int], int]:
    """Return the interactions of each kind, and the calls of the last 90 days."""
    found: dict[EntryKind, int] = {}
    calls = 0
    for kind, count, recent in _COUNTS.rows(
        connection, id=customer_id, since=now_us - 90 * _DAY_US
    ):
        found[EntryKind(kind)] = count
        if kind == EntryKind.CALL.value:
            calls = int(recent)
    return found, calls


def tickets_90d(connection: Connection, customer_id: int, now_us: int) -> int:
    """Return how many tickets were opened in the last 90 days."""
    since = now_us - 90 * _DAY_US
    return int(_TICKETS_SINCE.value(connection, id=customer_id, since=since))


def open_tickets(connection: Connection, customer_id: int) -> tuple[OpenTicket, ...]:
    """Return the tickets that could be continued, last touched first."""
    return tuple(open_ticket_in(row) for row in _OPEN.rows(connection, id=customer_id))


def open_ticket_in(row: Sequence[Any]) -> OpenTicket:
    """Return the snapshot of a row of `OPEN_TICKET` columns."""
    number, subject, status, priority, owner, created_us, updated_us = row
    return OpenTicket(
        id=number,
        subject=subject,
        status=TicketStatus(status),
        priority=Priority(priority),
        owner=owner,
        created_us=created_us,
        updated_us=updated_us,
    )
