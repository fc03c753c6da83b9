"""The wall and its team: floors come, orders go and are answered, alarms are kept."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.background import Background
from desk_app.crm.records import RecentCall, TeamMessage
from desk_app.floor_alarms import Alarm
from desk_app.floor_feed import FloorFeed
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.orders import AnyOrder, HangUpCall, OrderResult
from desk_app.telephony.team.parts import changed
from desk_app.ui.queue.calls_behind import CallsBehind
from desk_app.ui.wall.header import Mode
from desk_app.ui.wall.message_sheet import MessageSheet
from desk_app.ui.wall.window import WallWindow
from desk_app.wall_room import WallRoom
from tests.ui.conftest import FixedClock
from tests.ui.conftest import clock as clock
from tests.ui.panes.test_left_queue import GONE
from tests.ui.wall import sample
from tests.ui.wall.sample import NOW, S


class Team:
    """Keeps in memory what a database keeps: the process edge."""

    def __init__(self) -> None:
        self.kept: list[Alarm] = []
        self.over: list[tuple[Alarm, int]] = []
        self.asked: list[int] = []
        self.given: list[AnyOrder] = []
        self.sent: tuple[TeamMessage, ...] = ()
        self.desks = {"PJSIP/200"}
        self.listed: list[tuple[str, ...]] = []
        self.behind: tuple[RecentCall, ...] = ()

    def floor_at(self, at_us: int, heard_us: int) -> Floor:
        assert heard_us == NOW
        self.asked.append(at_us)
        return sample.floor(now_us=at_us)

    def record(self, alarm: Alarm) -> None:
        self.kept.append(alarm)

    def record_over(self, alarm: Alarm, at_us: int) -> None:
        self.over.append((alarm, at_us))

    def calls(self, queues: Iterable[str], figure: str) -> tuple[RecentCall, ...]:
        self.listed.append((*queues, figure))
        return self.behind

    def send_message(self, interface: str, body: str) -> bool:
        if interface not in self.desks:
            return False
        self.sent = (TeamMessage(1, NOW, "mina", "omid", body), *self.sent)
        return True

    def messages_to(self, interface: str) -> tuple[TeamMessage, ...]:
        return self.sent

    def give(self, order: AnyOrder, answered: Callable[[OrderResult], None]) -> None:
        self.given.append(order)
        answered(OrderResult.GONE)


Rig = tuple[WallWindow, Team, WallRoom]


@pytest.fixture
def rig(qtbot: QtBot, clock: FixedClock) -> Iterator[Rig]:
    clock.at = NOW
    wall, team, background = WallWindow(clock), Team(), Background("database")
    qtbot.addWidget(wall)
    wall.show()
    feed = FloorFeed()
    room = WallRoom(wall, team, feed, background)
    with qtbot.waitSignal(feed.floor_changed):
        feed.hear("pbx", changed(None, sample.floor()))
    yield wall, team, room
    assert background.close()
    QApplication.sendPostedEvents(background)


def test_the_floor_comes_to_the_wall_and_its_alarms_are_kept(rig: Rig, qtbot: QtBot) -> None:
    wall, team, _ = rig
    assert wall.mode is Mode.LIVE
    assert wall.floor.pbx == "pbx"
    assert len(wall.board.callers.rows()) == 11
    qtbot.waitUntil(lambda: len(team.kept) >= 5)
    assert {alarm.queue for alarm in team.kept} == {"Support", "Billing", "Visits"}


def test_an_order_is_given_and_its_answer_said(rig: Rig, qtbot: QtBot) -> None:
    wall, team, _ = rig
    wall.ordered.emit(HangUpCall("pbx:1"))
    assert team.given == [HangUpCall("pbx:1")]
    qtbot.waitUntil(lambda: "not there any more" in wall.header.accessibleDescription())


def test_only_the_minute_that_was_asked_for_last_is_shown(rig: Rig, qtbot: QtBot) -> None:
    wall, team, _ = rig
    wall.toggle_history()
    early, late = NOW - 7200 * S, NOW - 3600 * S
    wall.moment_wanted.emit(early)
    wall.moment_wanted.emit(late)
    shown: list[int] = []
    qtbot.waitUntil(lambda: wall.mode is Mode.PAST)
    shown.append(wall.floor.heard_us)
    assert team.asked == [early, late]
    assert shown == [late]


def test_who_has_gone_back_to_live_is_not_taken_to_the_past(rig: Rig, qtbot: QtBot) -> None:
    wall, team, _ = rig
    wall.toggle_history()
    wall.moment_wanted.emit(NOW - 7200 * S)
    wall.leave_past()
    qtbot.waitUntil(lambda: len(team.asked) == 1)
    QApplication.processEvents()
    assert wall.mode is not Mode.PAST


def test_a_figure_opens_its_calls(rig: Rig, qtbot: QtBot) -> None:
    wall, team, _ = rig
    wall.board.queues.rows()[0].figures["answered"].click()
    qtbot.waitUntil(lambda: bool(wall.findChildren(CallsBehind)))
    sheet = wall.findChildren(CallsBehind)[0]
    assert "Support" in sheet.windowTitle()
    assert "Expected wait" in sheet.note.text() and "lately" in sheet.note.text()
    sheet.close()
    wall.board.today.figures["lost"].click()
    qtbot.waitUntil(lambda: len(team.listed) == 2)
    assert team.listed == [
        ("Support", "answered"),
        ("Billing", "Sales", "Support", "Visits", "lost"),
    ]
    qtbot.waitUntil(lambda: any("Today" in s.windowTitle() for s in wall.findChildren(CallsBehind)))
    everything = wall.findChildren(CallsBehind)[-1]
    assert not everything.note.isVisible()
    everything.close()


def test_calls_behind_a_figure_are_short_abandons_by_the_bridges_word(
    rig: Rig, qtbot: QtBot
) -> None:
    wall, team, room = rig
    floor = sample.floor()
    queues = (replace(q, terms=replace(q.terms, short_s=1.0)) for q in floor.queues)
    with qtbot.waitSignal(room._feed.floor_changed):
        room._feed.hear("pbx", changed(floor, replace(floor, queues=tuple(queues))))
    team.behind = (GONE,)
    wall.board.today.figures["lost"].click()
    qtbot.waitUntil(lambda: bool(wall.findChildren(CallsBehind)))
    (sheet,) = wall.findChildren(CallsBehind)
    (row,) = sheet.rows()
    assert row._about.text().startswith("Left after")
    sheet.close()


def opened(wall: WallWindow, agent: str) -> MessageSheet:
    wall.message_wanted.emit(agent)
    return wall.findChildren(MessageSheet)[-1]


def test_words_to_an_agent_are_sent_once_and_say_when_they_were_seen(
    rig: Rig, qtbot: QtBot
) -> None:
    wall, team, room = rig
    sheet = opened(wall, "PJSIP/200")
    assert "Omid R." in sheet.windowTitle()
    sheet.field.setText("Take the <b>next</b> one")
    sheet.send.click()
    assert not sheet.send.isEnabled()
    qtbot.waitUntil(lambda: "not seen yet" in sheet.lines[0].text())
    assert "<b>next</b>" in sheet.lines[0].text()
    assert sheet.field.text() == ""
    team.sent = (replace(team.sent[0], read_us=NOW),)
    room.look_for_messages()
    qtbot.waitUntil(lambda: "seen" in sheet.lines[0].text() and "not" not in sheet.lines[0].text())
    sheet.close()
    room.look_for_messages()


def test_words_to_somebody_without_a_desk_stay_in_the_field(rig: Rig, qtbot: QtBot) -> None:
    wall, _, _ = rig
    sheet = opened(wall, "PJSIP/201")
    sheet.field.setText("Hello")
    sheet.send.click()
    qtbot.waitUntil(lambda: sheet.said.text().startswith("Not sent"))
    assert (sheet.field.text(), sheet.send.isEnabled()) == ("Hello", True)
    sheet.close()


def test_a_monitor_that_is_not_there_is_refused_in_a_sentence(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "desk_app", "wall", "--data-dir", tmp_path, "--screen", "7"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stderr == "There is no monitor 7; there are 1.\n"
