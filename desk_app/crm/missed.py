"""Who reached nobody, and whom a queue still owes a call: read from the ledger alone."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, and_, exists, func, or_, select
from sqlalchemy.orm import aliased

from desk_app.crm.call_views import calls_where
from desk_app.crm.models import Call, Ticket
from desk_app.crm.records import LeftWhy, OutcomeOfCall, RecentCall, TicketStatus

_UNSERVED = [
    outcome.value
    for outcome in (
        OutcomeOfCall.ABANDONED,
        OutcomeOfCall.OVERFLOWED,
        OutcomeOfCall.TIMED_OUT,
        OutcomeOfCall.NO_AGENT,
        OutcomeOfCall.BUSY,
        OutcomeOfCall.LOST,
    )
]
_LATER = aliased(Call)


def _missed_since(since_us: int) -> ColumnElement[bool]:
    """Return which callers reached nobody, and were not helped by being sent elsewhere."""
    unreached = and_(
        Call.left_why == LeftWhy.CALLBACK.value, Call.outcome == OutcomeOfCall.FAILED.value
    )
    return and_(
        Call.ring_us >= since_us,
        Call.direction == "in",
        Call.answered_us.is_(None),
        or_(Call.outcome.in_(_UNSERVED), unreached),
        Call.left_why != LeftWhy.FORWARDED.value,
    )


def _later(what: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return whether there is such a call with the same number after the one in question."""
    after = and_(_LATER.ring_us > Call.ring_us, what)
    return or_(
        and_(Call.e164 != "", exists().where(_LATER.e164 == Call.e164, after)),
        and_(Call.e164 == "", exists().where(_LATER.number == Call.number, after)),
    )


def missed_calls(connection: Connection, since_us: int) -> int:
    """Return how many callers since then reached nobody and have not been spoken to after.

    Declined calls are not missed; nor are those another phone answered.
    """
    spoken = and_(Call.e164 != "", _later(_LATER.answered_us.is_not(None)))
    query = select(func.count()).where(_missed_since(since_us), ~spoken)
    return connection.execute(query).scalar_one()


def to_call_back(connection: Connection, since_us: int, limit: int) -> tuple[RecentCall, ...]:
    """Return the callers since then whom a queue owes a call, newest first, each number once.

    They left the queue, were let go or lost, could not be called back, or left a message.
    Off the list is whoever has been spoken to since, waits again, or whose ticket is solved.
    A withheld number is there only with a message: that can be listened to.
    """
    spoken = or_(_LATER.answered_us.is_not(None), _LATER.ended_us.is_(None))
    again = and_(_LATER.direction == "in", _LATER.queue != "", _LATER.outcome.in_(_UNSERVED))
    message = Call.left_why == LeftWhy.MESSAGE.value
    known = Call.number.regexp_match("[0-9۰-۹]")
    solved = exists().where(Ticket.id == Call.ticket_id, Ticket.status == TicketStatus.SOLVED.value)
    owed = and_(
        _missed_since(since_us),
        Call.queue != "",
        or_(known, message),
        ~and_(known, _later(spoken)),
        ~solved,
        or_(message, ~_later(again)),
    )
    return calls_where(connection, owed, limit)
