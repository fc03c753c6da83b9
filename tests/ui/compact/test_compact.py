"""The small window: what it shows in each state, what it does, and the way back."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from desk_app.crm.records import (
    CustomerBrief,
    OutcomeOfCall,
    OutcomeOfLeg,
    Priority,
    RecentCall,
    TicketNow,
    TicketStatus,
)
from desk_app.state import DataProblem, DeskState, Notice, Saving
from desk_app.telephony.calls import CallState
from desk_app.telephony.messages import Levels
from desk_app.ui.compact.parts import HIT
from desk_app.ui.language import Language
from desk_app.ui.widgets import IconLabel
from tests.ui.compact.conftest import Small
from tests.ui.conftest import NOW_US, Speak
from tests.ui.frame import sample
from tests.ui.frame.test_call_bar import bare
from tests.ui.frame.test_languages import LATIN_ALLOWED, left

TICKET = TicketNow(
    *(48213, "k1", 1, "", "", "", Priority.NORMAL, TicketStatus.OPEN, "", "as it was"),
    *(NOW_US, NOW_US - 3 * sample.S, 1, True),
)


def recent(key: str, number: str, *, out: bool, missed: bool = False) -> RecentCall:
    outcome = OutcomeOfCall.ABANDONED if missed else OutcomeOfCall.ANSWERED
    leg = OutcomeOfLeg.CALLER_HUNG_UP if missed else OutcomeOfLeg.ANSWERED
    direction = "out" if out else "in"
    return RecentCall(key, direction, number, "", None, "", NOW_US, outcome, leg, 72, 0, None)


CALLS = (
    recent("r1", "+989120001111", out=False, missed=True),
    recent("r2", "02155000421", out=True),
    recent("r3", "02149258000", out=True),
    recent("r4", "02155000421", out=True),
)


def with_ticket(state: DeskState, ticket: TicketNow = TICKET) -> DeskState:
    cases = tuple(replace(case, ticket=ticket) for case in state.cases)
    return replace(state, cases=cases, recent=CALLS)


STATES = {
    "idle": replace(sample.READY, recent=CALLS),
    "ringing": with_ticket(sample.ringing(sample.RINGING, sample.SECOND_RING)),
    "call": with_ticket(sample.talking()),
    "calls": with_ticket(sample.talking(sample.TALKING, sample.HELD, sample.SECOND_RING)),
    "wrap-up": with_ticket(sample.wrapping_up()),
}
STATES |= {
    f"{name}, told": replace(STATES[name], notices=(Notice(DataProblem.NEWER),))
    for name in ("idle", "ringing", "call", "calls", "wrap-up")
}


def test_it_takes_the_place_of_the_whole_window_and_gives_it_back(
    small: Small, qtbot: QtBot
) -> None:
    assert small.window.isVisible()
    assert not small.view.window.isVisible()
    assert small.window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    qtbot.mouseClick(small.window.whole, Qt.MouseButton.LeftButton)
    assert small.view.window.isVisible()
    assert not small.window.isVisible()


@pytest.mark.parametrize("name", STATES)
def test_its_keys_and_the_menu_lead_to_and_fro(small: Small, qtbot: QtBot, name: str) -> None:
    small.view.show_state(STATES[name])
    small.window.activateWindow()
    qtbot.waitUntil(small.window.isActiveWindow)
    qtbot.keyClick(small.window, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert small.view.window.isVisible()
    action = next(a for a in small.view.window.top_bar.pill.menu().actions() if "Small" in a.text())
    action.trigger()
    assert small.window.isVisible()


def test_a_number_is_typed_found_and_dialled(small: Small, qtbot: QtBot) -> None:
    small.view.show_state(STATES["idle"])
    told: list[str] = []
    asked: list[str] = []
    small.window.intents.dial.connect(told.append)
    small.window.search.connect(asked.append)
    page = small.window.dial
    for sign in "02":
        page.pad.pressed.emit(sign)
    assert asked == ["02"]
    small.window.show_results("02", [CustomerBrief(1, "Laleh", number="+982149258000")])
    assert [row.title for row in page.rows.rows()] == ["Laleh"]
    page.edit.setText("۰۲۱ 4925 8000")
    qtbot.mouseClick(page.call, Qt.MouseButton.LeftButton)
    page.edit.setText("Laleh")
    small.window.show_results("Laleh", [CustomerBrief(1, "Laleh", number="+982149258000")])
    qtbot.keyClick(page.edit, Qt.Key.Key_Return)
    qtbot.keyClick(page.edit, Qt.Key.Key_Return)  # the empty field: the last one again
    qtbot.mouseClick(page.recent[0], Qt.MouseButton.LeftButton)
    assert told == ["02149258000", "+982149258000", "02155000421", "+989120001111"]


def test_a_ring_moves_nothing_and_takes_no_typing(small: Small, qtbot: QtBot) -> None:
    small.view.show_state(STATES["idle"])
    page = small.window.dial
    page.edit.setText("021 49")
    before = left(page.pad, small.window), page.pad.mapTo(small.window, page.pad.rect().topLeft())
    small.view.show_state(STATES["ringing"])
    QApplication.processEvents()
    assert page.edit.text() == "021 49"
    assert before == (
        left(page.pad, small.window),
        page.pad.mapTo(small.window, page.pad.rect().topLeft()),
    )
    bottom = page.pad.mapTo(small.window, page.pad.rect().bottomLeft()).y()
    assert small.window.ring.y() > bottom
    assert small.window.ring.more.text() == "+1 more"
    told: list[str] = []
    small.window.intents.answer.connect(told.append)
    qtbot.mouseClick(small.window.ring.answer, Qt.MouseButton.LeftButton)
    assert told == ["k1"]


def test_a_call_has_its_controls_meters_and_notes(small: Small, qtbot: QtBot) -> None:
    small.view.show_state(STATES["call"])
    call = small.window.call
    assert call.isVisible()
    assert call.head.name.text() == "Laleh Farahmand"
    assert bare(call.head.timer.text()) == "03:12"
    assert bare(call.number.text()) == "#48213 · Open"
    assert call.linked.isVisible()
    small.view.show_levels(Levels(microphone=50, callers={"k1": 100}))
    assert (call.head.you.lit(), call.head.them.lit()) == (7, 14)
    muted: list[tuple[str, bool]] = []
    small.window.intents.mute.connect(lambda key, on: muted.append((key, on)))
    qtbot.mouseClick(call.controls.mute, Qt.MouseButton.LeftButton)
    assert muted == [("k1", True)]
    written: list[tuple[str, str]] = []
    call.notes_changed.connect(lambda key, text: written.append((key, text)))
    call.notes.setPlainText("visit at 16")
    small.view.toggle_compact()
    assert written == [("k1", "visit at 16")]
    assert small.view.call_page.ticket.notes.toPlainText() == "visit at 16"


def test_the_wrap_up_counts_down_and_wants_a_disposition(small: Small, qtbot: QtBot) -> None:
    small.view.show_state(STATES["wrap-up"])
    call = small.window.call
    assert bare(call.head.timer.text()) == "00:38"
    assert not call.save.isEnabled()
    chosen: list[tuple[str, str]] = []
    saved: list[str] = []
    call.disposition_changed.connect(lambda key, code: chosen.append((key, code)))
    call.save_requested.connect(saved.append)
    small.window.activateWindow()
    qtbot.waitUntil(small.window.isActiveWindow)
    qtbot.keyClick(small.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert saved == []
    assert call.disposition.hasFocus()
    assert "Choose how the call ended" in call.save.toolTip()
    call.disposition.setCurrentIndex(1)
    call.disposition.activated.emit(1)
    saving = replace(STATES["wrap-up"].cases[0], saving=Saving.SAVING)
    small.view.show_state(replace(STATES["wrap-up"], cases=(saving,)))  # older than the choice
    qtbot.mouseClick(call.save, Qt.MouseButton.LeftButton)
    assert chosen == [("k1", "solved")]
    assert saved == ["k1"]


def test_words_that_wait_are_handed_over_when_the_program_ends(small: Small) -> None:
    small.view.show_state(STATES["call"])
    small.window.call.notes.setPlainText("the last words")
    assert small.view.pending_notes() == [("k1", "the last words")]
    small.view.window.close()
    assert not small.window.isVisible()
    assert small.view.pending_notes() == []


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("language", Language)
def test_nothing_is_cut_small_or_untranslated(
    small: Small, speak: Speak, name: str, language: Language
) -> None:
    speak(language)
    small.view.show_state(STATES[name])
    QApplication.processEvents()
    window = small.window
    assert (window.width(), window.height()) == (380, 640)
    assert window.strip.isVisible() == name.endswith("told")
    for button in window.findChildren(QAbstractButton):
        if button.isVisible():
            assert button.height() >= min(HIT, button.sizeHint().height()), button.text()
            assert button.height() >= 32
            corner = button.mapTo(window, button.rect().bottomRight())
            assert window.rect().contains(corner), button.text()
    if language is Language.FA:
        seen = [w for w in window.findChildren(QWidget) if w.isVisible()]
        said = [w.text() for w in seen if isinstance(w, QLabel | QAbstractButton | IconLabel)]
        for words in (*said, *(w.toolTip() for w in seen), *(w.accessibleName() for w in seen)):
            assert not re.search("[A-Za-z]{2,}", LATIN_ALLOWED.sub("", words)), words
        keys = window.dial.pad.findChildren(QAbstractButton)
        assert keys[0].x() < keys[1].x()  # a dial pad is never mirrored
        assert left(window.whole, window) < left(window.pill, window)


def test_the_pin_decides_whether_it_stays_in_front(small: Small, qtbot: QtBot) -> None:
    assert small.window.in_sight()
    qtbot.mouseClick(small.window.pin, Qt.MouseButton.LeftButton)
    assert not small.window.windowFlags() & Qt.WindowType.WindowStaysOnTopHint
    assert small.window.isVisible()
    assert not small.window.in_sight()
    assert small.view.remembered().in_front is False


HOSTILE = replace(sample.HOSTILE, state=CallState.ACTIVE, answered_us=NOW_US)


@pytest.mark.parametrize(
    "state",
    [
        sample.ringing(sample.HOSTILE, replace(sample.HOSTILE, key="k9")),
        sample.talking(HOSTILE, replace(HOSTILE, key="k2", held=True)),
        replace(
            sample.READY,
            notices=(Notice(DataProblem.SETTING_UNUSABLE, "<b>\u202e" * 2000),),
            recent=(
                replace(recent("h", "<i>" * 500, out=False, missed=True), name="<b>\u202e" * 900),
            ),
        ),
    ],
    ids=["rings", "talks", "rests"],
)
def test_a_strangers_text_stays_plain_and_in_its_place(small: Small, state: DeskState) -> None:
    small.view.show_state(state)
    QApplication.processEvents()
    window = small.window
    assert (window.width(), window.height()) == (380, 640)
    for widget in window.findChildren(QWidget):
        if isinstance(widget, QLabel):
            assert widget.textFormat() == Qt.TextFormat.PlainText
        said = (widget.text() if isinstance(widget, QLabel | QAbstractButton | IconLabel) else "",)
        for text in (*said, widget.accessibleName()):
            assert len(text) < 600
            assert not set(text) & set("\u202a\u202b\u202d\u202e\x00\n")
        tip = widget.toolTip()
        assert "<b>" not in tip
        assert "\u202e" not in tip
    assert "<" not in window.windowTitle()
    panel = window.call.controls.panel
    panel.show_results([CustomerBrief(1, "<b>\u202e" + "x" * 5000, "y" * 5000, "215")] * 50)
    for row in panel.people.rows():
        assert len(row.title) <= 81
        assert "\u202e" not in row.title + row.note


def test_what_only_the_whole_window_can_do_is_done_there(small: Small, qtbot: QtBot) -> None:
    asked: list[str] = []
    small.view.window.intents.open_settings.connect(asked.append)
    small.window.activateWindow()
    qtbot.waitUntil(small.window.isActiveWindow)
    qtbot.keyClick(small.window, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    assert asked == [""]
    assert small.view.window.isVisible()
    assert not small.window.isVisible()


def test_the_number_dialled_last_is_a_key_away(small: Small, qtbot: QtBot) -> None:
    small.view.show_state(STATES["idle"])
    small.window.activateWindow()
    qtbot.waitUntil(small.window.isActiveWindow)
    small.window.dial.edit.setText("0912")
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(small.window, Qt.Key.Key_K, both)
    assert small.window.dial.edit.text() == ""
    assert small.window.dial.edit.hasFocus()
