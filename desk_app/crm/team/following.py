"""Following the floor: told, and read where that is not enough, on the listener's own thread.

Nothing of it is on the thread that serves a ringing call. A notice with everything in it
needs no statement at all. It is believed of a bridge only, since PostgreSQL lets every login
notify: the server says which session a notice is from, and whose session that is.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from desk_app.crm.server import Server
from desk_app.crm.team import messages, notices
from desk_app.crm.team.floor import CHANNEL, Part
from desk_app.crm.team.listening import Listener, Woken
from desk_app.crm.team.notices import Notice

_PBXES = "SELECT pbx FROM floor_leaders ORDER BY pbx"
_NEWER = (
    "SELECT kind, name, body, version FROM floor_parts WHERE pbx = %s AND version > %s"
    " ORDER BY version, kind, name"
)
_BRIDGE = (
    "SELECT 1 FROM pg_stat_activity JOIN people ON login = usename"
    " WHERE pid = %s AND datname = current_database() AND role = 'bridge'"
)
_BELIEVED_S = 300.0
"""A session's number may be another login's once the bridge has gone: so it is asked again."""


class Follower:
    """Gives the parts of every PBX's floor as they change, until `close`.

    `heard(pbx, parts, whole)` and `lost()` are called on the follower's own thread and may
    neither block nor raise: emit a signal. `whole`: these are all the parts there are (none:
    nothing is published yet), whatever was heard before; so it is at first, and again when
    the server is back after `lost()`. `called(logins)`: there may be messages for these
    logins, for anybody if ""; on the follower's own thread, too.
    """

    def __init__(
        self,
        server: Server,
        heard: Callable[[str, tuple[Part, ...], bool], None],
        lost: Callable[[], None],
        called: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._heard, self._called = heard, called
        self._known: dict[str, int] = {}
        self._pieces: list[Notice] = []
        self._believed: dict[int, float] = {}
        self._made = threading.Event()
        self._listener = Listener(server, (CHANNEL, messages.CHANNEL), self._on_woken, lost)
        self._made.set()

    def close(self) -> None:
        """End it. Any thread but its own."""
        self._listener.close()

    def _on_woken(self, woken: Woken) -> None:
        self._made.wait()
        if woken.channel in ("", messages.CHANNEL):
            self._called(woken.payload)
        if not woken.channel:
            self._begin()
        elif woken.channel == CHANNEL:
            notice = notices.read(woken.payload)
            if notice is not None and notice.version > self._known.get(notice.pbx, 0):
                self._on_notice(notice, woken.session)

    def _begin(self) -> None:
        """Read everything: what was heard before may be lost with a server that was killed."""
        self._known.clear()
        self._believed.clear()
        for (pbx,) in self._listener.ask(_PBXES):
            self._tell(str(pbx), self._newer(str(pbx)))

    def _on_notice(self, notice: Notice, session: int) -> None:
        """Take what it carries, if nothing is missing before it; else read."""
        follows = notice.version == self._known.get(notice.pbx, 0) + 1
        if not follows or not notice.pieces or not self._is_bridges(session):
            # Of a PBX that is not known, it may be no more than anybody's word.
            if (parts := self._newer(notice.pbx)) or notice.pbx in self._known:
                self._tell(notice.pbx, parts)
            return
        self._pieces = [*(self._pieces if notice.piece else []), notice]
        if len(self._pieces) == notice.pieces:
            lines = notices.parts_of(self._pieces)
            self._tell(notice.pbx, tuple(Part(*line, notice.version) for line in lines))

    def _is_bridges(self, session: int) -> bool:
        now = time.monotonic()
        if self._believed.get(session, now) > now:
            return True
        if not self._listener.ask(_BRIDGE, session):
            return False
        self._believed[session] = now + _BELIEVED_S
        return True

    def _newer(self, pbx: str) -> tuple[Part, ...]:
        rows = self._listener.ask(_NEWER, pbx, self._known.get(pbx, 0))
        return tuple(Part(*row) for row in rows)

    def _tell(self, pbx: str, parts: tuple[Part, ...]) -> None:
        known = self._known.get(pbx)
        self._known[pbx] = max((part.version for part in parts), default=known or 0)
        self._heard(pbx, parts, known is None)
