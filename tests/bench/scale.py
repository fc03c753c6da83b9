"""How many desks one server tells of the floor: 50 to 1,000 that only listen, as it grows.

PostgreSQL as the bridge uses it, and beside it, where it is installed, NATS with the same
texts. Ends by itself after a minute, or where the machine does, and says so.
"""

from __future__ import annotations

import math
import resource
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import psutil

from desk_app.bridge.publishing import APART_S
from desk_app.crm.postgres.database import open_server
from desk_app.crm.server import Server
from desk_app.crm.team import floor, notices
from tests.bench import shares
from tests.bench.fan_out import Child, changed
from tests.bench.report import Figure, spread
from tests.bench.scale_process import SUBJECT
from tests.rigs.ports import free_port
from tests.rigs.postgres import Postgres

DESKS = (50, 100, 200, 500, 1000)
BUDGET_S = 50.0  # the end of it all takes some more
_TURN_S = 2.0
_SPARE_MB = 2_000
Publish = Callable[[int], None]


@dataclass(frozen=True)
class _Engine:
    """A server that is running: its address, its process, and how a floor is told by it."""

    name: str
    server: Server
    pid: int
    publish: Publish


def measure(quick: bool, work: Path) -> list[Figure]:
    """Return the figures for each number of desks, as far as the machine goes."""
    begun = time.monotonic()
    figures: list[Figure] = []
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with ExitStack() as stack:
        engines = [stack.enter_context(_postgres())]
        if shutil.which("nats-server"):
            engines.append(stack.enter_context(_nats(work)))
        crowds = [stack.enter_context(closing(_Crowd(engine))) for engine in engines]
        for desks, then in pairwise((*(DESKS[:1] if quick else DESKS), 0)):
            for crowd in crowds:
                crowd.grow(desks)
                figures += crowd.told(0.5 if quick else _TURN_S)
            took = time.monotonic() - begun
            next_s = sum((then - desks) * crowd.each_s for crowd in crowds) + _TURN_S * len(crowds)
            free = psutil.virtual_memory().available / 2**20
            if then and (free < _SPARE_MB or took + next_s > BUDGET_S):
                sys.stderr.write(
                    f"scale ends with {desks} desks: {took:.0f} s, {then} would take "
                    f"{next_s:.0f} more; {free:.0f} MB are free\n"
                )
                break
    return figures


class _Crowd:
    """Desks of one server, that grow in number."""

    def __init__(self, engine: _Engine) -> None:
        self._engine, self._desks, self._turn = engine, 0, 0
        self._children: list[Child] = []
        self._empty_mb = shares.memory_mb(engine.pid)
        self.each_s = self._each_mb = 0.0

    def grow(self, desks: int) -> None:
        """Bring in more, until there are so many."""
        more, begun = desks - self._desks, time.monotonic()
        child = Child("scale_process", self._engine.name, more, self._engine.server)
        self._children.append(child)
        child.wait_until_ready()
        self._desks = desks
        self.each_s = (time.monotonic() - begun) / more
        self._each_mb = (shares.memory_mb(self._engine.pid) - self._empty_mb) / desks

    def told(self, seconds: float) -> list[Figure]:
        """Tell them for a while."""
        cpu, begun, tellings = shares.cpu_s(self._engine.pid), time.monotonic(), 0
        while time.monotonic() - begun < seconds:
            self._turn, tellings = self._turn + 1, tellings + 1
            self._engine.publish(self._turn)
            time.sleep(APART_S)
        spent, took = shares.cpu_s(self._engine.pid) - cpu, time.monotonic() - begun
        for child in self._children:
            child.say("mark")
        found = [child.answer() for child in self._children]
        return self._figures(tellings, took, spent, found)

    def _figures(
        self, tellings: int, took: float, spent: float, found: list[dict[str, Any]]
    ) -> list[Figure]:
        last: dict[int, tuple[float, int]] = {}
        for at, age, heard in (told for one in found for told in one["told"]):
            before = last.get(at, (0.0, 0))
            last[at] = max(before[0], age), before[1] + heard
        whole = [age for age, heard in last.values() if heard == self._desks]
        own = sum(one["cpu"] for one in found) / took
        note = (
            f"all had {len(whole)} of {tellings}; {1000 * self.each_s:.0f} ms to connect each; "
            f"the desks' side took {own:.0%} of a core"
        )
        name = f"scale: {self._engine.name}, {self._desks} desks"
        return [
            *spread(f"{name}, the last is told", whole or [math.inf], note=note),
            Figure(name, "server's CPU", 100 * spent / took, "%"),
            Figure(name, "CPU a telling", 1000 * spent / max(1, tellings), "ms"),
            Figure(name, "memory a desk", self._each_mb * 1024, "KB"),
        ]

    def close(self) -> None:
        """Let all go."""
        for child in self._children:
            child.close()


@contextmanager
def _postgres() -> Iterator[_Engine]:
    """A durable server, and a bridge's publishing and announcing on it."""
    with closing(Postgres(durable=True, connections=max(DESKS) + 50)) as postgres:
        team = postgres.fresh()
        bridge = postgres.server(team, "pbx-lab", tcp=True)
        with closing(open_server(bridge)) as database:
            term = database.change(lambda c: floor.begin_to_lead(c, "bench"))

            def publish(turn: int) -> None:
                parts = changed(turn)
                with database.single() as connection:
                    floor.publish(connection, "bench", term, parts)

            desk = postgres.server(team, "sara", tcp=True)
            yield _Engine("postgres", desk, postgres.pid, publish)


@contextmanager
def _nats(work: Path) -> Iterator[_Engine]:
    """A NATS server without any storage, and the same texts published on one subject."""
    port = free_port()
    command = ["nats-server", "-a", "127.0.0.1", "-p", str(port)]
    with (work / "nats.log").open("ab") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        with closing(_connected(port)) as publisher:
            publisher.sendall(b'CONNECT {"verbose":false}\r\n')

            def publish(turn: int) -> None:
                lines = [(part.kind, part.name, part.body) for part in changed(turn)]
                payload = "".join((str(turn), *notices.made("bench", lines))).encode()
                head = f"PUB {SUBJECT} {len(payload)}\r\n".encode()
                publisher.sendall(head + payload + b"\r\n")

            yield _Engine("nats", Server(f"nats://127.0.0.1:{port}"), process.pid, publish)
    finally:
        process.terminate()
        process.wait(10)


def _connected(port: int) -> socket.socket:
    deadline = time.monotonic() + 10
    while True:
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionRefusedError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)
