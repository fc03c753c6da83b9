"""Figures of the queues, folded from the ledger: calls that entered, legs that handled them.

A call belongs to the period in which it *entered* its queue; the clock of its wait starts
there and stops at the first answer, or at the end. What was asked for is one queue or all
of them (""), in [from_us, to_us). Every figure names the calls behind it (`calls_behind`),
and `QueueFigures.count` is their number.

Answered, abandoned and overflowed calls sum to the offered ones less those that still wait.
Overflowed is every call that ended unserved without the caller having given up: let go by
the queue, lost with the engine, called back in vain.
"""

from __future__ import annotations

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, case, func, not_, select

from desk_app.crm.call_views import newest
from desk_app.crm.counting import (
    ANSWERED,
    ERROR_US,
    FORECAST,
    HANDLED,
    TALK_US,
    WAIT_US,
    WAITING,
    asked_for,
    count_of,
    is_behind,
    percentiles,
    sum_of,
    was_behind,
)
from desk_app.crm.figure_rules import SECOND_US, Figure, FigureRules, ratio, service_level
from desk_app.crm.models import Call, Leg
from desk_app.crm.records import CallsFound


class QueueFigures(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a queue ("" = all) in [from_us, to_us). None where there is nothing to say."""

    queue: str
    from_us: int
    to_us: int
    rules: FigureRules
    counts: dict[Figure, int]
    asa_s: float | None  # mean wait of the answered: of survivors only, so show the next two
    wait_p50_s: float | None
    wait_p90_s: float | None
    longest_wait_s: float  # of those whose wait is over
    error_s: float | None  # mean of |wait - expected wait|, of the answered with a forecast
    waiting_since_us: int | None  # entry of the caller who still waits longest
    talk_s: float  # of the handled legs, holds included
    wrap_up_s: float
    wrapped: int  # wrap-ups that are over
    wrap_ups_capped: int  # of these, longer than the limit

    def count(self, figure: Figure) -> int:
        """Return how many calls are behind a figure."""
        return self.counts[figure]

    @property
    def service_level(self) -> float | None:
        """0 to 1, by the rule in `rules`."""
        return service_level(self.counts, self.rules.service_level)

    @property
    def aht_s(self) -> float | None:
        """Mean handle time: talk, holds and wrap-up of each agent who handled a call."""
        return ratio(self.talk_s + self.wrap_up_s, self.counts[Figure.HANDLED])

    @property
    def acw_s(self) -> float | None:
        """Mean wrap-up, of the wrap-ups that are over."""
        return ratio(self.wrap_up_s, self.wrapped)


def queue_figures(
    connection: Connection, queue: str, from_us: int, to_us: int, rules: FigureRules
) -> QueueFigures:
    """Return the figures of a queue, "" for all of them together, in [from_us, to_us)."""
    asked = asked_for(queue, from_us, to_us)
    counted = [figure for figure in Figure if figure is not Figure.HANDLED]
    row = connection.execute(
        select(
            *(count_of(is_behind(figure, rules)).label(figure.value) for figure in counted),
            sum_of(WAIT_US, ANSWERED).label("waited"),
            sum_of(ERROR_US, FORECAST).label("error"),
            func.max(case((not_(WAITING), WAIT_US))).label("longest"),
            func.min(case((WAITING, Call.entered_us))).label("since"),
        ).where(asked)
    ).one()
    counts = {figure: int(row._mapping[figure.value]) for figure in counted}
    answered = counts[Figure.ANSWERED]
    half, most = percentiles(connection, asked, answered, (0.5, 0.9))
    legs = _legs(connection, asked, rules)
    return QueueFigures(
        queue=queue,
        from_us=from_us,
        to_us=to_us,
        rules=rules,
        counts=counts | {Figure.HANDLED: legs["handled"]},
        asa_s=ratio(row.waited / SECOND_US, answered),
        wait_p50_s=half,
        wait_p90_s=most,
        longest_wait_s=(row.longest or 0) / SECOND_US,
        error_s=ratio(int(row.error) / SECOND_US, counts[Figure.FORECAST]),
        waiting_since_us=row.since,
        talk_s=legs["talk_us"] / SECOND_US,
        wrap_up_s=legs["wrap_us"] / SECOND_US,
        wrapped=legs["wrapped"],
        wrap_ups_capped=legs["capped"],
    )


def _legs(connection: Connection, asked: ColumnElement[bool], rules: FigureRules) -> dict[str, int]:
    """Return sums over the legs of the calls: times in microseconds, and counts."""
    limit_us = round(rules.wrap_up_limit_s * SECOND_US)
    wrap_us = Leg.wrapped_us - Leg.ended_us
    wrapped = and_(HANDLED, Leg.wrapped_us.is_not(None))
    query = (
        select(
            count_of(HANDLED).label("handled"),
            count_of(wrapped).label("wrapped"),
            count_of(and_(wrapped, wrap_us > limit_us)).label("capped"),
            sum_of(TALK_US, HANDLED).label("talk_us"),
            sum_of(case((wrap_us > limit_us, limit_us), else_=wrap_us), wrapped).label("wrap_us"),
        )
        .select_from(Call)
        .join(Leg, Leg.call_id == Call.id)
        .where(asked)
    )
    return {name: int(value) for name, value in connection.execute(query).one()._mapping.items()}


def calls_behind(
    connection: Connection,
    figure: Figure,
    queue: str,
    from_us: int,
    to_us: int,
    rules: FigureRules,
    limit: int | None = None,
) -> CallsFound:
    """Return the calls that a figure counts, newest first; HANDLED gives one for each agent."""
    where = and_(asked_for(queue, from_us, to_us), is_behind(figure, rules))
    return newest(connection, where, limit, each_leg=figure is Figure.HANDLED)


def calls_until(
    connection: Connection,
    figure: Figure,
    queue: str,
    from_us: int,
    until_us: int,
    rules: FigureRules,
    limit: int | None = None,
) -> CallsFound:
    """Return the calls that a figure counted at an instant, of those that had entered by then."""
    where = and_(asked_for(queue, from_us, until_us + 1), was_behind(figure, rules, until_us))
    return newest(connection, where, limit)
