"""WAV files of any common rate as 16 kHz mono, in plain Python.

Nothing here holds the interpreter for long at a time: sound goes on beside it.
"""

from __future__ import annotations

import enum
import math
import stat
import sys
import wave
from array import array
from collections.abc import Callable, Iterator, Sequence
from operator import mul
from pathlib import Path
from typing import BinaryIO

RATE = 16_000
"""Samples a second of everything that is given out: the engine's own rate."""
RATES = (8_000, 16_000, 44_100, 48_000)

_BLOCK = 4_096  # samples
_LOBES = 8  # of the sinc on each side
_PASS = 0.92  # of the narrower band
_UNIT = 1 << 15
_HEADER_ROOM = 1 << 20  # what may stand beside the samples: tags, a cover picture


class Reason(enum.Enum):
    """Why a person's own sound file, or one of ours, is not used."""

    NO_FOLDER = "no-folder"
    UNKNOWN_NAME = "unknown-name"
    UNREADABLE = "unreadable"
    NOT_WAV = "not-wav"  # corrupt, empty, or not PCM
    BITS = "bits"  # not 16
    CHANNELS = "channels"  # neither one nor two
    RATE = "rate"  # none of RATES
    TRUNCATED = "truncated"  # ends before its header says
    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"


class Unusable(Exception):
    """A file that cannot be played."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def read(path: Path, shortest_s: float, longest_s: float) -> array[int]:
    """Return a 16-bit PCM WAV, one or two channels, as 16 kHz mono.

    At 16 kHz a minute takes a few milliseconds, at other rates one to three seconds.

    Raises:
        Unusable: with the reason.
    """
    try:
        about = path.stat()
        # A pipe would never end, and a folder is no file.
        if not stat.S_ISREG(about.st_mode):
            raise Unusable(Reason.UNREADABLE)
        if about.st_size > longest_s * max(RATES) * 4 + _HEADER_ROOM:
            raise Unusable(Reason.TOO_LONG)
        with path.open("rb") as raw:
            return _decode(raw, shortest_s, longest_s)
    except OSError as error:
        raise Unusable(Reason.UNREADABLE) from error
    except (EOFError, wave.Error, RuntimeError) as error:  # the last: chunks that overlap
        raise Unusable(Reason.NOT_WAV) from error


def seconds(path: Path) -> float:
    """Return the length of a file that is 16 kHz mono 16 bit already.

    Raises:
        Unusable: it is not, or cannot be read.
    """
    try:
        with wave.open(str(path), "rb") as file:
            if (file.getsampwidth(), file.getnchannels(), file.getframerate()) != (2, 1, RATE):
                raise Unusable(Reason.RATE)
            return file.getnframes() / RATE
    except OSError as error:
        raise Unusable(Reason.UNREADABLE) from error
    except (EOFError, wave.Error, RuntimeError) as error:
        raise Unusable(Reason.NOT_WAV) from error


def write(path: Path, samples: array[int]) -> None:
    """Write samples as 16 kHz mono 16 bit; the file is there whole or not at all.

    Raises:
        OSError: it cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    with wave.open(str(part), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(samples.tobytes())
    part.replace(path)


def _decode(raw: BinaryIO, shortest_s: float, longest_s: float) -> array[int]:
    with wave.open(raw, "rb") as file:
        rate, channels, count = file.getframerate(), file.getnchannels(), file.getnframes()
        checks = (
            (file.getsampwidth() != 2, Reason.BITS),
            (channels not in (1, 2), Reason.CHANNELS),
            (rate not in RATES, Reason.RATE),
            (count < shortest_s * rate, Reason.TOO_SHORT),
            (count > longest_s * rate, Reason.TOO_LONG),
        )
        for wrong, reason in checks:
            if wrong:
                raise Unusable(reason)
        return resample(_blocks(file, channels, count), rate)


def _blocks(file: wave.Wave_read, channels: int, count: int) -> Iterator[array[int]]:
    while count:
        samples = array("h")
        data = file.readframes(min(count, _BLOCK))
        samples.frombytes(data[: len(data) // (2 * channels) * 2 * channels])
        if not samples:
            raise Unusable(Reason.TRUNCATED)
        if channels == 2:
            pairs = zip(samples[0::2], samples[1::2], strict=True)
            samples = array("h", [(left + right) >> 1 for left, right in pairs])
        count -= len(samples)
        yield samples


def resample(blocks: Iterator[array[int]], rate: int) -> array[int]:
    """Return 16 kHz samples of the same length in time, by a windowed sinc.

    Args:
        blocks: 16-bit samples.
        rate: theirs, in Hz.
    """
    out = array("h")
    if rate == RATE:
        for block in blocks:
            out.extend(block)
        return out
    common = math.gcd(rate, RATE)
    step, phases = rate // common, RATE // common
    taps = _taps(rate, phases)
    width = len(taps[0])
    before = width // 2 - 1
    held: list[int] = [0] * before
    position, total = 0, 0  # of the next sample: in `held`, in 1/phases of an input sample
    for block in blocks:
        total += len(block)
        held.extend(block)
        position = _convolve(held, taps, position, step, out)
        done = position // phases
        del held[:done]
        position -= done * phases
    held.extend([0] * width)
    _convolve(held, taps, position, step, out)
    del out[total * RATE // rate :]
    return out


def _convolve(
    held: Sequence[int], taps: Sequence[Sequence[int]], position: int, step: int, out: array[int]
) -> int:
    phases, width = len(taps), len(taps[0])
    end = (len(held) - width + 1) * phases
    rounding = _UNIT // 2
    for at in range(position, end, step):
        first = at // phases
        value = (_sum_of_products(taps[at % phases], held[first : first + width]) + rounding) >> 15
        out.append(-32_768 if value < -32_768 else min(value, 32_767))
    return max(position, position + -(-(end - position) // step) * step)


def _taps(rate: int, phases: int) -> list[list[int]]:
    """Return a low-pass of the narrower of both bands for each position between two samples."""
    band = _PASS * min(1.0, RATE / rate)
    half = math.ceil(_LOBES / band)
    table = []
    for phase in range(phases):
        shift = phase / phases
        row = []
        for i in range(1 - half, half + 1):
            x = i - shift
            window = 0.5 + 0.5 * math.cos(math.pi * x / (half + 1))
            row.append(window * _sinc(band * x))
        whole = sum(row)
        table.append([round(_UNIT * value / whole) for value in row])
    return table


def _sinc(x: float) -> float:
    return math.sin(math.pi * x) / (math.pi * x) if x else 1.0


_sum_of_products: Callable[[Sequence[int], Sequence[int]], int]
if sys.version_info >= (3, 12):
    _sum_of_products = math.sumprod
else:

    def _sum_of_products(a: Sequence[int], b: Sequence[int]) -> int:
        return sum(map(mul, a, b))
