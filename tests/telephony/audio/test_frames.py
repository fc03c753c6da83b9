"""Frames between two clocks: gaps, surplus, levels."""

from __future__ import annotations

import math
from array import array
from itertools import pairwise

import pytest

from desk_app.telephony.engine.audio.frames import (
    FRAME_BYTES,
    FRAME_SAMPLES,
    FrameClock,
    FrameQueue,
    cross_fade,
    level_db,
    meter,
    silence,
)
from desk_app.telephony.engine.audio.meters import conference_db
from tests.rigs.pulse import tone

LOUD = array("h", [10_000] * FRAME_SAMPLES).tobytes()


def opened() -> FrameQueue:
    queue = FrameQueue()
    queue.open()
    return queue


def samples(frame: bytes) -> array[int]:
    return array("h", frame)


def steepest(frames: list[bytes]) -> int:
    """Return the largest step between two neighbouring samples."""
    joined = samples(b"".join(frames))
    return max(abs(b - a) for a, b in pairwise(joined))


def test_frames_come_out_in_order_and_unchanged() -> None:
    queue = opened()
    frames = [array("h", [i] * FRAME_SAMPLES).tobytes() for i in range(1, 6)]
    for frame in frames:
        queue.put(frame)
    assert [queue.get() for _ in frames][1:] == frames[1:]


def test_a_gap_fades_out_and_in_without_a_click() -> None:
    queue = opened()
    heard = []
    for i in range(20):
        if i not in (8, 9):
            queue.put(LOUD)
        heard.append(queue.get())
    assert queue.underruns == 1
    assert steepest(heard) < 100
    assert heard[9] == silence()
    assert heard[-1] == LOUD


def test_a_gap_deepens_the_cushion_so_that_the_same_jitter_is_not_heard_again() -> None:
    queue = opened()
    for i in range(30):
        if i % 10 != 5:  # one frame late in every ten, and both come together next time
            queue.put(LOUD)
        if i % 10 == 6:
            queue.put(LOUD)
        queue.get()
    assert queue.underruns == 1


def test_surplus_delay_is_taken_back_a_frame_in_two_seconds() -> None:
    queue = opened()
    for _ in range(8):
        queue.put(LOUD)
    heard = []
    for _ in range(1000):
        queue.put(LOUD)
        heard.append(queue.get())
    assert queue.dropped == 7  # one remains, for jitter
    assert queue.underruns == 0
    assert steepest(heard) < 100


def test_a_stall_never_delays_the_call_by_more_than_300_ms() -> None:
    queue = opened()
    for i in range(1000):
        queue.put(array("h", [i] * FRAME_SAMPLES).tobytes())
    queue.get()
    assert samples(queue.get())[0] == 986


def test_nothing_waits_in_a_closed_queue() -> None:
    queue = opened()
    queue.put(LOUD)
    queue.close()
    queue.put(LOUD)
    queue.open()
    assert queue.get() == silence()


def test_cross_fade_begins_as_the_old_and_ends_as_the_new() -> None:
    faded = samples(cross_fade(LOUD, silence()))
    assert faded[0] > 9_900
    assert abs(faded[-1]) < 100


@pytest.mark.parametrize("level", [-50, -30, -12, -3])
def test_levels_of_a_sine_are_its_rms(level: float) -> None:
    frame = tone(1000, 0.02, level)
    assert len(frame) == FRAME_BYTES
    assert level_db(frame) == pytest.approx(level - 3.01, abs=0.3)


def test_the_meter_shows_60_db() -> None:
    assert [meter(db) for db in (-math.inf, -60, -30, 0, 3)] == [0, 0, 50, 100, 100]


@pytest.mark.parametrize(("level", "db"), [(45, -4), (34, -14), (24, -24), (15, -34), (3, -53)])
def test_the_conferences_level_is_a_mu_law_code(level: int, db: float) -> None:
    # Measured on a 1 kHz sine of known level: pjsua2 tells the mean magnitude.
    assert conference_db(level) == pytest.approx(db, abs=1.5)


def test_silence_in_the_conference_has_no_level() -> None:
    assert conference_db(0) == -math.inf


def test_the_clock_counts_frames_and_leaves_pauses_out() -> None:
    clock = FrameClock()
    clock.tick()
    clock.tick()
    clock.pause()
    clock.tick()
    stats = clock.stats()
    assert (stats.frames, stats.late) == (3, 0)
    assert stats.max_ms < 30
