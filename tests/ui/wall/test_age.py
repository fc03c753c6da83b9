"""Figures that are old, and those of the past day."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.telephony.team.board import Floor
from desk_app.ui.wall.header import Mode
from desk_app.ui.wall.window import WallWindow
from tests.ui.conftest import FixedClock
from tests.ui.wall import sample
from tests.ui.wall.sample import NOW, S, bare

Told = Callable[[str], list[tuple[object, ...]]]


def mode(wall: WallWindow) -> Mode:
    return wall.mode  # a call, so that no checker takes it for the same as before


def ink_of(wall: WallWindow) -> set[str]:
    picture = wall.board.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    seen = [picture.pixelColor(x, y) for x in range(0, picture.width(), 3) for y in (60, 120, 300)]
    return {c.name() for c in seen if c.hsvSaturation() > 40 and c.value() > 60}


def test_the_age_is_shown_from_three_seconds_on(wall: WallWindow, clock: FixedClock) -> None:
    assert wall.header.chip.text() == "Live"
    clock.go_to(NOW + 4 * S)
    assert mode(wall) is Mode.AGEING
    assert wall.header.chip.text() == "Live, 4 s"


def test_after_ten_seconds_without_news_all_is_grey_and_the_timers_stand(
    wall: WallWindow, clock: FixedClock
) -> None:
    assert ink_of(wall)
    clock.go_to(NOW + 10 * S)
    assert bare(wall.header.chip.text()) == "Stale since 14:03:07"
    assert "No news from the PBX." in wall.banner.accessibleName()
    assert not ink_of(wall)
    figure = wall.board.queues.rows()[0].figures["longest"]
    assert "02:41" in figure.accessibleName()
    clock.go_to(NOW + 70 * S)
    assert "02:41" in figure.accessibleName()
    assert "70 s ago" in wall.banner.accessibleName()


def test_a_lost_link_is_told_at_once_and_its_return_too(
    wall: WallWindow, clock: FixedClock
) -> None:
    wall.show_floor(sample.floor(linked=False), NOW)
    assert mode(wall) is Mode.STALE
    assert "Link to the PBX lost." in wall.banner.accessibleName()
    assert wall.banner.isVisible()
    clock.at = NOW + 60 * S
    wall.show_floor(sample.floor(now_us=clock.at), clock.at)
    assert mode(wall) is Mode.LIVE
    assert not wall.banner.isVisible()
    assert ink_of(wall)


def test_a_clock_that_runs_ahead_does_not_keep_dead_figures_alive(
    wall: WallWindow, clock: FixedClock
) -> None:
    ahead = sample.floor(now_us=NOW + 3600 * S)
    wall.show_floor(ahead, NOW)
    assert mode(wall) is Mode.LIVE
    clock.go_to(NOW + 11 * S)
    assert mode(wall) is Mode.STALE


def test_nothing_can_be_ordered_of_figures_that_are_old(wall: WallWindow) -> None:
    wall.show_floor(sample.floor(linked=False), NOW)
    wall.board.agents.tiles()[0].click()
    assert QApplication.activePopupWidget() is None


def test_a_minute_of_the_past_day_is_picked_and_shown_as_it_was(
    wall: WallWindow, told: Told, qtbot: QtBot, clock: FixedClock
) -> None:
    wanted = told("moment_wanted")
    wall.toggle_history()
    wall.history.field.setText("11:30")
    qtbot.keyClick(wall.history.field, Qt.Key.Key_Return)
    at_us = NOW - NOW % (60 * S) - (2 * 60 + 33) * 60 * S
    assert wanted == [(at_us,)]
    wall.show_past(sample.floor(now_us=at_us), at_us)
    assert mode(wall) is Mode.PAST
    assert bare(wall.header.chip.text()) == "As it was at 11:30"
    wall.show_floor(Floor("pbx", True, NOW), NOW)
    assert len(wall.board.queues.rows()) == 4  # live news does not disturb
    clock.go_to(NOW + 5 * S)
    assert "02:41" in wall.board.queues.rows()[0].figures["longest"].accessibleName()
    wall.history.live.click()
    assert mode(wall) is not Mode.PAST
    assert wall.board.queues.rows() == []


def test_the_slider_asks_once_it_rests(wall: WallWindow, told: Told, qtbot: QtBot) -> None:
    wanted = told("moment_wanted")
    wall.toggle_history()
    slider = wall.history.slider
    for _ in range(5):
        qtbot.keyClick(slider, Qt.Key.Key_PageDown)
    qtbot.waitUntil(lambda: bool(wanted))
    assert wanted == [(NOW - NOW % (60 * S) - 5 * 3600 * S,)]


def test_yesterday_is_meant_by_a_time_that_is_still_to_come(
    wall: WallWindow, told: Told, qtbot: QtBot
) -> None:
    wanted = told("moment_wanted")
    wall.toggle_history()
    wall.history.field.setText("۱۸:۰۰")
    qtbot.keyClick(wall.history.field, Qt.Key.Key_Return)
    (moment,) = wanted[0]
    assert isinstance(moment, int)
    assert 20 * 3600 * S - 180 * S < NOW - moment < 20.1 * 3600 * S


def test_a_past_without_a_link_is_grey_and_says_since_when(
    wall: WallWindow, clock: FixedClock
) -> None:
    at_us = NOW - 3600 * S
    wall.show_past(sample.floor(now_us=at_us - 65 * S, linked=False), at_us)
    assert bare(wall.header.chip.text()) == "As it was at 13:03, stale since 13:02:02"
    assert not ink_of(wall)
    assert "02:41" in wall.board.queues.rows()[0].figures["longest"].accessibleName()
    wall.leave_past()
    assert ink_of(wall)


def test_a_lost_database_is_told_at_once_and_its_return_too(wall: WallWindow) -> None:
    wall.lose()
    assert mode(wall) is Mode.STALE
    assert "Link to the team's database lost." in wall.banner.accessibleName()
    assert "Connecting again by itself" in wall.banner.accessibleName()
    wall.show_floor(sample.floor(), NOW)
    assert mode(wall) is Mode.LIVE
    assert not wall.banner.isVisible()
