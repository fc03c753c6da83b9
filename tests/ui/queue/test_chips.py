"""The chips in the top bar: words, order, folding, the card they open."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk_app.ui.language import Language
from desk_app.ui.window import MainWindow
from tests.ui.conftest import NOW_US, FixedClock, Speak
from tests.ui.frame import sample as desk
from tests.ui.frame.test_call_bar import bare
from tests.ui.queue import sample
from tests.ui.queue.conftest import Show, Told

_KEY = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def names(window: MainWindow) -> list[str]:
    return [bare(chip.accessibleName()) for chip in window.queues.chips.chips()]


def test_each_own_queue_has_a_chip_worst_first(window: MainWindow) -> None:
    assert names(window) == [
        "Support · 8 waiting · longest 02:41 · Over limit · limit 02:00",
        "Visits · 1 waiting · longest 00:48 · Near limit · limit 01:00",
        "Billing · 0 waiting · Normal · limit 01:00",
        "Sales · 0 waiting · Normal · limit 01:00",
    ]
    assert window.queues.chips.more.isHidden()
    assert "Ctrl+Shift+Q" in window.queues.chips.chips()[0].toolTip()


def test_chips_tick(window: MainWindow, clock: FixedClock) -> None:
    clock.go_to(NOW_US + 13 * sample.S)
    assert "longest 02:54" in names(window)[0]
    assert "longest 01:01 · Over limit" in names(window)[1]


def test_an_alarm_does_not_flicker(window: MainWindow, show: Show, clock: FixedClock) -> None:
    show(sample.without(sample.queues(), "w1", "w2", "w3", "w4"))
    assert "Over limit" in names(window)[0]
    clock.go_to(NOW_US + 9 * sample.S)
    assert "Over limit" in names(window)[0]
    clock.go_to(NOW_US + 10 * sample.S)
    calm = next(name for name in names(window) if name.startswith("Support"))
    assert "Normal" in calm


def test_a_narrow_bar_keeps_the_worst_and_gathers_the_rest(
    window: MainWindow, qtbot: QtBot
) -> None:
    chips = window.queues.chips
    window.resize(1024, 640)
    qtbot.waitUntil(lambda: len(chips.chips()) == 1)
    assert bare(chips.more.text()) == "+3"
    assert names(window)[0].startswith("Support")
    gathered = [bare(action.text()) for action in chips.menu().actions()]
    assert gathered[0] == "Visits · 1 waiting · longest 00:48"
    assert len(gathered) == 3
    bar = window.top_bar
    assert bar.line.geometry().right() <= bar.width()
    qtbot.waitUntil(lambda: bar.search.width() >= 200)
    window.resize(1440, 900)
    qtbot.waitUntil(lambda: len(chips.chips()) == 4)


def test_a_click_shows_who_waits_in_that_queue(window: MainWindow) -> None:
    room = window.queues
    QTest.mouseClick(room.chips.chips()[1], Qt.MouseButton.LeftButton)
    assert room.card is not None and room.card.isVisible()
    assert room.card.panel.list.rows.queue == "Visits"
    assert room.card.panel.list.rows.rowCount() == 1
    QTest.keyClick(room.card.panel.list, Qt.Key.Key_Escape)
    assert room.card.isHidden()


def test_the_key_shows_and_hides_everybody(window: MainWindow) -> None:
    room = window.queues
    QTest.keyClick(window, Qt.Key.Key_Q, _KEY)
    assert room.card is not None and room.card.isVisible()
    assert room.card.panel.list.rows.rowCount() == 9
    assert room.card.panel.list.hasFocus()
    QTest.keyClick(window, Qt.Key.Key_Q, _KEY)
    assert room.card.isHidden()


def test_without_a_queue_there_is_nothing(window: MainWindow, show: Show) -> None:
    show(sample.queues((), (), ()))
    assert window.queues.chips.isHidden()
    QTest.keyClick(window, Qt.Key.Key_Q, _KEY)
    assert window.queues.card is None


def test_the_whole_list_is_a_page_that_escape_leaves(window: MainWindow, show: Show) -> None:
    room = window.queues
    room.open_list("Support", room.chips.chips()[0])
    assert room.card is not None
    QTest.mouseClick(room.card.panel.whole, Qt.MouseButton.LeftButton)
    assert room.card.isHidden()
    assert room.page is not None
    assert window.pages.currentWidget() is room.page
    assert room.page.panel.list.rows.rowCount() == 8
    show(sample.without(sample.queues(), "w1"))
    assert room.page.panel.list.rows.rowCount() == 7
    assert window.rail.desk.isChecked()
    QTest.keyClick(room.page.panel.list, Qt.Key.Key_Escape)
    assert window.pages.currentWidget() is window.ready_page


def test_mirrored_and_in_persian(window: MainWindow, speak: Speak) -> None:
    speak(Language.FA)
    window.show_state(replace(desk.READY, queues=sample.queues()))
    chips = window.queues.chips.chips()
    assert chips[0].x() > chips[1].x()
    said = chips[0].accessibleName()
    assert "۸ در انتظار" in said
    assert "\u2066۰۲:۴۱\u2069" in said  # an island: never flipped
    assert "بیش از حد مجاز" in said


@pytest.mark.parametrize("queue", ["<b>x</b>" * 40, "\u202eSupport"])
def test_a_hostile_name_is_bounded(
    window: MainWindow, show: Show, queue: str, told: Callable[[str], Told]
) -> None:
    section = sample.QUEUES[0].__class__(name=queue)
    show(sample.queues((sample.waiting("w", queue, 5),), (queue,), (section,)))
    chip = window.queues.chips.chips()[0]
    assert chip.width() < 420
    assert "\u202e" not in chip.accessibleName()
