"""The floor in the database: written by the bridge that leads, read by everybody.

Each function works in a transaction of the caller's, on the caller's thread; publishing is a
single statement, which may be one by itself. A part is a queue, an agent or the link; versions
grow over all parts of a PBX, so a reader asks only for what is newer than what it has.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Text, bindparam, select, text, update

from desk_app.crm.statements import Statement, inserting
from desk_app.crm.team import notices
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
_LEAD = Statement(
    update(Leader)
    .where(Leader.pbx == _PBX)
    .values(term=Leader.term + 1, since_us=bindparam("since"))
    .returning(Leader.term)
)
_FIRST = inserting(Leader)
# Nobody need wait until a disk has a floor that is another one a moment later: what a server
# forgets when it is killed, its bridge publishes again.
_PUBLISH = text("""
    WITH led AS (
        UPDATE floor_leaders SET version = version + 1 WHERE pbx = :pbx AND term = :term
        RETURNING version
    ), put AS (
        INSERT INTO floor_parts (pbx, kind, name, version, body)
        SELECT :pbx, part.kind, part.name, led.version, part.body
        FROM led, unnest(
            CAST(:kinds AS text[]), CAST(:names AS text[]), CAST(:bodies AS text[])
        ) AS part (kind, name, body)
        ON CONFLICT (pbx, kind, name)
        DO UPDATE SET version = excluded.version, body = excluded.body
    )
    SELECT version, set_config('synchronous_commit', 'off', true),
        ARRAY(SELECT pg_notify(:channel, version || notice)::text
            FROM unnest(CAST(:notices AS text[])) AS notice)
    FROM led
""")
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
    """Write the parts that changed as one new version, tell it, and return it.

    Each part at most once. Who follows is told with the commit, which waits for no disk: a
    server that is killed forgets what was published in its last second, and goes on with a
    version that it has given before. It cuts every session then, so whoever followed reads
    everything anew.

    Raises:
        NotLeading: `term` is over.
    """
    rows = [(part.kind, part.name, part.body) for part in parts]
    kinds, names, bodies = map(list, zip(*rows, strict=True)) if rows else ([], [], [])
    given = {"pbx": pbx, "term": term, "kinds": kinds, "names": names, "bodies": bodies}
    given |= {"channel": CHANNEL, "notices": notices.made(pbx, rows)}
    version = connection.execute(_PUBLISH, given).scalar()
    if version is None:
        raise NotLeading(f"{pbx}: term {term}")
    return int(version)


def read_parts(connection: Connection, pbx: str, after: int = 0) -> tuple[Part, ...]:
    """Return the parts that are newer than a version, oldest first, the gone ones included."""
    return tuple(Part(*row) for row in _NEWER.rows(connection, pbx=pbx, after=after))


def pbxes(connection: Connection) -> tuple[str, ...]:
    """Return the names of the PBXes that a bridge has ever led."""
    return tuple(row[0] for row in _PBXES.rows(connection))
