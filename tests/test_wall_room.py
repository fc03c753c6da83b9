"""The wall and its team: floors come, orders go and are answered, alarms are kept."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.background import Background
from desk_app.crm.records import CallsFound, TeamMessage
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from desk_app.floor_alarms import Alarm
from desk_app.floor_feed import FloorFeed
from desk_app.telephony.team.board import Floor, QueueNow
from desk_app.telephony.team.orders import AnyOrder, HangUpCall, OrderResult, Role
from desk_app.telephony.team.parts import changed
from desk_app.ui.panes.recent_row import RecentRow
from desk_app.ui.queue.calls_behind import CallsBehind
from desk_app.ui.wall.header import Mode
from desk_app.ui.wall.menus import Hand
from desk_app.ui.wall.message_sheet import MessageSheet
from desk_app.ui.wall.window import WallWindow
from desk_app.wall_room import WallRoom
from tests.rigs.patience import PATIENCE_MS
from tests.ui.conftest import FixedClock
from tests.ui.conftest import clock as clock
from tests.ui.panes.sample import RECENT
from tests.ui.panes.test_left_queue import GONE
from tests.ui.wall import sample
from tests.ui.wall.sample import NOW, S, bare

DAY = 86_400 * S
MIDNIGHT = NOW - (14 * 3600 + 3 * 60 + 7) * S


class Team:
    """Keeps in memory what a database keeps: the process edge."""

    def __init__(self) -> None:
        self.kept: list[Alarm] = []
        self.over: list[tuple[Alarm, int]] = []
        self.asked: list[int] = []
        self.given: list[AnyOrder] = []
        self.sent: tuple[TeamMessage, ...] = ()
        self.desks = {"PJSIP/200"}
        self.listed: list[tuple[object, ...]] = []
        self.found = CallsFound((), 0)
        self.watched: list[int] = []
        self.trouble: DatabaseProblem | None = None

    def floor_at(self, at_us: int, heard_us: int) -> Floor:
        assert heard_us == NOW
        self._fail()
        self.asked.append(at_us)
        return sample.floor(now_us=at_us)

    def _fail(self) -> None:
        if self.trouble is not None:
            raise DatabaseTrouble(self.trouble)

    def watch(self, at_us: int) -> None:
        assert not self.kept
        self.watched.append(at_us)

    def record(self, alarm: Alarm) -> None:
        self.kept.append(alarm)

    def record_over(self, alarm: Alarm, at_us: int) -> None:
        self.over.append((alarm, at_us))

    def calls(
        self, queues: Iterable[QueueNow], figure: str, from_us: int, until_us: int
    ) -> CallsFound:
        self._fail()
        self.listed.append((*(queue.name for queue in queues), figure, from_us, until_us))
        return self.found

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
    wall.use(Hand(Role.SUPERVISOR))
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
    assert team.watched == [NOW]


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
        ("Support", "answered", MIDNIGHT, NOW + DAY),
        ("Billing", "Sales", "Support", "Visits", "lost", MIDNIGHT, NOW + DAY),
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
    team.found = CallsFound((GONE,), 1)
    wall.board.today.figures["lost"].click()
    qtbot.waitUntil(lambda: bool(wall.findChildren(CallsBehind)))
    (sheet,) = wall.findChildren(CallsBehind)
    (row,) = sheet.rows()
    assert row._about.text().startswith("Left after")
    sheet.close()


def listed(wall: WallWindow, qtbot: QtBot) -> CallsBehind:
    qtbot.waitUntil(lambda: bool(wall.findChildren(CallsBehind)), timeout=PATIENCE_MS)
    return wall.findChildren(CallsBehind)[-1]


def test_a_figure_of_the_past_opens_the_calls_of_that_instant(rig: Rig, qtbot: QtBot) -> None:
    wall, team, _ = rig
    wall.toggle_history()
    then = NOW - 3600 * S
    wall.show_past(replace(sample.floor(now_us=then), day_us=MIDNIGHT - DAY), then)
    wall.board.queues.rows()[0].figures["answered"].click()
    sheet = listed(wall, qtbot)
    assert team.listed == [("Support", "answered", MIDNIGHT - DAY, then)]
    assert bare(sheet.windowTitle()) == "Support: calls until today 13:03"
    assert "moved to another queue" in sheet.note.text()
    sheet.close()


def test_a_list_on_the_wall_is_looked_at_and_names_are_hidden_until_opened(
    rig: Rig, qtbot: QtBot
) -> None:
    wall, team, _ = rig
    missed, answered, withheld = (
        replace(RECENT[0], number="+989120000416", name="Omid Rostami"),
        replace(RECENT[1], number="+982188007702", name="", recording="a.wav"),
        replace(RECENT[0], number="", name=""),
    )
    team.found = CallsFound((missed, answered, withheld), 3)
    wall.board.today.figures["lost"].click()
    sheet = listed(wall, qtbot)
    assert [who(row) for row in sheet.rows()] == [
        "0912 ••• 0416",
        "021 •••• 7702",
        "Number withheld",
    ]
    for row in sheet.rows():
        assert not any(stop.isVisible() for stop in row.stops())
        assert row.contextMenuPolicy() is Qt.ContextMenuPolicy.DefaultContextMenu
    wall.board.callers.show_names(on=True)
    assert [who(row) for row in sheet.rows()][:2] == ["Omid Rostami", "021 8800 7702"]
    wall.showFullScreen()
    qtbot.waitUntil(lambda: who(sheet.rows()[0]) == "0912 ••• 0416", timeout=PATIENCE_MS)
    wall.showNormal()
    sheet.close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    wall.board.callers.show_names(on=True)


def who(row: RecentRow) -> str:
    return bare(row._name.text())


@pytest.mark.parametrize(
    ("problem", "past", "calls"),
    [
        (
            DatabaseProblem.NO_RIGHTS,
            "Only supervisors may look at the past day.",
            "Your login may not read calls. Ask an administrator.",
        ),
        (
            DatabaseProblem.GONE,
            "The past day could not be read. Try again.",
            "The calls could not be read. Try again.",
        ),
    ],
)
def test_what_cannot_be_read_is_said_in_a_sentence(
    rig: Rig, qtbot: QtBot, problem: DatabaseProblem, past: str, calls: str
) -> None:
    wall, team, _ = rig
    team.trouble = problem
    wall.toggle_history()
    wall.moment_wanted.emit(NOW - 7200 * S)
    said = wall.header.accessibleDescription
    qtbot.waitUntil(lambda: said() == past, timeout=PATIENCE_MS)
    assert not wall.history.isVisible()
    assert wall.mode is Mode.LIVE
    wall.board.today.figures["lost"].click()
    qtbot.waitUntil(lambda: said() == calls, timeout=PATIENCE_MS)


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
