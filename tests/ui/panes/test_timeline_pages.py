"""The whole history can be reached: pages are asked for, appended, and nothing jumps."""

from __future__ import annotations

from collections import Counter

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk_app.crm.records import Caller, EntryKind, TimelineEntry, TimelinePage
from desk_app.ui.language import Language
from desk_app.ui.panes.timeline import Timeline
from tests.ui.conftest import FixedClock, Speak
from tests.ui.panes import sample
from tests.ui.panes.conftest import Shown
from tests.ui.panes.test_timeline import many

COUNT, PAGE = 330, 100
Wanted = tuple[int, EntryKind | None, tuple[int, int] | None]


class Database:
    """Has a history and answers when it is told to."""

    def __init__(self, timeline: Timeline) -> None:
        self.whole = many(COUNT)
        self.timeline = timeline
        self.asked: list[Wanted] = []
        timeline.more_wanted.connect(lambda *wanted: self.asked.append(wanted))

    @property
    def caller(self) -> Caller:
        counts = dict(Counter(entry.kind for entry in self.whole))
        return replace(sample.CALLER, timeline=self.whole[:20], counts=counts)

    def answer(self) -> None:
        customer, kind, before = self.asked.pop(0)
        of_kind = [e for e in self.whole if kind in (None, e.kind)]
        older = [e for e in of_kind if before is None or (e.at_us, e.id) < before]
        page = TimelinePage(customer, kind, before, tuple(older[:PAGE]), len(older) < PAGE)
        self.timeline.show_page(page)

    def note(self) -> TimelineEntry:
        """Let a new note come."""
        new = TimelineEntry(9_999, EntryKind.NOTE, sample.NOW, text="new")
        self.whole = (new, *self.whole)
        return new


@pytest.fixture
def timeline(desk_clock: FixedClock, shown: Shown) -> Timeline:
    made = Timeline(desk_clock)
    shown(made, 648, 764)
    return made


@pytest.fixture
def database(timeline: Timeline, qtbot: QtBot) -> Database:
    made = Database(timeline)
    # Ids that fall with time, as the database orders equal instants.
    made.whole = tuple(replace(e, id=COUNT - e.id) for e in made.whole)
    timeline.show_caller(made.caller)
    settled(timeline, qtbot)
    return made


def settled(timeline: Timeline, qtbot: QtBot) -> None:
    """Let the rows be placed and measured."""
    timeline.view.grab()
    qtbot.waitUntil(lambda: timeline.view.measured)


def first_in_sight(timeline: Timeline) -> tuple[object, int]:
    """Return the first whole row in sight, and where it begins."""
    view = timeline.view
    index = view.indexAt(QPoint(5, 0))
    below = timeline.model.index(index.row() + 1)
    return timeline.model.entry(below), view.visualRect(below).top()


def shown_entries(timeline: Timeline) -> tuple[TimelineEntry, ...]:
    """Return the interactions in the rows."""
    return tuple(row for row in timeline.model.rows if isinstance(row, TimelineEntry))


def read_all(timeline: Timeline, database: Database, qtbot: QtBot) -> None:
    """Press End until there is nothing more."""
    timeline.view.setFocus()
    for _ in range(4):
        QTest.keyClick(timeline.view, Qt.Key.Key_End)
        qtbot.waitUntil(lambda: bool(database.asked))
        database.answer()
        settled(timeline, qtbot)


