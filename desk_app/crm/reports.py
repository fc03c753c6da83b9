"""Reports: the figures of a period by interval, weekday and hour, folded from the ledger.

A call, its legs and what came of it belong to the interval in which the call *entered* its
queue. The database sums by quarters of an hour, whatever was asked for: 35,000 rows a year,
from which days and months of any calendar are put together here. Only the percentiles of the
waits cannot be put together; each row's are read on their own.

With an agent only what their phone did is counted: a call that nobody answered is nobody's.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Subquery,
    and_,
    case,
    exists,
    func,
    not_,
    or_,
    select,
)

from desk_app.crm import duty
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
)
from desk_app.crm.figure_rules import SECOND_US, Figure, FigureRules
from desk_app.crm.models import Call, Leg, Ticket
from desk_app.crm.records import CallsFound, OutcomeOfLeg
from desk_app.crm.report_figures import (
    OF_CALLS,
    OF_LEGS,
    OF_RATINGS,
    OF_RETURNS,
    Behind,
    Report,
    Row,
    Sums,
    together,
)
from desk_app.crm.report_spans import QUARTER_US, Asked, slot, spans

_QUARTER = Call.entered_us // QUARTER_US
_DAY_US = 86_400 * SECOND_US


def report(connection: Connection, asked: Asked, now_us: int) -> Report:
    """Return the figures of a period. A year of a million calls takes seconds.

    Raises:
        TooManyRows: the intervals are too short for the period.
    """
    cut = spans(asked)
    quarters: defaultdict[int, Sums] = defaultdict(Sums)
    for query in _queries(asked, now_us):
        for row in connection.execute(query).mappings():
            values = {name: int(value or 0) for name, value in row.items()}
            quarters[values.pop("quarter") * QUARTER_US].add(values)
    if not asked.queue:  # nobody is on duty for one queue alone
        on_duty = duty.by_quarter(connection, asked.agent, asked.from_us, asked.to_us)
        for quarter, spent_us in on_duty.items():
            quarters[quarter * QUARTER_US].add({"duty_us": spent_us})
    rows = [Row(begin, end, Sums()) for begin, end in cut]
    begins = [row.from_us for row in rows]
    slots: defaultdict[tuple[int, int], Sums] = defaultdict(Sums)
    for at_us, sums in quarters.items():
        rows[bisect_right(begins, at_us) - 1].sums.merge(sums)
        slots[slot(at_us)].merge(sums)
    whole = together(slots.values())
    if not asked.agent:
        for one in rows:
            one.sums.waits_s = _waits(connection, asked, one.from_us, one.to_us, one.sums)
        whole.waits_s = _waits(connection, asked, asked.from_us, asked.to_us, whole)
    return Report(asked, now_us, tuple(rows), whole, dict(slots))


def _waits(
    connection: Connection, asked: Asked, from_us: int, to_us: int, sums: Sums
) -> tuple[float | None, float | None]:
    answered = sums.counts[Behind.ANSWERED]
    period = asked_for(asked.queue, from_us, to_us)
    half, most = percentiles(connection, period, answered, (0.5, 0.9))
    return half, most


def agents(connection: Connection, from_us: int, to_us: int) -> tuple[str, ...]:
    """Return whose phones have rung in [from_us, to_us), by name."""
    query = (
        select(Leg.agent)
        .where(Leg.ring_us >= from_us, Leg.ring_us < to_us, Leg.agent != "")
        .distinct()
        .order_by(Leg.agent)
    )
    return tuple(connection.execute(query).scalars())


def queues(connection: Connection, from_us: int, to_us: int) -> tuple[str, ...]:
    """Return the queues that calls have entered in [from_us, to_us), by name."""
    query = select(Call.queue).where(asked_for("", from_us, to_us)).distinct().order_by(Call.queue)
    return tuple(connection.execute(query).scalars())


# --- what is counted -------------------------------------------------------------------------


def _period(asked: Asked) -> ColumnElement[bool]:
    return asked_for(asked.queue, asked.from_us, asked.to_us)


def _queries(asked: Asked, now_us: int) -> Iterable[Select[*tuple[Any, ...]]]:
    if not asked.agent:
        yield _of_calls(asked)
    yield _of_legs(asked)
    yield _of_returns(asked, now_us)
    yield _of_ratings(asked)


def _of_calls(asked: Asked) -> Select[*tuple[Any, ...]]:
    figures = (Figure(behind.value) for behind in OF_CALLS)
    return (
        select(
            _QUARTER.label("quarter"),
            *(count_of(is_behind(one, asked.rules)).label(one.value) for one in figures),
            sum_of(WAIT_US, ANSWERED).label("waited_us"),
            sum_of(ERROR_US, FORECAST).label("error_us"),
            func.max(case((not_(WAITING), WAIT_US))).label("longest_us"),
        )
        .where(_period(asked))
        .group_by(_QUARTER)
    )


_WRAP_US = Leg.wrapped_us - Leg.ended_us
_WRAPPED = and_(HANDLED, Leg.wrapped_us.is_not(None))
_RANG_US = func.coalesce(Leg.answered_us, Leg.ended_us) - Leg.ring_us


def _limit_us(rules: FigureRules) -> int:
    return round(rules.wrap_up_limit_s * SECOND_US)


def _leg_is(behind: Behind, rules: FigureRules) -> ColumnElement[bool]:
    """Return what makes a leg one of a figure's."""
    return {
        Behind.RANG: Leg.ring_us.is_not(None),
        Behind.TAKEN: Leg.answered_us.is_not(None),
        Behind.HANDLED: HANDLED,
        Behind.MISSED: Leg.outcome == OutcomeOfLeg.RANG_OUT.value,
        Behind.CAPPED: and_(_WRAPPED, _limit_us(rules) < _WRAP_US),
    }[behind]


