"""Make the sounds under resources/sounds: `python -m build.sounds`. The same bytes each time."""

from __future__ import annotations

import math
import wave
from array import array
from pathlib import Path

_RATE = 16_000
_FOLDER = Path(__file__).parent.parent / "resources" / "sounds"


def chime(frequency: float, seconds: float, decay_s: float, loudness: float = 0.5) -> list[float]:
    """Return a struck bell: three partials that die away, the higher the sooner."""
    partials = ((1.0, 0.6, 1.0), (2.0, 0.28, 0.6), (3.0, 0.12, 0.35))
    samples = []
    for i in range(int(_RATE * seconds)):
        t = i / _RATE
        attack = min(1.0, t / 0.004)
        samples.append(
            loudness
            * attack
            * sum(
                part * math.exp(-t / (decay_s * length)) * math.sin(2 * math.pi * frequency * n * t)
                for n, part, length in partials
            )
        )
    return samples


def mix(length_s: float, *parts: tuple[float, list[float]]) -> array[int]:
    """Return parts, each from its second on, as 16-bit samples of the whole length."""
    total = [0.0] * int(_RATE * length_s)
    for start_s, samples in parts:
        first = int(_RATE * start_s)
        for i, sample in enumerate(samples[: len(total) - first]):
            total[first + i] += sample
    return array("h", [int(max(-1.0, min(1.0, s)) * 32_000) for s in total])


def ring() -> array[int]:
    """Return two rising pairs of bells and a pause: 3 s, to be repeated."""
    low, high = chime(659.26, 0.6, 0.22, 0.7), chime(880.0, 0.6, 0.22, 0.7)
    return mix(3.0, (0.0, low), (0.18, high), (0.55, low), (0.73, high))


def test() -> array[int]:
    """Return the test tone: three bells upwards."""
    return mix(
        2.0,
        (0.0, chime(523.25, 0.8, 0.3)),
        (0.4, chime(659.26, 0.8, 0.3)),
        (0.8, chime(783.99, 1.0, 0.3)),
    )


def alarm() -> array[int]:
    """Return the wall's alarm: two falling pairs of bells."""
    high, low = chime(987.77, 0.7, 0.2, 0.8), chime(739.99, 0.9, 0.25, 0.8)
    return mix(1.8, (0.0, high), (0.22, low), (0.7, high), (0.92, low))


def write(name: str, samples: array[int]) -> None:
    """Write a mono WAV."""
    with wave.open(str(_FOLDER / name), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(_RATE)
        file.writeframes(samples.tobytes())


if __name__ == "__main__":
    _FOLDER.mkdir(parents=True, exist_ok=True)
    write("ring.wav", ring())
    write("test.wav", test())
    write("alarm.wav", alarm())
