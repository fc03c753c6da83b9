"""The expected wait on a floor: who is able to take calls, and what callers may expect. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from desk_app.telephony.forecast import Outlook, expected_wait_s
from desk_app.telephony.team.board import AgentNow, AgentStatus, Floor, QueueNow

_UNABLE = frozenset({AgentStatus.PAUSED, AgentStatus.UNREACHABLE})


def able(agents: Iterable[AgentNow]) -> Counter[str]:
    """Return how many are able to take calls, by queue: ready or busy, wrap-up included.

    An agent of several queues counts in each. A pause during a call counts from its end.
    """
    return Counter(
        queue for agent in agents if agent.status not in _UNABLE for queue in agent.queues
    )


def outlook(queue: QueueNow, agents: int) -> Outlook:
    """Return what somebody who entered a queue now may expect of so many able agents."""
    wait_s = expected_wait_s(len(queue.waiting) + 1, queue.handle_s, agents)
    return Outlook(agents, wait_s, queue.error_s)


def expected_s(floor: Floor, name: str, place: int) -> float | None:
    """Return how long whoever enters a queue at a place will wait; None: it cannot be said."""
    queue = floor.queue(name)
    if queue is None:
        return None
    return expected_wait_s(place, queue.handle_s, able(floor.agents)[name])
