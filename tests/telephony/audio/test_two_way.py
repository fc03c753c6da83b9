"""PyAudio carries sound both ways between the conference and real devices."""

from __future__ import annotations

import time
import wave
from array import array
from pathlib import Path

from desk_app.telephony.messages import Alert, AudioAlert, Devices, Echo, EchoPhase, Levels
from tests.rigs.pulse import RATE, PulseServer, goertzel_db, tone
from tests.telephony.audio.process import AudioProcess

_CALLER_DB = -8.35
"""pjmedia's tone generator at its usual volume."""


def stereo(path: Path) -> tuple[array[int], array[int]]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getframerate()) == (2, RATE)
        samples = array("h", file.readframes(file.getnframes()))
    return samples[0::2], samples[1::2]


def steady_part(samples: array[int], frequency: float, level_db: float) -> float:
    """Return which part of the tenths of a second hold the tone at that level, within 1 dB.

    A gap, a doubled or a lost frame shows as a weaker tone in its tenth.
    """
    tenth = RATE // 10
    tenths = [samples[at : at + tenth] for at in range(0, len(samples) - tenth, tenth)]
    good = sum(abs(goertzel_db(part, frequency) - level_db) < 1 for part in tenths)
    return good / len(tenths)


def test_the_caller_is_heard_on_the_speaker_without_gaps(
    pulse: PulseServer, audio: AudioProcess
) -> None:
    audio.ask("call", "k", 1000)
    pulse.until(lambda: pulse.hears("speakers", 1000))
    heard = pulse.hear("speakers", 3)
    onset = next(at for at, sample in enumerate(heard) if abs(sample) > 1000)
    assert steady_part(heard[onset + RATE // 10 :], 1000, _CALLER_DB) > 0.8
    assert goertzel_db(heard, 440) < -50


def test_the_microphone_reaches_the_conference(
    pulse: PulseServer, audio: AudioProcess, tmp_path: Path
) -> None:
    audio.ask("call", "k", 1000)
    with pulse.speak("mic", tone(440, 30)) as voice:
        # -12 dBFS peak is -15 dBFS RMS
        levels = audio.wait(lambda r: isinstance(r, Levels) and abs(r.microphone - 75) <= 2)
        audio.ask("record", str(tmp_path / "call.wav"))
        pulse.hear("speakers", 1.5)
        assert audio.ask("stop_recording") == ""
        voice.kill()
    agent, caller = stereo(tmp_path / "call.wav")
    assert levels.callers["k"] > 60
    assert len(agent) > RATE
    # The voice's own player stutters on a busy machine.
    assert steady_part(agent[RATE // 2 :], 440, -12) > 0.5
    assert steady_part(caller[RATE // 2 :], 1000, _CALLER_DB) == 1
    assert goertzel_db(agent, 1000) < -50
    assert goertzel_db(caller, 440) < -50


def test_the_ring_plays_on_its_own_device_during_a_call(
    pulse: PulseServer, audio: AudioProcess
) -> None:
    pulse.plug_speaker("loud", "Loud Speaker")
    audio.wait(lambda r: isinstance(r, Devices) and "Loud Speaker" in r.outputs)
    audio.ask("configure", ringer="Loud Speaker", ring_volume=100, echo_cancel=False)
    audio.ask("call", "k", 1000)
    audio.ask("ring", True)
    pulse.until(lambda: pulse.hears("loud", 880, -40))
    pulse.until(lambda: pulse.hears("speakers", 1000))
    assert not pulse.hears("loud", 1000, -50)
    assert not pulse.hears("speakers", 880, -50)
    audio.ask("ring", False)
    audio.ask("hang_up", "k")
    pulse.until(lambda: pulse.streams("sink-inputs") == [])


def test_the_ringback_is_heard_by_the_agent_alone(pulse: PulseServer, audio: AudioProcess) -> None:
    audio.ask("ringback", True)
    pulse.until(lambda: pulse.hears("speakers", 425))
    assert pulse.own_streams("source-outputs") == []
    audio.ask("ringback", False)
    pulse.until(lambda: pulse.streams("sink-inputs") == [])


def test_the_test_tone_plays_on_each_device(pulse: PulseServer, audio: AudioProcess) -> None:
    for device in ("speaker", "ringer"):
        audio.ask("test_sound", device, True)
        pulse.until(lambda: pulse.hears("speakers", 523.25, -40))
        audio.ask("test_sound", device, False)
        pulse.until(lambda: pulse.streams("sink-inputs") == [])


def test_the_microphone_is_metered_without_a_call(pulse: PulseServer, audio: AudioProcess) -> None:
    audio.ask("test_sound", "microphone", True)
    with pulse.speak("mic", tone(440, 30, -24)) as voice:
        levels = audio.wait(lambda r: isinstance(r, Levels) and abs(r.microphone - 55) <= 2)
        voice.kill()
    assert levels.callers == {}
    audio.ask("test_sound", "microphone", False)
    pulse.until(lambda: pulse.own_streams("source-outputs") == [])


def test_the_agents_own_voice_comes_back(pulse: PulseServer, audio: AudioProcess) -> None:
    begun = time.monotonic()
    with pulse.speak("mic", tone(440, 30)) as voice:
        audio.ask("test_sound", "echo", True)
        audio.wait(lambda r: r == Echo(phase=EchoPhase.LISTENING))
        audio.wait(lambda r: isinstance(r, Levels) and r.microphone > 60)
        assert not pulse.hears("speakers", 440, -50)
        audio.wait(lambda r: r == Echo(phase=EchoPhase.PLAYING, heard=True))
        assert time.monotonic() - begun > 1.5
        voice.kill()
    pulse.until(lambda: pulse.hears("speakers", 440))
    audio.wait(lambda r: r == Echo(phase=EchoPhase.OVER, heard=True))
    pulse.until(lambda: pulse.streams("sink-inputs") == [])
    pulse.until(lambda: pulse.own_streams("source-outputs") == [])


def test_an_echo_test_of_a_silent_microphone_says_so_and_a_call_ends_it(
    pulse: PulseServer, audio: AudioProcess
) -> None:
    audio.ask("test_sound", "echo", True)
    audio.wait(lambda r: r == Echo(phase=EchoPhase.PLAYING, heard=False))
    again = audio.mark()
    audio.ask("test_sound", "echo", True)
    audio.wait(lambda r: isinstance(r, Echo) and r.phase is EchoPhase.LISTENING, since=again)
    call = audio.mark()
    audio.ask("call", "k", 1000)
    audio.wait(lambda r: isinstance(r, Echo) and r.phase is EchoPhase.OVER, since=call)
    pulse.until(lambda: pulse.hears("speakers", 1000))


def test_a_silent_microphone_is_told_and_untold(pulse: PulseServer, audio: AudioProcess) -> None:
    begun = time.monotonic()
    audio.ask("call", "k", 1000)
    on = audio.wait(lambda r: isinstance(r, AudioAlert))
    assert on == AudioAlert(key="k", alert=Alert.MICROPHONE_SILENT, on=True)
    assert time.monotonic() - begun > 4.5
    with pulse.speak("mic", tone(440, 30, -40)) as voice:
        audio.wait(lambda r: isinstance(r, AudioAlert) and not r.on)
        voice.kill()


def test_the_sound_server_is_asked_to_cancel_echo(pulse: PulseServer, audio: AudioProcess) -> None:
    pulse.pactl("load-module", "module-filter-heuristics")
    pulse.pactl("load-module", "module-filter-apply")
    audio.ask("configure", echo_cancel=True)
    audio.ask("call", "k", 1000)
    pulse.until(lambda: "mic.echo-cancel" in pulse.streams("source-outputs"))
    audio.ask("configure", echo_cancel=False)
    pulse.until(lambda: "mic.echo-cancel" not in pulse.streams("source-outputs"))
    assert not any("echo" in name for r in audio.of(Devices) for name in (*r.inputs, *r.outputs))


def test_frames_stay_regular_while_the_interpreter_is_busy(
    pulse: PulseServer, audio: AudioProcess
) -> None:
    audio.ask("call", "k", 1000)
    pulse.until(lambda: audio.ask("stats")["speaker"]["frames"] > 20)
    audio.ask("busy", 2.0)
    stats = audio.ask("stats")
    assert stats["conference"]["frames"] > 100
    for of in ("conference", "speaker"):  # a machine that stands still is late once
        assert stats[of]["late"] < stats[of]["frames"] / 5, stats[of]
