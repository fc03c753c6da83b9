"""The ticket pane: what it emits, what it refuses, whom it never disturbs."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.crm.records import Choice, Priority, TicketNow
from desk_app.state import Saving
from desk_app.ui.language import Language
from desk_app.ui.panes.ticket_foot import Phase
from desk_app.ui.panes.ticket_pane import TicketPane
from tests.ui.conftest import FixedClock, Speak
from tests.ui.panes import sample
from tests.ui.panes.conftest import Listen, Shown

KEY = sample.KEY


@pytest.fixture
def pane(desk_clock: FixedClock, shown: Shown) -> TicketPane:
    made = TicketPane(desk_clock)
    shown(made, 432, 764)
    return made


def show(
    pane: TicketPane,
    phase: Phase = Phase.TALKING,
    ticket: TicketNow | None = sample.DRAFT,
    saving: Saving = Saving.SAVED,
) -> None:
    """Show a ticket of the sample call."""
    continuing = ticket is not None and ticket.id == sample.CONTINUED.id
    pane.show_ticket(KEY, ticket, saving, phase, continuing=continuing)


def test_every_field_says_what_was_chosen_and_for_which_call(
    pane: TicketPane, heard: Listen
) -> None:
    show(pane)
    said = heard(
        pane.subject_changed,
        pane.category_changed,
        pane.disposition_changed,
        pane.priority_changed,
    )
    QTest.keyClicks(pane.subject, "No signal")
    pane.subject.flush()
    pane.category.setFocus()
    QTest.keyClick(pane.category, Qt.Key.Key_Down)
    QTest.keyClick(pane.disposition, Qt.Key.Key_Down)
    QTest.keyClick(pane.priority, Qt.Key.Key_Right)
    assert said == [
        (KEY, "No signal"),
        (KEY, "line_fault"),
        (KEY, "visit_booked"),
        (KEY, "high"),
    ]


def test_snapshots_say_nothing(pane: TicketPane, heard: Listen) -> None:
    said = heard(
        pane.subject_changed,
        pane.category_changed,
        pane.disposition_changed,
        pane.priority_changed,
        pane.notes_changed,
        pane.save_requested,
    )
    show(pane)
    show(pane, ticket=replace(sample.DRAFT, subject="x", category="other", notes="n"))
    show(pane, ticket=sample.CONTINUED)
    show(pane, Phase.WRAP_UP, replace(sample.CONTINUED, disposition="escalated"))
    pane.flush()
    assert said == []
    assert pane.priority.value() == "high"
    assert pane.category.currentText() == "Line fault › Intermittent"


def test_a_choice_does_not_fall_back_while_it_is_saved(
    pane: TicketPane, desk_clock: FixedClock
) -> None:
    show(pane)
    QTest.keyClick(pane.priority, Qt.Key.Key_Right)
    show(pane, saving=Saving.SAVING)
    show(pane)  # the answer to something older
    assert pane.priority.value() == "high"
    show(pane, ticket=replace(sample.DRAFT, priority=Priority.HIGH))
    show(pane, ticket=replace(sample.DRAFT, priority=Priority.LOW))
    assert pane.priority.value() == "low"


def test_a_refused_choice_gives_way_to_what_was_saved(
    pane: TicketPane, desk_clock: FixedClock
) -> None:
    show(pane)
    QTest.keyClick(pane.priority, Qt.Key.Key_Right)
    desk_clock.at += 60_000_000
    show(pane, saving=Saving.KEPT)
    assert pane.priority.value() == "high"
    show(pane)
    assert pane.priority.value() == "normal"


def test_wrap_up_needs_a_disposition_before_it_saves(pane: TicketPane, heard: Listen) -> None:
    show(pane, Phase.WRAP_UP)
    said = heard(pane.disposition_changed, pane.save_requested)
    assert not pane.foot.save.isEnabled()
    pane.request_save()
    assert said == []
    assert pane.wrap_up.list.hasFocus()
    QTest.keyClick(pane.wrap_up.list, Qt.Key.Key_3)
    assert pane.foot.save.isEnabled()
    pane.foot.save.click()
    assert said == [(KEY, "waiting_customer"), (KEY,)]


def test_wrap_up_list_takes_the_focus_unless_somebody_types(
    qtbot: QtBot, pane: TicketPane, heard: Listen
) -> None:
    show(pane)
    pane.notes.setFocus()
    qtbot.waitUntil(pane.notes.hasFocus)
    said = heard(pane.disposition_changed)
    show(pane, Phase.WRAP_UP)
    assert pane.notes.hasFocus()
    QTest.keyClicks(pane.notes, "room 4")
    assert pane.notes.toPlainText() == "room 4"
    assert said == []
    pane.category.setFocus()
    show(pane, Phase.TALKING)
    show(pane, Phase.WRAP_UP)
    assert pane.wrap_up.list.hasFocus()


def test_list_is_chosen_by_persian_digits_arrows_and_mouse(pane: TicketPane, heard: Listen) -> None:
    show(pane, Phase.WRAP_UP)
    answers = pane.wrap_up.list
    said = heard(pane.disposition_changed)
    persian_three = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, "۳"
    )
    QApplication.sendEvent(answers, persian_three)
    QTest.keyClicks(answers, "9")
    QTest.keyClick(answers, Qt.Key.Key_Up)
    QTest.keyClick(answers, Qt.Key.Key_Return)
    QTest.mouseClick(answers, Qt.MouseButton.LeftButton, pos=answers.rect().bottomLeft())
    pane.press_number(4)
    chosen = [code for _, code in said]
    assert chosen == ["waiting_customer", "solved", "wrong_number", "escalated"]


def test_continue_hands_over_the_words_first(pane: TicketPane, heard: Listen) -> None:
    pane.show_open_ticket(sample.OPEN)
    show(pane)
    said = heard(pane.notes_changed, pane.continue_requested)
    QTest.keyClicks(pane.notes, "again")
    segments = pane._segments
    QTest.mouseClick(segments, Qt.MouseButton.LeftButton, pos=segments.rect().center() * 1.5)
    assert said == [(KEY, "again"), (KEY, 48213)]


def test_words_typed_while_the_ticket_is_exchanged_stay(pane: TicketPane, heard: Listen) -> None:
    show(pane)
    QTest.keyClicks(pane.notes, "typed before")
    pane.flush()
    QTest.keyClicks(pane.notes, " and after")
    show(pane, ticket=replace(sample.CONTINUED, notes="typed before"))
    assert pane.notes.toPlainText() == "typed before and after"
    said = heard(pane.notes_changed)
    pane.flush()
    assert said == [(KEY, "typed before and after")]


def test_notes_can_be_typed_before_the_ticket_has_come(pane: TicketPane, heard: Listen) -> None:
    show(pane, Phase.RINGING, None)
    said = heard(pane.notes_changed)
    QTest.keyClicks(pane.notes, "early")
    show(pane, Phase.RINGING)
    pane.flush()
    assert pane.notes.toPlainText() == "early"
    assert said == [(KEY, "early")]


def test_head_says_whether_the_words_are_safe(pane: TicketPane, desk_clock: FixedClock) -> None:
    show(pane, ticket=sample.CONTINUED)
    assert pane.head.saved_text() == "Saved 3 s ago"
    desk_clock.go_to(sample.NOW + 2_000_000)
    assert pane.head.saved_text() == "Saved 5 s ago"
    show(pane, saving=Saving.SAVING)
    assert pane.head.saved_text() == "Saving…"
    show(pane, saving=Saving.KEPT)
    assert pane.head.saved_text() == "Not saved"
    assert pane._kept.isVisible()
    assert pane._kept.text() == "Not saved. Kept on this computer, trying again."


def test_a_team_may_have_its_own_words(pane: TicketPane) -> None:
    pane.set_choices(
        (Choice("food", "Food"), Choice("food.cold", "Cold", "food")),
        (Choice("done", "Done"), Choice("escalated")),
    )
    show(pane, Phase.WRAP_UP, replace(sample.DRAFT, category="food.cold", disposition="done"))
    assert pane.category.currentText() == "Food › Cold"
    assert pane.wrap_up.list.codes() == ("done", "escalated")
    assert pane.foot.save.isEnabled()
    show(pane, ticket=replace(sample.DRAFT, category="of an older release"))
    assert pane.category.currentText() == "of an older release"


def test_language_changes_while_somebody_types(
    qtbot: QtBot, pane: TicketPane, speak: Speak
) -> None:
    show(pane, ticket=replace(sample.DRAFT, category="other", priority=Priority.URGENT))
    QTest.keyClicks(pane.notes, "half a sent")
    speak(Language.FA)
    qtbot.waitUntil(lambda: pane.category.currentText() == "موضوع دیگر")
    assert pane.notes.toPlainText() == "half a sent"
    assert pane.notes.pending() == (KEY, "half a sent")
    assert pane.category.code() == "other"
    assert pane.foot.save.text() == "ذخیره"


@pytest.mark.parametrize("phase", list(Phase))
def test_fits_the_smallest_window(pane: TicketPane, phase: Phase) -> None:
    show(pane, phase)
    assert pane.minimumSizeHint().height() <= 640 - 52 - 84


def test_inputs_have_names_for_screen_readers(pane: TicketPane) -> None:
    show(pane)
    for widget in (pane.subject, pane.category, pane.disposition, pane.priority, pane.notes):
        assert widget.accessibleName()
