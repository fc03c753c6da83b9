"""Who is calling: everything the ring strip shows, read in a few quick statements."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, case, func, select

from desk_app.crm.call_store import Identified
from desk_app.crm.models import AnyRow, Interaction, Number, Tag, Ticket
from desk_app.crm.models import Customer as CustomerRow
from desk_app.crm.numbers import NumberKind, NumberRules, ReadNumber, read_number
from desk_app.crm.places import place_of
from desk_app.crm.records import (
    Caller,
    CallerKind,
    Customer,
    CustomerBrief,
    EntryKind,
    OpenTicket,
    PhoneNumber,
    Priority,
    TicketStatus,
    TimelineEntry,
)
from desk_app.crm.text import bounded

TIMELINE = 20
CHOICE = 20
POSSIBLE = 5
DAY_US = 86_400_000_000

_KINDS = {
    NumberKind.PHONE: CallerKind.UNKNOWN,
    NumberKind.LOCAL: CallerKind.UNKNOWN,
    NumberKind.EXTENSION: CallerKind.INTERNAL,
    NumberKind.WITHHELD: CallerKind.WITHHELD,
    NumberKind.ODD: CallerKind.ODD,
}

_HOLDERS = select(Number.customer_id).where(Number.e164 == bindparam("e164")).distinct().limit(2)
_LAST_CONTACT = (
    select(func.max(Interaction.at_us))
    .where(Interaction.customer_id == CustomerRow.id)
    .scalar_subquery()
)
_BRIEF = select(
    CustomerRow.id,
    CustomerRow.name,
    CustomerRow.company,
    CustomerRow.city,
    CustomerRow.role,
    _LAST_CONTACT.label("last_contact_us"),
)
_BY_E164 = (
    _BRIEF.add_columns(bindparam("e164").label("e164"))
    .where(CustomerRow.id.in_(select(Number.customer_id).where(Number.e164 == bindparam("e164"))))
    .order_by(_LAST_CONTACT.desc(), CustomerRow.id)
    .limit(CHOICE)
)
_BY_TAIL = (
    _BRIEF.add_columns(func.max(Number.e164).label("e164"))
    .join(Number, Number.customer_id == CustomerRow.id)
    .where(Number.tail == bindparam("tail"))
    .group_by(CustomerRow.id)
    .order_by(CustomerRow.id)
    .limit(POSSIBLE)
)
_CUSTOMER = select(CustomerRow.__table__).where(CustomerRow.id == bindparam("id"))
_NUMBERS = (
    select(Number.raw, Number.e164, Number.label)
    .where(Number.customer_id == bindparam("id"))
    .order_by(Number.position)
)
_TAGS = select(Tag.tag).where(Tag.customer_id == bindparam("id")).order_by(Tag.position)
_TIMELINE = (
    select(Interaction.__table__)
    .where(Interaction.customer_id == bindparam("id"))
    .order_by(Interaction.at_us.desc())
    .limit(bindparam("limit"))
)
_COUNTS = (
    select(
        Interaction.kind,
        func.count(),
        func.sum(case((Interaction.at_us >= bindparam("since"), 1), else_=0)),
    )
    .where(Interaction.customer_id == bindparam("id"))
    .group_by(Interaction.kind)
)
_OPEN = (
    select(
        Ticket.id,
        Ticket.subject,
        Ticket.status,
        Ticket.priority,
        Ticket.owner,
        Ticket.created_us,
        Ticket.updated_us,
    )
    .where(
        Ticket.customer_id == bindparam("id"),
        Ticket.status.in_([TicketStatus.OPEN.value, TicketStatus.PENDING.value]),
    )
    .order_by(Ticket.updated_us.desc())
    .limit(10)
)
_TICKETS_90D = select(func.count()).where(
    Ticket.customer_id == bindparam("id"),
    Ticket.created_us >= bindparam("since"),
    Ticket.status != TicketStatus.CONTINUED.value,
)
_COMPANY = (
    select(
        CustomerRow.id, CustomerRow.name, CustomerRow.company, CustomerRow.city, CustomerRow.role
    )
    .where(CustomerRow.company == bindparam("company"), CustomerRow.id != bindparam("id"))
    .order_by(CustomerRow.name)
    .limit(5)
)


class UnknownCustomer(LookupError):
    """No customer of that number is in this database."""


class Callers:
    """Identifies numbers by the rules in force; stateless otherwise."""

    def __init__(self, rules: NumberRules, language: str = "en") -> None:
        self.rules = rules
        self.language = language

    def identify(self, connection: Connection, number: str) -> Identified:
        """Return the number's E.164 and the one customer who has it, if there is just one."""
        read = read_number(number, self.rules)
        if not read.e164:
            return Identified()
        holders = connection.execute(_HOLDERS, {"e164": read.e164}).scalars().all()
        return Identified(read.e164, holders[0] if len(holders) == 1 else None)

    def caller(
        self,
        connection: Connection,
        number: str,
        name: str,
        now_us: int,
        customer_id: int | None = None,
    ) -> Caller:
        """Return everything known about who calls; `customer_id` if it is already decided.

        Only an exact E.164 identifies; several holders are a choice, equal last
        digits a possibility, and neither is opened by itself.
        """
        read = read_number(number, self.rules)
        shown = bounded(name)
        if customer_id is None and read.e164:
            holders = connection.execute(_BY_E164, {"e164": read.e164}).all()
            if len(holders) == 1:
                customer_id = holders[0].id
            elif holders:
                return self._plain(read, shown, CallerKind.SEVERAL, choice=_briefs(holders))
        if customer_id is not None:
            return self._known(connection, read, shown, now_us, customer_id)
        possible: tuple[CustomerBrief, ...] = ()
        if read.tail:
            possible = _briefs(connection.execute(_BY_TAIL, {"tail": read.tail}).all())
        return self._plain(read, shown, _KINDS[read.kind], possible=possible)

    def _plain(
        self,
        read: ReadNumber,
        name: str,
        kind: CallerKind,
        choice: tuple[CustomerBrief, ...] = (),
        possible: tuple[CustomerBrief, ...] = (),
    ) -> Caller:
        return Caller(
            kind=kind,
            number=read.raw,
            e164=read.e164,
            name=name,
            place=place_of(read.e164, self.language),
            choice=choice,
            possible=possible,
        )

    def _known(
        self, connection: Connection, read: ReadNumber, name: str, now_us: int, customer_id: int
    ) -> Caller:
        one = {"id": customer_id}
        customer = load_customer(connection, customer_id)
        since = {"id": customer_id, "since": now_us - 90 * DAY_US}
        counts: dict[EntryKind, int] = {}
        calls_90d = 0
        for kind, count, recent in connection.execute(_COUNTS, since):
            counts[EntryKind(kind)] = count
            if kind == EntryKind.CALL.value:
                calls_90d = int(recent)
        others: Sequence[AnyRow] = ()
        if customer.company:
            others = connection.execute(_COMPANY, one | {"company": customer.company}).all()
        return Caller(
            kind=CallerKind.ONE,
            number=read.raw,
            e164=read.e164,
            name=name,
            customer=customer,
            timeline=load_timeline(connection, customer_id),
            open_tickets=tuple(_open_ticket(row) for row in connection.execute(_OPEN, one)),
            counts=counts,
            also_at_company=tuple(
                CustomerBrief(r.id, r.name, r.company, r.city, r.role) for r in others
            ),
            calls_90d=calls_90d,
            tickets_90d=connection.execute(_TICKETS_90D, since).scalar_one(),
        )


