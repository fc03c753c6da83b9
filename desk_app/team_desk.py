"""The team from an agent's desk: the floor while it is fresh, and orders for oneself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.floor_age import FloorAge
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.orders import (
    AnyOrder,
    HangUpCall,
    LogIn,
    LogOut,
    MoveTo,
    Pause,
    PickUp,
    Role,
    Unpause,
)

_LOOK_MS = 1000


class TeamDesk(QObject):
    """Knows the floor; one that is too old is shown no more. UI thread.

    `changed`: the floor is another, or is not to be trusted any more. `ordered(order)` is
    for the bridge; `answered(order, OrderResult)` is what became of it, and may be emitted on
    any thread. `name` is the agent's, as on tickets.
    """

    changed = Signal()
    ordered = Signal(object)
    answered = Signal(object, object)

    def __init__(
        self,
        now_us: Callable[[], int],
        name: Callable[[], str] = lambda: "",
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._now_us, self._name = now_us, name
        self.role = Role.AGENT
        self._age, self._last = FloorAge(), Floor()
        self.floor, self.me, self.unseen = Floor(), "", False
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self.look)

    def show_floor(self, floor: Floor, me: str) -> None:
        """Take a floor; `me` is the agent's own interface."""
        self.me, self._last = me, floor
        self._age = self._age.tell(floor, self._now_us())
        self._look.start()
        self.look()

    def look(self) -> None:
        """See whether the floor is still to be trusted."""
        # A team may share its database and have no PBX: then nobody ever told of a floor.
        unseen = self._last.heard_us > 0 and self._age.freshness(self._now_us()).stale
        floor = Floor(self._last.pbx) if unseen else self._last
        if floor != self.floor or unseen != self.unseen:
            self.floor, self.unseen = floor, unseen
            self.changed.emit()

    def has_queue(self, queue: str) -> bool:
        """Whether a queue is the team's."""
        return self.floor.queue(queue) is not None

    @property
    def directs(self) -> bool:
        """Whether the agent's role may move and end calls of those who wait."""
        return self.role in (Role.SUPERVISOR, Role.ADMIN)

    def has_caller(self, key: str) -> bool:
        """Whether somebody waits in a queue of the team."""
        return any(caller.key == key for queue in self.floor.queues for caller in queue.waiting)

    def log_in(self, queue: str, on: bool) -> None:
        """Serve a queue of the team from now on, or no more."""
        # By her name desk and PBX tell of one phone, not of two.
        name = self._name()
        self._give(LogIn(self.me, queue, name) if on else LogOut(self.me, queue))

    def pause(self, reason: str | None) -> None:
        """Be offered no calls of the team's queues for this reason; None: be offered them."""
        self._give(Unpause(self.me) if reason is None else Pause(self.me, reason))

    def take(self, key: str) -> None:
        """Let this caller ring at the agent, out of turn."""
        self._give(PickUp(self.me, key))

    def move(self, key: str, queue: str) -> None:
        """Let a caller wait in another queue."""
        self._give(MoveTo(key, queue))

    def hang_up(self, key: str) -> None:
        """End the call of somebody who waits."""
        self._give(HangUpCall(key))

    def _give(self, order: AnyOrder) -> None:
        if self.me:
            self.ordered.emit(order)
