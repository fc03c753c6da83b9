"""Who waits: order, words, keys, and that no key ever hits somebody else."""

from __future__ import annotations

import time

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk_app.queue_state import QueueDeskState
from desk_app.telephony.queue.board import QueueBoard
from desk_app.telephony.team.board import Floor, QueueNow, WaitingCaller
from desk_app.ui.intents import Intents
from desk_app.ui.language import Language
from desk_app.ui.queue.waiting_panel import WaitingPanel
from desk_app.ui.queue.watch import QueueWatch
from tests.ui.conftest import NOW_US, FixedClock, Speak
from tests.ui.frame import sample as desk
from tests.ui.frame.test_call_bar import bare
from tests.ui.queue import sample

Told = list[tuple[object, ...]]
_LEFT = Qt.MouseButton.LeftButton


class Room:
    """The panel with what it tells."""

    def __init__(self, qtbot: QtBot, clock: FixedClock) -> None:
        self.intents, self.watch = Intents(), QueueWatch(clock)
        self.panel = WaitingPanel(self.intents, self.watch, wide=False)
        qtbot.addWidget(self.panel)
        self.panel.resize(480, 640)
        self.show(sample.queues())
        self.panel.show()
        self.panel.activateWindow()
        qtbot.waitUntil(self.panel.isActiveWindow)

    def show(self, queues: QueueDeskState) -> None:
        self.watch.show_state(queues)
        self.panel.show_state(replace(desk.READY, queues=queues))

    def said(self) -> list[str]:
        rows = self.panel.list.rows
        return [bare(str(rows.index(n).data())) for n in range(rows.rowCount())]

    def choose(self, key: str) -> None:
        self.panel.list.setCurrentIndex(self.panel.list.rows.index_of(key))

    def listen(self, name: str) -> Told:
        heard: Told = []
        getattr(self.intents, name).connect(lambda *args: heard.append(args))
        return heard

    def key(self, key: Qt.Key) -> None:
        QTest.keyClick(self.panel.list, key)


@pytest.fixture
def room(qtbot: QtBot, clock: FixedClock) -> Room:
    return Room(qtbot, clock)


def test_callers_stand_in_the_order_of_service(room: Room) -> None:
    assert room.said()[:2] == [
        "place 1. Laleh Farahmand. waiting 02:41. Support. Key account",
        "place 2. Siavash Golzari. waiting 02:10. Support",
    ]
    assert room.said()[2].endswith("Support. asked to be called back")
    assert room.said()[5] == "place 1. Ramin Sohrabi. waiting 00:48. Visits"
    room.panel.show_queue("Visits")
    assert room.said() == ["place 1. Ramin Sohrabi. waiting 00:48"]


def test_a_priority_goes_ahead_of_who_has_waited_longer(room: Room) -> None:
    late = sample.waiting("new", "Support", 1, name="Behnaz", priority=90, why="VIP")
    room.show(sample.with_one(sample.queues(), late))
    assert room.said()[0] == "place 1. Behnaz. waiting 00:01. Support. VIP"
    assert room.said()[1].startswith("place 2. Laleh")


def test_times_tick(room: Room, clock: FixedClock) -> None:
    clock.go_to(NOW_US + 60 * sample.S)
    assert "waiting 03:41" in room.said()[0]


def test_numbers_and_withheld_numbers_are_said(room: Room) -> None:
    assert any("021 3300 0065" in said for said in room.said())
    assert any("Number withheld" in said for said in room.said())


def test_who_rings_here_is_marked_and_answered_instead_of_taken(room: Room) -> None:
    answered, taken = room.listen("answer"), room.listen("take")
    room.show(sample.with_one(sample.queues(), replace(sample.LALEH, offered=True)))
    assert room.said()[0].endswith("rings at you")
    room.choose("w1")
    room.key(Qt.Key.Key_Return)
    assert (answered, taken) == ([("w1",)], [])


