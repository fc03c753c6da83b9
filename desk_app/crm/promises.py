"""Promises: what was promised to a customer and by when; made, moved, kept, taken back.

A promise hangs on the ticket it was made in and is read through the ticket that one
became part of, so continuing a ticket and undoing that touch no promise.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, case, delete, func, insert, or_, select, update
from sqlalchemy.orm import aliased

from desk_app.crm import customers, tickets
from desk_app.crm.models import Call, Customer, Number, Ticket
from desk_app.crm.models import Promise as PromiseRow
from desk_app.crm.records import Promise, PromiseChanges
from desk_app.crm.text import LONGEST, bounded
from desk_app.crm.ticket_store import birth_ticket, call_row, ticket_row

REMINDER_MIN = 10
_LONGEST_REMINDER_MIN = 7 * 24 * 60
_HEAD = aliased(Ticket)
# Not coalesce(): a server takes that for a function that could tell of rows which are not to
# be seen, and looks each customer up by reading them all.
_HOLDER = case(
    (_HEAD.customer_id.is_not(None), _HEAD.customer_id),
    (Ticket.customer_id.is_not(None), Ticket.customer_id),
    else_=PromiseRow.customer_id,
)
_OPEN = (
    select(
        PromiseRow.id,
        func.coalesce(Ticket.continued_in, Ticket.id).label("ticket_id"),
        Customer.id.label("customer_id"),
        Customer.name,
        Customer.company,
        Call.name.label("shown"),
        PromiseRow.number,
        PromiseRow.what,
        PromiseRow.owner,
        PromiseRow.due_us,
        PromiseRow.reminder_min,
        PromiseRow.created_us,
        PromiseRow.version,
    )
    .join(Ticket, Ticket.id == PromiseRow.ticket_id)
    .outerjoin(_HEAD, _HEAD.id == Ticket.continued_in)
    .outerjoin(Customer, Customer.id == _HOLDER)
    .outerjoin(Call, Call.key == Ticket.call_key)
    .where(PromiseRow.done_us.is_(None))
)


class UnknownPromise(LookupError):
    """No promise of that number is in this database."""


class PromiseConflict(Exception):
    """Somebody else changed the promise meanwhile. Nothing was written."""


def open_promises(connection: Connection, owner: str, limit: int) -> tuple[Promise, ...]:
    """Return what the owner has promised and not done, by when it is due.

    Promises of nobody (made before the agent had a name) are everybody's.
    """
    rows = connection.execute(
        _OPEN.where(PromiseRow.owner.in_((owner, "")))
        .order_by(PromiseRow.due_us, PromiseRow.id)
        .limit(limit)
    )
    return tuple(_promise(row._mapping) for row in rows)


def _promise(row: Any) -> Promise:
    return Promise(
        id=row["id"],
        ticket_id=row["ticket_id"],
        customer_id=row["customer_id"],
        name=row["name"] or row["company"] or row["shown"] or "",
        number=row["number"],
        what=row["what"],
        owner=row["owner"],
        due_us=row["due_us"],
        reminder_min=row["reminder_min"],
        created_us=row["created_us"],
        version=row["version"],
    )


def view(connection: Connection, promise_id: int) -> Promise | None:
    """Return a promise, None when it is done or taken back."""
    row = connection.execute(_OPEN.where(PromiseRow.id == promise_id)).first()
    return _promise(row._mapping) if row else None


def keep(
    connection: Connection, ticket_id: int, call_key: str, changes: PromiseChanges, now_us: int
) -> Promise | None:
    """Let the owner's promise in a ticket, or in a call's, be as `changes` say.

    The first time this makes it; `what` and `due_us` are needed for that. Safe to repeat:
    of one owner a ticket has one open promise that this writes to.

    Raises:
        UnknownCall, UnknownTicket: no such call or ticket.
    """
    if call_key:
        call = call_row(connection, call_key)
        ticket = birth_ticket(connection, call.key)
        customer_id, number = call.customer_id, call.number
    else:
        ticket = ticket_row(connection, ticket_id)
        customer_id, number = ticket.customer_id, ""
    head = ticket.continued_in or ticket.id
    family = select(Ticket.id).where(or_(Ticket.id == head, Ticket.continued_in == head))
    made = connection.execute(
        select(PromiseRow.id)
        .where(
            PromiseRow.ticket_id.in_(family),
            PromiseRow.owner.in_((changes.owner or "", "")),
            PromiseRow.done_us.is_(None),
        )
        .order_by(PromiseRow.id)
    ).scalar()
    if made is not None:
        return change(connection, made, changes, now_us)
    if not changes.what or changes.due_us is None or changes.done_us is not None:
        return None
    values = _values(changes)
    values.setdefault("number", bounded(number) or _number_of(connection, customer_id))
    values.setdefault("reminder_min", REMINDER_MIN)
    new = {"ticket_id": ticket.id, "customer_id": customer_id, "created_us": now_us, "version": 1}
    result = connection.execute(insert(PromiseRow).returning(PromiseRow.id), values | new)
    return view(connection, result.scalar_one())


def change(
    connection: Connection, promise_id: int, changes: PromiseChanges, now_us: int
) -> Promise | None:
    """Set fields of a promise; return it, None when it is done or taken back. Safe to repeat.

    Raises:
        UnknownPromise: there is none.
        PromiseConflict: somebody else changed it since `changes.version`.
    """
    if changes.what is not None and not bounded(changes.what):
        connection.execute(delete(PromiseRow).where(PromiseRow.id == promise_id))
        return None
    values: dict[Any, Any] = {**_values(changes), "version": PromiseRow.version + 1}
    if changes.done_us is not None:  # the first time counts
        values["done_us"] = func.coalesce(PromiseRow.done_us, min(changes.done_us, now_us))
    where = [PromiseRow.id == promise_id]
    if changes.version is not None:
        where.append(PromiseRow.version == changes.version)
    if not connection.execute(update(PromiseRow).where(*where).values(values)).rowcount:
        known = select(PromiseRow.id).where(PromiseRow.id == promise_id)
        if connection.execute(known).scalar() is None:
            raise UnknownPromise(str(promise_id))
        raise PromiseConflict(str(promise_id))
    return view(connection, promise_id)


def fulfil(connection: Connection, promise_id: int, call_key: str, now_us: int) -> None:
    """Note that a call kept the promise: it is done, the call goes on in its ticket.

    A call that is known to be another customer's keeps its own ticket; one whose number says
    nothing was made for the promise's customer. Safe to repeat.

    Raises:
        UnknownPromise, UnknownCall: there is none.
    """
    query = (
        select(func.coalesce(Ticket.continued_in, Ticket.id), _HOLDER)
        .select_from(PromiseRow)
        .join(Ticket, Ticket.id == PromiseRow.ticket_id)
        .outerjoin(_HEAD, _HEAD.id == Ticket.continued_in)
        .where(PromiseRow.id == promise_id)
    )
    row = connection.execute(query).first()
    if row is None:
        raise UnknownPromise(str(promise_id))
    ticket_id, customer_id = row
    call = call_row(connection, call_key)
    if call.customer_id is None and customer_id is not None:
        customers.attach(connection, call, customer_id)
    if call.customer_id in (None, customer_id):
        tickets.continue_ticket(connection, call_key, ticket_id, now_us)
    change(connection, promise_id, PromiseChanges(done_us=now_us), now_us)


def _values(changes: PromiseChanges) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: bounded(text, LONGEST)
        for name in ("what", "number", "owner")
        if (text := getattr(changes, name)) is not None
    }
    if changes.due_us is not None:
        values["due_us"] = changes.due_us
    if changes.reminder_min is not None:
        values["reminder_min"] = max(0, min(changes.reminder_min, _LONGEST_REMINDER_MIN))
    return values


def _number_of(connection: Connection, customer_id: int | None) -> str:
    query = select(Number.raw).where(Number.customer_id == customer_id).order_by(Number.position)
    return connection.execute(query.limit(1)).scalar() or ""
