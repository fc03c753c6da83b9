"""Opening hours and holidays as people write them, in either language's digits and names.

"Sat-Wed 08:00-20:00; Thu 08:00-13:00", «شنبه تا چهارشنبه ۸ تا ۲۰؛ پنجشنبه ۸ تا ۱۳».
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from desk_app.crm.calendar import read_date
from desk_app.crm.text import ascii_digits
from desk_app.telephony.messages import Opening

LONGEST = 400
_DAYS = {
    "mon": 0,
    "tue": 1,
    "wed": 2,
    "thu": 3,
    "fri": 4,
    "sat": 5,
    "sun": 6,
    "شنبه": 5,
    "یکشنبه": 6,
    "دوشنبه": 0,
    "سهشنبه": 1,
    "چهارشنبه": 2,
    "پنجشنبه": 3,
    "جمعه": 4,
}
_FULL = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SHORT = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
_DAILY = {"daily", "هرروز"}
_LETTERS = str.maketrans({"ي": "ی", "ك": "ک", "؛": ";", "،": ",", "\n": ";", "–": "-", "—": "-"})
_TO = re.compile(r"\s*(?:-|\bto\b|\bتا\b)\s*")
_PART = re.compile(r"(\D+?)\s*(\d.*)")
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?")
_WHOLE_DATE = re.compile(r"\d{4}\D\d{1,2}\D\d{1,2}")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class What(enum.Enum):
    """What of the hours cannot be read."""

    PART = "part"  # not days, then hours
    DAY = "day"
    TIME = "time"


class Unreadable(ValueError):
    """A piece of text that is no opening hours."""

    def __init__(self, what: What, piece: str) -> None:
        super().__init__(f"{what.value}: {piece}")
        self.what, self.piece = what, piece[:40]


def read(text: str) -> tuple[Opening, ...]:
    """Return the openings that a text says; none for an empty one.

    Parts are divided by ";", days and hours in them by ",". An end at or before the start
    is the next day's.

    Raises:
        Unreadable: with the piece that is not understood.
    """
    plain = ascii_digits(text[:LONGEST]).translate(_LETTERS).casefold()
    parts = (part.strip() for part in plain.split(";"))
    return tuple(opening for part in parts if part for opening in _part(part))


def _part(part: str) -> Iterator[Opening]:
    match = _PART.fullmatch(part)
    if match is None:
        raise Unreadable(What.PART, part)
    days = tuple(sorted({day for piece in match[1].split(",") for day in _span(piece)}))
    for hours in match[2].split(","):
        ends = _TO.split(hours.strip())
        if len(ends) != 2:
            raise Unreadable(What.TIME, hours.strip())
        start, end = (_minute(word, hours) for word in ends)
        if start == end or start == 24 * 60:
            raise Unreadable(What.TIME, hours.strip())
        yield Opening(days=days, from_minute=start, to_minute=end)


def _span(piece: str) -> Iterator[int]:
    """Yield the days of "sat", "sat-wed" or "daily"; a span may go over the week's end."""
    words = _TO.split(piece.strip())
    if len(words) == 1 and _bare(words[0]) in _DAILY:
        yield from range(7)
        return
    if len(words) > 2:
        raise Unreadable(What.DAY, piece.strip())
    first, last = _day(words[0]), _day(words[-1])
    yield from ((first + n) % 7 for n in range((last - first) % 7 + 1))


def _bare(word: str) -> str:
    return re.sub(r"[\s\u200c.:]", "", word)


def _day(word: str) -> int:
    bare = _bare(word)
    found = _FULL.index(bare) if bare in _FULL else _DAYS.get(bare, _SHORT.get(bare))
    if found is None:
        raise Unreadable(What.DAY, word or "?")
    return found


def _minute(word: str, hours: str) -> int:
    match = _TIME.fullmatch(word.strip())
    hour, minute = (int(match[1]), int(match[2] or 0)) if match else (99, 0)
    if minute > 59 or hour * 60 + minute > 24 * 60:
        raise Unreadable(What.TIME, hours.strip())
    return hour * 60 + minute


def holiday(text: str) -> str | None:
    """Return a whole date, Gregorian or Jalali, as "2026-03-21"; None for what is no date."""
    plain = ascii_digits(text).strip()
    at_us = read_date(plain) if _WHOLE_DATE.fullmatch(plain) else None
    if at_us is None:
        return None
    return (_EPOCH + timedelta(microseconds=at_us)).date().isoformat()
