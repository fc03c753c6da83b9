"""Folding call events into the database: each event once, a ticket for every call.

`fold_event` does it in one transaction of the caller's: the event is kept, the
call's record is joined with it, the ticket exists, the timeline line is current.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from desk_app.crm.call_log import CallEvent, CallRecord, join, record_of
from desk_app.crm.models import Alias, AnyRow, Call, Interaction, Leg, RawEvent, Source, new_id
from desk_app.crm.records import EntryKind
from desk_app.crm.ticket_store import merge_tickets, open_ticket

_encode = msgspec.json.Encoder().encode
_decoder = msgspec.json.Decoder(CallRecord)


@dataclass(frozen=True)
class Identified:
    """Who a number is, as far as the fold needs it."""

    e164: str = ""
    customer_id: int | None = None


class Identify(Protocol):
    """Tells who has a number; called inside the fold's transaction."""

    def __call__(self, connection: Connection, number: str) -> Identified: ...


@dataclass(frozen=True)
class Folded:
    """A call after a fold: its row, its key and its ticket."""

    call_id: int
    key: str
    ticket_id: int
    customer_id: int | None
    number: str
    name: str


def last_seq(connection: Connection, source: str) -> int:
    """Return the event up to which everything of the source is folded, without a gap; 0 = none."""
    found = connection.execute(select(Source.seq).where(Source.source == source)).scalar()
    return found or 0


def fold_event(connection: Connection, event: CallEvent, identify: Identify) -> Folded:
    """Fold one event into the database; an event folded before changes nothing."""
    record = record_of(event)
    rows = _rows(connection, record.aliases)
    if not _remember(connection, event) and rows:
        row = rows[0]
        return Folded(row.id, row.key, row.ticket_id, row.customer_id, row.number, row.name)
    joined = record
    for row in rows:
        joined = join(joined, record_in(row.joined))
    if len(rows) == 1 and joined == record_in(rows[0].joined):
        row = rows[0]
        return Folded(row.id, row.key, row.ticket_id, row.customer_id, row.number, row.name)
    return _write(connection, joined, rows, identify)


def record_in(joined: str) -> CallRecord:
    """Return the record stored with a call."""
    return _decoder.decode(joined)


def _remember(connection: Connection, event: CallEvent) -> bool:
    """Keep the event; False when it was known."""
    mark = last_seq(connection, event.source)
    if event.seq <= mark:
        return False
    key = {"source": event.source, "seq": event.seq}
    if event.seq != mark + 1:
        query = select(RawEvent.seq).filter_by(**key)
        if connection.execute(query).first() is not None:
            return False
    connection.execute(insert(RawEvent), key | {"payload": _encode(event).decode()})
    if event.seq == mark + 1:
        _advance(connection, event.source, mark)
    return True


def _advance(connection: Connection, source: str, mark: int) -> None:
    """Move the source's mark over the events that now follow without a gap."""
    later = select(RawEvent.seq).where(RawEvent.source == source, RawEvent.seq > mark)
    reached = mark
    for (seq,) in connection.execute(later.order_by(RawEvent.seq)):
        if seq != reached + 1:
            break
        reached = seq
    moved = connection.execute(update(Source).where(Source.source == source).values(seq=reached))
    if not moved.rowcount:
        connection.execute(insert(Source), {"source": source, "seq": reached})


def _rows(connection: Connection, aliases: tuple[str, ...]) -> list[AnyRow]:
    """Return the calls known by any of the names, first stored first."""
    query = (
        select(
            Call.id,
            Call.key,
            Call.ticket_id,
            Call.customer_id,
            Call.customer_chosen,
            Call.number,
            Call.e164,
            Call.name,
            Call.joined,
        )
        .where(Call.id.in_(select(Alias.call_id).where(Alias.alias.in_(aliases))))
        .order_by(Call.id)
    )
    return list(connection.execute(query))


