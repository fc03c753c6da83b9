"""Which bar and which page a snapshot brings, and what the keys tell."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.agent import BREAK, Agent, AgentState
from desk_app.state import Case, DeskState
from desk_app.telephony.calls import CallState
from desk_app.telephony.messages import RecordingState
from desk_app.ui.about import About, Shortcuts
from desk_app.ui.window import MainWindow
from tests.ui.frame import sample
from tests.ui.frame.conftest import Told

SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier

Listen = Callable[[str], Told]


def test_ready_shows_no_bar_and_the_ready_page(window: MainWindow) -> None:
    window.show_state(sample.READY)
    assert window.pages.currentWidget() is window.ready_page
    assert not any(b.isVisible() for b in (window.ring_strip, window.call_bar, window.wrap_up_bar))


@pytest.mark.parametrize(
    ("state", "bar"),
    [
        (sample.ringing(), "ring_strip"),
        (sample.talking(), "call_bar"),
        (sample.wrapping_up(), "wrap_up_bar"),
        (sample.talking(sample.TALKING, sample.SECOND_RING), "call_bar"),
    ],
    ids=["ringing", "talking", "wrap-up", "a second call rings"],
)
def test_each_state_has_its_bar_and_all_bars_have_one_height(
    window: MainWindow, state: DeskState, bar: str
) -> None:
    window.show_state(state)
    bars = {name: getattr(window, name) for name in ("ring_strip", "call_bar", "wrap_up_bar")}
    assert [name for name, widget in bars.items() if widget.isVisible()] == [bar]
    assert bars[bar].height() == 84
    assert window.pages.currentWidget() is window.call_page


def test_the_page_does_not_move_from_ringing_to_wrap_up(window: MainWindow, qtbot: QtBot) -> None:
    places = []
    for state in (sample.ringing(), sample.talking(), sample.wrapping_up()):
        window.show_state(state)
        qtbot.waitUntil(lambda: window.pages.currentWidget() is window.call_page)
        QApplication.processEvents()
        places.append(window.pages.geometry())
    assert places[0] == places[1] == places[2]


class Moves(QObject):
    """Where a widget has been put since."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen: list[QRect] = []
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize):
            assert isinstance(watched, QWidget)
            self.seen.append(watched.geometry())
        return False


def test_the_page_does_not_move_even_for_a_moment(window: MainWindow, qtbot: QtBot) -> None:
    window.show_state(sample.ringing())
    QApplication.processEvents()
    moves = Moves(window.pages)
    rings_in_wrap_up = replace(
        sample.wrapping_up(),
        cases=(*sample.wrapping_up().cases, *sample.ringing(sample.SECOND_RING).cases),
    )
    window._warm_up()
    for state in (
        *(sample.talking(), sample.wrapping_up(), rings_in_wrap_up, sample.wrapping_up()),
        *(sample.talking(), sample.ringing()),
    ):
        window.show_state(state)
        QApplication.processEvents()
        window._warm_up()
        QApplication.processEvents()
    assert moves.seen == []


def test_over_a_section_and_an_earlier_ticket_a_ring_moves_nothing(
    window: MainWindow, told: Listen, qtbot: QtBot
) -> None:
    dialled = told("dial")
    earlier = replace(sample.READY, cases=(Case(sample.ENDED, sample.CALLER),), current="k1")
    section = QWidget(accessibleName="Settings")
    rings = replace(earlier, cases=(*earlier.cases, *sample.ringing(sample.SECOND_RING).cases))
    window.show_state(earlier)
    QApplication.processEvents()
    assert window.rest_bar.title.text() == "Laleh Farahmand"
    qtbot.mouseClick(window.rest_bar.again, Qt.MouseButton.LeftButton)
    assert dialled == [("+982149258000",)]
    moves = Moves(window.pages)
    for state in (rings, earlier):
        window.show_state(state)
        QApplication.processEvents()
    window.show_section(section)
    assert window.rest_bar.title.text() == "Settings"
    for state in (rings, earlier):
        window.show_state(state)
        assert window.pages.currentWidget() is section
        QApplication.processEvents()
    assert moves.seen == []
    assert window.leave_section()
    assert window.rest_bar.title.text() == "Laleh Farahmand"


def test_a_click_meant_for_what_a_ring_covers_answers_nobody(
    window: MainWindow, told: Listen, qtbot: QtBot
) -> None:
    answered = told("answer")
    window.show_state(sample.READY)
    window.show_state(sample.ringing())
    QApplication.processEvents()
    answer = window.ring_strip.answer
    spot = answer.mapTo(window, answer.rect().center())
    assert window.childAt(spot) is not answer
    qtbot.keyClick(window, Qt.Key.Key_F9)  # a key is meant
    assert answered == [("k1",)]
    qtbot.waitUntil(lambda: window.childAt(spot) is answer)


def test_a_call_that_rings_in_wrap_up_brings_the_strip(window: MainWindow) -> None:
    state = sample.wrapping_up()
    ringing = sample.ringing(sample.SECOND_RING)
    window.show_state(replace(state, agent=ringing.agent, cases=(*state.cases, *ringing.cases)))
    assert window.ring_strip.isVisible()
    assert "Ramin Sohrabi" in window.ring_strip.name.text()


def test_f9_answers_and_shift_f9_declines(window: MainWindow, qtbot: QtBot, told: Listen) -> None:
    answered, declined = told("answer"), told("decline")
    window.show_state(sample.ringing())
    qtbot.keyClick(window, Qt.Key.Key_F9)
    qtbot.keyClick(window, Qt.Key.Key_F9, SHIFT)
    assert answered == [("k1",)]
    assert declined == [("k1",)]


