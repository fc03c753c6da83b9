"""The floor of a minute that is over, from what was kept of it. Pure."""

from __future__ import annotations

import msgspec

from desk_app.crm.team.history import Past
from desk_app.telephony.team.board import Floor

_floor = msgspec.json.Decoder(Floor)


def fold(pbx: str, past: Past) -> Floor:
    """Return the last checkpoint's floor; what was never kept is an empty floor.

    Raises:
        msgspec.MsgspecError: what was kept is no floor.
    """
    return Floor(pbx) if past.checkpoint is None else _floor.decode(past.checkpoint.body)
