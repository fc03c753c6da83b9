"""How bad a wait is, and an alarm that does not flicker. Pure."""

from __future__ import annotations

import enum

CALM_US = 10_000_000
"""An alarm is left only after so long under its limit: it does not flicker."""


class Level(enum.IntEnum):
    """How bad it is."""

    NORMAL = 0
    NEAR = 1
    OVER = 2


def level_of(value: float, limit: float, near: float) -> Level:
    """Return how bad a wait or a number is; `near` is the share of the limit where it begins."""
    if value > limit:
        return Level.OVER
    return Level.NEAR if value >= near * limit else Level.NORMAL


class Alarm:
    """The level that is shown: it rises at once and falls after a calm while."""

    def __init__(self) -> None:
        self._near_us = self._over_us = -CALM_US  # when it was last so bad

    def level(self, now: Level, now_us: int) -> Level:
        """Return what is to be shown, the level being `now`."""
        if now is not Level.NORMAL:
            self._near_us = now_us
        if now is Level.OVER:
            self._over_us = now_us
        if now_us - self._over_us < CALM_US:
            return Level.OVER
        return Level.NEAR if now_us - self._near_us < CALM_US else Level.NORMAL
