"""Caller and agent do the opposite at the same moment: the PBX hears both at once."""

from __future__ import annotations

from desk_app.telephony.messages import Report
from tests.rigs.bridge import until
from tests.team.desk import TeamDesk
from tests.team.floor import DESK, SUPPORT, SUPPORT_NUMBER, TeamFloor

CALLER = "104"
"""A robot calls: it cancels at the very moment it is told to."""


def answered_while_the_pbx_reads_nothing(desk: TeamDesk, key: str) -> None:
    """Answer, and wait until the engine has sent it."""
    reports: list[Report] = []
    desk.core.phone.reported.connect(reports.append)
    desk.view.window.intents.answer.emit(key)
    desk.wait(lambda: "Done" in {type(report).__name__ for report in reports})


def ends_well(desk: TeamDesk, floor: TeamFloor, key: str) -> None:
    """The caller is gone, so the call ends everywhere, whoever came first."""
    desk.wait(lambda: desk.over(key))
    until(lambda: "0 active channels" in floor.pbx.cli("core show channels"))
    assert not [case for case in desk.state.cases if case.call.live]
    desk.settle()


def test_cancel_crosses_the_answer(desk: TeamDesk, floor: TeamFloor) -> None:
    robot = floor.robots[CALLER].phone
    call = robot.call(f"sip:{DESK}@{floor.pbx.sip}")
    case = desk.rings(CALLER)
    robot.wait("early", call=call)
    with floor.pbx.frozen():
        answered_while_the_pbx_reads_nothing(desk, case.call.key)
        robot.hang_up(call)
    robot.wait("ended", call=call)
    ends_well(desk, floor, case.call.key)
    calls, tickets = floor.records(CALLER)
    mine = [one for one in calls if one["key"] == case.call.key]
    assert len(mine) == 1
    assert mine[0]["outcome"] in ("abandoned", "answered")
    assert [t["call_key"] for t in tickets].count(case.call.key) == 1


def test_a_queues_caller_hangs_up_while_the_agent_answers(desk: TeamDesk, floor: TeamFloor) -> None:
    robot = floor.robots[CALLER].phone
    desk.log_in(SUPPORT)
    call = robot.call(f"sip:{SUPPORT_NUMBER}@{floor.pbx.sip}")
    case = desk.rings(CALLER)
    robot.wait("confirmed", call=call)
    with floor.pbx.frozen():
        answered_while_the_pbx_reads_nothing(desk, case.call.key)
        robot.hang_up(call)
    robot.wait("ended", call=call)
    ends_well(desk, floor, case.call.key)
    until(lambda: not floor.team.queue(SUPPORT).waiting)
    mine = until(
        lambda: [
            one
            for one in floor.records(CALLER)[0]
            if one["key"] == case.call.key and one["ended_at"]
        ]
    )
    assert len(mine) == 1
    assert mine[0]["outcome"] in ("abandoned", "answered")
    assert len(mine[0]["legs"]) == 1
