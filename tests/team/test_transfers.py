"""Transfers by a desk into a second queue: still one call of one caller, with one ticket."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.telephony.calls import CallState
from desk_app.telephony.team.board import AgentStatus
from desk_app.telephony.team.events import LeftHow
from desk_app.ui.transfer_panel import TransferPanel
from tests.rigs.bridge import until
from tests.team.desk import NAME, TeamDesk
from tests.team.floor import ALL, SALES, SALES_NUMBER, SUPPORT, SUPPORT_NUMBER, TeamFloor, number


def talking(desk: TeamDesk, floor: TeamFloor, user: str) -> str:
    """Let the desk talk with a caller; return the call's key."""
    desk.log_in(SUPPORT)
    case = desk.rings(user)
    desk.answer_it(case.call.key)
    desk.wait(lambda: desk.case(case.call.key).ticket)
    return case.call.key


def consulted(desk: TeamDesk) -> None:
    """Wait until the desk itself knows that the consultation was answered."""
    desk.wait(lambda: desk.state.consulting)
    assert desk.state.consulting
    asked = desk.state.consulting[1]
    desk.wait(lambda: (c := desk.state.case(asked)) and c.call.state is CallState.ACTIVE)


def talked(desk: TeamDesk, key: str) -> None:
    """Let the two talk so long that who answers next is not taken for the same phone."""
    answered_us = desk.case(key).call.answered_us
    assert answered_us is not None
    desk.wait(lambda: time.time_ns() // 1000 - answered_us > 3_500_000)


def chosen(desk: TeamDesk, queue: str) -> TransferPanel:
    """Open the transfer panel, type a part of a queue's name and take its row, by keys."""
    controls = desk.view.window.call_bar.controls
    controls.toggle_transfer()
    panel = controls.panel
    assert ALL not in [row.title for row in panel.people.rows()]  # nobody knows its number
    QTest.keyClicks(panel.target, queue[:3])
    assert [row.title for row in panel.people.rows()] == [queue]
    QTest.keyClick(panel.target, Qt.Key.Key_Down)
    QTest.keyClick(panel.target, Qt.Key.Key_Return)
    return panel


def test_the_transfer_panel_gives_a_caller_to_a_queue_of_the_team(
    desk: TeamDesk, floor: TeamFloor
) -> None:
    user = number()
    call = floor.calls(SUPPORT_NUMBER, user)
    key = talking(desk, floor, user)
    colleague = floor.robots["102"]
    colleague.phone.answers(180, 200)
    floor.pbx.log_in(SALES, "102")
    talked(desk, key)
    chosen(desk, SALES).now.click()
    talk = colleague.talking()
    desk.wait(lambda: desk.over(key))
    desk.wait(lambda: floor.is_now("102", AgentStatus.TALKING))
    colleague.phone.hang_up(talk)
    assert call.wait().code == 0
    both = {NAME: ["answered"], "PJSIP/102": ["answered"]}
    desk.wait(lambda: floor.outcomes(floor.one_call(user)) == both)
    assert floor.one_call(user)["queue"] == SALES
    floor.floor_is_right()


def test_who_answers_in_a_queue_can_be_asked_first(desk: TeamDesk, floor: TeamFloor) -> None:
    user = number()
    call = floor.calls(SUPPORT_NUMBER, user)
    key = talking(desk, floor, user)
    colleague = floor.robots["102"]
    colleague.phone.answers(180, 200)
    floor.pbx.log_in(SALES, "102")
    talked(desk, key)
    panel = chosen(desk, SALES)
    QTest.keyClick(panel.target, Qt.Key.Key_Return)
    consulted(desk)
    talk = colleague.talking()
    desk.wait(panel.complete.isEnabled)
    panel.complete.click()
    desk.wait(lambda: desk.over(key))
    colleague.phone.hang_up(talk)
    assert call.wait().code == 0
    both = {NAME: ["answered"], "PJSIP/102": ["answered"]}
    desk.wait(lambda: floor.outcomes(floor.one_call(user)) == both)
    floor.floor_is_right()


def test_a_blind_transfer_into_a_second_queue_where_the_caller_gives_up(
    desk: TeamDesk, floor: TeamFloor
) -> None:
    user = number()
    call = floor.calls(SUPPORT_NUMBER, user, leaves_when_told=True)
    key = talking(desk, floor, user)
    desk.view.window.intents.blind_transfer.emit(key, SALES_NUMBER)
    desk.wait(lambda: floor.waiting(SALES, user))
    waits = floor.waiting(SALES, user)
    desk.wait(lambda: desk.over(key))
    assert floor.waiting(SUPPORT, user) is None
    assert call.leave().code == 0
    until(lambda: floor.waiting(SALES, user) is None)
    assert waits
    until(lambda: floor.left(SALES, waits.key) == [LeftHow.ABANDONED])
    entry = floor.one_call(user)
    assert entry["queue"] == SALES
    assert floor.outcomes(entry) == {NAME: ["answered"]}


def test_an_attended_transfer_into_a_second_queue_where_the_caller_gives_up(
    desk: TeamDesk, floor: TeamFloor
) -> None:
    user = number()
    call = floor.calls(SUPPORT_NUMBER, user, name="Zahra", leaves_when_told=True)
    key = talking(desk, floor, user)
    desk.view.window.intents.consult.emit(key, SALES_NUMBER)
    consulted(desk)
    desk.wait(lambda: floor.waiting(SALES, "101"))
    desk.view.window.intents.complete_transfer.emit()
    desk.wait(lambda: floor.waiting(SALES, user))
    waits = floor.waiting(SALES, user)
    desk.wait(lambda: desk.over(key))
    assert call.leave().code == 0
    until(lambda: floor.waiting(SALES, user) is None)
    assert waits
    until(lambda: floor.left(SALES, waits.key) == [LeftHow.ABANDONED])
    entry = floor.one_call(user)
    assert (entry["queue"], entry["name"]) == (SALES, "Zahra")
    assert floor.outcomes(entry) == {NAME: ["answered"]}
    floor.floor_is_right()


def test_an_attended_transfer_to_a_colleague_who_talks_on(desk: TeamDesk, floor: TeamFloor) -> None:
    user = number()
    call = floor.calls(SUPPORT_NUMBER, user)
    key = talking(desk, floor, user)
    colleague = floor.robots["102"].phone
    colleague.answers(180, 200)
    desk.view.window.intents.consult.emit(key, "102")
    talk = colleague.wait("confirmed")["call"]
    consulted(desk)
    desk.view.window.intents.complete_transfer.emit()
    desk.wait(lambda: desk.over(key))
    colleague.hang_up(talk)
    assert call.wait().code == 0
    entry = floor.one_call(user)
    assert entry["outcome"] == "answered"
    floor.floor_is_right()
