"""What waiting callers hear is made: the right words, at the right level, always the same."""

from __future__ import annotations

import cmath
import math
import re
import subprocess
import unicodedata
import wave
from array import array
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from build import levels, prompts, voice
from desk_app.telephony.queue import prompts as queue_prompts

MADE = prompts.FOLDER

# What is meant, in espeak-ng's letters without stress and length, as far as it is easily misread.
MEANT = {
    "greeting": ["hamkarane ma", "hale goftogu hastand", "poSte xat bemanid"],
    "position_before": ["Somareje Soma", "safe entezar"],
    "position_after": ["ast"],
    "position_beyond": ["navado noh nafar", "safe entezar"],
    "wait_before": ["zamane entezare Soma nazdik be"],
    "wait_minutes": ["daqiqe ast"],
    "wait_under": ["entezare Soma kamtar az jek daqiqe"],
    "wait_beyond": ["biS az navado noh daqiqe"],
    "offer_callback": ["nobate Soma", "adade jek"],
    "offer_message": ["gozaStane pajam", "adade do"],
    "callback_confirmed": ["tamas migirim", "xoda negahdar"],
    "leave_message": ["Senidane buq", "pajame xod"],
    "message_saved": ["pajame Soma sabt Sod", "sepasgozarim"],
    "queue_full": ["hameje xathaje ma maSqul ast"],
    "closed": ["xaredZ az sa?ate kari", "gerefteid"],
    "nobody_came": ["hamkarane ma natavanest"],
    "goodbye": ["xoda negahdar"],
    "connecting": ["hamkare ma vasl mikonim"],
    "number_1": ["jek"],
    "number_9": ["noh"],
    "number_18": ["hedZdah"],
    "number_20_and": ["bisto"],
    "number_30_and": ["sio"],
    "number_40_and": ["tSehelo"],
    "number_50_and": ["pandZaho"],
    "number_60_and": ["Sasto"],
    "number_70_and": ["haftado"],
    "number_80_and": ["haStado"],
    "number_90_and": ["navado"],
}


def _samples(path: Path) -> array[int]:
    with wave.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, 16_000)
        return array("h", file.readframes(file.getnframes()))


def _phonemes(text: str) -> str:
    command = ["espeak-ng", "-q", "-x", "-v", "fa", "--stdin"]
    said = subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout
    plain = re.sub(r"[',:1]", "", said).replace("A", "a").replace("R", "r").replace("i?d", "id")
    return " ".join(plain.split())


@pytest.mark.parametrize("language", queue_prompts.LANGUAGES)
def test_the_table_has_exactly_the_clips_that_are_played(language: str) -> None:
    clips = voice.texts(language).clips
    assert sorted(clips) == sorted(queue_prompts.spoken(language))
    # A figure would be read in whatever way the voice likes; a key to press is named in words.
    if language == "fa":
        assert not re.search(r"\d", "".join(clips.values()))


@pytest.mark.parametrize("clip", MEANT)
def test_persian_is_read_as_it_is_meant(clip: str) -> None:
    said = _phonemes(voice.texts("fa").for_voice(clip))
    for part in MEANT[clip]:
        assert part in said


def test_hints_change_vowels_only() -> None:
    def letters(text: str) -> str:
        kept = [c for c in text if unicodedata.category(c) == "Lo" and c != "و"]
        return "".join(kept)

    for written, spoken in voice.texts("fa").spoken.items():
        assert letters(written) == letters(spoken)


def test_a_hint_holds_for_the_whole_word_only() -> None:
    table = voice.Texts("fa", 1, 1, {"a": "نه نهم نه، خانه."}, {"نه": "نُه"})
    assert table.for_voice("a") == "نُه نهم نُه، خانه."


def test_words_within_a_sentence_do_not_sound_like_its_end() -> None:
    table = voice.texts("en")
    assert table.for_voice("number_20") == "twenty,"
    assert table.for_voice("goodbye") == "Goodbye."


def test_markup_is_not_read_aloud() -> None:
    table = voice.texts("en")
    within, at_end = (
        voice.speak(replace(table, clips={"a": text}), "a") for text in ("twenty", "twenty.")
    )
    assert 0.4 < len(within) / levels.RATE < 1.0
    assert 0.6 < len(at_end) / levels.RATE < 1.2


