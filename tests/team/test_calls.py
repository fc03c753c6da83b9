"""Calls of a queue at a real desk: what it is told, and what desk and bridge write together."""

from __future__ import annotations

from desk_app.agent import NOT_RESPONDING, AgentState
from desk_app.state import QueueProblem
from desk_app.telephony.team.board import AgentStatus
from tests.rigs.bridge import until
from tests.team.desk import NAME, TeamDesk
from tests.team.floor import (
    ALL,
    ALL_NUMBER,
    ROBOTS,
    SUPPORT,
    SUPPORT_NUMBER,
    TeamFloor,
    number,
)


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


def test_of_phones_that_all_ring_the_desk_answers_one(desk: TeamDesk, floor: TeamFloor) -> None:
    user = number()
    for robot in floor.robots.values():
        robot.phone.answers(180)
    desk.log_in(ALL)
    floor.pbx.log_in(ALL, *ROBOTS)
    call = floor.calls(ALL_NUMBER, user)
    ringing = {name: robot.called() for name, robot in floor.robots.items()}
    case = desk.rings(user)
    desk.wait(lambda: (w := floor.waiting(ALL, user)) and len(w.ringing) == 4)
    desk.answer_it(case.call.key)
    for name, robot in floor.robots.items():
        robot.phone.wait("ended", call=ringing[name])
    desk.hang_up(case.call.key)
    assert call.wait().code == 0
    legs = floor.outcomes(floor.one_call(user))
    elsewhere = {f"PJSIP/{name}": ["answered_elsewhere"] for name in ROBOTS}
    assert legs == {NAME: ["answered"], **elsewhere}


def test_of_phones_that_all_ring_another_answers_and_the_desk_has_missed_nothing(
    desk: TeamDesk, floor: TeamFloor
) -> None:
    user = number()
    desk.log_in(ALL)
    floor.pbx.log_in(ALL, *ROBOTS)
    call = floor.calls(ALL_NUMBER, user)
    ringing = {name: robot.called() for name, robot in floor.robots.items()}
    case = desk.rings(user)
    answering = floor.robots["102"].phone
    answering.do("answer", call=ringing["102"], status=200)
    desk.wait(lambda: desk.over(case.call.key))
    desk.wait(lambda: floor.is_now("102", AgentStatus.TALKING))
    answering.hang_up(ringing["102"])
    assert call.wait().code == 0
    entry = floor.one_call(user)
    assert entry["outcome"] == "answered"
    elsewhere = {f"PJSIP/{name}": ["answered_elsewhere"] for name in ROBOTS[1:]}
    assert floor.outcomes(entry) == {
        "PJSIP/102": ["answered"],
        NAME: ["answered_elsewhere"],
        **elsewhere,
    }
    desk.settle()
    assert desk.state.day.missed == 0
    assert desk.state.agent.state is AgentState.READY


def test_one_rings_out_and_the_next_agent_has_the_call(desk: TeamDesk, floor: TeamFloor) -> None:
    user = number()
    desk.log_in(SUPPORT)
    call = floor.calls(SUPPORT_NUMBER, user)
    case = desk.rings(user)
    desk.wait(lambda: desk.over(case.call.key))
    desk.told(QueueProblem.NOT_RESPONDING)
    paused = floor.is_now("101", AgentStatus.PAUSED)
    assert paused
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
    call = floor.calls(SUPPORT_NUMBER, user, leaves_after_s=1.5)
    case = desk.rings(user)
    desk.wait(lambda: desk.over(case.call.key))
    assert call.wait().code == 0
    entry = floor.one_call(user)
    assert (entry["outcome"], entry["queue"]) == ("abandoned", SUPPORT)
    assert floor.outcomes(entry) == {NAME: ["caller_hung_up"]}
