"""Transfers by a desk into a second queue: still one call of one caller, with one ticket."""

from __future__ import annotations

from desk_app.telephony.calls import CallState
from desk_app.telephony.team.events import LeftHow
from tests.rigs.bridge import until
from tests.team.desk import NAME, TeamDesk
from tests.team.floor import SALES, SALES_NUMBER, SUPPORT, SUPPORT_NUMBER, TeamFloor, number


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


def test_a_blind_transfer_into_a_second_queue_where_the_caller_gives_up(
    desk: TeamDesk, floor: TeamFloor
) -> None:
    user = number()
    call = floor.calls(SUPPORT_NUMBER, user, leaves_after_s=4)
    key = talking(desk, floor, user)
    desk.view.window.intents.blind_transfer.emit(key, SALES_NUMBER)
    desk.wait(lambda: floor.waiting(SALES, user))
    waits = floor.waiting(SALES, user)
    desk.wait(lambda: desk.over(key))
    assert floor.waiting(SUPPORT, user) is None
    assert call.wait().code == 0
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
    call = floor.calls(SUPPORT_NUMBER, user, name="Zahra", leaves_after_s=4)
    key = talking(desk, floor, user)
    desk.view.window.intents.consult.emit(key, SALES_NUMBER)
    consulted(desk)
    desk.wait(lambda: floor.waiting(SALES, "101"))
    desk.view.window.intents.complete_transfer.emit()
    desk.wait(lambda: floor.waiting(SALES, user))
    waits = floor.waiting(SALES, user)
    desk.wait(lambda: desk.over(key))
    assert call.wait().code == 0
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
