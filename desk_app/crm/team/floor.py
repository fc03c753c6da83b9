"""The floor in the database: written by the bridge that leads, read by everybody.

Each function works in a transaction of the caller's, on the caller's thread. A part is a
queue, an agent or the link; versions grow over all parts of a PBX, so a reader asks only
for what is newer than what it has. Nothing is notified here: `announcing.Announcer` does,
after the commit and on a connection of its own.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Text, bindparam, select, update

from desk_app.crm.statements import Statement, inserting
from desk_app.crm.team.models import FloorPart, Leader

CHANNEL = "desk_floor"


class NotLeading(Exception):
    """Another bridge has begun to lead this PBX: nothing was written."""


@dataclass(frozen=True)
class Part:
    """A part of a floor. `kind` is queue, agent or link; `body` is JSON, "" when it is gone."""

    kind: str
    name: str
    body: str
    version: int = 0


_PBX = bindparam("pbx_", type_=Text())
_NEXT = Statement(
    update(Leader)
    .where(Leader.pbx == _PBX, Leader.term == bindparam("term_"))
    .values(version=Leader.version + 1)
    .returning(Leader.version)
)
_LEAD = Statement(
    update(Leader)
    .where(Leader.pbx == _PBX)
    .values(term=Leader.term + 1, since_us=bindparam("since"))
    .returning(Leader.term)
)
_FIRST = inserting(Leader)
_CHANGE = Statement(
    update(FloorPart)
    .where(
        FloorPart.pbx == _PBX,
        FloorPart.kind == bindparam("kind_"),
        FloorPart.name == bindparam("name_"),
    )
    .values(version=bindparam("version_"), body=bindparam("body_"))
)
_NEW = inserting(FloorPart)
_NEWER = Statement(
    select(FloorPart.kind, FloorPart.name, FloorPart.body, FloorPart.version)
    .where(FloorPart.pbx == bindparam("pbx"), FloorPart.version > bindparam("after"))
    .order_by(FloorPart.version, FloorPart.kind, FloorPart.name)
)
_PBXES = Statement(select(Leader.pbx).order_by(Leader.pbx))


def begin_to_lead(connection: Connection, pbx: str) -> int:
    """Return the new term of a bridge that has just got the lead (`leading.Leadership`)."""
    since_us = time.time_ns() // 1000
    term = _LEAD.value(connection, pbx_=pbx, since=since_us)
    if term is None:
        _FIRST.run(connection, {"pbx": pbx, "term": 1, "version": 0, "since_us": since_us})
        return 1
    return int(term)


def publish(connection: Connection, pbx: str, term: int, parts: Iterable[Part]) -> int:
    """Write the parts that changed as one new version, and return it.

    The first publishing of a term should hold every part there is, and those of
    `read_parts(connection, pbx)` that are no more with body "".

    Raises:
        NotLeading: `term` is over.
    """
    version = _NEXT.value(connection, pbx_=pbx, term_=term)
    if version is None:
        raise NotLeading(f"{pbx}: term {term}")
    for part in parts:
        row = {"pbx_": pbx, "kind_": part.kind, "name_": part.name}
        row |= {"version_": version, "body_": part.body}
        if not _CHANGE.count(connection, **row):
            _NEW.run(connection, {name.rstrip("_"): value for name, value in row.items()})
    return int(version)


def read_parts(connection: Connection, pbx: str, after: int = 0) -> tuple[Part, ...]:
    """Return the parts that are newer than a version, oldest first, the gone ones included."""
    return tuple(Part(*row) for row in _NEWER.rows(connection, pbx=pbx, after=after))


def pbxes(connection: Connection) -> tuple[str, ...]:
    """Return the names of the PBXes that a bridge has ever led."""
    return tuple(row[0] for row in _PBXES.rows(connection))
