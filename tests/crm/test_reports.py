"""Reports against a slow and obvious fold of the same ledger, in a zone that has summer time."""

from __future__ import annotations

import itertools
import math
import shutil
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desk_app.crm import recent
from desk_app.crm.call_log import EventKind
from desk_app.crm.figure_rules import SECOND_US, Figure, FigureRules, ServiceLevelRule
from desk_app.crm.models import AnyRow, Call, Leg, Ticket
from desk_app.crm.recent import Recent
from desk_app.crm.records import OutcomeOfCall, OutcomeOfLeg, TicketChanges
from desk_app.crm.report_figures import OF_CALLS, OF_LEGS, OF_RATINGS, OF_RETURNS, Behind, Sums
from desk_app.crm.report_spans import Asked, Calendar, Interval, TooManyRows, slot_spans, spans
from desk_app.crm.server import Where
from desk_app.crm.service import Crm
from tests.crm.conftest import Clock
from tests.crm.queue_calls import QueueCalls
from tests.rigs.postgres import Postgres

FIRST, LAST = date(2025, 10, 20), date(2025, 11, 3)  # Berlin leaves summer time on 26 October
HOUR_S = 3600
DAY_US = 86_400 * SECOND_US


@pytest.fixture(autouse=True)
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def asked(**more: Any) -> Asked:
    return Asked(**({"first": FIRST, "last": LAST} | more))


# --- the obvious fold ------------------------------------------------------------------------


class Ledger:
    """Every row of a database, to count by hand."""

    def __init__(self, crm: Crm) -> None:
        with crm._database.read() as connection:
            self.calls = connection.execute(select(*Call.__table__.columns)).all()
            legs = connection.execute(select(*Leg.__table__.columns)).all()
            tickets = connection.execute(select(Ticket.id, Ticket.category)).all()
        self.legs = {
            call.id: [leg for leg in legs if leg.call_id == call.id] for call in self.calls
        }
        self.categories: dict[int, str] = {row.id: row.category for row in tickets}

    def entered(self, what: Asked, begin: int, end: int) -> list[AnyRow]:
        return [
            call
            for call in self.calls
            if begin <= call.entered_us < end
            and call.direction == "in"
            and (call.queue == what.queue if what.queue else call.queue)
        ]

    def legs_of(self, what: Asked, calls: Sequence[AnyRow]) -> list[AnyRow]:
        legs = [leg for call in calls for leg in self.legs[call.id]]
        return [leg for leg in legs if not what.agent or leg.agent == what.agent]

    def same_caller(self, one: AnyRow, other: AnyRow) -> bool:
        if one.customer_id != other.customer_id:
            return False
        if one.customer_id is None and not one.e164 == other.e164 != "":
            return False
        return self.categories[one.ticket_id] == self.categories[other.ticket_id]

    def came_back(self, call: AnyRow, within_us: int) -> bool:
        return any(
            self.same_caller(call, other)
            and other.direction == "in"
            and (call.entered_us, call.id) < (other.entered_us, other.id)
            and other.entered_us <= call.entered_us + within_us
            for other in self.calls
        )


def is_answered(call: AnyRow) -> bool:
    return bool(call.answered_us is not None or call.outcome == "answered")


def talked(leg: AnyRow) -> bool:
    return leg.answered_us is not None and leg.ended_us is not None


