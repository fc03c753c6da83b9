"""Two bridges on one PBX; a bridge that ends; a database that is away."""

from __future__ import annotations

import time

from desk_app.telephony.team.board import AgentStatus
from tests.bridge.conftest import Lab
from tests.bridge.test_calls import _counted, _ended, _shown
from tests.rigs.bridge import BridgeRig, until
from tests.rigs.sipp_agent import answers
from tests.rigs.sipp_team import caller


def _second(lab: Lab) -> BridgeRig:
    log = lab.pbx.folder / "log" / "queue_log"
    return BridgeRig(lab.server, lab.pbx.ami_port, lab.pbx.team.manager.secret, log)


def test_a_second_bridge_takes_over_with_calls_in_hand(lab: Lab) -> None:
    lab.phones["101"].behave(answers())
    lab.pbx.log_in("Support", "101")
    talks = caller(lab.pbx, "500", user="0912000001", leaves_when_told=True)
    until(lambda: lab.team.queue("Support").day.answered == 1)
    waits = caller(lab.pbx, "501", user="0912000002", leaves_when_told=True)
    until(lambda: lab.team.queue("Sales").waiting)
    with _second(lab):
        assert lab.team.floor.linked
        connected = lab.pbx.cli("manager show connected")
        assert connected.count("desk-app") == 1, connected  # only who leads
        lab.bridge.close()
        until(lambda: lab.team.floor.linked)
        assert len(lab.team.queue("Sales").waiting) == 1
        assert (talks.leave().code, waits.leave().code) == (0, 0)
        entries = {entry["number"]: entry for entry in _ended(lab, 2)}
        assert entries["0912000001"]["outcome"] == "answered"
        assert entries["0912000002"]["outcome"] == "abandoned"
        _counted(lab, "Support", offered=1, answered=1, handled=1)
        _counted(lab, "Sales", offered=1, abandoned=1)
    assert len(lab.team.tickets) == 2


def test_calls_while_no_bridge_runs_are_learned_of_afterwards(lab: Lab) -> None:
    lab.phones["101"].behave(answers(100))
    lab.pbx.log_in("Support", "101")
    until(lambda: lab.team.agent("101"))
    lab.bridge.close()
    assert not lab.team.floor.linked  # said at the end, so that no wall believes it
    until(lambda: time.time() > lab.team.floor.heard_us / 1e6 + 2)  # the log has whole seconds
    calls = [
        caller(lab.pbx, number, user=f"0912{number}", leaves_when_told=True)
        for number in ("500", "501")
    ]
    until(lambda: lab.phones["101"].answered == ["0912500"])
    until(lambda: _shown(lab)["Sales"][0] == 1)
    assert all(call.leave().code == 0 for call in calls)
    with _second(lab):
        entries = {entry["queue"]: entry["outcome"] for entry in _ended(lab, 2)}
    assert entries == {"Support": "answered", "Sales": "abandoned"}


def test_a_talk_from_before_a_bridge_without_a_log_is_learned_of(lab: Lab) -> None:
    lab.phones["101"].behave(answers())
    lab.pbx.log_in("Support", "101")
    until(lambda: lab.team.agent("101"))
    lab.bridge.close()
    call = caller(lab.pbx, "500", user="0912000001", leaves_when_told=True)
    until(lambda: lab.phones["101"].answered)
    with BridgeRig(lab.server, lab.pbx.ami_port, lab.pbx.team.manager.secret):
        talks = until(lambda: a if (a := lab.team.agent("101")) and a.call else None)
        assert (talks.status, talks.queue) == (AgentStatus.TALKING, "Support")
        assert {queue.name for queue in lab.team.floor.queues} == {"Support", "Sales", "All"}
        assert call.leave().code == 0
        (entry,) = _ended(lab, 1)
    assert (entry["number"], entry["queue"]) == ("0912000001", "Support")
    assert entry["outcome"] == "answered"


def test_a_stopped_database_costs_no_call(lab: Lab, postgres: object) -> None:
    from tests.rigs.postgres import Postgres

    assert isinstance(postgres, Postgres)
    call = caller(lab.pbx, "500", leaves_when_told=True)
    until(lambda: lab.team.queue("Support").waiting)
    with postgres.frozen():
        assert call.leave().code == 0
    (entry,) = _ended(lab, 1)
    assert entry["outcome"] == "abandoned"
    until(lambda: lab.team.floor.linked and not lab.team.queue("Support").waiting)
