"""A caller of a queue as the bridge follows it, and what it counts as."""

from __future__ import annotations

import enum
from collections.abc import Callable
from dataclasses import dataclass, field

from desk_app.telephony.team.board import QueueTerms, WaitingCaller
from desk_app.telephony.team.events import Counted, LeftHow

SECOND_US = 1_000_000
_HOUR_US = 3_600 * SECOND_US


class Stage(enum.Enum):
    """Where a caller stands."""

    WAITING = enum.auto()
    LEFT = enum.auto()  # waits no longer, and is not (yet) spoken to: see `how`
    TALKING = enum.auto()
    SERVED = enum.auto()  # spoken to, and now somewhere else


@dataclass
class Offer:
    """An agent's phone that rings for the caller."""

    leg: str
    cause: int = 0  # Q.850, with which the phone itself ended it
    missing_us: int = 0  # when a snapshot did not have it


@dataclass
class Tracked:
    """One conversation. Instants are UTC microseconds."""

    key: str
    uniqueid: str  # of the caller's channel, as it is now
    channel: str
    number: str
    name: str
    queue: str
    entered_us: int
    stage: Stage = Stage.WAITING
    how: LeftHow = LeftHow.UNKNOWN
    place: int = 0
    waiting: int = 0
    calls_today: int = 1
    expected_us: int = 0  # as in `WaitingCaller`
    left_us: int = 0
    offers: dict[str, Offer] = field(default_factory=dict)  # by agent
    # Agents whose phones gave an offer on: who is rung instead, they themselves if no agent is.
    forwards: dict[str, str] = field(default_factory=dict)
    forwarding: str = ""  # leg of which the PBX next says what it dials instead
    agent: str = ""
    leg: str = ""
    talk_since_us: int = 0
    answered_us: int | None = None  # the first time
    hung_up: bool = False
    missing_us: int = 0  # when a snapshot did not have it; 0: it is there
    served_us: int = 0  # end of the last talk
    picked_up: bool = False  # an agent took or takes the caller out of turn
    other_names: tuple[str, ...] = ()
    # Channels that the followed one, a `Local`'s half, stands for: name by Uniqueid.
    behind: dict[str, str] = field(default_factory=dict)
    handled: int = 0
    handle_us: int = 0
    counted: dict[str, Counted] = field(default_factory=dict)  # by queue: what is counted so far

    def caller(self) -> WaitingCaller:
        """Return the caller as the floor shows it."""
        return WaitingCaller(
            self.key,
            self.number,
            self.name,
            self.place,
            self.entered_us,
            calls_today=self.calls_today,
            ringing=tuple(sorted(a for a, offer in self.offers.items() if not offer.missing_us)),
            expected_us=self.expected_us,
        )


class Figures:
    """Keeps the figures of the day equal to the calls they are counted from."""

    def __init__(self, terms_of: Callable[[str], QueueTerms]) -> None:
        self.day_us = 0
        self._terms_of = terms_of

    def count(self, call: Tracked, at_us: int) -> list[Counted]:
        """Return by how much the figures change with a call as it now stands."""
        told: list[Counted] = []
        for queue in {call.queue, *call.counted}:
            before = call.counted.get(queue) or Counted(0, queue, 0)
            now = self._of(call, queue) if queue == call.queue else Counted(0, queue, before.hour)
            if before.offered or now.offered:
                change = _difference(now, before, at_us)
                if change:
                    told.append(change)
                    call.counted[queue] = now
        return told

    def _of(self, call: Tracked, queue: str) -> Counted:
        """Return what a call adds to its queue; nothing if it entered before midnight."""
        if call.entered_us < self.day_us:
            return Counted(0, queue, 0)
        terms, hour = self._terms_of(queue), (call.entered_us - self.day_us) // _HOUR_US
        answered, abandoned, overflowed = _end_of(call)
        wait_us = max(0, (call.answered_us or call.left_us) - call.entered_us)
        return Counted(
            0,
            queue,
            hour,
            offered=1,
            answered=int(answered),
            abandoned=int(abandoned),
            short=int(abandoned and wait_us < terms.short_s * SECOND_US),
            overflowed=int(overflowed),
            in_time=int(answered and wait_us <= terms.target_s * SECOND_US),
            wait_s=wait_us / SECOND_US if answered else 0.0,
            handled=call.handled,
            handle_s=call.handle_us / SECOND_US,
        )


def _end_of(call: Tracked) -> tuple[bool, bool, bool]:
    if call.answered_us is not None:
        return True, False, False
    left = call.stage is Stage.LEFT
    return (
        False,
        left and call.how is LeftHow.ABANDONED,
        left and call.how in (LeftHow.OVERFLOWED, LeftHow.UNKNOWN),
    )


_COUNTS = (
    "offered",
    "answered",
    "abandoned",
    "short",
    "overflowed",
    "in_time",
    "wait_s",
    "handled",
    "handle_s",
)


def _difference(now: Counted, before: Counted, at_us: int) -> Counted | None:
    change = {name: getattr(now, name) - getattr(before, name) for name in _COUNTS}
    hour = now.hour if now.offered else before.hour
    return Counted(at_us, now.queue, hour, **change) if any(change.values()) else None
