"""A floor in parts, as it is published: a queue, an agent or the link each. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from desk_app.telephony.team.board import AgentNow, Floor, QueueNow

QUEUE, AGENT, LINK = "queue", "agent", "link"


class Link(msgspec.Struct, frozen=True):
    """The part called "link": whether the bridge hears the PBX, and when it last did."""

    linked: bool
    heard_us: int
    day_us: int = 0  # `Floor.day_us`


class FloorPart(NamedTuple):
    """One part. `name` is a queue's name, an agent's id, "" of the link; body "": it is gone."""

    kind: str
    name: str
    body: str


_encode = msgspec.json.Encoder().encode
_queue = msgspec.json.Decoder(QueueNow).decode
_agent = msgspec.json.Decoder(AgentNow).decode
_link = msgspec.json.Decoder(Link).decode


def changed(before: Floor | None, after: Floor) -> tuple[FloorPart, ...]:
    """Return the parts of a floor that differ from what was published; None: nothing was."""
    old = before or Floor()
    parts = list(_differing(QUEUE, _queues(old), _queues(after)))
    parts += _differing(AGENT, _agents(old), _agents(after))
    link = _link_of(after)
    if before is None or link != _link_of(before):
        parts.append(FloorPart(LINK, "", _encode(link).decode()))
    return tuple(parts)


def _differing(
    kind: str, old: dict[str, msgspec.Struct], new: dict[str, msgspec.Struct]
) -> Iterator[FloorPart]:
    for name, part in new.items():
        known = old.get(name)
        if known is not part and known != part:
            yield FloorPart(kind, name, _encode(part).decode())
    for name in old.keys() - new.keys():
        yield FloorPart(kind, name, "")


def _queues(floor: Floor) -> dict[str, msgspec.Struct]:
    return {queue.name: queue for queue in floor.queues}


def _agents(floor: Floor) -> dict[str, msgspec.Struct]:
    return {agent.id: agent for agent in floor.agents}


def _link_of(floor: Floor) -> Link:
    return Link(floor.linked, floor.heard_us, floor.day_us)


class Parts:
    """Puts the parts of one PBX together again, as they come."""

    def __init__(self, pbx: str) -> None:
        self._pbx = pbx
        self._queues: dict[str, QueueNow] = {}
        self._agents: dict[str, AgentNow] = {}
        self._link = Link(False, 0)

    def put(self, parts: Iterable[FloorPart]) -> Floor:
        """Take these parts and return the floor as it then is.

        Raises:
            msgspec.DecodeError: a body is none of ours.
        """
        for kind, name, body in parts:
            if kind == LINK:
                self._link = _link(body) if body else Link(False, 0)
            elif kind == QUEUE:
                self._queues.pop(name, None)
                if body:
                    self._queues[name] = _queue(body)
            elif kind == AGENT:
                self._agents.pop(name, None)
                if body:
                    self._agents[name] = _agent(body)
        return Floor(
            self._pbx,
            self._link.linked,
            self._link.heard_us,
            tuple(sorted(self._queues.values(), key=lambda queue: queue.name)),
            tuple(sorted(self._agents.values(), key=lambda agent: (agent.name, agent.id))),
            self._link.day_us,
        )