def test_enter_and_the_buttons_take(room: Room) -> None:
    taken = room.listen("take")
    room.choose("w2")
    room.key(Qt.Key.Key_Return)
    QTest.mouseClick(room.panel.brief.take, _LEFT)
    waiting = room.panel.list
    index = waiting.rows.index_of("w4")
    box = waiting.delegate.take_box(waiting.visualRect(index))
    QTest.mouseClick(waiting.viewport(), _LEFT, pos=box.center())
    QTest.mouseClick(waiting.viewport(), _LEFT, pos=waiting.visualRect(index).center())
    assert taken == [("w2",), ("w2",), ("w4",)]


def test_delete_hangs_up_at_the_second_press_on_the_same_caller(room: Room) -> None:
    ended = room.listen("hang_up")
    room.choose("w2")
    room.key(Qt.Key.Key_Delete)
    assert room.panel.brief.hang_up.text() == "Press again"
    room.choose("w4")
    assert room.panel.brief.hang_up.text() == "Hang up"
    room.key(Qt.Key.Key_Delete)
    assert ended == []
    room.key(Qt.Key.Key_Delete)
    assert ended == [("w4",)]


def test_what_the_role_may_not_do_with_the_teams_callers_is_not_offered(room: Room) -> None:
    ended = room.listen("hang_up")
    state = sample.queues()
    waits = WaitingCaller("w2", "", "", 1, 0)
    room.show(replace(state, team=Floor(queues=(QueueNow("Support", (waits,)),))))
    room.choose("w2")
    for _ in range(2):
        room.key(Qt.Key.Key_Delete)
    assert ended == []
    assert not room.panel.list.can_move()
    assert not room.panel.brief.hang_up.isVisibleTo(room.panel)
    assert len(room.panel.list.menu().actions()) == 1
    room.choose("w4")  # of the desk's own queue
    assert room.panel.brief.hang_up.isVisibleTo(room.panel)


def test_who_leaves_leaves_nobody_chosen(room: Room) -> None:
    taken, ended = room.listen("take"), room.listen("hang_up")
    room.choose("w2")
    room.key(Qt.Key.Key_Delete)
    room.show(sample.without(sample.queues(), "w2"))
    assert room.panel.list.current() is None
    room.key(Qt.Key.Key_Return)
    room.key(Qt.Key.Key_Delete)
    assert (taken, ended) == ([], [])


def test_others_coming_and_going_move_nothing(room: Room) -> None:
    room.choose("w4")
    room.show(sample.without(sample.queues(), "w1", "w3"))
    assert room.panel.list.current_key() == "w4"
    more = sample.waiting("new", "Support", 0, priority=99)
    room.show(sample.with_one(sample.queues(), more))
    assert room.panel.list.current_key() == "w4"
    assert room.said()[0].startswith("place 1. Number withheld")


def test_a_caller_is_moved_to_another_queue(room: Room) -> None:
    moved = room.listen("move")
    room.choose("w9")
    actions = room.panel.list.move_menu().actions()
    assert [bare(action.text()) for action in actions] == ["Support", "Billing", "Sales"]
    actions[1].trigger()
    assert moved == [("w9", "Billing")]


def test_a_caller_is_moved_only_where_the_pbx_or_the_desk_can(room: Room) -> None:
    waits = WaitingCaller("w9", "", "", 1, 0)
    team = Floor(queues=(QueueNow("Sales"), QueueNow("Visits", (waits,))))
    room.show(replace(sample.queues(), team=team, directs=True))

    def offered(key: str) -> list[str]:
        room.choose(key)
        assert room.panel.list.can_move()
        return [bare(action.text()) for action in room.panel.list.move_menu().actions()]

    assert offered("w9") == ["Sales"]  # the PBX's caller
    assert offered("w2") == ["Billing"]  # the desk's own


def test_the_menu_has_everything(room: Room) -> None:
    taken, ended = room.listen("take"), room.listen("hang_up")
    room.choose("w2")
    take, move, end = room.panel.list.menu().actions()
    assert bare(take.text()) == "Take Siavash Golzari"
    assert move.menu() is not None
    take.trigger()
    end.trigger()
    room.panel.list.menu().actions()[2].trigger()
    assert (taken, ended) == ([("w2",)], [("w2",)])


