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


class _Watched:
    """A limit that was come near: what is shown of it, and the alarms that last."""

    def __init__(self) -> None:
        self.calm = Calm()
        self.shown = Level.NORMAL
        self.raised: dict[Level, Alarm] = {}


class FloorAlarms:
    """Looks at one standing after the other. A level is left only after a calm while."""

    def __init__(self) -> None:
        self._watched: dict[tuple[str, AlarmKind], _Watched] = {}
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
            for kind, level in _levels(standing):
                key = (standing.now.name, kind)
                watched = self._watched.get(key)
                if watched is None:
                    if level is Level.NORMAL:
                        continue
                    watched = self._watched[key] = _Watched()
                shown = watched.calm.level(level, now_us)
                if shown is not watched.shown:
                    over += _leave(watched, shown)
                    if shown > max(watched.raised, default=Level.NORMAL):
                        raised = Alarm(*key, shown, now_us, *_measured(standing, kind, now_us))
                        watched.raised[shown] = raised
                        begun.append(raised)
                if shown > worst:
                    worst = shown
            self._levels[standing.now.name] = worst
        return tuple(begun), tuple(over)

    def level(self, queue: str) -> Level:
        """Return what is to be shown of a queue that was looked at last."""
        return self._levels.get(queue, Level.NORMAL)


def _leave(watched: _Watched, shown: Level) -> list[Alarm]:
    """Let a limit be shown at a level, and return the alarms that are over by it."""
    watched.shown = shown
    return [watched.raised.pop(was) for was in tuple(watched.raised) if was > shown]


def _levels(standing: QueueStanding) -> tuple[tuple[AlarmKind, Level], ...]:
    service = standing.service if standing.now.waiting else Level.NORMAL
    return (
        (AlarmKind.LONGEST_WAIT, standing.longest),
        (AlarmKind.WAITING, standing.waiting),
        (AlarmKind.SERVICE_LEVEL, service),
    )


def _measured(standing: QueueStanding, kind: AlarmKind, now_us: int) -> tuple[float, float]:
    """Return a figure and its limit."""
    terms, oldest_us = standing.now.terms, standing.oldest_us
    match kind:
        case AlarmKind.LONGEST_WAIT:
            return 0.0 if oldest_us is None else (now_us - oldest_us) / 1e6, terms.limit_s
        case AlarmKind.WAITING:
            return len(standing.now.waiting), terms.waiting_limit
        case AlarmKind.SERVICE_LEVEL:
            return (standing.service_level or 0.0) * 100, terms.service_percent