def _write(
    connection: Connection, record: CallRecord, rows: list[AnyRow], identify: Identify
) -> Folded:
    kept = rows[0] if rows else None
    who = _who(connection, record, rows, identify)
    if kept is None:
        ticket_id = open_ticket(connection, record.key, who.customer_id, record.first_us)
        call_id = 0
    else:
        call_id = kept.id
        ticket_id = merge_tickets(
            connection, record.key, [(row.key, row.ticket_id) for row in rows], who.customer_id
        )
    values = _columns(record, who) | {"ticket_id": ticket_id}
    values["customer_chosen"] = max((row.customer_chosen for row in rows), default=0)
    if kept is None:
        call_id = new_id(connection.execute(insert(Call), values))
    else:
        _gather(connection, call_id, [row.id for row in rows[1:]])
        connection.execute(update(Call).where(Call.id == call_id), values)
    known = {a for row in rows for a in record_in(row.joined).aliases}
    fresh = [{"alias": a, "call_id": call_id} for a in record.aliases if a not in known]
    if fresh:
        connection.execute(insert(Alias), fresh)
    _write_legs(connection, call_id, record, rows)
    _write_line(connection, call_id, record, who.customer_id, ticket_id, new=kept is None)
    return Folded(call_id, record.key, ticket_id, who.customer_id, record.number, record.name)


def _who(
    connection: Connection, record: CallRecord, rows: list[AnyRow], identify: Identify
) -> Identified:
    """Identify the number, unless nothing changed or the agent has chosen the customer."""
    for row in rows:
        if row.customer_chosen:
            return Identified(row.e164, row.customer_id)
    for row in rows:
        if row.number == record.number:
            return Identified(row.e164, row.customer_id)
    return identify(connection, record.number)


def _columns(record: CallRecord, who: Identified) -> dict[str, Any]:
    return {
        "key": record.key,
        "direction": record.direction,
        "number": record.number,
        "e164": who.e164,
        "name": record.name,
        "queue": record.queue,
        "customer_id": who.customer_id,
        "state": record.state.value,
        "ring_us": record.first_us,
        "entered_us": record.entered_us,
        "answered_us": record.answered_us,
        "ended_us": record.ended_us,
        "outcome": record.outcome.value,
        "authority": int(record.authority),
        "recording": record.recording,
        "joined": _encode(record).decode(),
    }


def _gather(connection: Connection, call_id: int, others: list[int]) -> None:
    """Give everything that hangs on other rows of the same call to the row that stays."""
    if not others:
        return
    for table in (Alias, Leg):
        connection.execute(update(table).where(table.call_id.in_(others)).values(call_id=call_id))
    connection.execute(delete(Interaction).where(Interaction.call_id.in_(others)))
    connection.execute(delete(Call).where(Call.id.in_(others)))


def _write_legs(
    connection: Connection, call_id: int, record: CallRecord, rows: list[AnyRow]
) -> None:
    before = {leg.key: leg for row in rows for leg in record_in(row.joined).legs}
    for leg in record.legs:
        if before.get(leg.key) == leg:
            continue
        values = {
            "agent": leg.agent,
            "outcome": leg.outcome.value,
            "ring_us": leg.first_us,
            "answered_us": leg.answered_us,
            "ended_us": leg.ended_us,
        }
        if leg.key in before:
            connection.execute(update(Leg).where(Leg.key == leg.key), values)
        else:
            connection.execute(insert(Leg), values | {"key": leg.key, "call_id": call_id})


def _write_line(
    connection: Connection,
    call_id: int,
    record: CallRecord,
    customer_id: int | None,
    ticket_id: int,
    *,
    new: bool,
) -> None:
    """Keep the call's line in the timeline current."""
    talked = [leg.agent for leg in record.legs if leg.answered_us is not None and leg.agent]
    values = {
        "customer_id": customer_id,
        "at_us": record.first_us,
        "who": ", ".join(dict.fromkeys(talked)),
        "queue": record.queue,
        "direction": record.direction,
        "outcome": record.outcome.value,
        "talk_us": record.talk_us,
        "wait_us": record.wait_us,
        "recording": record.recording,
        "ticket_id": ticket_id,
        "call_key": record.key,
    }
    if new:
        first = {"kind": EntryKind.CALL.value, "call_id": call_id}
        connection.execute(insert(Interaction), values | first)
    else:
        connection.execute(update(Interaction).where(Interaction.call_id == call_id), values)
