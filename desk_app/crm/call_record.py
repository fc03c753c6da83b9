"""The record of one conversation: plain data with the meanings read from it.

`call_log` joins records. What a record *means* (state, outcome, who is calling) is read
from it by properties, never stored back into the fold.
"""

from __future__ import annotations

import enum

import msgspec
from msgspec.structs import replace

from desk_app.crm.call_event import CALL_RANK, DESK_ALIAS, PBX_LEG, Authority, call_of_leg
from desk_app.crm.records import LeftWhy, OutcomeOfCall, OutcomeOfLeg


class CallState(enum.StrEnum):
    """Where a conversation stands."""

    RINGING = "ringing"
    ACTIVE = "active"
    ENDED = "ended"


_SAME_US = 3_000_000

Said = tuple[int, int, str]
"""(authority, instant in UTC µs, text): a word with its weight, for the lattice to compare."""

Left = tuple[int, int, int, int, str]
"""(authority, instant in UTC µs, place, how many waited, why): how a queue was left."""


Expected = tuple[int, int, int]
"""(authority, instant in UTC µs, then expected answer in UTC µs, 0 = not said): a forecast."""


def least(a: int | None, b: int | None) -> int | None:
    """Return the smaller of what is known of two."""
    return min((v for v in (a, b) if v is not None), default=None)


class LegRecord(msgspec.Struct, frozen=True):
    """One agent's phone in a call, as far as it is known. Instants in UTC µs.

    With `queued` it is the waiting in the desk's own queue: no phone, but the frame of
    the legs `KEY.n` in which it was offered. A call that rang here first and was given to
    a queue later has both in one: the phone until `given_us`, and the frame.
    """

    key: str
    first_us: int  # the earliest event of the leg
    agent: str = ""
    answered_us: int | None = None
    ended_us: int | None = None
    told: OutcomeOfLeg = OutcomeOfLeg.OPEN
    told_call: OutcomeOfCall = OutcomeOfCall.OPEN  # the phone's view of the whole call
    queued: bool = False
    given_us: int | None = None  # the agent gave the caller to a queue: the talk was over

    @property
    def outcome(self) -> OutcomeOfLeg:
        """How the leg ended; a leg that talked was answered, even if it broke off."""
        if self.ended_us is None:
            return OutcomeOfLeg.OPEN
        return OutcomeOfLeg.ANSWERED if self.answered_us is not None else self.told


