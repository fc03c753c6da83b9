"""Sounds without words: the hold music, the beep, and bells where no voice is to be had.

All of it is our own. The music is slow chords and a few plucked notes, nearly
sines and all below 3 kHz, so that it survives an 8 kHz codec.
"""

from __future__ import annotations

import math
from array import array
from functools import cache

from build import levels
from build.levels import RATE

MUSIC_DB = -22.0
BELL_DB = -18.0
CHORD_S = 4.0
CHORDS = (
    (48, 55, 64, 71),  # C major 7; numbers are MIDI's, 60 is middle C
    (45, 55, 60, 64),  # A minor 7
    (53, 57, 60, 64),  # F major 7
    (43, 55, 59, 64),  # G 6
    (52, 59, 62, 67),  # E minor 7
    (45, 55, 60, 64),
    (50, 57, 60, 65),  # D minor 7
    (43, 53, 57, 62),  # G 9 suspended
    (53, 57, 60, 67),  # F major 9
    (52, 55, 59, 62),
    (50, 57, 60, 65),
    (43, 53, 59, 64),  # G 13, which leads back to C
)
# The chord's note that is plucked, an octave up, and when, in halves of a second.
_PLUCKS = (((0, 3), (2, 1), (3, 2), (5, 3)), ((1, 2), (3, 3), (6, 1)))
_PAD = ((1.0, 1.0), (2.0, 0.22), (3.0, 0.06))
_PLUCK = ((1.0, 1.0), (2.0, 0.3), (4.0, 0.05))


def hold() -> array[int]:
    """Return the music: 48 s whose end leads into its beginning, whatever still rings."""
    total = round(len(CHORDS) * CHORD_S * RATE)
    sum_of_all = [0.0] * total
    for bar, chord in enumerate(CHORDS):
        start = round(bar * CHORD_S * RATE)
        for note in chord:
            _add(sum_of_all, start, _pad(note), 1.0)
        for half, voice in _PLUCKS[bar % len(_PLUCKS)]:
            _add(sum_of_all, start + half * RATE // 2, _plucked(chord[voice] + 12), 0.9)
    return array("h", [round(sample) for sample in levels.levelled(sum_of_all, MUSIC_DB)])


def beep() -> array[int]:
    """Return the tone after which one speaks: 440 Hz for 0.4 s."""
    tone = [math.sin(2 * math.pi * 440 * i / RATE) * 10_000 for i in range(RATE * 2 // 5)]
    return levels.faded(levels.levelled(tone, BELL_DB), 0.01, 0.02, 0.1)


def bells(*notes: int) -> array[int]:
    """Return struck bells one after the other."""
    sum_of_all = [0.0] * (RATE * len(notes) * 2 // 5 + RATE)
    for i, note in enumerate(notes):
        _add(sum_of_all, i * RATE * 2 // 5, _plucked(note)[:RATE], 1.0)
    return levels.faded(levels.levelled(sum_of_all, BELL_DB), 0.004, 0.2, 0.1)


def counted(tens: int, ones: int) -> array[int]:
    """Return a number to be counted: long low tones for the tens, short high ones for the rest."""
    sound = array("h")
    for count, hertz, tone_s in ((tens, 350.0, 0.45), (ones, 700.0, 0.15)):
        tone = [math.sin(2 * math.pi * hertz * i / RATE) for i in range(round(tone_s * RATE))]
        for _ in range(count):
            sound.extend(levels.faded(levels.levelled(tone, BELL_DB), 0.01, 0.02, 0.15))
    return sound


def _add(to: list[float], start: int, samples: list[float], gain: float) -> None:
    """Add samples from there on; what goes beyond the end goes on at the beginning."""
    at = start % len(to)
    now = min(len(samples), len(to) - at)
    for first, part in ((at, samples[:now]), (0, samples[now:])):
        last = first + len(part)
        to[first:last] = [a + gain * b for a, b in zip(to[first:last], part, strict=True)]


@cache
def _pad(note: int) -> list[float]:
    """Return a soft tone that swells, stays for a chord's time and fades into the next one."""
    return _shaped(_hertz(note), [(part, _swell()) for part in _PAD])


@cache
def _plucked(note: int) -> list[float]:
    """Return a struck tone that dies away, the higher parts the sooner."""
    return _shaped(_hertz(note), [(part, _decay(part[0])) for part in _PLUCK])


def _shaped(hertz: float, parts: list[tuple[tuple[float, float], list[float]]]) -> list[float]:
    """Return the sum of overtones (multiple, loudness), each with a loudness in time."""
    total = [0.0] * len(parts[0][1])
    for (multiple, loudness), shape in parts:
        turn = 2 * math.pi * hertz * multiple / RATE
        total = [
            whole + loudness * height * math.sin(turn * i)
            for i, (whole, height) in enumerate(zip(total, shape, strict=True))
        ]
    return total


@cache
def _swell() -> list[float]:
    rise, fall, end = 1.4, 2.2, CHORD_S + 2.2
    times = [i / RATE for i in range(round(end * RATE))]
    return [
        1000
        * _smooth(min(1.0, t / rise))
        * _smooth(min(1.0, (end - t) / fall))
        * (1 + 0.06 * math.sin(2 * math.pi * 0.75 * t))
        for t in times
    ]


@cache
def _decay(multiple: float) -> list[float]:
    length = 3.0
    times = [i / RATE for i in range(round(length * RATE))]
    return [
        1500
        * _smooth(min(1.0, t / 0.012))
        * _smooth(min(1.0, (length - t) / 0.5))
        * math.exp(-t * multiple / 0.8)
        for t in times
    ]


def _smooth(x: float) -> float:
    return 0.5 - 0.5 * math.cos(math.pi * x)


def _hertz(note: int) -> float:
    return float(440.0 * 2 ** ((note - 69) / 12))
