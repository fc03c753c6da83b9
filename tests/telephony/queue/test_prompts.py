"""Numbers are said as people say them, and a bad file never silences the queue."""

from __future__ import annotations

import os
import re
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build import voice
from desk_app.telephony.engine.audio import frames
from desk_app.telephony.queue import prompts, wav
from desk_app.telephony.queue.prompts import Complaint
from desk_app.telephony.queue.wav import Reason
from tests.telephony.queue.sound_files import peak_of, tone, write

_ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "number_words.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
WORDS = {"en": {int(n): words for n, words, _ in _ROWS}, "fa": {int(n): w for n, _, w in _ROWS}}


@pytest.fixture(scope="module")
def built_in() -> prompts.Prompts:
    loaded = prompts.built_in()
    assert loaded.complaints == (), "run dev.py, which makes resources/prompts"
    return loaded


@pytest.fixture
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


def _samples(clip: prompts.Clip) -> array[int]:
    return wav.read(clip.path, 0.0, 600.0)


# --- which clips ---------------------------------------------------------------------


@pytest.mark.parametrize("language", prompts.LANGUAGES)
@pytest.mark.parametrize("n", range(1, 100))
def test_a_number_is_said_as_it_is_written(
    n: int, language: str, built_in: prompts.Prompts
) -> None:
    clips = prompts.number(n, language)
    words = voice.texts(language).clips
    joint = "-" if language == "en" else " "
    assert joint.join(words[clip] for clip in clips) == WORDS[language][n]
    assert {(language, clip) for clip in clips} <= set(built_in.clips)


def test_the_table_here_is_whole() -> None:
    for table in WORDS.values():
        assert list(table) == list(range(1, 100))
        assert len(set(table.values())) == 99


@pytest.mark.parametrize("n", [0, -1, 100])
def test_other_numbers_have_no_clips(n: int) -> None:
    with pytest.raises(ValueError, match=str(n)):
        prompts.number(n, "en")


def test_a_place_in_the_queue() -> None:
    assert prompts.position(3, "en") == ("position_before", "number_3", "position_after")
    assert prompts.position(21, "fa") == (
        "position_before",
        "number_20_and",
        "number_1",
        "position_after",
    )
    assert prompts.position(99, "en")[1:3] == ("number_90", "number_9")
    assert prompts.position(100, "fa") == ("position_beyond",)


@pytest.mark.parametrize(
    ("minutes", "clips"),
    [
        (0, ["wait_under"]),
        (0.99, ["wait_under"]),
        (1, ["wait_before", "number_1", "wait_minute"]),
        (1.4, ["wait_before", "number_1", "wait_minute"]),
        (1.5, ["wait_before", "number_2", "wait_minutes"]),
        (42.2, ["wait_before", "number_40", "number_2", "wait_minutes"]),
        (99.4, ["wait_before", "number_90", "number_9", "wait_minutes"]),
        (99.5, ["wait_beyond"]),
        (10_000, ["wait_beyond"]),
    ],
)
def test_an_expected_wait(minutes: float, clips: list[str]) -> None:
    assert list(prompts.expected_wait(minutes, "en")) == clips


@given(st.floats(0, 200), st.sampled_from(prompts.LANGUAGES))
def test_every_wait_has_clips(minutes: float, language: str) -> None:
    assert set(prompts.expected_wait(minutes, language)) <= set(prompts.spoken(language))


# --- the clips -----------------------------------------------------------------------


def test_the_rate_is_the_engines(built_in: prompts.Prompts) -> None:
    assert wav.RATE == frames.RATE
    named = {(language, c) for language in prompts.LANGUAGES for c in prompts.spoken(language)}
    assert set(built_in.clips) == named | {("", name) for name in prompts.SOUNDS}
    assert all(clip.seconds > prompts.SHORTEST_S for clip in built_in.clips.values())


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("rate", wav.RATES)
def test_a_file_of_ones_own_is_played(
    tmp_path: Path, cache: Path, rate: int, channels: int, built_in: prompts.Prompts
) -> None:
    mono = tone(1000, rate)
    samples = array("h", [s for sample in mono for s in [sample] * channels])
    write(tmp_path / "fa" / "greeting.wav", samples, rate, channels)
    loaded = prompts.load(tmp_path, cache)
    assert loaded.complaints == ()
    greeting = loaded.clip("fa", "greeting")
    assert greeting.seconds == 1.0
    assert peak_of(_samples(greeting), 1000) == pytest.approx(10_000, rel=0.02)
    assert {**built_in.clips, ("fa", "greeting"): greeting} == loaded.clips


def test_a_file_is_brought_into_shape_once(tmp_path: Path, cache: Path) -> None:
    path = write(tmp_path / "own.wav", tone(1000, 8_000), 8_000)
    first = prompts.own_file(path, 60, cache)
    assert prompts.own_file(path, 60, cache) == first
    assert len(list(cache.iterdir())) == 1
    write(path, tone(1000, 8_000)[:4_000], 8_000)
    changed = prompts.own_file(path, 60, cache)
    assert isinstance(changed, prompts.Clip)
    assert changed.seconds == 0.5


# --- files that are no use -----------------------------------------------------------


def _header_only(path: Path) -> None:
    write(path, b"")


def _cut(path: Path) -> None:
    whole = write(path, tone(440, 16_000)).read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _long(path: Path) -> None:
    write(path, b"")
    with path.open("r+b") as file:
        header = bytearray(file.read())
        size = 61 * 32_000
        header[4:8] = (36 + size).to_bytes(4, "little")
        header[40:44] = size.to_bytes(4, "little")
        file.seek(0)
        file.write(header)
        file.truncate(44 + size)


