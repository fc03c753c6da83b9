"""How long a caller will wait: the formula, who is able to take calls, and what is kept of it."""

from __future__ import annotations

import msgspec
import pytest

from desk_app.telephony.facts import CallFact
from desk_app.telephony.forecast import Outlook, expected_wait_s
from desk_app.telephony.team import events
from desk_app.telephony.team.board import (
    AgentNow,
    AgentStatus,
    Floor,
    QueueDay,
    QueueNow,
    WaitingCaller,
)
from desk_app.telephony.team.fold import apply
from desk_app.telephony.team.outlook import able, expected_s, outlook


@pytest.mark.parametrize(
    ("place", "handle_s", "agents", "wait_s"),
    [
        (1, 240, 1, 240),
        (3, 240, 2, 360),
        (1, 240, 4, 60),
        (1, 240, 0, None),  # no agent
        (1, 0, 3, None),  # nobody was handled yet
        (0, 240, 1, None),  # who does not wait
    ],
)
def test_place_times_handle_time_by_agents(
    place: int, handle_s: float, agents: int, wait_s: float | None
) -> None:
    assert expected_wait_s(place, handle_s, agents) == wait_s


def agent(number: int, status: AgentStatus, *queues: str) -> AgentNow:
    return AgentNow(f"PJSIP/{number}", f"Agent {number}", status, 5, queues=queues)


def test_ready_and_busy_agents_are_able_paused_and_unreachable_ones_are_not() -> None:
    agents = [agent(at, status, "Support") for at, status in enumerate(AgentStatus)]
    assert able(agents) == {"Support": len(AgentStatus) - 2}
    assert able([agent(1, AgentStatus.PAUSED, "Support")]) == {}
    assert able([agent(1, AgentStatus.UNREACHABLE, "Support")]) == {}
    assert able([agent(1, AgentStatus.TALKING, "Support", "Sales")]) == {"Support": 1, "Sales": 1}


def floor(*agents: AgentNow) -> Floor:
    waiting = tuple(WaitingCaller(str(n), "", "", n, n) for n in (1, 2))
    queue = QueueNow("Support", waiting, handle_s=90.0, error_s=12.0)
    return Floor("pbx", True, 5, (queue,), agents)


def test_who_enters_a_floor_now_stands_behind_those_who_wait() -> None:
    staffed = floor(agent(1, AgentStatus.READY, "Support"), agent(2, AgentStatus.BUSY, "Support"))
    assert outlook(staffed.queues[0], 2) == Outlook(2, 135.0, 12.0)
    assert expected_s(staffed, "Support", 3) == 135.0
    assert expected_s(staffed, "Nowhere", 1) is None
    assert expected_s(floor(agent(1, AgentStatus.PAUSED, "Support")), "Support", 3) is None
    assert outlook(staffed.queues[0], 0) == Outlook(0, None, 12.0)


def test_what_a_forecast_is_made_of_is_folded_and_makes_no_queue() -> None:
    told = events.Foreseen(9, "Support", 30.0, 4.0)
    assert events.decode(events.encode(told)) == told
    after = apply(floor(), told)
    assert [(q.name, q.handle_s, q.error_s) for q in after.queues] == [("Support", 30.0, 4.0)]
    assert apply(after, told) == after
    assert apply(Floor("pbx"), told).queues == ()


def test_what_an_older_program_has_kept_is_without_a_forecast() -> None:
    fact = b'{"type":"CallFact","journal":"j","seq":1,"key":"A","fact":"queued","at_us":5}'
    assert msgspec.json.decode(fact, type=CallFact).expected_s is None
    queue = (
        b'{"name":"Support","waiting":[{"key":"a","number":"","name":"","place":1,"entered_us":1}]}'
    )
    kept = msgspec.json.decode(queue, type=QueueNow)
    assert (kept.handle_s, kept.error_s, kept.waiting[0].expected_us) == (0.0, None, 0)
    assert kept.day == QueueDay()
