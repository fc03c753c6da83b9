"""Following the floor: woken and read on the listener's own thread and connection.

One statement for each waking, and nothing of it on the thread that serves a ringing call.
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from desk_app.crm.server import Server
from desk_app.crm.team import messages
from desk_app.crm.team.floor import CHANNEL, Part
from desk_app.crm.team.listening import Listener, Woken

_PBXES = "SELECT pbx FROM floor_leaders ORDER BY pbx"
_NEWER = (
    "SELECT kind, name, body, version FROM floor_parts WHERE pbx = %s AND version > %s"
    " ORDER BY version, kind, name"
)


class Follower:
    """Gives the parts of every PBX's floor as they change, until `close`.

    `heard(pbx, parts)` and `lost()` are called on the follower's own thread and may neither
    block nor raise: emit a signal. The first `heard` of a PBX, and only that, has all of its
    parts (none: nothing is published yet). After `lost()` what is known is growing old; what
    changed meanwhile comes with the next `heard`, which also comes, with no parts, when
    nothing has. `called(logins)`: there may be messages for these logins, for anybody if ""; on
    the follower's own thread, too.
    """

    def __init__(
        self,
        server: Server,
        heard: Callable[[str, tuple[Part, ...]], None],
        lost: Callable[[], None],
        called: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._heard, self._called = heard, called
        self._known: dict[str, int] = {}
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
        if woken.channel == messages.CHANNEL:
            return
        told = woken.payload.split(" ", 2)
        if woken.channel and len(told) >= 2 and told[1].isdecimal():
            if int(told[1]) > self._known.get(told[0], 0):
                self._read(told[0])
            return
        for (pbx,) in self._listener.ask(_PBXES):
            self._read(str(pbx))

    def _read(self, pbx: str) -> None:
        rows = self._listener.ask(_NEWER, pbx, self._known.get(pbx, 0))
        parts = tuple(Part(*row) for row in rows)
        self._known[pbx] = max((part.version for part in parts), default=self._known.get(pbx, 0))
        self._heard(pbx, parts)
