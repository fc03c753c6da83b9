"""Calls of a queue at a real desk: what it is told, and what desk and bridge write together."""

from __future__ import annotations

from desk_app.agent import NOT_RESPONDING
from desk_app.state import QueueProblem
from desk_app.telephony.team.board import AgentStatus
from tests.rigs.bridge import until
from tests.team.desk import NAME, TeamDesk
from tests.team.floor import DIRECT, SUPPORT, SUPPORT_NUMBER, TeamFloor, number


def test_a_queues_call_rings_with_its_story_and_is_one_call_with_one_ticket(
    desk: TeamDesk, floor: TeamFloor
) -> None:
    user = number()
    floor.customer("Zahra Karimi", user)
    call = floor.calls(SUPPORT_NUMBER, user, name="زهرا")
    until(lambda: floor.waiting(SUPPORT, user))
    desk.log_in(SUPPORT)
    case = desk.rings(user)
    assert (case.call.queue, case.call.name) == (SUPPORT, "زهرا")
    assert case.call.waited_s > 0
    desk.answer_it(case.call.key)
    desk.wait(lambda: floor.is_now("101", AgentStatus.TALKING))
    desk.wait(lambda: desk.case(case.call.key).ticket)
    caller = desk.case(case.call.key).caller
    assert caller and caller.customer
    assert caller.customer.name == "Zahra Karimi"
    desk.core.tickets.save_notes(case.call.key, "The fibre is down")
    desk.hang_up(case.call.key)
    assert call.wait().code == 0
    entry = floor.one_call(user)
    assert (entry["outcome"], entry["queue"]) == ("answered", SUPPORT)
    assert floor.outcomes(entry) == {NAME: ["answered"]}
    assert floor.records(user)[1][0]["notes"] == "The fibre is down"


def test_one_rings_out_and_the_next_agent_has_the_call(desk: TeamDesk, floor: TeamFloor) -> None:
    user = number()
    desk.log_in(SUPPORT)
    call = floor.calls(SUPPORT_NUMBER, user)
    case = desk.rings(user)
    desk.wait(lambda: desk.over(case.call.key))
    desk.told(QueueProblem.NOT_RESPONDING)
    paused = until(lambda: floor.is_now("101", AgentStatus.PAUSED))
    assert paused.reason == desk.state.agent.reason == NOT_RESPONDING
    other = floor.robots["103"].phone
    other.answers(180, 200)
    floor.pbx.log_in(SUPPORT, "103")
    desk.wait(lambda: floor.is_now("103", AgentStatus.TALKING))
    other.hang_up(other.wait("confirmed")["call"])
    assert call.wait().code == 0
    entry = floor.one_call(user)
    assert entry["outcome"] == "answered"
    legs = floor.outcomes(entry)
    assert legs.pop("PJSIP/103") == ["answered"]
    assert set(legs) == {NAME}
    assert legs[NAME] == ["rang_out"]
    desk.view.window.intents.choose_state.emit("")
    desk.wait(lambda: floor.is_now("101", AgentStatus.READY))
    assert desk.notices() == []


def test_a_caller_who_leaves_while_it_rings_has_given_up(desk: TeamDesk, floor: TeamFloor) -> None:
    user = number()
    desk.log_in(SUPPORT)
    call = floor.calls(SUPPORT_NUMBER, user, leaves_when_told=True)
    case = desk.rings(user)
    assert call.leave().code == 0
    desk.wait(lambda: desk.over(case.call.key))
    entry = floor.one_call(user)
    assert (entry["outcome"], entry["queue"]) == ("abandoned", SUPPORT)
    assert floor.outcomes(entry) == {NAME: ["caller_hung_up"]}


def test_a_caller_who_cancels_has_given_up_too(desk: TeamDesk, floor: TeamFloor) -> None:
    user = number()
    call = floor.calls(DIRECT, user, cancels_when_told=True)
    case = desk.rings(user)
    assert call.leave().code == 0  # 487 after its CANCEL
    desk.wait(lambda: desk.over(case.call.key))
    entry = floor.one_call(user)
    assert entry["outcome"] == "abandoned"
    assert floor.outcomes(entry) == {NAME: ["caller_hung_up"]}
