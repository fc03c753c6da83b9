"""Loudness of made sounds: measured where something is heard, brought to a level, faded."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence

RATE = 16_000
FULL = 32_768.0
_BLOCK = RATE // 50
_HEARD_DB = -40.0  # below the loudest block: a pause between words
_CEILING_DB = -1.5
_KNEE = 0.7  # of the ceiling, from where peaks are rounded off


def rms_db(samples: Sequence[float]) -> float:
    """Return the level of 16-bit samples in dBFS, without their pauses; -inf for silence."""
    powers = [
        sum(sample * sample for sample in samples[i : i + _BLOCK]) / _BLOCK
        for i in range(0, len(samples), _BLOCK)
    ]
    limit = max(powers, default=0.0) * 10 ** (_HEARD_DB / 10)
    heard = [power for power in powers if power and power >= limit]
    if not heard:
        return -math.inf
    return 10 * math.log10(sum(heard) / len(heard) / FULL**2)


def levelled(samples: Sequence[float], level_db: float) -> list[float]:
    """Return samples at this level, their highest peaks rounded off below -1.5 dBFS."""
    gain = 10 ** ((level_db - rms_db(samples)) / 20)
    ceiling = FULL * 10 ** (_CEILING_DB / 20)
    knee = ceiling * _KNEE
    room = ceiling - knee
    result = []
    for sample in samples:
        loud = abs(sample * gain)
        if loud > knee:
            loud = knee + room * math.tanh((loud - knee) / room)
        result.append(math.copysign(loud, sample))
    return result


def trimmed(samples: Sequence[int], threshold_db: float = -50.0) -> Sequence[int]:
    """Return samples without the silence before and after."""
    limit = FULL * 10 ** (threshold_db / 20)
    heard = [i for i, sample in enumerate(samples) if abs(sample) > limit]
    return samples[heard[0] : heard[-1] + 1] if heard else samples[:0]


def faded(samples: Sequence[float], in_s: float, out_s: float, after_s: float) -> array[int]:
    """Return samples that rise and fall softly, with silence after them."""
    result = array("h", [round(sample) for sample in samples])
    rise, fall = round(in_s * RATE), round(out_s * RATE)
    for i in range(min(rise, len(result))):
        result[i] = round(result[i] * (i + 1) / rise)
    for i in range(1, min(fall, len(result)) + 1):
        result[-i] = round(result[-i] * i / fall)
    result.extend([0] * round(after_s * RATE))
    return result
