"""The floor as the desk knows it: put together from the parts that a bridge publishes.

`join` is pure; `FloorFeed` reads what is new when it is woken, on the database thread, and
emits the whole floor on the UI thread.
"""

from __future__ import annotations

import logging
from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeVar

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.background import Background
from desk_app.telephony.team.board import AgentNow, Floor, QueueNow

log = logging.getLogger(__name__)

QUEUE, AGENT, LINK = "queue", "agent", "link"
HEARTBEAT_MS = 2_000
"""How long news may be missed where nobody wakes the feed: a listener whose server is gone."""


class FloorPart(Protocol):
    """A row of `floor_parts`: one queue or agent as JSON; "" for one that is gone."""

    @property
    def kind(self) -> str:
        """One of QUEUE, AGENT and LINK."""

    @property
    def name(self) -> str:
        """The queue's name, or the agent's id."""

    @property
    def version(self) -> int:
        """Grows with each publishing, over all parts of a PBX."""

    @property
    def body(self) -> str:
        """JSON."""


class Link(msgspec.Struct, frozen=True):
    """Whether the bridge has the PBX, and when it last knew its state."""

    linked: bool = False
    heard_us: int = 0


_queue = msgspec.json.Decoder(QueueNow)
_agent = msgspec.json.Decoder(AgentNow)
_link = msgspec.json.Decoder(Link)


def join(floor: Floor, parts: Iterable[FloorPart]) -> Floor:
    """Return the floor with these parts in place of what it had of them.

    Raises:
        msgspec.MsgspecError: a body is not what its kind says.
    """
    queues: dict[str, QueueNow | None] = {}
    agents: dict[str, AgentNow | None] = {}
    link = Link(floor.linked, floor.heard_us)
    for part in parts:
        if part.kind == QUEUE:
            queues[part.name] = _queue.decode(part.body) if part.body else None
        elif part.kind == AGENT:
            agents[part.name] = _agent.decode(part.body) if part.body else None
        elif part.kind == LINK:
            link = _link.decode(part.body) if part.body else Link()
    return msgspec.structs.replace(
        floor,
        linked=link.linked,
        heard_us=link.heard_us,
        queues=_replaced(floor.queues, queues, _name_of_queue, _name_of_queue),
        agents=_replaced(floor.agents, agents, _id_of_agent, _name_of_agent),
    )


T = TypeVar("T")


def _name_of_queue(queue: QueueNow) -> tuple[str, str]:
    return queue.name, ""


def _name_of_agent(agent: AgentNow) -> tuple[str, str]:
    return agent.name, agent.id


def _id_of_agent(agent: AgentNow) -> tuple[str, str]:
    return agent.id, ""


def _replaced(
    before: tuple[T, ...],
    changed: dict[str, T | None],
    key: Callable[[T], tuple[str, str]],
    order: Callable[[T], tuple[str, str]],
) -> tuple[T, ...]:
    """Return the sorted tuple with some of it replaced; the very same one if nothing was."""
    if not changed:
        return before
    made = [thing for thing in before if key(thing)[0] not in changed]
    places = [order(thing) for thing in made]
    for thing in changed.values():
        if thing is not None:
            at = bisect_left(places, order(thing))
            places.insert(at, order(thing))
            made.insert(at, thing)
    return tuple(made)


Read = Callable[[int], Sequence[FloorPart]]
"""Returns the parts whose version is greater than the given one. Database thread."""


class FloorFeed(QObject):
    """Reads the parts that are new whenever `wake` is called. UI thread.

    `floor_changed(Floor)` after each news; while nothing can be read, it says nothing, and
    whoever shows the floor sees it grow old.
    """

    floor_changed = Signal(object)

    def __init__(
        self, read: Read, background: Background, parent: QObject | None = None, *, pbx: str = ""
    ) -> None:
        super().__init__(parent)
        self._read, self._background = read, background
        self.floor = Floor(pbx)
        self._version = 0
        self._reading = self._again = False
        self._heart = QTimer(self, interval=HEARTBEAT_MS)
        self._heart.timeout.connect(self.wake)

    def start(self) -> None:
        """Read everything, and look again by itself from now on."""
        self._heart.start()
        self.wake()

    def stop(self) -> None:
        """Look no more by itself."""
        self._heart.stop()

    def wake(self) -> None:
        """Read what is new; called by the database's listener. Never two readings at once."""
        if self._reading:
            self._again = True
            return
        self._reading, self._again = True, False
        after = self._version
        self._background.run(lambda: self._joined(after), self._on_read, self._on_failed)

    def _joined(self, after: int) -> tuple[Floor, int] | None:
        # Only this thread makes floors while it reads, so it may join on to the last one.
        parts = self._read(after)
        if not parts:
            return None
        return join(self.floor, parts), max(part.version for part in parts)

    def _on_read(self, found: tuple[Floor, int] | None) -> None:
        self._reading = False
        if found is not None:
            self.floor, self._version = found
            self.floor_changed.emit(self.floor)
        if self._again:
            self.wake()

    def _on_failed(self, error: Exception) -> None:
        self._reading = False
        log.warning("the floor cannot be read", exc_info=error)
