"""The floor of a minute that is over, folded again from what was kept of it. Pure."""

from __future__ import annotations

import msgspec

from desk_app.crm.team.history import Past
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.events import Heard, LinkLost, decode
from desk_app.telephony.team.fold import apply

_floor = msgspec.json.Decoder(Floor)


_SILENT_US = 10_000_000


def fold(pbx: str, past: Past, at_us: int, heard_us: int) -> Floor:
    """Return the floor as it was at an instant; what was never kept is an empty floor.

    A PBX that has nothing new is heard all the time, and that is not kept: a floor whose
    link was up is as old as the instant. `heard_us` is when the PBX was heard last of all;
    for what is long after it, no link was there.

    Raises:
        msgspec.MsgspecError: what was kept is no floor, or no event.
    """
    floor = Floor(pbx) if past.checkpoint is None else _floor.decode(past.checkpoint.body)
    for kept in past.events:
        floor = apply(floor, decode(kept.body))
    if not floor.linked:
        return floor
    floor = apply(floor, Heard(min(at_us, heard_us)))
    return floor if at_us - heard_us < _SILENT_US else apply(floor, LinkLost(at_us))
