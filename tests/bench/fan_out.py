"""The floor's way to fifty desks on one server, while sixteen agents save as fast as they can.

Writers and desks run all the time; in turns of two seconds nothing is published, and the
floor is, ten times a second, so that what else the machine does falls on both alike. Five
desks are ours, the others bare connections that are told the same: else it is Python that
is measured. All of them are on the machine of the server, which in life they are not; so
beside the writers' plain loss is said whose CPU time the wall takes.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

from desk_app.crm.postgres.database import open_server
from desk_app.crm.server import Server
from desk_app.crm.team import floor
from desk_app.crm.team.floor import Part
from tests.bench import rigs, shares
from tests.bench.report import Figure, percentile, spread
from tests.rigs.postgres import Postgres

FOLLOWERS, BARE = 5, 45
WRITERS, WRITER_PROCESSES = 16, 2
ROUNDS = 6  # of four turns: without news, with, with, without
P99_MS, LOSS = 100.0, 10.0
_APART_S, _CHANGED = 0.1, 5  # a bridge publishes ten times a second whatever changed until then
_PARTS = 50
_SERVER, _BRIDGE, _WRITERS, _DESKS = "server", "bridge", "writers", "desks"


class Child:
    """A process of the bench that is ready: it reads words, and answers in lines of JSON."""

    def __init__(self, module: str, what: str, count: int, server: Server, *more: str) -> None:
        command = [sys.executable, "-m", f"tests.bench.{module}", what, str(count), server.url]
        self._process = subprocess.Popen(
            [*command, *more],
            cwd=rigs.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.say(server.password)

    def wait_until_ready(self) -> None:
        """Return when it says so. Raises RuntimeError when it ends instead."""
        if self._line() != "ready\n":
            raise RuntimeError(f"{self._process.args!r} ended")

    def say(self, word: str) -> None:
        """Write a line to it."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()

    def answer(self) -> Any:
        """Return what it measured."""
        return json.loads(self._line())

    def _line(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline()

    def close(self) -> None:
        """Let it end."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()  # the end of its input tells it
        self._process.wait(20)
        self._process.stdout.close()


@dataclass
class _Turns:
    """What was measured in the turns of one kind."""

    saved: int = 0
    seconds: float = 0.0
    rates: list[float] = field(default_factory=list)  # of each turn
    ages: list[float] = field(default_factory=list)
    publishing: list[float] = field(default_factory=list)
    cpu: dict[str, float] = field(default_factory=dict)

    @property
    def rate(self) -> float:
        """Tickets saved in a second."""
        return self.saved / self.seconds

    def core(self, who: str) -> float:
        """Return how much of a core somebody took, in %."""
        return 100 * self.cpu[who] / self.seconds

    @property
    def server_ms(self) -> float:
        """CPU time of the server for each ticket, everything it did included."""
        return 1000 * self.cpu[_SERVER] / self.saved

    def shares(self) -> str:
        """Say who took how much of a core."""
        return ", ".join(f"{who} {self.core(who):.0f} %" for who in self.cpu)


def measure(server: Postgres, team: str, quick: bool) -> list[Figure]:
    """Measure the floor's age at fifty desks, and what it takes of the writers' rate."""
    agent, bridge = (server.server(team, who, tcp=True) for who in ("sara", "pbx-lab"))
    without, told = _Turns(), _Turns()
    with _bridge(bridge) as publish, _people(agent) as (writers, readers):
        for n in range(1 if quick else 2 * ROUNDS):
            for turns, publishes in ((without, False), (told, True))[:: -1 if n % 2 else 1]:
                with _turn(turns, server.pid, writers, readers):
                    turns.publishing += publish(1.0 if quick else 2.0, publishes)
    note = f"{WRITERS} writers beside {FOLLOWERS + BARE} desks, {len(told.ages)} readings"
    figures = spread("team: floor at a desk", told.ages, goals={"p99": P99_MS}, note=note)
    figures += spread("team: of it publishing", told.publishing)
    # An upper limit, as all goals are here: what the wall takes of the writers' rate.
    loss = 100 * (1 - told.rate / without.rate)
    pairs = sorted(100 * (1 - a / b) for a, b in zip(told.rates, without.rates, strict=True))
    name = "team: writers' rate lost"
    said = (
        f"{without.rate:.0f}/s without news, {told.rate:.0f}/s with; half of {len(pairs)} pairs of "
        f"turns lost {percentile(pairs, 25):.0f} to {percentile(pairs, 75):.0f} %"
    )
    figures.append(Figure(name, "mean", loss, "%", LOSS, note=said))
    name, shares_ = "team: server's CPU a ticket", f"{without.shares()}; with news {told.shares()}"
    beside = without.server_ms
    figures.append(
        Figure(name, "mean", told.server_ms, "ms", None, beside, "without news", shares_)
    )
    return figures + _whose(without, told)


def _whose(without: _Turns, told: _Turns) -> list[Figure]:
    """Return whose CPU time the wall takes: that of the desks is in life elsewhere."""
    taken = {
        "server": told.core(_SERVER) - told.rate * without.server_ms / 10,
        "bridge": told.core(_BRIDGE) - without.core(_BRIDGE),
        "50 desks": told.core(_DESKS) - without.core(_DESKS),
    }
    return [Figure("team: the wall takes", who, core, "% core") for who, core in taken.items()]


@contextmanager
def _people(agent: Server) -> Iterator[tuple[list[Child], list[Child]]]:
    share = WRITERS // WRITER_PROCESSES
    with ExitStack() as stack:
        children = [
            *(
                Child("team_process", "writers", share, agent, f"{n}")
                for n in range(WRITER_PROCESSES)
            ),
            Child("team_process", "readers", FOLLOWERS, agent, "desk"),
            Child("scale_process", "postgres", BARE, agent),
        ]
        for child in children:
            stack.enter_context(closing(child))
        for child in children:
            child.wait_until_ready()
        yield children[:WRITER_PROCESSES], children[WRITER_PROCESSES:]


@contextmanager
def _turn(turns: _Turns, server: int, writers: list[Child], readers: list[Child]) -> Iterator[None]:
    """Add what is measured within the block."""
    for child in (*writers, *readers):
        child.say("mark")
        child.answer()
    begun, cpu, own = time.monotonic(), shares.cpu_s(server), time.process_time()
    yield
    for child in (*writers, *readers):
        child.say("mark")
    saved, took = turns.saved, time.monotonic() - begun
    taken = {_SERVER: shares.cpu_s(server) - cpu, _BRIDGE: time.process_time() - own}
    for who, children in ((_WRITERS, writers), (_DESKS, readers)):
        for child in children:
            found = child.answer()
            turns.saved += found["saved"]
            turns.ages += found["ages"]
            taken[who] = taken.get(who, 0.0) + found["cpu"]
    turns.seconds += took
    turns.rates.append((turns.saved - saved) / took)
    turns.cpu = {who: turns.cpu.get(who, 0.0) + spent for who, spent in taken.items()}


@contextmanager
def _bridge(server: Server) -> Iterator[Callable[[float, bool], list[float]]]:
    """Give what changes the floor for some seconds (or does not), as a bridge does."""
    with closing(open_server(server)) as database:
        term = database.change(lambda c: floor.begin_to_lead(c, "bench"))

        def once(turn: int) -> float:
            begun, parts = time.monotonic_ns(), changed(turn)
            with database.single() as connection:
                floor.publish(connection, "bench", term, parts)
            return (time.monotonic_ns() - begun) / 1e6

        def publish(seconds: float, publishes: bool) -> list[float]:
            took: list[float] = []
            until = time.monotonic() + seconds
            while time.monotonic() < until:
                if publishes:
                    took.append(once(len(took)))
                time.sleep(_APART_S)
            return took

        yield publish


def changed(turn: int) -> list[Part]:
    """Return five of fifty queues, some callers waiting, as they change now."""
    body = json.dumps({"at_ns": time.monotonic_ns(), "waiting": "x" * 800})
    first = turn * _CHANGED
    return [Part("queue", f"queue {n % _PARTS}", body) for n in range(first, first + _CHANGED)]
