"""Waking everybody who reads the floor: a connection, transactions and a thread of their own.

A NOTIFY inside the transaction of what it tells of made all writers wait for one another
(a twelfth of their rate with a hundred listeners); so it comes after, and bundled.
"""

from __future__ import annotations

import contextlib
import logging
import threading
import time
from dataclasses import replace

import psycopg

from desk_app.crm.postgres.connecting import Bounded, connect
from desk_app.crm.server import Server
from desk_app.crm.team.floor import CHANNEL
from desk_app.crm.trouble import DatabaseTrouble

log = logging.getLogger(__name__)

APART_S = 0.1
_WAIT_S = 2.0
_LONGEST = 7_500  # bytes; PostgreSQL takes 8,000


class Announcer:
    """Tells that a floor has a new version: at once, then at most every `APART_S`.

    The payload is "PBX VERSION name,name…" with everything that changed since the last one;
    without names when they would be too long. What cannot be told is dropped: whoever is
    cut off reads everything again when it hears the server next.
    """

    def __init__(self, server: Server, pbx: str) -> None:
        self._server, self._pbx = replace(server, wait_s=_WAIT_S), pbx
        self._news = threading.Condition()
        self._version = 0
        self._told = 0
        self._names: dict[str, None] = {}
        self._ended = False
        self._thread = threading.Thread(target=self._run, name="announcer", daemon=True)
        self._thread.start()

    def announce(self, version: int, names: tuple[str, ...]) -> None:
        """Tell that parts of these names are at `version`. Any thread; returns at once."""
        with self._news:
            self._version = max(version, self._version)
            self._names.update(dict.fromkeys(names))
            self._news.notify()

    def close(self) -> None:
        """Tell what is still to be told and end the thread. Any thread but its own."""
        with self._news:
            self._ended = True
            self._news.notify()
        self._thread.join()

    def _run(self) -> None:
        connection: Bounded | None = None
        while True:
            with self._news:
                self._news.wait_for(lambda: self._version > self._told or self._ended)
                version, names = self._version, ",".join(self._names)
                self._names.clear()
            if version > self._told:
                connection = self._tell(connection, _payload(self._pbx, version, names))
                self._told = version
            if self._ended:
                break
            time.sleep(APART_S)
        if connection is not None:
            connection.close()

    def _tell(self, connection: Bounded | None, payload: str) -> Bounded | None:
        try:
            if connection is None or connection.closed:
                connection = connect(self._server)
            connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])
        except (DatabaseTrouble, psycopg.Error) as error:
            log.info("announcer: %s", error)
            if connection is not None:
                with contextlib.suppress(psycopg.Error):
                    connection.close()
            return None
        return connection


def _payload(pbx: str, version: int, names: str) -> str:
    whole = f"{pbx} {version} {names}"
    return whole if len(whole.encode()) <= _LONGEST else f"{pbx} {version}"
