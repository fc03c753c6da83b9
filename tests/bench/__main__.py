"""Measure Desk App: `python -m tests.bench [--quick] [ring] [painted] [start] [audio] [queue] …`.

Each figure stands beside a yardstick taken in the same run. Takes no more than six
minutes once the big database is made, and twelve more for the queue; everything it
starts ends with it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from tests.bench import ami, audio, painted, queue, report, rigs, ring, scale, start, team, wall
from tests.bench.report import Figure

Measure = Callable[[bool, Path], list[Figure]]


MEASUREMENTS: dict[str, Measure] = {
    "ring": ring.measure,
    "painted": painted.measure,
    "start": start.measure,
    "audio": audio.measure,
    "queue": queue.measure,
    "team": team.measure,
    "scale": scale.measure,
    "ami": ami.measure,
    "wall": wall.measure,
}


def main() -> int:
    """Take the named measurements, all by default. 0: all could be taken, goals met or not."""
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=" ".join(MEASUREMENTS))
    parser.add_argument("--quick", action="store_true", help="fewer repetitions")
    parser.add_argument("--json", type=Path, default=rigs.ROOT / "bench-results.json")
    args = parser.parse_args()
    unknown = set(args.names) - set(MEASUREMENTS)
    if unknown:
        parser.error(f"unknown: {' '.join(sorted(unknown))}; known: {' '.join(MEASUREMENTS)}")
    about = report.machine() | {"quick": args.quick}
    figures: list[Figure] = []
    failed: dict[str, str] = {}
    for name in args.names or MEASUREMENTS:
        started, before = time.monotonic(), report.stolen()
        sys.stderr.write(f"{name} …\n")
        try:
            with tempfile.TemporaryDirectory(prefix="desk-bench-") as work:
                figures += MEASUREMENTS[name](args.quick, Path(work))
        except Exception as error:
            traceback.print_exc()
            failed[name] = f"{type(error).__name__}: {error}"
        taken, ticks = report.stolen(before)
        sys.stderr.write(
            f"{name} took {time.monotonic() - started:.0f} s, in which the host gave "
            f"{taken / max(1, ticks):.0%} of this machine's time to others\n"
        )
    report.write_json(args.json, figures, about, failed)
    sys.stdout.write(f"\n{report.table(figures)}\n\n{report.gaps(figures)}\n")
    for name, why in failed.items():
        sys.stdout.write(f"NOT MEASURED: {name}: {why}\n")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
