"""Measures what the UI thread spends on each event, and names whoever takes too long.

What is measured is the thread's own CPU time: a busy machine makes a slot late, not long.
"""

from __future__ import annotations

import faulthandler
import re
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

LOOK_AFTER_S = 0.004  # an event shorter than this is of no interest
_deliver = QApplication.notify


@dataclass
class Slow:
    """One event: what it was, how long it took, and which callables were seen at work."""

    scene: str
    event: str  # "Timer to Clock"
    cpu_ms: float
    wall_ms: float
    seen: Counter[str] = field(default_factory=Counter)

    def __str__(self) -> str:
        names = ", ".join(f"{name} ({count}x)" for name, count in self.seen.most_common(4))
        return f"{self.scene}: {self.event} took {self.cpu_ms:.1f} ms: {names or 'Qt itself'}"


class Watched(QApplication):
    """An application whose every event is timed. UI thread, but for the thread that looks."""

    def __init__(self, keep_over_ms: float) -> None:
        super().__init__([])
        self.scene = ""
        self.slow: list[Slow] = []
        self._keep_ns = keep_over_ms * 1e6
        self._depth = 0
        self._nested = 0
        self._toll_ns = 0.0
        self._begun = 0.0  # of the outermost event being delivered, 0 for none
        self._seen: Counter[str] = Counter()
        self._ident = threading.get_ident()
        self._over = threading.Event()
        self._looker = threading.Thread(target=self._look, daemon=True)
        self._looker.start()
        self._toll_ns = self._measure_toll()

    def notify(self, receiver: QObject, event: QEvent) -> bool:
        """Deliver an event; the outermost is timed, with all that it causes."""
        if self._depth:
            self._nested += 1
            return _deliver(self, receiver, event)
        name = f"{event.type().name} to {type(receiver).__name__}"
        self._depth, self._nested, self._begun = 1, 0, time.monotonic()
        cpu_ns = time.thread_time_ns()
        try:
            return _deliver(self, receiver, event)
        finally:
            cpu_ns = time.thread_time_ns() - cpu_ns - round(self._nested * self._toll_ns)
            wall_ms = (time.monotonic() - self._begun) * 1e3
            self._depth, self._begun = 0, 0.0
            seen, self._seen = self._seen, Counter()
            if cpu_ns > self._keep_ns:
                self.slow.append(Slow(self.scene, name, cpu_ns / 1e6, wall_ms, seen))

    def close(self) -> None:
        """End the thread that looks."""
        self._over.set()
        self._looker.join()

    def _measure_toll(self) -> float:
        """Return what it costs to pass one nested event through Python, in ns."""
        target, times = QObject(), 2000
        event = QEvent(QEvent.Type.User)
        costs = []
        for deliver in (_deliver, type(self).notify):
            self._depth = 1
            begun = time.thread_time_ns()
            for _ in range(times):
                deliver(self, target, event)
            costs.append((time.thread_time_ns() - begun) / times)
        self._depth = 0
        return max(0.0, costs[1] - costs[0])

    def _look(self) -> None:
        """Note from another thread who is at work while an event takes long.

        faulthandler reads the stack as text. Frames must not be held: they would keep
        painters alive that have to end with their paintEvent.
        """
        with tempfile.TemporaryFile("w+") as page:
            while not self._over.wait(LOOK_AFTER_S / 2):
                begun = self._begun
                if not begun or time.monotonic() - begun < LOOK_AFTER_S:
                    continue
                page.seek(0)
                page.truncate()
                faulthandler.dump_traceback(page, all_threads=True)
                page.seek(0)
                name = called_by_qt(page.read(), self._ident)
                if name and self._begun == begun:
                    self._seen[name] += 1


_FRAME = re.compile(r'^  File ".*?([^/\\]+)", line (\d+) in (\S+)$')


def called_by_qt(stacks: str, ident: int) -> str:
    """Return the slot or handler within the outermost event, "" when Qt itself is at work.

    With it comes the innermost line of a handler, where most of the time goes. `stacks` is
    what faulthandler says of all threads, the innermost call first.
    """
    ours = re.split(r"^(?:Current thread|Thread) 0x0*", stacks, flags=re.MULTILINE)
    mine = next((part for part in ours if part.startswith(f"{ident:x} ")), "")
    handlers: list[list[str]] = [[]]
    for line in mine.splitlines()[1:]:
        frame = _FRAME.match(line)
        if frame is None:
            continue
        file, number, function = frame.groups()
        if (file, function) == (_FILE, "notify"):
            handlers.append([])
        else:
            handlers[-1].append(f"{function} [{file}:{number}]")
    within = [handler for handler in handlers[:-1] if handler]  # the last is who runs the loop
    if not within:
        return ""
    outer, deep = within[-1][-1], within[0][0]
    return outer if deep == outer else f"{outer} in {deep}"


_FILE = __file__.rpartition("/")[2]


def burn(milliseconds: float) -> None:
    """Use the CPU for so long: what a slow slot does."""
    until = time.thread_time_ns() + milliseconds * 1e6
    while time.thread_time_ns() < until:
        pass
