"""The three columns together: keys, folding, where the cursor goes, whose intent it is."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk_app.crm.records import TicketStatus
from desk_app.state import Case
from desk_app.telephony.calls import CallState
from desk_app.telephony.messages import Direction
from desk_app.ui.language import Language
from desk_app.ui.panes.call_page import CallPage, phase_of
from desk_app.ui.panes.ticket_foot import Phase
from tests.ui.conftest import FixedClock, Speak
from tests.ui.panes import sample
from tests.ui.panes.conftest import Listen, Shown

KEY = sample.KEY
RINGING = Case(sample.RINGING, sample.CALLER, sample.DRAFT)
TALKING = Case(sample.TALKING, sample.CALLER, sample.DRAFT)
CONTINUING = Case(sample.TALKING, sample.CALLER, sample.CONTINUED)
WRAP_UP = Case(sample.ENDED, sample.CALLER, sample.CONTINUED)


@pytest.fixture
def page(desk_clock: FixedClock, shown: Shown) -> CallPage:
    made = CallPage(desk_clock)
    shown(made, 1368, 764)
    return made


def test_every_intent_names_its_call(page: CallPage, heard: Listen) -> None:
    said = heard(
        page.customer_chosen,
        page.new_customer,
        page.continue_requested,
        page.undo_continue,
        page.dial_requested,
    )
    page.show_case(RINGING)
    page.customer.customer_chosen.emit(7)
    page.customer.new_customer.emit("Kaveh")
    page.timeline.card.continue_shown()
    page.timeline.undo_continue_requested.emit()
    page.customer.dial_requested.emit("0912")
    assert said == [(KEY, 7), (KEY, "Kaveh"), (KEY, 48213), (KEY,), ("0912",)]


def test_ctrl_j_continues_and_ctrl_enter_saves(page: CallPage, heard: Listen) -> None:
    page.show_case(TALKING)
    said = heard(page.continue_requested, page.ticket.save_requested, page.ticket.notes_changed)
    QTest.keyClicks(page.ticket.notes, "word")
    QTest.keyClick(page.ticket.notes, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.ticket.notes, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.timeline.view, Qt.Key.Key_Enter, Qt.KeyboardModifier.ControlModifier)
    assert said == [(KEY, "word"), (KEY, 48213), (KEY,), (KEY,)]
    assert page.ticket.notes.toPlainText() == "word"


def test_ctrl_enter_does_not_save_before_the_answer(page: CallPage, heard: Listen) -> None:
    page.show_case(RINGING)
    said = heard(page.ticket.save_requested)
    QTest.keyClick(page, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert said == []


def test_continuing_is_read_from_the_ticket(page: CallPage) -> None:
    page.show_case(TALKING)
    assert page.timeline.card._continue.isVisible()
    assert page.ticket.subject.isVisible()
    page.show_case(CONTINUING)
    assert not page.timeline.card._continue.isVisible()
    assert page.timeline.card._continuing.isVisible()
    assert not page.ticket.subject.isVisible()
    assert not page.ticket._segment_room.isVisible()


def test_calls_own_ticket_is_never_offered_for_continuing(page: CallPage) -> None:
    own = replace(sample.OPEN, id=sample.DRAFT.id)
    saved = replace(sample.DRAFT, status=TicketStatus.OPEN)
    page.show_case(Case(sample.TALKING, replace(sample.CALLER, open_tickets=(own,)), saved))
    assert not page.timeline.card.isVisible()


def test_number_keys_choose_wherever_nobody_types(page: CallPage, heard: Listen) -> None:
    page.show_case(WRAP_UP)
    said = heard(page.ticket.disposition_changed)
    QTest.keyClick(page.timeline.tabs.tab(None), Qt.Key.Key_2)
    QTest.keyClick(page.timeline.view, Qt.Key.Key_4)
    QTest.keyClick(page.ticket.notes, Qt.Key.Key_5)
    assert said == [(KEY, "solved"), (KEY, "escalated")]
    assert page.ticket.notes.toPlainText().endswith("5") or "5" in page.ticket.notes.toPlainText()


def test_name_field_is_ready_once_an_unknown_caller_is_answered(
    qtbot: QtBot, page: CallPage
) -> None:
    page.show_case(Case(sample.RINGING, sample.UNKNOWN, sample.DRAFT))
    assert not page.customer.unnamed.name.hasFocus()
    page.show_case(Case(sample.TALKING, sample.UNKNOWN, sample.DRAFT))
    qtbot.waitUntil(page.customer.unnamed.name.hasFocus)
    page.ticket.notes.setFocus()
    page.show_case(Case(replace(sample.TALKING, held=True), sample.UNKNOWN, sample.DRAFT))
    assert page.ticket.notes.hasFocus()


def test_name_field_does_not_take_the_words_of_somebody_who_types(
    qtbot: QtBot, page: CallPage
) -> None:
    page.show_case(Case(sample.RINGING, sample.UNKNOWN, sample.DRAFT))
    page.ticket.notes.setFocus()
    qtbot.waitUntil(page.ticket.notes.hasFocus)
    QTest.keyClicks(page.ticket.notes, "calls from")
    page.show_case(Case(sample.TALKING, sample.UNKNOWN, sample.DRAFT))
    assert page.ticket.notes.hasFocus()


def test_columns_are_those_of_the_design_and_mirrored(
    qtbot: QtBot, page: CallPage, speak: Speak
) -> None:
    page.show_case(RINGING)
    assert page.customer.geometry().getRect() == (0, 0, 288, 764)
    assert page.ticket.geometry().getRect() == (936, 0, 432, 764)
    speak(Language.FA)
    qtbot.waitUntil(lambda: page.customer.mapTo(page, QPoint()).x() == 1368 - 288)
    assert page.ticket.mapTo(page, QPoint()).x() == 0


def test_narrow_window_folds_the_customer(page: CallPage) -> None:
    page.show_case(RINGING)
    page.resize(1207, 700)
    assert page.folded()
    assert page.header.height() == 56
    assert not page.customer.isVisible()
    page.header.set_open(True)
    assert page.customer.isVisible()
    assert not page.timeline.isVisible()
    page.header.set_open(False)
    page.resize(1208, 700)
    assert not page.folded()
    assert page.customer.geometry().getRect() == (0, 0, 288, 700)
    assert not page.header.isVisible()


def test_folded_choice_opens_by_itself(page: CallPage) -> None:
    page.resize(952, 504)
    page.show_case(Case(sample.RINGING, sample.SEVERAL, sample.DRAFT))
    assert page.customer.unnamed.choice.buttons()[0].isVisible()
    page.show_case(RINGING)
    assert not page.customer.isVisible()
    assert page.timeline.isVisible()


def test_page_fits_the_smallest_window(page: CallPage) -> None:
    for case in (RINGING, CONTINUING, WRAP_UP):
        page.show_case(case)
        page.resize(952, 504)
        assert (page.width(), page.height()) == (952, 504)


@pytest.mark.parametrize(
    ("changes", "phase"),
    [
        ({}, Phase.RINGING),
        ({"direction": Direction.OUT}, Phase.TALKING),
        ({"direction": Direction.OUT, "state": CallState.DIALING}, Phase.TALKING),
        ({"state": CallState.ACTIVE}, Phase.TALKING),
        ({"state": CallState.ENDED}, Phase.WRAP_UP),
    ],
)
def test_phases(changes: dict[str, object], phase: Phase) -> None:
    assert phase_of(replace(sample.RINGING, **changes)) is phase


def test_warming_up_says_nothing_and_leaves_nothing(
    desk_clock: FixedClock, shown: Shown, heard: Listen
) -> None:
    page = CallPage(desk_clock)
    said = heard(
        page.continue_requested,
        page.ticket.notes_changed,
        page.ticket.subject_changed,
        page.ticket.category_changed,
        page.ticket.priority_changed,
    )
    page.warm_up()
    assert page.timeline.model.rowCount() > 2
    shown(page, 1368, 764)
    page.show_case(Case(sample.RINGING))
    assert page.timeline.model.rowCount() == 2
    assert not page.timeline.card.isVisible()
    assert not page.customer.card.isVisible()
    page.show_case(RINGING)
    page.warm_up()
    assert page.timeline.card.shown() == sample.OPEN
    page.flush()
    assert said == []


def test_words_are_not_lost_when_the_application_closes(page: CallPage, heard: Listen) -> None:
    page.show_case(TALKING)
    said = heard(page.ticket.notes_changed, page.ticket.subject_changed)
    QTest.keyClicks(page.ticket.subject, "Sub")
    QTest.keyClicks(page.ticket.notes, "word")
    assert page.pending_notes() == (KEY, "word")
    page.flush()
    assert sorted(said) == [(KEY, "Sub"), (KEY, "word")]
    assert page.pending_notes() is None
