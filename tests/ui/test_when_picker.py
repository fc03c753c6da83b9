"""The picker: by keys and mouse, in both calendars."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.ui import text
from desk_app.ui.language import Language
from desk_app.ui.widgets.date_grid import DateGrid
from desk_app.ui.widgets.when_picker import WhenPicker
from tests.ui.conftest import Speak
from tests.ui.frame.test_call_bar import bare
from tests.ui.panes.sample import NOW, at

Key = Qt.Key
TODAY = QDate(2026, 11, 17)  # Tuesday, 26 Aban 1405
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def picker(qtbot: QtBot) -> WhenPicker:
    made = WhenPicker(lambda: NOW)
    qtbot.addWidget(made)
    made.resize(400, 300)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_at(at(11, 17, 15, 30))
    return made


@pytest.fixture
def grid(picker: WhenPicker) -> DateGrid:
    picker.grid.setFocus(Qt.FocusReason.TabFocusReason)
    return picker.grid


@pytest.mark.parametrize(
    ("key", "modifier", "english", "persian"),
    [
        (Key.Key_Right, None, QDate(2026, 11, 18), QDate(2026, 11, 16)),
        (Key.Key_Left, None, QDate(2026, 11, 16), QDate(2026, 11, 18)),
        (Key.Key_Up, None, QDate(2026, 11, 10), QDate(2026, 11, 10)),
        (Key.Key_Down, None, QDate(2026, 11, 24), QDate(2026, 11, 24)),
        (Key.Key_Home, None, QDate(2026, 11, 14), QDate(2026, 11, 14)),
        (Key.Key_End, None, QDate(2026, 11, 20), QDate(2026, 11, 20)),
        (Key.Key_PageDown, None, QDate(2026, 12, 17), QDate(2026, 12, 17)),  # 26 Azar
        (Key.Key_PageUp, None, QDate(2026, 10, 17), QDate(2026, 10, 18)),  # 26 Mehr
        (Key.Key_PageDown, SHIFT, QDate(2027, 11, 17), QDate(2027, 11, 17)),
        (Key.Key_PageUp, SHIFT, QDate(2025, 11, 17), QDate(2025, 11, 17)),
    ],
)
def test_keys_choose_days(
    grid: DateGrid,
    speak: Speak,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier | None,
    english: QDate,
    persian: QDate,
) -> None:
    modifiers = modifier or Qt.KeyboardModifier.NoModifier
    QTest.keyClick(grid, key, modifiers)
    assert grid.day() == english
    speak(Language.FA)
    grid.show_day(TODAY, TODAY)
    QTest.keyClick(grid, key, modifiers)
    assert grid.day() == persian


def test_the_last_day_of_a_longer_month_stays_in_the_shorter(grid: DateGrid, speak: Speak) -> None:
    grid.show_day(QDate(2027, 1, 31), TODAY)
    grid.go(1)
    assert grid.day() == QDate(2027, 2, 28)
    speak(Language.FA)
    grid.show_day(QDate(2026, 9, 22), TODAY)  # 31 Shahrivar
    grid.go(1)
    assert grid.day() == QDate(2026, 10, 22)  # 30 Mehr


def test_a_day_keeps_the_time_and_enter_goes_on_to_it(picker: WhenPicker, grid: DateGrid) -> None:
    QTest.keyClick(grid, Key.Key_Down)
    assert picker.at_us() == at(11, 24, 15, 30)
    assert picker.edit.text() == "Tue 24 Nov 15:30"
    QTest.keyClick(grid, Key.Key_Return)
    assert QApplication.focusWidget() is picker.edit
    assert picker.edit.selectedText() == "15:30"
    QTest.keyClicks(picker.edit, "10:00")
    assert picker.at_us() == at(11, 24, 10, 0)


def test_days_are_clicked_where_they_are(
    picker: WhenPicker, grid: DateGrid, speak: Speak, qtbot: QtBot
) -> None:
    for language, day in ((Language.EN, QDate(2026, 11, 20)), (Language.FA, QDate(2026, 11, 21))):
        speak(language)
        QApplication.processEvents()
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=grid.box_of(day).center())
        assert grid.day() == day
        picker.show_at(at(11, 17, 15, 30))
    # Saturday begins the week, at the side where reading begins.
    friday, saturday = QDate(2026, 11, 20), QDate(2026, 11, 21)
    assert grid.box_of(saturday).x() > grid.box_of(friday).x()
    assert grid.box_of(saturday).y() > grid.box_of(friday).y()


def test_up_and_down_move_the_time_by_quarters(picker: WhenPicker) -> None:
    picker.show_at(at(11, 17, 15, 32))
    QTest.keyClick(picker.edit, Key.Key_Up)
    assert picker.at_us() == at(11, 17, 15, 45)
    QTest.keyClick(picker.edit, Key.Key_Down)
    assert picker.at_us() == at(11, 17, 15, 30)
    picker.show_at(at(11, 17, 15, 32))
    QTest.keyClick(picker.edit, Key.Key_Down)
    assert picker.at_us() == at(11, 17, 15, 30)


def test_what_is_understood_is_said_while_it_is_typed(picker: WhenPicker, qtbot: QtBot) -> None:
    told: list[object] = []
    picker.changed.connect(told.append)
    picker.edit.clear()
    QTest.keyClicks(picker.edit, "t")
    assert "Not understood" in picker._said.text()
    assert told == [None]
    picker.edit.setText("")
    QTest.keyClicks(picker.edit, "today 13:00")
    assert picker._said.text() == "That time has passed."
    assert picker.edit.accessibleName() == "By when"


def test_a_screen_reader_hears_the_day(grid: DateGrid, speak: Speak) -> None:
    assert grid.accessibleName() == "Tuesday 17 November 2026"
    QTest.keyClick(grid, Key.Key_Down)
    assert grid.accessibleName() == "Tuesday 24 November 2026"
    speak(Language.FA)
    assert grid.accessibleName() == "سه‌شنبه ۳ آذر ۱۴۰۵"


def test_another_language_writes_the_same_instant(picker: WhenPicker, speak: Speak) -> None:
    picker.show_at(at(11, 22, 15, 30))
    assert picker.edit.text() == "Sun 22 Nov 15:30"
    assert bare(picker._month.text()) == "November 2026"
    speak(Language.FA)
    assert picker.edit.text() == "یکشنبه ۱ آذر ۱۵:۳۰"
    assert picker._month.text() == "آذر ۱۴۰۵"
    assert picker.at_us() == at(11, 22, 15, 30)


@pytest.mark.parametrize("spoken", list(Language))
def test_every_day_of_a_month_has_its_own_place(
    grid: DateGrid, speak: Speak, spoken: Language
) -> None:
    speak(spoken)

    @given(day=st.dates().filter(lambda d: 1950 < d.year < 2090))
    @settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
    def holds(day: object) -> None:
        grid.show_day(QDate.fromString(str(day), "yyyy-MM-dd"), TODAY)
        parts = text.calendar().partsFromDate(grid.day())
        first = grid.day().addDays(1 - parts.day)
        count = text.calendar().daysInMonth(parts.month, parts.year)
        boxes = {grid.box_of(first.addDays(n)).topLeft().toTuple() for n in range(count)}
        assert len(boxes) == count
        assert all(grid.rect().contains(grid.box_of(first.addDays(n))) for n in range(count))

    holds()