def by_hand(ledger: Ledger, what: Asked, begin: int, end: int, now_us: int) -> dict[str, Any]:
    calls = ledger.entered(what, begin, end)
    legs = ledger.legs_of(what, calls)
    over = [c for c in calls if is_answered(c) or c.ended_us is not None]
    answered = [c for c in over if is_answered(c)]
    unserved = [c for c in over if not is_answered(c)]
    gave_up = [c for c in unserved if c.outcome == "abandoned"]
    waits = sorted((c.answered_us or c.ended_us) - c.entered_us for c in answered)
    lost = [c.ended_us - c.entered_us for c in gave_up]
    handled = [leg for leg in legs if talked(leg)]
    wraps = [leg.wrapped_us - leg.ended_us for leg in handled if leg.wrapped_us is not None]
    rules, days_us = what.rules, what.within_days * DAY_US
    target_us, limit_us = rules.target_s * SECOND_US, rules.wrap_up_limit_s * SECOND_US
    mine = [c for c in answered if not what.agent or any(map(talked, ledger.legs_of(what, [c])))]
    known = [
        c
        for c in mine
        if (c.customer_id is not None or c.e164) and c.entered_us + days_us <= now_us
    ]
    theirs = [c for c in calls if not what.agent or any(map(talked, ledger.legs_of(what, [c])))]
    ratings = [c.rating for c in theirs if c.rating is not None]
    counts = {
        Behind.RANG: len(legs),
        Behind.TAKEN: sum(leg.answered_us is not None for leg in legs),
        Behind.HANDLED: len(handled),
        Behind.MISSED: sum(leg.outcome == "rang_out" for leg in legs),
        Behind.CAPPED: sum(wrap > limit_us for wrap in wraps),
        Behind.KNOWN: len(known),
        Behind.RESOLVED: sum(not ledger.came_back(c, days_us) for c in known),
        Behind.ASKED: len(ratings),
        Behind.RATED: sum(rating > 0 for rating in ratings),
        Behind.SATISFIED: sum(rating in (4, 5) for rating in ratings),
    }
    found: dict[str, Any] = {
        "talk_us": sum(leg.ended_us - leg.answered_us for leg in handled),
        "wrap_us": sum(min(wrap, limit_us) for wrap in wraps),
        "wrapped": len(wraps),
        "ring_us": sum(
            (leg.answered_us or leg.ended_us) - leg.ring_us
            for leg in legs
            if leg.ended_us is not None
        ),
    }
    if what.agent:
        return found | {"counts": dict.fromkeys(Behind, 0) | counts, "waits_s": (None, None)}
    foretold = [c for c in answered if c.expected_us is not None]
    errors = [abs((c.answered_us or c.ended_us) - c.expected_us) for c in foretold]
    counts |= {
        Behind.FORECAST: len(foretold),
        Behind.OFFERED: len(calls),
        Behind.ANSWERED: len(answered),
        Behind.ABANDONED: len(gave_up),
        Behind.OVERFLOWED: len(unserved) - len(gave_up),
        Behind.WAITING: len(calls) - len(over),
        Behind.SHORT: sum(wait < rules.short_s * SECOND_US for wait in lost),
        Behind.IN_TIME: sum(wait <= target_us for wait in waits),
        Behind.LOST_IN_TIME: sum(wait <= target_us for wait in lost),
    }
    ranks = [
        waits[math.ceil(p * len(waits)) - 1] / SECOND_US if waits else None for p in (0.5, 0.9)
    ]
    return found | {
        "counts": counts,
        "waited_us": sum(waits),
        "error_us": sum(errors),
        "longest_us": max([*waits, *((c.ended_us - c.entered_us) for c in unserved)], default=0),
        "waits_s": tuple(ranks),
    }


def told(sums: Sums, like: dict[str, Any]) -> dict[str, Any]:
    return {name: getattr(sums, name) for name in like}


# --- arbitrary ledgers -----------------------------------------------------------------------

CALLS = st.lists(
    st.tuples(
        st.integers(-2 * 24, 17 * 24).map(lambda hours: hours * HOUR_S - 1),  # beside the edges
        st.sampled_from(["answered", "open", *(o for o in OutcomeOfCall if o != "answered")]),
        st.sampled_from([0, 4.999, 5, 20, 20.5, 100]),
        st.sampled_from(["Support", "Sales", ""]),
        st.sampled_from(["02149258000", "09120001142", "anonymous"]),
        st.sampled_from(["Omid", "Mina"]),
        st.sampled_from([None, 0, 20, 4000]),  # wrap-up
        st.sampled_from(["", "billing"]),
        st.booleans(),  # somebody's phone rang out first
        st.sampled_from([None, 0, 3, 4, 5]),  # what the caller says after the talk
        st.sampled_from([None, 30, 240]),  # how long it was expected to wait
    ),
    max_size=6,
)


def live(queue: QueueCalls, call: tuple[Any, ...]) -> None:
    """Let a call happen."""
    at_s, how, wait_s, name, number, agent, wrap_s, category, rang_out, rating, wait = call
    key = queue.enter(at_s, queue=name, number=number, expected_s=wait)
    if rang_out:
        first = {"leg": f"{key}.0", "agent": "Mina"}
        queue.tell(key, EventKind.RING, at_s, **first)
        queue.tell(key, EventKind.END, at_s + 1, leg_outcome=OutcomeOfLeg.RANG_OUT, **first)
    if how == "answered":
        leg = {"leg": f"{key}.1", "agent": agent}
        queue.tell(key, EventKind.RING, at_s + wait_s, **leg)
        queue.tell(key, EventKind.ANSWER, at_s + wait_s, **leg)
        ends = {"leg_outcome": OutcomeOfLeg.ANSWERED, "outcome": OutcomeOfCall.ANSWERED}
        queue.tell(key, EventKind.END, at_s + wait_s + 60, **leg, **ends)
        queue.crm.edit_ticket(queue.crm.ticket_of(key).id, TicketChanges(category=category))
        if rating is not None:
            for said in (0, rating):  # first it is asked
                queue.tell(key, EventKind.RATED, at_s + wait_s + 61, leg="", rating=said)
        if wrap_s is not None:
            over_s = at_s + wait_s + 60 + wrap_s
            queue.clock.now_us = queue.start_us + round(over_s * SECOND_US)
            queue.crm.finish_wrap_up(key, TicketChanges())
    elif how != "open":
        queue.tell(key, EventKind.END, at_s + wait_s, outcome=OutcomeOfCall(how))


