"""The call log: events from desks and PBXs joined into one record for each conversation.

Everything here is pure. A record is an element of a join semilattice: `join` is
commutative, associative and idempotent, so events may come late, twice and in any
order, and the record is the same. What a record *means* (state, outcome, who is
calling) is read from it by properties, never stored back into the fold.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass, replace

from desk_app.crm.call_event import (
    CALL_RANK,
    DESK_ALIAS,
    LEG_RANK,
    LINKED_ALIAS,
    Authority,
    CallEvent,
    EventKind,
    best_leg,
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
    "fold",
    "join",
    "record_of",
]


class CallState(enum.StrEnum):
    """Where a conversation stands."""

    RINGING = "ringing"
    ACTIVE = "active"
    ENDED = "ended"


Said = tuple[int, int, str]
"""(authority, instant in UTC µs, text): a word with its weight, for the lattice to compare."""


def _first(a: Said | None, b: Said | None) -> Said | None:
    """Of two words the higher authority's, then the earlier, then the smaller text."""
    if a is None or b is None:
        return a or b
    return min(a, b, key=lambda said: (-said[0], said[1], said[2]))


def _last(a: Said | None, b: Said | None) -> Said | None:
    """Of two words the higher authority's, then the later, then the greater text."""
    if a is None or b is None:
        return a or b
    return max(a, b)


def _least(a: int | None, b: int | None) -> int | None:
    return min((v for v in (a, b) if v is not None), default=None)


def _most(a: int | None, b: int | None) -> int | None:
    return max((v for v in (a, b) if v is not None), default=None)


@dataclass(frozen=True)
class LegRecord:
    """One agent's phone in a call, as far as it is known. Instants in UTC µs."""

    key: str
    first_us: int  # the earliest event of the leg
    agent: str = ""
    answered_us: int | None = None
    ended_us: int | None = None
    told: OutcomeOfLeg = OutcomeOfLeg.OPEN
    told_call: OutcomeOfCall = OutcomeOfCall.OPEN  # the phone's view of the whole call

    @property
    def outcome(self) -> OutcomeOfLeg:
        """How the leg ended; a leg that talked was answered, even if it broke off."""
        if self.ended_us is None:
            return OutcomeOfLeg.OPEN
        return OutcomeOfLeg.ANSWERED if self.answered_us is not None else self.told


def _join_legs(a: LegRecord, b: LegRecord) -> LegRecord:
    return LegRecord(
        key=a.key,
        first_us=min(a.first_us, b.first_us),
        agent=max(a.agent, b.agent),
        answered_us=_least(a.answered_us, b.answered_us),
        ended_us=_most(a.ended_us, b.ended_us),
        told=max(a.told, b.told, key=LEG_RANK.__getitem__),
        told_call=max(a.told_call, b.told_call, key=CALL_RANK.__getitem__),
    )


