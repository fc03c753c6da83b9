"""From the engine's facts to the record of a call: the queue's vocabulary, in any order."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.call_events import event_of
from desk_app.crm.call_log import CallRecord, fold
from desk_app.crm.records import LeftWhy, OutcomeOfCall, OutcomeOfLeg
from desk_app.telephony import calls
from desk_app.telephony.calls import CallState
from desk_app.telephony.messages import CallFact, Direction, End, Fact, LetGo

KEY = "01JZZZZZZZZZZZZZZZZZZZZZZZ"
START_US = 1_763_300_000_000_000
SECOND_US = 1_000_000


class Told:
    """A journal of one call: facts one second apart, each one that may follow (`calls.apply`)."""

    def __init__(self, fact: Fact = Fact.QUEUED, **queued: Any) -> None:
        self.facts: list[CallFact] = []
        self.now: calls.Call | None = None
        self._seq = itertools.count(1)
        given = {"queue": "Support", "number": "02149258000", "name": "Laleh"}
        self(fact, **given | queued)

    def __call__(self, fact: Fact, **more: Any) -> Told:
        seq = next(self._seq)
        at = START_US + seq * SECOND_US
        row = CallFact(journal="j", seq=seq, key=KEY, fact=fact, at_us=at, **more)
        self.now = calls.apply(self.now, row)
        self.facts.append(row)
        return self

    def offered(self, leg: int) -> Told:
        return self(Fact.OFFERED, leg=leg, waited_s=float(len(self.facts)))

    @property
    def record(self) -> CallRecord:
        (record,) = fold(event_of(fact, "Omid") for fact in self.facts)
        return record


def legs(record: CallRecord) -> list[tuple[str, str]]:
    return [(leg.key.removeprefix(KEY), leg.outcome.value) for leg in record.agent_legs]


def test_a_forecast_is_the_instant_at_which_an_answer_is_expected() -> None:
    told = Told(expected_s=90.0)
    assert told.record.expected_us == START_US + (1 + 90) * SECOND_US
    told(Fact.MOVED, queue="Sales", expected_s=30.0)
    assert told.record.expected_us == START_US + (2 + 30) * SECOND_US
    told(Fact.MOVED, queue="Billing")  # where nobody is there
    assert told.record.expected_us is None
    told(Fact.MOVED, queue="Sales", expected_s=60.0).offered(1)(Fact.ANSWERED, leg=1)
    first = told.record.expected_us
    assert first == START_US + (4 + 60) * SECOND_US
    told(Fact.MOVED, queue="Sales", end=End.ANSWERED, leg=1, waited_s=6.0)
    assert told.record.expected_us == first  # what it waits for now is a second answer
    assert Told(reason="full").record.expected_us is None
    assert Told(Fact.INCOMING).record.expected_us is None


def test_a_caller_who_waits_rings_nobody() -> None:
    record = Told().record
    assert (record.queue, record.number, record.name) == ("Support", "02149258000", "Laleh")
    assert (record.outcome, record.ended_us, record.agent_legs) == (OutcomeOfCall.OPEN, None, ())


def test_an_answered_call_waited_from_the_entry_to_the_answer() -> None:
    told = Told().offered(1)(Fact.NOT_TAKEN, leg=1, end=End.RANG_OUT).offered(2)
    waiting = told.record
    assert (waiting.outcome, legs(waiting)) == (
        OutcomeOfCall.OPEN,
        [(".1", "rang_out"), (".2", "open")],
    )
    told(Fact.ANSWERED, leg=2)(Fact.HELD)(Fact.RESUMED)(Fact.RECORDING, path="a.wav")
    record = told(Fact.ENDED, leg=2, end=End.ANSWERED).record
    assert record.outcome is OutcomeOfCall.ANSWERED
    assert legs(record) == [(".1", "rang_out"), (".2", "answered")]
    assert (record.wait_us, record.talk_us) == (4 * SECOND_US, 4 * SECOND_US)
    assert record.recording == "a.wav"
    first, second = record.agent_legs
    assert first.ended_us == START_US + 3 * SECOND_US
    assert (second.first_us, second.ended_us) == (START_US + 4 * SECOND_US, record.ended_us)


def test_who_leaves_says_the_place_and_ends_the_leg_that_rings() -> None:
    told = Told().offered(1)(Fact.ENDED, leg=1, end=End.ABANDONED, place=3, waiting=8)
    record = told.record
    assert (record.outcome, record.place, record.waiting) == (OutcomeOfCall.ABANDONED, 3, 8)
    assert legs(record) == [(".1", "caller_hung_up")]
    assert record.left_why == ""


def test_who_leaves_after_an_offer_rang_out_leaves_that_leg_as_it_was() -> None:
    told = Told().offered(1)(Fact.NOT_TAKEN, leg=1, end=End.RANG_OUT)
    record = told(Fact.ENDED, leg=1, end=End.ABANDONED, place=1, waiting=1).record
    assert (record.outcome, legs(record)) == (OutcomeOfCall.ABANDONED, [(".1", "rang_out")])
    assert record.wait_us == 3 * SECOND_US


@pytest.mark.parametrize("why", LetGo)
def test_who_is_let_go_is_told_why(why: LetGo) -> None:
    path = "messages/a.wav" if why is LetGo.MESSAGE else ""
    record = Told()(Fact.ENDED, end=End.OVERFLOWED, reason=why.value, path=path).record
    assert (record.outcome, record.left_why) == (OutcomeOfCall.OVERFLOWED, LeftWhy(why.value))
    assert (record.recording, record.agent_legs) == (path, ())


def test_an_engine_that_dies_loses_who_waits() -> None:
    record = Told().offered(1)(Fact.ENDED, end=End.LOST, reason="engine died").record
    assert (record.outcome, legs(record)) == (OutcomeOfCall.LOST, [(".1", "failed")])


def promised() -> Told:
    told = Told()(Fact.CALLBACK).offered(1)
    return told(Fact.DIALING, leg=1, direction=Direction.OUT, number="+982149258000")


def test_a_callback_is_the_same_conversation() -> None:
    told = promised()(Fact.RINGING, direction=Direction.OUT)
    told(Fact.IDENTITY, direction=Direction.OUT, number="900", name="Reception")
    told(Fact.ANSWERED, leg=1, direction=Direction.OUT)
    record = told(Fact.ENDED, leg=1, end=End.ANSWERED, direction=Direction.OUT).record
    assert (record.direction, record.number, record.name) == ("in", "02149258000", "Laleh")
    assert (record.outcome, legs(record)) == (OutcomeOfCall.ANSWERED, [(".1", "answered")])
    assert record.left_why == ""
    assert record.wait_us == 6 * SECOND_US


def test_a_callback_nobody_answers_is_no_miss_of_the_agents() -> None:
    record = promised()(Fact.ENDED, leg=1, end=End.RANG_OUT, direction=Direction.OUT).record
    assert (record.outcome, record.left_why) == (OutcomeOfCall.TIMED_OUT, LeftWhy.CALLBACK)
    assert legs(record) == [(".1", "failed")]


def test_the_last_queue_is_the_one_that_counts() -> None:
    told = Told()(Fact.MOVED, queue="Sales")(Fact.MOVED, queue="Billing")
    told(Fact.PRIORITY, priority=5, reason="key account")
    assert told.record.queue == "Billing"


def test_priority_and_the_beginning_of_a_message_change_nothing() -> None:
    before = Told()
    after = Told()(Fact.PRIORITY, priority=5, reason="key account")(Fact.MESSAGE)
    assert after.record == before.record


def test_ordinary_calls_keep_their_leg() -> None:
    for fact in (Fact.INCOMING, Fact.DIALING, Fact.ANSWERED, Fact.HELD, Fact.ENDED):
        end = End.ANSWERED if fact is Fact.ENDED else None
        row = CallFact(journal="j", seq=1, key=KEY, fact=fact, at_us=START_US, end=end)
        assert event_of(row, "Omid").leg == KEY


def give(told: Told, now: calls.Call, queue: str) -> Told:
    """Let the agent give the caller to a queue."""
    told(Fact.RECORDING, path="b.wav")
    waited_s = float(len(told.facts))
    who = {"number": now.number, "name": now.name}
    return told(Fact.MOVED, queue=queue, leg=now.leg, waited_s=waited_s, end=End.ANSWERED, **who)


def answered_here() -> Told:
    """Return a call that rang here without a queue, and was answered."""
    return Told(fact=Fact.INCOMING)(Fact.ANSWERED)


@pytest.mark.parametrize("begin", [answered_here, lambda: Told().offered(1)(Fact.ANSWERED, leg=1)])
def test_who_is_given_to_a_queue_is_one_call_with_a_leg_for_each_talk(
    begin: Callable[[], Told],
) -> None:
    told = begin()
    assert told.now is not None
    answered_us = told.facts[-1].at_us
    first = told.now.leg
    give(told, told.now, "Sales")
    given_us = told.facts[-1].at_us
    assert (told.now.state, told.now.answered_us) == (CallState.WAITING, None)
    record = told.record
    assert (record.queue, record.outcome) == ("Sales", OutcomeOfCall.OPEN)
    assert [leg.outcome for leg in record.agent_legs] == [OutcomeOfLeg.ANSWERED]
    assert (record.agent_legs[0].answered_us, record.agent_legs[0].ended_us) == (
        answered_us,
        given_us,
    )
    told.offered(first + 1)(Fact.ANSWERED, leg=first + 1)
    record = told(Fact.ENDED, leg=first + 1, end=End.ANSWERED).record
    assert [leg.outcome.value for leg in record.agent_legs] == ["answered", "answered"]
    assert record.talk_us == 2 * SECOND_US + SECOND_US
    assert record.answered_us == answered_us


def test_who_leaves_after_a_talk_and_a_wait_was_answered_and_left_a_place() -> None:
    told = Told().offered(1)(Fact.ANSWERED, leg=1)
    assert told.now is not None
    give(told, told.now, "Support")
    record = told(Fact.ENDED, leg=1, end=End.ABANDONED, place=1, waiting=2).record
    assert (record.outcome, record.place, record.left_why) == (OutcomeOfCall.ANSWERED, 1, "")
    assert legs(record) == [(".1", "answered")]


# --- any life of a call ----------------------------------------------------------------------


@st.composite
def lives(draw: st.DrawFn) -> Told:
    """Return a call's life in a queue, over or not, as an engine may tell it."""
    told = draw(st.sampled_from([Told, answered_here]))()
    for _ in range(draw(st.integers(0, 8))):
        now = told.now
        assert now is not None
        if now.state is CallState.WAITING and not now.callback:
            step = draw(st.sampled_from(["offer", "move", "priority", "callback", "end"]))
        elif now.state is CallState.WAITING:
            step = draw(st.sampled_from(["offer", "move", "end"]))
        elif now.ringing_here:
            step = draw(st.sampled_from(["not taken", "take", "end"]))
        elif now.state is CallState.ACTIVE:
            step = draw(st.sampled_from(["hold", "give", "end"]))
        elif now.live:
            step = draw(st.sampled_from(["answer", "end"]))
        else:
            break
        _go(told, now, step, draw)
    return told


