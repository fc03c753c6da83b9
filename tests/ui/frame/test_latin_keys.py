"""Shortcuts on a keyboard that has Persian letters only."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.agent import BREAK
from desk_app.ui.window import MainWindow
from tests.ui.frame import sample
from tests.ui.frame.conftest import Told

CTRL = Qt.KeyboardModifier.ControlModifier
# letter typed, X11 code of the key, Windows' virtual key
KAF_ON_SEMICOLON = ("ک", 47, 0xBA)
NUN_ON_K = ("ن", 45, 0x4B)
ZAL_ON_B = ("ذ", 56, 0x42)
VAV_ON_COMMA = ("و", 59, 0xBC)
SHIN_ON_A = ("ش", 38, 0x41)


def press(window: MainWindow, key: tuple[str, int, int]) -> None:
    """Send what the window system sends for Ctrl and a Persian letter."""
    letter, scan, virtual = key
    QCoreApplication.sendEvent(
        window.windowHandle(),
        QKeyEvent(QEvent.Type.KeyPress, ord(letter), CTRL, scan, virtual, 0, letter),
    )


def test_ctrl_k_and_ctrl_b_work(
    window: MainWindow, qtbot: QtBot, told: Callable[[str], Told]
) -> None:
    chosen = told("choose_state")
    window.show_state(sample.READY)
    press(window, ZAL_ON_B)
    assert chosen == [(BREAK,)]
    press(window, NUN_ON_K)
    qtbot.waitUntil(window.top_bar.search.edit.hasFocus)


def test_ctrl_comma_opens_the_settings(window: MainWindow, told: Callable[[str], Told]) -> None:
    opened = told("open_settings")
    press(window, VAV_ON_COMMA)
    assert opened == [("",)]


def test_editing_keys_work_in_inputs(window: MainWindow, qtbot: QtBot) -> None:
    window.top_bar.search.take_focus()
    window.top_bar.search.edit.setText("لاله")
    window.top_bar.search.edit.deselect()
    press(window, SHIN_ON_A)
    assert window.top_bar.search.edit.selectedText() == "لاله"


def test_a_key_of_another_place_does_nothing(
    window: MainWindow, qapp: QApplication, told: Callable[[str], Told]
) -> None:
    chosen = told("choose_state")
    press(window, KAF_ON_SEMICOLON)
    assert chosen == []
    assert not window.top_bar.search.edit.hasFocus()


def test_letters_without_ctrl_are_typed(window: MainWindow, qtbot: QtBot) -> None:
    window.top_bar.search.take_focus()
    event = QKeyEvent(
        QEvent.Type.KeyPress, ord("ن"), Qt.KeyboardModifier.NoModifier, 45, 0x4B, 0, "ن"
    )
    QCoreApplication.sendEvent(window.windowHandle(), event)
    assert window.top_bar.search.edit.text() == "ن"
