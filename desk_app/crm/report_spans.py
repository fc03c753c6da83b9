"""The rows of a report: a period of local days cut into intervals, by either calendar.

Weeks begin on Saturday in the Jalali calendar and on Monday in the Gregorian (ISO 8601). The
first and the last row may be cut short by the period. Days are those of the system's zone:
one with 23 or 25 hours has so many rows.
"""

from __future__ import annotations

import enum
from datetime import date, datetime, timedelta
from itertools import pairwise

import msgspec

from desk_app.crm import calendar
from desk_app.crm.figure_rules import SECOND_US, FigureRules

QUARTER_US = 900 * SECOND_US
"""What calls are summed by: every zone's midnights and hours are whole quarters of an hour."""

MOST_ROWS = 3000


class Interval(enum.StrEnum):
    """How long a row is."""

    QUARTER = "15min"
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Calendar(enum.StrEnum):
    """Whose weeks and months they are."""

    GREGORIAN = "gregorian"
    JALALI = "jalali"


class TooManyRows(Exception):
    """The intervals are too short for the period: more than `MOST_ROWS` rows."""


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What a report is about. `queue` and `agent` "" are all; `last` is within the period.

    `within_days` is N of the first call resolution.
    """

    first: date
    last: date
    queue: str = ""
    agent: str = ""
    interval: Interval = Interval.DAY
    calendar: Calendar = Calendar.GREGORIAN
    rules: FigureRules = FigureRules()
    within_days: int = 7

    @property
    def from_us(self) -> int:
        """When the first day begins."""
        return midnight_us(self.first)

    @property
    def to_us(self) -> int:
        """When the day after the last begins."""
        return midnight_us(self.last + timedelta(days=1))


def midnight_us(day: date) -> int:
    """Return when a local day begins, in UTC µs."""
    begin = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - the system's own zone
    return round(begin.timestamp()) * SECOND_US


def week_of(day: date, of: Calendar) -> date:
    """Return the first day of a day's week."""
    past = (day.weekday() + 2) % 7 if of is Calendar.JALALI else day.weekday()
    return day - timedelta(days=past)


def month_of(day: date, of: Calendar, later: int = 0) -> date:
    """Return the first day of a day's month, or of so many months later."""
    if of is Calendar.JALALI:
        year, month, _ = calendar.jalali_parts(day)
    else:
        year, month = day.year, day.month
    year, month = divmod(year * 12 + month - 1 + later, 12)
    if of is Calendar.JALALI:
        return calendar.jalali_month(year, month + 1)
    return date(year, month + 1, 1)


def _next(day: date, asked: Asked) -> date:
    if asked.interval is Interval.WEEK:
        return week_of(day, asked.calendar) + timedelta(days=7)
    if asked.interval is Interval.MONTH:
        return month_of(day, asked.calendar, 1)
    return day + timedelta(days=1)


def spans(asked: Asked) -> tuple[tuple[int, int], ...]:
    """Return the rows' beginnings and ends in UTC µs, oldest first, without gaps.

    Raises:
        TooManyRows: take longer intervals.
    """
    steps = {Interval.QUARTER: QUARTER_US, Interval.HOUR: 4 * QUARTER_US}
    step = steps.get(asked.interval)
    days = (asked.last - asked.first).days + 1
    if days * (86_400 * SECOND_US // step if step else 1) > MOST_ROWS * (1 if step else 30):
        raise TooManyRows
    edges: list[int] = []
    day = asked.first
    while day <= asked.last:
        after = min(_next(day, asked), asked.last + timedelta(days=1))
        begin, end = midnight_us(day), midnight_us(after)
        edges += range(begin, end, step) if step else [begin]
        day = after
    if len(edges) > MOST_ROWS:
        raise TooManyRows
    return tuple(pairwise([*edges, asked.to_us]))


def slot(at_us: int) -> tuple[int, int]:
    """Return an instant's local weekday (0 is Monday) and hour."""
    local = datetime.fromtimestamp(at_us // SECOND_US)  # noqa: DTZ006
    return local.weekday(), local.hour


def slot_spans(asked: Asked, weekday: int, hour: int) -> tuple[tuple[int, int], ...]:
    """Return when it is a weekday's hour in the period."""
    found, day = [], asked.first
    while day <= asked.last:
        if day.weekday() == weekday:
            quarters = range(midnight_us(day), midnight_us(day + timedelta(days=1)), QUARTER_US)
            inside = [at for at in quarters if slot(at)[1] == hour]
            if inside:  # an hour that summer time skips has none, one it repeats has eight
                found.append((inside[0], inside[-1] + QUARTER_US))
        day += timedelta(days=1)
    return tuple(found)
