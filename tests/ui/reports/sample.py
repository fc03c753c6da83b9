"""A report made up by hand: three days, one of them without a call."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from desk_app.crm.figure_rules import SECOND_US
from desk_app.crm.report_figures import Behind, Report, Row, Sums, together
from desk_app.crm.report_spans import Asked, Calendar, Interval, slot, spans

ASKED = Asked(first=date(2026, 11, 1), last=date(2026, 11, 3), queue="=cmd|' /C calc'!A0")
HOUR_US = 3600 * SECOND_US


def sums(answered: int, abandoned: int = 0) -> Sums:
    """Return figures of so many calls; each waited ten seconds and talked for 100 hours."""
    made = Sums()
    made.counts |= {
        Behind.OFFERED: answered + abandoned,
        Behind.ANSWERED: answered,
        Behind.ABANDONED: abandoned,
        Behind.IN_TIME: answered,
        Behind.HANDLED: answered,
        Behind.RANG: answered,
        Behind.TAKEN: answered,
        Behind.FORECAST: answered,
    }
    made.error_us = answered * 75 * SECOND_US
    made.waited_us = answered * 10 * SECOND_US
    made.longest_us = 61 * 60 * SECOND_US
    made.talk_us = answered * 100 * HOUR_US
    made.waits_s = (10.0, 10.0) if answered else (None, None)
    return made


def report(asked: Asked = ASKED, *, jalali: bool = False) -> Report:
    """Return the report of a question: 8 calls in the first interval, 3 in the last."""
    asked = replace(asked, calendar=Calendar.JALALI if jalali else Calendar.GREGORIAN)
    cut = spans(asked)
    figures = [Sums() for _ in cut]
    figures[0], figures[-1] = sums(6, 2), sums(3)
    rows = tuple(Row(a, b, one) for (a, b), one in zip(cut, figures, strict=True))
    whole = together(figures)
    whole.waits_s = (10.0, 10.0)
    nine = {slot(row.from_us + 9 * HOUR_US): row.sums for row in (rows[0], rows[-1])}
    return Report(asked, cut[-1][1], rows, whole, nine)


def nothing(asked: Asked) -> Report:
    """Return a report without a call."""
    rows = tuple(Row(a, b, Sums()) for a, b in spans(asked))
    return Report(asked, asked.to_us, rows, Sums(), {})


LONG = replace(ASKED, last=date(2026, 12, 31), interval=Interval.DAY)