class CallRecord(msgspec.Struct, frozen=True):
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
    moved_said: Said | None = None  # the queue it was moved to
    recording_said: Said | None = None
    call_answered_us: int | None = None  # said of the whole call, not of a leg
    call_ended_us: int | None = None
    authority: Authority = Authority.DESK  # of `told`
    told: OutcomeOfCall = OutcomeOfCall.OPEN
    left_said: Left | None = None
    callback: bool = False  # the caller hung up and was promised a call
    rating: int | None = None  # see `models.Call`
    expected_said: tuple[Expected, ...] = ()  # sorted; one for each queue it came into

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
        """The queue it came through, the last one it was moved to, or ""."""
        return _text(self.moved_said) or _text(self.queue_said)

    @property
    def recording(self) -> str:
        """The latest recording's file, or ""."""
        return _text(self.recording_said)

    @property
    def place(self) -> int:
        """The place in the queue when it was left unserved, 1 for the next; 0 = unknown."""
        return self.left_said[2] if self.left_said else 0

    @property
    def waiting(self) -> int:
        """How many waited when it was left, this caller included; 0 = unknown."""
        return self.left_said[3] if self.left_said else 0

    @property
    def left_why(self) -> str:
        """Why the queue let an unserved caller go (a LeftWhy), or ""."""
        if self.ended_us is None or self.answered_us is not None:
            return ""
        told = self.left_said[4] if self.left_said else ""
        return told or (LeftWhy.CALLBACK.value if self.callback else "")

    @property
    def expected_us(self) -> int | None:
        """When the first answer was expected, by the last forecast before it; None: by none.

        That is what the queue it was then in has said: what it waits after a talk is another wait.
        """
        answered_us = self.answered_us
        before = [s for s in self.expected_said if answered_us is None or s[1] <= answered_us]
        return (max(before)[2] or None) if before else None

    @property
    def agent_legs(self) -> tuple[LegRecord, ...]:
        """The phones that rang; one that rang until the call was over ended with it."""
        calls = {leg.key: leg for leg in self.legs}
        phones = [leg for leg in self.legs if not leg.queued]
        told_by_pbx = [leg for leg in phones if leg.key.startswith(PBX_LEG)]
        desks = [leg for leg in phones if leg not in told_by_pbx]
        return tuple(
            self._ended_with(_as_pbx_saw(leg, told_by_pbx), calls.get(call_of_leg(leg.key)))
            for leg in phones
            if leg in desks or not any(_same_phone(leg, desk) for desk in desks)
        )

    def _ended_with(self, leg: LegRecord, call: LegRecord | None) -> LegRecord:
        if leg.given_us is not None:
            told, open_ = OutcomeOfLeg.ANSWERED, OutcomeOfCall.OPEN
            return replace(leg, ended_us=leg.given_us, told=told, told_call=open_)
        if leg.ended_us is None and leg.answered_us is not None and leg.key.startswith(PBX_LEG):
            return replace(leg, ended_us=self.call_ended_us)  # its own end nobody saw
        if call is None or call.ended_us is None or leg.ended_us is not None:
            return leg
        # Who does not answer a callback is the customer: no phone of ours rang in vain.
        told = OutcomeOfLeg.FAILED if self.callback else call.told
        return replace(leg, ended_us=call.ended_us, told=told, told_call=call.told_call)

    @property
    def answered_us(self) -> int | None:
        """First answer on any phone."""
        found = self.call_answered_us
        for leg in self.legs:
            found = least(found, leg.answered_us)
        return found

    @property
    def ended_us(self) -> int | None:
        """When the conversation ended: its own end if told, else the end of the last leg.

        A leg that ended because another phone answered ends nothing while that
        other leg is known to be open; nor does an offer that was not taken end the waiting.
        """
        if self.call_ended_us is not None:
            return self.call_ended_us
        by_key = {leg.key: leg.ended_us for leg in self.legs}
        ends = [by_key.get(call_of_leg(key)) for key in by_key]
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
        talked = [leg for leg in self.agent_legs if leg.answered_us is not None]
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
        """From the first answer to the end, holds included; 0 while it lasts.

        Of a call that was given to a queue the talks alone, not the waiting in between.
        """
        if self.answered_us is None or self.ended_us is None:
            return 0
        if any(leg.given_us is not None for leg in self.legs):
            return sum(_talk_us(leg) for leg in self.agent_legs)
        return max(0, self.ended_us - self.answered_us)

    @property
    def wait_us(self) -> int:
        """From the entry into the queue (or the first ring) to the answer, or to the end."""
        until = self.answered_us or self.ended_us
        return max(0, until - self.entered_us) if until is not None else 0


_ANSWERED = OutcomeOfCall.ANSWERED
_KNOWN_BY_PBX = (OutcomeOfLeg.RANG_OUT, OutcomeOfLeg.CALLER_HUNG_UP, OutcomeOfLeg.ELSEWHERE)


def _same_phone(told_by_pbx: LegRecord, told_by_desk: LegRecord) -> bool:
    """Return whether PBX and desk tell of one phone, by clocks that nearly agree.

    No two phones answer a caller at once; that one rang twice is told apart by the agent, who
    has it ring once at a time: what a busy bridge hears late is the same for as long as both last.
    """
    pbx, desk = told_by_pbx, told_by_desk
    if pbx.agent == desk.agent != "" and _at_once_us(pbx, desk) > _SAME_US:
        return True
    if pbx.answered_us is not None and desk.answered_us is not None:
        return abs(pbx.answered_us - desk.answered_us) <= _SAME_US
    return pbx.agent == desk.agent != "" and abs(pbx.first_us - desk.first_us) <= _SAME_US


def _at_once_us(one: LegRecord, other: LegRecord) -> int:
    """Return for how long both legs were there; of one that has not ended nobody knows."""
    if one.ended_us is None or other.ended_us is None:
        return 0
    return min(one.ended_us, other.ended_us) - max(one.first_us, other.first_us)


def _as_pbx_saw(leg: LegRecord, told_by_pbx: list[LegRecord]) -> LegRecord:
    """Return a desk's leg with the PBX's word on why it was not taken.

    A phone that rings no more does not know whether the caller left or its time was over.
    """
    if leg in told_by_pbx or leg.ended_us is None or leg.answered_us is not None:
        return leg
    seen = (pbx.told for pbx in told_by_pbx if _same_phone(pbx, leg))
    told = next((told for told in seen if told in _KNOWN_BY_PBX), leg.told)
    return leg if told is leg.told else replace(leg, told=told)


def _talk_us(leg: LegRecord) -> int:
    if leg.answered_us is None or leg.ended_us is None:
        return 0
    return max(0, leg.ended_us - leg.answered_us)


def _text(said: Said | None) -> str:
    return said[2] if said else ""
