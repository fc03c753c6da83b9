"""The middle column: intents, keys, mirroring, and two thousand interactions."""

from __future__ import annotations

import time

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.crm.records import EntryKind, TimelineEntry
from desk_app.ui import theme
from desk_app.ui.language import Language
from desk_app.ui.panes.timeline import Timeline
from desk_app.ui.panes.timeline_delegate import TimelineDelegate
from desk_app.ui.panes.timeline_lines import Line
from desk_app.ui.panes.timeline_model import TimelineModel
from tests.rigs.patience import PATIENCE_MS
from tests.ui.conftest import FixedClock, Speak
from tests.ui.panes import sample
from tests.ui.panes.conftest import Listen, Shown


@pytest.fixture
def timeline(desk_clock: FixedClock, shown: Shown) -> Timeline:
    made = Timeline(desk_clock)
    made.show_caller(sample.CALLER)
    made.show_call(sample.RINGING, sample.DRAFT)
    shown(made, 648, 764)
    return made


def row_saying(timeline: Timeline, word: str) -> QModelIndex:
    """Return the row whose title this is."""
    for number in range(timeline.model.rowCount()):
        index = timeline.model.index(number)
        line = index.data(TimelineModel.LineRole)
        if isinstance(line, Line) and line.title == word:
            return index
    raise LookupError(word)


def mark_place(timeline: Timeline, index: QModelIndex, label: str) -> QPoint:
    """Return the middle of a mark, found by trying points of its row."""
    delegate = timeline.view.itemDelegate()
    assert isinstance(delegate, TimelineDelegate)
    bounds = timeline.view.visualRect(index)
    for y in range(bounds.top(), bounds.bottom(), 4):
        for x in range(bounds.left(), bounds.right(), 4):
            mark = delegate.mark_at(index, bounds, QPoint(x, y))
            if mark is not None and label in mark.label:
                return QPoint(x + 12, y + 6)
    raise LookupError(label)


def test_rows_that_were_placed_for_another_width_are_placed_again(
    timeline: Timeline, qtbot: QtBot
) -> None:
    view = timeline.view
    qtbot.waitUntil(lambda: view.laid_at == view.viewport().width())
    view.laid_at += 300
    view.viewport().update()
    qtbot.waitUntil(lambda: view.laid_at == view.viewport().width())


def test_tabs_count_and_filter(timeline: Timeline) -> None:
    assert timeline.tabs.tab(None).count() == 14
    assert {kind: timeline.tabs.tab(kind).count() for kind in EntryKind} == sample.COUNTS
    timeline.tabs.tab(EntryKind.NOTE).click()
    assert timeline.model.rowCount() == 2
    timeline.tabs.tab(EntryKind.NOTE).setFocus()
    QTest.keyClick(timeline.tabs.tab(EntryKind.NOTE), Qt.Key.Key_Left)
    assert timeline.tabs.tab(EntryKind.CHAT).isChecked()


def test_continue_and_undo_are_asked_for(timeline: Timeline, heard: Listen) -> None:
    said = heard(timeline.continue_requested, timeline.undo_continue_requested)
    timeline.card.continue_shown()
    assert said == [(48213,)]
    timeline.show_caller(sample.CALLER, continued=48213)
    timeline.card.continue_shown()
    timeline.card._undo.click()
    assert said == [(48213,), ()]


def test_card_is_there_only_for_an_open_ticket(timeline: Timeline) -> None:
    assert timeline.card.isVisible()
    timeline.show_caller(replace(sample.CALLER, open_tickets=()))
    assert not timeline.card.isVisible()


def test_another_open_ticket_can_be_picked(timeline: Timeline, heard: Listen) -> None:
    second = replace(sample.OPEN, id=47000, subject="Second & third")
    timeline.show_caller(replace(sample.CALLER, open_tickets=(sample.OPEN, second)))
    told = heard(timeline.card.ticket_shown, timeline.continue_requested)
    timeline.card._more.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.actions()[1].trigger()
    menu.close()
    timeline.card.continue_shown()
    assert told == [(second,), (47000,)]
    timeline.show_caller(replace(sample.CALLER, open_tickets=(sample.OPEN, second)))
    assert timeline.card.shown() == second


