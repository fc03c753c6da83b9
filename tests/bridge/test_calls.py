"""Calls of a queue through a real Asterisk: the floor as published, the ledger as kept."""

from __future__ import annotations

import re
import time
from bisect import bisect_right
from typing import Any

from msgspec import structs

from desk_app.crm.figure_rules import Figure, FigureRules
from desk_app.floor_figures import all_queues
from desk_app.telephony.team.board import WAITS_S, AgentStatus, QueueDay, QueueTerms
from desk_app.telephony.team.events import Ended, NotTaken
from tests.bridge.conftest import ROBOT, Lab
from tests.rigs.bridge import SHORT_S, until
from tests.rigs.sipp_agent import answers, rejects, rings
from tests.rigs.sipp_team import Robot, caller


def _ended(lab: Lab, count: int, before: int = 0) -> list[dict[str, Any]]:
    """Wait until so many calls are over; return all of the ledger, which had some `before`.

    An event of the floor is kept once the ledger has it; a call between two agents has an
    end in the ledger that is not its last.
    """
    until(lambda: len({e.call for e in lab.team.told if isinstance(e, Ended)}) == count)
    found = [call for call in lab.team.calls if call["ended_at"]]
    assert len(found) == before + count, found
    return found


def _counted(lab: Lab, queue: str, **figures: int) -> QueueDay:
    """Wait until the published floor has these figures of the day; return all of the queue."""
    return until(
        lambda: (
            day
            if figures.items() <= structs.asdict(day := lab.team.queue(queue).day).items()
            else None
        )
    )


def _shown(lab: Lab) -> dict[str, tuple[int, set[str]]]:
    """Return what `queue show` says: callers waiting and members, by queue."""
    found: dict[str, tuple[int, set[str]]] = {}
    name = ""
    for line in re.sub(r"\x1b\[[0-9;]*m", "", lab.pbx.cli("queue show")).splitlines():
        if head := re.match(r"(\S+) has (\d+) calls", line):
            name = head[1]
            found[name] = int(head[2]), set()
        elif member := re.search(r"PJSIP/(\w+) \(", line):
            found[name][1].add(member[1])
    return found


def _published(lab: Lab) -> dict[str, tuple[int, set[str]]]:
    floor = lab.team.floor
    return {
        queue.name: (
            len(queue.waiting),
            {agent.id.partition("/")[2] for agent in floor.serving(queue.name)},
        )
        for queue in floor.queues
    }


def test_the_floor_is_what_queue_show_says(lab: Lab) -> None:
    lab.pbx.log_in("Support", "101", "102")
    lab.pbx.log_in("Sales", "102")
    calls = [caller(lab.pbx, to, leaves_when_told=True) for to in ("500", "500", "501")]
    until(lambda: sum(waiting for waiting, _ in _published(lab).values()) == 3)
    assert _published(lab) == _shown(lab)
    support = lab.team.queue("Support")
    assert support.terms == QueueTerms(short_s=SHORT_S)  # as the bridge was told
    assert [c.place for c in support.waiting] == [1, 2]
    assert {c.number for c in support.waiting} == {"09121234567"}
    assert all(call.leave().code == 0 for call in calls)
    until(lambda: not any(queue.waiting for queue in lab.team.floor.queues))
    assert _published(lab) == _shown(lab)


def test_a_call_is_answered_and_completed(lab: Lab) -> None:
    lab.phones["101"].behave(answers(300))
    lab.pbx.log_in("Support", "101")
    begun = time.monotonic()
    call = caller(lab.pbx, "500", name="Zahra", leaves_when_told=True)
    talking = until(
        lambda: a if (a := lab.team.agent("101")) and a.status is AgentStatus.TALKING else None
    )
    assert talking.queue == "Support"
    assert lab.team.queue("Support").waiting == ()
    assert call.leave().code == 0
    (entry,) = _ended(lab, 1)
    took_s = time.monotonic() - begun
    assert (entry["outcome"], entry["queue"], entry["name"]) == ("answered", "Support", "Zahra")
    assert len(lab.team.tickets) == 1
    agent = until(
        lambda: a if (a := lab.team.agent("101")) and a.status is AgentStatus.READY else None
    )
    assert agent.call == ""
    day = _counted(lab, "Support", offered=1, answered=1, in_time=1, handled=1)
    assert 0.2 < day.wait_s < took_s
    assert 0 < day.handle_s < took_s - day.wait_s


def test_a_caller_who_gives_up_is_abandoned(lab: Lab) -> None:
    assert caller(lab.pbx, "500", leaves_after_s=2.2).wait().code == 0
    assert caller(lab.pbx, "500", leaves_after_s=0.3).wait().code == 0
    entries = _ended(lab, 2)
    assert {entry["outcome"] for entry in entries} == {"abandoned"}
    assert [call.place for call in lab.team.crm.recent_calls()] == [1, 1]
    short = sum(entry["wait_s"] < SHORT_S for entry in entries)  # 0 if the machine stood still
    assert short < 2
    _counted(lab, "Support", offered=2, answered=0, abandoned=2, short=short)


