"""How it went lately, for the expected wait: handle times, and how wrong it was.

Lately is the last so many calls of a week: enough for a mean, and few enough to follow the day.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, Select, case, func, select

from desk_app.crm.counting import ERROR_US, FORECAST, HANDLED, TALK_US
from desk_app.crm.figure_rules import SECOND_US, FigureRules
from desk_app.crm.models import Call, Leg

LAST = 50
_HOUR_US = 3_600 * SECOND_US
_WEEK_US = 7 * 24 * _HOUR_US
_SPANS_US = (3 * _HOUR_US, 24 * _HOUR_US, _WEEK_US)
_LIMIT_US = round(FigureRules().wrap_up_limit_s * SECOND_US)
_WRAP_US = func.coalesce(Leg.wrapped_us - Leg.ended_us, 0)
_HANDLE_US = TALK_US + case((_WRAP_US > _LIMIT_US, _LIMIT_US), else_=_WRAP_US)
_PLACE = func.row_number().over(partition_by=Call.queue, order_by=Call.entered_us.desc())
_HANDLED = (
    select(Call.queue, _HANDLE_US.label("value"), _PLACE.label("place"))
    .join(Leg, Leg.call_id == Call.id)
    .where(HANDLED)
)
_FORETOLD = select(Call.queue, ERROR_US.label("value"), _PLACE.label("place")).where(FORECAST)


class Recent(msgspec.Struct, frozen=True):
    """A queue lately: mean handle time (0: nobody was handled), and the forecast's mean error."""

    handle_s: float = 0.0
    error_s: float | None = None  # None: no forecast came to its end


def handle_s(connection: Connection, queues: Iterable[str], now_us: int) -> float:
    """Return the mean handle time of the last handled calls; 0 = none, no forecast.

    Of these queues together, of any where none is named.
    """
    names = tuple(queues)
    last = (
        select(_HANDLE_US.label("spent"))
        .join(Call, Call.id == Leg.call_id)
        .where(
            Leg.ring_us >= now_us - _WEEK_US,
            HANDLED,
            Call.direction == "in",
            Call.queue.in_(names) if names else Call.queue != "",
        )
        .order_by(Leg.ring_us.desc())
        .limit(LAST)
        .subquery()
    )
    return float(connection.scalar(select(func.avg(last.c.spent))) or 0) / SECOND_US


def by_queue(connection: Connection, queues: Iterable[str], now_us: int) -> dict[str, Recent]:
    """Return these queues as they were lately, each by itself; one without a call is not named."""
    names = tuple(queues)
    handled = _means(connection, _HANDLED, names, now_us)
    errors = errors_s(connection, names, now_us)
    return {
        queue: Recent(handled.get(queue, 0.0), errors.get(queue))
        for queue in handled.keys() | errors.keys()
    }


def errors_s(connection: Connection, queues: Iterable[str], now_us: int) -> dict[str, float]:
    """Return by how much the last forecasts of these queues were wrong, in the mean.

    |wait - expected wait| of the answered; a queue without any is not named.
    """
    return _means(connection, _FORETOLD, tuple(queues), now_us)


def _means(
    connection: Connection, of: Select[*tuple[Any, ...]], names: tuple[str, ...], now_us: int
) -> dict[str, float]:
    """Return the means over each queue's last, in seconds.

    A busy queue has enough of them in hours: for it nobody reads a team's whole week.
    """
    found: dict[str, float] = {}
    for span_us in _SPANS_US:
        if not names:
            break
        since = Call.entered_us >= now_us - span_us
        last = of.where(since, Call.direction == "in", Call.queue.in_(names)).subquery()
        query = select(last.c.queue, func.avg(last.c.value), func.count())
        query = query.where(last.c.place <= LAST).group_by(last.c.queue)
        for queue, mean, count in connection.execute(query):
            found[queue] = float(mean) / SECOND_US
            if count >= LAST:
                names = tuple(name for name in names if name != queue)
    return found
