"""The queue board: who waits where, folded from the same facts that the journal keeps.

Pure. Desk and engine fold the same facts, so both have the same board, and one that is
made anew from a journal or a snapshot is the one that was.
"""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from desk_app.telephony.facts import CallFact, Fact

if TYPE_CHECKING:
    from collections.abc import Mapping


class Waiting(msgspec.Struct, frozen=True):
    """A caller in a queue. Text is untrusted. `offers` counts how often it rang at the agent."""

    key: str
    queue: str
    entered_us: int
    number: str = ""
    name: str = ""
    priority: int = 0
    why: str = ""  # the priority, in words for the agent
    offered: bool = False  # rings at the agent now
    offers: int = 0
    callback: bool = False  # has hung up and is called back in turn

    @property
    def rank(self) -> tuple[int, int, str]:
        """The order of service: priority, then time of entry."""
        return (-self.priority, self.entered_us, self.key)


class QueueBoard(msgspec.Struct, frozen=True):
    """Everybody who waits, by key. One who is rung at the agent keeps the place."""

    callers: Mapping[str, Waiting] = msgspec.field(default_factory=lambda: MappingProxyType({}))

    def of(self, queue: str) -> tuple[Waiting, ...]:
        """Return a queue's callers, the next one first."""
        here = (caller for caller in self.callers.values() if caller.queue == queue)
        return tuple(sorted(here, key=lambda caller: caller.rank))

    def place(self, key: str) -> int:
        """Return a caller's place in the queue, 1 for the next; 0 for one who does not wait."""
        me = self.callers.get(key)
        if me is None:
            return 0
        here = (c for c in self.callers.values() if c.queue == me.queue)
        return sum(caller.rank <= me.rank for caller in here)

    def place_in(self, key: str, queue: str) -> int:
        """Return the place that a caller would have in a queue; of a new one the last."""
        me = self.callers.get(key)
        here = (c for c in self.callers.values() if c.queue == queue and c.key != key)
        return 1 + sum(me is None or caller.rank < me.rank for caller in here)

    def next(self, queues: Iterable[str]) -> Waiting | None:
        """Return who is to be offered to an agent of these queues; None: nobody waits there."""
        names = set(queues)
        free = (c for c in self.callers.values() if c.queue in names and not c.offered)
        return min(free, key=lambda caller: caller.rank, default=None)

    def with_name(self, key: str, name: str) -> QueueBoard:
        """Return the board with a caller's name from the records."""
        caller = self.callers.get(key)
        return self if caller is None else self._put(replace(caller, name=name))

    def _put(self, caller: Waiting) -> QueueBoard:
        return QueueBoard({**self.callers, caller.key: caller})


_ENTER = {Fact.MOVED, Fact.CALLBACK}
_LEAVE = {Fact.ANSWERED, Fact.DIALING, Fact.MESSAGE, Fact.ENDED}


def apply(board: QueueBoard, fact: CallFact) -> QueueBoard:
    """Return the board after a fact; a fact about nobody who waits changes nothing."""
    if fact.fact is Fact.QUEUED:
        if fact.key in board.callers or fact.reason:  # refused at once
            return board
        caller = Waiting(
            fact.key, fact.queue, fact.at_us, fact.number, fact.name, priority=fact.priority
        )
        return board._put(caller)
    before = board.callers.get(fact.key)
    if before is None:
        return board._put(_entered(fact)) if fact.fact in _ENTER else board
    if fact.fact in _LEAVE:
        return QueueBoard({key: c for key, c in board.callers.items() if key != fact.key})
    match fact.fact:
        case Fact.OFFERED:
            return board._put(replace(before, offered=True, offers=fact.leg))
        case Fact.NOT_TAKEN:
            return board._put(replace(before, offered=False))
        case Fact.MOVED:
            return board._put(replace(before, queue=fact.queue))
        case Fact.PRIORITY:
            return board._put(replace(before, priority=fact.priority, why=fact.reason))
        case Fact.CALLBACK:
            return board._put(replace(before, callback=True))
        case Fact.IDENTITY:
            return board._put(replace(before, number=fact.number or before.number, name=fact.name))
    return board


def _entered(fact: CallFact) -> Waiting:
    """Return a caller whom the agent gives to a queue, or who was refused and is called back."""
    return Waiting(
        fact.key,
        fact.queue,
        fact.at_us - round(fact.waited_s * 1e6),
        fact.number,
        fact.name,
        priority=fact.priority,
        why=fact.reason,
        offers=fact.leg,
        callback=fact.fact is Fact.CALLBACK,
    )


def fold(facts: Iterable[CallFact]) -> QueueBoard:
    """Return the board after all these facts, in their order."""
    board = QueueBoard()
    for fact in facts:
        board = apply(board, fact)
    return board
