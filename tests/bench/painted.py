"""INVITE to the record painted, with a million customers; the look-up beside raw SQLite."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import time
from dataclasses import dataclass, field
from pathlib import Path

from desk_app.crm.service import Crm
from tests.bench import dataset, measured
from tests.bench.report import Figure, percentile, spread
from tests.rigs.uac import Uac

P50_MS = 10.0
P99_MS = 25.0
TIMES_RAW = 3.0
RAW = "raw SQLite look-up"
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
    begun: list[float] = field(default_factory=list)  # the frame begins
    painted: list[float] = field(default_factory=list)


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
            stages = (series.told, series.known, series.begun, series.painted)
            for stage, at_ns in zip(stages, instants, strict=True):
                stage.append((at_ns - ring.sent_ns) / 1e6)
    return series


def look_up(database: Path, numbers: list[str]) -> tuple[list[float], list[float]]:
    """Return ms of our look-up and of raw SQLite, in turn for each number, both warm."""
    ours: list[float] = []
    raw: list[float] = []
    crm = Crm(database)
    crm.open()
    with contextlib.closing(crm), contextlib.closing(sqlite3.connect(database)) as db:
        for number in numbers:
            _raw(db, number)
            crm.caller_for(number)
            begin = time.perf_counter_ns()
            _raw(db, number)
            middle = time.perf_counter_ns()
            crm.caller_for(number)
            end = time.perf_counter_ns()
            raw.append((middle - begin) / 1e6)
            ours.append((end - middle) / 1e6)
    return ours, raw


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
    ours, raw = look_up(database, callers(100 if quick else 1000, first=777))
    goals = {"p50": P50_MS, "p99": P99_MS}
    figures = spread(NAME, series.painted, goals=goals, beside=raw, reference=RAW)
    for name, stage in (
        ("  180 received", series.ringing),
        ("  desk told", series.told),
        ("  window filled", series.known),
        ("  frame begins", series.begun),
    ):
        figures += spread(name, stage)
    figures += spread("look-up", ours, beside=raw, reference=RAW)
    ratio = percentile(ours, 50) / percentile(raw, 50)
    return [*figures, Figure("look-up", "× raw", ratio, "", TIMES_RAW)]
