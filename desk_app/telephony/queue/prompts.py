"""What a waiting caller hears: which clips say what, and the files that hold them.

Composition is pure. Loading reads files and may take seconds where a person's
own files are not 16 kHz: not for the thread that polls pjsua2.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from desk_app.paths import resources
from desk_app.telephony.queue import wav
from desk_app.telephony.queue.wav import Reason

LANGUAGES = ("en", "fa")
HIGHEST = 99
"""The largest number that is spoken."""
SENTENCES = (
    "greeting",
    "position_before",
    "position_after",
    "position_beyond",
    "wait_before",
    "wait_minute",
    "wait_minutes",
    "wait_under",
    "wait_beyond",
    "offer_callback",
    "offer_message",
    "callback_confirmed",
    "leave_message",
    "message_saved",
    "queue_full",
    "closed",
    "nobody_came",
    "goodbye",
    "connecting",
)
HOLD = "hold"
BEEP = "beep"
SOUNDS = (HOLD, BEEP)
"""Without words: one for all languages."""

SHORTEST_S = 0.2
LONGEST_S = 60.0
LONGEST_MUSIC_S = 600.0

_MOST_COMPLAINTS = 50
_LONGEST_NAME = 120


def number(n: int, language: str) -> tuple[str, ...]:
    """Return the clips that say 1..99: "twenty" + "one", «بیست و» + «یک».

    Raises:
        ValueError: a number that has no clips.
    """
    if not 1 <= n <= HIGHEST:
        raise ValueError(n)
    tens, ones = n // 10 * 10, n % 10
    if n < 20 or not ones:
        return (f"number_{n}",)
    joined = "_and" if language == "fa" else ""
    return (f"number_{tens}{joined}", f"number_{ones}")


def position(n: int, language: str) -> tuple[str, ...]:
    """Return the clips of "you are number n in the queue"; n counts from 1."""
    if n > HIGHEST:
        return ("position_beyond",)
    return ("position_before", *number(n, language), "position_after")


def expected_wait(minutes: float, language: str) -> tuple[str, ...]:
    """Return the clips of "your wait is about n minutes", rounded to whole minutes."""
    if minutes < 1:
        return ("wait_under",)
    if minutes >= HIGHEST + 0.5:
        return ("wait_beyond",)
    whole = int(minutes + 0.5)
    return ("wait_before", *number(whole, language), "wait_minutes" if whole > 1 else "wait_minute")


def spoken(language: str) -> tuple[str, ...]:
    """Return the names of all clips that are spoken in a language."""
    numbers = dict.fromkeys(clip for n in range(1, HIGHEST + 1) for clip in number(n, language))
    return (*SENTENCES, *numbers)


class Clip(msgspec.Struct, frozen=True):
    """A sound file, 16 kHz mono 16 bit: what the conference plays without more ado."""

    path: Path
    seconds: float


class Complaint(msgspec.Struct, frozen=True):
    """A file that is not used: its path within its folder, for people, and why."""

    file: str
    reason: Reason


class Prompts(msgspec.Struct, frozen=True):
    """The clips of every language by (language, name), and what is wrong with the files."""

    clips: Mapping[tuple[str, str], Clip]
    complaints: tuple[Complaint, ...] = ()

    def clip(self, language: str, name: str) -> Clip:
        """Return a clip; sounds have the language "". KeyError: no such clip."""
        return self.clips[language, name]


def built_in(folder: Path | None = None) -> Prompts:
    """Return the prompts that come with the program; only their lengths are read.

    Where one is missing there is a complaint, and nothing is said in its place.
    """
    folder = folder or resources() / "prompts"
    complaints: list[Complaint] = []
    clips = {}
    for language, name in _names():
        path = folder / language / f"{name}.wav"
        try:
            clips[language, name] = Clip(path, wav.seconds(path))
        except wav.Unusable as error:
            clips[language, name] = Clip(path, 0.0)
            within = Path(folder.name, language, f"{name}.wav")
            complaints.append(Complaint(within.as_posix(), error.reason))
    return Prompts(clips, tuple(complaints[:_MOST_COMPLAINTS]))


def load(own: Path, cache: Path, folder: Path | None = None) -> Prompts:
    """Return the prompts with a person's own in place of the built-in ones where they are good.

    `own` holds `LANGUAGE/NAME.wav`, `hold.wav` and `beep.wav`. Each is brought into shape
    in `cache`, which may take seconds. Bad files make complaints, never an exception.
    """
    found = built_in(folder)
    clips, complaints = dict(found.clips), list(found.complaints)
    problem = _folder_problem(own)
    if problem is not None:
        complaints.append(Complaint(_plain(own.name), problem))
        return Prompts(clips, tuple(complaints))
    complaints += _strangers(own)
    for language, name in _names():
        path = own / language / f"{name}.wav"
        if not _is_there(path):
            continue
        shaped = own_file(path, LONGEST_MUSIC_S if name == HOLD else LONGEST_S, cache)
        if isinstance(shaped, Clip):
            clips[language, name] = shaped
        else:
            within = path.relative_to(own).as_posix()
            complaints.append(Complaint(_plain(within), shaped.reason))
    return Prompts(clips, tuple(complaints[:_MOST_COMPLAINTS]))


def own_file(path: Path, longest_s: float, cache: Path) -> Clip | Complaint:
    """Return a person's own file in the engine's shape, made in `cache` unless it is there.

    The name in the cache tells the file's place, size and time of change.
    """
    try:
        about = path.stat()
        sign = f"{path.resolve()}|{about.st_size}|{about.st_mtime_ns}"
        shaped = cache / f"{hashlib.sha256(sign.encode()).hexdigest()[:24]}.wav"
        if not shaped.exists():
            wav.write(shaped, wav.read(path, SHORTEST_S, longest_s))
        return Clip(shaped, wav.seconds(shaped))
    except wav.Unusable as error:
        return Complaint(_plain(path.name), error.reason)
    except OSError:
        return Complaint(_plain(path.name), Reason.UNREADABLE)


def _names() -> Iterator[tuple[str, str]]:
    yield from (("", name) for name in SOUNDS)
    for language in LANGUAGES:
        yield from ((language, name) for name in spoken(language))


def _folder_problem(own: Path) -> Reason | None:
    try:
        return None if own.is_dir() else Reason.NO_FOLDER
    except OSError:
        return Reason.UNREADABLE


def _strangers(own: Path) -> Iterator[Complaint]:
    """Name files that would be played nowhere, most likely misspelt."""
    expected = {Path(language, f"{name}.wav") for language, name in _names()}
    for folder in (own, *(own / language for language in LANGUAGES)):
        if not folder.is_dir():
            continue
        for path in sorted(folder.iterdir()):
            within = path.relative_to(own)
            if path.suffix.lower() == ".wav" and within not in expected:
                yield Complaint(_plain(within.as_posix()), Reason.UNKNOWN_NAME)


def _plain(file: str) -> str:
    return "".join("?" if unicodedata.category(c)[0] == "C" else c for c in file)[:_LONGEST_NAME]


def _is_there(path: Path) -> bool:
    """Tell whether a file is meant to be used: also one that cannot be read."""
    try:
        path.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    return True
