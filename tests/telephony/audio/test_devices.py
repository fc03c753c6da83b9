"""Devices come, go and come back, in the middle of a call."""

from __future__ import annotations

import signal
import time
from pathlib import Path

import pytest

from desk_app.telephony.engine.audio import list_devices
from desk_app.telephony.engine.audio import pulse as server
from desk_app.telephony.messages import Devices, Levels, Problem, Trouble
from tests.rigs.patience import PATIENCE_S
from tests.rigs.pulse import PulseServer, tone
from tests.telephony.audio.process import AudioProcess

HEADSET = "هدست USB: Jabra (mono), 2"


def trouble(problem: Problem, detail: str, *, over: bool) -> Trouble:
    return Trouble(problem=problem, detail=detail, standing=True, over=over)


def test_devices_are_listed_by_the_names_people_see(
    pulse: PulseServer, audio: AudioProcess
) -> None:
    pulse.plug_speaker("headset", HEADSET)
    devices = audio.wait(lambda r: isinstance(r, Devices) and HEADSET in r.outputs)
    assert "Test Speakers" in devices.outputs
    assert devices.inputs == ("Test Microphone",)
    assert (devices.speaker, devices.speaker_now) == ("", "Test Speakers")
    assert (devices.microphone, devices.microphone_now) == ("", "Test Microphone")


def test_a_call_moves_to_another_device_and_back(pulse: PulseServer, audio: AudioProcess) -> None:
    pulse.plug_speaker("headset", HEADSET)
    pulse.plug_microphone("second", "Second Microphone")
    audio.wait(lambda r: isinstance(r, Devices) and "Second Microphone" in r.inputs)
    audio.ask("call", "k", 1000)
    pulse.until(lambda: pulse.hears("speakers", 1000))
    audio.ask("configure", speaker=HEADSET, microphone="Second Microphone", echo_cancel=False)
    audio.wait(lambda r: isinstance(r, Devices) and r.speaker_now == HEADSET)
    pulse.until(lambda: pulse.streams("sink-inputs") == ["headset"])
    pulse.until(lambda: pulse.hears("headset", 1000))
    assert not pulse.hears("speakers", 1000, -50)
    with pulse.speak("second", tone(440, 30)) as voice:
        audio.wait(lambda r: isinstance(r, Levels) and r.microphone > 60)
        voice.kill()
    audio.ask("configure", echo_cancel=False)
    pulse.until(lambda: pulse.streams("sink-inputs") == ["speakers"])
    pulse.until(lambda: pulse.hears("speakers", 1000))
    assert audio.of(Trouble) == []


def test_a_speaker_pulled_out_in_a_call_gives_way_and_returns(
    pulse: PulseServer, audio: AudioProcess
) -> None:
    plug = pulse.plug_speaker("headset", HEADSET)
    audio.wait(lambda r: isinstance(r, Devices) and HEADSET in r.outputs)
    audio.ask("configure", speaker=HEADSET, echo_cancel=False)
    audio.ask("call", "k", 1000)
    pulse.until(lambda: pulse.streams("sink-inputs") == ["headset"])

    pulled_out = audio.mark()
    pulse.unplug(plug)
    gone = audio.wait(lambda r: isinstance(r, Trouble), since=pulled_out)
    assert gone == trouble(Problem.DEVICE_MISSING, HEADSET, over=False)
    pulse.until(lambda: pulse.streams("sink-inputs") == ["speakers"])
    pulse.until(lambda: pulse.hears("speakers", 1000))

    plugged_in = audio.mark()
    pulse.plug_speaker("headset", HEADSET)
    back = audio.wait(lambda r: isinstance(r, Trouble), since=plugged_in)
    assert back == trouble(Problem.DEVICE_MISSING, HEADSET, over=True)
    pulse.until(lambda: pulse.streams("sink-inputs") == ["headset"])
    pulse.until(lambda: pulse.hears("headset", 1000))


def test_a_microphone_pulled_out_is_not_replaced_silently(
    pulse: PulseServer, audio: AudioProcess
) -> None:
    pulse.plug_speaker("second_feed", "feed of second")
    plug = pulse.remap("second", "Second Microphone")
    audio.wait(lambda r: isinstance(r, Devices) and "Second Microphone" in r.inputs)
    audio.ask("configure", microphone="Second Microphone", echo_cancel=False)
    audio.ask("call", "k", 1000)
    pulse.until(lambda: pulse.own_streams("source-outputs") == ["second"])
    pulse.unplug(plug)
    audio.wait(lambda r: isinstance(r, Trouble) and r.detail == "Second Microphone")
    pulse.until(lambda: pulse.own_streams("source-outputs") == ["mic"])
    with pulse.speak("mic", tone(440, 30)) as voice:
        audio.wait(lambda r: isinstance(r, Levels) and r.microphone > 60)
        voice.kill()
    pulse.remap("second", "Second Microphone")
    audio.wait(lambda r: isinstance(r, Trouble) and r.over)
    pulse.until(lambda: pulse.own_streams("source-outputs") == ["second"])


