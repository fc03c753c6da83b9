"""Who hears whom, proven by tones: holds, mute, several calls, conference, recording, DTMF."""

from __future__ import annotations

import array
import math
import wave
from pathlib import Path

import pytest

from desk_app.telephony.messages import (
    Alert,
    Answer,
    AudioAlert,
    CallFact,
    Confer,
    Conference,
    Dial,
    Dtmf,
    Fact,
    HangUp,
    Hold,
    Levels,
    Mute,
    Muted,
    Problem,
    Quality,
    Record,
    RecordingState,
)
from tests.rigs.agent import Agent
from tests.rigs.engine import Desk, EngineRig

ON_HOLD = 3  # PJSUA_CALL_MEDIA_REMOTE_HOLD, as the peer sees it
ACTIVE = 1


def connect(engine: EngineRig, peer: Agent, hertz: int = 0) -> tuple[int, str]:
    """Let the peer call and the agent answer; return the peer's call and ours."""
    known = {f.key for f in engine.desk.heard if isinstance(f, CallFact)}
    call = peer.call(f"sip:101@{engine.sip}")
    incoming = engine.desk.wait(CallFact, lambda f: f.fact is Fact.INCOMING and f.key not in known)
    engine.desk.ask(Answer(key=incoming.key))
    engine.desk.fact(Fact.ANSWERED, incoming.key)
    peer.wait("media", call=call, status=ACTIVE)
    if hertz:
        peer.do("tone", call=call, hertz=hertz)
    return call, incoming.key


def heard_of(desk: Desk, key: str) -> bool:
    """Whether the caller's tone has arrived at the agent's ear."""
    return any(isinstance(r, Levels) and r.callers.get(key, 0) > 40 for r in desk.heard)


def share(samples: array.array[int], hertz: float, rate: int) -> float:
    """Return which part of the samples' energy the tone is (Goertzel).

    Each 50 ms count by themselves: a frame that came too late shifts the tone after it.
    """
    k, width = 2 * math.cos(2 * math.pi * hertz / rate), rate // 20
    power, energy = 0.0, 0
    for begin in range(0, len(samples) - width + 1, width):
        a = b = 0.0
        for sample in samples[begin : begin + width]:
            a, b = sample + k * a - b, a
            energy += sample * sample
        power += (a * a + b * b - k * a * b) * 2 / width
    return power / (energy or 1)


def test_the_caller_is_heard(engine: EngineRig, peer: Agent) -> None:
    _, key = connect(engine, peer, 440)
    engine.desk.wait(Levels, lambda r: r.callers.get(key, 0) > 40)


def test_hold_and_resume_change_what_is_heard_and_said(engine: EngineRig, peer: Agent) -> None:
    call, key = connect(engine, peer, 440)
    engine.desk.wait(Levels, lambda r: r.callers.get(key, 0) > 40)
    engine.desk.ask(Hold(key=key, on=True))
    engine.desk.fact(Fact.HELD, key)
    peer.wait("media", call=call, status=ON_HOLD)
    engine.desk.ask(Hold(key=key, on=False))
    engine.desk.fact(Fact.RESUMED, key)
    peer.wait("media", call=call, status=ACTIVE)
    seen = len(engine.desk.heard)
    engine.desk.wait_for(
        lambda: any(
            isinstance(r, Levels) and r.callers.get(key, 0) > 40 for r in engine.desk.heard[seen:]
        )
    )


def test_the_far_end_holds_and_resumes(engine: EngineRig, peer: Agent) -> None:
    call, key = connect(engine, peer)
    peer.do("hold", call=call, on=True)
    engine.desk.fact(Fact.REMOTE_HELD, key)
    peer.wait("media", call=call, status=2)
    peer.do("hold", call=call, on=False)
    engine.desk.fact(Fact.REMOTE_RESUMED, key)


def test_holds_that_cross_do_not_end_the_call(engine: EngineRig, peer: Agent) -> None:
    call, key = connect(engine, peer)
    for _ in range(3):
        engine.desk.say(Hold(key=key, on=True))
        peer.do("hold", call=call, on=True)
        engine.desk.say(Hold(key=key, on=False))
        peer.do("hold", call=call, on=False)
    engine.desk.ask(Hold(key=key, on=True))
    engine.desk.wait_for(lambda: engine.desk.facts(key).count(Fact.HELD) == 4)
    engine.desk.read_for(0.5)
    assert Fact.ENDED not in engine.desk.facts(key)
    engine.desk.ask(HangUp(key=key))
    engine.desk.fact(Fact.ENDED, key)
    peer.wait("ended", call=call, status=200)


