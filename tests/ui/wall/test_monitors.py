"""Where the wall is, as far as one monitor tells. Several: tests/ui/outside/test_monitors.py."""

from __future__ import annotations

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.remembered import WallPlace
from desk_app.ui import places
from desk_app.ui.wall.window import WallWindow


def test_full_screen_is_left_for_where_the_window_was(wall: WallWindow, qtbot: QtBot) -> None:
    wall.setGeometry(10, 20, 960, 620)
    qtbot.keyClick(wall, Qt.Key.Key_F11)
    assert wall.monitors.place() == WallPlace(wall.screen().name(), (10, 20, 960, 620))
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert places.box_of(wall) == (10, 20, 960, 620)
    assert wall.monitors.place() == WallPlace("", (10, 20, 960, 620))


def test_a_remembered_monitor_that_is_not_there_is_kept_in_mind(wall: WallWindow) -> None:
    wall.monitors.restore(WallPlace("HDMI-9", (10, 20, 960, 620)))
    assert not wall.isFullScreen()
    assert wall.monitors.place() == WallPlace("HDMI-9", (10, 20, 960, 620))
    wall.monitors.leave()
    assert wall.monitors.place().screen == ""


def test_full_screen_that_was_left_by_the_window_manager_is_not_remembered(
    wall: WallWindow,
) -> None:
    wall.monitors.toggle()
    wall.showNormal()
    assert wall.monitors.place().screen == ""