def _agents(asked: Asked) -> ColumnElement[bool]:
    return Leg.agent == asked.agent if asked.agent else Leg.call_id == Call.id


def _of_legs(asked: Asked) -> Select[*tuple[Any, ...]]:
    limit_us = _limit_us(asked.rules)
    wrap_us = case((limit_us < _WRAP_US, limit_us), else_=_WRAP_US)
    return (
        select(
            _QUARTER.label("quarter"),
            *(count_of(_leg_is(behind, asked.rules)).label(behind.value) for behind in OF_LEGS),
            count_of(_WRAPPED).label("wrapped"),
            sum_of(TALK_US, HANDLED).label("talk_us"),
            sum_of(wrap_us, _WRAPPED).label("wrap_us"),
            sum_of(_RANG_US, Leg.ended_us.is_not(None)).label("ring_us"),
        )
        .select_from(Call)
        .join(Leg, Leg.call_id == Call.id)
        .where(_period(asked), _agents(asked))
        .group_by(_QUARTER)
    )


def _returns(asked: Asked, now_us: int) -> Subquery:
    """Return the known callers' calls whose days are over: id, entered_us, resolved (1 or 0).

    The caller is the customer, or the number where it is nobody's on record; a call is
    resolved when the same caller's next one on the same category is not within the days.
    """
    days_us = asked.within_days * _DAY_US
    stranger = case((Call.customer_id.is_(None), Call.e164), else_="")
    next_us = func.lead(Call.entered_us).over(
        partition_by=(Call.customer_id, stranger, Ticket.category),
        order_by=(Call.entered_us, Call.id),
    )
    counts = and_(_period(asked), ANSWERED, Call.entered_us + days_us <= now_us)
    calls = (
        select(
            Call.id,
            Call.entered_us,
            case((counts, 1), else_=0).label("counts"),
            (next_us - Call.entered_us).label("after_us"),
        )
        .join(Ticket, Ticket.id == Call.ticket_id)
        .where(
            Call.entered_us >= asked.from_us,
            Call.entered_us < asked.to_us + days_us,
            Call.direction == "in",
            or_(Call.customer_id.is_not(None), Call.e164 != ""),
        )
        .subquery()
    )
    later = or_(calls.c.after_us.is_(None), calls.c.after_us > days_us)
    found = select(calls.c.id, calls.c.entered_us, case((later, 1), else_=0).label("resolved"))
    found = found.where(calls.c.counts == 1)
    if asked.agent:
        theirs = exists().where(Leg.call_id == calls.c.id, Leg.agent == asked.agent, HANDLED)
        found = found.where(theirs)
    return found.subquery()


def _of_returns(asked: Asked, now_us: int) -> Select[*tuple[Any, ...]]:
    calls = _returns(asked, now_us)
    quarter = calls.c.entered_us // QUARTER_US
    return select(
        quarter.label("quarter"),
        func.count().label(Behind.KNOWN.value),
        func.sum(calls.c.resolved).label(Behind.RESOLVED.value),
    ).group_by(quarter)


_RATING_IS = {
    Behind.ASKED: Call.rating.is_not(None),
    Behind.RATED: Call.rating > 0,
    Behind.SATISFIED: Call.rating > 3,
}


def _rated(asked: Asked) -> ColumnElement[bool]:
    """Return whose ratings count: an agent's are those of all calls that she handled."""
    if not asked.agent:
        return _period(asked)
    return and_(
        _period(asked),
        exists().where(Leg.call_id == Call.id, Leg.agent == asked.agent, HANDLED),
    )


def _of_ratings(asked: Asked) -> Select[*tuple[Any, ...]]:
    counts = (count_of(_RATING_IS[one]).label(one.value) for one in OF_RATINGS)
    where = and_(_rated(asked), _RATING_IS[Behind.ASKED])
    return select(_QUARTER.label("quarter"), *counts).where(where).group_by(_QUARTER)


# --- the calls behind ------------------------------------------------------------------------


def calls_of(
    connection: Connection,
    asked: Asked,
    behind: Behind,
    within: Sequence[tuple[int, int]],
    now_us: int,
    limit: int | None = None,
) -> CallsFound:
    """Return the calls that a report counts in intervals [from, to) of it, newest first.

    What is counted by legs gives a call once for each leg.
    """
    inside = or_(*(and_(Call.entered_us >= a, Call.entered_us < b) for a, b in within))
    where = and_(_period(asked), inside)
    if behind in OF_RETURNS:
        calls = _returns(asked, now_us)
        found = select(calls.c.id)
        if behind is Behind.RESOLVED:
            found = found.where(calls.c.resolved == 1)
        return newest(connection, and_(inside, Call.id.in_(found)), limit)
    if behind in OF_RATINGS:
        return newest(connection, and_(_rated(asked), inside, _RATING_IS[behind]), limit)
    if behind in OF_LEGS:
        where = and_(where, _agents(asked), _leg_is(behind, asked.rules))
        return newest(connection, where, limit, each_leg=True)
    where = and_(where, is_behind(Figure(behind.value), asked.rules))
    return newest(connection, where, limit)
