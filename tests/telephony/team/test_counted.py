"""The day's figures of a queue as the bridge tells how they change."""

from __future__ import annotations

import pytest

from desk_app.floor_figures import all_queues
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.events import Counted
from desk_app.telephony.team.fold import apply


def _answered(floor: Floor, queue: str, *waits_s: float, answered: int = 1) -> Floor:
    for wait_s in waits_s:
        floor = apply(floor, Counted(0, queue, 9, answered=answered, wait_s=wait_s * answered))
    return floor


@pytest.mark.parametrize(
    ("waits_s", "half_s", "most_s"),
    [
        ((), None, None),
        ((4.9,), 5, 5),
        ((5.0,), 10, 10),
        ((1, 2, 3, 12, 12, 12, 12, 12, 31, 59.9), 15, 35),
        ((1, 1, 7200), 5, None),  # longer than what is told apart
    ],
)
def test_half_and_nine_of_ten_waited_less_than_is_said(
    waits_s: tuple[float, ...], half_s: float | None, most_s: float | None
) -> None:
    day = all_queues(_answered(Floor("pbx"), "Support", *waits_s))
    assert (day.half_s, day.most_s) == (half_s, most_s)


def test_waits_of_several_queues_are_put_together() -> None:
    floor = _answered(Floor("pbx"), "Support", 100, 100, 100)
    day = all_queues(_answered(floor, "Sales", 2, 2, 2, 2))
    assert (day.half_s, day.most_s) == (5, 105)


def test_who_was_answered_in_another_queue_after_all_is_taken_back() -> None:
    floor = _answered(Floor("pbx"), "Support", 2, 2, 40)
    floor = _answered(floor, "Support", 40, answered=-1)
    day = all_queues(_answered(floor, "Sales", 70))
    assert (day.answered, day.half_s, day.most_s) == (3, 5, 75)