def test_a_device_that_never_existed_is_told_and_the_default_used(
    pulse: PulseServer, audio: AudioProcess
) -> None:
    audio.ask("configure", speaker="Left at Home", ringer="Left at Home", echo_cancel=False)
    told = audio.wait(lambda r: isinstance(r, Trouble))
    assert told == trouble(Problem.DEVICE_MISSING, "Left at Home", over=False)
    audio.ask("call", "k", 1000)
    pulse.until(lambda: pulse.hears("speakers", 1000))
    audio.ask("configure", echo_cancel=False)
    audio.wait(lambda r: r == trouble(Problem.DEVICE_MISSING, "Left at Home", over=True))


def test_another_default_of_the_system_is_followed(pulse: PulseServer, audio: AudioProcess) -> None:
    pulse.plug_speaker("headset", HEADSET)
    audio.ask("call", "k", 1000)
    pulse.until(lambda: pulse.streams("sink-inputs") == ["speakers"])
    pulse.pactl("set-default-sink", "headset")
    audio.wait(lambda r: isinstance(r, Devices) and r.speaker_now == HEADSET)
    pulse.until(lambda: pulse.streams("sink-inputs") == ["headset"])
    pulse.until(lambda: pulse.hears("headset", 1000))
    back = audio.mark()
    pulse.pactl("set-default-sink", "speakers")
    audio.wait(lambda r: isinstance(r, Devices) and r.speaker_now == "Test Speakers", since=back)


def test_another_device_plugged_in_does_not_touch_the_call(
    pulse: PulseServer, audio: AudioProcess
) -> None:
    audio.ask("call", "k", 1000)
    pulse.until(lambda: pulse.hears("speakers", 1000))
    streams = pulse.pactl("list", "short", "sink-inputs")
    pulse.plug_speaker("headset", HEADSET)
    audio.wait(lambda r: isinstance(r, Devices) and HEADSET in r.outputs)
    pulse.until(lambda: pulse.hears("speakers", 1000))
    assert pulse.pactl("list", "short", "sink-inputs") == streams
    # The next call, or a change, finds the new device.
    audio.ask("configure", speaker=HEADSET, echo_cancel=False)
    pulse.until(lambda: pulse.hears("headset", 1000))


def test_a_call_survives_the_sound_server(pulse: PulseServer, audio: AudioProcess) -> None:
    audio.ask("call", "k", 1000)
    pulse.until(lambda: pulse.hears("speakers", 1000))
    pulse.stop()
    audio.wait(lambda r: isinstance(r, Trouble) and r.problem is Problem.NO_SOUND_DEVICE)
    frames = audio.ask("stats")["conference"]["frames"]
    pulse.start()
    audio.wait(lambda r: isinstance(r, Trouble) and r.over)
    pulse.until(lambda: pulse.streams("sink-inputs") == ["speakers"])
    pulse.until(lambda: pulse.hears("speakers", 1000))
    assert audio.ask("stats")["conference"]["frames"] > frames + 20


def test_a_sound_server_that_hangs_holds_nothing_up(
    pulse: PulseServer, audio: AudioProcess
) -> None:
    audio.ask("call", "k", 1000)
    pulse.until(lambda: pulse.streams("sink-inputs") == ["speakers"])
    pulse.signal(signal.SIGSTOP)
    try:
        audio.ask("configure", speaker="Test Speakers")
        before = audio.ask("stats")["conference"]["frames"]
        deadline = time.monotonic() + PATIENCE_S
        while audio.ask("stats")["conference"]["frames"] < before + 50:
            assert time.monotonic() < deadline
        assert audio.close() == 0
    finally:
        pulse.signal(signal.SIGCONT)


def test_without_any_sound_the_conference_goes_on(pulse: PulseServer, tmp_path: Path) -> None:
    environment = pulse.environment | {"PULSE_SERVER": f"unix:{tmp_path}/nobody"}
    with AudioProcess(environment) as silent:
        silent.ask("configure")
        told = silent.wait(lambda r: isinstance(r, Trouble))
        assert told.problem is Problem.NO_SOUND_DEVICE
        assert told.standing
        silent.ask("call", "k", 1000)
        silent.ask("ring", True)
        silent.wait(lambda r: isinstance(r, Levels) and r.callers.get("k", 0) > 60)
        assert silent.close() == 0


def test_null_audio_touches_no_device(pulse: PulseServer) -> None:
    with AudioProcess(pulse.environment) as silent:
        silent.ask("configure", null_audio=True)
        silent.ask("call", "k", 1000)
        silent.ask("ring", True)
        silent.wait(lambda r: isinstance(r, Levels) and r.callers.get("k", 0) > 60)
        assert pulse.streams("sink-inputs") == []
        assert silent.of(Trouble) == []
        assert silent.close() == 0


def test_missing_alsa_configuration_is_an_error_not_an_abort(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "ALSA_CONFIG", tmp_path / "absent.conf")
    with pytest.raises(list_devices.NoSound, match="libasound2-data"):
        list_devices.open_portaudio(tmp_path / "ours.conf")
