"""A report as CSV or XLSX; every file is written whole or not at all."""

from __future__ import annotations

import csv
import enum
import errno
import io
import os
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from desk_app.ui import language
from desk_app.ui import text as say
from desk_app.ui.reports.columns import Column, Kind
from desk_app.ui.reports.sheet import Line, Sheet

_FORMULA = ("=", "+", "-", "@")
_BARE = str.maketrans("", "", "\u2066\u2067\u2068\u2069")
_FORMATS = {Kind.COUNT: "#,##0", Kind.TIME: "[h]:mm:ss", Kind.SHARE: "0.0%"}
_WIDTHS = (30, 22)  # characters: name and ISO date


class Format(enum.StrEnum):
    """A kind of file, by the end of its name."""

    CSV = "csv"
    XLSX = "xlsx"
    PDF = "pdf"


class CannotWrite(Exception):
    """A file could not be written; the message is a sentence for people."""


def content(sheet: Sheet, form: Format) -> bytes:
    """Return a file's content. Any thread; the application has to be there."""
    if form is Format.CSV:
        return csv_of(sheet)
    if form is Format.XLSX:
        return xlsx_of(sheet)
    from desk_app.ui.reports.paper import pdf_of

    return pdf_of(sheet)


def write(path: Path, written: bytes) -> None:
    """Put a file there, whole or not at all.

    Raises:
        CannotWrite: full, no right, no such folder. What was there before still is.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        try:
            with part.open("wb") as file:
                file.write(written)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise CannotWrite(_sentence(error)) from error


def _sentence(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return QCoreApplication.translate(
            "reports", "The disk is full: the report was not written. Free some space, try again."
        )
    said = QCoreApplication.translate(
        "reports", "The report cannot be written there ({why}). Choose another folder."
    )
    return said.format(why=say.embed(error.strerror or str(error)))


def harmless(text: str) -> str:
    """Return outside text that no spreadsheet takes for a formula."""
    plain = say.plain_text(text)
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def bare(text: str) -> str:
    """Return a text of ours without the marks of direction, which files do not need."""
    return text.translate(_BARE)


# --- CSV -------------------------------------------------------------------------------------


def csv_of(sheet: Sheet) -> bytes:
    """Return RFC 4180 in UTF-8, with the mark by which Excel knows it.

    Figures are in Latin digits, times in seconds, shares in per cent.
    """
    to = io.StringIO(newline="")
    writer = csv.writer(to, lineterminator="\r\n")
    translate = QCoreApplication.translate
    heads = (translate("reports", "Begins"), sheet.interval, translate("reports", "Queue"))
    writer.writerow([*heads, translate("reports", "Agent"), *map(_head, sheet.columns)])
    who = (harmless(sheet.queue), harmless(sheet.agent))
    for line in (*sheet.lines, sheet.total):
        figures = (
            _plain(column.kind, value)
            for column, value in zip(sheet.columns, line.values, strict=True)
        )
        writer.writerow([line.begins, bare(line.name), *who, *figures])
    return b"\xef\xbb\xbf" + to.getvalue().encode()


def _head(column: Column) -> str:
    unit = {Kind.COUNT: "", Kind.SHARE: " (%)"}.get(
        column.kind, " " + QCoreApplication.translate("reports", "(s)")
    )
    return bare(column.title) + unit


def _plain(kind: Kind, value: float | None) -> str:
    if value is None:
        return ""
    if kind is Kind.COUNT:
        return str(round(value))
    return f"{value * 100:.1f}" if kind is Kind.SHARE else f"{value:.1f}"


# --- XLSX ------------------------------------------------------------------------------------


def xlsx_of(sheet: Sheet) -> bytes:
    """Return a workbook: the table with real numbers and durations, and the definitions."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    table = book.active
    table.title = QCoreApplication.translate("reports", "Report")
    bold = Font(bold=True)
    _texts(table, 1, (bare(sheet.title),))
    _texts(table, 2, (bare(sheet.made),))
    begins = QCoreApplication.translate("reports", "Begins")
    heads = (sheet.interval, begins, *(bare(column.title) for column in sheet.columns))
    _texts(table, 4, heads)
    for number, line in enumerate((*sheet.lines, sheet.total), start=5):
        _line(table, number, line, sheet)
    for number in (1, 4, 5 + len(sheet.lines)):
        for one in table[number]:
            one.font = bold
    for one in table[4]:
        one.alignment = Alignment(wrap_text=True, vertical="top")
    for number in range(1, len(heads) + 1):
        letter = table.cell(4, number).column_letter
        table.column_dimensions[letter].width = (*_WIDTHS, *[13] * len(heads))[number - 1]
    table.freeze_panes = "C5"
    meanings = book.create_sheet(QCoreApplication.translate("reports", "Definitions"))
    for number, meaning in enumerate(sheet.definitions, start=1):
        _texts(meanings, number, map(bare, meaning))
    meanings.column_dimensions["A"].width, meanings.column_dimensions["B"].width = 28, 110
    for one in book.worksheets:
        one.sheet_view.rightToLeft = language.is_persian()
    to = io.BytesIO()
    book.save(to)
    return to.getvalue()


def _texts(table: Any, row: int, texts: Iterable[str]) -> None:
    """Write texts that are no formulas, whatever they begin with."""
    for number, text in enumerate(texts, start=1):
        cell = table.cell(row, number, text)
        cell.data_type = "s"


def _line(table: Any, row: int, line: Line, sheet: Sheet) -> None:
    _texts(table, row, (bare(line.name), line.begins))
    for number, (column, value) in enumerate(zip(sheet.columns, line.values, strict=True), start=3):
        real: Any = value
        if value is not None and column.kind is Kind.TIME:
            real = timedelta(seconds=round(value, 3))
        cell = table.cell(row, number, real)
        cell.number_format = _FORMATS[column.kind]