def test_marks_are_pressed_by_mouse(qtbot: QtBot, timeline: Timeline, heard: Listen) -> None:
    said = heard(timeline.play_requested, timeline.ticket_opened)
    call = row_saying(timeline, "Call")
    qtbot.waitUntil(lambda: timeline.view.visualRect(call).height() > 0)
    for label in ("Play", "48213"):
        place = mark_place(timeline, call, label)
        QTest.mouseClick(timeline.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert said == [("2026/11/16/a.wav",), (48213,)]
    aside = timeline.view.visualRect(call).topLeft() + QPoint(60, 12)
    QTest.mouseClick(timeline.view.viewport(), Qt.MouseButton.LeftButton, pos=aside)
    assert len(said) == 2


def test_marks_are_pressed_by_keyboard(timeline: Timeline, heard: Listen) -> None:
    said = heard(timeline.play_requested, timeline.ticket_opened)
    timeline.view.setFocus()
    assert timeline.view.currentIndex().row() == 1
    timeline.view.setCurrentIndex(row_saying(timeline, "Call"))
    QTest.keyClick(timeline.view, Qt.Key.Key_Space)
    QTest.keyClick(timeline.view, Qt.Key.Key_Return)
    assert said == [("2026/11/16/a.wav",), (48213,)]


def test_arrows_pass_over_headings(timeline: Timeline) -> None:
    timeline.view.setFocus()
    for _ in range(3):
        QTest.keyClick(timeline.view, Qt.Key.Key_Down)
    index = timeline.view.currentIndex()
    assert index.row() == 6
    assert isinstance(index.data(TimelineModel.LineRole), Line)


def circle_is_at(timeline: Timeline, index: QModelIndex, x: int) -> bool:
    """Whether the missed call's tint is painted in the circle's place."""
    bounds = timeline.view.visualRect(index)
    picture = timeline.view.viewport().grab().toImage()
    scale = picture.devicePixelRatio()
    spot = picture.pixelColor(round(x * scale), round((bounds.top() + 10) * scale))
    return spot == QColor(theme.tokens().pomegranate.tint)


def test_rows_are_mirrored_in_persian(qtbot: QtBot, timeline: Timeline, speak: Speak) -> None:
    missed = row_saying(timeline, "Left the queue")
    width = timeline.view.viewport().width()
    assert circle_is_at(timeline, missed, 34)
    speak(Language.FA)
    qtbot.waitUntil(lambda: timeline.view.layoutDirection() == Qt.LayoutDirection.RightToLeft)
    timeline.show_caller(sample.CALLER_FA)
    missed = row_saying(timeline, "خروج از صف")
    qtbot.waitUntil(lambda: circle_is_at(timeline, missed, width - 34))
    assert not circle_is_at(timeline, missed, 34)


def many(count: int) -> tuple[TimelineEntry, ...]:
    """Return interactions of all kinds, six hours apart."""
    hours = 6 * 3_600_000_000
    kinds = sample.ENTRIES
    return tuple(
        replace(kinds[n % len(kinds)], id=n, at_us=sample.NOW - n * hours) for n in range(count)
    )


def laid_out(timeline: Timeline) -> bool:
    """Whether every row has its place."""
    last = timeline.model.index(timeline.model.rowCount() - 1)
    return timeline.view.visualRect(last).isValid() and timeline.view.measured


def test_two_thousand_interactions_are_measured_a_few_at_a_time(
    qtbot: QtBot, timeline: Timeline
) -> None:
    made: list[int] = []
    lines = timeline.model._lines
    of_entry = lines.of_entry

    def counted(entry: TimelineEntry, now_us: int) -> Line:
        made.append(entry.id)
        return of_entry(entry, now_us)

    lines.of_entry = counted  # type: ignore[method-assign]
    timeline.show_caller(replace(sample.CALLER, timeline=many(2_000)))
    timeline.view.grab()
    assert 5 < len(made) < 100
    most = 0
    while not laid_out(timeline):
        before = len(made)
        QApplication.processEvents()
        most = max(most, len(made) - before)
    assert most < 200
    assert len(made) >= 2_000


def test_painting_two_thousand_costs_as_much_as_painting_fifty(
    qtbot: QtBot, timeline: Timeline
) -> None:
    def paint_s(count: int) -> float:
        timeline.show_caller(replace(sample.CALLER, timeline=many(count)))
        qtbot.waitUntil(lambda: laid_out(timeline), timeout=PATIENCE_MS)
        timeline.view.scrollTo(timeline.model.index(40))
        best = float("inf")
        for _ in range(7):
            begun = time.thread_time()
            timeline.view.grab()
            best = min(best, time.thread_time() - begun)
        return best

    few, lots = paint_s(50), paint_s(2_000)
    assert lots < 3 * few


def test_row_heights_hold_their_text(timeline: Timeline) -> None:
    long = "word " * 200
    short = "word"
    entries = tuple(
        TimelineEntry(n, EntryKind.NOTE, sample.NOW - n, text=text)
        for n, text in enumerate(("", short, long, "W" * 60, "i" * 150))
    )
    timeline.show_call(None)
    timeline.show_caller(replace(sample.CALLER, timeline=entries))
    heights = [
        timeline.view.sizeHintForIndex(timeline.model.index(row)).height() for row in range(1, 6)
    ]
    assert heights == [42, 55, 75, 75, 55]


def test_nothing_known_is_one_sentence(timeline: Timeline) -> None:
    timeline.show_caller(None)
    assert not timeline._nothing.isVisible()
    timeline.show_caller(sample.UNKNOWN)
    assert timeline._nothing.isVisible()


def test_stripe_of_the_card_is_mirrored(qtbot: QtBot, timeline: Timeline, speak: Speak) -> None:
    def stripe_at(x: int) -> bool:
        picture = timeline.card.grab(QRect(0, 0, timeline.card.width(), 40)).toImage()
        scale = picture.devicePixelRatio()
        return picture.pixelColor(round(x * scale), round(30 * scale)) == QColor(
            theme.tokens().lapis.solid
        )

    end = timeline.card.width() - 3
    assert stripe_at(2)
    assert not stripe_at(end)
    speak(Language.FA)
    qtbot.waitUntil(lambda: stripe_at(end))
    assert not stripe_at(2)
