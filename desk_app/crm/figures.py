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

import enum
import math
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, case, func, not_, or_, select

from desk_app.crm.call_views import calls_where
from desk_app.crm.models import Call, Leg
from desk_app.crm.records import OutcomeOfCall, RecentCall

_SECOND_US = 1_000_000
_RECENT_US = 7 * 86_400 * _SECOND_US


class Figure(enum.Enum):
    """A figure that can be opened into its calls."""

    OFFERED = "offered"
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    OVERFLOWED = "overflowed"
    WAITING = "waiting"  # neither answered nor over
    SHORT = "short"  # abandoned within the first seconds
    IN_TIME = "in_time"  # answered within the target
    LOST_IN_TIME = "lost_in_time"  # abandoned within the target
    HANDLED = "handled"  # one for each phone that talked and hung up: a transfer makes two


class ServiceLevelRule(enum.Enum):
    """Which calls the calls answered in time are compared with; say which one is shown.

    OURS: answered + abandoned - short abandoned. ASTERISK: the answered ones alone, so who
    gave up does not count. CONNECT: all that left the queue, and who gave up within the
    target counts as a success.
    """

    OURS = "ours"
    ASTERISK = "asterisk"
    CONNECT = "connect"


class FigureRules(msgspec.Struct, frozen=True, kw_only=True):
    """What the team has agreed on; part of every report. Seconds."""

    target_s: float = 20.0  # T of the service level: answered by then is in time
    short_s: float = 5.0  # who gives up earlier, from the entry on, is a short abandon
    wrap_up_limit_s: float = 300.0  # of a longer wrap-up (forgotten) only this much counts
    service_level: ServiceLevelRule = ServiceLevelRule.OURS


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
    waiting_since_us: int | None  # entry of the caller who still waits longest
    talk_s: float  # of the handled legs, holds included
    wrap_up_s: float
    ring_s: float  # of all legs that are over, taken or not
    wrapped: int  # wrap-ups that are over
    wrap_ups_capped: int  # of these, longer than the limit

    def count(self, figure: Figure) -> int:
        """Return how many calls are behind a figure."""
        return self.counts[figure]

    @property
    def service_level(self) -> float | None:
        """0 to 1, by the rule in `rules`."""
        count = self.counts
        done, gone = count[Figure.ANSWERED], count[Figure.ABANDONED]
        good = count[Figure.IN_TIME]
        match self.rules.service_level:
            case ServiceLevelRule.OURS:
                return _ratio(good, done + gone - count[Figure.SHORT])
            case ServiceLevelRule.ASTERISK:
                return _ratio(good, done)
            case ServiceLevelRule.CONNECT:
                left = done + gone + count[Figure.OVERFLOWED]
                return _ratio(good + count[Figure.LOST_IN_TIME], left)

    @property
    def aht_s(self) -> float | None:
        """Mean handle time: talk, holds and wrap-up of each agent who handled a call."""
        return _ratio(self.talk_s + self.wrap_up_s, self.counts[Figure.HANDLED])

    @property
    def acw_s(self) -> float | None:
        """Mean wrap-up, of the wrap-ups that are over."""
        return _ratio(self.wrap_up_s, self.wrapped)

    def occupancy(self, on_duty_s: float) -> float | None:
        """Return (talk + holds + wrap-up + ringing) / the agents' ready-or-busy time, 0 to 1.

        The ledger does not know that time: the caller does.
        """
        return _ratio(self.talk_s + self.wrap_up_s + self.ring_s, on_duty_s)


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None


# --- what a call counts as -------------------------------------------------------------------

# A call that another phone answered is known to be answered, not when: its end here is that.
_ANSWERED = or_(Call.answered_us.is_not(None), Call.outcome == OutcomeOfCall.ANSWERED.value)
_WAITING = and_(Call.answered_us.is_(None), Call.ended_us.is_(None))
_OVER = and_(not_(_ANSWERED), Call.ended_us.is_not(None))
_ABANDONED = and_(_OVER, Call.outcome == OutcomeOfCall.ABANDONED.value)
_WAIT_US = func.coalesce(Call.answered_us, Call.ended_us) - Call.entered_us
_HANDLED = and_(Leg.answered_us.is_not(None), Leg.ended_us.is_not(None))
_TALK_US = Leg.ended_us - Leg.answered_us


def _is(figure: Figure, rules: FigureRules) -> ColumnElement[bool]:
    """Return what makes a call one of a figure's."""
    target_us = round(rules.target_s * _SECOND_US)
    match figure:
        case Figure.OFFERED:
            return Call.entered_us.is_not(None)
        case Figure.ANSWERED:
            return _ANSWERED
        case Figure.ABANDONED:
            return _ABANDONED
        case Figure.OVERFLOWED:
            return and_(_OVER, Call.outcome != OutcomeOfCall.ABANDONED.value)
        case Figure.WAITING:
            return _WAITING
        case Figure.SHORT:
            return and_(_ABANDONED, round(rules.short_s * _SECOND_US) > _WAIT_US)
        case Figure.IN_TIME:
            return and_(_ANSWERED, target_us >= _WAIT_US)
        case Figure.LOST_IN_TIME:
            return and_(_ABANDONED, target_us >= _WAIT_US)
        case Figure.HANDLED:
            return _HANDLED


