"""The promise of a ticket: made by keys alone, never lost, shown until the database has it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.crm.records import PromiseChanges
from desk_app.state import Saving
from desk_app.ui.language import Language
from desk_app.ui.panes.panel import settle
from desk_app.ui.panes.promise_form import PromiseForm
from desk_app.ui.panes.ticket_foot import Phase
from desk_app.ui.panes.ticket_pane import TicketPane
from tests.ui.conftest import FixedClock, Speak, focus
from tests.ui.frame.test_call_bar import bare
from tests.ui.panes import sample
from tests.ui.panes.conftest import Listen, Shown
from tests.ui.panes.test_ticket_pane import KEY, show

DUE = sample.at(11, 17, 15, 30)
PROMISE = replace(
    sample.PROMISES[0], ticket_id=sample.DRAFT.id, what="Call back with the visit", due_us=DUE
)


@pytest.fixture
def pane(desk_clock: FixedClock, shown: Shown) -> Iterator[TicketPane]:
    window = QWidget()
    made = TicketPane(desk_clock, window)
    made.setGeometry(1008, 136, 432, 764)
    shown(window, 1440, 900)
    show(made)
    made.show_promise(None)
    yield made  # the window lives as long


def form_of(pane: TicketPane) -> PromiseForm:
    assert pane.promise.form is not None
    return pane.promise.form


def test_a_promise_is_made_without_the_mouse(pane: TicketPane, heard: Listen) -> None:
    said = heard(pane.promise.changed)
    assert pane.promise.card.text() == "Promise a call back"
    pane.notes.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(pane.notes, Qt.Key.Key_Tab)
    assert focus() is pane.promise.card
    QTest.keyClick(pane.promise.card, Qt.Key.Key_Return)
    form = form_of(pane)
    assert pane.window().rect().contains(form.geometry())  # above: there is no room below
    assert (
        form.geometry().bottom() < pane.promise.card.mapTo(pane.window(), form.rect().topLeft()).y()
    )
    QTest.keyClicks(focus(), "Call back with the visit")
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert focus() is form.when.edit
    form.when.edit.selectAll()
    QTest.keyClicks(form.when.edit, "15:30")
    QTest.keyClick(form.when.edit, Qt.Key.Key_Return)
    assert not form.isVisible()
    assert focus() is pane.promise.card
    changes = PromiseChanges(what="Call back with the visit", due_us=DUE, reminder_min=10)
    assert said == [(KEY, changes)]


def test_the_card_says_who_does_what_by_when(pane: TicketPane, desk_clock: FixedClock) -> None:
    pane.show_promise(PROMISE)
    card = pane.promise.card
    assert card.text() == "Call back with the visit"
    assert bare(card.about()) == "Me, today by 15:30. Reminder 10 min before."
    assert bare(card.tag()) == "15:30"
    pane.show_promise(replace(PROMISE, due_us=sample.at(11, 18, 9, 0), reminder_min=0))
    assert bare(card.about()) == "Me, tomorrow by 09:00. Reminder then."
    pane.show_promise(replace(PROMISE, due_us=sample.at(11, 22, 9, 0)))
    assert bare(card.about()) == "Me, Sun 22 Nov by 09:00. Reminder 10 min before."
    show(pane, Phase.WRAP_UP)
    pane.show_promise(PROMISE)
    assert bare(card.about()) == "Me, today by 15:30"
    desk_clock.go_to(DUE + 28 * 60_000_000)
    assert bare(card.tag()) == "28 min late"


def test_esc_and_going_away_discard_no_words(pane: TicketPane, heard: Listen) -> None:
    said = heard(pane.promise.changed)
    pane.promise.open()
    QTest.keyClicks(form_of(pane).what, "one")
    QTest.keyClick(form_of(pane).what, Qt.Key.Key_Escape)
    assert [(key, changes.what) for key, changes in said] == [(KEY, "one")]  # type: ignore[attr-defined]
    assert said[0][1].due_us == sample.at(11, 17, 15, 15)  # type: ignore[attr-defined]
    pane.promise.open()
    QTest.keyClicks(form_of(pane).what, " two")
    show_other(pane)
    assert (said[-1][0], said[-1][1].what) == (KEY, "one two")  # type: ignore[attr-defined]
    assert not form_of(pane).isVisible()
    pane.promise.open()
    QTest.keyClicks(form_of(pane).what, "three")
    QApplication.sendEvent(pane.promise, QEvent(QEvent.Type.Hide))
    pane.promise.hide()
    assert (said[-1][0], said[-1][1].what) == ("other", "three")  # type: ignore[attr-defined]


def show_other(pane: TicketPane) -> None:
    ticket = replace(sample.DRAFT, id=7, call_key="other")
    pane.show_ticket("other", ticket, Saving.SAVED, Phase.TALKING, continuing=False)
    pane.show_promise(None)


def test_opened_and_closed_says_nothing(pane: TicketPane, heard: Listen) -> None:
    said = heard(pane.promise.changed)
    pane.promise.open()
    QTest.keyClick(form_of(pane).what, Qt.Key.Key_Escape)
    pane.show_promise(PROMISE)
    pane.promise.open()
    QTest.keyClick(form_of(pane).what, Qt.Key.Key_Escape)
    assert said == []


def test_what_was_typed_is_shown_until_a_snapshot_has_it(pane: TicketPane) -> None:
    pane.promise.open()
    QTest.keyClicks(form_of(pane).what, PROMISE.what)
    form_of(pane).when.put(DUE)
    pane.flush()
    pane.show_promise(None)  # from before
    assert pane.promise.card.text() == PROMISE.what
    show_other(pane)
    assert pane.promise.card.promise() is None
    show(pane)
    pane.show_promise(PROMISE)
    assert pane.promise.card.promise() == PROMISE
    pane.show_promise(None)  # done on the ready page
    assert pane.promise.card.promise() is None


def test_a_promise_is_taken_back_by_its_button_only(pane: TicketPane, heard: Listen) -> None:
    said = heard(pane.promise.changed)
    pane.promise.open()
    assert not form_of(pane).withdraw.isVisible()
    pane.flush()
    pane.show_promise(PROMISE)
    pane.promise.open()
    form_of(pane).what.clear()
    pane.flush()
    assert said == []
    pane.promise.open()
    QTest.mouseClick(form_of(pane).withdraw, Qt.MouseButton.LeftButton)
    assert said == [(KEY, PromiseChanges(what=""))]
    assert pane.promise.card.promise() is None
    assert not form_of(pane).isVisible()


def test_the_reminder_is_chosen(pane: TicketPane, heard: Listen) -> None:
    said = heard(pane.promise.changed)
    pane.show_promise(PROMISE)
    pane.promise.open()
    form = form_of(pane)
    assert form.reminder.currentText() == "10 min before"
    form.reminder.setCurrentIndex(form.reminder.findText("At the time"))
    pane.flush()
    assert said[0][1].reminder_min == 0  # type: ignore[attr-defined]


def test_nothing_is_promised_while_it_rings(pane: TicketPane) -> None:
    show(pane, Phase.RINGING)
    pane.show_promise(None)
    assert not pane.promise.isVisible()
    pane.promise.open()
    assert pane.promise.form is None


@pytest.mark.parametrize("hostile", sample.HOSTILE)
def test_hostile_words_are_one_plain_line(pane: TicketPane, hostile: str) -> None:
    pane.show_promise(replace(PROMISE, what=hostile))
    pane.promise.open()
    settle()
    pane.window().grab()
    assert len(form_of(pane).what.text()) <= 200
    assert pane.promise.card.height() == pane.promise.card.sizeHint().height()


def test_persian_promise(pane: TicketPane, speak: Speak) -> None:
    pane.show_promise(PROMISE)
    pane.promise.open()
    speak(Language.FA)
    card = pane.promise.card
    assert bare(card.about()) == "من، امروز تا ۱۵:۳۰. یادآوری ۱۰ دقیقه پیش از آن."
    form = form_of(pane)
    assert form.when.edit.text() == "امروز ۱۵:۳۰"
    assert form.when.grid.title() == "آبان ۱۴۰۵"
    assert form.reminder.currentText() == "۱۰ دقیقه قبل"
