"""How old the news of a floor is: no clock is trusted to be the other's. Pure."""

from __future__ import annotations

import enum

import msgspec

from desk_app.telephony.team.board import Floor

AGEING_S = 3.0
"""From here on the age is shown."""
STALE_S = 10.0
"""From here on nothing is shown as if it were true now."""


class Freshness(enum.Enum):
    """What may be thought of a floor's figures."""

    LIVE = "live"
    AGEING = "ageing"
    SILENT = "silent"  # nothing was heard for too long
    CUT = "cut"  # the link to the PBX is known to be lost

    @property
    def stale(self) -> bool:
        """Whether the figures are only what they were."""
        return self in (Freshness.SILENT, Freshness.CUT)


class FloorAge(msgspec.Struct, frozen=True):
    """When the bridge heard the PBX last, by its own clock, and when that was told here."""

    heard_us: int = 0
    told_us: int = 0
    linked: bool = False

    def tell(self, floor: Floor, now_us: int) -> FloorAge:
        """Return the age after a floor was told."""
        if floor.heard_us == self.heard_us:
            return FloorAge(self.heard_us, self.told_us, floor.linked)
        return FloorAge(floor.heard_us, now_us, floor.linked)

    def cut(self) -> FloorAge:
        """Return the age after whatever brings the news was lost; the next `tell` mends it."""
        return FloorAge(self.heard_us, self.told_us, False)

    def seconds(self, now_us: int) -> float:
        """Return the age: by the clocks of both sides, or by this one if theirs runs ahead."""
        return max(0.0, (now_us - self.heard_us) / 1e6, (now_us - self.told_us) / 1e6)

    def freshness(self, now_us: int) -> Freshness:
        """Return what may be thought of the figures."""
        if not self.linked:
            return Freshness.CUT
        seconds = self.seconds(now_us)
        if seconds >= STALE_S:
            return Freshness.SILENT
        return Freshness.AGEING if seconds >= AGEING_S else Freshness.LIVE
