"""Microphone to caller and caller to speaker: SIP, RTP and sound devices in one piece."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.telephony.messages import (
    Answer,
    Confer,
    Devices,
    Dial,
    Fact,
    Hold,
    Levels,
    Mute,
)
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig
from tests.rigs.pulse import PulseServer, tone
from tests.rigs.sipp import Sipp, send, uac
from tests.telephony.engine.test_sound import connect

VOICE = 700.0
CALLER = 1000


@pytest.fixture
def pulse() -> Iterator[PulseServer]:
    """Speakers and a microphone into which somebody says 700 Hz."""
    with PulseServer() as server, server.speak("mic", tone(VOICE, 60)) as voice:
        yield server
        voice.kill()


@pytest.fixture
def sounding(pulse: PulseServer, tmp_path: Path) -> Iterator[EngineRig]:
    """An engine with these devices."""
    with EngineRig(tmp_path / "data", environment=pulse.environment) as rig:
        rig.configure(null_audio=False, echo_cancel=False)
        yield rig


def test_both_hear_each_other_except_on_hold_and_mute(
    sounding: EngineRig, pulse: PulseServer, peer: Agent
) -> None:
    desk = sounding.desk
    call, key = connect(sounding, peer, CALLER)
    desk.wait(Devices, lambda d: bool(d.speaker_now and d.microphone_now))
    peer.hears(call, VOICE)
    pulse.until(lambda: pulse.hears("speakers", CALLER))
    desk.wait(Levels, lambda r: r.microphone > 50)

    desk.ask(Mute(key=key, on=True))
    peer.hears_silence(call)
    assert pulse.hears("speakers", CALLER)
    desk.ask(Mute(key=key, on=False))
    peer.hears(call, VOICE)

    desk.ask(Hold(key=key, on=True))
    peer.hears_silence(call)
    pulse.until(lambda: not pulse.hears("speakers", CALLER))
    desk.ask(Hold(key=key, on=False))
    peer.hears(call, VOICE)
    pulse.until(lambda: pulse.hears("speakers", CALLER))


def test_a_conference_hears_the_agent_and_the_agent_all(
    sounding: EngineRig, pulse: PulseServer, peer: Agent, other: Agent
) -> None:
    first_call, first = connect(sounding, peer, CALLER)
    second_call, second = connect(sounding, other, 1500)
    peer.hears_silence(first_call)
    sounding.desk.ask(Confer(keys=(first, second)))
    peer.hears(first_call, 1500)
    other.hears(second_call, CALLER)
    peer.hears(first_call, VOICE)
    other.hears(second_call, VOICE)
    pulse.until(lambda: pulse.hears("speakers", CALLER) and pulse.hears("speakers", 1500))


def test_early_media_and_ringback_are_heard(
    sounding: EngineRig, pulse: PulseServer, peer: Agent
) -> None:
    key = sounding.desk.ask(Dial(target=peer.uri)).key
    call = peer.wait("incoming")["call"]
    sounding.desk.fact(Fact.RINGING, key)
    pulse.until(lambda: any(pulse.hears("speakers", hertz) for hertz in (425, 440, 480)))
    peer.do("answer", call=call, status=183)
    sounding.desk.fact(Fact.EARLY, key)
    peer.do("tone", call=call, hertz=CALLER)
    pulse.until(lambda: pulse.hears("speakers", CALLER))


def test_a_far_end_that_cannot_take_the_hold_yet_is_asked_again(
    engine: EngineRig,
) -> None:
    """RFC 3261, section 14.1: 491, and the re-INVITE once more after a while."""
    plain = uac(answered=True)
    copied = "[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\n"
    contact = "Contact: <sip:sipp@[local_ip]:[local_port]>\n"
    sdp = (
        "v=0\no=- 1 2 IN IP4 [local_ip]\ns=-\nc=IN IP4 [local_ip]\nt=0 0\n"
        "m=audio [auto_media_port] RTP/AVP 8\na=recvonly\n"
    )
    busy = f"SIP/2.0 491 Request Pending\n{copied}Content-Length: 0\n"
    held = f"SIP/2.0 200 OK\n{copied}{contact}Content-Type: application/sdp\n"
    reply = "<send><![CDATA[\n\n{}\n]]></send>\n"
    steps = (
        '<recv request="INVITE"/>\n'
        + reply.format(busy)
        + '<recv request="ACK"/>\n<recv request="INVITE"/>\n'
        + reply.format(f"{held}Content-Length: [len]\n\n{sdp}")
        + '<recv request="ACK"/>\n'
    )
    pause = plain.index("<pause")
    scenario = plain[:pause] + steps + send("BYE", 2, "<sip:sipp@[local_ip]>")
    scenario += '<recv response="200"/>\n</scenario>\n'
    caller = Sipp(scenario, engine.sip)
    incoming = engine.desk.fact(Fact.INCOMING)
    engine.desk.ask(Answer(key=incoming.key))
    engine.desk.fact(Fact.ANSWERED, incoming.key)
    engine.desk.ask(Hold(key=incoming.key, on=True))
    engine.desk.fact(Fact.ENDED, incoming.key)
    result = caller.wait()
    assert result.code == 0, result.errors
    assert engine.desk.facts(incoming.key).count(Fact.HELD) == 1
