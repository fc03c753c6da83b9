"""The team's queues as an agent's desk shows them: beside its own, in the same words. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import MappingProxyType

from msgspec.structs import replace

from desk_app.queue_settings import QueueSection
from desk_app.queue_state import QueueDeskState
from desk_app.telephony.queue.board import QueueBoard, Waiting
from desk_app.telephony.team.board import AgentNow, AgentStatus, Floor, QueueTerms

_NUMBER = re.compile(r"[^/@]+$|(?<=/)[^/@]+(?=@)")
_FREE_FIRST = {AgentStatus.READY: 0, AgentStatus.WRAP_UP: 1, AgentStatus.PAUSED: 2}


def merged(own: QueueDeskState, floor: Floor, me: str, *, directs: bool = False) -> QueueDeskState:
    """Return the desk's own queues with the team's; `me` is the agent's interface at the PBX.

    `directs`: whether the agent may move and end the team's waiting calls.
    """
    own = replace(own, team=floor, me=me, directs=directs)
    if not floor.queues and not floor.agents:
        return own
    team = {
        caller.key: Waiting(
            key=caller.key,
            queue=queue.name,
            entered_us=caller.entered_us,
            number=caller.number,
            name=caller.name,
            priority=1 if caller.tag else 0,
            why=caller.tag,
            offered=me in caller.ringing,
        )
        for queue in floor.queues
        for caller in queue.waiting
    }
    known = {section.name: section for section in own.queues}
    theirs = {
        queue.name: _agreed(known.get(queue.name, QueueSection(name=queue.name)), queue.terms)
        for queue in floor.queues
    }
    mine = joined(floor, me)
    here = {queue.name for queue in floor.queues}
    own_queues = tuple(name for name in own.logged_in if name not in here)
    return replace(
        own,
        board=QueueBoard(MappingProxyType({**own.board.callers, **team})),
        queues=tuple({**known, **theirs}.values()),
        logged_in=(*own_queues, *mine),
    )


def _agreed(section: QueueSection, terms: QueueTerms) -> QueueSection:
    """Return a queue's settings with what the team has agreed on: its bridge has the say."""
    return replace(
        section,
        target_s=terms.target_s,
        limit_s=terms.limit_s,
        near_percent=terms.near_percent,
        waiting_limit=terms.waiting_limit,
        service_percent=terms.service_percent,
    )


def joined(floor: Floor, me: str) -> tuple[str, ...]:
    """Return the team's queues that the agent is logged in to."""
    return next((agent.queues for agent in floor.agents if agent.id == me), ())


def number_of(agent: AgentNow) -> str:
    """Return what is dialled for an agent: "PJSIP/214" and "Local/214@agents" are 214."""
    found = _NUMBER.search(agent.id)
    return found[0] if found else ""


def colleagues(floor: Floor, me: str) -> Iterable[AgentNow]:
    """Return the others who are logged in, those who are free first."""
    others = (agent for agent in floor.agents if agent.id != me)
    return sorted(others, key=lambda agent: (_FREE_FIRST.get(agent.status, 3), agent.name))
