"""Sound as 20 ms frames: the format, gain, level, and a queue between two clocks.

Everything here is plain Python on 640-byte frames and safe to call from any
thread; nothing imports pjsua2 or PyAudio.
"""

from __future__ import annotations

import math
import threading
import time
from array import array
from collections import deque
from operator import mul

import msgspec

RATE = 16_000
"""Samples a second, mono, 16 bit: the conference bridge's own clock rate."""
FRAME_MS = 20
FRAME_SAMPLES = RATE * FRAME_MS // 1000
FRAME_BYTES = FRAME_SAMPLES * 2
FLOOR_DB = -60.0
"""Level 0 of the meters."""

_LATE_NS = 30_000_000
_FULL_SCALE = 32_768.0
_RAMP_UP = [i / FRAME_SAMPLES for i in range(FRAME_SAMPLES)]
_RAMP_DOWN = _RAMP_UP[::-1]


def silence() -> bytes:
    """Return a frame of silence."""
    return bytes(FRAME_BYTES)


def scale(frame: bytes, gain: float) -> bytes:
    """Return the samples multiplied by `gain`, which is 0..1."""
    return array("h", [int(s * gain) for s in array("h", frame)]).tobytes()


def fade_in(frame: bytes) -> bytes:
    """Return the frame rising from silence."""
    return array("h", map(int, map(mul, array("h", frame), _RAMP_UP))).tobytes()


def fade_out(frame: bytes) -> bytes:
    """Return the frame falling to silence."""
    return array("h", map(int, map(mul, array("h", frame), _RAMP_DOWN))).tobytes()


def cross_fade(old: bytes, new: bytes) -> bytes:
    """Return one frame that begins as `old` and ends as `new`."""
    falling = map(mul, array("h", old), _RAMP_DOWN)
    rising = map(mul, array("h", new), _RAMP_UP)
    return array("h", [int(a + b) for a, b in zip(falling, rising, strict=True)]).tobytes()


def level_db(frame: bytes) -> float:
    """Return the frame's RMS level in dBFS; -inf for digital silence."""
    samples = array("h", frame)
    power = sum(map(mul, samples, samples))
    if not power:
        return -math.inf
    return 10 * math.log10(power / len(samples) / _FULL_SCALE**2)


def meter(db: float) -> int:
    """Return dBFS -60..0 as 0..100."""
    return round(min(max(1 - db / FLOOR_DB, 0.0), 1.0) * 100)


class FrameStats(msgspec.Struct, frozen=True):
    """How regularly frames came: counts since the start, intervals of the last minute."""

    frames: int = 0
    late: int = 0  # intervals over 30 ms
    underruns: int = 0
    dropped: int = 0
    p99_ms: float = 0.0
    max_ms: float = 0.0


class FrameClock:
    """Measures the interval between ticks; one writer thread, any reader."""

    def __init__(self) -> None:
        self._intervals: deque[int] = deque(maxlen=3000)
        self._last = 0
        self.frames = 0
        self.late = 0

    def tick(self) -> None:
        """Note that a frame passed now."""
        now = time.monotonic_ns()
        if self._last:
            interval = now - self._last
            self._intervals.append(interval)
            self.late += interval > _LATE_NS
        self._last = now
        self.frames += 1

    def pause(self) -> None:
        """Do not count the time until the next tick as an interval."""
        self._last = 0

    def stats(self) -> FrameStats:
        """Return the figures; p99 and maximum are of the last 3000 intervals."""
        ordered = sorted(self._intervals.copy()) or [0]
        p99 = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
        return FrameStats(self.frames, self.late, p99_ms=p99 / 1e6, max_ms=ordered[-1] / 1e6)


class FrameQueue:
    """Carries frames from one clock to another with as little delay as the jitter allows.

    An empty queue gives a faded frame, which in itself makes the cushion 20 ms
    deeper. When for two seconds the queue was never down to less than a frame
    more than it needs, one frame is cross-faded away. So the delay follows the
    jitter both ways, and two clocks that differ by some ppm never lose sound audibly.
    """

    _WINDOW = 100  # frames: 2 s
    _LIMIT = 15  # frames: 300 ms, more is a stall, not jitter

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._frames: deque[bytes] = deque()
        self._lowest = self._LIMIT
        self._gets = 0
        self._last = b""
        self._fresh = True
        self._open = False
        self.underruns = 0
        self.dropped = 0

    def open(self) -> None:
        """Let frames in from now on; the first fades in."""
        with self._lock:
            self._open = True

    def close(self) -> None:
        """Forget what waits and let nothing in: nobody is at the other end."""
        with self._lock:
            self._open = False
            self._frames.clear()
            self._fresh = True
            self._gets, self._lowest = 0, self._LIMIT

    def put(self, frame: bytes) -> None:
        """Append a frame; the oldest goes when 300 ms wait."""
        with self._lock:
            if not self._open:
                return
            if len(self._frames) >= self._LIMIT:
                self._frames.popleft()
                self.dropped += 1
            self._frames.append(frame)

    def get(self) -> bytes:
        """Return the next frame, or something unobtrusive when there is none."""
        with self._lock:
            depth = len(self._frames)
            if not depth:
                return self._conceal()
            frame = self._frames.popleft()
            self._lowest = min(self._lowest, depth - 1)
            self._gets += 1
            if self._gets >= self._WINDOW:
                if self._lowest >= 2:
                    frame = cross_fade(frame, self._frames.popleft())
                    self.dropped += 1
                self._gets, self._lowest = 0, self._LIMIT
            if self._fresh:
                frame, self._fresh = fade_in(frame), False
            self._last = frame
            return frame

    def _conceal(self) -> bytes:
        if self._fresh:
            return silence()
        self.underruns += 1
        self._fresh = True
        self._gets, self._lowest = 0, self._LIMIT
        return fade_out(self._last)