numbers = itertools.count()


@pytest.fixture(params=["sqlite", "postgresql"])
def fresh(request: pytest.FixtureRequest, empty_database: Path, tmp_path: Path) -> Iterator[Any]:
    """Make an empty database of its own for each example, of either kind."""
    opened: list[Crm] = []

    def place() -> Where:
        if request.param == "postgresql":
            postgres: Postgres = request.getfixturevalue("postgres")
            return postgres.server(postgres.fresh(), "sara")
        return Path(shutil.copy(empty_database, tmp_path / f"{next(numbers)}.sqlite"))

    def make() -> QueueCalls:
        clock = Clock()
        crm = Crm(place(), now_us=clock)
        crm.open()
        opened.append(crm)
        return QueueCalls(crm, clock, asked().from_us)

    yield make
    for crm in opened:
        crm.close()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    calls=CALLS,
    what=st.builds(
        asked,
        interval=st.sampled_from(Interval),
        calendar=st.sampled_from(Calendar),
        queue=st.sampled_from(["", "Support"]),
        agent=st.sampled_from(["", "", "Mina"]),
        within_days=st.sampled_from([1, 7]),
        rules=st.builds(FigureRules, target_s=st.sampled_from([5, 20.0]), short_s=st.just(5)),
    ),
    now_day=st.integers(0, 30),
)
def test_a_report_is_the_fold_of_the_ledger(
    fresh: Any, calls: list[tuple[Any, ...]], what: Asked, now_day: int
) -> None:
    queue = fresh()
    for call in calls:
        live(queue, call)
    crm = queue.crm
    queue.clock.now_us = now_us = what.from_us + now_day * DAY_US
    found, ledger = crm.report(what), Ledger(crm)
    for row in found.rows:
        hand = by_hand(ledger, what, row.from_us, row.to_us, now_us)
        assert told(row.sums, hand) == hand
    whole = by_hand(ledger, what, what.from_us, what.to_us, now_us)
    assert told(found.total, whole) == whole
    assert found.empty == (not any(found.total.counts.values()))
    slots = {slot: sums.counts for slot, sums in found.slots.items()}
    for (weekday, hour), counts in slots.items():
        inside = [by_hand(ledger, what, a, b, now_us) for a, b in slot_spans(what, weekday, hour)]
        assert counts == {b: sum(one["counts"][b] for one in inside) for b in Behind}
    period = [(what.from_us, what.to_us)]
    for behind, count in found.total.counts.items():
        if what.agent and behind in OF_CALLS:
            continue
        calls_behind = crm.report_calls(what, behind, period)
        assert len(calls_behind.calls) == calls_behind.total == count, behind
        cut = crm.report_calls(what, behind, period, limit=1)
        assert (cut.calls, cut.total) == (calls_behind.calls[:1], count), behind
        for row in found.rows if len(found.rows) < 20 else ():
            listed = crm.report_calls(what, behind, [(row.from_us, row.to_us)])
            assert len(listed.calls) == row.sums.counts[behind]


def test_how_it_went_lately_is_known_of_each_queue(fresh: Any) -> None:
    queue = fresh()
    for at_s in (0, 10):
        queue.answered(at_s, 5, talk_s=100, wrap_s=20, expected_s=65)
    queue.answered(20, 5, talk_s=600, wrap_s=9000, queue="Sales")
    queue.gone(30, 5, queue="Other", expected_s=65)
    now_us, database = queue.clock.now_us, queue.crm._database
    with database.read() as connection:
        assert recent.by_queue(connection, ["Support", "Sales", "Other"], now_us) == {
            "Support": Recent(120.0, 60.0),
            "Sales": Recent(900.0, None),
        }
        only = recent.by_queue(connection, ["Sales", "Nowhere"], now_us)
        assert only == {"Sales": Recent(900.0, None)}
        assert recent.errors_s(connection, ["Support"], now_us + 8 * DAY_US) == {}
    for at_s in range(recent.LAST):
        queue.answered(1000 + at_s, 5, talk_s=10, wrap_s=0, expected_s=8)
    with database.read() as connection:
        found = recent.by_queue(connection, ["Support"], queue.clock.now_us)
    assert found == {"Support": Recent(10.0, 3.0)}


