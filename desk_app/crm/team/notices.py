"""What is told of a floor's new version: the parts themselves, so that nobody need read them.

A notice is a text of a few thousand bytes: "VERSION PIECE PIECES PBX", and on a line for each
part "KIND<tab>NAME<tab>BODY". Those of one version are of one transaction, so they come in a
row. PIECES is 0 where the parts are to be read: they are too many, or one is too long. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 7_500
"""Bytes; PostgreSQL takes less than 8,000."""
MOST_PIECES = 16
_ROOM = LONGEST - 300  # for the first line
_BETWEEN = "\t"
_FIRST = re.compile(r"(\d{1,18}) (\d{1,3}) (\d{1,3}) ([^\n]+)", re.ASCII)

Line = tuple[str, str, str]
"""A part: kind, name, body."""


@dataclass(frozen=True)
class Notice:
    """A notice, taken apart. `piece` counts from 0; `pieces` 0: the parts are to be read."""

    pbx: str
    version: int
    piece: int = 0
    pieces: int = 0
    lines: tuple[Line, ...] = ()


def made(pbx: str, parts: Iterable[Line]) -> list[str]:
    """Return the notices of these parts, each as what follows the version."""
    lines = [_BETWEEN.join(part) for part in parts]
    pieces = list(_packed(lines))
    plain = all("\n" not in line and line.count(_BETWEEN) == 2 for line in lines)
    fits = all(len(line.encode()) <= _ROOM for line in lines)
    if not plain or not fits or not 0 < len(pieces) <= MOST_PIECES:
        return [f" 0 0 {pbx}"]
    return [f" {n} {len(pieces)} {pbx}\n{piece}" for n, piece in enumerate(pieces)]


def _packed(lines: Iterable[str]) -> Iterator[str]:
    piece: list[str] = []
    size = 0
    for line in lines:
        more = len(line.encode()) + 1
        if piece and size + more > _ROOM:
            yield "\n".join(piece)
            piece, size = [], 0
        piece.append(line)
        size += more
    if piece:
        yield "\n".join(piece)


def read(payload: str) -> Notice | None:
    """Take a notice apart; None: it is none of ours. Anybody with a login may have made it."""
    first = _FIRST.match(payload)
    if first is None:
        return None
    version, piece, pieces = map(int, first.groups()[:3])
    pbx = first[4]
    found: list[Line] = []
    for line in payload[first.end() + 1 :].split("\n"):
        if line.count(_BETWEEN) != 2:
            return Notice(pbx, version)
        kind, name, body = line.split(_BETWEEN)
        found.append((kind, name, body))
    return Notice(pbx, version, piece, pieces, tuple(found)) if pieces else Notice(pbx, version)
