"""What is told of a floor's new version: the parts themselves, so that nobody need read them.

The parts are one text, on a line for each "KIND<tab>NAME<tab>BODY". It is told in pieces of a
few thousand bytes, each after a line "VERSION PIECE PIECES PBX"; those of one version are of one
transaction, so they come in a row. PIECES is 0 where the parts are to be read, being too much
to be told. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

LONGEST = 7_500
"""Bytes; PostgreSQL takes less than 8,000."""
MOST_PIECES = 64
_ROOM = LONGEST - 300  # for the first line
_BETWEEN = "\t"
_FIRST = re.compile(r"(\d{1,18}) (\d{1,3}) (\d{1,3}) ([^\n]+)(?:\n|$)", re.ASCII)

Line = tuple[str, str, str]
"""A part: kind, name, body."""


@dataclass(frozen=True)
class Notice:
    """A piece of what is told. `piece` counts from 0; `pieces` 0: the parts are to be read."""

    pbx: str
    version: int
    piece: int
    pieces: int
    text: str


def made(pbx: str, parts: Iterable[Line]) -> list[str]:
    """Return the notices of these parts, each as what follows the version."""
    lines = [_BETWEEN.join(part) for part in parts]
    pieces = list(_cut("\n".join(lines).encode()))
    plain = all("\n" not in line and line.count(_BETWEEN) == 2 for line in lines)
    if not plain or not 0 < len(pieces) <= MOST_PIECES:
        return [f" 0 0 {pbx}"]
    return [f" {n} {len(pieces)} {pbx}\n{piece}" for n, piece in enumerate(pieces)]


def _cut(text: bytes) -> Iterator[str]:
    """Cut a text into pieces that are not too long, each of whole letters."""
    begin = 0
    while begin < len(text):
        end = begin + _ROOM
        while end < len(text) and text[end] & 0xC0 == 0x80:  # within a letter of UTF-8
            end -= 1
        yield text[begin:end].decode()
        begin = end


def read(payload: str) -> Notice | None:
    """Take a notice apart; None: it is none of ours. Anybody with a login may have made it."""
    first = _FIRST.match(payload)
    if first is None:
        return None
    version, piece, pieces = map(int, first.groups()[:3])
    return Notice(first[4], version, piece, pieces, payload[first.end() :])


def parts_of(pieces: Iterable[Notice]) -> tuple[Line, ...]:
    """Return the parts that all the pieces of a version tell of; none: they cannot be told."""
    found: list[Line] = []
    for line in "".join(piece.text for piece in pieces).split("\n"):
        if line.count(_BETWEEN) != 2:
            return ()
        kind, name, body = line.split(_BETWEEN)
        found.append((kind, name, body))
    return tuple(found)