def test_the_brief_says_who_it_is_before_picking(room: Room) -> None:
    brief = room.panel.brief
    room.choose("w1")
    assert bare(brief.name.text()) == "Laleh Farahmand"
    assert bare(brief.company.text()) == "Office manager · Khorshidak Toys"
    assert [tag.text() for tag in brief.tags if tag.isVisible()] == [
        "Key account",
        "Business fibre",
    ]
    assert brief.known.text() == "1 open ticket · last contact yesterday"
    assert bare(brief.ahead.text()) == "Goes ahead: Key account"
    room.choose("w3")
    assert bare(brief.back.text()) == "Asked to be called back: Take dials 0912 000 5518"
    assert brief.known.text() == "Looking up who this is"


def test_nobody_waits_is_one_sentence(room: Room) -> None:
    room.show(sample.queues(()))
    assert room.panel.list.isHidden()
    assert room.panel._nothing.isVisible()
    assert room.panel._nothing.text() == "Nobody waits."


def test_a_queue_that_is_left_takes_its_tab_along(room: Room) -> None:
    room.panel.show_queue("Visits")
    room.show(sample.queues(logged_in=("Support",)))
    assert room.panel.tabs.tab("").isChecked()
    assert len(room.said()) == 8


def test_a_wait_is_marked_from_where_its_queue_says_that_the_limit_is_near(room: Room) -> None:
    def row(key: str) -> QImage:
        waiting = room.panel.list
        return waiting.grab(waiting.visualRect(waiting.rows.index_of(key))).toImage()

    calm, early = row("w6"), row("w4")  # 41 and 97 of 120 seconds
    sections = [replace(section, near_percent=30) for section in sample.QUEUES]
    room.show(sample.queues(sections=tuple(sections)))
    assert row("w6") != calm
    assert row("w4") == early


def test_mirrored(room: Room, speak: Speak) -> None:
    waiting = room.panel.list
    bounds = waiting.visualRect(waiting.rows.index(0, 0))
    assert waiting.delegate.take_box(bounds).left() > bounds.center().x()
    speak(Language.FA)
    assert waiting.delegate.take_box(bounds).right() < bounds.center().x()
    assert "\u2066۰۲:۴۱\u2069" in str(waiting.rows.index(0).data())
    assert "\u2066۰۲۱-۳۳۰۰۰۰۶۵\u2069" in str(waiting.rows.index_of("w4").data())


def test_a_thousand_cost_no_more_than_those_in_sight(room: Room) -> None:
    few = len(room.panel.findChildren(QWidget))
    callers = {
        f"k{n}": sample.waiting(f"k{n}", "Support", n % 900, number=f"+98912000{n:04}")
        for n in range(1000)
    }
    thousand = replace(sample.queues(), board=QueueBoard(callers))
    room.show(thousand)
    assert room.panel.list.rows.rowCount() == 1000
    assert len(room.panel.findChildren(QWidget)) == few
    small, large = _painting(room, sample.queues()), _painting(room, thousand)
    assert large < 5 * small + 0.02


def _painting(room: Room, queues: QueueDeskState) -> float:
    """Return the seconds of the best of five repaintings."""
    room.show(queues)
    room.panel.list.grab()
    best = 9.0
    for _ in range(5):
        begun = time.thread_time()
        room.panel.list.grab()
        best = min(best, time.thread_time() - begun)
    return best


@pytest.mark.parametrize("name", ["Anonymous", "", "anonymous"])
def test_a_withheld_caller_is_called_so(room: Room, name: str) -> None:
    room.show(sample.queues([sample.waiting("w1", "Support", 9, number="anonymous", name=name)]))
    (said,) = room.said()
    assert "Number withheld" in said
    assert "nonymous" not in said
    room.choose("w1")
    assert room.panel.brief.name.text() == "Number withheld"
