"""Callers always have a voice, with espeak-ng or without."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from desk_app.demo.script import Voice
from desk_app.demo.voices import Voices, babble, duration_s

LALEH = Voice("fa", male=False)
OMID = Voice("en", male=True)


def _loudness(path: Path) -> float:
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        frames = sound.readframes(sound.getnframes())
    samples = memoryview(frames).cast("h")
    return sum(abs(sample) for sample in samples) / len(samples)


@pytest.mark.parametrize(
    ("text", "voice"),
    [("سلام، لاله فرهمند هستم.", LALEH), ("Hello, this is Omid.", OMID)],
    ids=["fa", "en"],
)
def test_a_sentence_can_be_heard_and_is_made_once(tmp_path: Path, text: str, voice: Voice) -> None:
    voices = Voices(tmp_path)
    made = voices.make(text, voice)
    assert 1.0 < duration_s(made) < 6.0
    assert _loudness(made) > 300
    written = made.stat().st_mtime_ns
    assert voices.make(text, voice) == made
    assert made.stat().st_mtime_ns == written
    assert [path.suffix for path in tmp_path.iterdir()] == [".wav"]


def test_without_espeak_there_is_a_murmur(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    made = Voices(tmp_path).make("Hello, this is Omid.", OMID)
    with wave.open(str(made)) as sound:
        assert sound.getframerate() == 8000
    assert 1.0 < duration_s(made) < 4.0
    assert _loudness(made) > 300


def test_a_murmur_is_always_the_same_for_a_voice_and_a_text() -> None:
    assert babble("one two", OMID) == babble("one two", OMID)
    assert babble("one two", OMID) != babble("one two", LALEH)
    assert babble("one two", OMID) != babble("two one", OMID)
