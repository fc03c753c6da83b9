"""Numbers dialled last, each once: for the arrow-up key in an empty field."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from desk_app.crm.records import RecentCall
from desk_app.telephony.messages import Direction
from desk_app.ui import text as say

MOST = 8


class Dialled(msgspec.Struct, frozen=True):
    """One number: its line, the quiet line under it, and what is dialled again."""

    title: str
    note: str
    number: str


def dialled(calls: Sequence[RecentCall]) -> list[Dialled]:
    """Return the numbers of outgoing calls, the latest first, each once, eight at most."""
    found: dict[str, Dialled] = {}
    for call in calls:
        if call.direction == Direction.OUT and call.number and call.number not in found:
            shown = say.phone(call.number)
            name = say.plain_text(call.name, 60)
            at = say.clock_time(call.ring_us)
            note = " · ".join(part for part in (shown if name else "", at) if part)
            found[call.number] = Dialled(name or shown, note, call.number)
    return list(found.values())[:MOST]
