"""Days and times as people type them, and as they are written back: both calendars, any digits.

The words of both languages are understood whatever the window speaks. Instants are UTC
microseconds of whole minutes, days and times those of the system's zone.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QCalendar, QCoreApplication, QDate, QDateTime, QLocale, QTime

from desk_app.ui import text as say

MINUTE_US = 60_000_000
MORNING = QTime(9, 0)
"""When a day without a time begins."""

_JALALI_YEARS, _GREGORIAN_YEARS = range(1300, 1500), range(1900, 2200)
_LONGEST = 80
_LETTERS = str.maketrans(
    {"ي": "ی", "ك": "ک", "أ": "ا", "\u200c": "", "،": " ", ",": " ", "؛": " ", "٫": "."}
)
_DAYS = {"today": 0, "امروز": 0, "tomorrow": 1, "فردا": 1, "پسفردا": 2, "پس فردا": 2}
_DAYS["day after tomorrow"] = 2
_WEEKDAYS = {
    "monday": 1, "mon": 1, "دوشنبه": 1,
    "tuesday": 2, "tue": 2, "سهشنبه": 2, "سه شنبه": 2,
    "wednesday": 3, "wed": 3, "چهارشنبه": 3, "چهار شنبه": 3,
    "thursday": 4, "thu": 4, "پنجشنبه": 4, "پنج شنبه": 4,
    "friday": 5, "fri": 5, "جمعه": 5,
    "saturday": 6, "sat": 6, "شنبه": 6,
    "sunday": 7, "sun": 7, "یکشنبه": 7, "یک شنبه": 7,
}  # fmt: skip
_MINUTES, _HOURS = r"min|mins|minutes?|m|دقیقه", r"hours?|h|ساعت"
_AFTER = re.compile(
    rf"(?:in |\+ ?|تا )?(\d{{1,4}}|an?|half an|یک|نیم) ?(?:({_MINUTES})|(?:{_HOURS}))"
    r"(?: later| دیگر| بعد)?"
)
_NUMERIC = re.compile(r"(?<!\d)(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_TIME = re.compile(
    r"(?:\b(?:at|ساعت) ?)?(?<![\d:.])(\d{1,2})[:.](\d{2})(?![\d:.])(?: ?([ap]m)\b)?"
    r"|\b(?:at|ساعت) ?(\d{1,2})(?![\d:.])(?: ?([ap]m)\b)?"
    r"|(?<![\d:.])(\d{1,2}) ?([ap]m)\b"
)


def read(typed: str, now_us: int) -> int | None:
    """Return the instant that somebody means, None for what cannot be understood.

    «فردا ۱۵:۳۰», "tomorrow 15:30", "15:30" (today, or tomorrow when that has passed),
    1405/9/1 and 2026-11-22 (at nine, or with a time), "22 Nov", "۱ آذر", "Saturday 10:00",
    "in 30 min", «نیم ساعت».
    """
    if len(typed) > _LONGEST:
        return None
    words = " ".join(say.latin_digits(_bare(typed)).translate(_LETTERS).casefold().split())
    after = _AFTER.fullmatch(words)
    if after:
        return _later(after, now_us)
    now = QDateTime.fromMSecsSinceEpoch(now_us // 1000)
    day, words, moves = _take_day(words, now.date())
    time, words = _take_time(words)
    if words.strip() or time is False or (day is None and time is None):
        return None
    assert not isinstance(time, bool)  # noqa: S101
    if day is None:
        day = now.date()
        moves = 1
    found = QDateTime(day, time or MORNING)
    if moves and found <= now:
        found = QDateTime(day.addDays(moves), time or MORNING)
    return at(found.date(), found.time())


def _bare(typed: str) -> str:
    """Return the text without the marks that keep numbers from turning round."""
    return re.sub("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]", "", typed)


def _later(match: re.Match[str], now_us: int) -> int:
    count, minutes = match[1], match[2] is not None
    half = count in ("half an", "نیم")
    number = int(count) if count.isdecimal() else 1
    length = 30 if half else number * (1 if minutes else 60)
    return -(-now_us // MINUTE_US) * MINUTE_US + length * MINUTE_US


def _take_day(words: str, today: QDate) -> tuple[QDate | None, str, int]:
    """Return the day, what else was said, and in how many days it is again if it has passed."""
    weekday, rest = _take_word(words, _WEEKDAYS)
    for take in (_numeric, _named):
        day, left = take(rest, today)
        if day is not None:
            return day, left, 0
    if weekday is not None:
        return today.addDays((weekday - today.dayOfWeek()) % 7), rest, 7
    days, rest = _take_word(words, _DAYS)
    return (None if days is None else today.addDays(days)), rest, 0


def _take_word(words: str, meanings: dict[str, int]) -> tuple[int | None, str]:
    for word in sorted(meanings, key=len, reverse=True):
        found = re.search(rf"(?<!\w){word}(?!\w)", words)
        if found:
            return meanings[word], words[: found.start()] + words[found.end() :]
    return None, words


def _numeric(words: str, _today: QDate) -> tuple[QDate | None, str]:
    found = _NUMERIC.search(words)
    if found is None:
        return None, words
    day = _date(int(found[1]), int(found[3]), int(found[4]))
    return day, words[: found.start()] + words[found.end() :]


def _named(words: str, today: QDate) -> tuple[QDate | None, str]:
    for (system, month), name in _month_names():
        found = re.search(
            rf"(?<!\w)(?:(\d{{1,2}}) {name}|{name} (\d{{1,2}}))(?: (\d{{4}}))?(?![\w:.])", words
        )
        if found is None:
            continue
        rest = words[: found.start()] + words[found.end() :]
        number = int(found[1] or found[2])
        if found[3]:
            return _date(int(found[3]), month, number), rest
        calendar = QCalendar(system)
        year = calendar.partsFromDate(today).year
        for this in range(year, year + 9):  # 29 February comes back after eight years at most
            day = calendar.dateFromParts(this, month, number)
            if day.isValid() and day >= today:
                return day, rest
        return None, words
    return None, words


@cache
def _month_names() -> tuple[tuple[tuple[QCalendar.System, int], str], ...]:
    """Return the months of both calendars by every name they go by, the longest names first."""
    found = {}
    jalali, gregorian = QCalendar.System.Jalali, QCalendar.System.Gregorian
    for month in range(1, 13):
        persian = QCalendar(jalali).monthName(QLocale("fa_IR"), month)
        found[persian.translate(_LETTERS)] = (jalali, month)
        for kind in (QLocale.FormatType.LongFormat, QLocale.FormatType.ShortFormat):
            english = QCalendar(gregorian).monthName(QLocale("en_GB"), month, format=kind)
            found[english.casefold()] = (gregorian, month)
            found[english.casefold()[:3]] = (gregorian, month)
    names = sorted(found.items(), key=lambda item: len(item[0]), reverse=True)
    return tuple((meant, re.escape(name)) for name, meant in names)


def _date(year: int, month: int, number: int) -> QDate | None:
    if year in _JALALI_YEARS:
        calendar = QCalendar(QCalendar.System.Jalali)
    elif year in _GREGORIAN_YEARS:
        calendar = QCalendar(QCalendar.System.Gregorian)
    else:
        return None
    day = calendar.dateFromParts(year, month, number)
    return day if day.isValid() else None


def _take_time(words: str) -> tuple[QTime | bool | None, str]:
    """Return the time (None: none was said, False: there is no such time) and the rest."""
    found = _TIME.search(words)
    if found is None:
        return None, words
    hour = int(found[1] or found[4] or found[6])
    minute = int(found[2] or 0)
    half = found[3] or found[5] or found[7]
    if half:
        if not 1 <= hour <= 12:
            return False, ""
        hour = hour % 12 + (12 if half == "pm" else 0)
    time = QTime(hour, minute)
    return (time if time.isValid() else False), words[: found.start()] + words[found.end() :]


def at(day: QDate, time: QTime) -> int:
    """Return the instant of a day and a time."""
    return int(QDateTime(day, time).toMSecsSinceEpoch()) * 1000


def day_of(at_us: int) -> QDate:
    """Return an instant's day."""
    return QDateTime.fromMSecsSinceEpoch(at_us // 1000).date()


def time_of(at_us: int) -> QTime:
    """Return an instant's time of day, in whole minutes."""
    time = QDateTime.fromMSecsSinceEpoch(at_us // 1000).time()
    return QTime(time.hour(), time.minute())


def in_half_an_hour(now_us: int) -> int:
    """Return the whole minute in thirty minutes."""
    return -(-now_us // MINUTE_US) * MINUTE_US + 30 * MINUTE_US


def in_an_hour(now_us: int) -> int:
    """Return the whole minute in an hour."""
    return in_half_an_hour(now_us) + 30 * MINUTE_US


def tomorrow_morning(now_us: int) -> int:
    """Return nine o'clock of the next day."""
    return at(day_of(now_us).addDays(1), MORNING)


def write(at_us: int, *, now_us: int) -> str:
    """Return "today 15:30", "tomorrow 09:00", "Sun 22 Nov 15:30": what `read` understands."""
    time = _bare(say.clock_time(at_us))
    days = say.days_between(now_us, at_us)
    if days == 0:
        return QCoreApplication.translate("when", "today {time}").format(time=time)
    if days == 1:
        return QCoreApplication.translate("when", "tomorrow {time}").format(time=time)
    day = say.short_date(at_us, now_us=now_us)
    if days < 0:  # without its year it would be taken for the next one
        day = say.day_and_year(at_us)
    return f"{day} {time}"


def long(at_us: int) -> str:
    """Return "Sunday 22 November 2026, 15:30"."""
    said = QCoreApplication.translate("when", "{date}, {time}")
    return said.format(date=say.date(at_us, year=True), time=say.clock_time(at_us))
