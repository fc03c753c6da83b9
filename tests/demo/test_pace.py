"""When the next customer rings."""

from __future__ import annotations

from desk_app.demo.pace import Director
from desk_app.demo.script import Pace, Planned, Script

PACE = Pace(first=4.0, pause=(20.0, 60.0), second_after=14.0)
ONE, TWO, SECOND = Planned(0, "1"), Planned(1, "2"), Planned(2, "3", second=True)


def _director(*plan: Planned) -> Director:
    return Director(Script(speakers=(), plan=plan, pace=PACE), 100.0)


def test_the_first_call_comes_after_four_seconds_and_once() -> None:
    director = _director(ONE, TWO)
    assert director.due(103.9, 0, None) is None
    assert director.due(104.0, 0, None) == ONE
    assert director.due(104.1, 1, None) is None


def test_the_next_call_comes_twenty_to_sixty_seconds_after_the_last() -> None:
    director = _director(ONE, TWO)
    assert director.due(104.0, 0, None) == ONE
    assert director.due(150.0, 1, 120.0) is None
    rung_at = next(t for t in range(150, 260) if director.due(float(t), 0, None) == TWO)
    assert 170 <= rung_at <= 210


def test_a_second_caller_rings_into_the_talk() -> None:
    director = _director(ONE, SECOND)
    assert director.due(104.0, 0, None) == ONE
    assert director.due(130.0, 1, None) is None  # still ringing
    assert director.due(133.0, 1, 120.0) is None
    assert director.due(134.0, 1, 120.0) == SECOND


def test_never_more_than_two_at_once() -> None:
    director = _director(ONE, SECOND, SECOND)
    assert director.due(104.0, 0, None) == ONE
    assert director.due(134.0, 1, 120.0) == SECOND
    assert director.due(500.0, 2, None) is None


def test_the_plan_begins_again_after_its_first_call() -> None:
    director = _director(ONE, TWO)
    order = [director.due(104.0 + 200 * n, 0, None) or director.due(299.0 + 200 * n, 0, None)
             for n in range(5)]  # fmt: skip
    assert order == [ONE, TWO, TWO, TWO, TWO]


def test_an_empty_plan_is_silence() -> None:
    assert _director().due(1000.0, 0, None) is None