def test_more_is_asked_for_near_the_end_and_only_once(
    timeline: Timeline, database: Database, qtbot: QtBot
) -> None:
    assert database.asked == []
    bar = timeline.view.verticalScrollBar()
    bar.setValue(bar.maximum() - bar.pageStep() // 3)
    bar.setValue(bar.maximum())
    last = database.whole[19]
    assert database.asked == [(1, None, (last.at_us, last.id))]


def test_a_view_that_has_room_for_all_asks_by_itself(
    timeline: Timeline, database: Database, qtbot: QtBot
) -> None:
    timeline.resize(648, 2_400)
    qtbot.waitUntil(lambda: bool(database.asked))


def test_the_end_key_reaches_the_oldest(
    timeline: Timeline, database: Database, qtbot: QtBot
) -> None:
    read_all(timeline, database, qtbot)
    assert shown_entries(timeline) == database.whole
    QTest.keyClick(timeline.view, Qt.Key.Key_End)
    settled(timeline, qtbot)
    assert database.asked == []
    assert timeline.view.rows_end == timeline.view.viewport().height()
    QTest.keyClick(timeline.view, Qt.Key.Key_PageUp)
    assert timeline.model.entry(timeline.view.currentIndex()) != database.whole[-1]
    QTest.keyClick(timeline.view, Qt.Key.Key_Home)
    assert timeline.view.currentIndex().row() == 1


def test_what_is_in_sight_stays_when_a_page_comes(
    timeline: Timeline, database: Database, qtbot: QtBot
) -> None:
    bar = timeline.view.verticalScrollBar()
    bar.setValue(bar.maximum() - 40)
    before = first_in_sight(timeline)
    database.answer()
    assert first_in_sight(timeline) == before
    settled(timeline, qtbot)
    assert first_in_sight(timeline) == before
    assert len(shown_entries(timeline)) == 120


def test_what_is_in_sight_stays_when_something_new_happens(
    timeline: Timeline, database: Database, qtbot: QtBot
) -> None:
    read_all(timeline, database, qtbot)
    bar = timeline.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    index = timeline.view.indexAt(QPoint(5, 300))
    timeline.view.setCurrentIndex(index)
    before, stood_on = first_in_sight(timeline), timeline.model.entry(index)
    new = database.note()
    timeline.show_caller(database.caller)
    settled(timeline, qtbot)
    assert shown_entries(timeline) == (new, *database.whole[1:])
    assert first_in_sight(timeline) == before
    assert timeline.model.entry(timeline.view.currentIndex()) == stood_on
    timeline.show_call(sample.ENDED, sample.DRAFT)
    settled(timeline, qtbot)
    assert first_in_sight(timeline) == before


def test_the_newest_is_in_sight_for_whoever_looks_at_the_top(
    timeline: Timeline, database: Database, qtbot: QtBot
) -> None:
    new = database.note()
    timeline.show_caller(database.caller)
    settled(timeline, qtbot)
    assert timeline.view.verticalScrollBar().value() == 0
    assert shown_entries(timeline)[0] == new


def test_a_tab_loads_its_own_channel_and_all_keep_what_they_have(
    timeline: Timeline, database: Database, qtbot: QtBot
) -> None:
    read_all(timeline, database, qtbot)
    timeline.tabs.choose(EntryKind.CHAT)
    settled(timeline, qtbot)
    assert shown_entries(timeline) == tuple(e for e in database.whole if e.kind is EntryKind.CHAT)
    assert database.asked == []
    timeline.tabs.choose(None)
    assert shown_entries(timeline) == database.whole


def test_a_tab_with_fewer_than_it_counts_asks_by_itself(
    timeline: Timeline, database: Database, qtbot: QtBot
) -> None:
    timeline.tabs.choose(EntryKind.CHAT)
    qtbot.waitUntil(lambda: bool(database.asked))
    assert database.asked[0][:2] == (1, EntryKind.CHAT)
    database.answer()
    settled(timeline, qtbot)
    assert shown_entries(timeline) == tuple(e for e in database.whole if e.kind is EntryKind.CHAT)
    timeline.tabs.choose(None)
    assert shown_entries(timeline) == database.whole[:20]


def test_another_call_begins_with_the_newest(
    timeline: Timeline, database: Database, qtbot: QtBot
) -> None:
    read_all(timeline, database, qtbot)
    timeline.show_caller(database.caller, anew=True)
    settled(timeline, qtbot)
    assert shown_entries(timeline) == database.whole[:20]
    assert timeline.view.verticalScrollBar().value() == 0


def test_a_page_of_another_customer_is_not_shown(timeline: Timeline, database: Database) -> None:
    bar = timeline.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    customer = sample.CALLER.customer
    assert customer is not None
    timeline.show_caller(replace(sample.CALLER, customer=replace(customer, id=2)))
    database.answer()
    assert shown_entries(timeline) == sample.CALLER.timeline


def test_loading_is_said_only_when_it_takes_long(
    timeline: Timeline, database: Database, qtbot: QtBot
) -> None:
    bar = timeline.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert not timeline.view.loading()
    qtbot.waitUntil(timeline.view.loading)
    database.answer()
    assert not timeline.view.loading()


def test_wheel_and_language_keep_the_place(
    timeline: Timeline, database: Database, qtbot: QtBot, speak: Speak
) -> None:
    read_all(timeline, database, qtbot)
    bar = timeline.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = first_in_sight(timeline)[0]
    speak(Language.FA)
    settled(timeline, qtbot)
    view = timeline.view
    in_sight = [timeline.model.entry(view.indexAt(QPoint(5, y))) for y in range(0, 200, 10)]
    assert before in in_sight
