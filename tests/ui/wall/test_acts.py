"""What the wall lets people do: menus and keys."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from desk_app.telephony.team.orders import (
    HangUpCall,
    LogOut,
    MoveTo,
    OrderResult,
    Pause,
    PickUp,
    Role,
    Spy,
    SpyOn,
)
from desk_app.ui.wall.menus import Hand
from desk_app.ui.wall.window import WallWindow
from tests.ui.conftest import focus
from tests.ui.wall.sample import bare

Told = Callable[[str], list[tuple[object, ...]]]


def popped(qtbot: QtBot) -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def entry(menu: QMenu, *path: str) -> QAction:
    for step in path[:-1]:
        under = entry(menu, step).menu()
        assert isinstance(under, QMenu)
        menu = under
    return next(a for a in menu.actions() if bare(a.text()).startswith(path[-1]))


def test_figures_open_the_calls_behind_them(wall: WallWindow, told: Told) -> None:
    heard = told("calls_behind")
    row = wall.board.queues.rows()[0]
    for button in row.figures.values():
        button.click()
    wall.board.today.figures["lost"].click()
    assert heard == [
        ("Support", "waiting"),
        ("Support", "longest"),
        ("Support", "in_time"),
        ("Support", "answered"),
        ("Support", "lost"),
        ("", "lost"),
    ]


def test_a_supervisor_orders_from_an_agents_tile(
    wall: WallWindow, told: Told, qtbot: QtBot
) -> None:
    heard = told("ordered")
    messages = told("message_wanted")
    wall.board.agents.tiles()[0].click()
    menu = popped(qtbot)
    for path in (
        ("Listen",),
        ("Whisper",),
        ("Barge",),
        ("Pause", "Training"),
        ("Log out of", "Support"),
        ("Send",),
    ):
        entry(menu, *path).trigger()
    menu.close()
    assert [order for (order,) in heard] == [
        SpyOn("PJSIP/200", "PJSIP/900", Spy.LISTEN),
        SpyOn("PJSIP/200", "PJSIP/900", Spy.WHISPER),
        SpyOn("PJSIP/200", "PJSIP/900", Spy.BARGE),
        Pause("PJSIP/200", "training"),
        LogOut("PJSIP/200", "Support"),
    ]
    assert messages == [("PJSIP/200",)]


def test_a_supervisor_orders_from_a_callers_row(wall: WallWindow, told: Told, qtbot: QtBot) -> None:
    heard = told("ordered")
    row = wall.board.callers.rows()[1]
    row.click()
    menu = popped(qtbot)
    entry(menu, "Assign", "Dara O.").trigger()
    entry(menu, "Move ahead").trigger()
    entry(menu, "Move to", "Billing").trigger()
    entry(menu, "Hang up").trigger()
    menu.close()
    key = row.caller.key
    assert [order for (order,) in heard] == [
        PickUp("PJSIP/219", key),
        MoveTo(key, "Support", ahead=True),
        MoveTo(key, "Billing"),
        HangUpCall(key),
    ]


def test_who_may_not_is_offered_nothing(wall: WallWindow) -> None:
    wall.use(Hand(Role.AGENT, "PJSIP/201"))
    wall.board.agents.tiles()[0].click()
    wall.board.callers.rows()[0].click()
    assert QApplication.activePopupWidget() is None


def test_who_may_not_look_back_is_offered_no_past(wall: WallWindow, qtbot: QtBot) -> None:
    assert "(H)" in wall.header.chip.toolTip()
    wall.use(Hand(Role.AGENT, "PJSIP/201"))
    qtbot.keyClick(wall, Qt.Key.Key_H)
    wall.header.chip.click()
    assert not wall.history.isVisible()
    assert "(H)" not in wall.header.chip.toolTip()
    menu = wall._acts.menu()
    assert not [a for a in menu.actions() if "past day" in a.text()]
    menu.deleteLater()


def test_without_a_phone_nobody_listens(wall: WallWindow, qtbot: QtBot) -> None:
    wall.use(Hand(Role.SUPERVISOR))
    wall.board.agents.tiles()[0].click()
    menu = popped(qtbot)
    assert not [a for a in menu.actions() if "Listen" in a.text()]
    menu.close()


@pytest.mark.parametrize("result", OrderResult)
def test_what_became_of_an_order_is_one_short_sentence(
    wall: WallWindow, result: OrderResult
) -> None:
    wall.show_result(HangUpCall("pbx:1"), result)
    said = wall.header.accessibleDescription()
    assert said.endswith(".")
    assert len(said) < 60


def test_keys_go_from_tile_to_tile_and_open_the_menu(wall: WallWindow, qtbot: QtBot) -> None:
    tiles = wall.board.agents.tiles()
    tiles[0].setFocus(Qt.FocusReason.TabFocusReason)
    for key, at in ((Qt.Key.Key_Right, 1), (Qt.Key.Key_Down, 6), (Qt.Key.Key_Left, 5)):
        qtbot.keyClick(focus(), key)
        assert focus() is tiles[at]
    qtbot.keyClick(focus(), Qt.Key.Key_Space)
    popped(qtbot).close()


def test_f11_fills_the_screen_and_escape_leaves_one_after_the_other(
    wall: WallWindow, qtbot: QtBot
) -> None:
    qtbot.keyClick(wall, Qt.Key.Key_F11)
    assert wall.isFullScreen()
    qtbot.keyClick(wall, Qt.Key.Key_H)
    assert wall.history.isVisible()
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert not wall.history.isVisible()
    assert wall.isFullScreen()
    qtbot.keyClick(wall, Qt.Key.Key_Escape)
    assert not wall.isFullScreen()