def _go(told: Told, now: calls.Call, step: str, draw: st.DrawFn) -> None:
    way = Direction.OUT if now.calling_back else Direction.IN
    match step:
        case "offer":
            told.offered(now.leg + 1)
        case "move":
            told(Fact.MOVED, queue=draw(st.sampled_from(["Sales", "Billing"])))
        case "priority":
            told(Fact.PRIORITY, priority=1, reason="key account")
        case "callback":
            told(Fact.CALLBACK)
        case "not taken":
            end = draw(st.sampled_from([End.RANG_OUT, End.REJECTED, End.LOST]))
            told(Fact.NOT_TAKEN, leg=now.leg, end=end)
        case "take" if now.callback:
            told(Fact.DIALING, leg=now.leg, direction=Direction.OUT, number="1")
        case "take" | "answer":
            told(Fact.ANSWERED, leg=now.leg, direction=way)
        case "give":
            give(told, now, draw(st.sampled_from(["Sales", "Billing"])))
        case "hold":
            told(Fact.HELD, direction=way)
        case "end" if now.state is CallState.ACTIVE:
            told(Fact.ENDED, leg=now.leg, end=End.ANSWERED, direction=way)
        case "end":
            end = draw(st.sampled_from([End.ABANDONED, End.LOST, End.FAILED, End.OVERFLOWED]))
            why = draw(st.sampled_from(list(LetGo))).value if end is End.OVERFLOWED else ""
            told(Fact.ENDED, leg=now.leg, end=end, direction=way, reason=why, place=1, waiting=2)


