"""Calls that go out: what the far end does has its name."""

from __future__ import annotations

import pytest

from desk_app.telephony.messages import (
    Dial,
    Direction,
    End,
    Fact,
    HangUp,
    Problem,
)
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig
from tests.rigs.ports import free_port


def test_an_outgoing_call_from_dialling_to_the_end(engine: EngineRig, peer: Agent) -> None:
    key = engine.desk.ask(Dial(target=peer.uri)).key
    dialing = engine.desk.fact(Fact.DIALING, key)
    assert (dialing.direction, dialing.number) == (Direction.OUT, "peer")
    call = peer.wait("incoming")
    assert f"Call-ID: {dialing.call_id}" in call["message"]
    engine.desk.fact(Fact.RINGING, key)
    peer.do("answer", call=call["call"], status=200)
    engine.desk.fact(Fact.ANSWERED, key)
    engine.desk.ask(HangUp(key=key))
    ended = engine.desk.fact(Fact.ENDED, key)
    assert (ended.end, ended.by_agent) == (End.ANSWERED, True)
    peer.wait("ended", call=call["call"])
    assert engine.desk.facts(key) == [Fact.DIALING, Fact.RINGING, Fact.ANSWERED, Fact.ENDED]


def test_early_media_is_its_own_state(engine: EngineRig, peer: Agent) -> None:
    key = engine.desk.ask(Dial(target=peer.uri)).key
    call = peer.wait("incoming")["call"]
    engine.desk.fact(Fact.RINGING, key)
    peer.do("answer", call=call, status=183)
    engine.desk.fact(Fact.EARLY, key)
    peer.do("answer", call=call, status=200)
    engine.desk.fact(Fact.ANSWERED, key)
    peer.hang_up(call)
    assert engine.desk.fact(Fact.ENDED, key).end is End.ANSWERED


@pytest.mark.parametrize(
    ("status", "end"),
    [
        (486, End.BUSY),
        (600, End.BUSY),
        (603, End.REJECTED),
        (480, End.RANG_OUT),
        (404, End.FAILED),
        (503, End.FAILED),
    ],
)
def test_the_far_end_refuses(engine: EngineRig, peer: Agent, status: int, end: End) -> None:
    key = engine.desk.ask(Dial(target=peer.uri)).key
    call = peer.wait("incoming")["call"]
    engine.desk.fact(Fact.RINGING, key)
    peer.hang_up(call, status)
    ended = engine.desk.fact(Fact.ENDED, key)
    assert (ended.end, ended.by_agent, ended.sip_status) == (end, False, status)


def test_the_agent_gives_up(engine: EngineRig, peer: Agent) -> None:
    key = engine.desk.ask(Dial(target=peer.uri)).key
    call = peer.wait("incoming")["call"]
    engine.desk.fact(Fact.RINGING, key)
    engine.desk.ask(HangUp(key=key))
    ended = engine.desk.fact(Fact.ENDED, key)
    assert (ended.end, ended.by_agent) == (End.ABANDONED, True)
    peer.wait("ended", call=call, status=487)


def test_a_call_to_nobody_fails(engine: EngineRig) -> None:
    key = engine.desk.ask(Dial(target=f"sip:x@127.0.0.1:{free_port()};transport=tcp")).key
    ended = engine.desk.fact(Fact.ENDED, key)
    assert ended.end is End.FAILED
    assert engine.desk.facts(key) == [Fact.DIALING, Fact.ENDED]


def test_what_cannot_be_dialled_is_refused(engine: EngineRig) -> None:
    assert engine.desk.refused(Dial(target="not a number")).problem is Problem.BAD_NUMBER
    assert engine.desk.refused(Dial(target="0912")).problem is Problem.BAD_ACCOUNT
    assert engine.desk.refused(Dial(target="sip:x@[bad")).problem is Problem.BAD_NUMBER
    assert not [f for f in engine.desk.heard if getattr(f, "fact", None) is Fact.ANSWERED]
