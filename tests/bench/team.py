"""The team's database: look-up and saving beside SQLite's, and the floor's way to fifty desks."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlalchemy import insert

from desk_app.crm.models import Customer, Interaction, Number
from desk_app.crm.server import Where
from desk_app.crm.service import Crm
from tests.bench import fan_out
from tests.bench.report import Figure, spread
from tests.crm.calls import Journal
from tests.rigs.postgres import Postgres

_AT_ONCE = 500


def measure(quick: bool, work: Path) -> list[Figure]:
    """Return the figures of both databases, and those of the fan-out."""
    server = Postgres(durable=True)
    try:
        team = server.fresh()
        customers, turns = (500, 50) if quick else (20_000, 1_000)
        figures = beside_sqlite(server, team, work, customers, turns)
        return figures + fan_out.measure(server, server.fresh(), quick)
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
