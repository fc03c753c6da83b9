"""A report as a table of plain values: what is shown, and what the files are made of."""

from __future__ import annotations

from datetime import datetime

import msgspec

from desk_app.crm.report_figures import Report, Sums
from desk_app.crm.report_spans import Interval
from desk_app.ui.reports import words
from desk_app.ui.reports.columns import Column
from desk_app.ui.reports.columns import columns as columns_of


class Line(msgspec.Struct, frozen=True):
    """A row: its name, its interval in ISO 8601 (local, "" for the last row), its figures."""

    name: str
    begins: str
    values: tuple[float | None, ...]


class Sheet(msgspec.Struct, frozen=True):
    """A report ready to be written; `total` is the last row."""

    title: str
    queue: str  # as the records have it, "" for all
    agent: str
    made: str
    interval: str
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]
    total: Line
    definitions: tuple[tuple[str, str], ...]


def sheet_of(report: Report) -> Sheet:
    """Return a report's table in the language in use. Any thread."""
    asked = report.asked
    columns = columns_of(asked)
    whole = asked.interval in (Interval.DAY, Interval.WEEK, Interval.MONTH)

    def values(sums: Sums) -> tuple[float | None, ...]:
        return tuple(column.value(sums) for column in columns)

    lines = tuple(
        Line(words.row(row, asked), _iso(row.from_us, date=whole), values(row.sums))
        for row in report.rows
    )
    return Sheet(
        title=words.title(asked),
        queue=asked.queue,
        agent=asked.agent,
        made=words.made(report),
        interval=words.interval(asked.interval),
        columns=columns,
        lines=lines,
        total=Line(words.total(), "", values(report.total)),
        definitions=words.definitions(report),
    )


def _iso(at_us: int, *, date: bool) -> str:
    local = datetime.fromtimestamp(at_us // 1_000_000).astimezone()
    return local.date().isoformat() if date else local.isoformat(timespec="minutes")
