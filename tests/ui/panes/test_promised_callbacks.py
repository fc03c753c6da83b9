"""The promised callbacks of the ready page: rows, keys, other times, the empty sentence."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk_app.crm.records import DayFigures
from desk_app.ui import text
from desk_app.ui.language import Language
from desk_app.ui.panes.ready_page import ReadyPage
from tests.ui.conftest import FixedClock, Speak, focus
from tests.ui.frame.test_call_bar import bare
from tests.ui.panes import sample
from tests.ui.panes.conftest import Listen
from tests.ui.panes.test_customer_pane import texts
from tests.ui.panes.test_ready_page import page

__all__ = ["page"]

LATE, SOON, LATER = sample.PROMISES[:3]
TOMORROW = replace(LATER, id=9, due_us=sample.at(11, 18, 9, 0))


def whens(page: ReadyPage) -> list[str]:
    return [bare(row._when.text()) for row in page.promised.rows()]


def test_the_rows_say_when_who_and_what(page: ReadyPage) -> None:
    page.show_promises(sample.PROMISES)
    assert whens(page) == ["28 min late", "in 32 min", "in 59 min", "15:30", "15:45"]
    said = texts(page)
    for words in ("Promised callbacks", "5 today, 1 late", "Behnaz Toloui", "#48101", LATE.what):
        assert words in said
    row = page.promised.rows()[0]
    assert row.height() == 56
    assert "28 min late. Behnaz Toloui" in bare(row.accessibleName())
    assert row.call.accessibleName() == "Call Behnaz Toloui"


def test_no_callbacks_is_one_sentence(page: ReadyPage) -> None:
    page.show_promises(sample.PROMISES)
    page.show_promises(())
    assert "No callbacks promised today." in texts(page)
    assert page.promised.rows() == []
    page.show_promises((TOMORROW,))
    assert "No callbacks promised today." in texts(page)
    QTest.mouseClick(page.promised.all_days, Qt.MouseButton.LeftButton)
    assert "No callbacks promised today." not in texts(page)
    assert [row.promise() for row in page.promised.rows()] == [TOMORROW]


def test_time_passes_and_midnight_brings_the_next_day(
    page: ReadyPage, desk_clock: FixedClock
) -> None:
    page.show_promises((SOON, TOMORROW))
    assert bare(page.promised._title._note.text()) == "1 today"
    desk_clock.go_to(SOON.due_us + 61_000_000)
    assert whens(page) == ["1 min late"]
    assert bare(page.promised._title._note.text()) == "1 today, 1 late"
    desk_clock.go_to(sample.at(11, 18, 0, 1))
    assert [row.promise() for row in page.promised.rows()] == [SOON, TOMORROW]


def test_what_is_due_after_midnight_belongs_to_the_night_shift(
    page: ReadyPage, desk_clock: FixedClock
) -> None:
    desk_clock.at = sample.at(11, 17, 23, 0)
    night = replace(LATER, due_us=sample.at(11, 18, 0, 30))
    page.show_promises((night, TOMORROW))
    assert [row.promise() for row in page.promised.rows()] == [night]
    assert page.promised.all_days.text() == "1 later"
    assert bare(page.promised.rows()[0]._when.toolTip()) == "Wednesday 18 November 2026, 00:30"


def test_every_act_goes_out_with_the_promises_number(page: ReadyPage, heard: Listen) -> None:
    page.show_promises(sample.PROMISES)
    section = page.promised
    acts = heard(section.call_requested, section.done_requested, page.ticket_opened)
    moved = heard(section.moved)
    row = section.rows()[1]
    for button in (row.call, row.done, row.ticket):
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert acts == [(SOON.id,), (SOON.id,), (SOON.ticket_id,)]
    menu = row.menu()
    said = [action.text() for action in menu.actions() if action.text()]
    assert said == ["In 30 min", "In 1 hour", "Tomorrow 09:00", "Pick a time…"]
    for action in menu.actions()[:3]:
        action.trigger()
    assert moved == [
        (SOON.id, sample.at(11, 17, 14, 31)),
        (SOON.id, sample.at(11, 17, 15, 1)),
        (SOON.id, sample.at(11, 18, 9, 0)),
    ]
    menu.close()


def test_any_other_time_is_picked_by_keys_alone(
    page: ReadyPage, heard: Listen, qtbot: QtBot
) -> None:
    page.show_promises(sample.PROMISES)
    moved = heard(page.promised.moved)
    row = page.promised.rows()[4]
    row.move_.setFocus(Qt.FocusReason.TabFocusReason)
    row.menu().actions()[-1].trigger()
    card = page.promised._card
    assert card is not None
    assert card.isVisible()
    assert page.rect().contains(card.geometry())
    QTest.keyClicks(focus(), "saturday 10:00")
    assert bare(card.when._said.text()) == "Saturday 21 November 2026, 10:00"
    QTest.keyClick(focus(), Qt.Key.Key_Return)
    assert moved == [(5, sample.at(11, 21, 10, 0))]
    assert not card.isVisible()
    assert focus() is row.move_
    row.menu().actions()[-1].trigger()
    card.when.edit.setText("")
    QTest.keyClicks(card.when.edit, "whenever")
    assert not card.move_.isEnabled()
    QTest.keyClick(card.when.edit, Qt.Key.Key_Return)
    QTest.keyClick(card.when.edit, Qt.Key.Key_Escape)
    assert not card.isVisible()
    row.menu().actions()[-1].trigger()
    page.hide()  # a call has come
    assert not card.isVisible()
    assert len(moved) == 1


def test_the_buttons_of_a_row_come_by_tab_in_reading_order(page: ReadyPage) -> None:
    page.show_promises(sample.PROMISES)
    row = page.promised.rows()[2]
    assert not row.in_use()
    row.done.setFocus(Qt.FocusReason.TabFocusReason)
    assert row.in_use()
    order = [row.done]
    while len(order) < 5:
        QTest.keyClick(focus(), Qt.Key.Key_Tab)
        order.append(focus())  # type: ignore[arg-type]
    assert order[:4] == [row.done, row.ticket, row.move_, row.call]
    assert order[4] is page.promised.rows()[3].done
    assert not row.in_use()
    assert page.promised.rows()[0].in_use()  # what is late offers its buttons always


def test_without_a_number_there_is_nothing_to_call(page: ReadyPage) -> None:
    page.show_promises((replace(LATE, number="", name=""),))
    row = page.promised.rows()[0]
    assert not row.call.isEnabled()
    assert "Number withheld" in texts(page)


@pytest.mark.parametrize("hostile", sample.HOSTILE)
def test_hostile_words_stay_in_their_row(page: ReadyPage, hostile: str) -> None:
    page.show_lists((), DayFigures(), ())
    page.show_promises((replace(LATE, name=hostile, what=hostile, number=hostile),))
    page.grab()
    assert page.width() == 1368
    assert page.promised.rows()[0].height() == 56


def test_persian_rows_are_mirrored_and_numbers_are_not(
    page: ReadyPage, speak: Speak, qtbot: QtBot
) -> None:
    page.show_promises(sample.PROMISES)
    speak(Language.FA)
    qtbot.waitUntil(lambda: "قول‌های تماس" in texts(page))
    assert whens(page)[:2] == ["۲۸ دقیقه دیر", "۳۲ دقیقهٔ دیگر"]
    row = page.promised.rows()[0]
    assert row._end._number == text.isolate("۰۹۱۲-۰۰۰-۱۱۴۰")
    at = {part: part.mapTo(row, QPoint(0, 0)).x() for part in (row._when, row.ticket, row.call)}
    assert at[row._when] > at[row.ticket] > at[row.call]
    page.show_promises(())
    assert "امروز قول تماسی ندارید." in texts(page)
