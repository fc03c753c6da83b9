"""Alarms of the wall, recorded: which figure of which queue went over its threshold, and when.

Each function works in a transaction of the caller's, on the caller's thread.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, func, insert, select, update

from desk_app.crm.models import new_id
from desk_app.crm.team.models import Alarm as Row


@dataclass(frozen=True)
class Alarm:
    """A figure ("waiting", "longest_wait", …) over a threshold; `level` is near or over."""

    id: int
    pbx: str
    queue: str
    figure: str
    level: str
    value: str  # when it began, as shown
    at_us: int
    over_us: int | None  # None: it lasts


_COLUMNS = (Row.id, Row.pbx, Row.queue, Row.figure, Row.level, Row.value, Row.at_us, Row.over_us)


def watch(connection: Connection, pbx: str, at_us: int) -> None:
    """Begin to watch a PBX's queues, until the connection is closed.

    Alarms that last, and that nobody watches any more, are over by now: whoever raised them
    is gone and would never say so.
    """
    lasts = (Row.pbx == pbx, Row.over_us.is_(None))
    left = connection.execute(select(Row.id).where(*lasts)).first() is not None
    alone = select(func.pg_try_advisory_xact_lock(_watched(pbx)))
    if left and connection.execute(alone).scalar():
        connection.execute(update(Row).where(*lasts).values(over_us=at_us))
    _stay(connection, pbx)


def _stay(connection: Connection, pbx: str) -> None:
    """Be known as one who watches; the server forgets it with the connection."""
    connection.execute(select(func.pg_advisory_lock_shared(_watched(pbx))))


def _watched(pbx: str) -> ColumnElement[int]:
    return func.hashtextextended(f"desk-app alarms {pbx}", 0)


def begin(
    connection: Connection, pbx: str, queue: str, figure: str, level: str, value: str, at_us: int
) -> int:
    """Record an alarm and return its number; one that lasts already is not recorded twice."""
    _stay(connection, pbx)  # on whatever connection there is by now
    same = (Row.pbx == pbx, Row.queue == queue, Row.figure == figure, Row.level == level)
    lasts = select(Row.id).where(*same, Row.over_us.is_(None))
    known = connection.execute(lasts).scalars().first()
    if known is not None:
        return int(known)
    given = {"pbx": pbx, "queue": queue, "figure": figure, "level": level}
    return new_id(connection.execute(insert(Row), given | {"value": value, "at_us": at_us}))


def end(connection: Connection, alarm_id: int, over_us: int) -> None:
    """Record that an alarm is over. Safe to repeat: the first word counts."""
    lasts = (Row.id == alarm_id, Row.over_us.is_(None))
    connection.execute(update(Row).where(*lasts).values(over_us=over_us))


def alarms(connection: Connection, from_us: int, to_us: int) -> tuple[Alarm, ...]:
    """Return the alarms that began in [from_us, to_us), oldest first."""
    period = (Row.at_us >= from_us, Row.at_us < to_us)
    rows = connection.execute(select(*_COLUMNS).where(*period).order_by(Row.at_us, Row.id))
    return tuple(Alarm(*row) for row in rows)
