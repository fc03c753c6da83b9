"""No slot of a call keeps the window from answering; the one that would is named."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.rigs.patience import PATIENCE_S

LIMIT_MS = 16.0
QUIET_MS = 9.4
"""`shift.reference_ms` on the machine of docs/benchmarks.md with nothing else running.

The limit grows with it, so that a slow or busy machine fails nobody.
"""
CALLS = 3
ROOT = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Slot:
    """A slot of a scene: its shortest time of all calls, in ms of the quiet machine."""

    ms: float
    said: str


def shift(folder: Path, *more: str, calls: int = CALLS) -> dict[tuple[str, str], Slot]:
    """Take calls in a process of its own; return what was slow in every one of them.

    A slot is known by its scene and its event. What is long once is another's work on this
    machine; what is long each time is ours.
    """
    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.smooth.shift", folder, f"--calls={calls}", *more],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=PATIENCE_S * 5,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-4000:]
    found: list[dict[tuple[str, str], Slot]] = []
    for call in json.loads(done.stdout.splitlines()[-1]):
        pace = max(1.0, call["reference_ms"] / QUIET_MS)
        slots: dict[tuple[str, str], Slot] = {}
        for scene, event, cpu_ms, _wall_ms, said in call["slow"]:
            slot = Slot(cpu_ms / pace, f"{cpu_ms / pace:.1f} ms at this pace; {said}")
            slots[scene, event] = max(slot, slots.get((scene, event), slot), key=lambda s: s.ms)
        found.append(slots)
    shared = set.intersection(*(set(slots) for slots in found))
    return {name: min((s[name] for s in found), key=lambda slot: slot.ms) for name in shared}


def too_long(slots: dict[tuple[str, str], Slot]) -> list[str]:
    """Return what is said of the slots over the limit."""
    return [slot.said for slot in slots.values() if slot.ms > LIMIT_MS]


def test_no_slot_of_a_call_is_longer_than_a_frame(tmp_path: Path) -> None:
    slots = shift(tmp_path / "data")
    for slot in sorted(slots.values(), key=lambda slot: -slot.ms):
        print(slot.said)
    # What a busy machine's caches do once is not there again.
    assert not too_long(slots) or not too_long(shift(tmp_path / "again"))


def test_a_slow_slot_is_named(tmp_path: Path) -> None:
    (said,) = [
        one for one in too_long(shift(tmp_path / "data", "--inject", calls=1)) if "injected" in one
    ]
    assert "a_slow_slot [shift.py:" in said
