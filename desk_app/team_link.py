"""A process's link to its team: the database opened on a thread of its own, and its wake-ups."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from desk_app.background import Background
from desk_app.crm.server import Server, Where
from desk_app.crm.team.people import Person
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from desk_app.floor_feed import FloorFeed
from desk_app.team_base import TeamBase
from desk_app.team_desk import TeamDesk
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.orders import AnyOrder, OrderResult, Role

log = logging.getLogger(__name__)

CLOSE_S = 3.0
AGAIN_MS = 2_000
"""After so long a server that did not say who we are is asked again."""


class TeamLink(QObject):
    """Nothing happens where the database is a file: one desk has no team. UI thread.

    `joined(TeamBase)`: there is a team. `known(Person)`: whom the server knows us as.
    `refused(DatabaseProblem)`: why it does not say so (yet: it is asked again, unless it does
    not let this login in). `called`: a message for or from this login may be another.
    """

    joined = Signal(object)
    known = Signal(object)
    refused = Signal(object)
    called = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.background = Background("team")
        self.base: TeamBase | None = None
        self.feed = FloorFeed(self)
        self.feed.floor_changed.connect(self._on_floor)
        self._trouble: DatabaseProblem | None = None
        self._again = QTimer(self, interval=AGAIN_MS, singleShot=True)
        self._again.timeout.connect(self._ask_who_we_are)

    def start(self, where: Callable[[], Where]) -> None:
        """Find out where the database is; `where` may ask the keyring."""
        self.background.run(where, self._on_where, _failed)

    def _on_where(self, place: Where) -> None:
        if not isinstance(place, Server):
            return
        self.base = TeamBase(place)
        self.joined.emit(self.base)
        self.feed.start(place, partial(self._on_called, place.login))
        self._ask_who_we_are()

    def _ask_who_we_are(self) -> None:
        if self.base is not None:
            self.background.run(self.base.myself, self._on_known, self._on_refused)

    def _on_called(self, login: str, logins: str) -> None:
        """Pass on a call for this login, or for anybody. The follower's thread."""
        if not login or not logins or login in logins.split(" "):
            self.called.emit()

    def _on_floor(self, floor: Floor) -> None:
        if self.base is not None:
            self.base.pbx = floor.pbx

    def _on_known(self, person: Person | None) -> None:
        if person is not None:
            self.known.emit(person)

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, DatabaseTrouble):
            _failed(error)
            return
        if error.problem is not self._trouble:  # else it stands in the log already
            self._trouble = error.problem
            _failed(error)
        self.refused.emit(error.problem)
        if error.problem is not DatabaseProblem.REFUSED:
            self._again.start()

    def close(self) -> None:
        """Let go of the server."""
        self._again.stop()
        self.feed.close()
        if self.background.close(CLOSE_S) and self.base is not None:
            self.base.close()


def follow(link: TeamLink, team: TeamDesk) -> None:
    """Show an agent's desk the floor, and give its orders."""
    me: list[str] = []

    def join(base: TeamBase) -> None:
        link.feed.floor_changed.connect(lambda floor: team.show_floor(floor, "".join(me)))
        team.ordered.connect(lambda order: base.give(order, partial(told, order)))

    def know(person: Person) -> None:
        me[:] = [person.interface]
        team.role = Role(person.role) if person.role in [*Role] else Role.AGENT
        team.show_floor(link.feed.floor, person.interface)

    def told(order: AnyOrder, result: OrderResult) -> None:
        if result is not OrderResult.DONE:
            log.warning("%s: %s", result, order)
        team.answered.emit(order, result)

    link.joined.connect(join)
    link.known.connect(know)


def _failed(error: Exception) -> None:
    log.warning("the team's database", exc_info=error)
