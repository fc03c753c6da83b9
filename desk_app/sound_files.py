"""A person's own sound files for the queues, looked at before any caller hears them."""

from __future__ import annotations

import enum
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from desk_app.queue_settings import expanded
from desk_app.telephony.queue import prompts, wav
from desk_app.telephony.queue.wav import Reason


class Sounds(enum.Enum):
    """What a path is to be."""

    GREETING = "greeting"
    MUSIC = "music"
    FOLDER = "folder"


class Heard(msgspec.Struct, frozen=True):
    """What was found at a path: a file's length, and (file, why) of what cannot be played."""

    seconds: float = 0.0
    bad: tuple[tuple[str, Reason], ...] = ()


def look(sounds: Sounds, path: str) -> Heard:
    """Read a file, or every file of a folder; takes seconds. Never raises for what is there."""
    where = Path(expanded(path))
    if sounds is Sounds.FOLDER:
        ours = prompts.built_in().complaints
        with TemporaryDirectory() as shaped:
            found = prompts.load(where, Path(shaped)).complaints
        return Heard(bad=tuple((c.file, c.reason) for c in found if c not in ours))
    longest_s = prompts.LONGEST_MUSIC_S if sounds is Sounds.MUSIC else prompts.LONGEST_S
    try:
        samples = wav.read(where, prompts.SHORTEST_S, longest_s)
    except wav.Unusable as error:
        return Heard(bad=((where.name, error.reason),))
    return Heard(len(samples) / wav.RATE)