def load_customer(connection: Connection, customer_id: int) -> Customer:
    """Return a customer with numbers and tags.

    Raises:
        UnknownCustomer: there is none.
    """
    one = {"id": customer_id}
    row = connection.execute(_CUSTOMER, one).first()
    if row is None:
        raise UnknownCustomer(str(customer_id))
    return Customer(
        id=row.id,
        name=row.name,
        company=row.company,
        role=row.role,
        email=row.email,
        city=row.city,
        language=row.language,
        contract=row.contract,
        plan=row.plan,
        since_us=row.since_us,
        balance=row.balance,
        tags=tuple(connection.execute(_TAGS, one).scalars()),
        good_to_know=row.good_to_know,
        numbers=tuple(
            PhoneNumber(n.raw, n.e164, n.label) for n in connection.execute(_NUMBERS, one)
        ),
    )


def load_timeline(
    connection: Connection, customer_id: int, limit: int = TIMELINE
) -> tuple[TimelineEntry, ...]:
    """Return the customer's interactions of every channel, newest first."""
    rows = connection.execute(_TIMELINE, {"id": customer_id, "limit": limit})
    return tuple(
        TimelineEntry(
            id=row.id,
            kind=EntryKind(row.kind),
            at_us=row.at_us,
            title=row.title,
            text=row.text,
            who=row.who,
            queue=row.queue,
            direction=row.direction,
            outcome=row.outcome,
            talk_s=row.talk_us / 1_000_000,
            wait_s=row.wait_us / 1_000_000,
            ticket_id=row.ticket_id,
            call_key=row.call_key,
            recording=row.recording,
        )
        for row in rows
    )


def _briefs(rows: Sequence[AnyRow]) -> tuple[CustomerBrief, ...]:
    return tuple(
        CustomerBrief(
            id=row.id,
            name=row.name,
            company=row.company,
            city=row.city,
            role=row.role,
            number=row.e164,
            last_contact_us=row.last_contact_us,
        )
        for row in rows
    )


def _open_ticket(row: AnyRow) -> OpenTicket:
    return OpenTicket(
        id=row.id,
        subject=row.subject,
        status=TicketStatus(row.status),
        priority=Priority(row.priority),
        owner=row.owner,
        created_us=row.created_us,
        updated_us=row.updated_us,
    )
