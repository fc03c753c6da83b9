"""INVITE to the record painted, with a million customers; the look-up beside raw SQLite."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from desk_app.crm.service import Crm
from tests.bench import dataset, measured
from tests.bench.report import Figure, percentile, spread
from tests.rigs.uac import Uac

P50_MS = 10.0
P99_MS = 25.0
TIMES_RAW = 3.0
RAW = "raw, customer + last 20"
SAME = "raw, the same statements"
NAME = "INVITE → record painted"

_CUSTOMER_OF = "select customer_id from phone_numbers where e164 = ?"
_CUSTOMER = "select * from customers where id = ?"
_LAST_20 = "select * from interactions where customer_id = ? order by at_us desc limit 20"


@dataclass
class Painted:
    """A run of calls, in ms from the INVITE: each stage of its way to the screen."""

    ringing: list[float] = field(default_factory=list)  # 180 received
    told: list[float] = field(default_factory=list)  # the desk has the engine's fact
    known: list[float] = field(default_factory=list)  # the record is back and in the widgets
    begun: list[float] = field(default_factory=list)  # the frame with the name begins
    named: list[float] = field(default_factory=list)  # the customer's column is painted
    painted: list[float] = field(default_factory=list)  # strip, customer, history and ticket are


def callers(count: int, first: int = 1) -> list[str]:
    """Return numbers of known callers, spread over all customers."""
    step = dataset.CUSTOMERS // count
    return [dataset.number_of(first + i * step) for i in range(count)]


def run(folder: Path, numbers: list[str], warm_up: int) -> Painted:
    """Ring the desk from each number and give up when the record is on screen."""
    series = Painted()
    with measured.desk(folder) as desk, Uac() as uac:
        for turn, number in enumerate(numbers):
            desk.process.told("quiet")
            ring = uac.ring(desk.port, number)
            while True:
                shown, *instants = desk.process.told("painted")
                if shown == int(number):
                    break
            uac.cancel(ring)
            if turn < warm_up:
                continue
            series.ringing.append(ring.ring_ms)
            stages = (series.told, series.known, series.begun, series.named, series.painted)
            for stage, at_ns in zip(stages, instants, strict=True):
                stage.append((at_ns - ring.sent_ns) / 1e6)
    return series


@dataclass
class LookUp:
    """Ms of our look-up, of SQLite with the bare minimum, and of SQLite with our statements."""

    ours: list[float] = field(default_factory=list)
    raw: list[float] = field(default_factory=list)
    same: list[float] = field(default_factory=list)


def look_up(database: Path, numbers: list[str]) -> LookUp:
    """Measure the three in turn for each number, all warm."""
    series = LookUp()
    crm = Crm(database)
    crm.open()
    with contextlib.closing(crm), contextlib.closing(sqlite3.connect(database)) as db:
        for number in numbers:
            statements = _statements(crm, number)
            ways: tuple[tuple[list[float], Callable[[], object]], ...] = (
                (series.raw, partial(_raw, db, number)),
                (series.same, partial(_all, db, statements)),
                (series.ours, partial(crm.caller_for, number)),
            )
            for _times, look in ways:
                look()
            for times, look in ways:
                begin = time.perf_counter_ns()
                look()
                times.append((time.perf_counter_ns() - begin) / 1e6)
    return series


def _statements(crm: Crm, number: str) -> list[str]:
    """Return what our look-up has SQLite execute, values filled in, from BEGIN to COMMIT."""
    told: list[str] = []
    with crm._database.read() as connection:
        driver = connection.connection.dbapi_connection
    assert isinstance(driver, sqlite3.Connection)
    driver.set_trace_callback(told.append)
    crm.caller_for(number)
    driver.set_trace_callback(None)
    return told


def _all(db: sqlite3.Connection, statements: list[str]) -> None:
    for statement in statements:
        db.execute(statement).fetchall()


def _raw(db: sqlite3.Connection, number: str) -> None:
    """Number to customer to the last twenty interactions, and nothing else."""
    (customer,) = db.execute(_CUSTOMER_OF, (f"+98{number[1:]}",)).fetchone()
    db.execute(_CUSTOMER, (customer,)).fetchone()
    db.execute(_LAST_20, (customer,)).fetchall()


def measure(quick: bool, work: Path) -> list[Figure]:
    """Return the figures of the record's way to the screen, and of the look-up."""
    database = work / "desk" / "desk.db"
    database.parent.mkdir()
    shutil.copyfile(dataset.dataset(), database)  # calls are written into it
    with database.open("rb+") as copied:
        os.fsync(copied.fileno())  # else the journal's commits wait for two gigabytes
    calls, warm_up = (20, 5) if quick else (200, 20)
    series = run(database.parent, callers(calls + warm_up), warm_up)
    looked = look_up(database, callers(100 if quick else 1000, first=777))
    goals = {"p50": P50_MS, "p99": P99_MS}
    figures = spread(NAME, series.painted, goals=goals, beside=looked.raw, reference=RAW)
    for name, stage in (
        ("  180 received", series.ringing),
        ("  desk told", series.told),
        ("  window filled", series.known),
        ("  frame begins", series.begun),
        ("  customer's column painted", series.named),
        ("  whole page painted", series.painted),
    ):
        figures += spread(name, stage)
    figures += spread("look-up", looked.ours, beside=looked.raw, reference=RAW)
    figures += spread("  beside the same", looked.ours, beside=looked.same, reference=SAME)
    ours, same, raw = (percentile(x, 50) for x in (looked.ours, looked.same, looked.raw))
    return [
        *figures,
        Figure("look-up", "× raw, same", ours / same, "", TIMES_RAW),
        Figure("look-up", "× raw", ours / raw, ""),
    ]
