"""Lists and figures over the calls: recent ones, missed ones, the agent's day.

Every figure is counted from the calls and legs themselves (definitions of
`docs`: metrics), never from a counter kept beside them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection, exists, func, select
from sqlalchemy.orm import aliased

from desk_app.crm.call_log import best_leg
from desk_app.crm.models import AnyRow, Call, Customer, Leg
from desk_app.crm.records import DayFigures, OutcomeOfCall, OutcomeOfLeg, RecentCall

_SECOND_US = 1_000_000


def recent_calls(connection: Connection, limit: int) -> tuple[RecentCall, ...]:
    """Return the latest calls, newest first."""
    rows = connection.execute(
        select(
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
        )
        .outerjoin(Customer, Customer.id == Call.customer_id)
        .order_by(Call.ring_us.desc())
        .limit(limit)
    ).all()
    legs = legs_of(connection, [row.id for row in rows])
    return tuple(_recent(row, legs.get(row.id, ())) for row in rows)


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
    rows = connection.execute(
        select(Leg.__table__).where(Leg.call_id.in_(call_ids)).order_by(Leg.ring_us, Leg.key)
    )
    for leg in rows:
        found.setdefault(leg.call_id, []).append(leg)
    return found


def missed_calls(connection: Connection, since_us: int) -> int:
    """Return how many callers since then reached nobody and have not been spoken to after.

    Declined calls are not missed; nor are those another phone answered.
    """
    later = aliased(Call)
    spoken = exists().where(
        later.e164 == Call.e164,
        later.e164 != "",
        later.ring_us > Call.ring_us,
        later.answered_us.is_not(None),
    )
    missed = (
        OutcomeOfCall.ABANDONED,
        OutcomeOfCall.TIMED_OUT,
        OutcomeOfCall.NO_AGENT,
        OutcomeOfCall.BUSY,
        OutcomeOfCall.LOST,
    )
    query = select(func.count()).where(
        Call.ring_us >= since_us,
        Call.direction == "in",
        Call.answered_us.is_(None),
        Call.outcome.in_([outcome.value for outcome in missed]),
        ~spoken,
    )
    return connection.execute(query).scalar_one()


def day_figures(connection: Connection, start_us: int, agent: str = "") -> DayFigures:
    """Return the figures of the legs that rang since `start_us`; `agent` "" = everybody's.

    `calls` leaves out what another phone answered; `missed` are legs that rang out
    with the caller still there; handle time is talk with holds plus wrap-up, over
    the legs that talked and ended.
    """
    query = (
        select(
            Leg.outcome, Leg.ring_us, Leg.answered_us, Leg.ended_us, Leg.wrapped_us, Call.direction
        )
        .join(Call, Call.id == Leg.call_id)
        .where(Leg.ring_us >= start_us, Leg.outcome != OutcomeOfLeg.ELSEWHERE.value)
    )
    if agent:
        query = query.where(Leg.agent == agent)
    legs = connection.execute(query).all()
    handled = [leg for leg in legs if leg.answered_us and leg.ended_us]
    talk_us = sum(leg.ended_us - leg.answered_us for leg in handled)
    handle_us = sum((leg.wrapped_us or leg.ended_us) - leg.answered_us for leg in handled)
    hours = Counter(_local_hour(leg.ring_us) for leg in legs)
    incoming = [leg for leg in legs if leg.direction == "in"]
    return DayFigures(
        calls=len(legs),
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
    """Return the desk keys of legs that have not ended as far as this database knows."""
    query = select(Leg.key).where(Leg.ended_us.is_(None)).order_by(Leg.ring_us)
    return tuple(connection.execute(query).scalars())
