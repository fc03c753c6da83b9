"""Calls that come: they ring, and every way they end has its name in the journal."""

from __future__ import annotations

import pytest

from desk_app.telephony.journal_files import FILE_NAME, read_after
from desk_app.telephony.messages import (
    Answer,
    CallFact,
    DoNotDisturb,
    End,
    Fact,
    HangUp,
    Problem,
    Reject,
)
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig


def ring(engine: EngineRig, peer: Agent, **headers: str) -> tuple[int, CallFact]:
    """Let the peer call until it rings; return its call and the INCOMING fact."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    call = peer.call(f"sip:101@{engine.sip}", named)
    fact = engine.desk.fact(Fact.INCOMING)
    peer.wait("early", call=call, status=180)
    return call, fact


def test_a_call_rings_is_answered_and_ends(engine: EngineRig, peer: Agent) -> None:
    call, incoming = ring(engine, peer)
    assert (incoming.number, incoming.called) == ("peer", "101")
    assert engine.desk.ask(Answer(key=incoming.key)).key == incoming.key
    engine.desk.fact(Fact.ANSWERED, incoming.key)
    peer.wait("confirmed", call=call)
    peer.hang_up(call)
    ended = engine.desk.fact(Fact.ENDED, incoming.key)
    assert (ended.end, ended.by_agent) == (End.ANSWERED, False)
    assert engine.desk.facts(incoming.key) == [Fact.INCOMING, Fact.ANSWERED, Fact.ENDED]


def test_what_the_desk_hears_is_in_the_journal_before(engine: EngineRig, peer: Agent) -> None:
    _, incoming = ring(engine, peer)
    assert read_after(engine.data_dir / FILE_NAME, incoming.seq - 1) == [incoming]
    engine.desk.ask(HangUp(key=incoming.key))
    ended = engine.desk.fact(Fact.ENDED)
    assert read_after(engine.data_dir / FILE_NAME, incoming.seq) == [ended]


def test_the_pbx_names_the_call(engine: EngineRig, peer: Agent) -> None:
    _, incoming = ring(
        engine,
        peer,
        P_Asserted_Identity='"رضا کریمی" <sip:+989121234567@pbx>',
        X_CC_Linkedid="1730000000.7",
        X_CC_Queue="support",
        X_CC_Waited="31.5",
    )
    assert (incoming.number, incoming.name) == ("+989121234567", "رضا کریمی")
    assert (incoming.linked_id, incoming.queue) == ("1730000000.7", "support")
    assert incoming.waited_s == 31.5
    assert incoming.call_id


def test_the_agent_hangs_up(engine: EngineRig, peer: Agent) -> None:
    call, incoming = ring(engine, peer)
    engine.desk.ask(Answer(key=incoming.key))
    engine.desk.fact(Fact.ANSWERED)
    engine.desk.ask(HangUp(key=incoming.key))
    ended = engine.desk.fact(Fact.ENDED)
    assert (ended.end, ended.by_agent) == (End.ANSWERED, True)
    peer.wait("ended", call=call)


@pytest.mark.parametrize(("busy", "status"), [(True, 486), (False, 603)])
def test_the_agent_declines(engine: EngineRig, peer: Agent, busy: bool, status: int) -> None:
    call, incoming = ring(engine, peer)
    engine.desk.ask(Reject(key=incoming.key, busy=busy))
    ended = engine.desk.fact(Fact.ENDED)
    assert (ended.end, ended.by_agent, ended.sip_status) == (End.REJECTED, True, status)
    peer.wait("ended", call=call, status=status)


@pytest.mark.parametrize(
    ("reason", "end"),
    [
        ("", End.ABANDONED),
        ('SIP;cause=200;text="Call completed elsewhere"', End.ELSEWHERE),
        ("Q.850;cause=26", End.ELSEWHERE),
        ("Q.850;cause=16", End.ABANDONED),
    ],
)
def test_the_caller_gives_up_or_another_phone_answers(
    engine: EngineRig, peer: Agent, reason: str, end: End
) -> None:
    call, _ = ring(engine, peer)
    peer.hang_up(call, headers={"Reason": reason} if reason else {})
    ended = engine.desk.fact(Fact.ENDED)
    assert (ended.end, ended.by_agent, ended.sip_status) == (end, False, 487)


def test_a_call_nobody_answers_rings_out(engine: EngineRig, peer: Agent) -> None:
    engine.configure(ring_timeout_s=1)
    call, _ = ring(engine, peer)
    ended = engine.desk.fact(Fact.ENDED)
    assert (ended.end, ended.sip_status) == (End.RANG_OUT, 480)
    peer.wait("ended", call=call, status=480)


def test_auto_answer_after_a_while(engine: EngineRig, peer: Agent) -> None:
    engine.configure(auto_answer_s=0.3)
    call, incoming = ring(engine, peer)
    answered = engine.desk.fact(Fact.ANSWERED, incoming.key)
    assert answered.at_us - incoming.at_us > 0.25e6
    peer.wait("confirmed", call=call)


def test_do_not_disturb_is_busy_without_ringing(engine: EngineRig, peer: Agent) -> None:
    engine.desk.ask(DoNotDisturb(on=True))
    call = peer.call(f"sip:101@{engine.sip}")
    ended = engine.desk.fact(Fact.ENDED)
    assert engine.desk.facts(ended.key) == [Fact.INCOMING, Fact.ENDED]
    assert (ended.end, ended.sip_status) == (End.BUSY, 486)
    peer.wait("ended", call=call, status=486)
    assert not [event for event in peer.events if event.get("status") == 180]
    engine.desk.ask(DoNotDisturb(on=False))
    peer.call(f"sip:101@{engine.sip}")
    peer.wait("early", status=180)


def test_strangers_do_not_ring(engine: EngineRig, peer: Agent) -> None:
    engine.configure(allow_from=("192.0.2.0/24",))
    before = engine.desk.snapshot.last_seq
    call = peer.call(f"sip:101@{engine.sip}")
    peer.wait("ended", call=call, status=403)
    engine.configure()
    ring(engine, peer)
    incoming = [f for f in engine.desk.heard if isinstance(f, CallFact)]
    assert [f.fact for f in incoming] == [Fact.INCOMING]  # nothing of the refused call
    assert read_after(engine.data_dir / FILE_NAME, before) == incoming
    assert "refused" in engine.log


def test_calls_over_tcp(engine: EngineRig) -> None:
    with Agent("tcp", "tcp") as peer:
        call = peer.call(f"sip:101@{engine.sip};transport=tcp")
        incoming = engine.desk.fact(Fact.INCOMING)
        peer.wait("early", call=call, status=180)
        engine.desk.ask(Answer(key=incoming.key))
        peer.wait("confirmed", call=call)
        engine.desk.ask(HangUp(key=incoming.key))
        peer.wait("ended", call=call)


def test_requests_for_calls_that_are_not_there_or_not_so(engine: EngineRig, peer: Agent) -> None:
    assert engine.desk.refused(Answer(key="nobody")).problem is Problem.CALL_GONE
    _, incoming = ring(engine, peer)
    engine.desk.ask(Answer(key=incoming.key))
    engine.desk.fact(Fact.ANSWERED)
    assert engine.desk.refused(Answer(key=incoming.key)).problem is Problem.NOT_NOW
    assert engine.desk.refused(Reject(key=incoming.key)).problem is Problem.NOT_NOW


def test_answer_crossing_the_cancel(engine: EngineRig, peer: Agent) -> None:
    call, incoming = ring(engine, peer)
    peer.hang_up(call)
    engine.desk.say(Answer(key=incoming.key))
    ended = engine.desk.fact(Fact.ENDED, incoming.key)
    assert ended.end in (End.ABANDONED, End.ANSWERED)
    ring(engine, peer)  # and the phone works on
