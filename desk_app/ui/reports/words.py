"""How a report is said: its rows, what it is about, and the definitions printed with it."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication, QDate

from desk_app.crm.figure_rules import ServiceLevelRule
from desk_app.crm.report_figures import Report, Row
from desk_app.crm.report_spans import Asked, Calendar, Interval
from desk_app.ui import language
from desk_app.ui import text as say
from desk_app.ui.reports.columns import columns

translate = QCoreApplication.translate
NAME_LIMIT = 40


def calendar() -> Calendar:
    """Return the calendar of the language in use."""
    return Calendar.JALALI if language.is_persian() else Calendar.GREGORIAN


def day(of: date) -> str:
    """Return "16 Nov 2026" / «۲۵ آبان ۱۴۰۵»."""
    return say.day_and_year(_noon_us(of))


def _noon_us(of: date) -> int:
    moment = QDate(of.year, of.month, of.day).startOfDay()
    return int(moment.toMSecsSinceEpoch()) * 1000 + 12 * 3_600_000_000


def days(first: date, last: date) -> str:
    """Return a day, or "9 Nov 2026 – 15 Nov 2026"."""
    if first == last:
        return day(first)
    return translate("reports", "{first} – {last}").format(first=day(first), last=day(last))


def row(one: Row, asked: Asked) -> str:
    """Return an interval's name."""
    if asked.interval is Interval.DAY:
        return say.weekday_and_year(one.from_us)
    if asked.interval is Interval.MONTH:
        return say.month(one.from_us)
    if asked.interval is Interval.WEEK:
        first, last = say.day_and_year(one.from_us), say.day_and_year(one.to_us - 1)
        return translate("reports", "{first} – {last}").format(first=first, last=last)
    time = say.clock_time(one.from_us)
    if asked.first == asked.last:
        return time
    return f"{say.day_and_year(one.from_us)} {time}"


def tick(one: Row, asked: Asked) -> str:
    """Return an interval's short name, for the foot of a chart."""
    if asked.interval is Interval.MONTH:
        return say.month(one.from_us)
    if asked.interval in (Interval.DAY, Interval.WEEK):
        return say.day_and_month(one.from_us)
    time = say.clock_time(one.from_us)
    return time if asked.first == asked.last else f"{say.day_and_month(one.from_us)} {time}"


def interval(which: Interval) -> str:
    """Return what a row is."""
    return {
        Interval.QUARTER: translate("reports", "15 minutes"),
        Interval.HOUR: translate("reports", "Hour"),
        Interval.DAY: translate("reports", "Day"),
        Interval.WEEK: translate("reports", "Week"),
        Interval.MONTH: translate("reports", "Month"),
    }[which]


def rule(which: ServiceLevelRule) -> str:
    """Return a service level's short name."""
    return {
        ServiceLevelRule.OURS: translate("reports", "Without short abandons"),
        ServiceLevelRule.ASTERISK: translate("reports", "As Asterisk counts"),
        ServiceLevelRule.CONNECT: translate("reports", "As Amazon Connect counts"),
    }[which]


def queue(name: str) -> str:
    """Return a queue's name fit to show, or that it is all of them."""
    return say.plain_text(name, NAME_LIMIT) or translate("reports", "All queues")


def agent(name: str) -> str:
    """Return an agent's name fit to show, or that it is all of them."""
    return say.plain_text(name, NAME_LIMIT) or translate("reports", "All agents")


def title(asked: Asked) -> str:
    """Return whom a report is about and when."""
    who = say.embed(agent(asked.agent) if asked.agent else queue(asked.queue))
    if asked.agent and asked.queue:
        who = f"{who}, {say.embed(queue(asked.queue))}"
    said = translate("reports", "{who}: {days}")
    return said.format(who=who, days=days(asked.first, asked.last))


def total() -> str:
    """Return the name of the last row."""
    return translate("reports", "Whole period")


def definitions(report: Report) -> tuple[tuple[str, str], ...]:
    """Return the title and the meaning of each figure, and what is true of all."""
    belongs = translate(
        "reports",
        "A call, with all that became of it, belongs to the interval in which it entered.",
    )
    return (
        *((one.title, one.definition) for one in columns(report.asked)),
        (translate("reports", "Intervals"), belongs),
    )


def made(report: Report) -> str:
    """Return when it was counted."""
    said = translate("reports", "Counted {date}, {time}")
    time = say.clock_time(report.made_us)
    return said.format(date=say.day_and_year(report.made_us), time=time)


def weekdays() -> tuple[int, ...]:
    """Return the days of a week in the calendar's order; 0 is Monday."""
    first = 5 if calendar() is Calendar.JALALI else 0
    return tuple((first + n) % 7 for n in range(7))


def weekday(which: int) -> str:
    """Return a weekday's name; 0 is Monday."""
    kind = language.locale().FormatType
    short = kind.LongFormat if language.is_persian() else kind.ShortFormat
    return str(language.locale().standaloneDayName(which + 1, short))
