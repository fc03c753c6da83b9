"""Who calls the queues of the demonstration, and when."""

from __future__ import annotations

from desk_app.demo.contacts import History
from desk_app.demo.crowd import Gathering
from desk_app.demo.crowd_plan import KEY_ACCOUNT, NUMBERS, crowd
from desk_app.demo.people import Person
from desk_app.demo.script import Crowd, Pace, Planned, Script
from desk_app.demo.texts import Language

PACE = Pace(gather=(1.0, 2.0), follow=(5.0, 10.0))
PLAN = tuple(Planned(n, str(n), to="1100") for n in range(5))


def gathering(wanted: int, *, room: int = 16, most: int = 12) -> Gathering:
    script = Script(speakers=(), plan=(), pace=PACE, crowd=Crowd(PLAN, wanted, most))
    return Gathering(script, room)


def comes_at(who: Gathering, since: int, waiting: int) -> float:
    """Return when, to a tenth of a second, the next one calls."""
    for tenths in range(since * 10, since * 10 + 300):
        if who.due(tenths / 10, waiting, waiting) is not None:
            return tenths / 10
    raise AssertionError("nobody came")


def test_the_first_gather_quickly_and_later_places_are_taken_after_a_while() -> None:
    who = gathering(3)
    at = 0.0
    for waiting in range(3):
        came = comes_at(who, int(at), waiting)
        assert came - int(at) <= 2.1
        at = came
    assert who.due(50.0, 3, 3) is None
    assert 55.0 <= comes_at(who, 50, 2) <= 60.1


def test_nobody_comes_while_all_who_are_wanted_wait_or_the_lines_are_taken() -> None:
    who = gathering(3, most=4)
    for now in range(100):
        assert who.due(now, 3, 3) is None
        assert who.due(now, 1, 4) is None


def test_a_small_telephone_leaves_one_line_for_the_talk() -> None:
    who = gathering(8, room=4)
    assert who.wanted == 3
    assert who.due(0.0, 3, 3) is None
    assert who.due(99.0, 3, 3) is None
    assert comes_at(who, 100, 2) > 0


def test_the_plan_begins_again_when_it_is_through() -> None:
    who = gathering(5)
    came = []
    for now in range(2000):
        planned = who.due(now, 4, 4)
        if planned is not None:
            came.append(planned)
    assert came[:10] == [*PLAN, *PLAN]


def test_the_first_eight_are_of_every_kind(
    everybody: list[Person], past: History, language: Language
) -> None:
    eight = crowd(everybody, past, language, 8).plan[:8]
    assert {planned.to for planned in eight} == set(NUMBERS.values())
    assert sorted(planned.wish for planned in eight)[:2] == ["callback", "message"]
    assert sum(planned.withheld for planned in eight) == 1
    assert sum(planned.speaker >= len(everybody) for planned in eight) == 2
    known = [everybody[p.speaker] for p in eight if p.speaker < len(everybody)]
    assert any({KEY_ACCOUNT.fa, KEY_ACCOUNT.en} & set(person.tags) for person in known)
    assert min(planned.patience_s for planned in eight) >= 75
    assert all(planned.number for planned in eight if planned.wish == "callback")


def test_patience_is_a_few_minutes_and_some_have_none(
    everybody: list[Person], past: History, language: Language
) -> None:
    patience = sorted(planned.patience_s for planned in crowd(everybody, past, language, 8).plan)
    hurried = [seconds for seconds in patience if seconds < 10]
    assert 0.04 < len(hurried) / len(patience) < 0.2
    assert 120 < patience[len(patience) // 2] < 200
    assert patience[-1] > 300


def test_nobody_known_calls_twice_in_a_round(
    everybody: list[Person], past: History, language: Language
) -> None:
    plan = crowd(everybody, past, language, 8).plan
    known = [p.speaker for p in plan if p.speaker < len(everybody) and p.show_name]
    assert len(known) == len(set(known))
