"""When the next customer calls: one after the other, now and then one upon another.

Pure: told the time and the calls at hand, it says whom to let call. Times are seconds
of any one clock.
"""

from __future__ import annotations

import random

from desk_app.demo.script import Pace, Planned, Script


class Director:
    """Keeps the plan. Made at the moment the play starts."""

    def __init__(self, script: Script, now: float) -> None:
        self._plan = script.plan
        self._pace: Pace = script.pace
        self._rng = random.Random(script.seed)  # noqa: S311  (a play, not a secret)
        self._place = 0
        self._next_at: float | None = now + script.pace.first

    def due(self, now: float, live: int, talking_since: float | None) -> Planned | None:
        """Return the call to make now, once.

        `live` counts every call of the process, `talking_since` is when the only one was
        answered (None when it was not, or there are several).
        """
        if not self._plan:
            return None
        planned = self._plan[self._place]
        if live == 0:
            if self._next_at is None:
                self._next_at = now + self._rng.uniform(*self._pace.pause)
            if now < self._next_at:
                return None
        elif not (
            planned.second
            and live == 1
            and talking_since is not None
            and now - talking_since >= self._pace.second_after
        ):
            return None
        self._next_at = None
        self._place = self._place + 1 if self._place + 1 < len(self._plan) else self._again
        return planned

    @property
    def _again(self) -> int:
        return min(1, len(self._plan) - 1)
