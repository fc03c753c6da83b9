"""Dates as people write them in files: Gregorian or Jalali, any script's digits."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

from desk_app.crm.text import ascii_digits

_DATE = re.compile(r"(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?")
_JALALI_YEARS = range(1200, 1500)
# Years after which the 33-year cycle of leap years breaks (Birashk's table, as Borkowski uses it).
_BREAKS = (-61, 9, 38, 199, 426, 686, 756, 818, 1111, 1181, 1210, 1635)


def read_date(text: str) -> int | None:
    """Return a date's midnight in UTC µs; None for what is no date.

    Accepts year-month-day and year-month (its first day) with - / or . between.
    Years 1200-1499 are Jalali.
    """
    match = _DATE.fullmatch(ascii_digits(text).strip())
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3] or 1)
    try:
        found = _jalali(year, month, day) if year in _JALALI_YEARS else date(year, month, day)
    except ValueError:
        return None
    midnight = datetime(found.year, found.month, found.day, tzinfo=UTC)
    return (midnight - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _leaps_and_march(year: int) -> tuple[bool, int]:
    """Return whether a Jalali year is a leap year, and the day of March of its first day."""
    leaps = -14
    jump = 0
    start = _BREAKS[0]
    for end in _BREAKS[1:]:
        jump = end - start
        if year < end:
            break
        leaps += jump // 33 * 8 + jump % 33 // 4
        start = end
    passed = year - start
    leaps += passed // 33 * 8 + (passed % 33 + 3) // 4
    if jump % 33 == 4 and jump - passed == 4:
        leaps += 1
    gregorian = year + 621
    march = 20 + leaps - (gregorian // 4 - (gregorian // 100 + 1) * 3 // 4 - 150)
    if jump - passed < 6:
        passed = passed - jump + (jump + 4) // 33 * 33
    return ((passed + 1) % 33 - 1) % 4 == 0, march


def _jalali(year: int, month: int, day: int) -> date:
    leap, march = _leaps_and_march(year)
    longest = 31 if month <= 6 else 30 if month <= 11 or leap else 29
    if not (1 <= month <= 12 and 1 <= day <= longest):
        raise ValueError(f"{year}/{month}/{day}")
    before = (month - 1) * 31 - max(0, month - 7)
    return date(year + 621, 3, march) + timedelta(days=before + day - 1)


def jalali_parts(day: date) -> tuple[int, int, int]:
    """Return a day's Jalali year, month and day (years 1200 to 1499)."""
    year = day.year - 621
    passed = (day - _jalali(year, 1, 1)).days
    if passed < 0:
        year -= 1
        passed = (day - _jalali(year, 1, 1)).days
    month = passed // 31 if passed < 186 else 6 + (passed - 186) // 30
    begins = month * 31 - max(0, month - 6)
    return year, month + 1, passed - begins + 1


def jalali_month(year: int, month: int) -> date:
    """Return the first day of a Jalali month."""
    return _jalali(year, month, 1)
