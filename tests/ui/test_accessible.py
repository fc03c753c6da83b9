"""What a screen reader and the Tab key find: a name and a role everywhere, the reading order."""

from __future__ import annotations

import gc
from collections.abc import Callable
from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.crm.records import Caller, CallerKind
from desk_app.state import DataProblem, DeskState, Notice
from desk_app.ui.language import Language
from desk_app.ui.main_view import MainView
from desk_app.ui.settings import words
from desk_app.ui.settings.page import DOCTOR, SettingsPage
from tests.ui.compact.test_compact import CALLS, TICKET
from tests.ui.conftest import FixedClock, Speak, tab_stops
from tests.ui.frame import sample

NOTICES = (Notice(DataProblem.LOCKED), Notice(DataProblem.PASSWORD_MISSING))


def known(state: DeskState) -> DeskState:
    """Return the state with records, lists and notices."""
    nobody = Caller(CallerKind.UNKNOWN, "+982155000421", "+982155000421", "")
    cases = tuple(replace(c, ticket=TICKET, caller=c.caller or nobody) for c in state.cases)
    return replace(state, cases=cases, recent=CALLS, notices=NOTICES)


STATES = {
    "ready": known(sample.READY),
    "ringing": known(sample.ringing(sample.RINGING, sample.SECOND_RING)),
    "call": known(sample.talking(sample.TALKING, sample.HELD, sample.SECOND_RING)),
    "unknown": known(sample.talking(sample.SECOND_RING)),
    "wrap-up": known(sample.wrapping_up()),
}


@pytest.fixture
def view(qtbot: QtBot, clock: FixedClock) -> MainView:
    made = MainView(clock=clock)
    qtbot.addWidget(made.window)
    made.window.resize(1440, 900)
    made.window.show()
    made.window.activateWindow()
    return made


def seen(window: QWidget) -> list[QWidget]:
    """Return the widgets in sight."""
    return [w for w in window.findChildren(QWidget) if w.isVisible() and w.window() is window]


def unnamed(window: QWidget) -> list[str]:
    """Return what can have the focus or be pressed and does not say what it is."""
    bad, stops = [], tab_stops(window)
    assert stops
    for widget in seen(window):
        interface = QAccessible.queryAccessibleInterface(widget)
        assert interface is not None
        role, name = interface.role(), interface.text(QAccessible.Text.Name)
        reached = widget in stops
        pressed = role in (QAccessible.Role.Button, QAccessible.Role.CheckBox)
        if (reached or pressed) and not name.strip():
            bad.append(f"{type(widget).__name__} {widget.objectName()} without a name")
        if reached and role in (QAccessible.Role.NoRole, QAccessible.Role.Client):
            bad.append(f"{type(widget).__name__} {name!r} without a role")
        if len(name) > 400:
            bad.append(f"{type(widget).__name__} says {len(name)} characters")
    return bad


@pytest.mark.parametrize("name", STATES)
def test_everything_that_can_be_reached_says_what_it_is(view: MainView, name: str) -> None:
    view.show_state(STATES[name])
    QApplication.processEvents()
    assert unnamed(view.window) == []


def test_the_small_window_says_what_everything_is(view: MainView) -> None:
    view.toggle_compact()
    assert view.compact is not None
    for state in STATES.values():
        view.show_state(state)
        QApplication.processEvents()
        assert unnamed(view.compact) == []
    view.compact.hide()
    view.compact.deleteLater()


def test_the_settings_say_what_everything_is(qtbot: QtBot) -> None:
    page = SettingsPage()
    qtbot.addWidget(page)
    page.resize(1300, 900)
    page.show()
    for section in (*words.SECTIONS, DOCTOR):
        page.open_section(section)
        QApplication.processEvents()
        assert unnamed(page) == [], section


def test_the_cards_of_a_call_say_what_everything_is(view: MainView) -> None:
    view.show_state(STATES["call"])
    controls = view.window.call_bar.controls
    for toggle in (controls.toggle_keypad, controls.toggle_transfer):
        toggle()
        QApplication.processEvents()
        assert unnamed(view.window) == []
        toggle()


def in_reading_order(widgets: list[QWidget], window: QWidget, *, rtl: bool) -> bool:
    """Whether widgets of one row follow each other as one reads."""
    middles = [w.mapTo(window, w.rect().center()).x() for w in widgets]
    return middles == sorted(middles, reverse=rtl)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("name", STATES)
def test_tab_goes_as_one_reads(view: MainView, speak: Speak, language: Language, name: str) -> None:
    speak(language)
    rtl = language is Language.FA
    view.show_state(STATES[name])
    QApplication.processEvents()
    window, order = view.window, tab_stops(view.window)
    within: Callable[[QWidget], list[QWidget]] = lambda part: [  # noqa: E731
        w for w in order if w is part or part.isAncestorOf(w)
    ]
    bars = [bar for bar in window._bars() if bar.isVisible()]
    for row in (window.top_bar, *bars):
        assert within(row)
        beside = [w for w in within(row) if not window.call_bar.lines.isAncestorOf(w)]
        assert in_reading_order(beside, window, rtl=rtl), [w.accessibleName() for w in beside]
    parts = (window.top_bar, window.banner, *bars, window.pages)
    reached = [[order.index(w) for w in within(part)] for part in parts]
    for above, below in pairwise(reached):
        if above and below:
            assert max(above) < min(below)


def test_the_settings_are_gone_through_from_top_to_bottom(qtbot: QtBot) -> None:
    page = SettingsPage()
    qtbot.addWidget(page)
    page.resize(1300, 900)
    page.show()
    for section in words.SECTIONS:
        page.open_section(section)
        QApplication.processEvents()
        rows = [row for row in page.rows.values() if row.isVisible()]
        order = tab_stops(page)
        first = [order.index(next(w for w in order if row.isAncestorOf(w))) for row in rows]
        tops = [row.mapTo(page, row.rect().topLeft()).y() for row in rows]
        assert tops == sorted(tops)
        assert first == sorted(first), section


def test_the_focus_can_be_seen_wherever_tab_goes(view: MainView) -> None:
    view.show_state(STATES["call"])
    QApplication.processEvents()
    invisible = []
    for widget in tab_stops(view.window):
        widget.clearFocus()
        QApplication.processEvents()
        box = widget.rect().adjusted(-8, -8, 8, 8)
        corner = widget.mapTo(view.window, box.topLeft())
        area = box.translated(corner - box.topLeft())
        before = view.window.grab(area).toImage()
        widget.setFocus(Qt.FocusReason.TabFocusReason)
        QApplication.processEvents()
        if view.window.grab(area).toImage() == before:
            invisible.append(f"{type(widget).__name__} {widget.accessibleName()}")
    assert invisible == []


def test_the_collector_takes_nothing_out_of_a_living_window(view: MainView) -> None:
    for state in STATES.values():
        view.show_state(state)
        QApplication.processEvents()
        gc.collect()  # what earlier tests have left
        there = len(QApplication.allWidgets())
        tab_stops(view.window)
        gc.collect()
        assert len(QApplication.allWidgets()) == there
