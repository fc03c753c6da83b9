"""Voices for the callers: espeak-ng where it is installed, else murmured syllables.

Sentences become WAV files (mono, 16 bit) in one folder, each made once.
"""

from __future__ import annotations

import array
import hashlib
import math
import random
import shutil
import subprocess
import sys
import wave
import zlib
from pathlib import Path

from desk_app.demo.script import Voice

BABBLE_RATE = 8000
_ESPEAK_TIMEOUT_S = 10
_VARIANTS = {False: ("f2", "f3", "f4"), True: ("m1", "m3", "m7")}
_VOWELS = ((700, 1150), (480, 1800), (320, 2200), (500, 900), (340, 800))  # F1, F2 in Hz
_SYLLABLE_S = 0.17
_PAUSE_S = 0.22
_ROOM_S = 4
_ROOM_STEP = 150


class Voices:
    """Makes sentences into sound files. Callable from any one thread."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._espeak = shutil.which("espeak-ng")

    def path(self, text: str, voice: Voice) -> Path:
        """Return where the sentence's file is or will be."""
        name = f"{text}|{voice.language}|{voice.male}|{voice.pitch}|{voice.speed}"
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()[:24]}.wav"

    def make(self, text: str, voice: Voice) -> Path:
        """Return the sentence's file, made now if it is not there. Raises OSError."""
        path = self.path(text, voice)
        if path.exists():
            return path
        part = path.with_suffix(".part")
        if not (self._espeak and _espeak(self._espeak, text, voice, part)):
            _write(part, babble(text, voice))
        part.replace(path)
        return path

    def room(self) -> Path:
        """Return the file of a quiet room's noise, to be played in a loop. Raises OSError."""
        path = self._folder / "room.wav"
        if not path.exists():
            _write(path, _noise())
        return path


def duration_s(path: Path) -> float:
    """Return how long a sound file lasts."""
    with wave.open(str(path)) as sound:
        length: float = sound.getnframes() / sound.getframerate()
    return length


def _espeak(program: str, text: str, voice: Voice, to: Path) -> bool:
    """Let espeak-ng speak; False when it fails."""
    variants = _VARIANTS[voice.male]
    variant = variants[voice.pitch % len(variants)]
    command = [program, "-v", f"{voice.language}+{variant}", "-p", str(voice.pitch)]
    command += ["-s", str(voice.speed), "-b", "1", "-w", str(to), "--stdin"]
    try:
        done = subprocess.run(
            command,
            input=text.encode(),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_ESPEAK_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and to.exists() and to.stat().st_size > 1000


def _write(path: Path, samples: array.array[int]) -> None:
    if sys.byteorder == "big":
        samples.byteswap()
    with wave.open(str(path), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(BABBLE_RATE)
        sound.writeframes(samples.tobytes())


def babble(text: str, voice: Voice) -> array.array[int]:
    """Return speech-like murmur at 8 kHz, as long as the text: no words, but a voice.

    Glottal pulses through two formants (Klatt's resonator), one vowel for each syllable;
    always the same for the same text and voice.
    """
    rng = random.Random(zlib.crc32(text.encode()))  # noqa: S311  (a murmur, not a secret)
    base = (95 if voice.male else 175) + voice.pitch * 0.5
    samples: array.array[int] = array.array("h")
    for word in text.split():
        for _ in range(max(1, round(len(word) / 3))):
            tone = base * rng.uniform(0.9, 1.15)
            samples.extend(_syllable(rng.choice(_VOWELS), tone, _SYLLABLE_S * 160 / voice.speed))
        gap = _PAUSE_S if word[-1] in ".,،؛!?؟" else 0.03
        samples.extend([0] * int(gap * BABBLE_RATE))
    return samples


def _noise() -> array.array[int]:
    """Return some seconds of low noise, some 47 dB below full scale."""
    rng = random.Random(0)  # noqa: S311  (noise, not a secret)
    level = 0.0
    samples: array.array[int] = array.array("h")
    for _ in range(_ROOM_S * BABBLE_RATE):
        level = 0.8 * level + rng.uniform(-1, 1) * _ROOM_STEP
        samples.append(int(level))
    return samples


def _syllable(formants: tuple[int, int], tone: float, length_s: float) -> list[int]:
    count = int(length_s * BABBLE_RATE)
    period = max(1, round(BABBLE_RATE / tone))
    pulse = [1.0 if n % period == 0 else 0.0 for n in range(count)]
    voiced = _resonate(_resonate(pulse, formants[0], 90), formants[1], 130)
    peak = max(map(abs, voiced)) or 1.0
    return [
        int(9000 / peak * sample * math.sin(math.pi * n / count)) for n, sample in enumerate(voiced)
    ]


def _resonate(samples: list[float], centre_hz: float, width_hz: float) -> list[float]:
    radius = math.exp(-math.pi * width_hz / BABBLE_RATE)
    b = 2 * radius * math.cos(2 * math.pi * centre_hz / BABBLE_RATE)
    c = -radius * radius
    y1 = y2 = 0.0
    result = []
    for x in samples:
        y1, y2 = x + b * y1 + c * y2, y1
        result.append(y1)
    return result
