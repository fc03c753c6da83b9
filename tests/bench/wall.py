"""The wall with 50 queues, 500 agents and 2,000 who wait, at 500 events a second."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.bench import rigs
from tests.bench.report import Figure, spread

FRAME_P99_MS = 16.0
PIXEL_P99_MS = 150.0
MEMORY_MB = 300.0
NAME = "wall, event → pixel"
CPU = "time on the processor"


def measure(quick: bool, work: Path) -> list[Figure]:
    """Return how long its frames take, how late a pixel is, and how large the process grows."""
    seconds = 5 if quick else 20
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.wall_process", str(seconds)],
        cwd=rigs.ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=2 * seconds + rigs.READY_S,
        check=True,
    )
    told = json.loads(done.stdout.splitlines()[-1])
    note = "50 queues, 500 agents, 2,000 waiting, 500 events/s in ten boards a second, up to which"
    note += " an event waits for its board; the way through the database is the team's floor"
    return [
        *spread(NAME, told["pixels_ms"], goals={"p99": PIXEL_P99_MS}, note=note),
        *spread("  of it: join, on the feed's thread", told["joins_busy_ms"], note=CPU),
        *spread("  of it: fold", told["folds_ms"], beside=told["folds_busy_ms"], reference=CPU),
        *spread(
            "wall, frame",
            told["frames_ms"],
            goals={"p99": FRAME_P99_MS},
            beside=told["frames_busy_ms"],
            reference=CPU,
        ),
        Figure("wall, memory", "RSS", told["memory_mb"], "MB", MEMORY_MB),
    ]
