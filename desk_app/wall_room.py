"""The wall's side of the team: floors to its window, orders, alarms and the past from it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol

from PySide6.QtCore import QObject, QTime, Signal

from desk_app.background import Background
from desk_app.crm.records import CallsFound, RecentCall, TeamMessage
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from desk_app.floor_alarms import Alarm
from desk_app.floor_feed import FloorFeed
from desk_app.telephony.team.board import Floor, QueueNow
from desk_app.telephony.team.orders import AnyOrder, OrderResult
from desk_app.telephony.team.outlook import able, outlook
from desk_app.ui import when
from desk_app.ui.panes import left_queue
from desk_app.ui.queue.calls_behind import CallsBehind
from desk_app.ui.queue.words import expected
from desk_app.ui.wall import words
from desk_app.ui.wall.message_sheet import MessageSheet
from desk_app.ui.wall.window import WallWindow

log = logging.getLogger(__name__)

_DAY_US = 86_400_000_000


class Team(Protocol):
    """What a team's database does for a wall. All but `give` block: for the database thread."""

    def floor_at(self, at_us: int, heard_us: int) -> Floor:
        """Return the floor as it was; `heard_us`: when the PBX was heard last of all."""

    def watch(self, at_us: int) -> None:
        """Begin to watch for alarms."""

    def record(self, alarm: Alarm) -> None:
        """Keep an alarm."""

    def record_over(self, alarm: Alarm, at_us: int) -> None:
        """Keep when an alarm was over."""

    def calls(
        self, queues: Iterable[QueueNow], figure: str, from_us: int, until_us: int
    ) -> CallsFound:
        """Return the calls that a figure of these queues counted at `until_us`."""

    def send_message(self, interface: str, body: str) -> bool:
        """Send words to whoever has a phone; False: nobody has it."""

    def messages_to(self, interface: str) -> tuple[TeamMessage, ...]:
        """Return what was sent to whoever has a phone, newest first."""

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
        self._watches = False
        self._sheet: MessageSheet | None = None
        self._writing_to = ""
        feed.lost.connect(wall.lose)
        feed.floor_changed.connect(self._on_floor)
        wall.ordered.connect(self._on_ordered)
        wall.alarm.connect(lambda alarm: self._do(partial(team.record, alarm)))
        wall.alarm_over.connect(lambda alarm, at: self._do(partial(team.record_over, alarm, at)))
        wall.moment_wanted.connect(self._on_moment)
        wall.calls_behind.connect(self._on_figure)
        wall.message_wanted.connect(self._on_message)
        self._answered.connect(wall.show_result)

    def _do(self, work: Callable[[], None]) -> None:
        self._background.run(work, lambda _: None, _not_kept)

    def _on_floor(self, floor: Floor) -> None:
        left_queue.use_team(floor)  # lists of calls are made when they are asked for
        now_us = self._wall.clock.now_us()
        if not self._watches:  # before any alarm of this floor, and no earlier: whose it is
            self._watches = True
            self._do(partial(self._team.watch, now_us))
        self._wall.show_floor(floor, now_us)

    def _on_ordered(self, order: AnyOrder) -> None:
        self._team.give(order, partial(self._answered.emit, order))

    def _on_moment(self, at_us: int) -> None:
        self._asked += 1
        asked = self._asked

        def show(floor: Floor) -> None:
            # Whoever draws the slider has asked for another minute since, or has gone back.
            if asked == self._asked and self._wall.history.isVisible():
                self._wall.show_past(floor, at_us)

        def failed(error: Exception) -> None:
            _not_kept(error)
            if asked == self._asked and self._wall.history.isVisible():
                self._wall.leave_past()  # rather than that minute over other figures
                self._wall.tell(words.no_past(_problem(error)))

        work = partial(self._team.floor_at, at_us, self._feed.floor.heard_us)
        self._background.run(work, show, failed)

    def _on_message(self, agent: str) -> None:
        known = (one.name for one in self._wall.floor.agents if one.id == agent)
        sheet = self._sheet = MessageSheet(next(known, agent), self._wall)
        self._writing_to = agent
        sheet.send_wanted.connect(self._send)
        sheet.finished.connect(self._close_sheet)
        sheet.open()
        self.look_for_messages()

    def _close_sheet(self) -> None:
        self._sheet = None

    def _send(self, words: str) -> None:
        sheet = self._sheet

        def show(sent: bool | None) -> None:
            if sheet is self._sheet and sheet is not None:
                sheet.show_result(sent)
                self.look_for_messages()

        def failed(error: Exception) -> None:
            _not_kept(error)
            show(None)

        work = partial(self._team.send_message, self._writing_to, words)
        self._background.run(work, show, failed)

    def look_for_messages(self) -> None:
        """Show what was sent, and whether it was seen, while words to an agent are written."""
        sheet = self._sheet

        def show(sent: tuple[TeamMessage, ...]) -> None:
            if sheet is self._sheet and sheet is not None:
                sheet.show_sent(sent)

        if sheet is not None:
            work = partial(self._team.messages_to, self._writing_to)
            self._background.run(work, show, _not_kept)

    def _on_figure(self, queue: str, figure: str) -> None:
        floor, past_us = self._wall.floor, self._wall.past_us
        queues = [known for known in floor.queues if queue in ("", known.name)]
        shown_us = self._wall.clock.now_us() if past_us is None else past_us
        from_us = floor.day_us or when.at(when.day_of(shown_us), QTime(0, 0))
        until_us = shown_us + _DAY_US if past_us is None else past_us

        def failed(error: Exception) -> None:
            _not_kept(error)
            self._wall.tell(words.no_calls(_problem(error)))

        work = partial(self._team.calls, queues, figure, from_us, until_us)
        self._background.run(work, partial(self._show_calls, queue, past_us), failed)

    def _show_calls(self, queue: str, past_us: int | None, found: CallsFound) -> None:
        callers = self._wall.board.callers
        title = words.calls_title(queue, past_us, self._wall.clock.now_us())
        note = self._expected(queue) if past_us is None else words.moved_since() if queue else ""

        def who_of(call: RecentCall) -> str:
            return words.caller(call, opened=callers.open)

        sheet = CallsBehind(title, found, self._wall, note, who_of)
        callers.opened.connect(sheet.show_who)
        sheet.open()

    def _expected(self, queue: str) -> str:
        """Return how long who enters a queue now will wait, in words; "" for all of them."""
        floor = self._wall.floor
        now = floor.queue(queue)
        return expected(outlook(now, able(floor.agents)[queue])) if now else ""


def _problem(error: Exception) -> DatabaseProblem | None:
    return error.problem if isinstance(error, DatabaseTrouble) else None


def _not_kept(error: Exception) -> None:
    if _problem(error) is DatabaseProblem.NO_RIGHTS:
        log.info("not for this login: %s", error)  # an agent's wall raises alarms, and keeps none
        return
    log.error("the team's database did not do what the wall wanted", exc_info=error)
