"""How the queues stand: levels, alarms that do not flicker, ticking."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from desk_app.levels import Alarm, Level, level_of
from desk_app.queue_settings import QueueSection
from desk_app.ui.queue.watch import QueueWatch
from tests.ui.conftest import NOW_US, FixedClock
from tests.ui.queue import sample
from tests.ui.queue.sample import S


@pytest.mark.parametrize(
    ("wait_s", "level"),
    [
        (0, Level.NORMAL),
        (89.9, Level.NORMAL),
        (90, Level.NEAR),
        (120, Level.NEAR),
        (120.1, Level.OVER),
    ],
)
def test_a_wait_is_near_its_limit_from_three_quarters_on(wait_s: float, level: Level) -> None:
    assert level_of(wait_s, 120, 0.75) is level


def test_an_alarm_rises_at_once_and_falls_after_ten_calm_seconds() -> None:
    alarm = Alarm()
    assert alarm.level(Level.OVER, 0) is Level.OVER
    assert alarm.level(Level.NORMAL, 1 * S) is Level.OVER
    assert alarm.level(Level.OVER, 8 * S) is Level.OVER
    assert alarm.level(Level.NEAR, 17 * S) is Level.OVER
    assert alarm.level(Level.NORMAL, 18 * S) is Level.NEAR
    assert alarm.level(Level.NORMAL, 26 * S) is Level.NEAR
    assert alarm.level(Level.NORMAL, 27 * S) is Level.NORMAL


def test_the_longest_waiting_caller_counts_whatever_the_order(clock: FixedClock) -> None:
    watch = QueueWatch(clock)
    ahead = sample.waiting("new", "Support", 3, priority=50)
    watch.show_state(sample.queues((ahead, *sample.CALLERS)))
    standing = watch.of("Support")
    assert standing is not None
    assert (standing.waiting, standing.longest_s, standing.level) == (9, 161, Level.OVER)


def test_a_queue_says_itself_from_when_on_its_limit_is_near(clock: FixedClock) -> None:
    watch = QueueWatch(clock)
    sections = (
        QueueSection(name="Early", limit_s=60, near_percent=50),
        QueueSection(name="Late", limit_s=60, near_percent=90),
    )
    callers = (sample.waiting("e", "Early", 48), sample.waiting("l", "Late", 48))
    watch.show_state(sample.queues(callers, sections=sections))
    assert [s.level for s in watch.standings] == [Level.NEAR, Level.NORMAL]


def test_own_queues_come_worst_first(watch: QueueWatch) -> None:
    assert [s.queue for s in watch.joined] == ["Support", "Visits", "Billing", "Sales"]
    watch.show_state(sample.queues((sample.waiting("w", "Sales", 50),)))
    # Support is calm, but not yet for ten seconds.
    assert [s.queue for s in watch.joined] == ["Support", "Visits", "Sales", "Billing"]
    watch.show_state(sample.queues(logged_in=("Billing",)))
    assert [s.queue for s in watch.joined] == ["Billing"]


def test_the_watch_ticks_only_while_somebody_waits(watch: QueueWatch, clock: FixedClock) -> None:
    moved: list[int] = []
    watch.moved.connect(lambda: moved.append(1))
    clock.go_to(NOW_US + S)
    standing = watch.of("Visits")
    assert standing is not None and standing.longest_s == 49
    assert len(moved) == 1
    watch.show_state(sample.queues(()))
    clock.go_to(NOW_US + 60 * S)  # the alarms have ended
    moved.clear()
    clock.go_to(NOW_US + 61 * S)
    assert not moved


def test_a_queue_that_left_the_settings_stands_while_somebody_waits_there(
    watch: QueueWatch,
) -> None:
    state = sample.queues((sample.waiting("w", "Old", 5),))
    watch.show_state(state)
    assert watch.standings[-1].queue == "Old"
    assert not watch.standings[-1].joined
    watch.show_state(replace(state, board=sample.queues(()).board))
    assert watch.of("Old") is None
