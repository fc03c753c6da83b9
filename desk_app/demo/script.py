"""What the caller process is told: who can call and be called, in which order, how fast.

One JSON file, written by the desk's side and read by `caller_process`; it holds no
secret and lives in the throw-away folder.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec


class Voice(msgspec.Struct, frozen=True):
    """How somebody sounds. `pitch` 0-99, `speed` in words a minute."""

    language: str
    male: bool
    pitch: int = 50
    speed: int = 160


class Speaker(msgspec.Struct, frozen=True):
    """Somebody with a telephone. `numbers` are digits as SIP user parts, the usual one first."""

    name: str
    numbers: tuple[str, ...]
    voice: Voice
    hello: str  # when they call
    answer: str  # when they are called
    lines: tuple[str, ...]
    fillers: tuple[str, ...]
    after_hold: str
    goodbye: str


Wish = Literal["wait", "callback", "message"]


class Planned(msgspec.Struct, frozen=True):
    """One call to come. `second`: rings while another call is being talked.

    `to` is the user part that is called, "" for the desk's own telephone; whoever calls
    another waits in a queue, and `wish` says what else than waiting they do there.
    """

    speaker: int
    number: str
    show_name: bool = True
    withheld: bool = False
    queue: str = ""
    waited_s: int = 0
    patience_s: float = 45.0  # rings no longer than this
    second: bool = False
    to: str = ""
    wish: Wish = "wait"


class Pace(msgspec.Struct, frozen=True):
    """Times in seconds; pairs are the least and the most."""

    first: float = 4.0  # from the start to the first call
    pause: tuple[float, float] = (20.0, 60.0)  # from a call's end to the next
    talk: tuple[float, float] = (40.0, 90.0)  # then they say goodbye
    second_after: float = 14.0  # into a talk, before a second caller rings
    pick_up: tuple[float, float] = (2.0, 5.0)  # how long they let it ring when called
    listen: float = 3.0  # silence from the agent before they go on by themselves
    breath: float = 0.9  # silence after the agent has spoken
    gather: tuple[float, float] = (0.6, 3.5)  # between two who fill the queues
    follow: tuple[float, float] = (2.0, 12.0)  # from a place that is free to who takes it
    wish_after: tuple[float, float] = (14.0, 50.0)  # in a queue, before they press a key


class Crowd(msgspec.Struct, frozen=True):
    """Those who call the queues: `wanted` of them wait at once, or nearly.

    They come when the first call of the play is over, at once if there is none planned.
    """

    plan: tuple[Planned, ...] = ()
    wanted: int = 0
    most: int = 12  # calls at once, whatever happens


class Script(msgspec.Struct, frozen=True):
    """The whole play. The plan starts again at its second call when it is through.

    With a crowd only the plan's first call is made.
    """

    speakers: tuple[Speaker, ...]
    plan: tuple[Planned, ...]
    pace: Pace = Pace()
    seed: int = 1
    crowd: Crowd = Crowd()

    def who_has(self, number: str) -> Speaker | None:
        """Return whose number this is, the first of several."""
        wanted = number.lstrip("+")
        for speaker in self.speakers:
            if any(has.lstrip("+") == wanted for has in speaker.numbers):
                return speaker
        return None


def save(script: Script, path: Path) -> None:
    """Write the script. Raises OSError."""
    path.write_bytes(msgspec.json.encode(script))


def load(path: Path) -> Script:
    """Read a script. Raises OSError, msgspec.DecodeError."""
    return msgspec.json.decode(path.read_bytes(), type=Script)