def test_ring_all_is_one_call_one_ticket_and_no_miss(lab: Lab) -> None:
    lab.phones["101"].behave(rings())
    lab.phones["103"].behave(rings())
    with Robot(lab.pbx, ROBOT, answers=False) as robot:
        lab.pbx.log_in("All", "101", ROBOT, "103")
        call = caller(lab.pbx, "502", leaves_when_told=True)
        ringing = until(
            lambda: w if (w := lab.team.queue("All").waiting) and len(w[0].ringing) == 3 else None
        )
        assert set(ringing[0].ringing) == {"PJSIP/101", f"PJSIP/{ROBOT}", "PJSIP/103"}
        robot.phone.do("answer", call=robot.called(), status=200)
        until(lambda: (a := lab.team.agent(ROBOT)) and a.status is AgentStatus.TALKING)
        assert call.leave().code == 0
    (entry,) = _ended(lab, 1)
    legs = entry["legs"]
    assert isinstance(legs, list)
    outcomes = sorted(leg["outcome"] for leg in legs)
    assert outcomes == ["answered", "answered_elsewhere", "answered_elsewhere"]
    assert len(lab.team.tickets) == 1


def test_ring_out_and_rejection_then_the_next_agent(lab: Lab) -> None:
    lab.phones["101"].behave(rejects())
    lab.phones["102"].behave(rings())
    lab.pbx.log_in("Support", "101", "102")
    call = caller(lab.pbx, "500", leaves_when_told=True)
    until(lambda: {"PJSIP/101", "PJSIP/102"} <= _not_taken(lab))
    lab.phones["103"].behave(answers())
    lab.pbx.cli("queue remove member PJSIP/101 from Support")
    lab.pbx.cli("queue remove member PJSIP/102 from Support")
    lab.pbx.log_in("Support", "103")
    until(lambda: lab.team.agent("103") and lab.team.agent("103").status is AgentStatus.TALKING)  # type: ignore[union-attr]
    assert call.leave().code == 0
    (entry,) = _ended(lab, 1)
    legs = entry["legs"]
    assert isinstance(legs, list)
    outcomes = {(leg["agent"], leg["outcome"]) for leg in legs}
    assert ("PJSIP/103", "answered") in outcomes
    assert ("PJSIP/101", "rejected") in outcomes
    assert ("PJSIP/102", "rang_out") in outcomes


def _not_taken(lab: Lab) -> set[str]:
    return {event.agent for event in lab.team.told if isinstance(event, NotTaken)}


def test_figures_of_the_floor_are_those_of_the_ledger(lab: Lab) -> None:
    lab.phones["101"].behave(answers(100))
    lab.pbx.log_in("Support", "101")
    calls = [caller(lab.pbx, "500", leaves_after_s=s) for s in (0.9, 1.8, 3, 3)]
    calls += [caller(lab.pbx, "501", leaves_after_s=s) for s in (0.9, 2)]
    last = caller(lab.pbx, "500", leaves_when_told=True)
    for call in calls:
        call.wait()
    until(lambda: lab.team.queue("Support").day.answered)
    last.leave()
    _ended(lab, 7)
    rules = FigureRules(target_s=20.0, short_s=SHORT_S)
    for name in ("Support", "Sales"):
        figures = lab.team.crm.queue_figures(name, 0, 1 << 60, rules)
        day = _counted(
            lab,
            name,
            offered=figures.count(Figure.OFFERED),
            answered=figures.count(Figure.ANSWERED),
            abandoned=figures.count(Figure.ABANDONED),
            short=figures.count(Figure.SHORT),
            in_time=figures.count(Figure.IN_TIME),
            handled=figures.count(Figure.HANDLED),
        )
        assert bool(day.answered) is (name == "Support")
        assert abs((figures.asa_s or 0) * day.answered - day.wait_s) < 0.01
        assert abs(figures.talk_s - day.handle_s) < 0.01
        assert sum(day.waits) == day.answered
    all_day = all_queues(lab.team.floor)
    half_s = lab.team.crm.queue_figures("Support", 0, 1 << 60, rules).wait_p50_s
    assert half_s is not None  # nobody of Sales was answered
    assert all_day.half_s == WAITS_S[bisect_right(WAITS_S, half_s)]


def test_an_agent_may_hang_up_first(lab: Lab) -> None:
    lab.phones["101"].behave(answers())
    lab.pbx.log_in("Support", "101")
    call = caller(lab.pbx, "500")
    until(lambda: (a := lab.team.agent("101")) and a.status is AgentStatus.TALKING)
    lines = lab.pbx.cli("core show channels concise").splitlines()
    channel = next(line.partition("!")[0] for line in lines if "PJSIP/101-" in line)
    lab.pbx.cli(f"channel request hangup {channel[channel.index('PJSIP') :]}")
    assert call.wait().code == 0
    (entry,) = _ended(lab, 1)
    assert entry["outcome"] == "answered"
    until(lambda: (a := lab.team.agent("101")) and a.status is AgentStatus.READY)
    _counted(lab, "Support", handled=1)
