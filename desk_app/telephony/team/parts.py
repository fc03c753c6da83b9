"""A floor in parts, as it is published: a queue, an agent or the link each. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar

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


class AnyPart(Protocol):
    """A part as whoever keeps it has it: a row of `floor_parts`, for one."""

    @property
    def kind(self) -> str:
        """One of QUEUE, AGENT and LINK."""

    @property
    def name(self) -> str:
        """The queue's name, or the agent's id."""

    @property
    def body(self) -> str:
        """JSON; "": it is gone."""


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
    """Puts the parts of one PBX together again, as they come.

    What does not change is the very same object in the next floor, so that whoever paints
    it need not compare it.
    """

    def __init__(self, pbx: str) -> None:
        self._pbx = pbx
        self._queues: _InOrder[QueueNow] = _InOrder(lambda queue: (queue.name, ""))
        self._agents: _InOrder[AgentNow] = _InOrder(lambda agent: (agent.name, agent.id))
        self._link = Link(False, 0)

    def put(self, parts: Iterable[AnyPart]) -> Floor:
        """Take these parts and return the floor as it then is.

        Raises:
            msgspec.DecodeError: a body is none of ours; those before it are taken.
        """
        for part in parts:
            self._take(part.kind, part.name, part.body)
        link = self._link
        return Floor(
            self._pbx,
            link.linked,
            link.heard_us,
            self._queues.everything(),
            self._agents.everything(),
            link.day_us,
        )

    def _take(self, kind: str, name: str, body: str) -> None:
        if kind == LINK:
            self._link = _link(body) if body else Link(False, 0)
        elif kind == QUEUE:
            self._queues.put(name, _queue(body) if body else None)
        elif kind == AGENT:
            self._agents.put(name, _agent(body) if body else None)


_Place = tuple[str, str]
T = TypeVar("T")


class _InOrder(Generic[T]):
    """Things by name, and all of them in their order: what changes is put in its place."""

    def __init__(self, place_of: Callable[[T], _Place]) -> None:
        self._place_of = place_of
        self._by_name: dict[str, T] = {}
        self._places: list[_Place] = []
        self._things: list[T] = []
        self._all: tuple[T, ...] | None = ()

    def put(self, name: str, thing: T | None) -> None:
        """Put a thing in the place of its former self; None: it is gone."""
        before = self._by_name.pop(name, None)
        if before is None and thing is None:
            return
        self._all = None
        if thing is not None:
            self._by_name[name] = thing
        place = None if thing is None else self._place_of(thing)
        if before is not None:
            old = self._place_of(before)
            at = bisect_left(self._places, old)
            if place == old and thing is not None:
                self._things[at] = thing
                return
            del self._places[at], self._things[at]
        if thing is not None and place is not None:
            at = bisect_left(self._places, place)
            self._places.insert(at, place)
            self._things.insert(at, thing)

    def everything(self) -> tuple[T, ...]:
        """Return all of them; the very same tuple while nothing changes."""
        if self._all is None:
            self._all = tuple(self._things)
        return self._all
