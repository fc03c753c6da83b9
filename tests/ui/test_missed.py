"""Missed calls are marked until somebody has looked at them; redial; announcements."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.agent import Agent, AgentState
from desk_app.crm.records import TeamMessage
from desk_app.remembered import Remembered
from desk_app.state import DeskState
from desk_app.ui import missed as missed_calls
from desk_app.ui.announcer import Announcer, speak
from desk_app.ui.main_view import MainView
from desk_app.ui.redial import dialled
from tests.ui.compact.test_compact import CALLS, recent
from tests.ui.conftest import NOW_US, FixedClock
from tests.ui.frame import sample
from tests.ui.frame.test_call_bar import bare
from tests.ui.panes import sample as panes

IDLE = replace(sample.READY, recent=CALLS)


def opened(qtbot: QtBot, clock: FixedClock, seen_us: int = 1) -> MainView:
    view = MainView(clock=clock)
    qtbot.addWidget(view.window)
    view.missed._look.setInterval(50)
    view.restore(Remembered(seen_us=seen_us), (1200, 800))
    return view


def test_two_seconds_are_a_look() -> None:
    assert missed_calls.LOOK_MS == 2000


def test_a_look_at_the_list_takes_the_mark_away(qtbot: QtBot, clock: FixedClock) -> None:
    view = opened(qtbot, clock)
    view.show_state(sample.talking())
    view.show_state(replace(sample.talking(), recent=CALLS))
    view.window.activateWindow()
    qtbot.waitUntil(view.window.isActiveWindow)
    assert view.missed.count == 1
    assert view.window.windowTitle() == "(1) Desk App"
    assert view.window.rail.desk.accessibleDescription() == "1"
    assert not view.missed._look.isActive()  # in a call the list is not there
    with qtbot.waitSignal(view.changed):
        view.show_state(IDLE)
    assert view.missed.count == 0
    assert view.window.windowTitle() == "Desk App"
    assert view.remembered().seen_us == NOW_US
    later = replace(recent("r9", "021", out=False, missed=True), ring_us=NOW_US + 1)
    view.window.hide()
    view.show_state(replace(IDLE, recent=(later, *CALLS)))
    assert view.missed.count == 1
    assert not view.missed._look.isActive()


def test_what_was_seen_yesterday_is_not_new(qtbot: QtBot, clock: FixedClock) -> None:
    view = opened(qtbot, clock, seen_us=NOW_US)
    view.show_state(IDLE)
    assert view.missed.count == 0


def test_what_rang_before_the_first_start_is_not_missed(qtbot: QtBot, clock: FixedClock) -> None:
    view = opened(qtbot, clock, seen_us=0)
    view.show_state(IDLE)
    assert view.missed.count == 0
    later = replace(recent("r9", "021", out=False, missed=True), ring_us=NOW_US + 1)
    view.window.hide()
    view.show_state(replace(IDLE, recent=(later, *CALLS)))
    assert view.missed.count == 1
    assert view.remembered().seen_us == NOW_US


def test_redial_has_each_number_once_and_no_callers() -> None:
    assert [d.number for d in dialled(CALLS)] == ["02155000421", "02149258000"]
    many = [recent(str(n), f"0210000{n:04}", out=True) for n in range(20)]
    assert len(dialled(many)) == 8


def test_arrow_up_in_the_empty_field_dials_again(qtbot: QtBot, clock: FixedClock) -> None:
    view = opened(qtbot, clock)
    view.window.activateWindow()
    qtbot.waitUntil(view.window.isActiveWindow)
    view.show_state(IDLE)
    told: list[str] = []
    view.window.intents.dial.connect(told.append)
    search = view.window.top_bar.search
    search.take_focus()
    qtbot.keyClick(search.edit, Qt.Key.Key_Return)
    assert told == []
    qtbot.keyClick(search.edit, Qt.Key.Key_Up)
    assert search.rows.count() == 2
    qtbot.keyClick(search.edit, Qt.Key.Key_Down)
    qtbot.keyClick(search.edit, Qt.Key.Key_Return)
    assert told == ["02149258000"]
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(view.window, Qt.Key.Key_K, control_shift)
    assert search.card.isVisible()
    qtbot.keyClick(search.edit, Qt.Key.Key_Return)
    assert told == ["02149258000", "02155000421"]


def test_rings_and_states_are_announced_once(qapp: QApplication) -> None:
    said: list[tuple[str, QAccessible.AnnouncementPoliteness]] = []
    source = QObject()
    announcer = Announcer(source, lambda _, text, politeness: said.append((text, politeness)))
    polite = QAccessible.AnnouncementPoliteness
    unnamed = sample.ringing()
    unnamed = replace(unnamed, cases=(replace(unnamed.cases[0], caller=None),))
    away = replace(sample.READY, agent=Agent(AgentState.NOT_READY, reason="break"))
    states: list[DeskState] = [
        *(sample.READY, unnamed, sample.ringing(), sample.ringing(), sample.talking()),
        *(sample.wrapping_up(), sample.READY, away, away),
    ]
    for state in states:
        announcer.show_state(state)
    assert said == [
        ("Incoming call from Laleh Farahmand, Support", polite.Assertive),
        ("Your state: Talking", polite.Polite),
        ("Your state: Wrap-up", polite.Polite),
        ("Your state: Ready", polite.Polite),
        ("Your state: Break", polite.Polite),
    ]


def test_a_reminder_is_announced_once(qapp: QApplication) -> None:
    said: list[str] = []
    announcer = Announcer(QObject(), lambda _source, text, _politeness: said.append(bare(text)))
    due = replace(sample.READY, promises=panes.PROMISES, reminders=(2,))
    for state in (sample.READY, due, due, replace(due, reminders=(2, 3))):
        announcer.show_state(state)
    assert said == [
        "Reminder: call Siavash Golzari back by 14:33",
        "Reminder: call Aftabzar Co-op back by 15:00",
    ]


def test_a_supervisors_message_is_announced_once(qapp: QApplication) -> None:
    said: list[str] = []
    announcer = Announcer(QObject(), lambda _source, text, _politeness: said.append(bare(text)))
    message = TeamMessage(7, NOW_US, "mina", "sara", "Take the next one")
    for state in (DeskState(messages=(message,)), DeskState(messages=(message,)), DeskState()):
        announcer.show_state(state)
    (text,) = said
    assert text.startswith("mina, ")
    assert text.endswith("Take the next one")


def test_without_a_screen_reader_an_announcement_does_nothing(qapp: QApplication) -> None:
    speak(QObject(), "hello", QAccessible.AnnouncementPoliteness.Polite)
