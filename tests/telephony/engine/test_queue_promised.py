"""Who is promised a call by a full or closed queue, and what a promised call takes up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

import pytest

from desk_app.call_events import event_of
from desk_app.crm.call_log import CallRecord
from desk_app.crm.call_log import fold as records
from desk_app.crm.records import OutcomeOfCall
from desk_app.telephony.journal_files import FILE_NAME, read_after
from desk_app.telephony.messages import (
    Answer,
    CallFact,
    End,
    Fact,
    HangUp,
    LetGo,
    OnDuty,
    Opening,
    Overflow,
    QueuePlan,
)
from desk_app.telephony.queue.board import fold
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig
from tests.telephony.engine.test_queue import call

CUSTOMER = "02149258000"
FULL = QueuePlan(
    name="Support", numbers=("500",), max_waiting=1, when_full=Overflow.CALLBACK, callbacks=True
)


def closed() -> QueuePlan:
    """Return a queue that opens tomorrow."""
    tomorrow = (datetime.now().astimezone().weekday() + 1) % 7
    hours = (Opening((tomorrow,), 600, 660),)
    return QueuePlan(
        name="Support", numbers=("500",), openings=hours, when_closed=Overflow.CALLBACK
    )


def ready(engine: EngineRig) -> None:
    """Have an agent who takes the next caller."""
    engine.desk.ask(OnDuty(ready=True, queues=("Support",)))


def refused(engine: EngineRig, customer: Agent, why: LetGo) -> CallFact:
    """Let a customer be refused with a promise and hang up; return QUEUED."""
    there, queued = call(engine, customer)
    assert queued.reason == why
    told = engine.desk.fact(Fact.CALLBACK, queued.key)
    assert (told.queue, told.number) == ("Support", CUSTOMER)
    customer.wait("ended", call=there)
    return queued


def called_back(engine: EngineRig, customer: Agent, key: str) -> None:
    """Call somebody back who is offered, talk, and hang up."""
    engine.desk.ask(Answer(key=key, target=customer.uri))
    back = customer.wait("incoming")
    customer.do("answer", call=back["call"], status=200)
    engine.desk.fact(Fact.ANSWERED, key)
    engine.desk.ask(HangUp(key=key))
    assert engine.desk.fact(Fact.ENDED, key).end is End.ANSWERED


def record_of(engine: EngineRig, key: str) -> CallRecord:
    """Return the one record that the database makes of a call's facts."""
    facts = [f for f in read_after(engine.data_dir / FILE_NAME, 0) if f.key == key]
    (record,) = records(event_of(fact, "Omid") for fact in facts)
    return record


def test_who_found_the_queue_full_is_called_back_in_turn(engine: EngineRig, peer: Agent) -> None:
    engine.configure(queues=(FULL,))
    first_there, first = call(engine, peer)
    with Agent(CUSTOMER) as customer:
        queued = refused(engine, customer, LetGo.FULL)
        board = fold(f for f in engine.desk.heard if isinstance(f, CallFact))
        assert [(c.key, c.callback) for c in board.of("Support")] == [
            (first.key, False),
            (queued.key, True),
        ]
        assert board.callers[queued.key].entered_us == queued.at_us
        ready(engine)
        engine.desk.fact(Fact.OFFERED, first.key)
        peer.hang_up(first_there)
        assert engine.desk.fact(Fact.OFFERED, queued.key).leg == 1
        called_back(engine, customer, queued.key)
    record = record_of(engine, queued.key)
    assert (record.outcome, record.queue) == (OutcomeOfCall.ANSWERED, "Support")
    assert (record.number, record.entered_us) == (CUSTOMER, queued.at_us)
    assert engine.attach().snapshot.calls == ()


def test_who_found_the_queue_closed_is_offered_to_a_free_agent(engine: EngineRig) -> None:
    engine.configure(queues=(closed(),))
    ready(engine)
    with Agent(CUSTOMER) as customer:
        queued = refused(engine, customer, LetGo.CLOSED)
        engine.desk.fact(Fact.OFFERED, queued.key)
        called_back(engine, customer, queued.key)
    assert record_of(engine, queued.key).outcome is OutcomeOfCall.ANSWERED


def test_a_call_promised_by_a_closed_queue_outlives_the_engine(own_engine: EngineRig) -> None:
    own_engine.configure(queues=(closed(),))
    with Agent(CUSTOMER) as customer:
        queued = refused(own_engine, customer, LetGo.CLOSED)
        own_engine.kill()
        own_engine.start()
        own_engine.configure(queues=(closed(),))
        assert [now.key for now in own_engine.desk.snapshot.calls] == [queued.key]
        ready(own_engine)
        own_engine.desk.fact(Fact.OFFERED, queued.key)
        called_back(own_engine, customer, queued.key)


def test_a_refused_caller_without_a_number_is_promised_nothing(
    engine: EngineRig, peer: Agent
) -> None:
    engine.configure(queues=(closed(),))
    _, queued = call(engine, peer)
    ended = engine.desk.fact(Fact.ENDED, queued.key)
    assert (ended.end, ended.reason) == (End.OVERFLOWED, LetGo.CLOSED)
    assert Fact.CALLBACK not in engine.desk.facts(queued.key)


@pytest.fixture
def small_engine(tmp_path: Path) -> Iterator[EngineRig]:
    """An engine that takes its SIP library for PyPI's: four calls, three of them waiting."""
    wheel = tmp_path / "wheel" / "pjsua2_python-2.17.dist-info"
    wheel.mkdir(parents=True)
    (wheel / "METADATA").write_text("Metadata-Version: 2.1\nName: pjsua2-python\nVersion: 2.17\n")
    with EngineRig(tmp_path / "data", environment={"PYTHONPATH": str(wheel.parent)}) as rig:
        assert rig.desk.snapshot.max_calls == 4
        yield rig


def test_promised_calls_hold_no_lines(small_engine: EngineRig) -> None:
    few = QueuePlan(name="Support", numbers=("500",), callbacks=True, max_waiting=5)
    small_engine.configure(queues=(few,))
    with ExitStack() as stack:
        customers = [stack.enter_context(Agent(f"0214925800{n}")) for n in range(3)]
        for customer in customers:
            there, queued = call(small_engine, customer)
            customer.do("dtmf", call=there, digits="1")
            small_engine.desk.fact(Fact.CALLBACK, queued.key)
            customer.wait("ended", call=there)
        for _ in range(2):  # every line is free; the limit still counts the promised
            _, taken_in = call(small_engine, customers[0])
            assert taken_in.reason == ""
        _, over = call(small_engine, customers[0])
        assert over.reason == LetGo.FULL
