"""Which heading an interaction stands under: its day, or for what is long ago its month."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QCalendar, QDate, QDateTime, QTime, QTimeZone

from desk_app.ui import language, text

_OWN_DAYS = 7  # days this recent have their own heading even in another month


def _day(at_us: int) -> QDate:
    return QDateTime.fromMSecsSinceEpoch(at_us // 1000).date()


def _calendar(persian: bool) -> QCalendar:
    return QCalendar(QCalendar.System.Jalali if persian else QCalendar.System.Gregorian)


def _said(day: QDate, pattern: str) -> str:
    return _said_in(day, pattern, language.is_persian())


@lru_cache(maxsize=1024)
def _said_in(day: QDate, pattern: str, persian: bool) -> str:
    # Any zone names the day alike; looking up the system's would take 0.2 ms.
    noon = QDateTime(day, QTime(12, 0), QTimeZone(QTimeZone.Initialization.UTC))
    return _calendar(persian).dateTimeToString(pattern, noon, QDate(), QTime(), language.locale())


def _own_heading(day: QDate, today: QDate) -> bool:
    return _own_heading_in(day, today, language.is_persian())


@lru_cache(maxsize=1024)
def _own_heading_in(day: QDate, today: QDate, persian: bool) -> bool:
    calendar = _calendar(persian)
    then, now = calendar.partsFromDate(day), calendar.partsFromDate(today)
    return day.daysTo(today) < _OWN_DAYS or (then.year, then.month) == (now.year, now.month)


@lru_cache(maxsize=1024)
def _start_of(day: QDate) -> int:
    return day.startOfDay().toMSecsSinceEpoch() * 1000


def starts_us(at_us: int, *, now_us: int) -> int:
    """Return the instant from which interactions share the heading of the one at `at_us`."""
    day, today = _day(at_us), _day(now_us)
    if not _own_heading(day, today):
        calendar = _calendar(language.is_persian())
        parts = calendar.partsFromDate(day)
        first = calendar.dateFromParts(parts.year, parts.month, 1)
        # The last days of that month may have headings of their own.
        day = first
    return _start_of(day)


def heading(at_us: int, *, now_us: int) -> str:
    """Return "Today", "Yesterday, Mon 16 Nov", "Thu 12 Nov", "October" or "October 2025"."""
    day, today = _day(at_us), _day(now_us)
    if _own_heading(day, today):
        return text.day_heading(at_us, now_us=now_us)
    calendar = _calendar(language.is_persian())
    if calendar.partsFromDate(day).year == calendar.partsFromDate(today).year:
        return _said(day, "MMMM")
    return _said(day, "MMMM yyyy")


def at(at_us: int, *, now_us: int) -> str:
    """Return what stands at the end of the row: the clock time, under a month the day."""
    day = _day(at_us)
    if _own_heading(day, _day(now_us)):
        return text.clock_time(at_us)
    return _said(day, "d MMMM" if language.is_persian() else "d MMM")
