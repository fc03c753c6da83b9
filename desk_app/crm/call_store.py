"""Folding call events into the database: each event once, a ticket for every call.

`fold_event` does it in one transaction of the caller's: the event is kept, the
call's record is joined with it, the ticket exists, the timeline line is current.
"""

from __future__ import annotations

from typing import Any, Protocol

import msgspec
from sqlalchemy import Connection, bindparam, delete, select, update

from desk_app.crm.call_log import CallEvent, CallRecord, LegRecord, join, record_of
from desk_app.crm.models import Alias, Call, Interaction, Leg
from desk_app.crm.raw_events import remember
from desk_app.crm.records import EntryKind
from desk_app.crm.statements import Statement, inserting
from desk_app.crm.ticket_store import (
    merge_tickets,
    notes_of_call,
    open_ticket,
    set_customer,
)

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(CallRecord).decode


class Identified(msgspec.Struct, frozen=True):
    """Who a number is, as far as the fold needs it."""

    e164: str = ""
    customer_id: int | None = None


class Identify(Protocol):
    """Tells who has a number; called inside the fold's transaction."""

    def __call__(self, connection: Connection, number: str) -> Identified:
        """Return the number's E.164 and its only holder."""
        ...


class StoredCall(msgspec.Struct, frozen=True):
    """A call's row, as far as the fold needs it."""

    id: int
    key: str
    ticket_id: int
    customer_id: int | None
    customer_chosen: int
    number: str
    e164: str
    name: str
    record: CallRecord


_BY_ALIAS = Statement(
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
    .join(Alias, Alias.call_id == Call.id)
    .where(Alias.alias == bindparam("alias"))
)
_COLUMNS = (
    "key",
    "direction",
    "number",
    "e164",
    "name",
    "queue",
    "customer_id",
    "customer_chosen",
    "state",
    "ring_us",
    "entered_us",
    "answered_us",
    "ended_us",
    "outcome",
    "authority",
    "recording",
    "place",
    "waiting",
    "left_why",
    "rating",
    "expected_us",
    "ticket_id",
    "joined",
)
_LEG_COLUMNS = ("agent", "outcome", "ring_us", "answered_us", "ended_us")
_LINE_COLUMNS = (
    "customer_id",
    "at_us",
    "who",
    "queue",
    "direction",
    "outcome",
    "talk_us",
    "wait_us",
    "recording",
    "place",
    "waiting",
    "left_why",
    "ticket_id",
    "call_key",
)
_NEW_CALL = inserting(Call, returns_id=True)
_CHANGE_CALL = Statement(update(Call).where(Call.id == bindparam("row")), _COLUMNS)
_NEW_ALIAS = inserting(Alias)
_NEW_LEG = inserting(Leg)
_CHANGE_LEG = Statement(update(Leg).where(Leg.key == bindparam("row")), _LEG_COLUMNS)
_NEW_LINE = inserting(Interaction)
_CHANGE_LINE = Statement(
    update(Interaction).where(Interaction.call_id == bindparam("row")), _LINE_COLUMNS
)


def fold_event(connection: Connection, event: CallEvent, identify: Identify) -> StoredCall:
    """Fold one event into the database and return the call as it then stands.

    An event folded before changes nothing.
    """
    record = record_of(event)
    rows = _known(connection, record.aliases)
    if not remember(connection, event) and rows:
        return rows[0]
    for row in rows:
        record = join(record, row.record)
    if len(rows) == 1 and record == rows[0].record:
        return rows[0]
    return _write(connection, record, rows, identify)


def _known(connection: Connection, aliases: tuple[str, ...]) -> list[StoredCall]:
    """Return the calls known by any of the names, first stored first."""
    found: dict[int, StoredCall] = {}
    for alias in aliases:
        row = _BY_ALIAS.row(connection, alias=alias)
        if row is not None and row[0] not in found:
            found[row[0]] = _stored(row)
    return [found[call_id] for call_id in sorted(found)]


def _stored(row: tuple[Any, ...]) -> StoredCall:
    call_id, key, ticket_id, customer_id, chosen, number, e164, name, joined = row
    record = _decode(joined)
    return StoredCall(call_id, key, ticket_id, customer_id, chosen, number, e164, name, record)