@pytest.mark.parametrize("interval", Interval)
@pytest.mark.parametrize("calendar", Calendar)
def test_rows_cover_the_period_without_gap(interval: Interval, calendar: Calendar) -> None:
    what = asked(interval=interval, calendar=calendar)
    cut = spans(what)
    assert (cut[0][0], cut[-1][1]) == (what.from_us, what.to_us)
    assert all(begin < end for begin, end in cut)
    assert all(before[1] == after[0] for before, after in itertools.pairwise(cut))


def days(what: Asked) -> list[date]:
    instants = [datetime.fromtimestamp(begin // SECOND_US, UTC) for begin, _ in spans(what)]
    return [at.astimezone().date() for at in instants]


def test_weeks_and_months_are_the_calendars() -> None:
    long = {"first": date(2025, 10, 20), "last": date(2026, 4, 10)}
    saturdays = days(asked(interval=Interval.WEEK, calendar=Calendar.JALALI, **long))[1:]
    assert {day.weekday() for day in saturdays} == {5}
    mondays = days(asked(interval=Interval.WEEK, **long))
    assert {day.weekday() for day in mondays} == {0}
    months = days(asked(interval=Interval.MONTH, calendar=Calendar.JALALI, **long))
    assert months == [
        date(2025, 10, 20),
        *(date(2025, 10, 23), date(2025, 11, 22), date(2025, 12, 22)),
        date(2026, 1, 21),
        date(2026, 2, 20),
        date(2026, 3, 21),
    ]
    assert days(asked(interval=Interval.MONTH, **long))[1:] == [
        date(2025, 11, 1), date(2025, 12, 1), *(date(2026, month, 1) for month in range(1, 5))
    ]  # fmt: skip


def test_a_day_of_summer_time_has_its_own_hours() -> None:
    back = date(2025, 10, 26)
    assert len(spans(asked(first=back, last=back, interval=Interval.HOUR))) == 25
    forth = date(2025, 3, 30)
    assert len(spans(asked(first=forth, last=forth, interval=Interval.QUARTER))) == 92
    assert slot_spans(asked(first=forth, last=forth), 6, 2) == ()
    ((begin, end),) = slot_spans(asked(first=back, last=back), 6, 2)
    assert end - begin == 2 * HOUR_S * SECOND_US


def test_too_many_rows_are_refused_before_they_are_made() -> None:
    for interval, last in ((Interval.QUARTER, 60), (Interval.HOUR, 300), (Interval.DAY, 10**6)):
        with pytest.raises(TooManyRows):
            spans(asked(last=FIRST + timedelta(days=last), interval=interval))


def test_the_service_level_is_by_the_rule_that_is_named(fresh: Any) -> None:
    queue = fresh()
    for wait_s in (2, 8, 15, 20, 31, 90):
        queue.answered(HOUR_S, wait_s)
    queue.gone(HOUR_S, 3)
    queue.gone(HOUR_S, 72)
    queue.gone(HOUR_S, 600, OutcomeOfCall.OVERFLOWED)
    found = queue.crm.report(asked())
    rule = ServiceLevelRule
    levels = [found.total.service_level(one) for one in (rule.OURS, rule.ASTERISK, rule.CONNECT)]
    assert levels == [4 / 7, 4 / 6, 5 / 9]
    figures = queue.crm.queue_figures("Support", found.asked.from_us, found.asked.to_us)
    assert {f.value: found.total.counts[Behind(f.value)] for f in Figure} == {
        f.value: n for f, n in figures.counts.items()
    }
    assert (found.total.asa_s, found.total.aht_s) == (figures.asa_s, figures.aht_s)
    assert found.total.acw_s == figures.acw_s


def test_who_is_to_be_chosen_from(fresh: Any) -> None:
    queue = fresh()
    queue.answered(HOUR_S, 2)
    queue.answered(HOUR_S, 2, queue="Sales")
    queue.answered(-HOUR_S, 2, queue="Earlier")
    assert queue.crm.heard_of(asked().from_us, asked().to_us) == (("Sales", "Support"), ("Omid",))


def test_all_that_is_counted_is_of_one_kind() -> None:
    assert sorted([*OF_CALLS, *OF_LEGS, *OF_RETURNS, *OF_RATINGS]) == sorted(Behind)
