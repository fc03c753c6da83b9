"""Figures, the table people read and the JSON programs read."""

from __future__ import annotations

import json
import math
import os
import platform
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Figure:
    """One number, its goal (an upper limit, exclusive) and the yardstick taken beside it."""

    measurement: str
    figure: str  # "p50", "p99", "×raw"
    ours: float
    unit: str
    goal: float | None = None
    beside: float | None = None
    reference: str = ""
    note: str = ""

    @property
    def met(self) -> bool | None:
        """Whether the goal is met; None without a goal."""
        return None if self.goal is None else self.ours < self.goal


def percentile(values: Sequence[float], per_cent: float) -> float:
    """Return the nearest-rank percentile of a non-empty sequence."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(per_cent / 100 * len(ordered)) - 1)]


def spread(
    measurement: str,
    ours: Sequence[float],
    unit: str = "ms",
    *,
    goals: dict[str, float] | None = None,
    beside: Sequence[float] = (),
    reference: str = "",
    note: str = "",
) -> list[Figure]:
    """Return p50 and p99 of a series beside those of its reference."""
    return [
        Figure(
            measurement,
            name,
            percentile(ours, rank),
            unit,
            (goals or {}).get(name),
            percentile(beside, rank) if beside else None,
            reference,
            note if name == "p50" else "",
        )
        for name, rank in (("p50", 50), ("p99", 99))
    ]


def _number(value: float | None, unit: str = "") -> str:
    if value is None:
        return ""
    text = f"{value:.0f}" if value >= 100 else f"{value:.2f}" if value < 10 else f"{value:.1f}"
    return f"{text} {unit}".rstrip()


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table for a terminal; a measurement is named once."""
    head = ("measurement", "", "ours", "goal", "met", "beside", "")
    rows, last = [head], ""
    for f in figures:
        met = {True: "yes", False: "NO", None: ""}[f.met]
        goal = "" if f.goal is None else f"< {_number(f.goal)}"
        name = f.measurement if f.measurement != last else ""
        beside = _number(f.beside, f.unit)
        reference = f.reference if beside and name else ""
        rows.append((name, f.figure, _number(f.ours, f.unit), goal, met, beside, reference))
        last = f.measurement
    widths = [max(len(row[i]) for row in rows) for i in range(len(head))]
    right = {2, 3, 5}
    lines = [
        "  ".join(
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
    lines.insert(1, "-" * max(len(line) for line in lines))
    notes = [f"{f.measurement}: {f.note}" for f in figures if f.note]
    return "\n".join(lines + ([""] if notes else []) + notes)


def gaps(figures: Sequence[Figure]) -> str:
    """Say plainly which goals are not met, and by how much."""
    missed = [f for f in figures if f.met is False]
    if not missed:
        return "every goal is met"
    return "\n".join(
        f"NOT MET: {f.measurement} {f.figure} is {_number(f.ours, f.unit)}, "
        f"goal < {_number(f.goal, f.unit)}"
        for f in missed
    )


def stolen(since: tuple[int, int] = (0, 0)) -> tuple[int, int]:
    """Return the ticks that the host gave to others, and all ticks: figures suffer from the first.

    Zeros where the system does not count them.
    """
    try:
        fields = Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]
    except OSError:
        return 0, 0
    ticks = [int(field) for field in fields]
    return ticks[7] - since[0], sum(ticks) - since[1]


def machine() -> dict[str, object]:
    """Describe where and when the figures were taken."""
    return {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "cores": os.cpu_count(),
        "load_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "system": platform.platform(),
    }


def write_json(
    path: Path, figures: Sequence[Figure], about: dict[str, object], failed: dict[str, str]
) -> None:
    """Write the figures, where they come from and what could not be measured."""
    content = about | {"figures": [asdict(f) | {"met": f.met} for f in figures], "failed": failed}
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
