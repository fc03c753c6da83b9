"""Ring sounds: which files play, how loud, and that ours can be made again."""

from __future__ import annotations

import struct
import wave
from array import array
from collections.abc import Callable
from pathlib import Path

import pytest

from build import sounds as made
from desk_app.paths import resources
from desk_app.telephony.engine.audio.sounds import Player, Sound, load, ring_sound


def write(path: Path, width: int, channels: int, values: list[int], rate: int = 8000) -> Path:
    """Write values given in 16 bit, each in all channels."""
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, width, rate, 0, "NONE", ""))
        for value in values:
            sample = {
                1: bytes([(value >> 8) + 128]),
                2: struct.pack("<h", value),
                3: struct.pack("<i", value << 8)[:3],
                4: struct.pack("<i", value << 16),
            }[width]
            file.writeframes(sample * channels)
    return path


@pytest.mark.parametrize("width", [1, 2, 3, 4])
@pytest.mark.parametrize("channels", [1, 2])
def test_every_width_of_pcm_is_read(tmp_path: Path, width: int, channels: int) -> None:
    values = [0, 256, -256, 12_800, -32_768] * 400
    sound = load(write(tmp_path / "a.wav", width, channels, values))
    assert array("h", sound.samples)[::channels] == array("h", values)
    assert (sound.rate, sound.channels) == (8000, channels)


@pytest.mark.parametrize("content", [b"", b"not a sound", b"RIFF\xff\xff\xff\xffWAVEfmt "])
def test_a_file_that_is_no_sound_gives_way_to_the_built_in_ring(
    tmp_path: Path, content: bytes
) -> None:
    bad = tmp_path / "bad.wav"
    bad.write_bytes(content)
    with pytest.raises(ValueError, match=r"bad\.wav"):
        load(bad)
    assert ring_sound(str(bad)) == ring_sound(str(tmp_path / "absent.wav")) == ring_sound("")


def test_the_ring_rises_to_the_chosen_volume() -> None:
    steady = Sound(16_000, 1, array("h", [20_000] * 16_000).tobytes())
    player = Player(steady, volume=80, rising=True)
    levels = [array("h", player.next_frame())[0] for _ in range(500)]
    assert levels == sorted(levels)
    assert levels[0] == pytest.approx(20_000 * (0.8 * 0.4) ** 2, abs=2)
    assert levels[399] < levels[-1] == pytest.approx(20_000 * 0.8**2, abs=2)


def test_the_ring_goes_round_in_whole_frames() -> None:
    sound = Sound(8000, 2, array("h", range(500)).tobytes())
    player = Player(sound, volume=100, rising=False)
    frames = [player.next_frame() for _ in range(4)]
    assert {len(frame) for frame in frames} == {640}
    assert frames[:2] == frames[2:]


@pytest.mark.parametrize(
    ("name", "make"), [("ring", made.ring), ("test", made.test), ("alarm", made.alarm)]
)
def test_the_sounds_are_what_the_script_makes(name: str, make: Callable[[], array[int]]) -> None:
    with wave.open(str(resources() / "sounds" / f"{name}.wav")) as file:
        samples = array("h", file.readframes(file.getnframes()))
    # Another C library may round its sines differently.
    assert all(abs(a - b) <= 1 for a, b in zip(samples, make(), strict=True))
