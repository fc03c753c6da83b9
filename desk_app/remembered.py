"""What the windows remember from one day to the next: `D/window.json`, the wall's `D/wall.json`.

No settings: nobody writes them by hand, and a file that cannot be read is as good as none.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TypeVar

import msgspec

log = logging.getLogger(__name__)

Box = tuple[int, int, int, int]
"""x, y, width, height of a window without its frame, in the screens' common coordinates."""


class Remembered(msgspec.Struct, frozen=True):
    """Where the windows were, and which missed calls have been looked at."""

    whole: Box | None = None
    maximized: bool = False
    small: Box | None = None
    in_front: bool = True  # the small window's pin
    compact: bool = False  # the small window was in use
    logged_out: tuple[str, ...] = ()  # queues the agent does not serve
    seen_us: int = 0  # missed calls up to this ring are known to the agent (UTC µs)


class WallPlace(msgspec.Struct, frozen=True):
    """Where the wall was. `screen`: name of the monitor it filled, "" for none."""

    screen: str = ""
    box: Box | None = None  # of the window when it fills none


Kept = TypeVar("Kept", Remembered, WallPlace)


def load(path: Path) -> Remembered:
    """Return what was remembered; the defaults where nothing usable is."""
    return _read(path, Remembered)


def load_wall(path: Path) -> WallPlace:
    """Return where the wall was; the defaults where nothing usable is."""
    return _read(path, WallPlace)


def _read(path: Path, kind: type[Kept]) -> Kept:
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return kind()
    except (OSError, msgspec.DecodeError) as error:
        log.info("%s: %s", path.name, error)
        return kind()


def save(path: Path, remembered: Remembered | WallPlace) -> None:
    """Write it; a disk that refuses costs only the memory."""
    scratch = path.with_suffix(".json.new")
    try:
        scratch.write_bytes(msgspec.json.encode(remembered))
        scratch.replace(path)
    except OSError as error:
        log.info("%s: %s", path.name, error)
