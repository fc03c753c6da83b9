"""The wall under measurement: a floor of 50 queues that changes ten times a second.

`python -m tests.bench.wall_process SECONDS`: prints times and memory as a line of JSON.
A process of its own (`floor_process`) is the bridge; what it publishes is read on a thread
and joined by the wall's own feed, as what comes from the database is.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections import deque

import msgspec
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from desk_app import wall_app
from desk_app.floor_feed import FloorFeed
from desk_app.telephony.team.board import Floor
from desk_app.ui import language, theme
from desk_app.ui.language import Language
from desk_app.ui.wall.menus import Hand
from desk_app.ui.wall.window import WallWindow
from tests.bench import memory, rigs
from tests.bench.floor_process import AGENTS, WAITING, Board, now_us
from tests.bench.frames import Frames

_START_S = 2.0  # the first boards hold the whole floor, and every picture is drawn once
_QUIET_S = 0.5


class Run:
    """Feeds a wall for some seconds. Instants in ns."""

    def __init__(self, app: QApplication, wall: WallWindow, seconds: float) -> None:
        self._wall = wall
        self.feed = FloorFeed()
        self.frames: list[float] = []
        self.folds: list[float] = []
        self.pixels: list[float] = []
        self.joining: list[float] = []  # threads' own times of a join,
        self.folding: list[float] = []  # of a fold,
        self.painting: list[float] = []  # and of a frame
        self._busy = time.thread_time_ns()
        self._read_in: deque[Board] = deque()  # boards whose floor was not yet shown
        self._folded: list[int] = []  # what no frame has shown yet
        self._from = time.monotonic_ns() + int(_START_S * 1e9)
        Frames(wall, self._on_frame, self._on_begin)
        self.feed.floor_changed.connect(self._on_floor)
        self._bridge = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.floor_process", str(seconds + _START_S)],
            cwd=rigs.ROOT,
            stdout=subprocess.PIPE,
        )
        threading.Thread(target=self._read, daemon=True).start()
        QTimer.singleShot(int((seconds + _START_S + _QUIET_S) * 1000), app.quit)

    def _read(self) -> None:
        assert self._bridge.stdout is not None
        decode = msgspec.json.Decoder(Board).decode
        for line in self._bridge.stdout:
            begin = time.thread_time_ns()
            board = decode(line)
            self._read_in.append(board)
            self.feed.hear("pbx", board.parts)
            if self._counts:
                self.joining.append((time.thread_time_ns() - begin) / 1e6)
        self._bridge.wait()

    @property
    def _counts(self) -> bool:
        return time.monotonic_ns() > self._from

    def _on_floor(self, floor: Floor) -> None:
        # A floor may be taken while the next board is being joined.
        while self._read_in and self._read_in[0].heard_us <= floor.heard_us:
            self._folded += self._read_in.popleft().events
        begin, busy = time.monotonic_ns(), time.thread_time_ns()
        self._wall.show_floor(floor, now_us())
        if self._counts:
            self.folds.append((time.monotonic_ns() - begin) / 1e6)
            self.folding.append((time.thread_time_ns() - busy) / 1e6)

    def _on_begin(self) -> None:
        self._busy = time.thread_time_ns()

    def _on_frame(self, begin: int, end: int) -> None:
        if self._counts:
            self.painting.append((time.thread_time_ns() - self._busy) / 1e6)
            self.frames.append((end - begin) / 1e6)
        if not self._wall.look.turns.over:
            return  # some of the board is still to be painted
        if self._counts:
            self.pixels += [(end - at) / 1e6 for at in self._folded if at > self._from]
        self._folded = []


def main(seconds: float) -> int:
    """Run, and print the figures as one line of JSON."""
    app = QApplication(sys.argv[:1])
    language.install(app, Language.EN)
    theme.install(app, theme.Scheme.DARK)
    wall = WallWindow()
    wall.use(Hand())
    wall.resize(1920, 1080)
    wall.show()
    wall_app.settle_down()
    run = Run(app, wall, seconds)
    app.exec()
    floor = run.feed.floor
    assert len(floor.agents) == AGENTS
    assert sum(len(queue.waiting) for queue in floor.queues) >= WAITING
    told = {
        "frames_ms": run.frames,
        "folds_ms": run.folds,
        "pixels_ms": run.pixels,
        "joins_busy_ms": run.joining,
        "folds_busy_ms": run.folding,
        "frames_busy_ms": run.painting,
        "memory_mb": memory.of(os.getpid())[1],
    }
    sys.stdout.write(json.dumps(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1])))