def test_a_storm_of_re_invites_from_the_far_end_is_survived(engine: EngineRig, peer: Agent) -> None:
    call, key = connect(engine, peer)
    for number in range(30):
        peer.do("hold", call=call, on=number % 2 == 0)
    engine.desk.fact(Fact.REMOTE_HELD, key)
    peer.hang_up(call)
    engine.desk.fact(Fact.ENDED, key)


def test_several_calls_hold_each_other(engine: EngineRig, peer: Agent, other: Agent) -> None:
    first_call, first = connect(engine, peer, 440)
    second_call, second = connect(engine, other, 1000)
    engine.desk.fact(Fact.HELD, first)
    peer.wait("media", call=first_call, status=ON_HOLD)
    engine.desk.ask(Hold(key=first, on=False))
    engine.desk.fact(Fact.RESUMED, first)
    engine.desk.fact(Fact.HELD, second)
    other.wait("media", call=second_call, status=ON_HOLD)
    key = engine.desk.ask(Dial(target=peer.uri)).key
    engine.desk.wait_for(lambda: engine.desk.facts(first).count(Fact.HELD) == 2)
    engine.desk.ask(HangUp(key=key))
    assert Fact.ENDED not in engine.desk.facts(first)


def test_in_a_conference_each_hears_the_others_and_after_the_split_none(
    engine: EngineRig, peer: Agent, other: Agent
) -> None:
    first_call, first = connect(engine, peer, 440)
    second_call, second = connect(engine, other, 1000)
    peer.wait("media", call=first_call, status=ON_HOLD)
    other.hears_silence(second_call)
    engine.desk.ask(Confer(keys=(first, second)))
    assert engine.desk.wait(Conference).keys == (first, second)
    engine.desk.fact(Fact.RESUMED, first)
    peer.hears(first_call, 1000)
    other.hears(second_call, 440)
    peer.hears_no(first_call, 440)
    engine.desk.ask(Confer(keys=()))
    engine.desk.wait(Conference, lambda c: not c.keys)
    engine.desk.fact(Fact.HELD, second)
    peer.hears_silence(first_call)


def test_three_far_ends_in_a_conference_and_one_leaves(
    engine: EngineRig, peer: Agent, other: Agent
) -> None:
    keys, calls = [], []
    for agent, hertz in ((peer, 440), (other, 1000), (peer, 1500)):
        call, key = connect(engine, agent, hertz)
        calls.append(call)
        keys.append(key)
    engine.desk.ask(Confer(keys=tuple(keys)))
    for hertz in (440, 1500):
        other.hears(calls[1], hertz)
    peer.hears(calls[0], 1000)
    peer.hang_up(calls[2])
    engine.desk.wait(Conference, lambda c: c.keys == (keys[0], keys[1]))
    other.hears_no(calls[1], 1500)
    other.hears(calls[1], 440)
    peer.hang_up(calls[0])
    engine.desk.wait(Conference, lambda c: not c.keys)


def test_a_conference_needs_two_answered_calls(engine: EngineRig, peer: Agent) -> None:
    _, key = connect(engine, peer)
    assert engine.desk.refused(Confer(keys=(key, key))).problem is Problem.NOT_NOW
    assert engine.desk.refused(Confer(keys=(key, "x"))).problem is Problem.CALL_GONE


def test_mute_is_told_and_kept_in_the_snapshot(engine: EngineRig, peer: Agent) -> None:
    _, key = connect(engine, peer)
    engine.desk.ask(Mute(key=key, on=True))
    assert engine.desk.wait(Muted) == Muted(key=key, muted=True)
    assert engine.attach().snapshot.calls[0].muted
    engine.desk.ask(Mute(key=key, on=False))
    assert not engine.desk.wait(Muted).muted


@pytest.mark.parametrize(("info", "method"), [(False, 0), (True, 1)])
def test_digits_arrive(engine: EngineRig, peer: Agent, info: bool, method: int) -> None:
    call, key = connect(engine, peer)
    engine.desk.ask(Dtmf(key=key, digits="19*#ad", info=info))
    for digit in "19*#AD":
        peer.wait("dtmf", call=call, digit=digit, method=method)
    assert engine.desk.refused(Dtmf(key=key, digits="1x")).problem is Problem.BAD_NUMBER


