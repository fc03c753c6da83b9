"""A bridge on a thread of the test's own, and what it leaves in the database."""

from __future__ import annotations

import asyncio
import select
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import sqlalchemy

from desk_app.bridge.bridge import Bridge, Plan
from desk_app.crm.numbers import NumberRules
from desk_app.crm.opening import open_anywhere
from desk_app.crm.server import Server
from desk_app.crm.service import Crm
from desk_app.crm.team import floor as published
from desk_app.crm.team.models import FloorEvent
from desk_app.telephony.pbx.ami import Address
from desk_app.telephony.team.board import AgentNow, Floor, QueueNow, QueueTerms
from desk_app.telephony.team.events import AnyFloorEvent, decode
from desk_app.telephony.team.parts import Parts
from tests.rigs.patience import PATIENCE_S

T = TypeVar("T")

PBX = "pbx"
SHORT_S = 1.0
"""Who gives up sooner has hardly called."""


def until(condition: Callable[[], T | None], within_s: float = PATIENCE_S, what: str = "") -> T:
    """Wait until a condition is truthy; return its value."""
    deadline = time.monotonic() + within_s
    pause = select.poll()
    while not (value := condition()):
        assert time.monotonic() < deadline, f"not within {within_s} s {what}"
        pause.poll(30)
    return value


class Team:
    """The team's database as the bridge leaves it. Its reading end: a context manager."""

    def __init__(self, server: Server) -> None:
        patient = replace(server, wait_s=PATIENCE_S)
        self._database = open_anywhere(patient)
        self._crm = Crm(patient)
        self._crm.open(create=False)

    @property
    def floor(self) -> Floor:
        """The floor as published."""
        with self._database.read() as connection:
            rows = published.read_parts(connection, PBX)
        return Parts(PBX).put(rows)

    def queue(self, name: str) -> QueueNow:
        """Return a queue; an empty one if it is not known."""
        return self.floor.queue(name) or QueueNow(name)

    def agent(self, user: str) -> AgentNow | None:
        """Return an agent by the phone's user."""
        return next((a for a in self.floor.agents if a.id == f"PJSIP/{user}"), None)

    @property
    def told(self) -> list[AnyFloorEvent]:
        """What the bridge has told of the floor so far, as it is kept."""
        with self._database.read() as connection:
            bodies = connection.scalars(sqlalchemy.select(FloorEvent.body).order_by(FloorEvent.seq))
            return [decode(body) for body in bodies]

    @property
    def calls(self) -> list[dict[str, Any]]:
        """The calls as `desk-app calls --json` lists them."""
        return list(self._crm.list_calls())

    @property
    def tickets(self) -> list[dict[str, Any]]:
        """The tickets likewise."""
        return list(self._crm.list_tickets())

    @property
    def crm(self) -> Crm:
        """The customer half, for figures."""
        return self._crm

    def close(self) -> None:
        """Let go."""
        self._crm.close()
        self._database.close()

    def __enter__(self) -> Team:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


class BridgeRig:
    """A running bridge. A context manager: it ends as on SIGTERM."""

    def __init__(
        self, server: Server, ami_port: int, secret: str, queue_log: Path | None = None
    ) -> None:
        address = Address("127.0.0.1", ami_port, "desk-app", secret)
        terms = QueueTerms(short_s=SHORT_S)
        self._plan = Plan(PBX, address, server, NumberRules(), lambda _queue: terms, queue_log)
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._run()))
        self._thread.start()
        self._ready.wait(PATIENCE_S)

    async def _run(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._bridge = Bridge(self._plan)
        self._ready.set()
        await self._bridge.run()

    def close(self) -> None:
        """End it."""
        if self._thread.is_alive():
            self._loop.call_soon_threadsafe(self._bridge.stop)
        self._thread.join(PATIENCE_S)
        assert not self._thread.is_alive(), "the bridge does not end"

    def __enter__(self) -> BridgeRig:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
