"""The state pill, the line, the rail."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.agent import BREAK, TICKET_WORK, TRAINING, Agent, AgentState
from desk_app.state import DeskState, EngineState
from desk_app.telephony.messages import Registration, RegistrationState
from desk_app.ui.window import MainWindow
from tests.ui.conftest import NOW_US, FixedClock
from tests.ui.frame import sample
from tests.ui.frame.conftest import Told
from tests.ui.frame.test_call_bar import bare

Listen = Callable[[str], Told]


@pytest.mark.parametrize(
    ("agent", "word"),
    [
        (Agent(AgentState.READY), "Ready"),
        (Agent(AgentState.RINGING), "Ringing"),
        (Agent(AgentState.TALKING), "Talking"),
        (Agent(AgentState.HOLD), "On hold"),
        (Agent(AgentState.CONSULTING), "Consulting"),
        (Agent(AgentState.CONFERENCE), "Conference"),
        (Agent(AgentState.WRAP_UP), "Wrap-up"),
        (Agent(AgentState.NOT_READY, reason=BREAK), "Break"),
        (Agent(AgentState.NOT_READY, reason="Doctor"), "Doctor"),
        (Agent(AgentState.OFFLINE), "Not connected"),
    ],
)
def test_the_pill_names_every_state(window: MainWindow, agent: Agent, word: str) -> None:
    window.show_state(replace(sample.READY, agent=agent))
    assert window.top_bar.pill.text() == word


def test_the_pill_counts(window: MainWindow, clock: FixedClock) -> None:
    window.show_state(sample.READY)
    assert bare(window.top_bar.pill.accessibleDescription()) == "12:41"
    clock.go_to(NOW_US + 60 * sample.S)
    assert bare(window.top_bar.pill.accessibleDescription()) == "13:41"


def test_the_menu_chooses_a_state_and_signs_out(window: MainWindow, told: Listen) -> None:
    chosen, out = told("choose_state"), told("sign_out")
    window.show_state(sample.READY)
    for action in window.top_bar.pill.menu().actions():
        if not action.isSeparator():
            action.trigger()
    assert chosen == [("",), (BREAK,), (TICKET_WORK,), (TRAINING,)]
    assert len(out) == 1


def test_in_a_call_the_menu_is_about_what_comes_after(window: MainWindow) -> None:
    window.show_state(sample.talking())
    first = window.top_bar.pill.menu().actions()[0]
    assert first.text() == "After this call"
    assert not first.isEnabled()


def test_the_pill_says_what_was_chosen_for_after_the_call(window: MainWindow, qtbot: QtBot) -> None:
    pill = window.top_bar.pill
    talking = sample.talking()
    for after, before, said in (
        (None, "", ""),
        (BREAK, "", "then Break"),
        ("Lunch", "", "then Lunch"),
        (None, BREAK, "then Break"),
        ("", BREAK, "then Ready"),
    ):
        agent = replace(talking.agent, after=after, chosen_reason=before)
        window.show_state(replace(talking, agent=agent))
        assert pill.then() == said
        assert pill.accessibleDescription() == " ".join(filter(None, (pill._timer(), said)))
        qtbot.waitUntil(lambda: pill.width() == pill.sizeHint().width())


@pytest.mark.parametrize(
    ("registration", "listening", "said"),
    [
        (
            Registration(state=RegistrationState.REGISTERED, account="214@x"),
            (),
            "Ext 214 · Registered",
        ),
        (
            Registration(state=RegistrationState.CONNECTING, account="214@x"),
            (),
            "Ext 214 · Connecting",
        ),
        (Registration(state=RegistrationState.CONNECTING), (), "Connecting"),
        (Registration(state=RegistrationState.LOST, account="214@x"), (), "Line lost"),
        (Registration(), ("udp:127.0.0.1:5062",), "Direct calls"),
        (Registration(), (), "No line"),
    ],
)
def test_the_line(
    window: MainWindow, registration: Registration, listening: tuple[str, ...], said: str
) -> None:
    window.show_state(replace(sample.READY, registration=registration, listening=listening))
    assert bare(window.top_bar.line.text()) == said


def test_the_line_says_when_the_phone_itself_is_away(window: MainWindow) -> None:
    window.show_state(replace(sample.READY, engine=EngineState.RESTARTING))
    assert window.top_bar.line.text() == "Phone restarts"
    window.show_state(DeskState())
    assert window.top_bar.line.text() == "Phone is starting"


def test_own_reasons_are_offered_as_they_are_written(window: MainWindow, told: Listen) -> None:
    chosen = told("choose_state")
    window.show_state(replace(sample.READY, reasons=("Lunch", TRAINING)))
    actions = [a for a in window.top_bar.pill.menu().actions() if not a.isSeparator()]
    assert [a.text() for a in actions][1:3] == ["Lunch", "Training"]
    actions[1].trigger()
    assert chosen == [("Lunch",)]


def test_the_break_key_takes_the_first_reason_where_there_is_no_break(
    window: MainWindow, told: Listen, qtbot: QtBot
) -> None:
    chosen = told("choose_state")
    window.show_state(replace(sample.READY, reasons=("Lunch",)))
    qtbot.keyClick(window, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    assert chosen == [("Lunch",)]
