"""How the queues stand: how many wait, how long, and how bad that is. One for the window."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

import msgspec
from PySide6.QtCore import QObject, Signal

from desk_app.levels import Alarm, Level, level_of
from desk_app.queue_settings import QueueSection
from desk_app.queue_state import QueueDeskState
from desk_app.telephony.forecast import Outlook
from desk_app.telephony.queue.board import Waiting
from desk_app.ui.clock import Clock


class Standing(msgspec.Struct, frozen=True):
    """One queue now. `longest_s` is None while nobody waits."""

    queue: str
    waiting: int
    longest_s: float | None
    limit_s: int
    target_s: int
    level: Level
    joined: bool
    outlook: Outlook | None = None  # for somebody who enters now


class QueueWatch(QObject):
    """Folds snapshots and the clock into standings. UI thread.

    `moved`: the standings are others than before; while anybody waits, once a second.
    """

    moved = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock = clock
        self.state = QueueDeskState()
        self.standings: tuple[Standing, ...] = ()
        self._outlooks: Mapping[str, Outlook] = {}
        self._alarms: dict[str, Alarm] = {}
        self._waiting: dict[str, tuple[int, int]] = {}  # queue -> how many, since when
        clock.tick.connect(self._tick)

    def show_state(
        self, state: QueueDeskState, outlooks: Mapping[str, Outlook] = MappingProxyType({})
    ) -> None:
        """Take a snapshot, with what who enters each queue now may expect."""
        if state is self.state and outlooks == self._outlooks:
            return
        self._outlooks = outlooks
        if state.board is not self.state.board:
            self._waiting = _counted(state.board.callers)
        self.state = state
        self._tick()

    @property
    def joined(self) -> tuple[Standing, ...]:
        """The agent's own queues, the worst first, else in the settings' order."""
        mine = (standing for standing in self.standings if standing.joined)
        return tuple(sorted(mine, key=lambda standing: -standing.level))

    def of(self, queue: str) -> Standing | None:
        """Return how a queue stands; None for one that is not there."""
        return next((s for s in self.standings if s.queue == queue), None)

    def level(self, queue: str, waited_s: float) -> Level:
        """Return how bad a wait in a queue is, by the queue's own limit."""
        section = self.state.queue(queue) or _UNKNOWN
        return level_of(waited_s, section.limit_s, section.near_percent / 100)

    def _tick(self) -> None:
        standings = tuple(self._stand())
        if standings != self.standings:
            self.standings = standings
            self.moved.emit()

    def _stand(self) -> Iterator[Standing]:
        now_us = self.clock.now_us()
        names = dict.fromkeys((*(queue.name for queue in self.state.queues), *self._waiting))
        for name in names:
            queue = self.state.queue(name) or _UNKNOWN
            count, since_us = self._waiting.get(name, (0, now_us))
            longest_s = max(0, (now_us - since_us) // 1_000_000)
            alarm = self._alarms.setdefault(name, Alarm())
            yield Standing(
                queue=name,
                waiting=count,
                longest_s=longest_s if count else None,
                limit_s=queue.limit_s,
                target_s=queue.target_s,
                level=alarm.level(self.level(name, longest_s), now_us),
                joined=name in self.state.logged_in,
                outlook=self._outlooks.get(name),
            )


_UNKNOWN = QueueSection(name="?")  # callers of a queue that has left the settings wait on


def _counted(callers: Mapping[str, Waiting]) -> dict[str, tuple[int, int]]:
    """Return how many wait in each queue, and the entry of who waits longest."""
    found: dict[str, tuple[int, int]] = {}
    for caller in callers.values():
        count, since_us = found.get(caller.queue, (0, caller.entered_us))
        found[caller.queue] = (count + 1, min(since_us, caller.entered_us))
    return found
