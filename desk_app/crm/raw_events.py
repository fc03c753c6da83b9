"""Every event once: what the sources said, and how far each has been folded."""

from __future__ import annotations

import msgspec
from sqlalchemy import Connection, Text, bindparam, select, update

from desk_app.crm.call_log import CallEvent
from desk_app.crm.models import RawEvent, Source
from desk_app.crm.statements import Statement, inserting

_SOURCE = bindparam("source", type_=Text())
_MARK = Statement(select(Source.seq).where(Source.source == _SOURCE))
_HAS = Statement(
    select(RawEvent.seq).where(RawEvent.source == _SOURCE, RawEvent.seq == bindparam("seq"))
)
_LATER = Statement(
    select(RawEvent.seq)
    .where(RawEvent.source == _SOURCE, RawEvent.seq > bindparam("seq"))
    .order_by(RawEvent.seq)
)
_KEEP = inserting(RawEvent)
_BEGIN = inserting(Source)
_MOVE = Statement(update(Source).where(Source.source == _SOURCE).values(seq=bindparam("reached")))
_encode = msgspec.json.Encoder().encode


def last_seq(connection: Connection, source: str) -> int:
    """Return the event up to which everything of the source is folded, without a gap; 0 = none."""
    return int(_MARK.value(connection, source=source) or 0)


def remember(connection: Connection, event: CallEvent) -> bool:
    """Keep the event as it was told; False when it was known."""
    mark = last_seq(connection, event.source)
    if event.seq <= mark:
        return False
    follows = event.seq == mark + 1
    if not follows and _HAS.row(connection, source=event.source, seq=event.seq):
        return False
    payload = _encode(event).decode()
    _KEEP.run(connection, {"source": event.source, "seq": event.seq, "payload": payload})
    if follows:
        _advance(connection, event.source, event.seq)
    return True


def _advance(connection: Connection, source: str, reached: int) -> None:
    """Move the source's mark to `reached` and over what follows it without a gap."""
    for (seq,) in _LATER.run(connection, {"source": source, "seq": reached}):
        if seq != reached + 1:
            break
        reached = seq
    if not _MOVE.count(connection, source=source, reached=reached):
        _BEGIN.run(connection, {"source": source, "seq": reached})
