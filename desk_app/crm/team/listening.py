"""Being woken by the team's database: a connection and a thread of their own.

A notification only says that there is something to read. A server that stands still says
nothing at all, so the listener asks it from time to time whether it is there.
"""

from __future__ import annotations

import contextlib
import logging
import select
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, LiteralString

import psycopg
from psycopg import sql

from desk_app.crm.postgres.connecting import Bounded, connect
from desk_app.crm.server import Server
from desk_app.crm.trouble import DatabaseTrouble

log = logging.getLogger(__name__)

HEARTBEAT_S = 2.0
ANSWER_S = 2.0
RETRY_S = 1.0


@dataclass(frozen=True)
class Woken:
    """Something to read: a notification, or ("", "") when the connection has (again) begun."""

    channel: str = ""
    payload: str = ""
    session: int = 0  # whose notification it is, by the server's word


class Listener:
    """Listens until `close`. `woken` and `lost` are called on the listener's own thread.

    After `lost()` nothing is heard until the next `woken(Woken())`, at which everything has
    to be read again. A server that is ended is noticed at once, one that stands still within
    `HEARTBEAT_S` + `ANSWER_S`. Neither callback may block or raise: emit a signal, set an event.
    """

    def __init__(
        self,
        server: Server,
        channels: tuple[str, ...],
        woken: Callable[[Woken], None],
        lost: Callable[[], None],
    ) -> None:
        self._server = replace(server, wait_s=min(server.wait_s, ANSWER_S))
        self._channels, self._woken, self._lost = channels, woken, lost
        self._connection: Bounded | None = None
        self._asked = False
        self._ending, self._end = socket.socketpair()
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)
        self._thread.start()

    def ask(self, statement: LiteralString, *values: object) -> list[tuple[Any, ...]]:
        """Read something on the listener's connection; only from within `woken`.

        Raises:
            psycopg.Error: to be let through: the listener then says `lost`.
        """
        assert self._connection is not None  # noqa: S101 - so it is within `woken`
        self._asked = True
        return self._connection.execute(statement, values).fetchall()

    def close(self) -> None:
        """End the thread; waits for what it is doing, at most for some seconds. Any thread."""
        self._end.send(b"x")
        self._thread.join()
        self._end.close()
        self._ending.close()

    def _run(self) -> None:
        told = False
        while not self._ended(0):
            try:
                connection = connect(self._server)
            except DatabaseTrouble as trouble:
                log.info("listener: %s", trouble)
                if not told:
                    told = True
                    self._lost()
            else:
                told, self._connection = True, connection
                with contextlib.closing(connection):
                    over = self._listen(connection)
                if over:
                    return
                self._lost()
            if self._ended(RETRY_S):
                return

    def _listen(self, connection: Bounded) -> bool:
        """Pass on what is heard; return True at the end, False when the server is lost."""
        try:
            for channel in self._channels:
                connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))
            self._woken(Woken())
            answered = time.monotonic()
            while True:
                # What came with the answer to somebody's question is on the socket no more.
                more, self._asked = self._asked, False
                left = 0.0 if more else max(0.0, answered + HEARTBEAT_S - time.monotonic())
                both = [connection.fileno(), self._ending.fileno()]
                ready, _, _ = select.select(both, [], [], left)
                if self._ending.fileno() in ready:
                    return True
                # Readable with nothing to be heard: the server has ended the connection.
                heard = list(connection.notifies(timeout=0)) if ready or more else []
                if not heard and not more:
                    connection.execute("SELECT 1")
                    heard = list(connection.notifies(timeout=0))
                answered = time.monotonic()  # to be told something is an answer, too
                for notify in heard:
                    self._woken(Woken(notify.channel, notify.payload, notify.pid))
        except psycopg.Error as error:
            log.info("listener: %s", error)
            return False

    def _ended(self, timeout_s: float) -> bool:
        return bool(select.select([self._ending], [], [], timeout_s)[0])
