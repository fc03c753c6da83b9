"""Giving orders from a desk: placed, and waited for, on a thread and a connection of their own."""

from __future__ import annotations

import contextlib
import logging
import queue
import select
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TypeAlias

import psycopg
from psycopg.rows import class_row

from desk_app.crm.postgres.connecting import Bounded, connect, naming_troubles
from desk_app.crm.server import Server
from desk_app.crm.team.orders import CHANNEL, LATE_S, PlacedOrder
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble

log = logging.getLogger(__name__)

_WAIT_S = 3.0
_IDLE_S = 30.0
_PLACE = "INSERT INTO orders (pbx, body) VALUES (%s, %s) RETURNING id"
_READ = (
    "SELECT id, pbx, at_us, by, role, kind, body, done_us, result, detail FROM orders WHERE id = %s"
)
Answered: TypeAlias = Callable[[PlacedOrder | DatabaseTrouble], None]


@dataclass
class _Waiting:
    answered: Answered
    until: float  # monotonic


class OrderDesk:
    """Gives orders and tells what became of each, exactly once.

    `answered` is called on this object's thread, with the order as answered (`result` done,
    refused, gone, failed, late), or with the trouble that kept it from being placed or read.
    It connects with the first order.
    """

    def __init__(self, server: Server, late_s: float = LATE_S) -> None:
        self._server, self._late_s = replace(server, wait_s=_WAIT_S), late_s
        self._asked: queue.SimpleQueue[tuple[str, str, Answered]] = queue.SimpleQueue()
        self._waiting: dict[int, _Waiting] = {}
        self._woken, self._wake = socket.socketpair()
        self._ended = False
        self._connection: Bounded | None = None
        self._thread = threading.Thread(target=self._run, name="orders", daemon=True)
        self._thread.start()

    def give(self, pbx: str, body: str, answered: Answered) -> None:
        """Give an order (JSON) to the bridge of a PBX. Any thread; returns at once."""
        self._asked.put((pbx, body, answered))
        self._wake.send(b"x")

    def close(self) -> None:
        """End the thread; orders without an answer stay in the database. Not its own."""
        self._ended = True
        self._wake.send(b"x")
        self._thread.join()
        self._wake.close()
        self._woken.close()

    def _run(self) -> None:
        while not self._ended:
            try:
                self._turn()
            except DatabaseTrouble as trouble:
                log.info("orders: %s", trouble)
                self._drop()
                lost, self._waiting = self._waiting, {}
                for waiting in lost.values():
                    waiting.answered(trouble)
        self._drop()

    def _turn(self) -> None:
        sockets = [self._woken.fileno()]
        if self._connection is not None:
            sockets.append(self._connection.fileno())
        next_one = min((w.until for w in self._waiting.values()), default=None)
        left = _IDLE_S if next_one is None else max(0.0, next_one - time.monotonic())
        ready, _, _ = select.select(sockets, [], [], left)
        if self._woken.fileno() in ready:
            self._woken.recv(4096)
        while not self._ended and not self._asked.empty():
            self._place(*self._asked.get())
        if self._connection is not None:
            with naming_troubles(self._connection):
                self._hear(self._connection)

    def _place(self, pbx: str, body: str, answered: Answered) -> None:
        try:
            connection = self._connected()
            with naming_troubles(connection):
                row = connection.execute(_PLACE, [pbx, body]).fetchone()
                assert row is not None  # noqa: S101 - one row was inserted
                self._waiting[row[0]] = _Waiting(answered, time.monotonic() + self._late_s)
                connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, str(row[0])])
                self._look(connection, row[0])  # refused at once, or answered at once
        except DatabaseTrouble as trouble:
            if trouble.problem is not DatabaseProblem.NO_RIGHTS:
                self._drop()
            answered(trouble)

    def _connected(self) -> Bounded:
        if self._connection is None:
            connection = connect(self._server)
            with naming_troubles(connection):
                connection.execute(f"LISTEN {CHANNEL}")
            self._connection = connection
        return self._connection

    def _hear(self, connection: Bounded) -> None:
        """Take answers that are there, and give up what has waited too long."""
        for notify in list(connection.notifies(timeout=0)):  # it locks while it gives
            with contextlib.suppress(ValueError):
                self._look(connection, int(notify.payload))
        now = time.monotonic()
        for order_id in [key for key, w in self._waiting.items() if w.until <= now]:
            connection.execute("SELECT desk_give_up_order(%s)", [order_id])
            self._look(connection, order_id)

    def _look(self, connection: Bounded, order_id: int) -> None:
        if order_id not in self._waiting:
            return
        with connection.cursor(row_factory=class_row(PlacedOrder)) as cursor:
            placed = cursor.execute(_READ, [order_id]).fetchone()
        if placed is not None and placed.done_us is not None:
            self._waiting.pop(order_id).answered(placed)

    def _drop(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(psycopg.Error):
                self._connection.close()
            self._connection = None
