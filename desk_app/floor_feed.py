"""The floor as wall and desk know it: put together from the parts that a bridge publishes."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, Qt, Signal

from desk_app.crm.server import Server
from desk_app.crm.team.following import Follower
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.parts import AnyPart, Parts

log = logging.getLogger(__name__)


class FloorFeed(QObject):
    """Follows the floor of one PBX: the given one, else the first that anything is heard of.

    `floor_changed(Floor)` after each news, also after such that only say that the database
    is back; `lost`: nothing more is heard until then. Signals on the UI thread; what comes
    while that is busy is shown by the next one at once. Reading and joining are the
    follower's thread's.
    """

    floor_changed = Signal(object)
    lost = Signal()
    _news = Signal()
    _silence = Signal()

    def __init__(self, parent: QObject | None = None, *, pbx: str = "") -> None:
        super().__init__(parent)
        self.pbx, self.floor = pbx, Floor(pbx)
        self._parts = Parts(pbx)
        self._latest = self.floor
        self._told = False
        self._follower: Follower | None = None
        self._news.connect(self._on_news, Qt.ConnectionType.QueuedConnection)
        self._silence.connect(self.lost, Qt.ConnectionType.QueuedConnection)

    def start(self, server: Server, called: Callable[[str], None] = lambda _: None) -> None:
        """Follow what is published on a server; `called` as `Follower` has it."""
        self._follower = Follower(server, self.hear, self._silence.emit, called)

    def close(self) -> None:
        """Follow no more."""
        follower, self._follower = self._follower, None
        if follower is not None:
            follower.close()

    def hear(self, pbx: str, parts: Sequence[AnyPart], whole: bool = False) -> None:
        """Take what is new of a PBX, or all there is. Any thread, but always the same one."""
        if pbx != (self.pbx or pbx):
            return
        if whole or not self.pbx:
            self.pbx, self._parts = pbx, Parts(pbx)
        try:
            self._latest = self._parts.put(parts)
        except msgspec.MsgspecError:
            # The wall grows old with it, and says so.
            log.exception("a part of the floor cannot be read")
            return
        if not self._told:
            self._told = True
            self._news.emit()

    def _on_news(self) -> None:
        self._told = False  # first: what comes from here on is told of again
        self.floor = self._latest
        self.floor_changed.emit(self.floor)