@dataclass(frozen=True)
class CallRecord:
    """One conversation, as far as it is known; see the module's docstring."""

    aliases: tuple[str, ...]  # sorted
    first_us: int
    entered_us: int  # first ring less the time already waited: entry into the queue
    legs: tuple[LegRecord, ...] = ()  # sorted by key
    direction_said: Said | None = None
    number_said: Said | None = None
    name_said: Said | None = None
    identity_number: Said | None = None  # the far end after a transfer
    identity_name: Said | None = None
    queue_said: Said | None = None
    recording_said: Said | None = None
    call_answered_us: int | None = None  # said of the whole call, not of a leg
    call_ended_us: int | None = None
    authority: Authority = Authority.DESK  # of `told`
    told: OutcomeOfCall = OutcomeOfCall.OPEN

    @property
    def key(self) -> str:
        """The call's name: the earliest desk key (they are time-ordered), else an alias."""
        desk = [alias for alias in self.aliases if alias.startswith(DESK_ALIAS)]
        return desk[0].removeprefix(DESK_ALIAS) if desk else self.aliases[0]

    @property
    def direction(self) -> str:
        """ "in" unless a source said otherwise."""
        return _text(self.direction_said) or "in"

    @property
    def number(self) -> str:
        """The far end's number: of a call that came in, whoever it was passed on to us from."""
        if self.direction == "in" and self.identity_number:
            return self.identity_number[2]
        return _text(self.number_said)

    @property
    def name(self) -> str:
        """The far end's display name, belonging to `number`."""
        if self.direction == "in" and (self.identity_number or self.identity_name):
            return _text(self.identity_name)
        return _text(self.name_said)

    @property
    def queue(self) -> str:
        """The queue it came through, or ""."""
        return _text(self.queue_said)

    @property
    def recording(self) -> str:
        """The latest recording's file, or ""."""
        return _text(self.recording_said)

    @property
    def answered_us(self) -> int | None:
        """First answer on any phone."""
        found = self.call_answered_us
        for leg in self.legs:
            found = _least(found, leg.answered_us)
        return found

    @property
    def ended_us(self) -> int | None:
        """When the conversation ended: its own end if told, else the end of the last leg.

        A leg that ended because another phone answered ends nothing while that
        other leg is known to be open.
        """
        if self.call_ended_us is not None:
            return self.call_ended_us
        ends = [leg.ended_us for leg in self.legs]
        known = [end for end in ends if end is not None]
        return max(known) if known and len(known) == len(ends) else None

    @property
    def state(self) -> CallState:
        """Where the conversation stands."""
        if self.ended_us is not None:
            return CallState.ENDED
        return CallState.RINGING if self.answered_us is None else CallState.ACTIVE

    @property
    def outcome(self) -> OutcomeOfCall:
        """How the conversation ended; OPEN until it has.

        Without a word about the whole, the leg that answered last decides (a call
        whose engine died may be queued again and answered); then "answered
        elsewhere"; then the best of what the phones saw.
        """
        if self.ended_us is None:
            return OutcomeOfCall.OPEN
        if self.told is not OutcomeOfCall.OPEN:
            return self.told
        talked = [leg for leg in self.legs if leg.answered_us is not None]
        if talked:
            last = max(talked, key=lambda leg: (leg.answered_us or 0, leg.key))
            return OutcomeOfCall.LOST if last.told_call is OutcomeOfCall.LOST else _ANSWERED
        if self.answered_us or any(leg.told is OutcomeOfLeg.ELSEWHERE for leg in self.legs):
            return _ANSWERED
        seen = (leg.told_call for leg in self.legs)
        best = max(seen, key=CALL_RANK.__getitem__, default=OutcomeOfCall.OPEN)
        return best if best is not OutcomeOfCall.OPEN else OutcomeOfCall.FAILED

    @property
    def talk_us(self) -> int:
        """From the first answer to the end, holds included; 0 while it lasts."""
        if self.answered_us is None or self.ended_us is None:
            return 0
        return max(0, self.ended_us - self.answered_us)

    @property
    def wait_us(self) -> int:
        """From the entry into the queue (or the first ring) to the answer, or to the end."""
        until = self.answered_us or self.ended_us
        return max(0, until - self.entered_us) if until is not None else 0


_ANSWERED = OutcomeOfCall.ANSWERED


def _text(said: Said | None) -> str:
    return said[2] if said else ""


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
        queue_said=said(event.queue),
        recording_said=said(event.recording),
    )
    if event.kind is EventKind.IDENTITY:
        record = replace(record, identity_number=said(event.number), identity_name=said(event.name))
    elif event.kind is not EventKind.TRANSFER:  # its number is where the call goes
        record = replace(record, number_said=said(event.number), name_said=said(event.name))
    if event.leg:
        leg = LegRecord(
            key=event.leg,
            first_us=event.at_us,
            agent=bounded(event.agent),
            answered_us=event.at_us if answered else None,
            ended_us=event.at_us if ended else None,
            told=event.leg_outcome if ended else OutcomeOfLeg.OPEN,
            told_call=event.outcome if ended else OutcomeOfCall.OPEN,
        )
        return replace(record, legs=(leg,))
    return replace(
        record,
        call_answered_us=event.at_us if answered else None,
        call_ended_us=event.at_us if ended else None,
        authority=event.authority if ended else Authority.DESK,
        told=event.outcome if ended else OutcomeOfCall.OPEN,
    )


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
        recording_said=_last(a.recording_said, b.recording_said),
        call_answered_us=_least(a.call_answered_us, b.call_answered_us),
        call_ended_us=_most(a.call_ended_us, b.call_ended_us),
        authority=authority,
        told=told,
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
