"""What people order from desk and wall, as the PBX does it and the floor shows it."""

from __future__ import annotations

from desk_app.agent import AgentState
from desk_app.state import QueueProblem
from desk_app.team_base import TeamBase
from desk_app.telephony.team.board import AgentStatus
from desk_app.telephony.team.orders import (
    AnyOrder,
    HangUpCall,
    MoveTo,
    OrderResult,
    Pause,
    Spy,
    SpyOn,
    Unpause,
)
from tests.rigs.bridge import PBX, until
from tests.team.desk import NAME, TeamDesk
from tests.team.floor import (
    DESK,
    SALES,
    SUPERVISOR,
    SUPPORT,
    SUPPORT_NUMBER,
    TeamFloor,
    number,
)

AGENT = f"PJSIP/{DESK}"


def ordered(floor: TeamFloor, login: str, order: AnyOrder) -> OrderResult:
    """Give an order as a wall does; return what became of it."""
    found: list[OrderResult] = []
    base = TeamBase(floor.postgres.server(floor.database, login), PBX)
    base.give(order, found.append)
    until(lambda: found)
    base.close()
    return found[0]


def test_an_agent_logs_in_under_her_name_and_pauses_with_a_reason(
    desk: TeamDesk, floor: TeamFloor
) -> None:
    choose = desk.view.window.intents.choose_state
    desk.log_in(SUPPORT, SALES)
    agent = until(lambda: floor.is_now(DESK, AgentStatus.READY))
    assert (agent.name, set(agent.queues)) == (NAME, {SUPPORT, SALES})
    choose.emit("break")
    paused = until_shown(desk, floor, AgentStatus.PAUSED)
    assert paused == "break"
    desk.view.window.intents.log_in.emit(SALES, False)
    desk.wait(lambda: SALES not in desk.state.queues.logged_in)
    choose.emit("")
    until_shown(desk, floor, AgentStatus.READY)
    done = [("login", "done")] * 2 + [("pause", "done"), ("logout", "done"), ("unpause", "done")]
    assert floor.orders("sara")[-5:] == done


def until_shown(desk: TeamDesk, floor: TeamFloor, status: AgentStatus) -> str:
    """Wait until the floor shows the desk's agent so; return the reason."""
    desk.wait(lambda: floor.is_now(DESK, status))
    agent = floor.agent(DESK)
    assert agent
    return agent.reason


def test_after_a_call_the_pbx_offers_none_until_the_wrap_up_is_over(
    desk: TeamDesk, floor: TeamFloor
) -> None:
    user, second = number(), number()
    desk.log_in(SUPPORT)
    call = floor.calls(SUPPORT_NUMBER, user)
    case = desk.rings(user)
    desk.answer_it(case.call.key)
    desk.hang_up(case.call.key)
    assert call.wait().code == 0
    until_shown(desk, floor, AgentStatus.WRAP_UP)
    floor.calls(SUPPORT_NUMBER, second)
    until(lambda: floor.waiting(SUPPORT, second))
    assert not desk.state.ringing
    desk.core.desk.end_wrap_up(saved=False)
    desk.rings(second)


def test_who_was_paused_before_logging_in_is_not_rung(desk: TeamDesk, floor: TeamFloor) -> None:
    desk.view.window.intents.choose_state.emit("training")
    desk.log_in(SUPPORT)
    assert until_shown(desk, floor, AgentStatus.PAUSED) == "training"


def test_a_supervisor_pauses_an_agent_and_her_desk_follows(
    desk: TeamDesk, floor: TeamFloor
) -> None:
    desk.log_in(SUPPORT)
    until_shown(desk, floor, AgentStatus.READY)
    assert ordered(floor, "mina", Pause(AGENT, "training")) is OrderResult.DONE
    desk.wait(lambda: desk.state.agent.state is AgentState.NOT_READY)
    assert desk.state.agent.reason == "training"
    assert ordered(floor, "mina", Unpause(AGENT)) is OrderResult.DONE
    desk.wait(lambda: desk.state.agent.state is AgentState.READY)
    until_shown(desk, floor, AgentStatus.READY)
    assert [kind for kind, _ in floor.orders("sara")[-1:]] == ["login"]  # the desk gave none


def test_what_an_agents_role_may_not_do_is_not_offered(desk: TeamDesk, floor: TeamFloor) -> None:
    user = number()
    floor.calls(SUPPORT_NUMBER, user)
    desk.wait(lambda: floor.waiting(SUPPORT, user))
    waits = floor.waiting(SUPPORT, user)
    assert waits
    desk.wait(lambda: waits.key in desk.state.queues.board.callers)
    assert not desk.state.queues.may_direct(waits.key)
    # Whoever finds a way to order it all the same is told so, in both languages.
    desk.core.queues.move(waits.key, SALES)
    desk.told(QueueProblem.ORDER_REFUSED)
    assert ordered(floor, "sara", HangUpCall(waits.key)) is OrderResult.REFUSED
    assert ordered(floor, "mina", MoveTo(waits.key, SALES)) is OrderResult.DONE
    until(lambda: floor.waiting(SALES, user))
    assert ordered(floor, "mina", HangUpCall(waits.key)) is OrderResult.DONE
    assert floor.one_call(user)["outcome"] == "abandoned"


def test_a_supervisor_listens_to_a_desk(desk: TeamDesk, floor: TeamFloor) -> None:
    user = number()
    robot = floor.supervisor()
    desk.log_in(SUPPORT)
    call = floor.calls(SUPPORT_NUMBER, user)
    case = desk.rings(user)
    desk.answer_it(case.call.key)
    until_shown(desk, floor, AgentStatus.TALKING)
    listen = SpyOn(AGENT, f"PJSIP/{SUPERVISOR}", Spy.LISTEN)
    assert ordered(floor, "sara", listen) is OrderResult.REFUSED
    assert ordered(floor, "mina", listen) is OrderResult.DONE
    heard = robot.talking()
    until(lambda: "ChanSpy" in floor.pbx.cli("core show channels"))
    robot.phone.hang_up(heard)
    assert not desk.over(case.call.key)
    desk.hang_up(case.call.key)
    assert call.wait().code == 0
    entry = floor.one_call(user)
    assert floor.outcomes(entry) == {NAME: ["answered"]}


def test_without_a_bridge_the_desk_says_that_it_does_not_see_the_team(
    desk: TeamDesk, floor: TeamFloor
) -> None:
    desk.log_in(SUPPORT)
    floor.bridge.end()
    desk.told(QueueProblem.TEAM_UNSEEN)
    floor.bridge.start()
    desk.wait(lambda: desk.state.queues.team.linked)
    assert QueueProblem.TEAM_UNSEEN not in desk.notices()
