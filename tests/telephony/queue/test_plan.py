"""Opening hours, holidays, and which queue a called number enters."""

from __future__ import annotations

from datetime import datetime

import pytest

from desk_app.telephony.queue.plan import Opening, QueuePlan, plan_for

DAY = Opening((5, 6, 0, 1, 2), 8 * 60, 20 * 60)  # Saturday to Wednesday
NIGHT = Opening((3,), 22 * 60, 6 * 60)  # Thursday night to Friday
PLAN = QueuePlan(name="S", openings=(DAY, NIGHT), holidays=("2026-11-22",))


@pytest.mark.parametrize(
    ("at", "is_open"),
    [
        ("2026-11-21T08:00", True),  # Saturday
        ("2026-11-21T07:59", False),
        ("2026-11-21T20:00", False),
        ("2026-11-22T12:00", False),  # a holiday
        ("2026-11-26T12:00", False),  # Thursday, by day
        ("2026-11-26T23:00", True),
        ("2026-11-27T05:59", True),  # Friday, still Thursday's night
        ("2026-11-27T06:00", False),
        ("2026-11-27T23:00", False),
    ],
)
def test_open_hours(at: str, is_open: bool) -> None:
    assert PLAN.is_open(datetime.fromisoformat(at)) is is_open


def test_a_night_that_begins_on_a_holiday_is_closed() -> None:
    plan = QueuePlan(name="S", openings=(NIGHT,), holidays=("2026-11-26",))
    assert not plan.is_open(datetime.fromisoformat("2026-11-26T23:00"))
    assert not plan.is_open(datetime.fromisoformat("2026-11-27T05:00"))


def test_without_hours_a_queue_is_open_but_on_holidays() -> None:
    plan = QueuePlan(name="S", holidays=("2026-11-22",))
    assert plan.is_open(datetime.fromisoformat("2026-11-21T03:00"))
    assert not plan.is_open(datetime.fromisoformat("2026-11-22T03:00"))


def test_a_number_enters_its_own_queue_before_the_one_for_all() -> None:
    rest, own = QueuePlan(name="rest", numbers=("*",)), QueuePlan(name="own", numbers=("500",))
    assert plan_for((rest, own), "500") is own
    assert plan_for((rest, own), "777") is rest
    assert plan_for((own,), "777") is None
