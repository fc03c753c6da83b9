"""Which floor is in sight, of which instant, and how far it may be believed."""

from __future__ import annotations

from desk_app.crm.trouble import DatabaseProblem
from desk_app.floor_age import FloorAge, Freshness
from desk_app.telephony.team.board import Floor
from desk_app.ui.wall.header import Mode

_MODES = {Freshness.LIVE: Mode.LIVE, Freshness.AGEING: Mode.AGEING}


class Sight:
    """The floor of now as it was told last, or that of a minute that somebody has picked."""

    def __init__(self) -> None:
        self.now = Floor()  # as it was told, also while the past is looked at
        self.age = FloorAge()
        self.past: tuple[Floor, int] | None = None
        self.lost: DatabaseProblem | None = None

    def tell(self, floor: Floor, now_us: int) -> None:
        """Take the floor as it is now."""
        self.now, self.lost = floor, None
        self.age = self.age.tell(floor, now_us)

    def lose(self, problem: DatabaseProblem) -> None:
        """Know that no news can come; the next floor takes it back."""
        if self.lost is not DatabaseProblem.REFUSED:  # else: why the rest is lost, too
            self.lost = problem
        self.age = self.age.cut()

    @property
    def floor(self) -> Floor:
        """The floor in sight."""
        return self.past[0] if self.past is not None else self.now

    def mode(self, now_us: int) -> Mode:
        """Return what its figures are."""
        if self.past is not None:
            return Mode.PAST
        return _MODES.get(self.age.freshness(now_us), Mode.STALE)

    def grey(self, now_us: int) -> bool:
        """Whether its figures are only what was last known: now, or at that minute."""
        past = self.past
        return self.mode(now_us) is Mode.STALE or (past is not None and not past[0].linked)

    def at_us(self, now_us: int) -> int:
        """Return the instant at which its timers stand."""
        if self.grey(now_us):
            return self.floor.heard_us
        return self.past[1] if self.past is not None else now_us

    def tells_of_loss(self, now_us: int) -> bool:
        """Whether a banner says what is wrong; not before anything was heard."""
        known = self.age.heard_us > 0 or self.lost is not None
        return self.mode(now_us) is Mode.STALE and known
