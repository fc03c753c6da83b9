"""When the next customer calls a queue: so that about as many wait as are wanted.

Pure: told the time and how many wait, it says whom to let call. Times are seconds of any
one clock.
"""

from __future__ import annotations

import random

from desk_app.demo.script import Planned, Script


class Gathering:
    """Keeps the crowd's plan, which starts again when it is through.

    Made at the moment the first may come. `room` is how many calls the telephone can hold.
    """

    def __init__(self, script: Script, room: int) -> None:
        self._plan = script.crowd.plan
        self._pace = script.pace
        self._rng = random.Random(script.seed)  # noqa: S311  (a play, not a secret)
        self.wanted = min(script.crowd.wanted, room - 1)  # one is talked with
        self._most = min(script.crowd.most, room)
        self._place = 0
        self._next_at: float | None = None

    def due(self, now: float, waiting: int, live: int) -> Planned | None:
        """Return the call to make now, once; `live` counts every call, `waiting` those in a queue.

        The first ones gather quickly; later a place that is free is taken after a while.
        """
        if not self._plan or waiting >= self.wanted or live >= self._most:
            self._next_at = None
            return None
        if self._next_at is None:
            filling = self._place < self.wanted
            between = self._pace.gather if filling else self._pace.follow
            self._next_at = now + self._rng.uniform(*between)
        if now < self._next_at:
            return None
        self._next_at = None
        planned = self._plan[self._place % len(self._plan)]
        self._place += 1
        return planned
