"""When the microphone counts as silent, by a clock of the test's own."""

from __future__ import annotations

import pytest

from desk_app.telephony.engine.audio.frames import silence
from desk_app.telephony.engine.audio.meters import Meters
from desk_app.telephony.messages import Alert, AudioAlert, Levels, Report
from tests.rigs.pulse import tone

VOICE = tone(440, 0.02, -30)
HISS = tone(440, 0.02, -70)


class Caller:
    """The one thing that meters ask of a call's port."""

    def getTxLevel(self) -> int:
        return 24


class Bench:
    """Meters, and a clock that is moved by hand."""

    def __init__(self, *keys: str) -> None:
        self.heard: list[Report] = []
        self.meters = Meters(self.heard.append)
        self.now = 100.0
        self.calls = {key: Caller() for key in keys}
        self.meters.set_active(self.calls, muted=False)

    def run(self, seconds: float, frame: bytes) -> None:
        for _ in range(round(seconds / 0.02)):
            self.now += 0.02
            self.meters.poll(self.now, frame)

    def alerts(self) -> list[tuple[str, bool]]:
        told = [r for r in self.heard if isinstance(r, AudioAlert)]
        assert all(r.alert is Alert.MICROPHONE_SILENT for r in told)
        return [(r.key, r.on) for r in told]


@pytest.mark.parametrize("frame", [silence(), HISS])
def test_five_seconds_without_a_signal_are_told_for_each_call(frame: bytes) -> None:
    bench = Bench("a", "b")
    bench.run(4.8, frame)
    assert bench.alerts() == []
    bench.run(0.4, frame)
    assert bench.alerts() == [("a", True), ("b", True)]
    bench.run(60, frame)
    assert len(bench.alerts()) == 2
    bench.run(0.2, VOICE)
    assert bench.alerts()[2:] == [("a", False), ("b", False)]


def test_one_word_in_five_seconds_is_enough() -> None:
    bench = Bench("a")
    for _ in range(10):
        bench.run(4, silence())
        bench.run(0.2, VOICE)
    assert bench.alerts() == []


def test_a_muted_microphone_is_not_called_silent() -> None:
    bench = Bench("a")
    bench.run(6, silence())
    bench.meters.set_active(bench.calls, muted=True)
    assert bench.alerts() == [("a", True), ("a", False)]
    bench.run(60, silence())
    bench.meters.set_active(bench.calls, muted=False)
    bench.run(4.8, silence())
    assert len(bench.alerts()) == 2


def test_no_microphone_is_another_matter_than_a_silent_one() -> None:
    bench = Bench("a")
    bench.run(60, b"")
    assert bench.alerts() == []


def test_the_alert_ends_with_the_call() -> None:
    bench = Bench("a", "b")
    bench.run(6, silence())
    bench.meters.set_active({"b": Caller()}, muted=False)
    assert bench.alerts()[2:] == [("a", False)]


def test_levels_come_ten_times_a_second_and_only_when_wanted() -> None:
    bench = Bench("a")
    bench.run(2, VOICE)
    levels = [r for r in bench.heard if isinstance(r, Levels)]
    assert 19 <= len(levels) <= 21
    assert levels[-1].microphone == pytest.approx(45, abs=1)
    assert levels[-1].callers == {"a": pytest.approx(59, abs=2)}
    bench.meters.set_active({}, muted=False)
    bench.heard.clear()
    bench.run(2, VOICE)
    assert bench.heard == []
