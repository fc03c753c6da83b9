"""Ring sounds: WAV files in, an endless row of frames of rising loudness out."""

from __future__ import annotations

import logging
import wave
from array import array
from pathlib import Path

import msgspec

from desk_app.paths import resources
from desk_app.telephony.engine.audio.frames import FRAME_MS

_log = logging.getLogger(__name__)
_LONGEST_S = 60
_RISE_S = 8.0
_FIRST = 0.4  # of the volume


class Sound(msgspec.Struct, frozen=True):
    """16-bit samples, interleaved when there are two channels."""

    rate: int
    channels: int
    samples: bytes


def load(path: Path) -> Sound:
    """Return a PCM WAV's first minute as 16 bit.

    Raises:
        ValueError: not a WAV with samples we know, or not readable.
    """
    try:
        with wave.open(str(path), "rb") as file:
            rate, channels, width = file.getframerate(), file.getnchannels(), file.getsampwidth()
            data = file.readframes(rate * _LONGEST_S)
    except (OSError, EOFError, wave.Error) as error:
        raise ValueError(f"{path.name}: {error}") from error
    if channels not in (1, 2) or not 8_000 <= rate <= 96_000 or len(data) < rate * width // 10:
        raise ValueError(f"{path.name}: {channels} channels at {rate} Hz, {len(data)} bytes")
    if width == 1:
        data = array("h", [(sample - 128) << 8 for sample in data]).tobytes()
    elif width > 2:  # the upper two bytes of little-endian samples
        upper = bytearray(len(data) // width * 2)
        upper[0::2], upper[1::2] = data[width - 2 :: width], data[width - 1 :: width]
        data = bytes(upper)
    return Sound(rate, channels, data)


def ring_sound(path: str) -> Sound:
    """Return the chosen ring sound, or the built-in one when that does not load."""
    if path:
        try:
            return load(Path(path))
        except ValueError as error:
            _log.warning("ring sound: %s", error)
    return load(resources() / "sounds" / "ring.wav")


def trial_sound() -> Sound:
    """Return what is played to try the ring device."""
    return load(resources() / "sounds" / "test.wav")


def alarm_sound() -> Sound:
    """Return what a wall plays when a limit is passed."""
    return load(resources() / "sounds" / "alarm.wav")


class Player:
    """Plays a sound again and again, from two fifths of the volume up to all of it in 8 s.

    `volume` is per cent; half of it sounds half as loud (gain is its square).
    """

    def __init__(self, sound: Sound, volume: int, *, rising: bool) -> None:
        self.sound = sound
        self.frame_samples = sound.rate * FRAME_MS // 1000
        self._bytes = self.frame_samples * sound.channels * 2
        self._samples = sound.samples + bytes(-len(sound.samples) % self._bytes)
        self._at = 0
        self._volume = min(max(volume, 0), 100) / 100
        self._part = _FIRST if rising else 1.0

    @property
    def frames(self) -> int:
        """How many frames play the sound once."""
        return len(self._samples) // self._bytes

    def next_frame(self) -> bytes:
        """Return the next 20 ms, at the sound's own rate and channels."""
        frame = array("h", self._samples[self._at : self._at + self._bytes])
        self._at = (self._at + self._bytes) % len(self._samples)
        gain = (self._volume * self._part) ** 2
        self._part = min(1.0, self._part + (1 - _FIRST) * FRAME_MS / 1000 / _RISE_S)
        return array("h", [int(sample * gain) for sample in frame]).tobytes()
