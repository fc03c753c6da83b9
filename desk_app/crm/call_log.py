"""The call log: events from desks and PBXs joined into one record for each conversation.

Everything here is pure. A record is an element of a join semilattice: `join` is
commutative, associative and idempotent, so events may come late, twice and in any
order, and the record is the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from desk_app.crm.call_event import (
    CALL_RANK,
    DESK_ALIAS,
    LEG_RANK,
    LINKED_ALIAS,
    Authority,
    CallEvent,
    EventKind,
    best_leg,
    call_of_leg,
)
from desk_app.crm.call_record import (
    CallRecord,
    CallState,
    Expected,
    Left,
    LegRecord,
    Said,
    least,
)
from desk_app.crm.records import OutcomeOfCall, OutcomeOfLeg
from desk_app.crm.text import bounded

__all__ = [
    "DESK_ALIAS",
    "LINKED_ALIAS",
    "Authority",
    "CallEvent",
    "CallRecord",
    "CallState",
    "EventKind",
    "LegRecord",
    "best_leg",
    "call_of_leg",
    "fold",
    "join",
    "record_of",
]


_Word = TypeVar("_Word", Said, Left)


def _first(a: Said | None, b: Said | None) -> Said | None:
    """Of two words the higher authority's, then the earlier, then the smaller text."""
    if a is None or b is None:
        return a or b
    return min(a, b, key=lambda said: (-said[0], said[1], said[2]))


def _last(a: _Word | None, b: _Word | None) -> _Word | None:
    """Of two words the higher authority's, then the later, then the greater rest."""
    if a is None or b is None:
        return a or b
    return max(a, b)


def _most(a: int | None, b: int | None) -> int | None:
    return max((v for v in (a, b) if v is not None), default=None)


def _join_legs(a: LegRecord, b: LegRecord) -> LegRecord:
    return LegRecord(
        key=a.key,
        first_us=min(a.first_us, b.first_us),
        agent=max(a.agent, b.agent),
        answered_us=least(a.answered_us, b.answered_us),
        ended_us=_most(a.ended_us, b.ended_us),
        told=max(a.told, b.told, key=LEG_RANK.__getitem__),
        told_call=max(a.told_call, b.told_call, key=CALL_RANK.__getitem__),
        queued=a.queued or b.queued,
        given_us=least(a.given_us, b.given_us),
    )


def record_of(event: CallEvent) -> CallRecord:
    """Return what one event alone says about its call. Texts are bounded and made plain here."""

    def said(text: str) -> Said | None:
        plain = bounded(text)
        return (int(event.authority), event.at_us, plain) if plain else None

    ended = event.kind is EventKind.END
    answered = event.kind is EventKind.ANSWER
    record = CallRecord(
        aliases=tuple(sorted(set(event.aliases))),
        first_us=event.at_us,
        entered_us=event.at_us - round(event.waited_s * 1_000_000),
        direction_said=said(event.direction),
        recording_said=said(event.recording),
        left_said=_left(event) if ended else None,
        callback=event.kind is EventKind.CALLBACK,
        rating=event.rating,
        expected_said=_expected(event),
    )
    if event.kind is EventKind.MOVE:
        record = replace(record, moved_said=said(event.queue))
    else:
        record = replace(record, queue_said=said(event.queue))
    if event.kind is EventKind.IDENTITY:
        if event.direction != "out":  # whom we call, a callback included, stays whom we called
            record = replace(
                record, identity_number=said(event.number), identity_name=said(event.name)
            )
    elif event.kind is not EventKind.TRANSFER:  # its number is where the call goes
        record = replace(record, number_said=said(event.number), name_said=said(event.name))
    if event.leg:
        given = event.kind is EventKind.MOVE and event.leg_outcome is OutcomeOfLeg.ANSWERED
        leg = LegRecord(
            key=event.leg,
            first_us=event.at_us,
            agent=bounded(event.agent),
            answered_us=event.at_us if answered else None,
            ended_us=event.at_us if ended else None,
            told=event.leg_outcome if ended else OutcomeOfLeg.OPEN,
            told_call=event.outcome if ended else OutcomeOfCall.OPEN,
            queued=event.kind is EventKind.ENTER,
            given_us=event.at_us if given else None,
        )
        return replace(record, legs=(leg,))
    return replace(
        record,
        call_answered_us=event.at_us if answered else None,
        call_ended_us=event.at_us if ended else None,
        authority=event.authority if ended else Authority.DESK,
        told=event.outcome if ended else OutcomeOfCall.OPEN,
    )


def _left(event: CallEvent) -> Left | None:
    why = event.left_why.value if event.left_why else ""
    if not event.place and not why:
        return None
    return int(event.authority), event.at_us, event.place, event.waiting, why


def _expected(event: CallEvent) -> tuple[Expected, ...]:
    if event.expected_us is None or event.kind not in (EventKind.ENTER, EventKind.MOVE):
        return ()
    return ((int(event.authority), event.at_us, event.expected_us),)


def join(a: CallRecord, b: CallRecord) -> CallRecord:
    """Return all that two records of the same conversation say together."""
    legs = {leg.key: leg for leg in a.legs}
    for leg in b.legs:
        legs[leg.key] = _join_legs(legs[leg.key], leg) if leg.key in legs else leg
    authority, told = max(
        (a.authority, a.told), (b.authority, b.told), key=lambda t: (t[0], CALL_RANK[t[1]])
    )
    return CallRecord(
        aliases=tuple(sorted({*a.aliases, *b.aliases})),
        first_us=min(a.first_us, b.first_us),
        entered_us=min(a.entered_us, b.entered_us),
        legs=tuple(legs[key] for key in sorted(legs)),
        direction_said=_first(a.direction_said, b.direction_said),
        number_said=_first(a.number_said, b.number_said),
        name_said=_first(a.name_said, b.name_said),
        identity_number=_last(a.identity_number, b.identity_number),
        identity_name=_last(a.identity_name, b.identity_name),
        queue_said=_first(a.queue_said, b.queue_said),
        moved_said=_last(a.moved_said, b.moved_said),
        recording_said=_last(a.recording_said, b.recording_said),
        call_answered_us=least(a.call_answered_us, b.call_answered_us),
        call_ended_us=_most(a.call_ended_us, b.call_ended_us),
        authority=authority,
        told=told,
        left_said=_last(a.left_said, b.left_said),
        callback=a.callback or b.callback,
        rating=_most(a.rating, b.rating),
        expected_said=tuple(sorted({*a.expected_said, *b.expected_said})),
    )


def fold(events: Iterable[CallEvent]) -> frozenset[CallRecord]:
    """Return the conversations that the events tell of; records sharing an alias are one."""
    by_alias: dict[str, CallRecord] = {}
    for event in events:
        record = record_of(event)
        for known in {id(r): r for a in record.aliases if (r := by_alias.get(a))}.values():
            record = join(record, known)
        by_alias |= dict.fromkeys(record.aliases, record)
    return frozenset(by_alias.values())
