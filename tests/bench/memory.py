"""Memory of processes, as Linux accounts it."""

from __future__ import annotations

from pathlib import Path


def of(pid: int) -> tuple[float, float]:
    """Return (PSS, RSS) in MB (10^6 bytes).

    PSS (proportional set size) shares a page between the processes that map it, so a sum
    over processes counts every page once; RSS counts it in each.
    """
    fields = {}
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]:
        name, value = line.split(":")
        fields[name] = int(value.split()[0]) * 1024 / 1e6
    return fields["Pss"], fields["Rss"]
