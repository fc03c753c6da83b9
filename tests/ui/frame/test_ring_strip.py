"""The ring strip: what is known before the answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.crm.records import Caller, CallerKind, CustomerBrief, EntryKind, TimelineEntry
from desk_app.ui import who
from desk_app.ui.theme import motion
from desk_app.ui.window import MainWindow
from tests.ui.conftest import NOW_US
from tests.ui.frame import sample
from tests.ui.frame.conftest import Told
from tests.ui.frame.test_call_bar import bare

Listen = Callable[[str], Told]


def test_it_says_who_calls_from_where_and_what_was_before(window: MainWindow) -> None:
    window.show_state(sample.ringing())
    strip = window.ring_strip
    assert strip.name.text() == "Laleh Farahmand"
    assert bare(strip.number.text()) == "021 4925 8000"
    assert "Khorshidak Toys" in strip.company.text()
    assert strip.queue.value.text() == "Support"
    assert bare(strip.waited.value.text()) == "02:10"
    assert strip.before.heading.text() == "Today: 1 e-mail, 1 lost call"
    assert strip.before.value.text() == "Called yesterday"


def test_it_can_be_answered_before_the_record_has_come(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    answered = told("answer")
    window.show_state(sample.ringing(sample.SECOND_RING))
    assert window.ring_strip.name.text() == "Ramin Sohrabi"
    assert not window.ring_strip.before.isVisible()
    qtbot.mouseClick(window.ring_strip.answer, Qt.MouseButton.LeftButton)
    assert answered == [("k3",)]


def test_several_calls_are_one_menu_away(window: MainWindow, told: Listen) -> None:
    answered, declined = told("answer"), told("decline")
    window.show_state(sample.ringing(sample.RINGING, sample.SECOND_RING))
    assert window.ring_strip.more.text() == "+1 more"
    for action in window.ring_strip.others().actions():
        action.trigger()
    assert answered == [("k3",)]
    assert declined == [("k3",)]


def test_the_pulse_stops_with_the_ringing(window: MainWindow) -> None:
    window.show_state(sample.ringing())
    assert window.ring_strip.pulse.is_running() is not motion.reduced()
    window.show_state(sample.talking())
    assert not window.ring_strip.pulse.is_running()


def test_ringing_takes_no_focus_and_no_typing(window: MainWindow, qtbot: QtBot) -> None:
    window.show_state(sample.READY)
    window.top_bar.search.take_focus()
    qtbot.keyClicks(window.top_bar.search.edit, "lal")
    window.show_state(sample.ringing())
    assert window.top_bar.search.edit.hasFocus()
    assert window.top_bar.search.edit.text() == "lal"


def caller(kind: CallerKind, **fields: object) -> Caller:
    """Return a caller without a record."""
    return Caller(kind, "02155000421", "+982155000421", "", **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "call", "name", "company"),
    [
        (
            caller(CallerKind.UNKNOWN, place="Tehran"),
            replace(sample.RINGING, name=""),
            "021 4925 8000",
            "",
        ),
        (caller(CallerKind.UNKNOWN, place="Tehran"), sample.SECOND_RING, "Ramin Sohrabi", "Tehran"),
        (
            caller(CallerKind.WITHHELD),
            replace(sample.RINGING, name="Anonymous"),
            "Number withheld",
            "",
        ),
        (
            caller(CallerKind.SEVERAL, choice=(CustomerBrief(1, "a"), CustomerBrief(2, "b"))),
            sample.SECOND_RING,
            "Ramin Sohrabi",
            "2 people have this number",
        ),
        (None, replace(sample.RINGING, name="", number=""), "Unknown caller", ""),
    ],
    ids=["number only", "named by the network", "withheld", "several", "nothing at all"],
)
def test_who_it_is(found: Caller | None, call: object, name: str, company: str) -> None:
    said = who.of_call(call, found)  # type: ignore[arg-type]
    assert bare(said.name) == name
    assert said.company == company


def test_history_of_somebody_new_and_of_somebody_long_ago() -> None:
    new = who.history(caller(CallerKind.UNKNOWN), "k", now_us=NOW_US)
    assert new == who.History("Not known yet", "First call")
    old = TimelineEntry(1, EntryKind.CALL, NOW_US - 9 * sample.DAY, outcome="answered")
    past = who.history(caller(CallerKind.ONE, timeline=(old,)), "k", now_us=NOW_US)
    assert past is not None
    assert past.today == "Before today"
    assert past.last_call.startswith("Called ")
    assert who.history(caller(CallerKind.WITHHELD), "k", now_us=NOW_US) is None


def test_the_call_that_rings_is_not_its_own_history() -> None:
    now = TimelineEntry(9, EntryKind.CALL, NOW_US, outcome="open", call_key="k")
    past = who.history(caller(CallerKind.UNKNOWN, timeline=(now,)), "k", now_us=NOW_US)
    assert past is not None
    assert past.last_call == "First call"