def _write(
    connection: Connection, record: CallRecord, rows: list[StoredCall], identify: Identify
) -> StoredCall:
    who = _who(connection, record, rows, identify)
    chosen = max((row.customer_chosen for row in rows), default=0)
    values = _columns(record) | {
        "e164": who.e164,
        "customer_id": who.customer_id,
        "customer_chosen": chosen,
    }
    if rows:
        call_id, ticket_id = rows[0].id, _one_call(connection, record, rows, who.customer_id)
        values |= {"ticket_id": ticket_id, "row": call_id}
        _CHANGE_CALL.run(connection, values)
    else:
        ticket_id = open_ticket(connection, record.key, who.customer_id, record.first_us)
        call_id = int(_NEW_CALL.value(connection, **values, ticket_id=ticket_id))
    known = {alias for row in rows for alias in row.record.aliases}
    for alias in record.aliases:
        if alias not in known:
            _NEW_ALIAS.run(connection, {"alias": alias, "call_id": call_id})
    _write_legs(connection, call_id, record, rows)
    line = _line(record) | {"customer_id": who.customer_id, "ticket_id": ticket_id}
    if rows:
        _CHANGE_LINE.run(connection, line | {"row": call_id})
    else:
        _NEW_LINE.run(connection, line | {"kind": EntryKind.CALL.value, "call_id": call_id})
    return StoredCall(
        call_id,
        record.key,
        ticket_id,
        who.customer_id,
        chosen,
        record.number,
        who.e164,
        record.name,
        record,
    )


def _who(
    connection: Connection, record: CallRecord, rows: list[StoredCall], identify: Identify
) -> Identified:
    """Identify the number, unless it is known whose it is or the agent has chosen the customer.

    One that nobody had is asked for again: its customer may just have been made elsewhere.
    """
    for row in sorted(rows, key=lambda row: -row.customer_chosen):
        same = row.number == record.number and row.customer_id is not None
        if row.customer_chosen or same:
            return Identified(row.e164, row.customer_id)
    return identify(connection, record.number)


def _columns(record: CallRecord) -> dict[str, Any]:
    return {
        "key": record.key,
        "direction": record.direction,
        "number": record.number,
        "name": record.name,
        "queue": record.queue,
        "state": record.state.value,
        "ring_us": record.first_us,
        "entered_us": record.entered_us,
        "answered_us": record.answered_us,
        "ended_us": record.ended_us,
        "outcome": record.outcome.value,
        "authority": int(record.authority),
        "recording": record.recording,
        "place": record.place,
        "waiting": record.waiting,
        "left_why": record.left_why,
        "rating": record.rating,
        "expected_us": record.expected_us,
        "joined": _encode(record).decode(),
    }


def _line(record: CallRecord) -> dict[str, Any]:
    """Return the call's line in the timeline."""
    talked = [leg.agent for leg in record.agent_legs if leg.answered_us is not None and leg.agent]
    return {
        "at_us": record.first_us,
        "who": ", ".join(dict.fromkeys(talked)),
        "queue": record.queue,
        "direction": record.direction,
        "outcome": record.outcome.value,
        "talk_us": record.talk_us,
        "wait_us": record.wait_us,
        "recording": record.recording,
        "place": record.place,
        "waiting": record.waiting,
        "left_why": record.left_why,
        "call_key": record.key,
    }


def _one_call(
    connection: Connection, record: CallRecord, rows: list[StoredCall], customer_id: int | None
) -> int:
    """Make the rows one call with one ticket, and return the ticket's number."""
    stays = rows[0]
    if len(rows) == 1 and stays.key == record.key:
        if stays.customer_id != customer_id:
            set_customer(connection, record.key, stays.ticket_id, customer_id)
        return stays.ticket_id
    calls = [(row.key, row.ticket_id) for row in rows]
    ticket_id = merge_tickets(connection, record.key, calls, customer_id)
    others = [row.id for row in rows[1:]]
    if others:
        for table in (Alias, Leg):
            moved = update(table).where(table.call_id.in_(others))
            connection.execute(moved.values(call_id=stays.id))
        connection.execute(delete(Interaction).where(Interaction.call_id.in_(others)))
        connection.execute(delete(Call).where(Call.id.in_(others)))
        text = notes_of_call(connection, record.key, [leg.key for leg in record.legs])
        connection.execute(
            update(Interaction).where(Interaction.call_id == stays.id).values(text=text)
        )
    return ticket_id


def _write_legs(
    connection: Connection, call_id: int, record: CallRecord, rows: list[StoredCall]
) -> None:
    before = {leg.key: leg for row in rows for leg in row.record.agent_legs}
    for leg in record.agent_legs:
        known = before.pop(leg.key, None)
        if known is None:
            _NEW_LEG.run(connection, _leg(leg) | {"key": leg.key, "call_id": call_id})
        elif known != leg:
            _CHANGE_LEG.run(connection, _leg(leg) | {"row": leg.key})
    if before:  # what seemed a phone, told of before the waiting, is the waiting itself
        connection.execute(delete(Leg).where(Leg.key.in_(before)))


def _leg(leg: LegRecord) -> dict[str, Any]:
    return {
        "agent": leg.agent,
        "outcome": leg.outcome.value,
        "ring_us": leg.first_us,
        "answered_us": leg.answered_us,
        "ended_us": leg.ended_us,
    }
