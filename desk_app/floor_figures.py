"""What a wall says of a floor: how each queue stands against its limits, and of all together.

Pure folds of a `Floor` and the time.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import accumulate, zip_longest
from math import ceil
from operator import itemgetter

import msgspec

from desk_app.levels import Level, level_of
from desk_app.telephony.forecast import Outlook
from desk_app.telephony.team.board import (
    WAITS_S,
    AgentNow,
    AgentStatus,
    Floor,
    QueueDay,
    QueueNow,
    WaitingCaller,
)
from desk_app.telephony.team.outlook import able, outlook

_ON_CALLS = frozenset({AgentStatus.RINGING, AgentStatus.TALKING, AgentStatus.BUSY})
_ORDER = {
    AgentStatus.RINGING: 0,
    AgentStatus.TALKING: 0,
    AgentStatus.BUSY: 1,
    AgentStatus.WRAP_UP: 2,
    AgentStatus.PAUSED: 3,
    AgentStatus.READY: 4,
    AgentStatus.UNREACHABLE: 5,
}


class AgentCounts(msgspec.Struct, frozen=True):
    """A queue's agents by what they do. `on_calls`: also who rings and who is on another call."""

    ready: int = 0
    on_calls: int = 0
    wrap_up: int = 0
    paused: int = 0


class QueueStanding(msgspec.Struct, frozen=True):
    """One queue at one moment: its figures, and how bad each that has a limit is.

    `service_level` is None before the first call of the day. `lost` gave up or ended
    unserved; `lost_share` is of the answered and the lost.
    """

    now: QueueNow
    oldest_us: int | None  # entry of the caller who waits longest
    agents: AgentCounts
    longest: Level
    waiting: Level
    service: Level
    outlook: Outlook  # for somebody who enters now

    @property
    def level(self) -> Level:
        """The worst of it; a poor service level is an alarm while somebody waits."""
        service = self.service if self.now.waiting else Level.NORMAL
        return max(self.longest, self.waiting, service)

    @property
    def service_level(self) -> float | None:
        """Answered in time / (answered + abandoned - short abandons)."""
        return service_level(self.now.day)

    @property
    def lost(self) -> int:
        """Calls that ended without an answer."""
        return lost(self.now.day)


class AllQueues(msgspec.Struct, frozen=True):
    """The day over all queues. `wait_s` is the average of the answered, None without any.

    Half of them waited less than `half_s`, nine of ten less than `most_s`: bounds of
    WAITS_S, None where that is not known.
    """

    answered: int
    lost: int
    wait_s: float | None
    service_level: float | None
    by_hour: tuple[int, ...]
    half_s: float | None = None
    most_s: float | None = None


def service_level(day: QueueDay) -> float | None:
    """Return the share that was answered in time (docs/figures.md), None without a call."""
    counted = day.answered + day.abandoned - day.short
    return day.in_time / counted if counted > 0 else None


def lost(day: QueueDay) -> int:
    """Return how many calls ended without an answer."""
    return day.abandoned + day.overflowed


def share_lost(answered: int, gone: int) -> float:
    """Return the share of the lost among all that are over."""
    return gone / (answered + gone) if gone else 0.0


def handle_s(day: QueueDay) -> float | None:
    """Return the average handle time, None while nobody was handled."""
    return day.handle_s / day.handled if day.handled else None


def standings(floor: Floor, now_us: int) -> tuple[QueueStanding, ...]:
    """Return how every queue stands, in the floor's order."""
    counts, agents = _counts(floor.agents), able(floor.agents)
    return tuple(
        _stand(
            queue,
            counts.get(queue.name),
            outlook(queue, agents[queue.name]),
            now_us,
        )
        for queue in floor.queues
    )


def _stand(
    queue: QueueNow,
    agents: AgentCounts | None,
    expected: Outlook,
    now_us: int,
) -> QueueStanding:
    terms, oldest_us = queue.terms, queue.oldest_us
    near = terms.near_percent / 100
    waited_s = 0.0 if oldest_us is None else (now_us - oldest_us) / 1e6
    service = service_level(queue.day)
    poor = service is not None and service * 100 < terms.service_percent
    most = terms.waiting_limit
    return QueueStanding(
        queue,
        oldest_us,
        agents or AgentCounts(),
        longest=Level.NORMAL if oldest_us is None else level_of(waited_s, terms.limit_s, near),
        waiting=level_of(len(queue.waiting), most, near) if most else Level.NORMAL,
        service=Level.OVER if poor else Level.NORMAL,
        outlook=expected,
    )


def _counts(agents: Sequence[AgentNow]) -> dict[str, AgentCounts]:
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for agent in agents:
        if agent.status is AgentStatus.UNREACHABLE:
            continue
        at = 1 if agent.status in _ON_CALLS else 0
        if agent.status is AgentStatus.WRAP_UP:
            at = 2
        elif agent.status is AgentStatus.PAUSED:
            at = 3
        # Who works for one queue is no help in the others meanwhile, but is logged in there.
        for queue in (agent.queue,) if at in (1, 2) and agent.queue else agent.queues:
            found[queue][at] += 1
    return {queue: AgentCounts(*numbers) for queue, numbers in found.items()}


def worst_first(queues: Iterable[QueueStanding]) -> tuple[QueueStanding, ...]:
    """Return the queues as a wall shows them: the worst first, else in their order."""
    return tuple(sorted(queues, key=lambda standing: -standing.level))


def all_queues(floor: Floor) -> AllQueues:
    """Return the day of all queues together."""
    days = [queue.day for queue in floor.queues]
    answered = sum(day.answered for day in days)
    counted = sum(day.answered + day.abandoned - day.short for day in days)
    hours = max((len(day.by_hour) for day in days), default=0)
    by_hour = [0] * hours
    for day in days:
        for hour, count in enumerate(day.by_hour):
            by_hour[hour] += count
    waits = [sum(counts) for counts in zip_longest(*(day.waits for day in days), fillvalue=0)]
    return AllQueues(
        answered,
        sum(lost(day) for day in days),
        sum(day.wait_s for day in days) / answered if answered else None,
        sum(day.in_time for day in days) / counted if counted > 0 else None,
        tuple(by_hour),
        _below(waits, 0.5),
        _below(waits, 0.9),
    )


def _below(waits: Sequence[int], share: float) -> float | None:
    """Return the least bound that a share of those who waited stayed below (nearest rank)."""
    rank = ceil(share * sum(waits))
    if not rank:
        return None
    place = bisect_left(list(accumulate(waits)), rank)
    return WAITS_S[place] if place < len(WAITS_S) else None


def by_status(agents: Iterable[AgentNow], queues: Sequence[str]) -> tuple[AgentNow, ...]:
    """Return the agents as a wall shows them: by what they do, then queue, the longest first."""
    place = {queue: at for at, queue in enumerate(queues)}
    after = len(place)

    def order(agent: AgentNow) -> tuple[int, int, int, str]:
        queue = agent.queue or (agent.queues[0] if agent.queues else "")
        return _ORDER[agent.status], place.get(queue, after), agent.since_us, agent.id

    return tuple(sorted(agents, key=order))


Waits = tuple[int, str, WaitingCaller]
"""Somebody who waits: since when (UTC µs), in which queue, and who."""


def by_wait(floor: Floor) -> list[Waits]:
    """Return everybody who waits, the longest first."""
    everybody = [
        (caller.entered_us, queue.name, caller)
        for queue in floor.queues
        for caller in queue.waiting
    ]
    everybody.sort(key=itemgetter(0))
    return everybody
