"""A snapshot of the queues: who waits, who they are, and which of them are the agent's."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from desk_app.crm.records import Caller
from desk_app.queue_settings import QueueSection
from desk_app.telephony.messages import QueueDoubt
from desk_app.telephony.queue.board import QueueBoard, Waiting
from desk_app.telephony.team.board import Floor


class QueueDeskState(msgspec.Struct, frozen=True):
    """Everything the window shows of the queues.

    `callers` holds the records of those on the board, as far as the database has told them.
    A caller's name on the board is the record's where there is one. `holds` is how many can
    wait in this engine at once, 0 while it is not known; `handle_s` is the recent average
    handle time of the queues that the agent serves, 0 while there is none, and `errors_s` by
    how much the expected wait was wrong lately, by queue. The queues of `team` are among all
    of these; `me` is the agent's interface at its PBX, and `directs` says whether the agent's
    role may move and end its waiting calls.
    """

    board: QueueBoard = QueueBoard()
    queues: tuple[QueueSection, ...] = ()
    logged_in: tuple[str, ...] = ()
    callers: Mapping[str, Caller] = msgspec.field(default_factory=lambda: MappingProxyType({}))
    doubts: tuple[QueueDoubt, ...] = ()
    holds: int = 0
    handle_s: float = 0.0
    errors_s: Mapping[str, float] = msgspec.field(default_factory=lambda: MappingProxyType({}))
    team: Floor = Floor()
    me: str = ""
    directs: bool = False

    def queue(self, name: str) -> QueueSection | None:
        """Return the settings of a queue; None for one that is in the settings no more."""
        return next((queue for queue in self.queues if queue.name == name), None)

    def may_direct(self, key: str) -> bool:
        """Whether the agent may move or end a waiting call; those of the desk's own always."""
        if self.directs:
            return True
        return all(caller.key != key for queue in self.team.queues for caller in queue.waiting)

    def others_for(self, caller: Waiting) -> tuple[str, ...]:
        """Return the other queues that can take somebody who waits: of the team, or the desk's."""
        team = {queue.name: queue for queue in self.team.queues}
        waits = (one.key for queue in self.team.queues for one in queue.waiting)
        of_team = caller.key in waits
        names = (queue.name for queue in self.queues)
        return tuple(n for n in names if (n in team) is of_team and n != caller.queue)

    @property
    def next(self) -> Waiting | None:
        """Who is served next by this agent; None: nobody waits there."""
        return self.board.next(self.logged_in)
