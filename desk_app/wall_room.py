"""The wall's side of the team: floors to its window, orders, alarms and the past from it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desk_app.background import Background
from desk_app.crm.records import RecentCall
from desk_app.floor_alarms import Alarm
from desk_app.floor_feed import FloorFeed
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.orders import AnyOrder, OrderResult
from desk_app.ui.queue.calls_behind import CallsBehind
from desk_app.ui.queue.words import name_of
from desk_app.ui.wall.window import WallWindow

log = logging.getLogger(__name__)


class Team(Protocol):
    """What a team's database does for a wall. All but `give` block: for the database thread."""

    def floor_at(self, at_us: int, heard_us: int) -> Floor:
        """Return the floor as it was; `heard_us`: when the PBX was heard last of all."""

    def record(self, alarm: Alarm) -> None:
        """Keep an alarm."""

    def record_over(self, alarm: Alarm, at_us: int) -> None:
        """Keep when an alarm was over."""

    def calls(self, queues: Iterable[str], figure: str) -> tuple[RecentCall, ...]:
        """Return today's calls of these queues behind a figure."""

    def give(self, order: AnyOrder, answered: Callable[[OrderResult], None]) -> None:
        """Give an order; `answered` is called on any thread, once. Returns at once."""


class WallRoom(QObject):
    """Joins a window with a team. UI thread. `feed` brings the floor, `background` the rest."""

    _answered = Signal(object, object)

    def __init__(
        self, wall: WallWindow, team: Team, feed: FloorFeed, background: Background
    ) -> None:
        super().__init__(wall)
        self._wall, self._team, self._background = wall, team, background
        self._feed = feed
        self._asked = 0
        feed.lost.connect(wall.lose)
        feed.floor_changed.connect(self._on_floor)
        wall.ordered.connect(self._on_ordered)
        wall.alarm.connect(lambda alarm: self._do(partial(team.record, alarm)))
        wall.alarm_over.connect(lambda alarm, at: self._do(partial(team.record_over, alarm, at)))
        wall.moment_wanted.connect(self._on_moment)
        wall.calls_behind.connect(self._on_figure)
        self._answered.connect(wall.show_result)

    def _do(self, work: Callable[[], None]) -> None:
        self._background.run(work, lambda _: None, _not_kept)

    def _on_floor(self, floor: Floor) -> None:
        self._wall.show_floor(floor, self._wall.clock.now_us())

    def _on_ordered(self, order: AnyOrder) -> None:
        self._team.give(order, partial(self._answered.emit, order))

    def _on_moment(self, at_us: int) -> None:
        self._asked += 1
        asked = self._asked

        def show(floor: Floor) -> None:
            # Whoever draws the slider has asked for another minute since, or has gone back.
            if asked == self._asked and self._wall.history.isVisible():
                self._wall.show_past(floor, at_us)

        work = partial(self._team.floor_at, at_us, self._feed.floor.heard_us)
        self._background.run(work, show, _not_kept)

    def _on_figure(self, queue: str, figure: str) -> None:
        queues = (queue,) if queue else tuple(known.name for known in self._wall.floor.queues)
        work = partial(self._team.calls, queues, figure)
        self._background.run(work, partial(self._show_calls, queue), _not_kept)

    def _show_calls(self, queue: str, calls: tuple[RecentCall, ...]) -> None:
        everything = QCoreApplication.translate("wall", "Today's calls")
        said = QCoreApplication.translate("wall", "{queue}: today's calls")
        title = said.format(queue=name_of(queue)) if queue else everything
        CallsBehind(title, calls, self._wall).open()


def _not_kept(error: Exception) -> None:
    log.error("the team's database did not do what the wall wanted", exc_info=error)
