"""What the floor was: raw events and checkpoints by time, for "the wall as it was at 14:03".

Each function works in a transaction of the caller's, on the caller's thread. Bodies are
the bridge's own text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, Text, bindparam, delete, func, select

from desk_app.crm.statements import Statement, inserting
from desk_app.crm.team.models import FloorCheckpoint, FloorEvent


@dataclass(frozen=True)
class Kept:
    """An event, or the whole floor right after the event `seq`."""

    seq: int
    at_us: int
    body: str


@dataclass(frozen=True)
class Past:
    """What to fold for a moment: onto `checkpoint` (None: onto nothing) the events in order."""

    checkpoint: Kept | None
    events: tuple[Kept, ...]


def source_of(pbx: str) -> str:
    """Return the name under which a PBX's events and checkpoints are kept."""
    return f"pbx:{pbx}"


_SOURCE = bindparam("source", type_=Text())
_LAST = Statement(select(func.max(FloorEvent.seq)).where(FloorEvent.source == _SOURCE))
_KEEP = inserting(FloorEvent)
_KEEP_CHECKPOINT = inserting(FloorCheckpoint)
_CHECKPOINT = Statement(
    select(FloorCheckpoint.seq, FloorCheckpoint.at_us, FloorCheckpoint.body)
    .where(FloorCheckpoint.source == _SOURCE, FloorCheckpoint.at_us <= bindparam("at"))
    .order_by(FloorCheckpoint.at_us.desc(), FloorCheckpoint.seq.desc())
    .limit(1)
)
_EVENTS = Statement(
    select(FloorEvent.seq, FloorEvent.at_us, FloorEvent.body)
    .where(
        FloorEvent.source == _SOURCE,
        FloorEvent.seq > bindparam("after"),
        FloorEvent.at_us <= bindparam("at"),
    )
    .order_by(FloorEvent.seq)
)


def last_seq(connection: Connection, source: str) -> int:
    """Return the number of the last event that is kept; 0 = none."""
    return int(_LAST.value(connection, source=source) or 0)


def keep_events(connection: Connection, source: str, events: Iterable[Kept]) -> int:
    """Keep events in their order and return how many were new; known ones change nothing."""
    last = last_seq(connection, source)
    new = [event for event in events if event.seq > last]
    for event in new:
        _KEEP.run(connection, _row(source, event))
    return len(new)


def keep_checkpoint(connection: Connection, source: str, checkpoint: Kept) -> None:
    """Keep the whole floor after an event, every few minutes: then few events are folded."""
    _KEEP_CHECKPOINT.run(connection, _row(source, checkpoint))


def _row(source: str, kept: Kept) -> dict[str, object]:
    return {"source": source, "seq": kept.seq, "at_us": kept.at_us, "body": kept.body}


def as_of(connection: Connection, source: str, at_us: int) -> Past:
    """Return what to fold for the floor as it was at an instant."""
    row = _CHECKPOINT.row(connection, source=source, at=at_us)
    checkpoint = None if row is None else Kept(*row)
    after = 0 if checkpoint is None else checkpoint.seq
    rows = _EVENTS.rows(connection, source=source, at=at_us, after=after)
    return Past(checkpoint, tuple(Kept(*row) for row in rows))


def prune(connection: Connection, source: str, before_us: int) -> None:
    """Forget what was before an instant, but for the checkpoint that its floor is folded from."""
    row = _CHECKPOINT.row(connection, source=source, at=before_us)
    if row is None:
        return
    for table, last in ((FloorEvent, row[0]), (FloorCheckpoint, row[0] - 1)):
        connection.execute(delete(table).where(table.source == source, table.seq <= last))
