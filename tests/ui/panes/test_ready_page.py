"""Between calls: lists, figures, empty sentences, calling back."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk_app.crm.records import DayFigures, LeftWhy, OutcomeOfCall, OutcomeOfLeg
from desk_app.telephony.messages import Devices
from desk_app.ui.language import Language
from desk_app.ui.panes.my_day import HourBars
from desk_app.ui.panes.ready_page import ReadyPage
from desk_app.ui.panes.recent_row import is_missed
from tests.ui.conftest import FixedClock, Speak, tab_stops
from tests.ui.panes import sample
from tests.ui.panes.conftest import Listen, Shown
from tests.ui.panes.test_customer_pane import texts


@pytest.fixture
def page(desk_clock: FixedClock, shown: Shown) -> ReadyPage:
    made = ReadyPage(desk_clock)
    shown(made, 1368, 848)
    return made


def test_lists_are_shown_and_missed_calls_marked(page: ReadyPage, heard: Listen) -> None:
    page.show_lists(sample.RECENT, sample.DAY, sample.WAITING)
    said = texts(page)
    for word in ("Tuesday 17 November", "3 tickets", "2 missed", "Missed, rang out", "High"):
        assert word in said or word == "High"
    back = [row for row in page.recent.rows() if row.back.isVisible()]
    assert len(back) == 2
    dialled = heard(page.dial_requested)
    QTest.mouseClick(back[1].back, Qt.MouseButton.LeftButton)
    QTest.keyClick(page.recent.rows()[1].again, Qt.Key.Key_Space)
    assert dialled == [("02155000421",), ("02144000311",)]


def test_a_new_call_pushes_the_others_down_and_tab_goes_on_in_their_order(page: ReadyPage) -> None:
    page.show_lists(sample.RECENT[1:], sample.DAY, ())
    before = page.recent.rows()
    page.show_lists(sample.RECENT[: len(before)], sample.DAY, ())
    rows = page.recent.rows()
    assert rows[1:] == before[:-1]
    assert [row.key() for row in rows] == [call.key for call in sample.RECENT[: len(before)]]
    tops = [row.y() for row in rows]
    assert tops == sorted(tops)
    stops = [stop for row in rows for stop in row.stops() if stop.isVisible()]
    assert len(stops) > len(rows)
    assert [stop for stop in tab_stops(page) if stop in stops] == stops


def test_the_hint_of_the_head_is_seen_only_where_it_has_room(page: ReadyPage) -> None:
    page.resize(1440, 900)
    assert page._head._hint.isVisible()
    page.resize(1024 - 72, 640)
    assert page._head._hint.isHidden()


def test_waiting_ticket_is_opened(page: ReadyPage, heard: Listen) -> None:
    page.show_lists((), sample.DAY, sample.WAITING)
    said = heard(page.ticket_opened)
    QTest.keyClick(page.waiting.rows()[2], Qt.Key.Key_Space)
    assert said == [(48031,)]
    page.show_lists((), sample.DAY, sample.WAITING[:1])
    assert len(page.waiting.rows()) == 1
    assert "1 ticket" in texts(page)


def test_nothing_yet_is_one_sentence_and_one_action(page: ReadyPage, heard: Listen) -> None:
    page.show_lists((), DayFigures(), ())
    said = texts(page)
    assert "No calls yet." in said
    assert "No tickets wait for you." in said
    asked = heard(page.search_requested)
    page.recent._dial.click()
    page._head._dial.click()
    assert asked == [(), ()]
    page.show_lists(sample.RECENT, sample.DAY, sample.WAITING)
    assert "No calls yet." not in texts(page)


@pytest.mark.parametrize(
    ("direction", "outcome", "leg", "missed"),
    [
        ("in", OutcomeOfCall.NO_AGENT, OutcomeOfLeg.RANG_OUT, True),
        ("in", OutcomeOfCall.ABANDONED, OutcomeOfLeg.CALLER_HUNG_UP, True),
        ("in", OutcomeOfCall.ANSWERED, OutcomeOfLeg.RANG_OUT, False),
        ("in", OutcomeOfCall.ANSWERED, OutcomeOfLeg.ELSEWHERE, False),
        ("in", OutcomeOfCall.OPEN, OutcomeOfLeg.OPEN, False),
        ("out", OutcomeOfCall.BUSY, OutcomeOfLeg.FAILED, False),
    ],
)
def test_missed_means_that_nobody_spoke_to_the_caller(
    direction: str, outcome: OutcomeOfCall, leg: OutcomeOfLeg, missed: bool
) -> None:
    call = replace(sample.RECENT[0], direction=direction, outcome=outcome, leg_outcome=leg)
    assert is_missed(call) is missed


def test_a_row_says_how_a_caller_left_the_queue(page: ReadyPage) -> None:
    left = replace(
        sample.RECENT[0],
        direction="in",
        outcome=OutcomeOfCall.ABANDONED,
        leg_outcome=OutcomeOfLeg.OPEN,
        wait_s=72.0,
        place=3,
        waiting=8,
    )
    message = replace(left, outcome=OutcomeOfCall.OVERFLOWED, left_why=LeftWhy.MESSAGE)
    forwarded = replace(message, left_why=LeftWhy.FORWARDED)
    assert [is_missed(call) for call in (left, message, forwarded)] == [True, True, False]
    page.show_lists((left, message, forwarded), sample.DAY, ())
    said = texts(page)
    for words in ("Left after 01:12, place 3 of 8", "Left a message", "Forwarded"):
        assert words in said


def test_withheld_caller_cannot_be_called_back(page: ReadyPage) -> None:
    call = replace(sample.RECENT[0], number="anonymous", name="")
    page.show_lists((call,), sample.DAY, ())
    row = page.recent.rows()[0]
    assert not row.back.isVisible()
    assert "Number withheld" in texts(page)


def test_headset_line(page: ReadyPage) -> None:
    page.show_devices(Devices(microphone_now="<b>Aria</b>"))
    assert "Headset ready: <b>Aria</b>" in texts(page)
    assert not page.meter.isVisible()
    page.set_level(50)
    assert page.meter.isVisible()
    assert page.meter.lit() == 7
    page.set_level(None)
    assert not page.meter.isVisible()
    page.show_devices(Devices())
    assert "No microphone. Callers cannot hear you." in texts(page)


def test_hours_in_sight_hold_a_shift_and_whatever_lies_outside() -> None:
    bars = HourBars()
    assert bars.hours() == range(8, 17)
    bars.show_hours({6: 1, 19: 2, 3: 0}, 19)
    assert bars.hours() == range(6, 20)


@pytest.mark.parametrize("hostile", sample.HOSTILE)
def test_hostile_names_stay_in_their_rows(page: ReadyPage, hostile: str) -> None:
    call = replace(sample.RECENT[0], name=hostile, number=hostile, queue=hostile)
    ticket = replace(sample.WAITING[0], subject=hostile)
    page.show_lists((call,) * 3, sample.DAY, (ticket,))
    page.grab()
    assert page.width() == 1368
    assert all(row.height() == 48 for row in page.recent.rows())


def test_persian_day(qtbot: QtBot, page: ReadyPage, speak: Speak) -> None:
    page.show_lists(sample.RECENT, sample.DAY, sample.WAITING)
    speak(Language.FA)
    page.show_lists((), sample.DAY, ())
    qtbot.waitUntil(lambda: "سه‌شنبه ۲۶ آبان" in texts(page))
    assert "هنوز تماسی نیست." in texts(page)
