"""The link to the PBX cut, silent, and the PBX itself killed, with calls coming and going."""

from __future__ import annotations

from desk_app.telephony.team.board import AgentStatus
from tests.bridge.conftest import Lab
from tests.bridge.test_calls import _ended
from tests.rigs.bridge import until
from tests.rigs.sipp_agent import answers
from tests.rigs.sipp_team import caller


def test_a_lost_link_is_said_at_once_and_comes_back(lab: Lab) -> None:
    lab.pbx.log_in("Support", "101")
    until(lambda: lab.team.agent("101"))
    lab.line.cut()
    until(lambda: not lab.team.floor.linked)
    assert lab.team.agent("101")  # as last known
    lab.line.mend()
    until(lambda: lab.team.floor.linked)


def test_a_silent_line_is_a_lost_one(lab: Lab) -> None:
    lab.line.silence()
    until(lambda: not lab.team.floor.linked)
    lab.line.mend()
    until(lambda: lab.team.floor.linked)


def _talks(lab: Lab, user: str) -> bool:
    agent = lab.team.agent(user)
    return agent is not None and agent.status is AgentStatus.TALKING


def test_a_killed_pbx_starts_with_an_empty_floor(lab: Lab) -> None:
    lab.phones["101"].behave(answers())
    lab.pbx.log_in("Support", "101")
    calls = [caller(lab.pbx, number) for number in ("500", "501")]
    until(lambda: _talks(lab, "101") and lab.team.queue("Sales").waiting)
    lab.pbx.kill()
    until(lambda: not lab.team.floor.linked)
    lab.pbx.start()
    until(lambda: lab.team.floor.linked)
    until(lambda: not lab.team.floor.agents and not lab.team.queue("Sales").waiting)
    outcomes = {call["queue"]: call["outcome"] for call in _ended(lab, 2)}
    assert outcomes == {"Support": "answered", "Sales": "failed"}
    for call in calls:
        call.stop()
