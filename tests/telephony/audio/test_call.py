"""A real call through the real engine, spoken and heard on real devices."""

from __future__ import annotations

import wave
from array import array
from pathlib import Path

import pytest

from desk_app.telephony.messages import Answer, Devices, Fact, HangUp, Record, RecordingState
from tests.rigs.agent import Agent
from tests.rigs.engine import EngineRig
from tests.rigs.pulse import RATE, PulseServer, goertzel_db, tone


def test_a_call_rings_and_is_heard_and_spoken_on_devices(
    pulse: PulseServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in pulse.environment.items():
        monkeypatch.setenv(name, value)
    pulse.plug_speaker("loud", "Loud Speaker")
    with EngineRig(tmp_path) as engine, Agent() as caller:
        engine.configure(null_audio=False, ringer="Loud Speaker", ring_volume=100)
        engine.desk.wait(Devices, lambda r: r.ringer_now == "Loud Speaker")

        call = caller.call(f"sip:101@{engine.sip}")
        key = engine.desk.fact(Fact.INCOMING).key
        pulse.until(lambda: pulse.hears("loud", 880, -40))
        assert pulse.streams("sink-inputs") == ["loud"]
        assert pulse.own_streams("source-outputs") == []  # nobody listens before the answer

        engine.desk.ask(Answer(key=key))
        caller.wait("media", call=call, status=1)
        pulse.until(lambda: pulse.streams("sink-inputs") == ["speakers"])
        engine.desk.ask(Record(key=key, state=RecordingState.ON))
        caller.do("tone", call=call, hertz=440)
        pulse.until(lambda: pulse.hears("speakers", 440))
        with pulse.speak("mic", tone(1000, 60)) as voice:
            caller.hears(call, 1000)
            assert not pulse.hears("speakers", 1000, -50)  # the agent does not hear herself
            voice.kill()
        engine.desk.ask(HangUp(key=key))
        ended = engine.desk.fact(Fact.ENDED, key)
        pulse.until(lambda: pulse.streams("sink-inputs") == [])
        pulse.until(lambda: pulse.own_streams("source-outputs") == [])

    assert ended.key == key
    (recording,) = tmp_path.rglob("*.wav")
    with wave.open(str(recording)) as file:
        samples = array("h", file.readframes(file.getnframes()))
    agent, other = samples[0::2], samples[1::2]
    assert goertzel_db(agent[-RATE:], 1000) > -30
    assert goertzel_db(other[-RATE:], 440) > -30
