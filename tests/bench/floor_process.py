"""A made-up bridge: 50 queues and 500 agents on which 500 things happen a second.

`python -m tests.bench.floor_process SECONDS`: writes what changed as a line of JSON (`Board`)
at most ten times a second, the whole floor first. A process of its own, as the bridge is.
"""

from __future__ import annotations

import random
import sys
import time

import msgspec

from desk_app.telephony.team.board import (
    AgentNow,
    AgentStatus,
    QueueDay,
    QueueNow,
    QueueTerms,
    WaitingCaller,
)
from desk_app.telephony.team.parts import AGENT, LINK, QUEUE, FloorPart, Link

QUEUES, AGENTS, WAITING = 50, 500, 2000
EVENTS_A_SECOND, BOARDS_A_SECOND = 500, 10
S = 1_000_000
_TERMS = QueueTerms(limit_s=120, waiting_limit=45)


class Board(msgspec.Struct, frozen=True, gc=False):
    """What is published at once, and when each event behind it happened (monotonic ns).

    `heard_us` is that of the floor that is made of it.
    """

    parts: list[FloorPart]
    events: list[int]
    heard_us: int


def now_us() -> int:
    """Return this instant, UTC."""
    return time.time_ns() // 1000


class Bridge:
    """Makes up a floor, lets things happen on it, and says what has changed."""

    def __init__(self) -> None:
        self._luck = random.Random(7)
        begun_us = now_us()
        self._next = 0
        self.waiting = {f"Queue {at:02}": self._callers(begun_us) for at in range(QUEUES)}
        self.agents = {f"PJSIP/{at}": self._agent(at, begun_us) for at in range(AGENTS)}
        self.answered = dict.fromkeys(self.waiting, 800)
        self.changed: dict[tuple[str, str], None] = dict.fromkeys(
            [(QUEUE, name) for name in self.waiting] + [(AGENT, name) for name in self.agents]
        )

    def _caller(self, entered_us: int) -> WaitingCaller:
        self._next += 1
        number = f"+98912{self._next:07}"
        return WaitingCaller(f"pbx:{self._next}", number, "", 1, entered_us)

    def _callers(self, begun_us: int) -> list[WaitingCaller]:
        many = WAITING // QUEUES
        return [self._caller(begun_us - (many - at) * 5 * S) for at in range(many)]

    def _agent(self, at: int, begun_us: int) -> AgentNow:
        queue = f"Queue {at % QUEUES:02}"
        status = self._luck.choice([*AgentStatus])
        since_us = begun_us - self._luck.randrange(600) * S
        return AgentNow(
            f"PJSIP/{at}", f"Agent {at:03}", status, since_us, "", (queue,), queue, f"pbx:{at}"
        )

    def happen(self) -> None:
        """Let one thing happen: somebody comes, somebody goes, an agent does something else."""
        luck = self._luck
        if luck.random() < 0.5:
            agent = luck.choice(list(self.agents))
            status = luck.choice([*AgentStatus])
            before = self.agents[agent]
            self.agents[agent] = msgspec.structs.replace(before, status=status, since_us=now_us())
            self.changed[AGENT, agent] = None
            return
        queue = luck.choice(list(self.waiting))
        callers = self.waiting[queue]
        if len(callers) > WAITING // QUEUES:
            callers.pop(0)
            self.answered[queue] += 1
        else:
            callers.append(self._caller(now_us()))
        self.changed[QUEUE, queue] = None

    def publish(self, heard_us: int) -> list[FloorPart]:
        """Return what has changed since the last time."""
        parts = [FloorPart(LINK, "", _json(Link(True, heard_us)))]
        for kind, name in self.changed:
            body = _json(self._queue(name)) if kind == QUEUE else _json(self.agents[name])
            parts.append(FloorPart(kind, name, body))
        self.changed = {}
        return parts

    def _queue(self, name: str) -> QueueNow:
        callers = self.waiting[name]
        placed = (msgspec.structs.replace(c, place=at) for at, c in enumerate(callers, 1))
        done = self.answered[name]
        come = done + 60 + len(callers)
        by_hour = (40,) * 20 + (come - 800,)
        day = QueueDay(come, done, 60, 5, 0, done - 160, 39.0 * done, done, 240.0 * done, by_hour)
        return QueueNow(name, tuple(placed), day, (len(callers),) * 60, terms=_TERMS)


def _json(thing: msgspec.Struct) -> str:
    return msgspec.json.encode(thing).decode()


def main(seconds: float) -> int:
    """Let things happen and publish them, until the time is over or nobody reads."""
    bridge = Bridge()
    out = sys.stdout.buffer
    begun = time.monotonic_ns()
    happened = 0
    apart_ns = 1_000_000_000 // BOARDS_A_SECOND
    events: list[int] = []
    while (now := time.monotonic_ns()) < begun + seconds * 1e9:
        while happened < (now - begun) / 1e9 * EVENTS_A_SECOND:
            bridge.happen()
            # An event is as old as its turn, not as the loop that makes up for it.
            events.append(begun + int(happened * 1e9 / EVENTS_A_SECOND))
            happened += 1
        heard_us = now_us()
        board = Board(bridge.publish(heard_us), events, heard_us)
        out.write(msgspec.json.encode(board) + b"\n")
        out.flush()
        events = []
        time.sleep(max(0, apart_ns - (time.monotonic_ns() - begun) % apart_ns) / 1e9)
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
