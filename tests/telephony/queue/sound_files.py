"""WAV files to be read, and what is in the samples that come of them."""

from __future__ import annotations

import math
import wave
from array import array
from pathlib import Path

from desk_app.telephony.queue import wav


def write(
    path: Path, samples: array[int] | bytes, rate: int = 16_000, channels: int = 1, width: int = 2
) -> Path:
    """Write a WAV and return its path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(width)
        file.setframerate(rate)
        file.writeframes(bytes(samples))
    return path


def tone(hertz: float, rate: int, length_s: float = 1.0, peak: int = 10_000) -> array[int]:
    """Return a sine."""
    count = round(rate * length_s)
    return array(
        "h", [round(peak * math.sin(2 * math.pi * hertz * i / rate)) for i in range(count)]
    )


def peak_of(samples: array[int], hertz: float) -> float:
    """Return the amplitude of a frequency in 16 kHz samples, away from both ends."""
    middle = samples[1600:-1600]
    turn = 2 * math.pi * hertz / wav.RATE
    real = sum(s * math.cos(turn * i) for i, s in enumerate(middle))
    imaginary = sum(s * math.sin(turn * i) for i, s in enumerate(middle))
    return 2 * math.hypot(real, imaginary) / len(middle)
