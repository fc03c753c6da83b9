"""The wrap-up bar: time left, how the call ended, what can be done."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.agent import BREAK
from desk_app.state import Case
from desk_app.ui.window import MainWindow
from tests.ui.conftest import NOW_US, FixedClock
from tests.ui.frame import sample
from tests.ui.frame.conftest import Told
from tests.ui.frame.test_call_bar import bare

LEFT = Qt.MouseButton.LeftButton


def test_it_counts_down_and_stops_at_nothing(window: MainWindow, clock: FixedClock) -> None:
    window.show_state(sample.wrapping_up())
    bar = window.wrap_up_bar
    assert bar.title.text() == "Wrap-up, 38 s left of 60"
    clock.go_to(NOW_US + 10 * sample.S)
    assert bar.title.text() == "Wrap-up, 28 s left of 60"
    clock.go_to(NOW_US + 600 * sample.S)
    assert bar.title.text() == "Wrap-up, 0 s left of 60"


def test_it_says_how_the_call_ended(window: MainWindow) -> None:
    state = sample.wrapping_up()
    window.show_state(state)
    bar = window.wrap_up_bar
    assert bar.ended.heading.text() == "Call ended by caller"
    assert bare(bar.ended.value.text()) == "Laleh Farahmand, 02:50"
    assert not bar.recording.isVisible()
    ended = replace(sample.ENDED, by_agent=True, recording_path="a.wav")
    window.show_state(replace(state, cases=(Case(ended, sample.CALLER),)))
    assert bar.ended.heading.text() == "You ended the call"
    assert bar.saved.text() == "Saved"
    assert bar.recording.isVisible()


def test_its_buttons(window: MainWindow, qtbot: QtBot, told: Callable[[str], Told]) -> None:
    dialled, more, chosen = told("dial"), told("more_wrap_up"), told("choose_state")
    window.show_state(sample.wrapping_up())
    for button in (window.wrap_up_bar.again, window.wrap_up_bar.more, window.wrap_up_bar.rest):
        qtbot.mouseClick(button, LEFT)
    assert (dialled, more, chosen) == ([("+982149258000",)], [(30,)], [(BREAK,)])


def test_it_says_what_comes_after(window: MainWindow) -> None:
    window.show_state(sample.wrapping_up())
    assert "you go Ready" in window.wrap_up_bar.hint.text()
    window.show_state(sample.wrapping_up(BREAK))
    assert "your break begins" in window.wrap_up_bar.hint.text()


def test_a_wrap_up_whose_case_is_gone_still_counts(window: MainWindow) -> None:
    window.show_state(replace(sample.wrapping_up(), cases=(), current=""))
    assert window.wrap_up_bar.isVisible()
    assert not window.wrap_up_bar.again.isVisible()
    assert not window.wrap_up_bar.ended.isVisible()