def _asked(queue: str, from_us: int, to_us: int) -> ColumnElement[bool]:
    """Return which calls are meant: those that came in through the queue, "" for any."""
    return and_(
        Call.entered_us >= from_us,
        Call.entered_us < to_us,
        Call.direction == "in",
        Call.queue == queue if queue else Call.queue != "",
    )


def _sum(value: ColumnElement[Any], when: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((when, value), else_=0)), 0)


def _count(when: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((when, 1)))


# --- reading ---------------------------------------------------------------------------------


def queue_figures(
    connection: Connection, queue: str, from_us: int, to_us: int, rules: FigureRules
) -> QueueFigures:
    """Return the figures of a queue, "" for all of them together, in [from_us, to_us)."""
    asked = _asked(queue, from_us, to_us)
    counted = [figure for figure in Figure if figure is not Figure.HANDLED]
    row = connection.execute(
        select(
            *(_count(_is(figure, rules)).label(figure.value) for figure in counted),
            _sum(_WAIT_US, _ANSWERED).label("waited"),
            func.max(case((not_(_WAITING), _WAIT_US))).label("longest"),
            func.min(case((_WAITING, Call.entered_us))).label("since"),
        ).where(asked)
    ).one()
    counts = {figure: int(row._mapping[figure.value]) for figure in counted}
    answered = counts[Figure.ANSWERED]
    half, most = _percentiles(connection, asked, answered, (0.5, 0.9))
    legs = _legs(connection, asked, rules)
    return QueueFigures(
        queue=queue,
        from_us=from_us,
        to_us=to_us,
        rules=rules,
        counts=counts | {Figure.HANDLED: legs["handled"]},
        asa_s=_ratio(row.waited / _SECOND_US, answered),
        wait_p50_s=half,
        wait_p90_s=most,
        longest_wait_s=(row.longest or 0) / _SECOND_US,
        waiting_since_us=row.since,
        talk_s=legs["talk_us"] / _SECOND_US,
        wrap_up_s=legs["wrap_us"] / _SECOND_US,
        ring_s=legs["ring_us"] / _SECOND_US,
        wrapped=legs["wrapped"],
        wrap_ups_capped=legs["capped"],
    )


def _percentiles(
    connection: Connection, asked: ColumnElement[bool], count: int, shares: tuple[float, ...]
) -> list[float | None]:
    """Return the nearest-rank percentiles of the answered calls' waits, in seconds."""
    if not count:
        return [None] * len(shares)
    ranks = [max(1, math.ceil(share * count)) for share in shares]
    place = func.row_number().over(order_by=_WAIT_US).label("place")
    waits = select(_WAIT_US.label("wait"), place).where(asked, _ANSWERED).subquery()
    query = select(waits.c.place, waits.c.wait).where(waits.c.place.in_(set(ranks)))
    found = {row.place: row.wait / _SECOND_US for row in connection.execute(query)}
    return [found[rank] for rank in ranks]


def _legs(connection: Connection, asked: ColumnElement[bool], rules: FigureRules) -> dict[str, int]:
    """Return sums over the legs of the calls: times in microseconds, and counts."""
    limit_us = round(rules.wrap_up_limit_s * _SECOND_US)
    wrap_us = Leg.wrapped_us - Leg.ended_us
    wrapped = and_(_HANDLED, Leg.wrapped_us.is_not(None))
    rang_us = func.coalesce(Leg.answered_us, Leg.ended_us) - Leg.ring_us
    query = (
        select(
            _count(_HANDLED).label("handled"),
            _count(wrapped).label("wrapped"),
            _count(and_(wrapped, wrap_us > limit_us)).label("capped"),
            _sum(_TALK_US, _HANDLED).label("talk_us"),
            _sum(case((wrap_us > limit_us, limit_us), else_=wrap_us), wrapped).label("wrap_us"),
            _sum(rang_us, Leg.ended_us.is_not(None)).label("ring_us"),
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
) -> tuple[RecentCall, ...]:
    """Return the calls that a figure counts, newest first; HANDLED gives one for each agent."""
    where = and_(_asked(queue, from_us, to_us), _is(figure, rules))
    return calls_where(connection, where, limit, each_leg=figure is Figure.HANDLED)


def recent_handle_s(
    connection: Connection, queues: Iterable[str], now_us: int, limit: int = 50
) -> float:
    """Return the mean handle time of the last handled calls of a week; 0 = none, no forecast.

    Of these queues, of any where none is named. For the expected wait.
    """
    names = tuple(queues)
    last = (
        select(_TALK_US.label("talk"), (Leg.wrapped_us - Leg.ended_us).label("wrap"))
        .join(Call, Call.id == Leg.call_id)
        .where(
            Leg.ring_us >= now_us - _RECENT_US,
            _HANDLED,
            Call.direction == "in",
            Call.queue.in_(names) if names else Call.queue != "",
        )
        .order_by(Leg.ring_us.desc())
        .limit(limit)
    )
    limit_s = FigureRules().wrap_up_limit_s
    spent = [
        row.talk / _SECOND_US + min((row.wrap or 0) / _SECOND_US, limit_s)
        for row in connection.execute(last)
    ]
    return sum(spent) / len(spent) if spent else 0.0
