"""Ready or not, alike at desk and PBX; and what is said of orders that were not carried out."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from desk_app.agent import NOT_RESPONDING, AgentState
from desk_app.core import Core
from desk_app.state import QueueProblem
from desk_app.telephony.team.board import AgentStatus, Floor
from desk_app.telephony.team.orders import (
    AnyOrder,
    LogIn,
    OrderResult,
    Pause,
    Unpause,
)
from tests.test_team_desk import ME, NOW, floor
from tests.test_team_desk import core as core


def shown(status: AgentStatus, reason: str = "", heard: int = 0) -> Floor:
    """Return a floor on which the agent does that."""
    now = floor()
    agents = tuple(
        replace(agent, status=status, reason=reason) if agent.id == ME else agent
        for agent in now.agents
    )
    return replace(now, agents=agents, heard_us=NOW + heard)


@pytest.fixture
def given(core: Core) -> list[AnyOrder]:
    """What the desk has ordered, its agent ready and logged in."""
    core.desk.settle(replace(core.desk.state.agent, line_up=True))
    core.team.show_floor(shown(AgentStatus.READY), ME)
    orders: list[AnyOrder] = []
    core.team.ordered.connect(orders.append)
    return orders


def test_the_pbx_is_told_once_and_its_echo_changes_nothing(
    core: Core, given: list[AnyOrder]
) -> None:
    core.desk.choose_state("break")
    assert given == [Pause(ME, "break")]
    core.team.show_floor(shown(AgentStatus.READY, heard=1), ME)  # from before the order
    core.team.answered.emit(given[0], OrderResult.DONE)
    core.team.show_floor(shown(AgentStatus.READY, heard=2), ME)
    core.team.show_floor(shown(AgentStatus.PAUSED, "break", heard=3), ME)
    assert core.desk.state.agent.reason == "break"
    core.desk.choose_state("")
    assert given == [Pause(ME, "break"), Unpause(ME)]


def test_who_pauses_the_agent_at_the_pbx_pauses_the_desk(core: Core, given: list[AnyOrder]) -> None:
    core.team.show_floor(shown(AgentStatus.PAUSED, NOT_RESPONDING, heard=1), ME)
    assert core.desk.state.agent.reason == NOT_RESPONDING
    assert [n.problem for n in core.desk.state.notices] == [QueueProblem.NOT_RESPONDING]
    core.team.show_floor(shown(AgentStatus.READY, heard=2), ME)
    assert core.desk.state.agent.state is AgentState.READY
    assert given == []


def test_who_is_not_logged_in_orders_nothing(core: Core) -> None:
    given: list[AnyOrder] = []
    core.team.ordered.connect(given.append)
    core.team.show_floor(floor(), "PJSIP/999")
    core.desk.choose_state("break")
    assert given == []


@pytest.mark.parametrize(
    ("result", "problem"),
    [
        (OrderResult.REFUSED, QueueProblem.ORDER_REFUSED),
        (OrderResult.GONE, QueueProblem.ORDER_GONE),
        (OrderResult.FAILED, QueueProblem.ORDER_FAILED),
        (OrderResult.LATE, QueueProblem.ORDER_LATE),
    ],
)
def test_an_order_that_was_not_carried_out_is_said_until_one_was(
    core: Core, result: OrderResult, problem: QueueProblem
) -> None:
    order = LogIn(ME, "Billing")
    core.team.answered.emit(order, result)
    assert [notice.problem for notice in core.desk.state.notices] == [problem]
    core.team.answered.emit(order, OrderResult.DONE)
    assert core.desk.state.notices == ()
