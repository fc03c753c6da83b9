"""How it went lately, for the expected wait: handle times, and how wrong it was.

Lately is the last so many calls of a week: enough for a mean, and few enough to follow the day.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from sqlalchemy import ColumnElement, Connection, case, func, select

from desk_app.crm.counting import ERROR_US, FORECAST, HANDLED, TALK_US
from desk_app.crm.figure_rules import SECOND_US, FigureRules
from desk_app.crm.models import Call, Leg

LAST = 50
_WEEK_US = 7 * 86_400 * SECOND_US
_LIMIT_US = round(FigureRules().wrap_up_limit_s * SECOND_US)
_WRAP_US = func.coalesce(Leg.wrapped_us - Leg.ended_us, 0)
_HANDLE_US = TALK_US + case((_WRAP_US > _LIMIT_US, _LIMIT_US), else_=_WRAP_US)


class Recent(msgspec.Struct, frozen=True):
    """A queue lately: mean handle time (0: nobody was handled), and the forecast's mean error."""

    handle_s: float = 0.0
    error_s: float | None = None  # None: no forecast came to its end


def handle_s(connection: Connection, queues: Iterable[str], now_us: int) -> float:
    """Return the mean handle time of the last handled calls; 0 = none, no forecast.

    Of these queues together, of any where none is named.
    """
    last = (
        select(_HANDLE_US.label("spent"))
        .join(Call, Call.id == Leg.call_id)
        .where(Leg.ring_us >= now_us - _WEEK_US, HANDLED, _of(queues))
        .order_by(Leg.ring_us.desc())
        .limit(LAST)
        .subquery()
    )
    return float(connection.scalar(select(func.avg(last.c.spent))) or 0) / SECOND_US


def by_queue(connection: Connection, queues: Iterable[str], now_us: int) -> dict[str, Recent]:
    """Return these queues as they were lately, each by itself; none is named: all of them."""
    names = tuple(queues)
    errors = errors_s(connection, names, now_us)
    place = func.row_number().over(partition_by=Call.queue, order_by=Leg.ring_us.desc())
    legs = (
        select(Call.queue, _HANDLE_US.label("spent"), place.label("place"))
        .join(Leg, Leg.call_id == Call.id)
        .where(Leg.ring_us >= now_us - _WEEK_US, HANDLED, _of(names))
        .subquery()
    )
    query = select(legs.c.queue, func.avg(legs.c.spent)).where(legs.c.place <= LAST)
    handled = {
        queue: float(spent) / SECOND_US
        for queue, spent in connection.execute(query.group_by(legs.c.queue))
    }
    return {
        queue: Recent(handled.get(queue, 0.0), errors.get(queue))
        for queue in handled.keys() | errors.keys()
    }


def errors_s(connection: Connection, queues: Iterable[str], now_us: int) -> dict[str, float]:
    """Return by how much the last forecasts of these queues were wrong, in the mean.

    |wait - expected wait| of the answered; a queue without any is not named.
    """
    place = func.row_number().over(partition_by=Call.queue, order_by=Call.entered_us.desc())
    last = (
        select(Call.queue, ERROR_US.label("error"), place.label("place"))
        .where(Call.entered_us >= now_us - _WEEK_US, FORECAST, _of(queues))
        .subquery()
    )
    query = select(last.c.queue, func.avg(last.c.error)).where(last.c.place <= LAST)
    found = connection.execute(query.group_by(last.c.queue))
    return {queue: float(error) / SECOND_US for queue, error in found}


def _of(queues: Iterable[str]) -> ColumnElement[bool]:
    names = tuple(queues)
    return (Call.direction == "in") & (Call.queue.in_(names) if names else Call.queue != "")