def test_a_language_without_a_voice_has_tones(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    mute = replace(voice.texts("en"), voice="zz+f2")
    monkeypatch.setattr(voice, "texts", lambda language: mute)
    words = prompts._words("en", "1.51")
    assert words["number_2"] == prompts.tones("number_2")
    assert words.keys() == mute.clips.keys()
    assert capsys.readouterr().err.count("zz+f2") == 1


@pytest.mark.parametrize(("language", "clip"), [("en", "offer_message"), ("fa", "number_20_and")])
def test_the_same_text_gives_the_same_bytes(language: str, clip: str) -> None:
    said = voice.speak(voice.texts(language), clip)
    assert said == _samples(MADE / language / f"{clip}.wav")


@pytest.mark.parametrize("language", queue_prompts.LANGUAGES)
def test_every_clip_is_as_loud_as_the_others_and_begins_at_once(language: str) -> None:
    for clip in queue_prompts.spoken(language):
        samples = _samples(MADE / language / f"{clip}.wav")
        assert 0.25 < len(samples) / levels.RATE < 12, clip
        assert levels.rms_db(samples) == pytest.approx(-18, abs=0.5), clip
        assert max(map(abs, samples)) < 0.9 * levels.FULL, clip
        assert max(map(abs, samples[: levels.RATE // 20])) > 100, clip
        assert abs(samples[0]) < 200, clip
        assert abs(samples[-1]) < 200, clip


def test_everything_together_is_a_few_megabytes() -> None:
    assert sum(path.stat().st_size for path in MADE.rglob("*.wav")) < 8_000_000


def test_the_music_survives_the_telephone() -> None:
    samples = _samples(MADE / "hold.wav")
    assert 30 <= len(samples) / levels.RATE <= 60
    assert len(samples) % (levels.RATE // 50) == 0
    assert levels.rms_db(samples) == pytest.approx(-22, abs=0.5)
    assert max(map(abs, samples)) < 0.5 * levels.FULL
    seconds = [samples[i : i + levels.RATE] for i in range(0, len(samples), levels.RATE)]
    assert min(map(levels.rms_db, seconds)) > -30  # nobody takes it for a cut line
    high = low = 0.0
    for second in seconds[::6]:
        for i, bin_ in enumerate(_spectrum(second[:4096])):
            hertz = i * levels.RATE / 4096
            power = abs(bin_) ** 2
            low, high = (low + power, high) if hertz < 3400 else (low, high + power)
    assert 10 * math.log10(high / low) < -40


def test_the_music_loops_without_a_click() -> None:
    samples = _samples(MADE / "hold.wav")
    around = [*samples[-800:], *samples[:800]]
    steps = [b - a for a, b in pairwise(around)]
    bends = [abs(b - a) for a, b in pairwise(steps)]
    assert max(bends[790:810]) <= max(bends[:700])
    # What rings at the end goes on ringing at the beginning.
    assert levels.rms_db(samples[:3200]) == pytest.approx(levels.rms_db(samples[-3200:]), abs=3)


def test_without_a_voice_the_queue_has_tones_and_music(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "prompts"
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PATH", str(tmp_path))
    prompts.main(folder)
    said = capsys.readouterr().err
    assert said.count("espeak-ng is not to be had here") == 1
    loaded = queue_prompts.built_in(folder)
    assert loaded.complaints == ()
    spoken = [[folder / "fa" / f"{c}.wav" for c in queue_prompts.number(n, "fa")]
              for n in range(1, 100)]  # fmt: skip
    assert len({b"".join(path.read_bytes() for path in paths) for paths in spoken}) == 99
    # Music and beep are the same with and without a voice, and on each run.
    for name in ("hold.wav", "beep.wav"):
        assert (folder / name).read_bytes() == (MADE / name).read_bytes()

    before = {path: path.stat().st_mtime_ns for path in folder.rglob("*")}
    prompts.main(folder)
    assert capsys.readouterr().err == ""
    assert {path: path.stat().st_mtime_ns for path in folder.rglob("*")} == before

    (folder / "fa" / "goodbye.wav").unlink()
    assert not prompts._is_made(folder, "tones")
    assert not prompts._is_made(folder, "1.51")  # a voice has come: words are made


def _spectrum(samples: array[int]) -> list[complex]:
    """Return the first half of the windowed Fourier transform."""
    size = len(samples)
    window = [s * math.sin(math.pi * i / size) ** 2 for i, s in enumerate(samples)]
    return _fourier([complex(value) for value in window])[: size // 2]


def _fourier(values: list[complex]) -> list[complex]:
    size = len(values)
    if size == 1:
        return values
    even, odd = _fourier(values[0::2]), _fourier(values[1::2])
    turned = [cmath.exp(-2j * math.pi * i / size) * odd[i] for i in range(size // 2)]
    return [e + t for e, t in zip(even, turned, strict=True)] + [
        e - t for e, t in zip(even, turned, strict=True)
    ]
