"""Lists and figures over the calls: recent ones, open ones, the agent's day.

Every figure is counted from the calls and legs themselves, never from a counter kept
beside them. The queues' own figures are in `figures`, who is to be called back in `missed`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select, true

from desk_app.crm.call_log import CallState, best_leg, call_of_leg
from desk_app.crm.models import AnyRow, Call, Customer, Leg
from desk_app.crm.records import CallsFound, DayFigures, OutcomeOfCall, OutcomeOfLeg, RecentCall

_SECOND_US = 1_000_000
_STEP = 500  # a statement takes only so many values


_LINE = (
    Call.id,
    Call.key,
    Call.direction,
    Call.number,
    Call.name,
    Customer.name.label("customer"),
    Call.customer_id,
    Call.queue,
    Call.ring_us,
    Call.entered_us,
    Call.answered_us,
    Call.ended_us,
    Call.outcome,
    Call.ticket_id,
    Call.recording,
    Call.place,
    Call.waiting,
    Call.left_why,
    Call.rating,
)


def recent_calls(connection: Connection, limit: int) -> tuple[RecentCall, ...]:
    """Return the latest calls, newest first."""
    return calls_where(connection, true(), limit)


def calls_where(
    connection: Connection,
    where: ColumnElement[bool],
    limit: int | None = None,
    *,
    each_leg: bool = False,
) -> tuple[RecentCall, ...]:
    """Return the calls that meet a condition, newest first.

    With `each_leg` the condition may be about a leg, and a call comes once for each that meets it.
    """
    query = select(*_LINE).outerjoin(Customer, Customer.id == Call.customer_id)
    if each_leg:
        query = query.join(Leg, Leg.call_id == Call.id)
    query = query.where(where).order_by(Call.ring_us.desc(), Call.id.desc()).limit(limit)
    rows = connection.execute(query).all()
    legs = legs_of(connection, [row.id for row in rows])
    return tuple(_recent(row, legs.get(row.id, ())) for row in rows)


def newest(
    connection: Connection,
    where: ColumnElement[bool],
    limit: int | None,
    *,
    each_leg: bool = False,
) -> CallsFound:
    """Return the newest calls that meet a condition, and how many do; see `calls_where`."""
    calls = calls_where(connection, where, limit, each_leg=each_leg)
    if limit is None or len(calls) < limit:
        return CallsFound(calls, len(calls))
    every = select(func.count()).select_from(Call)
    if each_leg:
        every = every.join(Leg, Leg.call_id == Call.id)
    return CallsFound(calls, connection.execute(every.where(where)).scalar_one())


def _recent(row: AnyRow, legs: Iterable[AnyRow]) -> RecentCall:
    return RecentCall(
        key=row.key,
        direction=row.direction,
        number=row.number,
        name=row.customer or row.name,
        customer_id=row.customer_id,
        queue=row.queue,
        ring_us=row.ring_us,
        outcome=OutcomeOfCall(row.outcome),
        leg_outcome=best_leg(OutcomeOfLeg(leg.outcome) for leg in legs),
        talk_s=talk_s(row),
        wait_s=wait_s(row),
        ticket_id=row.ticket_id,
        recording=row.recording,
        place=row.place,
        waiting=row.waiting,
        left_why=row.left_why,
        rating=row.rating or 0,
    )


def talk_s(call: AnyRow) -> float:
    """Return seconds from the first answer to the end; 0 while the call lasts."""
    if call.answered_us is None or call.ended_us is None:
        return 0.0
    return float(max(0, call.ended_us - call.answered_us) / _SECOND_US)


def wait_s(call: AnyRow) -> float:
    """Return seconds from the entry into the queue to the answer, or to the end."""
    until = call.answered_us or call.ended_us
    return float(max(0, until - call.entered_us) / _SECOND_US) if until is not None else 0.0


def legs_of(connection: Connection, call_ids: list[int]) -> dict[int, list[AnyRow]]:
    """Return the legs of each of the calls, in the order in which they rang."""
    found: dict[int, list[AnyRow]] = {}
    query = select(Leg.__table__).order_by(Leg.ring_us, Leg.key)
    for at in range(0, len(call_ids), _STEP):
        some = query.where(Leg.call_id.in_(call_ids[at : at + _STEP]))
        for leg in connection.execute(some):
            found.setdefault(leg.call_id, []).append(leg)
    return found


def day_figures(connection: Connection, start_us: int, agent: str = "") -> DayFigures:
    """Return the figures of the legs that rang since `start_us`; `agent` "" = everybody's.

    `calls` leaves out what another phone answered, and counts one that was offered often
    once; `missed` are legs that rang out with the caller still there; handle time is talk
    with holds plus wrap-up, over the legs that talked and ended.
    """
    query = (
        select(
            Leg.call_id,
            Leg.outcome,
            Leg.ring_us,
            Leg.answered_us,
            Leg.ended_us,
            Leg.wrapped_us,
            Call.direction,
        )
        .join(Call, Call.id == Leg.call_id)
        .where(Leg.ring_us >= start_us, Leg.outcome != OutcomeOfLeg.ELSEWHERE.value)
    )
    if agent:
        query = query.where(Leg.agent == agent)
    legs = connection.execute(query.order_by(Leg.ring_us)).all()
    first = {leg.call_id: leg for leg in reversed(legs)}  # one may have been offered often
    handled = [leg for leg in legs if leg.answered_us and leg.ended_us]
    talk_us = sum(leg.ended_us - leg.answered_us for leg in handled)
    handle_us = sum((leg.wrapped_us or leg.ended_us) - leg.answered_us for leg in handled)
    hours = Counter(_local_hour(leg.ring_us) for leg in first.values())
    incoming = [leg for leg in legs if leg.direction == "in"]
    return DayFigures(
        calls=len(first),
        answered=sum(leg.answered_us is not None for leg in incoming),
        missed=sum(leg.outcome == OutcomeOfLeg.RANG_OUT.value for leg in incoming),
        outgoing=len(legs) - len(incoming),
        talk_s=talk_us / _SECOND_US,
        handle_s=handle_us / _SECOND_US / len(handled) if handled else None,
        by_hour=dict(sorted(hours.items())),
    )


def _local_hour(at_us: int) -> int:
    return datetime.fromtimestamp(at_us / _SECOND_US).astimezone().hour


def open_legs(connection: Connection) -> tuple[str, ...]:
    """Return the desk keys of calls that have not ended as far as this database knows."""
    rings = and_(Leg.call_id == Call.id, Leg.ended_us.is_(None))
    query = (
        select(func.coalesce(Leg.key, Call.key))
        .select_from(Call)
        .outerjoin(Leg, rings)
        .where(Call.state.in_([CallState.RINGING.value, CallState.ACTIVE.value]))
        .order_by(Call.ring_us, Leg.ring_us)
    )
    return tuple(dict.fromkeys(map(call_of_leg, connection.execute(query).scalars())))
