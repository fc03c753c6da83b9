"""Work that waits its turn on the engine's thread.

Nothing may be asked of pjsua2 from inside most of its callbacks (answering in
`onIncomingCall` can abort the process) nor from another thread, so everything queues
here and runs after `libHandleEvents` has returned.
"""

from __future__ import annotations

import heapq
import itertools
import logging
import time
from collections import deque
from collections.abc import Callable
from typing import TypeAlias

log = logging.getLogger(__name__)

Work: TypeAlias = Callable[[], None]

_SWEEP_FROM = 64


class Timer:
    """Work due at an instant of the monotonic clock; `cancel` may come at any time."""

    def __init__(self, due: float, work: Work) -> None:
        self.due = due
        self._work: Work | None = work

    def cancel(self) -> None:
        """Forget the work."""
        self._work = None

    @property
    def cancelled(self) -> bool:
        """Whether there is nothing to do any more."""
        return self._work is None

    def run(self) -> None:
        """Do the work, once."""
        work, self._work = self._work, None
        if work is not None:
            work()


class Loop:
    """A queue and timers. `later` is safe from any thread, all else is the engine's."""

    def __init__(self) -> None:
        self._queue: deque[Work] = deque()
        self._timers: list[tuple[float, int, Timer]] = []
        self._order = itertools.count()
        self._sweep_at = _SWEEP_FROM

    @property
    def timers(self) -> int:
        """How many timers are kept, cancelled ones among them."""
        return len(self._timers)

    def later(self, work: Work) -> None:
        """Run the work in this turn of the loop, after pjsua2's callbacks."""
        self._queue.append(work)

    def after(self, seconds: float, work: Work) -> Timer:
        """Run the work when the time has passed."""
        timer = Timer(time.monotonic() + seconds, work)
        heapq.heappush(self._timers, (timer.due, next(self._order), timer))
        if len(self._timers) > self._sweep_at:
            self._sweep()
        return timer

    def _sweep(self) -> None:
        # Each caller who is served leaves one behind that is due when the wait would have ended.
        self._timers = [entry for entry in self._timers if not entry[2].cancelled]
        heapq.heapify(self._timers)
        self._sweep_at = max(_SWEEP_FROM, 2 * len(self._timers))

    def clear(self) -> None:
        """Forget all work; some of it holds calls, and they may not outlive the library."""
        self._queue.clear()
        self._timers.clear()

    def run(self) -> None:
        """Do everything that is due, in order. A failing piece of work is logged, the rest runs."""
        now = time.monotonic()
        while self._timers and self._timers[0][0] <= now:
            self._queue.append(heapq.heappop(self._timers)[2].run)
        while self._queue:
            work = self._queue.popleft()
            try:
                work()
            except Exception as error:
                log.exception("%s", explain(error))


def explain(error: BaseException) -> str:
    """Return what went wrong; `str` of a pjsua2 error is empty, its text is in `info`."""
    info = getattr(error, "info", None)
    return str(info()) if callable(info) else f"{type(error).__name__}: {error}"
