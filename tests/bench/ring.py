"""INVITE to 180 with the call on disk first, beside baresip, which keeps no journal."""

from __future__ import annotations

import contextlib
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from desk_app.telephony import journal_files
from desk_app.telephony.messages import CallFact, Fact
from tests.bench import rigs
from tests.bench.report import Figure, spread
from tests.rigs.engine import Desk, EngineRig
from tests.rigs.ports import free_port
from tests.rigs.uac import Ring, Uac

GOAL_MS = 3.0


@dataclass(frozen=True)
class Rung:
    """What a run of calls has shown. `journalled` counts those on disk before their 180."""

    ours_ms: list[float]
    beside_ms: list[float]
    journalled: int


class JournalReader:
    """Looks a call up in the engine's journal while the engine writes it."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, isolation_level=None)

    def has(self, call_id: str) -> bool:
        """Return whether the call's first ring is on disk now."""
        row = self._db.execute(
            "select 1 from fact where fact = ? and json_extract(cast(body as text), '$.call_id')"
            " = ? order by seq desc limit 1",
            (Fact.INCOMING.value, call_id),
        ).fetchone()
        return row is not None

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def run(folder: Path, calls: int, warm_up: int = 10) -> Rung:
    """Ring the engine and baresip in turn, each call given up as soon as it has rung."""
    other_port = free_port()
    modules = rigs.baresip_modules()
    ours: list[float] = []
    beside: list[float] = []
    journalled = 0
    with contextlib.ExitStack() as stack:
        engine = stack.enter_context(EngineRig(folder))
        engine.configure(ring_volume=0)
        if modules is not None:
            stack.enter_context(rigs.baresip(folder / "baresip", other_port, modules))
        uac = stack.enter_context(Uac())
        reader = stack.enter_context(
            contextlib.closing(JournalReader(folder / journal_files.FILE_NAME))
        )
        for number in range(-warm_up, calls):
            ring = uac.ring(engine.port, f"+98912{number + warm_up:07d}", f"Caller {number}")
            on_disk = reader.has(ring.call_id)
            uac.cancel(ring)
            _wait_until_ended(engine.desk, ring)
            other = _ring_other(uac, other_port) if modules is not None else None
            if number >= 0:
                ours.append(ring.ring_ms)
                journalled += on_disk
                beside += [other] if other is not None else []
    return Rung(ours, beside, journalled)


def _ring_other(uac: Uac, port: int) -> float:
    ring = uac.ring(port, "+989120000000", "Caller")
    uac.cancel(ring)
    return ring.ring_ms


def _wait_until_ended(desk: Desk, ring: Ring) -> None:
    """Let each call find a quiet phone: wait for the engine's own word that it is over."""
    begun = desk.wait(CallFact, lambda f: f.call_id == ring.call_id)
    desk.fact(Fact.ENDED, begun.key)


def measure(quick: bool, work: Path) -> list[Figure]:
    """Return the ring figures."""
    rung = run(work, calls=30 if quick else 300)
    held = rung.journalled == len(rung.ours_ms)
    note = f"{rung.journalled} of {len(rung.ours_ms)} calls were in the journal when 180 came"
    if not held:
        raise AssertionError(note)
    return spread(
        "INVITE → 180, journalled",
        rung.ours_ms,
        goals={"p50": GOAL_MS},
        beside=rung.beside_ms,
        reference="baresip, no journal",
        note=note,
    )
