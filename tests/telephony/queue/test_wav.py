"""Any common WAV comes out as the same sound at 16 kHz, any other as a reason."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desk_app.telephony.queue import wav
from tests.telephony.queue.sound_files import peak_of, tone, write


def test_stereo_is_mixed_down(tmp_path: Path) -> None:
    left, right = tone(500, 16_000), tone(1500, 16_000)
    both = array("h", [s for pair in zip(left, right, strict=True) for s in pair])
    samples = wav.read(write(tmp_path / "a.wav", both, channels=2), 0, 60)
    assert peak_of(samples, 500) == pytest.approx(5_000, rel=0.02)
    assert peak_of(samples, 1500) == pytest.approx(5_000, rel=0.02)


@pytest.mark.parametrize(
    ("rate", "hertz", "ghost"),
    [(48_000, 10_000, 6_000), (44_100, 11_000, 5_000), (8_000, 3_000, 5_000)],
)
def test_another_rate_brings_no_ghosts(tmp_path: Path, rate: int, hertz: int, ghost: int) -> None:
    samples = wav.read(write(tmp_path / "a.wav", tone(hertz, rate), rate), 0, 60)
    assert peak_of(samples, ghost) < 100  # 40 dB below the tone


def test_full_scale_does_not_wrap_around(tmp_path: Path) -> None:
    square = array("h", [32_767 if i // 40 % 2 else -32_768 for i in range(8_000)])
    samples = wav.read(write(tmp_path / "a.wav", square, 8_000), 0, 60)
    assert all(s > 20_000 for s in samples[90:150])


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.integers(0, 70), st.integers(0, 255)), max_size=12),
    st.integers(0, 4_100),
    st.sampled_from(wav.RATES),
)
def test_damage_is_never_more_than_a_reason(
    tmp_path: Path, changes: list[tuple[int, int]], length: int, rate: int
) -> None:
    data = bytearray(write(tmp_path / "a.wav", tone(440, 16_000, 0.125), rate).read_bytes())
    for at, value in changes:
        data[at] = value
    (tmp_path / "a.wav").write_bytes(data[:length])
    try:
        samples = wav.read(tmp_path / "a.wav", 0, 60)
    except wav.Unusable as error:
        assert isinstance(error.reason, wav.Reason)
    else:
        assert len(samples) <= 60 * wav.RATE
