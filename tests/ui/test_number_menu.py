"""Wherever a number stands it can be copied, and called where nobody is on it yet."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from desk_app.ui import number_menu
from desk_app.ui.panes.number_link import NumberLink
from desk_app.ui.panes.recent_row import RecentRow
from desk_app.ui.window import MainWindow
from tests.ui.compact.test_compact import CALLS
from tests.ui.frame import sample
from tests.ui.frame.conftest import window as window
from tests.ui.frame.test_call_bar import bare

LALEH = "+982149258000"


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[None]:
    QGuiApplication.clipboard().setText("before")
    yield
    QGuiApplication.clipboard().clear()


def menu_of(widget: QWidget) -> QMenu:
    widget.customContextMenuRequested.emit(widget.rect().center())
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_a_number_that_rings_or_talks_is_copied(window: MainWindow, clipboard: None) -> None:
    for state, bar in (
        (sample.ringing(), window.ring_strip),
        (sample.talking(), window.call_bar),
    ):
        window.show_state(state)
        menu = menu_of(bar)
        assert [bare(action.text()) for action in menu.actions()] == ["Copy 021 4925 8000"]
        menu.actions()[0].trigger()
        menu.close()
        assert QGuiApplication.clipboard().text() == LALEH


def test_a_number_after_its_call_is_called_again(window: MainWindow) -> None:
    dialled: list[str] = []
    window.intents.dial.connect(dialled.append)
    window.show_state(sample.wrapping_up())
    menu = menu_of(window.wrap_up_bar)
    menu.actions()[0].trigger()
    menu.close()
    assert dialled == [LALEH]


def test_a_link_dials_by_click_and_copies_by_its_menu(qtbot: QtBot, clipboard: None) -> None:
    link, row = NumberLink(), RecentRow()
    qtbot.addWidget(link)
    qtbot.addWidget(row)
    link.set_number(LALEH)
    row.show_call(CALLS[1])
    link.show()
    dialled: list[str] = []
    for part in (link, row):
        part.dial_requested.connect(dialled.append)
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    for part in (link, row):
        menu = menu_of(part)
        call, copy = menu.actions()
        call.trigger()
        copy.trigger()
        menu.close()
    assert dialled == [LALEH, LALEH, "02155000421"]
    assert QGuiApplication.clipboard().text() == "02155000421"


def test_what_is_no_number_has_no_menu(qtbot: QtBot) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    for text in ("", "anonymous", "<img src=x>", "sip:<>"):
        assert number_menu.menu(widget, text) is None
