"""The expected wait where waiting callers are seen, in both languages."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from desk_app.agent import Agent, AgentState
from desk_app.queue_outlook import outlooks
from desk_app.queue_state import QueueDeskState
from desk_app.telephony.forecast import Outlook
from desk_app.ui.language import Language
from desk_app.ui.queue import words
from desk_app.ui.queue.my_queues import MyQueues
from desk_app.ui.window import MainWindow
from tests.ui.conftest import Speak
from tests.ui.frame import sample as desk
from tests.ui.frame.test_call_bar import bare
from tests.ui.queue import sample

HANDLE_S = 60.0
LOGGED_IN = ("Support", "Visits")


def foretold(logged_in: tuple[str, ...] = LOGGED_IN) -> QueueDeskState:
    """Return the sample's queues with a minute for each call, and how wrong that was."""
    made = sample.queues(logged_in=logged_in)
    return replace(made, handle_s=HANDLE_S, errors_s={"Support": 95.0, "Visits": 20.0})


@pytest.mark.parametrize(
    ("outlook", "said"),
    [
        (Outlook(2, 240.0, 65.0), "Expected wait 4 min, lately ±1 min"),
        (Outlook(2, 89.0, 12.4), "Expected wait 1 min, lately ±12 s"),
        (Outlook(1, 41.0, None), "Expected wait 41 s"),
        (Outlook(0, None, 65.0), "Expected wait: no agent"),
        (Outlook(1, None, None), ""),
        (None, ""),
    ],
)
def test_words_of_the_expected_wait(speak: Speak, outlook: Outlook | None, said: str) -> None:
    speak(Language.EN)
    assert bare(words.expected(outlook)) == said


def test_persian_says_it_in_its_own_digits(speak: Speak) -> None:
    speak(Language.FA)
    said = bare(words.expected(Outlook(2, 240.0, 65.0)))
    assert said == "انتظار تخمینی ۴ دقیقه، خطای اخیر ±۱ دقیقه"
    assert bare(words.expected(Outlook(0))) == "انتظار تخمینی: کارشناسی نیست"


def test_chip_and_card_say_what_who_enters_now_may_expect(window: MainWindow) -> None:
    window.show_state(replace(desk.READY, queues=foretold()))
    support, visits = window.queues.chips.chips()
    assert bare(support.toolTip()).startswith(
        "Support · 8 waiting · longest 02:41 · Over limit · limit 02:00 · "
        "Expected wait 9 min, lately ±2 min\n"
    )
    support.click()
    assert window.queues.card is not None
    panel = window.queues.card.panel
    assert bare(panel.expected.text()) == "Expected wait 9 min, lately ±2 min"
    assert panel.expected.isVisible()
    panel.show_queue("Visits")
    assert bare(panel.expected.text()) == "Expected wait 2 min, lately ±20 s"
    panel.show_queue("")  # of several queues there is no wait
    assert not panel.expected.isVisible()
    window.show_state(replace(desk.READY, queues=foretold(("Visits",))))
    assert bare(panel.expected.text()) == "Expected wait 2 min, lately ±20 s"
    assert visits.standing is not None


def test_a_break_leaves_nobody_to_answer(window: MainWindow) -> None:
    window.show_state(replace(desk.READY, queues=foretold()))
    agent = Agent(AgentState.TALKING)
    window.show_state(replace(desk.READY, queues=foretold(), agent=agent))
    assert "Expected wait 9 min" in bare(window.queues.chips.chips()[0].toolTip())
    for away in (
        Agent(AgentState.NOT_READY, chosen_reason="break"),
        Agent(AgentState.TALKING, after="break"),
    ):
        window.show_state(replace(desk.READY, queues=foretold(), agent=away))
        assert "Expected wait: no agent" in bare(window.queues.chips.chips()[0].toolTip())


def test_the_table_says_it_of_queues_that_nobody_serves_too(
    window: MainWindow, qtbot: QtBot
) -> None:
    state = replace(desk.READY, queues=foretold())
    table = MyQueues()
    qtbot.addWidget(table)
    table.follow(window.queues.watch)
    window.show_state(state)
    by_name = {row.standing.queue: row for row in table.rows() if row.standing}
    assert "Expected wait 9 min" in bare(by_name["Support"].waiting.toolTip())
    assert "Expected wait: no agent" in bare(by_name["Sales"].state.toolTip())
    assert outlooks(state)["Sales"] == Outlook(0)


@pytest.mark.parametrize("spoken", Language)
def test_the_card_stays_under_its_chip_in_the_least_window(
    window: MainWindow, speak: Speak, spoken: Language
) -> None:
    speak(spoken)
    window.resize(1024, 640)
    window.show_state(replace(desk.READY, queues=foretold()))
    chip = window.queues.chips.chips()[0]
    for _ in range(2):  # also when it was open before
        chip.click()
        card = window.queues.card
        assert card is not None and card.panel.expected.isVisible()
        assert card.y() >= chip.mapTo(window, chip.rect().bottomLeft()).y()
        assert card.geometry().bottom() < window.height()
        card.close_card()
