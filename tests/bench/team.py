"""The team's database: look-up and saving beside SQLite's, and the floor's way to fifty desks."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert

from desk_app.crm.models import Customer, Interaction, Number
from desk_app.crm.opening import open_anywhere
from desk_app.crm.server import Server, Where
from desk_app.crm.service import Crm
from desk_app.crm.team import floor
from desk_app.crm.team.announcing import Announcer
from tests.bench import rigs
from tests.bench.report import Figure, spread
from tests.crm.calls import Journal
from tests.rigs.postgres import Postgres

READERS, WRITERS, PROCESSES = 50, 16, 2
P99_MS = 100.0
_CHANGES_A_SECOND = 50  # of the floor; desks are told ten times
_PARTS = 50
_AT_ONCE = 500


def measure(quick: bool, work: Path) -> list[Figure]:
    """Return the figures of both databases, and those of the fan-out."""
    server = Postgres(durable=True)
    try:
        team = server.fresh()
        customers, turns = (500, 50) if quick else (20_000, 1_000)
        figures = beside_sqlite(server, team, work, customers, turns)
        return figures + fan_out(server, server.fresh(), 2.0 if quick else 8.0)
    finally:
        server.close()


# --- beside SQLite ----------------------------------------------------------------------


def beside_sqlite(
    postgres: Postgres, team: str, work: Path, customers: int, turns: int
) -> list[Figure]:
    """Measure look-up and saving on both, in turn, all warm."""
    file = _Desk(work / "desk.db", customers)
    server = _Desk(postgres.server(team, "sara", tcp=True), customers)
    with postgres.connect(team) as admin:
        admin.execute("ANALYZE")  # else the server does in its own time, a minute later
    with closing(file.crm), closing(server.crm):
        figures: list[Figure] = []
        for name, act in (("caller's look-up", _Desk.look_up), ("ticket saved", _Desk.save)):
            ours, sqlite = [], []
            for turn in range(turns + 10):
                times = [_ms(act, desk, turn) for desk in (server, file)]
                if turn >= 10:
                    ours.append(times[0])
                    sqlite.append(times[1])
            figures += spread(f"team: {name}", ours, beside=sqlite, reference="SQLite")
    return figures


class _Desk:
    """A database with customers and a call in hand."""

    def __init__(self, where: Where, customers: int) -> None:
        self.crm = Crm(where)
        self.crm.open()
        self._customers = customers
        for first in range(1, customers + 1, _AT_ONCE):
            ids = range(first, min(first + _AT_ONCE, customers + 1))
            with self.crm._database.write() as connection:
                connection.execute(insert(Customer), [_customer(n) for n in ids])
                connection.execute(insert(Number), [_number(n) for n in ids])
                connection.execute(
                    insert(Interaction), [_line(n, at) for n in ids for at in (1, 2, 3)]
                )
        self._ticket = self.crm.fold(Journal("bench").event("A", "ring")).ticket.id

    def look_up(self, turn: int) -> None:
        """Find who calls, with everything the panes show."""
        n = turn * 7919 % self._customers + 1
        assert self.crm.caller_for(f"+9821{n:08}").customer is not None

    def save(self, turn: int) -> None:
        """Save an agent's words."""
        self.crm.save_notes(self._ticket, f"words {turn}", "A")


def _customer(n: int) -> dict[str, object]:
    name = f"Customer {n}"
    times = {"created_us": 1, "updated_us": 1, "version": 1}
    return {"name": name, "search": name.casefold(), **times}


def _number(n: int) -> dict[str, object]:
    digits = f"{n:08}"
    number = f"+9821{digits}"
    return {"customer_id": n, "position": 0, "raw": number, "e164": number, "tail": digits}


def _line(customer: int, n: int) -> dict[str, object]:
    return {"customer_id": customer, "kind": "note", "at_us": n, "text": "noted"}


def _ms(act: Callable[[_Desk, int], None], desk: _Desk, turn: int) -> float:
    begin = time.perf_counter_ns()
    act(desk, turn)
    return (time.perf_counter_ns() - begin) / 1e6


# --- fan-out ----------------------------------------------------------------------------


class _Child:
    """A process of `team_process`."""

    def __init__(self, what: str, count: int, server: Server, name: str) -> None:
        command = [sys.executable, "-m", "tests.bench.team_process", what, str(count)]
        self._process = subprocess.Popen(
            [*command, server.url, name],
            cwd=rigs.ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.say(server.password)
        assert self._process.stdout is not None
        self._out = self._process.stdout
        assert self._out.readline() == "ready\n"

    def say(self, word: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()

    def result(self) -> object:
        """Return what it measured, when it has been told to stop."""
        found = json.loads(self._out.readline())
        with self._process:
            pass
        return found


def fan_out(server: Postgres, team: str, seconds: float) -> list[Figure]:
    """Measure the floor's age at fifty desks while writers save, and the writers without it."""
    agent, bridge = (server.server(team, who, tcp=True) for who in ("sara", "pbx-lab"))
    without, _ = _phase(agent, bridge, seconds, wall=False, name="before")
    with_wall, ages = _phase(agent, bridge, seconds, wall=True, name="during")
    after, _ = _phase(agent, bridge, seconds, wall=False, name="after")
    alone = (without + after) / 2
    note = f"{WRITERS} writers beside {READERS} desks, {len(ages)} readings"
    figures = spread("team: floor at a desk", ages, goals={"p99": P99_MS}, note=note)
    said = f"{with_wall:.0f}/s with the wall, {without:.0f}/s before, {after:.0f}/s after"
    # An upper limit, as all goals are here: what the wall takes of the writers' rate.
    loss = 100 * (1 - with_wall / alone)
    figures.append(Figure("team: writers' rate lost to the wall", "mean", loss, "%", 10, note=said))
    return figures


def _phase(
    agent: Server, bridge: Server, seconds: float, *, wall: bool, name: str
) -> tuple[float, list[float]]:
    """Let writers save for a while, and desks read if there is a wall."""
    share = WRITERS // PROCESSES
    children = [_Child("writers", share, agent, f"{name}-{n}") for n in range(PROCESSES)]
    readers = _Child("readers", READERS, agent, name) if wall else None
    for child in (*children, *([readers] if readers else [])):
        child.say("go")
    if readers:
        _publish(bridge, seconds)
    else:
        time.sleep(seconds)
    for child in (*children, *([readers] if readers else [])):
        child.say("stop")
    rate = sum(float(str(child.result())) for child in children)
    ages = readers.result() if readers else []
    assert isinstance(ages, list)
    return rate, ages


def _publish(bridge: Server, seconds: float) -> None:
    """Change the floor fifty times a second, as a bridge does."""
    announcer = Announcer(bridge, "bench")
    with closing(open_anywhere(bridge)) as database, closing(announcer):
        term = database.change(lambda c: floor.begin_to_lead(c, "bench"))
        until, turn = time.monotonic() + seconds, 0
        while time.monotonic() < until:
            turn += 1
            name = f"queue {turn % _PARTS}"
            body = json.dumps({"at_ns": time.monotonic_ns(), "waiting": "x" * 800})
            part = floor.Part("queue", name, body)
            version = database.change(lambda c, p=part: floor.publish(c, "bench", term, (p,)))  # type: ignore[misc]
            announcer.announce(version, (name,))
            time.sleep(1 / _CHANGES_A_SECOND)
