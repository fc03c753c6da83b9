"""How a caller left a queue, in the history and in every list of calls."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from desk_app.crm.records import (
    EntryKind,
    LeftWhy,
    OutcomeOfCall,
    OutcomeOfLeg,
    RecentCall,
    TimelineEntry,
)
from desk_app.telephony.team.board import Floor, QueueNow, QueueTerms
from desk_app.ui.language import Language
from desk_app.ui.panes.left_queue import use_short, use_team
from desk_app.ui.panes.recent_row import RecentRow
from desk_app.ui.panes.timeline_lines import Lines
from tests.ui.conftest import NOW_US, Speak
from tests.ui.frame.test_call_bar import bare

GONE = RecentCall(
    key="c1",
    direction="in",
    number="+989120001142",
    name="Laleh",
    customer_id=None,
    queue="Support",
    ring_us=NOW_US,
    outcome=OutcomeOfCall.ABANDONED,
    leg_outcome=OutcomeOfLeg.OPEN,
    talk_s=0.0,
    wait_s=2.0,
    ticket_id=None,
    place=1,
    waiting=1,
)


@pytest.fixture(autouse=True)
def _short() -> Iterator[None]:
    use_short(5)
    use_team(Floor())
    yield
    use_short(5)
    use_team(Floor())


def in_list(row: RecentRow, call: RecentCall) -> str:
    row.show_call(call)
    return bare(row._about.text())


def in_history(call: RecentCall) -> str:
    entry = TimelineEntry(
        1,
        EntryKind.CALL,
        call.ring_us,
        queue=call.queue,
        direction=call.direction,
        outcome=call.outcome.value,
        wait_s=call.wait_s,
        place=call.place,
        waiting=call.waiting,
        left_why=call.left_why,
    )
    return bare(Lines().of_entry(entry, NOW_US).detail)


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (GONE, "Short abandon after 00:02, place 1 of 1"),
        (replace(GONE, place=0, waiting=0), "Short abandon after 00:02"),
        (replace(GONE, wait_s=5.0), "Left after 00:05, place 1 of 1"),
        (replace(GONE, wait_s=72.0, place=3, waiting=8), "Left after 01:12, place 3 of 8"),
    ],
)
def test_who_gave_up_at_once_is_marked(qtbot: QtBot, call: RecentCall, said: str) -> None:
    row = RecentRow()
    qtbot.addWidget(row)
    assert in_list(row, call) == said
    assert in_history(call) == f"Support, {said}"


def test_only_who_gave_up_in_a_queue_is_a_short_abandon(qtbot: QtBot) -> None:
    row = RecentRow()
    qtbot.addWidget(row)
    let_go = replace(GONE, outcome=OutcomeOfCall.OVERFLOWED, left_why=LeftWhy.FULL.value)
    direct = replace(GONE, queue="", place=0, waiting=0)
    for call in (let_go, direct, replace(GONE, outcome=OutcomeOfCall.LOST)):
        assert "Short" not in in_list(row, call)
        assert "Short" not in in_history(call)


def test_the_settings_say_what_is_short(qtbot: QtBot, speak: Speak) -> None:
    row = RecentRow()
    qtbot.addWidget(row)
    use_short(2)
    assert in_list(row, GONE) == "Left after 00:02, place 1 of 1"
    use_short(3)
    speak(Language.FA)
    assert in_list(row, GONE) == "خروج زودهنگام پس از ۰۰:۰۲، نفر ۱ از ۱"


def test_of_a_teams_queue_its_bridge_says_what_is_short(qtbot: QtBot) -> None:
    row = RecentRow()
    qtbot.addWidget(row)
    floor = Floor(queues=(QueueNow(name="Support", terms=QueueTerms(short_s=1.0)),))
    assert use_team(floor)
    assert not use_team(floor)
    assert in_list(row, GONE) == "Left after 00:02, place 1 of 1"
    assert in_list(row, replace(GONE, queue="Sales")).startswith("Short abandon")
    assert use_team(Floor())
