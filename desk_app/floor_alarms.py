"""Alarms of a floor: raised once when a limit is passed, again only after it was kept."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import msgspec

from desk_app.floor_figures import QueueStanding
from desk_app.levels import Alarm as Calm
from desk_app.levels import Level


class AlarmKind(enum.StrEnum):
    """Which limit."""

    LONGEST_WAIT = "longest_wait"  # seconds
    WAITING = "waiting"  # callers
    SERVICE_LEVEL = "service_level"  # per cent, while somebody waits


class Alarm(msgspec.Struct, frozen=True):
    """A limit was come near or passed. To be recorded; `value` and `limit` by the kind's unit."""

    queue: str
    kind: AlarmKind
    level: Level
    at_us: int
    value: float
    limit: float


class FloorAlarms:
    """Looks at one standing after the other. A level is left only after a calm while."""

    def __init__(self) -> None:
        self._raised: dict[tuple[str, AlarmKind], dict[Level, Alarm]] = {}
        self._calm: dict[tuple[str, AlarmKind], Calm] = {}
        self._levels: dict[str, Level] = {}

    def look(
        self, standings: Iterable[QueueStanding], now_us: int
    ) -> tuple[tuple[Alarm, ...], tuple[Alarm, ...]]:
        """Return the alarms that are raised at this moment, and those that are over."""
        begun: list[Alarm] = []
        over: list[Alarm] = []
        self._levels = {}
        for standing in standings:
            worst = Level.NORMAL
            for kind, level, value, limit in _limits(standing, now_us):
                key = (standing.now.name, kind)
                calm = self._calm.get(key)
                if calm is None:
                    if level is Level.NORMAL:
                        continue
                    calm = self._calm[key] = Calm()
                shown = calm.level(level, now_us)
                last = self._raised.setdefault(key, {})
                over += [last.pop(was) for was in tuple(last) if was > shown]
                if shown > max(last, default=Level.NORMAL):
                    last[shown] = Alarm(*key, shown, now_us, value, limit)
                    begun.append(last[shown])
                worst = max(worst, shown)
            self._levels[standing.now.name] = worst
        return tuple(begun), tuple(over)

    def level(self, queue: str) -> Level:
        """Return what is to be shown of a queue that was looked at last."""
        return self._levels.get(queue, Level.NORMAL)


def _limits(
    standing: QueueStanding, now_us: int
) -> Iterable[tuple[AlarmKind, Level, float, float]]:
    section, oldest_us = standing.section, standing.oldest_us
    waited_s = 0.0 if oldest_us is None else (now_us - oldest_us) / 1e6
    yield AlarmKind.LONGEST_WAIT, standing.longest, waited_s, section.limit_s
    many = len(standing.now.waiting)
    yield AlarmKind.WAITING, standing.waiting, many, section.waiting_limit
    service = standing.service if standing.now.waiting else Level.NORMAL
    reached = (standing.service_level or 0.0) * 100
    yield AlarmKind.SERVICE_LEVEL, service, reached, section.service_percent