@given(lives(), st.randoms(use_true_random=False))
def test_the_record_tells_the_life_whatever_the_order(told: Told, random: Any) -> None:
    again = told.facts * 2
    random.shuffle(again)
    (record,) = fold(event_of(fact, "Omid") for fact in again)
    assert record == told.record
    now = told.now
    assert now is not None
    assert (record.queue, record.direction) == (now.queue, "in")
    talks = [fact.at_us for fact in told.facts if fact.fact is Fact.ANSWERED]
    assert (record.answered_us, record.ended_us) == (min(talks, default=None), now.ended_us)
    assert (record.entered_us, record.number) == (now.started_us, now.number)
    rung = now.leg + (told.facts[0].fact is Fact.INCOMING)
    assert len(record.agent_legs) == rung
    over = sum(
        fact.fact is Fact.NOT_TAKEN or (fact.fact is Fact.MOVED and fact.end is End.ANSWERED)
        for fact in told.facts
    )
    still = [leg for leg in record.agent_legs if leg.outcome is OutcomeOfLeg.OPEN]
    assert len(still) == (rung - over if now.live else 0)
    answered = [leg for leg in record.agent_legs if leg.outcome is OutcomeOfLeg.ANSWERED]
    if not now.live:
        assert [leg.answered_us for leg in answered] == talks
    if now.end is not None and talks:
        assert record.outcome is OutcomeOfCall.ANSWERED
    elif now.end is not None:
        outcomes = {End.ABANDONED: "abandoned", End.LOST: "lost", End.FAILED: "failed"}
        assert record.outcome.value == outcomes.get(now.end, "overflowed")
