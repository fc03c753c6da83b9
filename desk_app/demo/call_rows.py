"""The rows of a call as the call log would have written them: a record joined from events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from typing import Any

import msgspec

from desk_app.crm.call_log import (
    DESK_ALIAS,
    LINKED_ALIAS,
    CallEvent,
    CallRecord,
    EventKind,
    join,
    record_of,
)
from desk_app.crm.numbers import ReadNumber
from desk_app.crm.records import EntryKind, OutcomeOfCall, OutcomeOfLeg
from desk_app.demo.contacts import Contact

_RING_S = 5
_RANG_S = 20  # a call nobody answered
_WRAP_UP_S = 24
_KEY_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

Row = dict[str, Any]


def us(at: datetime) -> int:
    """Return an instant in UTC microseconds."""
    return round(at.timestamp() * 1_000_000)


def call_record(contact: Contact, read: ReadNumber) -> CallRecord:
    """Return the record of a call with whoever has the number."""
    salt = contact.person * 10_000 + (contact.ticket or 0)
    return reduce(join, map(record_of, _events(contact, read, _key(us(contact.at), salt))))


def _events(contact: Contact, read: ReadNumber, key: str) -> Iterator[CallEvent]:
    at = us(contact.at)
    in_queue = contact.kind == "lost"
    answered = contact.kind in ("call", "out")
    common: Row = {
        "source": "demo",
        "seq": 0,
        "aliases": (f"{LINKED_ALIAS if in_queue else DESK_ALIAS}{key}",),
        "leg": "" if in_queue else key,
    }
    yield CallEvent(
        kind=EventKind.DIAL if contact.kind == "out" else EventKind.RING,
        at_us=at,
        agent=contact.who,
        direction="out" if contact.kind == "out" else "in",
        number=read.e164 if contact.kind == "out" else read.raw.replace(" ", ""),
        queue=contact.queue,
        waited_s=0.0 if in_queue else float(contact.wait_s),
        **common,
    )
    until = at + (contact.wait_s if in_queue else _RANG_S) * 1_000_000
    if answered:
        up = at + _RING_S * 1_000_000
        yield CallEvent(kind=EventKind.ANSWER, at_us=up, **common)
        until = up + contact.talk_s * 1_000_000
    yield CallEvent(
        kind=EventKind.END,
        at_us=until,
        leg_outcome=OutcomeOfLeg.ANSWERED if answered else OutcomeOfLeg.RANG_OUT,
        outcome=OutcomeOfCall.ANSWERED if answered else OutcomeOfCall.ABANDONED,
        **common,
    )


def call_row(number: int, record: CallRecord, contact: Contact, e164: str, ticket_id: int) -> Row:
    """Return the row of the table `calls`; `number` is its id."""
    return {
        "id": number,
        "key": record.key,
        "direction": record.direction,
        "number": record.number,
        "e164": e164,
        "name": record.name,
        "queue": record.queue,
        "customer_id": contact.person + 1,
        "customer_chosen": 0,
        "state": record.state.value,
        "ring_us": record.first_us,
        "entered_us": record.entered_us,
        "answered_us": record.answered_us,
        "ended_us": record.ended_us,
        "outcome": record.outcome.value,
        "authority": int(record.authority),
        "recording": "",
        "ticket_id": ticket_id,
        "joined": msgspec.json.encode(record).decode(),
    }


def leg_rows(number: int, record: CallRecord) -> Iterator[Row]:
    """Yield the rows of the table `legs`."""
    for leg in record.legs:
        yield {
            "key": leg.key,
            "call_id": number,
            "agent": leg.agent,
            "outcome": leg.outcome.value,
            "ring_us": leg.first_us,
            "answered_us": leg.answered_us,
            "ended_us": leg.ended_us,
            "wrapped_us": (leg.ended_us or 0) + _WRAP_UP_S * 1_000_000,
        }


def line_row(number: int, record: CallRecord, contact: Contact, ticket_id: int) -> Row:
    """Return the call's line in the timeline."""
    return interaction_row(contact.person, EntryKind.CALL, record.first_us) | {
        "text": contact.text,
        "who": contact.who if record.answered_us is not None else "",
        "queue": record.queue,
        "direction": record.direction,
        "outcome": record.outcome.value,
        "talk_us": record.talk_us,
        "wait_us": record.wait_us,
        "ticket_id": ticket_id,
        "call_id": number,
        "call_key": record.key,
    }


def interaction_row(person: int, kind: EntryKind, at_us: int) -> Row:
    """Return a line of a customer's timeline with nothing in it yet."""
    return {
        "customer_id": person + 1,
        "kind": kind.value,
        "at_us": at_us,
        "title": "",
        "text": "",
        "who": "",
        "queue": "",
        "direction": "",
        "outcome": "",
        "talk_us": 0,
        "wait_us": 0,
        "recording": "",
        "ticket_id": None,
        "call_id": None,
        "call_key": "",
    }


def _key(at_us: int, salt: int) -> str:
    """Return a call's key as the engine makes them (ULID), but always the same."""
    number = (at_us // 1000) << 80 | salt
    return "".join(_KEY_DIGITS[number >> shift & 31] for shift in range(125, -1, -5))
