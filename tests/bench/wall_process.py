"""The wall under measurement: a floor of 50 queues that changes ten times a second.

`python -m tests.bench.wall_process SECONDS`: prints times and memory as a line of JSON.
Events arrive 500 times a second, are folded as a bridge folds them, and published as parts
of JSON at most ten times a second; the wall joins them, as it does with those it reads.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desk_app.floor_feed import AGENT, LINK, QUEUE, Link, join
from desk_app.queue_settings import QueueSection
from desk_app.telephony.team.board import (
    AgentNow,
    AgentStatus,
    Floor,
    QueueDay,
    QueueNow,
    WaitingCaller,
)
from desk_app.ui import language, theme
from desk_app.ui.language import Language
from desk_app.ui.wall.menus import Hand
from desk_app.ui.wall.window import WallWindow
from tests.bench import memory
from tests.bench.frames import Frames

QUEUES, AGENTS, WAITING = 50, 500, 2000
EVENTS_A_SECOND, BOARDS_A_SECOND = 500, 10
S = 1_000_000


@dataclass(frozen=True)
class Part:
    """A row of `floor_parts`."""

    kind: str
    name: str
    version: int
    body: str


def _now_us() -> int:
    return time.time_ns() // 1000


class Bridge:
    """Makes up a floor, lets things happen on it, and publishes what has changed."""

    def __init__(self) -> None:
        self._luck = random.Random(7)
        now_us = _now_us()
        self._next = 0
        self.waiting = {f"Queue {at:02}": self._callers(now_us) for at in range(QUEUES)}
        self.agents = {f"PJSIP/{at}": self._agent(at, now_us) for at in range(AGENTS)}
        self.changed: dict[tuple[str, str], None] = dict.fromkeys(
            [(QUEUE, name) for name in self.waiting] + [(AGENT, name) for name in self.agents]
        )
        self.version = 0

    def _caller(self, entered_us: int) -> WaitingCaller:
        self._next += 1
        number = f"+98912{self._next:07}"
        return WaitingCaller(f"pbx:{self._next}", number, "", 1, entered_us)

    def _callers(self, now_us: int) -> list[WaitingCaller]:
        many = WAITING // QUEUES
        return [self._caller(now_us - (many - at) * 5 * S) for at in range(many)]

    def _agent(self, at: int, now_us: int) -> AgentNow:
        queue = f"Queue {at % QUEUES:02}"
        status = self._luck.choice([*AgentStatus])
        since_us = now_us - self._luck.randrange(600) * S
        return AgentNow(
            f"PJSIP/{at}", f"Agent {at:03}", status, since_us, "", (queue,), queue, f"pbx:{at}"
        )

    def happen(self) -> None:
        """Let one thing happen: somebody comes, somebody goes, an agent does something else."""
        now_us, luck = _now_us(), self._luck
        if luck.random() < 0.5:
            agent = luck.choice(list(self.agents))
            status = luck.choice([*AgentStatus])
            before = self.agents[agent]
            self.agents[agent] = msgspec.structs.replace(before, status=status, since_us=now_us)
            self.changed[AGENT, agent] = None
            return
        queue = luck.choice(list(self.waiting))
        callers = self.waiting[queue]
        if len(callers) > WAITING // QUEUES:
            callers.pop(0)
        else:
            callers.append(self._caller(now_us))
        self.changed[QUEUE, queue] = None

    def publish(self) -> list[Part]:
        """Return what has changed since the last time, as a database gives it."""
        self.version += 1
        parts = [Part(LINK, "", self.version, _json(Link(True, _now_us())))]
        for kind, name in self.changed:
            body = _json(self._queue(name)) if kind == QUEUE else _json(self.agents[name])
            parts.append(Part(kind, name, self.version, body))
        self.changed = {}
        return parts

    def _queue(self, name: str) -> QueueNow:
        callers = self.waiting[name]
        placed = (msgspec.structs.replace(c, place=at) for at, c in enumerate(callers, 1))
        day = QueueDay(900, 800, 60, 5, 0, 640, 31_000.0, 800, 190_000.0, (40,) * 20)
        return QueueNow(name, tuple(placed), day, (len(callers),) * 60)


def _json(thing: msgspec.Struct) -> str:
    return msgspec.json.encode(thing).decode()


class Run:
    """Feeds a wall for some seconds. Instants in ns."""

    def __init__(self, app: QApplication, wall: WallWindow, seconds: float) -> None:
        self._app, self._wall = app, wall
        self.bridge, self.floor = Bridge(), Floor("pbx")
        self.frames: list[float] = []
        self.joins: list[float] = []
        self.pixels: list[float] = []
        self.busy: list[float] = []  # the thread's own time of a join and fold
        self.painting: list[float] = []  # and of a frame
        self._painted = time.thread_time_ns()
        self._events: list[int] = []  # what no frame has shown yet
        self._fed: list[int] = []
        self._begun, self._happened = time.monotonic_ns(), 0
        self._end = self._begun + int(seconds * 1e9)
        Frames(wall, self._on_frame, self._on_begin)
        self._events_timer = QTimer(app, interval=1000 // 100)
        self._events_timer.timeout.connect(self._on_events)
        self._boards = QTimer(app, interval=1000 // BOARDS_A_SECOND)
        self._boards.timeout.connect(self._on_board)
        self._events_timer.start()
        self._boards.start()

    def _on_events(self) -> None:
        now = time.monotonic_ns()
        due = int((now - self._begun) / 1e9 * EVENTS_A_SECOND)
        while self._happened < due:
            self.bridge.happen()
            # An event is as old as its turn, not as the timer that makes up for it.
            self._events.append(self._begun + int(self._happened * 1e9 / EVENTS_A_SECOND))
            self._happened += 1
        if now > self._end:
            self._app.quit()

    def _on_board(self) -> None:
        parts = self.bridge.publish()
        begin, busy = time.monotonic_ns(), time.thread_time_ns()
        self.floor = join(self.floor, parts)
        self._wall.show_floor(self.floor, _now_us())
        self.joins.append((time.monotonic_ns() - begin) / 1e6)
        self.busy.append((time.thread_time_ns() - busy) / 1e6)
        self._fed += self._events
        self._events = []

    def _on_begin(self) -> None:
        self._painted = time.thread_time_ns()

    def _on_frame(self, begin: int, end: int) -> None:
        self.painting.append((time.thread_time_ns() - self._painted) / 1e6)
        self.frames.append((end - begin) / 1e6)
        self.pixels += [(end - at) / 1e6 for at in self._fed]
        self._fed = []


def main(seconds: float) -> int:
    """Run, and print the figures as one line of JSON."""
    app = QApplication(sys.argv[:1])
    language.install(app, Language.EN)
    theme.install(app, theme.Scheme.DARK)
    wall = WallWindow()
    wall.use(Hand())
    wall.set_queues(
        QueueSection(name=f"Queue {at:02}", limit_s=120, waiting_limit=45) for at in range(QUEUES)
    )
    wall.resize(1920, 1080)
    wall.show()
    run = Run(app, wall, seconds)
    app.exec()
    assert len(run.floor.agents) == AGENTS
    assert sum(len(queue.waiting) for queue in run.floor.queues) >= WAITING
    told = {
        "frames_ms": run.frames,
        "folds_ms": run.joins,
        "pixels_ms": run.pixels,
        "folds_busy_ms": run.busy,
        "frames_busy_ms": run.painting,
        "memory_mb": memory.of(os.getpid())[1],
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
