"""Start to usable window and memory of desk + engine, beside a bare PySide6 window."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path

from tests.bench import measured, memory
from tests.bench.report import Figure, percentile
from tests.rigs.uac import Uac

USABLE_S = 0.8
MEMORY_MB = 220.0
SETTLE_S = 2.0
BARE = "PySide6, one label"


@dataclass
class Starts:
    """Series of starts, alternating. Times in s from spawn, memory in MB: (PSS, RSS)."""

    usable: list[float] = field(default_factory=list)
    listening: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)
    desk_mb: tuple[float, float] = (0.0, 0.0)
    engine_mb: tuple[float, float] = (0.0, 0.0)
    bare_mb: tuple[float, float] = (0.0, 0.0)


def run(folder: Path, times: int) -> Starts:
    """Start desk and bare window in turn on a data folder that has been used before."""
    starts = Starts()
    with measured.desk(folder):
        pass  # makes the database, and the byte code of a new installation
    for number in range(times):
        last = number == times - 1
        with measured.run("tests.bench.bare_window") as bare:
            usable_ns = bare.told("usable")[0]
            starts.bare.append((usable_ns - bare.spawned_ns) / 1e9)
            if last:
                starts.bare_mb = memory.of(bare.pid)
        with measured.desk(folder) as desk:
            starts.usable.append(desk.usable_s)
            starts.listening.append(desk.listening_s)
            if last:
                _use(desk)
                starts.desk_mb, starts.engine_mb = desk.memory()
    return starts


def _use(desk: measured.DeskRig) -> None:
    """Take a call, so that memory is that of a desk in use, and let it come to rest."""
    with Uac() as uac:
        ring = uac.ring(desk.port, "+982149258000", "Somebody")
        uac.cancel(ring)
    desk.process.told("quiet")
    threading.Event().wait(SETTLE_S)


def measure(quick: bool, work: Path) -> list[Figure]:
    """Return the figures of the start and of memory."""
    starts = run(work / "desk", 2 if quick else 7)
    pss = starts.desk_mb[0] + starts.engine_mb[0]
    rss = starts.desk_mb[1] + starts.engine_mb[1]
    name = "start to usable window"
    figures = [
        Figure(
            name,
            "p50",
            percentile(starts.usable, 50),
            "s",
            USABLE_S,
            percentile(starts.bare, 50),
            BARE,
        ),
        Figure(name, "max", max(starts.usable), "s", None, max(starts.bare), BARE),
        Figure("start to phone ready", "p50", percentile(starts.listening, 50), "s"),
        Figure("memory, desk + engine", "PSS", pss, "MB", MEMORY_MB, starts.bare_mb[0], BARE),
        Figure("memory, desk + engine", "RSS", rss, "MB", None, starts.bare_mb[1], BARE),
    ]
    for which, (one_pss, one_rss) in (("desk", starts.desk_mb), ("engine", starts.engine_mb)):
        figures.append(Figure(f"memory, {which}", "PSS", one_pss, "MB"))
        figures.append(Figure(f"memory, {which}", "RSS", one_rss, "MB"))
    return figures
