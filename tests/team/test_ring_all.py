"""Eight phones ring for one caller: a desk, another engine, robots, and some nobody picks up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.agent import AgentState
from desk_app.state import Case
from desk_app.telephony.messages import CallFact, End, Fact, Registration, RegistrationState
from desk_app.telephony.team.board import AgentStatus
from tests.rigs.engine import EngineRig
from tests.team.desk import NAME, TeamDesk
from tests.team.floor import ALL, ALL_NUMBER, CROWD, ENGINE, ROBOTS, TeamFloor, number

OTHERS = (*ROBOTS, ENGINE, *CROWD)


@pytest.fixture
def engine(floor: TeamFloor, tmp_path: Path) -> Iterator[EngineRig]:
    """A second engine, registered, without a desk of ours."""
    with EngineRig(tmp_path / "second") as rig:
        rig.configure(account=floor.pbx.account(ENGINE))
        # The PBX may still know the contact of the engine before this one.
        rig.desk.wait(Registration, lambda r: r.state is RegistrationState.REGISTERED)
        yield rig


class Ringing:
    """All eight, once they ring for a caller."""

    def __init__(self, desk: TeamDesk, floor: TeamFloor, engine: EngineRig, user: str) -> None:
        desk.log_in(ALL)
        floor.pbx.log_in(ALL, *OTHERS)
        self.call = floor.calls(ALL_NUMBER, user)
        self.case: Case = desk.rings(user)
        self.robots = {name: robot.called() for name, robot in floor.robots.items()}
        self.fact: CallFact = engine.desk.fact(Fact.INCOMING)
        desk.wait(lambda: (w := floor.waiting(ALL, user)) and len(w.ringing) == 8)


def test_the_desk_answers_and_seven_are_told_that_it_did(
    desk: TeamDesk, floor: TeamFloor, engine: EngineRig
) -> None:
    user = number()
    ringing = Ringing(desk, floor, engine, user)
    desk.answer_it(ringing.case.call.key)
    assert engine.desk.fact(Fact.ENDED, ringing.fact.key).end is End.ELSEWHERE
    for name, robot in floor.robots.items():
        robot.phone.wait("ended", call=ringing.robots[name])
    desk.hang_up(ringing.case.call.key)
    assert ringing.call.wait().code == 0
    elsewhere = {f"PJSIP/{name}": ["answered_elsewhere"] for name in OTHERS}
    assert floor.outcomes(floor.one_call(user)) == {NAME: ["answered"], **elsewhere}


def test_another_answers_and_the_desk_has_missed_nothing(
    desk: TeamDesk, floor: TeamFloor, engine: EngineRig
) -> None:
    user = number()
    missed = desk.state.day.missed  # in the tests before
    ringing = Ringing(desk, floor, engine, user)
    answering = floor.robots["102"].phone
    answering.do("answer", call=ringing.robots["102"], status=200)
    desk.wait(lambda: desk.over(ringing.case.call.key))
    assert engine.desk.fact(Fact.ENDED, ringing.fact.key).end is End.ELSEWHERE
    desk.wait(lambda: floor.is_now("102", AgentStatus.TALKING))
    answering.hang_up(ringing.robots["102"])
    assert ringing.call.wait().code == 0
    entry = floor.one_call(user)  # and one ticket
    assert entry["outcome"] == "answered"
    elsewhere = {f"PJSIP/{name}": ["answered_elsewhere"] for name in OTHERS if name != "102"}
    legs = {"PJSIP/102": ["answered"], NAME: ["answered_elsewhere"], **elsewhere}
    desk.wait(lambda: floor.outcomes(floor.one_call(user)) == legs)
    desk.settle()
    assert desk.state.day.missed == missed
    assert desk.state.agent.state is AgentState.READY
