"""Transfers by the agent and by the far end, proven by who then talks to whom."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk_app.telephony.messages import (
    AttendedTransfer,
    BlindTransfer,
    CallFact,
    Dial,
    End,
    Fact,
    HangUp,
    Problem,
    Trouble,
)
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig
from tests.telephony.engine.test_sound import connect, heard_of


@pytest.fixture(scope="module")
def third() -> Iterator[Agent]:
    """Somebody to transfer to."""
    with Agent("third") as agent:
        yield agent


def call_out(engine: EngineRig, agent: Agent) -> tuple[int, str]:
    """Call the agent, which answers; return its call and ours."""
    key = engine.desk.ask(Dial(target=agent.uri)).key
    call = agent.wait("incoming")["call"]
    agent.do("answer", call=call, status=200)
    engine.desk.fact(Fact.ANSWERED, key)
    return call, key


def test_blind_transfer(engine: EngineRig, peer: Agent, other: Agent) -> None:
    call, key = connect(engine, peer)
    engine.desk.ask(BlindTransfer(key=key, target=other.uri))
    new = peer.wait("referred", call=call)["new"]
    theirs = other.wait("incoming")["call"]
    other.do("answer", call=theirs, status=200)
    engine.desk.fact(Fact.TRANSFERRED, key)
    ended = engine.desk.fact(Fact.ENDED, key)
    assert (ended.end, ended.by_agent) == (End.ANSWERED, True)
    other.do("tone", call=theirs, hertz=440)
    peer.hears(new, 440)


def test_a_blind_transfer_that_fails_leaves_the_call(
    engine: EngineRig, peer: Agent, other: Agent
) -> None:
    call, key = connect(engine, peer)
    engine.desk.ask(BlindTransfer(key=key, target=other.uri))
    peer.wait("referred", call=call)
    other.hang_up(other.wait("incoming")["call"], 486)
    trouble = engine.desk.wait(Trouble)
    assert (trouble.problem, trouble.key) == (Problem.TRANSFER_FAILED, key)
    assert "486" in trouble.detail
    peer.do("tone", call=call, hertz=440)
    engine.desk.ask(HangUp(key=key))
    engine.desk.fact(Fact.ENDED, key)
    assert Fact.TRANSFERRED not in engine.desk.facts(key)


def test_a_refused_refer_leaves_the_call(engine: EngineRig, peer: Agent, other: Agent) -> None:
    call, key = connect(engine, peer)
    peer.do("refer", call=call, status=603)
    peer.wait("refer", call=call)
    engine.desk.ask(BlindTransfer(key=key, target=other.uri))
    trouble = engine.desk.wait(Trouble)
    assert (trouble.problem, trouble.key) == (Problem.TRANSFER_FAILED, key)
    assert Fact.ENDED not in engine.desk.facts(key)
    peer.do("refer", call=call, status=202)
    peer.wait("refer", call=call)
    engine.desk.ask(BlindTransfer(key=key, target=other.uri))  # and may be tried again
    other.hang_up(other.wait("incoming")["call"], 486)


def test_a_far_end_that_takes_the_refer_and_leaves_has_gone_over(
    engine: EngineRig, peer: Agent, other: Agent
) -> None:
    call, key = connect(engine, peer)
    engine.desk.ask(BlindTransfer(key=key, target=other.uri))
    peer.wait("referred", call=call)
    other.wait("incoming")
    engine.desk.read_for(0.2)  # its NOTIFY 100
    peer.hang_up(call)
    engine.desk.fact(Fact.TRANSFERRED, key)
    assert engine.desk.fact(Fact.ENDED, key).end is End.ANSWERED


def test_attended_transfer(engine: EngineRig, peer: Agent, other: Agent) -> None:
    call, key = connect(engine, peer)
    consult_call, consult = call_out(engine, other)
    engine.desk.fact(Fact.HELD, key)
    engine.desk.ask(AttendedTransfer(key=key, consult=consult))
    new = peer.wait("referred", call=call)["new"]
    replaced = other.wait("replaced", call=consult_call)["new"]
    transferred = engine.desk.fact(Fact.TRANSFERRED, key)
    assert transferred.number == "other"
    assert engine.desk.fact(Fact.ENDED, key).end is End.ANSWERED
    assert engine.desk.fact(Fact.ENDED, consult).end is End.ANSWERED
    other.do("tone", call=replaced, hertz=1000)
    peer.hears(new, 1000)
    peer.do("tone", call=new, hertz=440)
    other.hears(replaced, 440)


def test_calls_that_cannot_be_joined(engine: EngineRig, peer: Agent, other: Agent) -> None:
    _, key = connect(engine, peer)
    ringing = engine.desk.ask(Dial(target=other.uri)).key
    other.wait("incoming")
    join = AttendedTransfer(key=key, consult=ringing)
    assert engine.desk.refused(join).problem is Problem.NOT_NOW
    same = AttendedTransfer(key=key, consult=key)
    assert engine.desk.refused(same).problem is Problem.NOT_NOW
    bad = BlindTransfer(key=key, target="not a number")
    assert engine.desk.refused(bad).problem is Problem.BAD_NUMBER


def test_the_far_end_transfers_us(
    engine: EngineRig, peer: Agent, other: Agent, third: Agent
) -> None:
    third.reset()
    call, key = connect(engine, peer)
    peer.do("transfer", call=call, uri=third.uri)
    dialing = engine.desk.fact(Fact.DIALING)
    assert dialing.number == "third"
    theirs = third.wait("incoming")["call"]
    third.do("answer", call=theirs, status=200)
    engine.desk.fact(Fact.ANSWERED, dialing.key)
    peer.wait("transfer", call=call, status=200)
    peer.hang_up(call)
    engine.desk.fact(Fact.ENDED, key)
    engine.desk.ask(HangUp(key=dialing.key))
    third.wait("ended", call=theirs)


def test_a_far_end_may_not_make_us_call_elsewhere(engine: EngineRig, peer: Agent) -> None:
    call, key = connect(engine, peer)
    peer.do("transfer", call=call, uri="sip:+88213@192.0.2.99")
    peer.wait("transfer", call=call, status=603)
    assert not [f for f in engine.desk.heard if getattr(f, "fact", None) is Fact.DIALING]
    assert Fact.ENDED not in engine.desk.facts(key)


def test_the_far_end_hands_its_place_to_another(
    engine: EngineRig, peer: Agent, other: Agent
) -> None:
    """The peer talks to the agent, calls the other, and joins them (RFC 3891)."""
    call, key = connect(engine, peer)
    second = peer.call(other.uri)
    theirs = other.wait("incoming")["call"]
    other.do("answer", call=theirs, status=200)
    peer.wait("confirmed", call=second)
    peer.do("join", call=second, other=call)
    new = other.wait("referred", call=theirs)["new"]
    incoming = engine.desk.wait(CallFact, lambda f: f.fact is Fact.INCOMING and f.key != key)
    assert incoming.number == "other"
    engine.desk.fact(Fact.ANSWERED, incoming.key)
    engine.desk.fact(Fact.ENDED, key)
    other.do("tone", call=new, hertz=440)
    engine.desk.wait_for(lambda: heard_of(engine.desk, incoming.key))
    engine.desk.ask(HangUp(key=incoming.key))
    other.wait("ended", call=new)
