"""A colleague's phone that sends the queue's calls on to a desk (SIP 302)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk_app.telephony.team.board import AgentStatus
from tests.rigs.sipp_agent import forwards, rings
from tests.team.desk import NAME, TeamDesk
from tests.team.floor import CROWD, DESK, SALES, SUPPORT, SUPPORT_NUMBER, TeamFloor, number


@pytest.fixture
def away(floor: TeamFloor) -> Iterator[str]:
    """A phone of the queue whose agent has it send everything to the desk."""
    floor.crowd.behave(forwards(DESK))
    floor.pbx.log_in(SUPPORT, CROWD[0])
    yield CROWD[0]
    floor.crowd.behave(rings())


@pytest.mark.parametrize("serves", [True, False], ids=["of-a-queue", "of-no-queue"])
def test_desk_and_queue_have_one_call_with_one_ticket(
    desk: TeamDesk, floor: TeamFloor, away: str, serves: bool
) -> None:
    user = number()
    if serves:
        desk.log_in(SALES)
    call = floor.calls(SUPPORT_NUMBER, user)
    case = desk.rings(user)
    assert case.call.queue == SUPPORT
    desk.answer_it(case.call.key)
    desk.wait(lambda: floor.is_now(DESK if serves else away, AgentStatus.TALKING))
    desk.hang_up(case.call.key)
    assert call.wait().code == 0
    entry = floor.one_call(user)
    assert (entry["outcome"], entry["queue"]) == ("answered", SUPPORT)
    assert floor.outcomes(entry)[NAME] == ["answered"]
    floor.floor_is_right()
