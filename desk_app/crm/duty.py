"""Duty: when an agent was logged in, ready or busy, and when paused and why.

Told by whoever sees the agent: a desk of its own agent, a bridge of all of its PBX. An
interval is written with its begin, and lengthened while it lasts; so whoever tells may die
at any time, and what is missing then is less than the time between two lengthenings.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, case, func, select, true, update

from desk_app.crm.models import Duty
from desk_app.crm.records import DutyChange
from desk_app.crm.report_spans import QUARTER_US
from desk_app.crm.statements import Statement, inserting

DESK = "desk"
"""The source of desks; bridges have names of their own."""

LENGTHEN_S = 60
"""So often an interval that lasts is to be written anew."""


class Told(NamedTuple):
    """What was told last of an agent, and the row of it; of one logged out the row before."""

    row: int
    at_us: int
    reason: str | None


_NOTHING = Told(0, 0, None)
_BEGIN = inserting(Duty, returns_id=True)
_UNTIL = Statement(
    update(Duty)
    .where(Duty.id == bindparam("id_"), Duty.until_us < bindparam("at"))
    .values(until_us=bindparam("at"))
)


def tell(
    connection: Connection, source: str, told: Mapping[str, Told], changes: Iterable[DutyChange]
) -> dict[str, Told]:
    """Write what has changed, oldest first, and return what is told now, by agent.

    In a transaction of the caller's, who keeps the result only when it is committed. What
    was told before changes nothing, and what is so already is no change.
    """
    now = dict(told)
    for change in changes:
        before = now.get(change.agent, _NOTHING)
        if change.at_us <= before.at_us or change.reason == before.reason:
            continue
        row = before.row
        if before.reason is not None:
            _UNTIL.run(connection, {"id_": row, "at": change.at_us})
        if change.reason is not None:
            values = {"source": source, "agent": change.agent, "reason": change.reason}
            times = {"from_us": change.at_us, "until_us": change.at_us}
            row = _BEGIN.value(connection, **values, **times)
        now[change.agent] = Told(row, change.at_us, change.reason)
    return now


def lengthen(connection: Connection, told: Mapping[str, Told], now_us: int) -> None:
    """Write that what was told last is so until now."""
    for last in told.values():
        if last.reason is not None:
            _UNTIL.run(connection, {"id_": last.row, "at": now_us})


def by_quarter(connection: Connection, agent: str, from_us: int, to_us: int) -> dict[int, int]:
    """Return for how long agents ("" = all) were ready or busy in [from_us, to_us), in µs.

    By quarter of an hour, which begins at the key times `QUARTER_US`; quarters without
    anybody are left out. Both bounds are beginnings of quarters.
    """
    begun = _edges(connection, agent, Duty.from_us, from_us, to_us)
    ended = _edges(connection, agent, Duty.until_us, from_us, to_us)
    found, on_duty = {}, 0
    for quarter in range(from_us // QUARTER_US, to_us // QUARTER_US):
        begins, after_begin_us = begun.get(quarter, (0, 0))
        ends, after_end_us = ended.get(quarter, (0, 0))
        spent_us = on_duty * QUARTER_US + after_begin_us - after_end_us
        if spent_us:
            found[quarter] = spent_us
        on_duty += begins - ends
    return found


def _edges(
    connection: Connection, agent: str, edge: Any, from_us: int, to_us: int
) -> dict[int, tuple[int, int]]:
    """Return how many intervals begin or end in each quarter, and what of it is after that."""
    at_us = case((edge < from_us, from_us), (edge > to_us, to_us), else_=edge)
    quarter = at_us // QUARTER_US
    query: Select[Any] = (
        select(quarter, func.count(), func.sum((quarter + 1) * QUARTER_US - at_us))
        .where(
            Duty.until_us > from_us,
            Duty.from_us < to_us,
            Duty.reason == "",
            Duty.agent == agent if agent else true(),
        )
        .group_by(quarter)
    )
    return {int(row[0]): (int(row[1]), int(row[2])) for row in connection.execute(query)}
