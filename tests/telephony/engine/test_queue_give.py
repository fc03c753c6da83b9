"""A caller whom the agent has talked to is given to a queue: real callers, kept order."""

from __future__ import annotations

import pytest

from desk_app.telephony.journal_files import FILE_NAME, read_after
from desk_app.telephony.messages import (
    Answer,
    CallFact,
    Dial,
    End,
    Fact,
    HangUp,
    Hold,
    LetGo,
    Move,
    Mute,
    QueuePlan,
    Record,
    RecordingState,
    Take,
)
from desk_app.telephony.queue.board import QueueBoard, fold
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig
from tests.telephony.engine.test_queue import SALES, SUPPORT, call, on_duty


@pytest.fixture
def queue(engine: EngineRig) -> EngineRig:
    """An engine with two queues and nobody on duty."""
    engine.configure(queues=(SUPPORT, SALES))
    return engine


def board(engine: EngineRig) -> QueueBoard:
    return fold(f for f in engine.desk.heard if isinstance(f, CallFact))


def served(engine: EngineRig, peer: Agent) -> tuple[int, CallFact]:
    """Let somebody call the queue and talk to the agent."""
    there, queued = call(engine, peer)
    engine.desk.ask(Take(key=queued.key))
    engine.desk.fact(Fact.ANSWERED, queued.key)
    return there, queued


def nth(engine: EngineRig, kind: Fact, key: str, leg: int) -> CallFact:
    return engine.desk.wait(CallFact, lambda f: f.fact is kind and f.key == key and f.leg == leg)


def test_who_is_given_back_waits_before_those_who_came_later(
    queue: EngineRig, peer: Agent, other: Agent
) -> None:
    there, first = served(queue, peer)
    _, second = call(queue, other)
    assert [c.key for c in board(queue).of("Support")] == [second.key]
    peer.hears_silence(there)  # the agent has no microphone here
    queue.desk.ask(Move(key=first.key, queue="Support"))
    moved = queue.desk.fact(Fact.MOVED, first.key)
    assert (moved.queue, moved.leg, moved.end) == ("Support", 1, End.ANSWERED)
    assert (moved.number, moved.name) == (first.number, first.name)
    assert [c.key for c in board(queue).of("Support")] == [first.key, second.key]
    assert board(queue).callers[first.key].entered_us == first.at_us
    peer.hears_something(there)
    on_duty(queue)
    offered = nth(queue, Fact.OFFERED, first.key, 2)
    gone_us = moved.at_us - first.at_us  # is no less of the wait
    assert offered.waited_s == pytest.approx((offered.at_us - first.at_us) / 1e6, abs=gone_us / 2e6)
    queue.desk.ask(Answer(key=first.key))
    nth(queue, Fact.ANSWERED, first.key, 2)
    peer.hears_silence(there)
    queue.desk.ask(HangUp(key=first.key))
    ended = queue.desk.fact(Fact.ENDED, first.key)
    assert (ended.end, ended.leg) == (End.ANSWERED, 2)
    peer.wait("ended", call=there)


def test_what_the_agent_did_to_the_call_is_undone(queue: EngineRig, peer: Agent) -> None:
    there, first = served(queue, peer)
    queue.desk.ask(Record(key=first.key, state=RecordingState.ON))
    queue.desk.ask(Mute(key=first.key, on=True))
    queue.desk.ask(Hold(key=first.key, on=True))
    queue.desk.fact(Fact.HELD, first.key)
    queue.desk.ask(Move(key=first.key, queue="Sales"))
    told = queue.desk.facts(first.key)
    assert told[-3:] == [Fact.RESUMED, Fact.RECORDING, Fact.MOVED]
    peer.hears_something(there)  # though SIP has held the call a moment ago
    queue.attach()
    (now,) = queue.desk.snapshot.calls
    assert (now.key, now.muted, now.conference) == (first.key, False, False)
    peer.hang_up(there)
    ended = queue.desk.fact(Fact.ENDED, first.key)
    assert (ended.end, ended.place, ended.waiting) == (End.ABANDONED, 1, 1)


def test_a_call_that_was_in_no_queue_can_be_given_to_one(
    queue: EngineRig, peer: Agent, other: Agent
) -> None:
    there = peer.call(f"sip:200@{queue.sip}")
    rang = queue.desk.fact(Fact.INCOMING)
    queue.desk.ask(Answer(key=rang.key))
    queue.desk.fact(Fact.ANSWERED, rang.key)
    _, later = call(queue, other, "600")
    queue.desk.refused(Move(key=rang.key, queue="Nowhere"))
    assert Fact.MOVED not in queue.desk.facts(rang.key)
    queue.desk.ask(Move(key=rang.key, queue="Sales"))
    assert [c.key for c in board(queue).of("Sales")] == [rang.key, later.key]
    peer.hears_something(there)
    assert queue.desk.ask(Take(key=rang.key)).key == rang.key
    nth(queue, Fact.ANSWERED, rang.key, 1)


def test_who_is_given_back_waits_no_longer_than_the_queue_allows(
    queue: EngineRig, peer: Agent
) -> None:
    _, first = served(queue, peer)
    queue.configure(queues=(QueuePlan(name="Support", numbers=("500",), max_wait_s=1),))
    queue.desk.ask(Move(key=first.key, queue="Support"))
    ended = queue.desk.fact(Fact.ENDED, first.key)
    assert (ended.end, ended.reason, ended.place) == (End.OVERFLOWED, LetGo.LATE, 1)


def test_whom_the_agent_called_waits_in_no_queue(queue: EngineRig, peer: Agent) -> None:
    key = queue.desk.ask(Dial(target=f"sip:{peer.uri}")).key
    rings = peer.wait("incoming")
    peer.do("answer", call=rings["call"], status=200)
    queue.desk.fact(Fact.ANSWERED, key)
    queue.desk.refused(Move(key=key, queue="Support"))


def test_who_was_called_back_can_be_given_to_a_queue_and_promised_a_call_again(
    own_engine: EngineRig,
) -> None:
    own_engine.configure(queues=(SUPPORT,))
    with Agent("02149258000") as customer:
        there, queued = call(own_engine, customer)
        customer.do("dtmf", call=there, digits="1")
        customer.wait("ended", call=there)
        own_engine.desk.ask(Take(key=queued.key, target=customer.uri))
        back = customer.wait("incoming")["call"]
        customer.do("answer", call=back, status=200)
        own_engine.desk.fact(Fact.ANSWERED, queued.key)
        own_engine.desk.ask(Move(key=queued.key, queue="Support"))
        assert board(own_engine).callers[queued.key].entered_us == queued.at_us
        customer.hears_something(back)
        customer.do("dtmf", call=back, digits="1")
        customer.wait("ended", call=back)
        own_engine.kill()
        own_engine.start()
        own_engine.configure(queues=(SUPPORT,))
        assert [now.key for now in own_engine.desk.snapshot.calls] == [queued.key]
        facts = read_after(own_engine.data_dir / FILE_NAME, 0)
        assert Fact.ENDED not in {fact.fact for fact in facts}
