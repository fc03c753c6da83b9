"""The bridge's ways to the team's database: two threads, each with a connection of its own.

What waits on the database waits on these threads, never on the loop that hears the PBX.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from sqlalchemy import Connection

from desk_app.crm import duty
from desk_app.crm.call_event import CallEvent
from desk_app.crm.duty import Told
from desk_app.crm.numbers import NumberRules
from desk_app.crm.postgres.database import PostgresDatabase, open_server
from desk_app.crm.records import DutyChange
from desk_app.crm.server import Server
from desk_app.crm.service import Crm
from desk_app.crm.team import history, left_open
from desk_app.crm.team.history import Kept
from desk_app.crm.team.left_open import LeftOpen
from desk_app.crm.trouble import DatabaseTrouble

T = TypeVar("T")


class Worker:
    """Does work on the database, one piece after the other, on a thread of its own."""

    def __init__(self, server: Server, name: str) -> None:
        self._server = server
        self._thread = ThreadPoolExecutor(1, name)
        self._database: PostgresDatabase | None = None

    async def change(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a transaction, which may be done again. Raises DatabaseTrouble."""
        return await self._run(lambda database: database.change(work))

    async def single(self, work: Callable[[Connection], T]) -> T:
        """Do `work`, which is one statement: a transaction by itself. Raises DatabaseTrouble."""

        def run(database: PostgresDatabase) -> T:
            with database.single() as connection:
                return work(connection)

        return await self._run(run)

    async def _run(self, work: Callable[[PostgresDatabase], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._do, work)

    def _do(self, work: Callable[[PostgresDatabase], T]) -> T:
        try:
            if self._database is None:
                self._database = open_server(self._server)
            return work(self._database)
        except DatabaseTrouble:
            self._drop()
            raise

    def _drop(self) -> None:
        database, self._database = self._database, None
        if database is not None:
            with contextlib.suppress(DatabaseTrouble):
                database.close()

    def close(self) -> None:
        """End the thread after what it does. Blocks for as long as one wait of the server's."""
        self._thread.submit(self._drop)
        self._thread.shutdown()


class LedgerWriter:
    """Enters calls into the call log and keeps the floor's events, on a thread of its own."""

    def __init__(self, server: Server, rules: NumberRules) -> None:
        self._crm = Crm(server, rules)
        self._events = Worker(server, "floor-events")
        self._thread = ThreadPoolExecutor(1, "ledger")
        self._open = False

    async def last_event_seq(self, source: str) -> int:
        """Return the number of the source's last floor event. Raises DatabaseTrouble."""
        return await self._events.change(lambda c: history.last_seq(c, source))

    async def left_open(self, source: str) -> tuple[LeftOpen, ...]:
        """Return the calls of the source that have no end. Raises DatabaseTrouble."""
        return await self._events.change(lambda c: left_open.left_open(c, source))

    async def write(self, source: str, calls: Sequence[CallEvent], kept: Sequence[Kept]) -> None:
        """Enter all of it; what is entered already changes nothing. Raises DatabaseTrouble."""
        if calls:
            await self._do(lambda: self._crm.fold_all(calls))
        if kept:
            await self._events.change(lambda c: history.keep_events(c, source, kept))

    async def tell_duty(
        self, source: str, told: Mapping[str, Told], changes: Sequence[DutyChange]
    ) -> dict[str, Told]:
        """Write who began and ended duty, and return who is on it. Raises DatabaseTrouble."""
        return await self._events.change(lambda c: duty.tell(c, source, told, changes))

    async def lengthen_duty(self, told: Mapping[str, Told], now_us: int) -> None:
        """Write that whoever is on duty still is. Raises DatabaseTrouble."""
        await self._events.change(lambda c: duty.lengthen(c, told, now_us))

    async def checkpoint(self, source: str, whole: Kept, forget_before_us: int) -> None:
        """Keep the whole floor, and forget what nobody looks back to. Raises DatabaseTrouble."""

        def keep(connection: Connection) -> None:
            history.keep_checkpoint(connection, source, whole)
            history.prune(connection, source, forget_before_us)

        await self._events.change(keep)

    async def _do(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, self._run, work)

    def _run(self, work: Callable[[], T]) -> T:
        try:
            if not self._open:
                self._crm.open(create=False)
                self._open = True
            return work()
        except DatabaseTrouble:
            self._close()
            raise

    def _close(self) -> None:
        self._open = False
        with contextlib.suppress(DatabaseTrouble):
            self._crm.close()

    def close(self) -> None:
        """End the threads after what they do."""
        self._thread.submit(self._close)
        self._thread.shutdown()
        self._events.close()