def test_digits_of_the_caller_do_no_harm(engine: EngineRig, peer: Agent) -> None:
    call, key = connect(engine, peer)
    peer.do("dtmf", call=call, digits="123456")
    engine.desk.wait(Quality, lambda q: q.key == key)
    engine.desk.ask(HangUp(key=key))


def test_quality_is_told_every_second(engine: EngineRig, peer: Agent) -> None:
    _, key = connect(engine, peer, 440)
    engine.desk.wait_for(lambda: sum(isinstance(r, Quality) for r in engine.desk.heard) >= 3)
    last = [r for r in engine.desk.heard if isinstance(r, Quality)][-1]
    assert last.key == key
    assert last.codec
    assert not last.secure
    assert last.loss_percent < 5
    assert last.mos > 3.5


def test_no_sound_from_the_caller_is_an_alert_that_ends(engine: EngineRig, peer: Agent) -> None:
    call, key = connect(engine, peer)
    alert = engine.desk.wait(AudioAlert, lambda a: a.alert is Alert.NO_CALLER_SOUND)
    assert (alert.key, alert.on) == (key, True)
    peer.do("tone", call=call, hertz=440)
    engine.desk.wait(AudioAlert, lambda a: a.alert is Alert.NO_CALLER_SOUND and not a.on)


def test_a_recording_holds_the_caller_on_the_right_and_leaves_out_the_pause(
    engine: EngineRig, peer: Agent
) -> None:
    call, key = connect(engine, peer, 440)
    engine.desk.wait(Levels, lambda r: r.callers.get(key, 0) > 40)
    engine.desk.ask(Record(key=key, state=RecordingState.ON))
    on = engine.desk.fact(Fact.RECORDING, key)
    assert on.recording is RecordingState.ON
    path = engine.data_dir / "recordings" / on.path
    engine.desk.wait_for(lambda: path.stat().st_size > 50_000)
    engine.desk.ask(Record(key=key, state=RecordingState.PAUSED))
    peer.do("tone", call=call, hertz=1000)
    engine.desk.wait_for(lambda: sum(isinstance(r, Quality) for r in engine.desk.heard) >= 2)
    engine.desk.ask(Record(key=key, state=RecordingState.OFF))
    engine.desk.wait(
        CallFact, lambda f: f.fact is Fact.RECORDING and f.recording is RecordingState.OFF
    )
    left, right, rate = channels(path)
    assert share(right, 440, rate) > 0.5
    assert share(right, 1000, rate) < 0.05
    assert max(left, default=0) < 50
    assert len(right) / rate > 0.5


def channels(path: Path) -> tuple[array.array[int], array.array[int], int]:
    """Return the samples of a stereo WAV."""
    with wave.open(str(path)) as file:
        assert file.getnchannels() == 2
        samples = array.array("h", file.readframes(file.getnframes()))
        return samples[0::2], samples[1::2], file.getframerate()


def test_every_call_is_recorded_when_set(engine: EngineRig, peer: Agent) -> None:
    engine.configure(record_calls=True)
    call, key = connect(engine, peer, 440)
    on = engine.desk.fact(Fact.RECORDING, key)
    peer.hang_up(call)
    engine.desk.fact(Fact.ENDED, key)
    off = engine.desk.wait(
        CallFact, lambda f: f.fact is Fact.RECORDING and f.recording is RecordingState.OFF
    )
    assert off.path == on.path
    assert (engine.data_dir / "recordings" / on.path).exists()


def test_a_recording_may_be_stopped_and_started_again_at_once(
    engine: EngineRig, peer: Agent
) -> None:
    _, key = connect(engine, peer)
    for state in (RecordingState.ON, RecordingState.OFF, RecordingState.ON, RecordingState.OFF):
        engine.desk.ask(Record(key=key, state=state))
    facts = [f for f in engine.desk.heard if isinstance(f, CallFact) and f.path]
    assert len({f.path for f in facts}) == 2


def test_a_recording_that_cannot_be_made_is_a_trouble_and_the_call_goes_on(
    engine: EngineRig, peer: Agent
) -> None:
    _, key = connect(engine, peer)
    folder = engine.data_dir / "recordings"
    moved = folder.rename(folder.with_name("moved")) if folder.exists() else None
    folder.write_text("not a folder")
    trouble = engine.desk.refused(Record(key=key, state=RecordingState.ON))
    assert trouble.problem is Problem.RECORDING_FAILED
    folder.unlink()
    if moved:
        moved.rename(folder)
    assert Fact.RECORDING not in engine.desk.facts(key)
    engine.desk.ask(HangUp(key=key))
