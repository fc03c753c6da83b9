"""Calls of a PBX that the ledger believes to go on: what a bridge finds that begins to lead.

Works in a transaction of the caller's, on the caller's thread.
"""

from __future__ import annotations

from typing import NamedTuple

from sqlalchemy import Connection, Text, bindparam, func, select

from desk_app.crm.call_event import PBX_LEG
from desk_app.crm.call_record import CallState
from desk_app.crm.models import Alias, Call
from desk_app.crm.statements import Statement
from desk_app.crm.team.models import FloorEvent

_MOST = 1000
_OPEN = Statement(
    select(Alias.alias, Call.queue)
    .join(Call, Call.id == Alias.call_id)
    .where(Call.state != CallState.ENDED.value, Alias.alias.startswith(PBX_LEG))
    .order_by(Call.id.desc())
    .limit(_MOST)
)
_LAST = Statement(
    select(func.max(FloorEvent.at_us)).where(
        FloorEvent.source == bindparam("source", type_=Text()),
        FloorEvent.body.contains(bindparam("key", type_=Text()), autoescape=False),
    )
)


class LeftOpen(NamedTuple):
    """A call by the floor's name, its queue, and when it was last heard of."""

    key: str
    queue: str
    last_us: int


def left_open(connection: Connection, source: str) -> tuple[LeftOpen, ...]:
    """Return the calls without an end of which this source's kept events tell."""
    found = []
    for key, queue in _OPEN.rows(connection):
        last_us = _LAST.value(connection, source=source, key=f'"{key}"')
        if last_us is not None:
            found.append(LeftOpen(key, queue, int(last_us)))
    return tuple(found)
