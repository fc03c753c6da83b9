"""Duty: what is told of agents, and what of it falls into each quarter of an hour."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, insert, select

from desk_app.crm.duty import by_quarter
from desk_app.crm.models import Duty
from desk_app.crm.opening import AnyDatabase
from desk_app.crm.records import DutyChange
from desk_app.crm.report_spans import QUARTER_US, Asked, Interval, midnight_us
from desk_app.crm.service import Crm
from tests.crm.conftest import Clock
from tests.crm.queue_calls import QueueCalls

DAY = date(2025, 11, 17)
SECOND_US = 1_000_000
HOUR_US = 3600 * SECOND_US

Row = tuple[str, str, int, int]  # agent, reason, begin, end


class Found(Exception):
    """What was found, on the way out of a transaction."""


def rows(crm: Crm) -> list[Row]:
    with crm._database.read() as connection:
        found = connection.execute(
            select(Duty.agent, Duty.reason, Duty.from_us, Duty.until_us).order_by(Duty.id)
        )
        return [(row[0], row[1], row[2], row[3]) for row in found]


def test_a_shift_with_a_break(crm: Crm) -> None:
    on, pause, back = (
        DutyChange(at, "Sara", why) for at, why in ((10, ""), (20, "break"), (30, ""))
    )
    crm.tell_duty([on], 15)
    assert rows(crm) == [("Sara", "", 10, 15)]
    crm.tell_duty([pause], 25)
    crm.tell_duty([back, DutyChange(40, "Sara", None)], 40)
    shift = [("Sara", "", 10, 20), ("Sara", "break", 20, 30), ("Sara", "", 30, 40)]
    assert rows(crm) == shift
    crm.tell_duty([], 99)
    assert rows(crm) == shift, "who has logged out is on duty no longer"


def test_what_is_told_twice_counts_once(crm: Crm) -> None:
    told = [DutyChange(10, "Sara", ""), DutyChange(20, "Sara", "break")]
    crm.tell_duty(told, 25)
    crm.tell_duty(told, 30)
    crm.tell_duty([*told, DutyChange(35, "Sara", "break")], 40)
    assert rows(crm) == [("Sara", "", 10, 20), ("Sara", "break", 20, 40)]


def test_a_desk_that_died_leaves_what_it_had_said(open_crm: Callable[[], Crm]) -> None:
    open_crm().tell_duty([DutyChange(10, "Sara", "")], 70)
    after = open_crm()
    after.tell_duty([DutyChange(100, "Sara", "")], 130)
    assert rows(after) == [("Sara", "", 10, 70), ("Sara", "", 100, 130)]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["Sara", "Omid"]),
            st.sampled_from(["", "", "break"]),
            st.integers(-9, 9),  # begin and end, in sevenths of a quarter
            st.integers(0, 20),
        ),
        max_size=8,
    ),
    st.sampled_from(["", "Sara"]),
)
def test_quarters_are_filled_by_what_falls_into_them(
    database: AnyDatabase, told: list[tuple[str, str, int, int]], agent: str
) -> None:
    seventh = QUARTER_US // 7
    spans: list[Row] = [(who, why, at * seventh, (at + n) * seventh) for who, why, at, n in told]
    names = ("agent", "reason", "from_us", "until_us")

    def counted(connection: Connection) -> None:
        if spans:
            values = [dict(zip(names, span, strict=True)) | {"source": "desk"} for span in spans]
            connection.execute(insert(Duty).values(values))
        raise Found(by_quarter(connection, agent, 0, 2 * QUARTER_US))  # and none of it is kept

    with pytest.raises(Found) as found:
        database.change(counted)
    expected = {}
    for quarter in (0, 1):
        begin, end = quarter * QUARTER_US, (quarter + 1) * QUARTER_US
        inside = [
            max(0, min(until, end) - max(since, begin))
            for who, why, since, until in spans
            if not why and agent in ("", who)
        ]
        expected[quarter] = sum(inside)
    assert found.value.args[0] == {quarter: spent for quarter, spent in expected.items() if spent}


def test_occupancy_is_of_those_on_duty(crm: Crm, clock: Clock) -> None:
    from_us = midnight_us(DAY)
    queue = QueueCalls(crm, clock, from_us)
    queue.answered(3600, 5, talk_s=100, wrap_s=20)  # Omid's, who is on duty for an hour
    changes = [
        DutyChange(from_us + HOUR_US, "Omid", ""),
        DutyChange(from_us + 2 * HOUR_US, "Omid", None),
    ]
    crm.tell_duty([*changes, DutyChange(from_us + HOUR_US, "Mina", "")], from_us + 3 * HOUR_US)
    asked = Asked(first=DAY, last=DAY, interval=Interval.HOUR)
    busy_s = crm.report(asked).total
    spent_us = busy_s.talk_us + busy_s.wrap_us + busy_s.ring_us
    assert spent_us >= 120 * SECOND_US
    assert busy_s.occupancy == pytest.approx(spent_us / (3 * HOUR_US))
    rows = crm.report(asked).rows
    assert [row.sums.duty_us // HOUR_US for row in rows[:4]] == [0, 2, 1, 0]
    alone = Asked(first=DAY, last=DAY, agent="Omid")
    assert crm.report(alone).total.occupancy == pytest.approx(spent_us / HOUR_US)
    of_a_queue = Asked(first=DAY, last=DAY, queue="Support")
    assert crm.report(of_a_queue).total.occupancy is None
