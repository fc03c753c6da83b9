"""A process's link to its team: the database opened on a thread of its own, and its wake-ups."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from desk_app import floor_past
from desk_app.background import Background
from desk_app.crm.server import Server, Where
from desk_app.crm.team.people import Person
from desk_app.floor_feed import FloorFeed
from desk_app.team_base import TeamBase, Waker
from desk_app.team_desk import TeamDesk
from desk_app.telephony.team.orders import AnyOrder, OrderResult

log = logging.getLogger(__name__)

CLOSE_S = 3.0


class TeamLink(QObject):
    """Nothing happens where the database is a file: one desk has no team. UI thread.

    `joined(TeamBase)`: there is a team. `known(Person)`: whom the server knows us as.
    """

    joined = Signal(object)
    known = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.background = Background("team")
        self.base: TeamBase | None = None
        self.feed: FloorFeed | None = None
        self._waker: Waker | None = None

    def start(self, where: Callable[[], Where]) -> None:
        """Find out where the database is; `where` may ask the keyring."""
        self.background.run(where, self._on_where, _failed)

    def _on_where(self, place: Where) -> None:
        if not isinstance(place, Server):
            return
        base = self.base = TeamBase(place, floor_past.fold)
        self.feed = FloorFeed(base.floor_parts, self.background, self)
        self._waker = Waker(place, self)
        self._waker.woken.connect(self.feed.wake)
        self.joined.emit(base)
        self.feed.start()
        self.background.run(base.myself, self._on_known, _failed)

    def _on_known(self, person: Person | None) -> None:
        if person is not None:
            self.known.emit(person)

    def close(self) -> None:
        """Let go of the server."""
        if self.feed is not None:
            self.feed.stop()
        if self._waker is not None:
            self._waker.close()
        if self.background.close(CLOSE_S) and self.base is not None:
            self.base.close()


def follow(link: TeamLink, team: TeamDesk) -> None:
    """Show an agent's desk the floor, and give its orders; a refusal stays in the log."""
    me: list[str] = []

    def join(base: TeamBase) -> None:
        assert link.feed is not None  # noqa: S101
        link.feed.floor_changed.connect(lambda floor: team.show_floor(floor, "".join(me)))
        team.ordered.connect(lambda order: base.give(order, partial(_told, order)))

    def know(person: Person) -> None:
        me[:] = [person.interface]
        if link.feed is not None:
            team.show_floor(link.feed.floor, person.interface)

    link.joined.connect(join)
    link.known.connect(know)


def _told(order: AnyOrder, result: OrderResult) -> None:
    if result is not OrderResult.DONE:
        log.warning("%s: %s", result, order)


def _failed(error: Exception) -> None:
    log.warning("the team's database", exc_info=error)
