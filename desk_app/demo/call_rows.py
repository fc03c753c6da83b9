"""The rows of a call as the call log would have written them: a record joined from events."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import reduce
from typing import Any

import msgspec

from desk_app.crm.call_log import (
    DESK_ALIAS,
    CallEvent,
    CallRecord,
    EventKind,
    join,
    record_of,
)
from desk_app.crm.numbers import ReadNumber
from desk_app.crm.records import EntryKind, LeftWhy, OutcomeOfCall, OutcomeOfLeg
from desk_app.demo.contacts import Contact

_RING_S = 5
_RANG_S = 20  # a call nobody answered
_WRAP_UP_S = 24
_FORETOLD = (70, 95, 120, 85, 105)  # what callers were told they would wait, in % of their wait
_KEY_DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

Row = dict[str, Any]


def us(at: datetime) -> int:
    """Return an instant in UTC microseconds."""
    return round(at.timestamp() * 1_000_000)


def call_record(contact: Contact, read: ReadNumber) -> CallRecord:
    """Return the record of a call with whoever has the number."""
    tell = _queue_events if contact.kind == "lost" else _events
    return reduce(join, map(record_of, tell(contact, read, _key(contact))))


def message_file(contact: Contact) -> str:
    """Return the file of what a caller said after the tone, relative to the recordings."""
    return f"messages/{contact.at:%Y-%m}/{contact.at:%Y%m%dT%H%M%S}-{_key(contact)}.wav"


def _common(key: str) -> Row:
    return {"source": "demo", "seq": 0, "aliases": (f"{DESK_ALIAS}{key}",), "leg": key}


def _events(contact: Contact, read: ReadNumber, key: str) -> Iterator[CallEvent]:
    at = us(contact.at)
    answered = contact.kind in ("call", "out")
    common = _common(key)
    if contact.kind == "call" and contact.wait_s:
        entered_us = at - contact.wait_s * 1_000_000
        foretold_us = contact.wait_s * _FORETOLD[contact.person % len(_FORETOLD)] * 10_000
        yield CallEvent(
            kind=EventKind.ENTER,
            at_us=entered_us,
            number=_shown(read),
            queue=contact.queue,
            expected_us=entered_us + foretold_us,
            **common | {"leg": ""},
        )
    yield CallEvent(
        kind=EventKind.DIAL if contact.kind == "out" else EventKind.RING,
        at_us=at,
        agent=contact.who,
        direction="out" if contact.kind == "out" else "in",
        number=read.e164 if contact.kind == "out" else _shown(read),
        queue=contact.queue,
        waited_s=float(contact.wait_s),
        **common,
    )
    until = at + _RANG_S * 1_000_000
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


def _queue_events(contact: Contact, read: ReadNumber, key: str) -> Iterator[CallEvent]:
    """Yield what a queue of the desk tells of a caller whom nobody served."""
    at, until = us(contact.at), us(contact.at) + contact.wait_s * 1_000_000
    common = _common(key)
    why = LeftWhy(contact.why) if contact.why else None
    yield CallEvent(
        kind=EventKind.ENTER, at_us=at, number=_shown(read), queue=contact.queue, **common
    )
    if why is LeftWhy.CALLBACK:
        yield CallEvent(kind=EventKind.CALLBACK, at_us=until, **common)
    let_go = why is not None and why is not LeftWhy.CALLBACK
    yield CallEvent(
        kind=EventKind.END,
        at_us=until,
        leg_outcome=OutcomeOfLeg.CALLER_HUNG_UP,
        outcome=OutcomeOfCall.OVERFLOWED if let_go else OutcomeOfCall.ABANDONED,
        place=contact.place,
        waiting=contact.waiting,
        left_why=why if let_go else None,
        recording=message_file(contact) if why is LeftWhy.MESSAGE else "",
        **common,
    )


def _shown(read: ReadNumber) -> str:
    return read.raw.replace(" ", "")


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
        "expected_us": record.expected_us,
        "ended_us": record.ended_us,
        "outcome": record.outcome.value,
        "authority": int(record.authority),
        "recording": record.recording,
        "place": record.place,
        "waiting": record.waiting,
        "left_why": record.left_why,
        "ticket_id": ticket_id,
        "joined": msgspec.json.encode(record).decode(),
    }


def leg_rows(number: int, record: CallRecord) -> Iterator[Row]:
    """Yield the rows of the table `legs`."""
    for leg in record.agent_legs:
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
        "recording": record.recording,
        "place": record.place,
        "waiting": record.waiting,
        "left_why": record.left_why,
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
        "place": 0,
        "waiting": 0,
        "left_why": "",
    }


def _key(contact: Contact) -> str:
    """Return a call's key as the engine makes them (ULID), but always the same."""
    salt = contact.person * 10_000 + (contact.ticket or 0)
    number = (us(contact.at) // 1000) << 80 | salt
    return "".join(_KEY_DIGITS[number >> shift & 31] for shift in range(125, -1, -5))
