"""The wall: what it shows, in which size and language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk_app.levels import Level
from desk_app.telephony.team.board import Floor, QueueNow, WaitingCaller
from desk_app.telephony.team.orders import (
    Role,
)
from desk_app.ui.language import Language
from desk_app.ui.wall import words
from desk_app.ui.wall.board import PARTS
from desk_app.ui.wall.menus import Hand
from desk_app.ui.wall.window import WallWindow
from tests.ui.conftest import FixedClock, Speak
from tests.ui.layout.paper import said_by
from tests.ui.wall import sample
from tests.ui.wall.sample import NOW, S, bare, crowd


def test_the_worst_queue_comes_first_with_icon_word_and_hue(wall: WallWindow) -> None:
    rows = wall.board.queues.rows()
    assert [row.standing.now.name for row in rows if row.standing] == [
        "Support",
        "Billing",
        "Visits",
        "Sales",
    ]
    assert [row.level for row in rows] == [Level.OVER, Level.NEAR, Level.NEAR, Level.NORMAL]
    assert "Over limit" in rows[0].name.accessibleName()
    assert "".join(said.text for said in said_by(rows[0].figures["in_time"])) == "71%target 80%"
    assert "answered within 20 s" in bare(rows[0].figures["in_time"].toolTip())


def test_the_expected_wait_is_said_with_its_error_or_that_there_is_no_agent(
    wall: WallWindow,
) -> None:
    rows = {row.standing.now.name: row for row in wall.board.queues.rows() if row.standing}
    support = rows["Support"]
    assert support.standing is not None
    able = support.standing.outlook.agents
    assert able == sum(
        "Support" in a.queues and a.status.value not in ("paused", "unreachable")
        for a in wall.floor.agents
    )
    minutes = int(9 * 240 / able / 60 + 0.5)
    said = f"Expected wait {minutes} min, lately ±1 min"
    assert said in bare(support.figures["waiting"].toolTip())
    assert said in bare(support.name.accessibleName())
    nobody = Floor("pbx", True, NOW, (QueueNow("Support", handle_s=240.0),))
    wall.show_floor(nobody, NOW)
    assert "Expected wait: no agent" in bare(wall.board.queues.rows()[0].name.toolTip())


def test_the_average_wait_says_beside_it_what_it_hides(wall: WallWindow) -> None:
    said = bare(wall.board.today.figures["wait"].toolTip())
    assert "those given up are not in it" in said
    assert "Half of them waited less than 00:05, nine of ten less than 00:20." in said
    wall.show_floor(Floor("pbx", True, NOW, (QueueNow("Support"),)), NOW)
    assert "Half of them" not in wall.board.today.figures["wait"].toolTip()


def test_a_wait_of_more_than_an_hour_shows_its_hours(wall: WallWindow) -> None:
    caller = WaitingCaller("pbx:x", "", "", 1, NOW - 3660 * S)
    wall.show_floor(Floor("pbx", True, NOW, (QueueNow("Support", (caller,)),)), NOW)
    shown = bare(wall.board.queues.rows()[0].figures["longest"].accessibleName())
    assert "1:01:00" in shown


def test_callers_of_all_queues_stand_by_their_wait_and_nobody_reads_their_numbers(
    wall: WallWindow,
) -> None:
    rows = wall.board.callers.rows()
    assert len(rows) == 11
    said = [bare(row.accessibleName()) for row in rows]
    assert said[0].startswith("1. 0912 ••• 0416. Support. 02:41")
    assert "2nd call today" in said[2]
    assert "Key account" in said[6]
    assert "Number withheld" in said[10]
    assert not any("000" in line for line in said)


def test_a_supervisor_opens_names_and_numbers_at_the_desk_only(
    wall: WallWindow, qtbot: QtBot
) -> None:
    wall.board.callers.opener.click()
    assert "0912 000 0416" in bare(wall.board.callers.rows()[0].accessibleName())
    wall.showFullScreen()
    qtbot.waitUntil(lambda: not wall.board.callers.open)
    assert "•••" in wall.board.callers.rows()[0].accessibleName()
    assert not wall.board.callers.opener.isEnabled()


def test_an_agent_may_not_open_names(wall: WallWindow) -> None:
    wall.use(Hand(Role.AGENT))
    wall.board.callers.opener.click()
    assert not wall.board.callers.open


def test_a_long_talk_is_marked(wall: WallWindow) -> None:
    first = wall.board.agents.tiles()[0]
    assert first.agent is not None
    assert first.agent.name == "Omid R."
    assert "twice the average" in first.accessibleName()


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+989120000416", "0912 ••• 0416"),
        ("+982188007702", "021 •••• 7702"),
        ("+442079460958", "+44 •••••• 0958"),
        ("214", "214"),
        ("98765432100", "987 •••• 2100"),
    ],
)
def test_the_middle_of_a_number_is_hidden(number: str, shown: str) -> None:
    assert bare(words.masked(number)) == shown


def test_what_does_not_fit_comes_page_after_page(wall: WallWindow, qtbot: QtBot) -> None:
    wall.show_floor(crowd(50, 500, 2000), NOW)
    board = wall.board
    assert 3 <= len(board.queues.rows()) < 10
    assert 15 <= len(board.agents.tiles()) <= 40
    assert len(board.callers.rows()) == 11
    assert board.queues.pages > 5
    first = board.callers.rows()[0].accessibleName()
    for _ in range(PARTS):
        board.turn_next()
    assert board.callers.rows()[0].accessibleName() != first
    seen: set[str] = set()
    for _ in range(board.agents.pages):
        seen |= {tile.agent.id for tile in board.agents.tiles() if tile.agent}
        board.agents.turn()
    assert len(seen) == 500


def test_a_page_at_which_somebody_is_at_work_stays(wall: WallWindow) -> None:
    wall.show_floor(crowd(50, 500, 2000), NOW)
    tile = wall.board.agents.tiles()[3]
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    before = tile.agent
    for _ in range(PARTS):
        wall.board.turn_next()
    assert tile.agent is before
    assert wall.board.callers.page == 1


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (3840, 2160), (1600, 1200)])
def test_the_whole_floor_of_the_pictures_fits_every_screen(
    wall: WallWindow, size: tuple[int, int]
) -> None:
    wall.resize(*size)
    assert len(wall.board.queues.rows()) == 4
    assert len(wall.board.agents.tiles()) == 20
    assert len(wall.board.callers.rows()) == 11
    lowest = wall.board.agents.tiles()[-1]
    foot = lowest.mapTo(wall, QPoint(0, lowest.height())).y()
    assert foot <= size[1]


def test_it_speaks_persian_from_the_right(
    wall: WallWindow, speak: Speak, clock: FixedClock
) -> None:
    speak(Language.FA)
    wall.show_floor(sample.floor(Language.FA), NOW)
    row = wall.board.queues.rows()[0]
    name, spark = row.name.geometry(), row.spark.geometry()
    assert name.left() > spark.right()
    assert "۰۲:۴۱" in row.figures["longest"].accessibleName()
    head = {said.text for said in said_by(wall.header)}
    assert any("آبان" in line for line in head)


def test_everything_that_can_be_reached_by_key_has_a_name_and_a_role(
    wall: WallWindow, qtbot: QtBot
) -> None:
    wall.toggle_history()
    reached = [
        widget
        for widget in wall.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]
    assert len(reached) > 55  # 20 figures, 20 tiles, 11 callers, the day, the head
    unnamed = [type(widget).__name__ for widget in reached if not widget.accessibleName()]
    assert not unnamed
    roles = {
        QAccessible.queryAccessibleInterface(widget).role()
        for widget in reached
        if not isinstance(widget, QLineEdit)
    }
    assert roles == {QAccessible.Role.Button, QAccessible.Role.Slider}
