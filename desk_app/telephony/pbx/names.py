"""What the queues, contexts and channel variables of a team are called in Asterisk. Pure."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from pathlib import PurePath

ENTRY = "desk-app-in"
"""Context where callers come in from outside, by the number they called."""
QUEUES = "desk-app-queues"
"""Context whose extensions are queues (`queue_extension`): whoever is sent there waits on."""
PHONES = "desk-app-phones"
"""Context of what agents' phones dial: each other, and the queues' numbers."""
PICK_UP = "desk-app-pick-up"
"""Context whose extensions are phones: rings one, and goes back to the queue if in vain."""
MEMBER = "member"
"""Extension there of a phone that is reached by way of the dialplan: by what is in `DIALLED`."""
DIALLED = "DESK_DIALLED"
"""Variable of a caller's channel: the interface of the agent who picks the caller up."""

OUTSIDE = "desk-app-outside"
"""Context of numbers that are dialled out through the trunk."""

ENTERED = "DESK_ENTERED"
"""Variable of a caller's channel: when it entered its first queue, Unix time in milliseconds."""
PLACE = "DESK_PLACE"
"""Variable of a caller's channel: the place at which it joins the next queue, "" for the last."""

RATING = "DeskRating"
"""Event of the dialplan: what a caller answered who was asked how it was."""
TURNED_AWAY = "DeskTurnedAway"
"""Event, and in `queue_log` too, of a caller whom the dialplan lets go: full, late or closed."""
GAVE_UP = "DeskGaveUp"
"""Likewise of a caller who hangs up before the queue itself: while the greeting is played."""
LINKED = "DeskLinked"
"""In `queue_log`: Linkedid and name of a channel that comes to a queue for another one."""


class Unfit(ValueError):
    """Something that cannot be put into Asterisk; the text says what, in a sentence."""


_PUNCTUATION = " \u200c._-+/"


def queue_name(name: str) -> str:
    """Return a queue's name as Asterisk has it, "" where nothing is left of it.

    Letters and digits of any script stay; what has a meaning in a configuration file or
    in a dialplan becomes a space.
    """
    kept = (c if c in _PUNCTUATION or unicodedata.category(c)[0] in "LMN" else " " for c in name)
    return " ".join("".join(kept).split()).strip(" ./-_+")


def queue_extension(name: str) -> str:
    """Return the extension of a queue (its name in Asterisk) in the context `QUEUES`."""
    return "q" + hashlib.sha256(name.casefold().encode()).hexdigest()[:12]


def sound(path: str) -> str:
    """Return a sound file as Asterisk wants it: an absolute path without its ending.

    Raises:
        Unfit: no path, or one with a character that means something to Asterisk.
    """
    file = PurePath(path)
    if not file.is_absolute() or not re.fullmatch(r"[\w/. +@-]+", path):
        raise Unfit(f"{path!r} cannot be played by Asterisk: an absolute, plain path is needed.")
    return str(file.with_suffix(""))


def plain(text: str) -> str:
    """Return text without what a configuration file, dialplan or SIP header reads in it."""
    kept = ("" if unicodedata.category(c)[0] == "C" and c != "\u200c" else c for c in text)
    return "".join(c for c in "".join(kept) if c not in '"\\$;<>`{}[]|&').strip()
