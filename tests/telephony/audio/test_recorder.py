"""Recordings: agent left and caller right, pausable, playable whatever happens."""

from __future__ import annotations

import wave
from array import array
from pathlib import Path

import pytest

from tests.rigs.pulse import RATE, PulseServer, goertzel_db
from tests.telephony.audio.process import AudioProcess


def channels(path: Path) -> tuple[array[int], array[int]]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (2, 2, RATE)
        samples = array("h", file.readframes(file.getnframes()))
    return samples[0::2], samples[1::2]


def seconds(path: Path) -> float:
    return len(channels(path)[0]) / RATE if path.exists() else 0.0


@pytest.fixture
def quiet(audio: AudioProcess) -> AudioProcess:
    """No devices: only the conference's own clock."""
    audio.ask("configure", null_audio=True)
    return audio


def test_each_side_has_its_channel(pulse: PulseServer, quiet: AudioProcess, tmp_path: Path) -> None:
    path = tmp_path / "2026" / "call.wav"
    quiet.ask("call", "k", 1000)
    quiet.ask("record", str(path))
    quiet.ask("say", 440)
    pulse.until(lambda: seconds(path) >= 1)
    assert quiet.ask("stop_recording") == ""
    left, right = channels(path)
    assert goertzel_db(left[RATE // 2 : RATE], 440) > -12
    assert goertzel_db(right[RATE // 2 : RATE], 1000) > -12
    assert goertzel_db(left, 1000) < -60
    assert goertzel_db(right, 440) < -60


def test_a_side_that_says_nothing_is_silence_not_a_shift(
    pulse: PulseServer, quiet: AudioProcess, tmp_path: Path
) -> None:
    path = tmp_path / "call.wav"
    quiet.ask("record", str(path))  # before there is a caller
    pulse.until(lambda: seconds(path) >= 1)
    quiet.ask("call", "k", 1000)
    quiet.ask("record_caller", "k")
    pulse.until(lambda: seconds(path) >= 3)
    quiet.ask("stop_recording")
    left, right = channels(path)
    assert len(left) == len(right)
    assert not any(right[: RATE // 2])
    assert goertzel_db(right[-RATE // 2 :], 1000) > -12


def test_nothing_said_in_a_pause_is_recorded(
    pulse: PulseServer, quiet: AudioProcess, tmp_path: Path
) -> None:
    path = tmp_path / "call.wav"
    quiet.ask("call", "k", 1000)
    quiet.ask("record", str(path))
    pulse.until(lambda: seconds(path) >= 1)
    quiet.ask("pause")
    quiet.ask("hang_up", "k")
    quiet.ask("call", "card number", 2000)
    quiet.ask("record_caller", "card number")
    before = quiet.ask("stats")["conference"]["frames"]
    pulse.until(lambda: quiet.ask("stats")["conference"]["frames"] > before + 50)
    quiet.ask("hang_up", "card number")
    quiet.ask("call", "k", 1500)
    quiet.ask("resume")
    quiet.ask("record_caller", "k")
    so_far = seconds(path)
    pulse.until(lambda: seconds(path) >= so_far + 1)
    quiet.ask("stop_recording")
    right = channels(path)[1]
    assert goertzel_db(right, 2000) < -45
    assert goertzel_db(right[: RATE // 2], 1000) > -12
    assert goertzel_db(right[-RATE // 2 :], 1500) > -12


def test_a_crash_in_a_call_leaves_a_file_that_plays(pulse: PulseServer, tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    with AudioProcess(pulse.environment) as process:
        process.ask("configure", null_audio=True)
        process.ask("call", "k", 1000)
        process.ask("record", str(path))
        pulse.until(lambda: seconds(path) >= 2)
        process.kill()
    assert goertzel_db(channels(path)[1][RATE // 2 :], 1000) > -12


def test_a_full_disk_is_told_and_what_was_written_plays(
    pulse: PulseServer, quiet: AudioProcess, tmp_path: Path
) -> None:
    path = tmp_path / "call.wav"
    quiet.ask("call", "k", 1000)
    quiet.ask("limit_files", 100_000)
    quiet.ask("record", str(path))
    pulse.until(lambda: quiet.ask("recording_error") != "")
    assert "large" in quiet.ask("stop_recording")
    assert seconds(path) >= 1


def test_recordings_are_never_written_over(quiet: AudioProcess, tmp_path: Path) -> None:
    path = tmp_path / "call.wav"
    path.write_bytes(b"kept")
    assert quiet.ask("record", str(path)) == "FileExistsError"
    assert path.read_bytes() == b"kept"


def test_recordings_come_and_go_on_the_same_ports(quiet: AudioProcess, tmp_path: Path) -> None:
    quiet.ask("call", "k", 1000)
    quiet.ask("record_many", str(tmp_path), 60, seconds=30)
    recordings = sorted(tmp_path.glob("*.wav"))
    assert len(recordings) == 60
    assert sum(seconds(path) for path in recordings) > 1
    assert quiet.ask("ports") < 60
