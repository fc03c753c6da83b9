"""Which of two bridges leads: an advisory lock, held by a connection of its own.

The server itself takes the lead from a bridge that is dead, frozen or cut off: it ends a
session that has been silent for `SILENT_S`, and with it goes the lock.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import replace

import psycopg

from desk_app.crm.postgres.connecting import Bounded, connect
from desk_app.crm.server import Server
from desk_app.crm.trouble import DatabaseTrouble

log = logging.getLogger(__name__)

BEAT_S = 0.5
SILENT_S = 2.0
_WAIT_S = 1.5
_SESSION = {
    "idle_session_timeout": f"{SILENT_S * 1000:.0f}",
    # A machine that is gone ends no session by itself.
    "tcp_keepalives_idle": "1",
    "tcp_keepalives_interval": "1",
    "tcp_keepalives_count": "1",
    "tcp_user_timeout": f"{SILENT_S * 1000:.0f}",
}


class Leadership:
    """Strives for the lead of a PBX until `close`; the callbacks run on its own thread.

    `won()` when this bridge leads: take a term with `floor.begin_to_lead`, which shuts out
    whoever still believes to lead. `lost()` when it leads no more. Another bridge has the lead
    at most 3 s after the death of this one's process, also by kill -9.
    """

    def __init__(
        self, server: Server, pbx: str, won: Callable[[], None], lost: Callable[[], None]
    ) -> None:
        self._server = replace(server, wait_s=_WAIT_S)
        self._pbx, self._won, self._lost = pbx, won, lost
        self._end = threading.Event()
        self._leads = False
        self._thread = threading.Thread(target=self._run, name="leadership", daemon=True)
        self._thread.start()

    @property
    def leads(self) -> bool:
        """Whether this bridge leads, as far as is known. Any thread."""
        return self._leads

    def close(self) -> None:
        """Give up the lead and end the thread; neither callback is called any more."""
        self._end.set()
        self._thread.join()

    def _run(self) -> None:
        connection: Bounded | None = None
        while True:
            try:
                if connection is None:
                    connection = connect(self._server, **_SESSION)
                self._strive(connection)
            except (DatabaseTrouble, psycopg.Error) as error:
                log.info("leadership: %s", error)
                if connection is not None:
                    connection.close()
                    connection = None
                self._now(leads=False)
            if self._end.wait(BEAT_S):
                break
        if connection is not None:
            connection.close()

    def _strive(self, connection: Bounded) -> None:
        if self._leads:
            connection.execute("SELECT 1")
            return
        key = [f"desk-app lead {self._pbx}"]
        row = connection.execute("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", key)
        found = row.fetchone()
        self._now(leads=bool(found and found[0]))

    def _now(self, *, leads: bool) -> None:
        if leads == self._leads:
            return
        self._leads = leads
        if not self._end.is_set():
            (self._won if leads else self._lost)()
