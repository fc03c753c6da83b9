"""What a call counts as: the conditions behind each figure, for `figures` and for `reports`."""

from __future__ import annotations

import math
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, not_, or_, select

from desk_app.crm.figure_rules import SECOND_US, Figure, FigureRules
from desk_app.crm.models import Call, Leg
from desk_app.crm.records import OutcomeOfCall

# A call that another phone answered is known to be answered, not when: its end here is that.
ANSWERED = or_(Call.answered_us.is_not(None), Call.outcome == OutcomeOfCall.ANSWERED.value)
WAITING = and_(Call.answered_us.is_(None), Call.ended_us.is_(None))
OVER = and_(not_(ANSWERED), Call.ended_us.is_not(None))
ABANDONED = and_(OVER, Call.outcome == OutcomeOfCall.ABANDONED.value)
SETTLED_US = func.coalesce(Call.answered_us, Call.ended_us)
WAIT_US = SETTLED_US - Call.entered_us
FORECAST = and_(ANSWERED, Call.expected_us.is_not(None))
ERROR_US = func.abs(SETTLED_US - Call.expected_us)
HANDLED = and_(Leg.answered_us.is_not(None), Leg.ended_us.is_not(None))
TALK_US = Leg.ended_us - Leg.answered_us


def is_behind(figure: Figure, rules: FigureRules) -> ColumnElement[bool]:
    """Return what makes a call one of a figure's."""
    target_us = round(rules.target_s * SECOND_US)
    match figure:
        case Figure.OFFERED:
            return Call.entered_us.is_not(None)
        case Figure.ANSWERED:
            return ANSWERED
        case Figure.ABANDONED:
            return ABANDONED
        case Figure.OVERFLOWED:
            return and_(OVER, Call.outcome != OutcomeOfCall.ABANDONED.value)
        case Figure.WAITING:
            return WAITING
        case Figure.SHORT:
            return and_(ABANDONED, round(rules.short_s * SECOND_US) > WAIT_US)
        case Figure.IN_TIME:
            return and_(ANSWERED, target_us >= WAIT_US)
        case Figure.LOST_IN_TIME:
            return and_(ABANDONED, target_us >= WAIT_US)
        case Figure.FORECAST:
            return FORECAST
        case Figure.HANDLED:
            return HANDLED


def was_behind(figure: Figure, rules: FigureRules, at_us: int) -> ColumnElement[bool]:
    """Return what made a call one of a queue's figures at an instant that is over."""
    if figure is Figure.WAITING:
        return or_(SETTLED_US.is_(None), at_us < SETTLED_US)
    return and_(is_behind(figure, rules), at_us >= SETTLED_US)


def asked_for(queue: str, from_us: int, to_us: int) -> ColumnElement[bool]:
    """Return which calls are meant: those that came in through the queue, "" for any."""
    return and_(
        Call.entered_us >= from_us,
        Call.entered_us < to_us,
        Call.direction == "in",
        Call.queue == queue if queue else Call.queue != "",
    )


def sum_of(value: ColumnElement[Any], when: ColumnElement[bool]) -> ColumnElement[int]:
    """Return the sum of a value over the rows that meet a condition, 0 for none."""
    return func.coalesce(func.sum(case((when, value), else_=0)), 0)


def count_of(when: ColumnElement[bool]) -> ColumnElement[int]:
    """Return how many rows meet a condition."""
    return func.count(case((when, 1)))


def percentiles(
    connection: Connection, asked: ColumnElement[bool], count: int, shares: tuple[float, ...]
) -> list[float | None]:
    """Return the nearest-rank percentiles of the answered calls' waits, in seconds."""
    if not count:
        return [None] * len(shares)
    ranks = [max(1, math.ceil(share * count)) for share in shares]
    place = func.row_number().over(order_by=WAIT_US).label("place")
    waits = select(WAIT_US.label("wait"), place).where(asked, ANSWERED).subquery()
    query = select(waits.c.place, waits.c.wait).where(waits.c.place.in_(set(ranks)))
    found = {row.place: row.wait / SECOND_US for row in connection.execute(query)}
    return [found[rank] for rank in ranks]
