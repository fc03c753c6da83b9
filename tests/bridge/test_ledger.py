"""What the ledger makes of a floor's events, alone and together with a desk's own."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desk_app.bridge.ledger import aliases, call_event
from desk_app.call_events import event_of
from desk_app.crm.call_log import CallEvent, CallRecord, fold
from desk_app.crm.records import OutcomeOfCall, OutcomeOfLeg
from desk_app.telephony.messages import CallFact, Direction, End, Fact
from desk_app.telephony.team.events import Ended, LeftHow
from tests.telephony.pbx.model import Pbx
from tests.telephony.pbx.test_fold import STEPS, Side


def _entered(side: Side) -> list[CallEvent]:
    said = (call_event(event, "pbx:lab:1", seq) for seq, event in enumerate(side.told, 1))
    return [event for event in said if event is not None]


@given(STEPS, st.randoms(use_true_random=False))
def test_figures_of_the_day_are_those_of_the_ledger(
    steps: list[tuple[int, int]], order: object
) -> None:
    """And the ledger is the same in whatever order its events come."""
    pbx, side = Pbx(), Side()
    for choice, which in steps:
        pbx.step(choice, which)
    side.look(Pbx())
    side.hear(pbx)
    entered = _entered(side)
    records = fold(entered)
    order.shuffle(entered)  # type: ignore[attr-defined]
    assert fold([*entered, *entered]) == records
    for queue in side.floor.queues:
        here = [r for r in records if r.queue == queue.name]
        assert queue.day.offered == len(here)
        answered = [r for r in here if r.answered_us is not None]
        assert queue.day.answered == len(answered)
        assert abs(queue.day.wait_s - sum(r.wait_us for r in answered) / 1e6) < 1e-3
        ended = [r for r in here if r.outcome is OutcomeOfCall.ABANDONED]
        assert queue.day.abandoned == len(ended)
        legs = [leg for r in here for leg in r.agent_legs if leg.answered_us and leg.ended_us]
        assert queue.day.handled == len(legs)
    assert len(records) == len({a for r in records for a in r.aliases if a.startswith("pbx:")})


def _desk(key: str, agent: str, begun_us: int, *facts: tuple[Fact, int]) -> list[CallEvent]:
    """Return what a desk's journal says of a call with the PBX's Linkedid 1."""
    return [
        event_of(
            CallFact(
                journal=key,
                seq=seq,
                at_us=begun_us + after_us,
                fact=fact,
                key=key,
                direction=Direction.IN,
                linked_id="1",
                end=End.ANSWERED if fact is Fact.ENDED else None,
            ),
            agent,
        )
        for seq, (fact, after_us) in enumerate(facts, 1)
    ]


def _answered_call() -> tuple[list[CallEvent], int]:
    pbx, side = Pbx(), Side()
    pbx._join(1)
    pbx._log_in(1)
    pbx._ring(1)
    pbx.now_us += 4_000_000
    pbx._answer(0)
    pbx.now_us += 9_000_000
    pbx._complete(1)
    side.look(Pbx())
    side.hear(pbx)
    answered = next(at for message, at in pbx.heard if message["Event"] == "AgentConnect")
    return _entered(side), answered


def _one(events: list[CallEvent]) -> CallRecord:
    (record,) = fold(events)
    return record


def test_a_call_that_desk_and_pbx_know_is_one_call_with_one_leg() -> None:
    told, answered_us = _answered_call()
    ring_us = answered_us - 4_000_000 + 40_000  # another clock
    steps = ((Fact.INCOMING, 0), (Fact.ANSWERED, 4_000_000), (Fact.ENDED, 13_000_000))
    record = _one([*told, *_desk("01DESK", "Sara", ring_us, *steps)])
    (leg,) = record.agent_legs
    assert (leg.key, leg.agent, leg.outcome) == ("01DESK", "Sara", OutcomeOfLeg.ANSWERED)
    assert record.outcome is OutcomeOfCall.ANSWERED
    assert record.key == "01DESK"


def test_what_a_busy_bridge_hears_late_is_the_same_ring() -> None:
    pbx, side = Pbx(), Side()
    pbx._join(1)
    pbx._log_in(1)
    pbx._ring(1)
    rang_us = pbx.now_us
    pbx.now_us += 20_000_000
    pbx._not_answered(0)
    side.look(Pbx())
    side.hear(pbx)
    told = _entered(side)
    steps = ((Fact.INCOMING, 0), (Fact.ENDED, 20_000_000))
    for late_us in (0, 5_000_000):
        record = _one([*told, *_desk("01DESK", "Agent 2", rang_us - late_us, *steps)])
        assert [leg.key for leg in record.agent_legs] == ["01DESK"]


def test_an_unknown_end_leaves_the_outcome_to_the_desk() -> None:
    told, answered_us = _answered_call()
    begun = [e for e in told if e.at_us <= answered_us - 4_000_000]
    lost = call_event(Ended(answered_us + 60_000_000, "support", "pbx:1", LeftHow.UNKNOWN), "p", 99)
    assert lost is not None
    steps = ((Fact.INCOMING, 0), (Fact.ANSWERED, 4_000_000), (Fact.ENDED, 13_000_000))
    desk = _desk("01DESK", "Agent 2", answered_us - 4_000_000, *steps)
    record = _one([*begun, lost, *desk])
    assert record.outcome is OutcomeOfCall.ANSWERED
    assert len(record.agent_legs) == 1


def test_a_call_has_the_name_that_desks_know_it_by() -> None:
    assert aliases("pbx:1.2") == ("linkedid:1.2", "pbx:1.2")
    assert all(a <= b for a, b in pairwise(aliases("pbx:1", "pbx:2")))