def _huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 33)  # 8 GiB, none of it on the disk


def _float(path: Path) -> None:
    data = bytearray(write(path, bytes(64_000)).read_bytes())
    data[20] = 3  # WAVE_FORMAT_IEEE_FLOAT
    path.write_bytes(data)


BAD: dict[str, tuple[Callable[[Path], object], Reason]] = {
    "empty": (lambda path: path.write_bytes(b""), Reason.NOT_WAV),
    "text": (lambda path: path.write_text("RIFF, but not really"), Reason.NOT_WAV),
    "mp3": (lambda path: path.write_bytes(b"ID3\x04" + bytes(4000)), Reason.NOT_WAV),
    "float": (_float, Reason.NOT_WAV),
    "no samples": (_header_only, Reason.TOO_SHORT),
    "a click": (lambda path: write(path, bytes(1_000)), Reason.TOO_SHORT),
    "over a minute": (_long, Reason.TOO_LONG),
    "8 GiB": (_huge, Reason.TOO_LONG),
    "cut off": (_cut, Reason.TRUNCATED),
    "8 bit": (lambda path: write(path, bytes(32_000), width=1), Reason.BITS),
    "24 bit": (lambda path: write(path, bytes(96_000), width=3), Reason.BITS),
    "surround": (lambda path: write(path, bytes(192_000), channels=6), Reason.CHANNELS),
    "11025 Hz": (lambda path: write(path, bytes(22_050), 11_025), Reason.RATE),
    "folder": (lambda path: path.mkdir(), Reason.UNREADABLE),
    "pipe": (os.mkfifo, Reason.UNREADABLE),
    "dead link": (lambda path: path.symlink_to("nowhere"), Reason.UNREADABLE),
    "link to itself": (lambda path: path.symlink_to(path), Reason.UNREADABLE),
    "device": (lambda path: path.symlink_to("/dev/zero"), Reason.UNREADABLE),
}


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_file_is_named_and_the_built_in_one_is_played(
    tmp_path: Path, cache: Path, kind: str, built_in: prompts.Prompts
) -> None:
    make, reason = BAD[kind]
    (tmp_path / "en").mkdir()
    make(tmp_path / "en" / "greeting.wav")
    loaded = prompts.load(tmp_path, cache)
    assert loaded.complaints == (Complaint("en/greeting.wav", reason),)
    assert loaded.clips == built_in.clips


def test_music_may_be_longer_but_not_without_end(tmp_path: Path, cache: Path) -> None:
    _long(tmp_path / "hold.wav")
    loaded = prompts.load(tmp_path, cache)
    assert loaded.complaints == ()
    assert loaded.clip("", "hold").seconds == 61
    _huge(tmp_path / "hold.wav")
    assert prompts.load(tmp_path, cache).complaints == (Complaint("hold.wav", Reason.TOO_LONG),)


def test_a_misspelt_name_is_told(tmp_path: Path, cache: Path) -> None:
    write(tmp_path / "en" / "greting\n.wav", bytes(32_000))
    write(tmp_path / "greeting.wav", bytes(32_000))  # belongs into a language's folder
    (tmp_path / "readme.txt").touch()
    assert prompts.load(tmp_path, cache).complaints == (
        Complaint("greeting.wav", Reason.UNKNOWN_NAME),
        Complaint("en/greting?.wav", Reason.UNKNOWN_NAME),
    )


def test_a_folder_full_of_rubbish_makes_a_bounded_list(tmp_path: Path, cache: Path) -> None:
    for i in range(200):
        (tmp_path / f"{i:0200}.wav").touch()
    complaints = prompts.load(tmp_path, cache).complaints
    assert len(complaints) <= 50
    assert all(len(complaint.file) <= 120 for complaint in complaints)


@pytest.mark.parametrize("make", [None, Path.touch], ids=["missing", "a file"])
def test_a_folder_that_is_none_is_one_complaint(
    tmp_path: Path, cache: Path, make: object, built_in: prompts.Prompts
) -> None:
    folder = tmp_path / "mine"
    if callable(make):
        make(folder)
    loaded = prompts.load(folder, cache)
    assert loaded.complaints == (Complaint("mine", Reason.NO_FOLDER),)
    assert loaded.clips == built_in.clips


def test_a_language_folder_that_is_a_file_is_ignored(
    tmp_path: Path, cache: Path, built_in: prompts.Prompts
) -> None:
    (tmp_path / "fa").touch()
    loaded = prompts.load(tmp_path, cache)
    assert loaded.complaints == ()
    assert loaded.clips == built_in.clips


def test_without_any_files_there_is_nothing_to_say_and_a_word_about_it(tmp_path: Path) -> None:
    found = prompts.built_in(tmp_path / "prompts")
    assert found.complaints[0] == Complaint("prompts/hold.wav", Reason.UNREADABLE)
    assert {clip.seconds for clip in found.clips.values()} == {0.0}


def test_the_page_on_prompts_names_the_files_that_are_looked_for() -> None:
    page = Path(__file__).parents[3] / "docs" / "prompts.md"
    rows = [line for line in page.read_text("utf-8").splitlines() if line.startswith("| `")]
    named = {name for row in rows for name in re.findall(r"`(\w+)`", row)}
    sentences = {name for name in named if not name.startswith("number_")}
    assert sentences == {*prompts.SENTENCES, prompts.BEEP}
