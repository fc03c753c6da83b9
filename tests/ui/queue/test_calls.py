"""A queue's call while it rings and while it is talked on; the small window's line."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk_app.state import Case, DeskState
from desk_app.telephony.calls import Call, CallState
from desk_app.ui.compact.window import CompactWindow
from desk_app.ui.intents import Intents
from desk_app.ui.language import Language
from desk_app.ui.queue.watch import QueueWatch
from desk_app.ui.ring_card import RingCard
from desk_app.ui.window import MainWindow
from tests.ui.conftest import NOW_US, FixedClock, Speak
from tests.ui.frame import sample as desk
from tests.ui.frame.test_call_bar import bare
from tests.ui.queue import sample

OFFERED = replace(desk.RINGING, leg=1, priority=10, priority_why="key account")
BACK = replace(OFFERED, leg=2, callback=True)


def ringing(call: Call) -> DeskState:
    return replace(desk.ringing(), cases=(Case(call, desk.CALLER),), queues=sample.queues())


def test_the_strip_says_why_somebody_goes_ahead(window: MainWindow) -> None:
    window.show_state(ringing(OFFERED))
    strip = window.ring_strip
    assert bare(strip.ahead.value.text()) == "Key account"
    assert strip.ahead.isVisible() and strip.back.isHidden()
    assert strip.waited.heading.text() == "Waited"
    assert "same place" in strip.decline.toolTip()
    assert strip.answer.text() == "Answer"


def test_the_strip_says_that_answering_dials(window: MainWindow) -> None:
    window.show_state(ringing(BACK))
    strip = window.ring_strip
    assert strip.back.isVisible()
    assert bare(strip.back.value.text()) == "Dials 021 4925 8000"
    assert strip.answer.text() == "Call back"
    assert strip.waited.heading.text() == "Waited, rings again"
    window.show_state(desk.READY)
    window.show_state(ringing(desk.RINGING))
    assert strip.answer.text() == "Answer"
    assert strip.back.isHidden() and strip.ahead.isHidden()
    assert bare(strip.decline.toolTip()) == "Decline (Shift+F9)"


def test_the_call_bar_goes_on_saying_it(window: MainWindow) -> None:
    talking = replace(desk.TALKING, priority=10, priority_why="key account")
    window.show_state(desk.talking(talking))
    assert bare(window.call_bar.note.text()) == "Support · waited 02:10 · Key account"
    dialling = replace(BACK, state=CallState.DIALING, calling_back=True)
    window.show_state(desk.talking(dialling))
    assert window.call_bar.note.text() == "Calling back"


def test_the_card_says_it_too(qtbot: QtBot, clock: FixedClock) -> None:
    card = RingCard(Intents(), clock)
    qtbot.addWidget(card)
    card.show_cases((Case(BACK, desk.CALLER),))
    assert bare(card.company.text()) == "· Khorshidak Toys · Key account"
    assert bare(card.past.text()) == "asked to be called back: Dials 021 4925 8000"
    assert card.answer.text() == "Call back"
    card.show_cases((Case(desk.RINGING, desk.CALLER),))
    assert card.answer.text() == "Answer"


def test_the_small_window_says_who_waits_and_takes_the_next(
    qtbot: QtBot, clock: FixedClock, watch: QueueWatch, speak: Speak
) -> None:
    compact = CompactWindow(clock)
    qtbot.addWidget(compact)
    compact.queue.follow(watch)
    compact.show_state(replace(desk.READY, queues=sample.queues()))
    compact.show()
    assert bare(compact.queue.said.text()) == "Support · 8 waiting · longest 02:41 +1"
    clock.go_to(NOW_US + sample.S)
    assert "02:42" in compact.queue.said.text()
    taken: list[int] = []
    compact.intents.take_next.connect(lambda: taken.append(1))
    QTest.mouseClick(compact.queue.take, Qt.MouseButton.LeftButton)
    assert taken == [1]
    compact.show_state(desk.talking())
    assert compact.queue.isVisible() and compact.queue.take.isHidden()
    compact.show_state(ringing(OFFERED))
    assert compact.queue.isHidden()
    compact.show_state(desk.READY)
    assert compact.queue.take.isVisible()
    speak(Language.FA)
    assert "۸ در انتظار" in compact.queue.said.text()
    watch.show_state(sample.queues(()))
    assert compact.queue.isHidden()
    speak(Language.EN)
