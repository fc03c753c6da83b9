"""A desk whose phone the queue rings by way of the administrator's own dialplan."""

from __future__ import annotations

import pytest

from desk_app.telephony.team.board import AgentStatus
from tests.rigs.bridge import until
from tests.team.desk import NAME, TeamDesk
from tests.team.floor import SUPPORT, SUPPORT_NUMBER, TeamFloor, number


@pytest.mark.parametrize("dialled", ["Local/101@agents/n", "Local/101@agents"])
def test_desk_and_queue_have_one_call_with_one_ticket(
    desk: TeamDesk, floor: TeamFloor, dialled: str
) -> None:
    user = number()
    said = floor.pbx.cli(
        f'queue add member {dialled} to "{SUPPORT}" penalty 0 as "{NAME}" state_interface PJSIP/101'
    )
    assert "Added interface" in said, said
    desk.wait(lambda: desk.state.queues.logged_in == (SUPPORT,))
    call = floor.calls(SUPPORT_NUMBER, user)
    case = desk.rings(user)
    assert case.call.queue == SUPPORT
    desk.answer_it(case.call.key)
    desk.wait(lambda: floor.is_now("101", AgentStatus.TALKING))
    desk.hang_up(case.call.key)
    assert call.wait().code == 0
    until(lambda: floor.is_now("101", AgentStatus.WRAP_UP))  # by the desk's own order
    entry = floor.one_call(user)
    assert (entry["outcome"], entry["queue"]) == ("answered", SUPPORT)
    assert floor.outcomes(entry) == {NAME: ["answered"]}
    desk.view.window.intents.log_in.emit(SUPPORT, False)
    desk.wait(lambda: not desk.state.queues.logged_in)
    assert "requires a PJSIP channel" not in floor.pbx.log
    floor.bridge.end()  # the next one does not remember how she was reached