def test_the_oldest_call_is_answered_first(window: MainWindow, qtbot: QtBot, told: Listen) -> None:
    answered = told("answer")
    window.show_state(sample.ringing(sample.SECOND_RING, sample.RINGING))
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert answered == [("k3",)]


def test_in_a_call_shift_f9_hangs_up_and_never_declines_the_one_that_knocks(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    hung_up, declined, answered = told("hang_up"), told("decline"), told("answer")
    window.show_state(sample.talking(sample.TALKING, sample.SECOND_RING))
    qtbot.keyClick(window, Qt.Key.Key_F9, SHIFT)
    qtbot.keyClick(window, Qt.Key.Key_F9)
    assert hung_up == [("k1",)]
    assert declined == []
    assert answered == [("k3",)]


def test_the_keys_of_a_call(window: MainWindow, qtbot: QtBot, told: Listen) -> None:
    muted, held, recorded = told("mute"), told("hold"), told("record")
    window.show_state(sample.talking())
    for key, modifier in (
        (Qt.Key.Key_F8, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F7, Qt.KeyboardModifier.NoModifier),
        (Qt.Key.Key_F8, SHIFT),
    ):
        qtbot.keyClick(window, key, modifier)
    assert muted == [("k1", True)]
    assert held == [("k1", True)]
    assert recorded == [("k1", RecordingState.ON)]


def test_the_keys_undo_what_is_on(window: MainWindow, qtbot: QtBot, told: Listen) -> None:
    muted, held, recorded = told("mute"), told("hold"), told("record")
    call = replace(sample.TALKING, muted=True, held=True, recording=RecordingState.PAUSED)
    window.show_state(sample.talking(call))
    qtbot.keyClick(window, Qt.Key.Key_F8)
    qtbot.keyClick(window, Qt.Key.Key_F7)
    qtbot.keyClick(window, Qt.Key.Key_F8, SHIFT)
    assert (muted, held) == ([("k1", False)], [("k1", False)])
    assert recorded == [("k1", RecordingState.OFF)]


def test_keys_of_a_call_do_nothing_without_one(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    heard = [told(name) for name in ("mute", "hold", "record", "hang_up", "decline", "answer")]
    window.show_state(sample.READY)
    for key in (Qt.Key.Key_F5, Qt.Key.Key_F6, Qt.Key.Key_F7, Qt.Key.Key_F8, Qt.Key.Key_F9):
        qtbot.keyClick(window, key)
        qtbot.keyClick(window, key, SHIFT)
    assert not any(heard)
    assert not window.call_bar.controls.pad.isVisible()
    assert not window.call_bar.controls.panel.isVisible()


def test_ctrl_b_is_a_break_now_or_after_this_call_and_takes_it_back(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    chosen = told("choose_state")
    on_break = replace(sample.READY, agent=Agent(AgentState.NOT_READY, 1, BREAK, None, BREAK))
    for state in (sample.READY, on_break, sample.wrapping_up(), sample.wrapping_up(BREAK)):
        window.show_state(state)
        qtbot.keyClick(window, Qt.Key.Key_B, CTRL)
    assert chosen == [(BREAK,), ("",), (BREAK,), ("",)]


def test_ctrl_plus_lengthens_a_wrap_up_and_nothing_else(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    more = told("more_wrap_up")
    window.show_state(sample.READY)
    qtbot.keyClick(window, Qt.Key.Key_Plus, CTRL)
    window.show_state(sample.wrapping_up())
    qtbot.keyClick(window, Qt.Key.Key_Plus, CTRL)
    qtbot.keyClick(window, Qt.Key.Key_Equal, CTRL)
    assert more == [(30,), (30,)]


def test_esc_never_ends_or_declines_a_call(window: MainWindow, qtbot: QtBot, told: Listen) -> None:
    heard = [told("hang_up"), told("decline")]
    for state in (sample.ringing(), sample.talking(), sample.wrapping_up()):
        window.show_state(state)
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not any(heard)


def test_dialling_out_allows_only_hanging_up(window: MainWindow) -> None:
    window.show_state(sample.talking(replace(sample.TALKING, state=CallState.DIALING)))
    enabled = [c.text() for c in window.call_bar.controls.all() if c.isEnabled()]
    assert enabled == ["Hang up"]
    assert window.call_bar.note.text() == "Calling"


def test_f1_shows_the_keys_and_about_the_engine(window: MainWindow, qtbot: QtBot) -> None:
    window.show_state(replace(sample.READY, engine_name="2.17+desk1 (own build)"))
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(Shortcuts)
    assert isinstance(sheet, Shortcuts)
    sheet.accept()
    qtbot.mouseClick(window.rail.info, Qt.MouseButton.LeftButton)
    about = window.findChild(About)
    assert isinstance(about, About)
    assert "2.17+desk1 (own build)" in about.facts.text()
    about.accept()


def test_the_window_can_be_as_small_as_the_design_says(window: MainWindow, qtbot: QtBot) -> None:
    calls = (sample.TALKING, sample.HELD, sample.SECOND_RING)
    for state in (sample.ringing(), sample.talking(*calls), sample.wrapping_up()):
        window.show_state(state)
        window.resize(1024, 640)
        qtbot.waitUntil(lambda: window.width() == 1024 and window.height() == 640)
    assert window.minimumWidth() == 1024


def test_every_control_has_a_name_for_screen_readers(window: MainWindow) -> None:
    from desk_app.ui.widgets import PaintedButton

    window.show_state(sample.talking(sample.TALKING, sample.HELD))
    for button in window.findChildren(PaintedButton):
        if button.isVisible():
            assert button.text() or button.accessibleName(), button
