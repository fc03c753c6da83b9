"""Calls and tickets as plain JSON objects, for the command line and exports.

Instants are ISO 8601 in UTC with microseconds, durations seconds. Both iterators
read in steps of `_STEP` rows, so a million calls need no memory; each belongs to
one read transaction of the caller's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from desk_app.crm.call_views import legs_of, talk_s, wait_s
from desk_app.crm.models import AnyRow, Call, Entry, Ticket

_STEP = 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def instant(at_us: int | None) -> str | None:
    """Return the instant as text, or None."""
    if at_us is None:
        return None
    # Whole numbers throughout: a float's microseconds would be rounded.
    return (_EPOCH + timedelta(microseconds=at_us)).isoformat(timespec="microseconds")


def calls(connection: Connection) -> Iterator[dict[str, Any]]:
    """Give every call, oldest first, with its legs in the order in which they rang."""
    query = select(Call.__table__).order_by(Call.ring_us, Call.id).limit(_STEP)
    rows = connection.execute(query).all()
    while rows:
        legs = legs_of(connection, [row.id for row in rows])
        for row in rows:
            yield _call(row, legs.get(row.id, []))
        last = rows[-1]
        after = or_(
            Call.ring_us > last.ring_us, and_(Call.ring_us == last.ring_us, Call.id > last.id)
        )
        rows = connection.execute(query.where(after)).all()


def _call(row: AnyRow, legs: list[AnyRow]) -> dict[str, Any]:
    return {
        "key": row.key,
        "direction": row.direction,
        "number": row.number,
        "name": row.name,
        "customer_id": row.customer_id,
        "queue": row.queue,
        "ring_at": instant(row.ring_us),
        "answered_at": instant(row.answered_us),
        "ended_at": instant(row.ended_us),
        "wait_s": wait_s(row),
        "talk_s": talk_s(row),
        "outcome": row.outcome,
        "legs": [
            {
                "agent": leg.agent,
                "outcome": leg.outcome,
                "ring_at": instant(leg.ring_us),
                "answered_at": instant(leg.answered_us),
                "ended_at": instant(leg.ended_us),
            }
            for leg in legs
        ],
        "ticket_id": row.ticket_id,
        "recording": row.recording,
    }


def tickets(connection: Connection) -> Iterator[dict[str, Any]]:
    """Give every ticket, oldest first; its notes end with those of calls continued in it."""
    query = select(Ticket.__table__).order_by(Ticket.created_us, Ticket.id).limit(_STEP)
    rows = connection.execute(query).all()
    while rows:
        entries = _entries(connection, [row.id for row in rows])
        for row in rows:
            yield _ticket(row, entries.get(row.id, []))
        last = rows[-1]
        after = or_(
            Ticket.created_us > last.created_us,
            and_(Ticket.created_us == last.created_us, Ticket.id > last.id),
        )
        rows = connection.execute(query.where(after)).all()


def _entries(connection: Connection, ticket_ids: list[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    query = select(Entry.ticket_id, Entry.body).where(Entry.ticket_id.in_(ticket_ids))
    for ticket_id, body in connection.execute(query.order_by(Entry.at_us, Entry.id)):
        found.setdefault(ticket_id, []).append(body)
    return found


def _ticket(row: AnyRow, entries: list[str]) -> dict[str, Any]:
    return {
        "id": row.id,
        "call_key": row.call_key,
        "customer_id": row.customer_id,
        "subject": row.subject,
        "category": row.category,
        "disposition": row.disposition,
        "priority": row.priority,
        "status": row.status,
        "owner": row.owner,
        "notes": "\n\n".join(filter(None, (row.notes, *entries))),
        "created_at": instant(row.created_us),
        "updated_at": instant(row.updated_us),
    }
