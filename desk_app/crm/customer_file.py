"""The CSV file of customers: its columns, encodings and separators, and what can be wrong with it.

Format: docs/customers-csv.md.
"""

from __future__ import annotations

import csv
import enum
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from desk_app.crm.text import folded

TEXTS = ("name", "company", "role", "email", "city", "language", "contract", "plan", "balance")
LONG_TEXTS = ("good_to_know", "note")
NUMBERS = ("phone", "mobile", "phone2", "phone3", "fax")
COLUMNS = ("id", "since", "tags", *TEXTS, *LONG_TEXTS, *NUMBERS)
_ALSO_CALLED = {
    "external_id": "id",
    "customer_id": "id",
    "full_name": "name",
    "telephone": "phone",
    "tel": "phone",
    "cell": "mobile",
    "e_mail": "email",
    "شناسه": "id",
    "نام": "name",
    "شرکت": "company",
    "سمت": "role",
    "تلفن": "phone",
    "تلفن ثابت": "phone",
    "موبایل": "mobile",
    "همراه": "mobile",
    "ایمیل": "email",
    "شهر": "city",
    "زبان": "language",
    "قرارداد": "contract",
    "طرح": "plan",
    "از تاریخ": "since",
    "مانده": "balance",
    "برچسب": "tags",
    "یادداشت": "note",
}


class RowProblem(enum.StrEnum):
    """What is wrong with a row."""

    NO_NAME = "no_name"  # not imported: neither name nor company
    TOO_MANY_CELLS = "too_many_cells"  # not imported: more cells than the header
    SAME_ID_TWICE = "same_id_twice"  # not imported: the id came before in this file
    BAD_NUMBER = "bad_number"  # imported; the number is kept as written, and identifies nobody
    BAD_DATE = "bad_date"  # imported without `since`


class FileProblem(enum.StrEnum):
    """Why a file cannot be imported at all."""

    UNREADABLE = "unreadable"  # missing, no permission
    NOT_TEXT = "not_text"  # neither UTF-8 nor Windows-1256
    NO_HEADER = "no_header"  # no column `name` or `company` in the first line


class ImportTrouble(Exception):
    """The file cannot be imported; nothing was changed."""

    def __init__(self, problem: FileProblem, detail: str = "") -> None:
        super().__init__(f"{problem}: {detail}")
        self.problem = problem
        self.detail = detail


class BadRow(msgspec.Struct, frozen=True):
    """A row that was left out, or taken with a flaw. `line` counts from 1, header included."""

    line: int
    problem: RowProblem
    detail: str = ""


@dataclass
class ImportReport:
    """What an import did."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    bad: list[BadRow] = field(default_factory=list)
    unknown_columns: tuple[str, ...] = ()


def _decoded(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ImportTrouble(FileProblem.UNREADABLE, str(error)) from error
    for encoding in ("utf-8-sig", "cp1256"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise ImportTrouble(FileProblem.NOT_TEXT, path.name)


def read_rows(path: Path, report: ImportReport) -> Iterator[tuple[int, dict[str, str]]]:
    """Give each row with cells, by column, and the line it begins on.

    Raises:
        ImportTrouble: the file as a whole is no use.
    """
    text = _decoded(path)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [_column(name) for name in next(reader, [])]
    if not {"name", "company"} & set(header):
        raise ImportTrouble(FileProblem.NO_HEADER, head[:200])
    report.unknown_columns = tuple(name for name in header if name and name not in COLUMNS)
    line = reader.line_num + 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            if any(cell.strip() for cell in cells[len(header) :]):
                report.bad.append(BadRow(line, RowProblem.TOO_MANY_CELLS, str(len(cells))))
            else:
                yield line, dict(zip(header, cells, strict=False))
        line = reader.line_num + 1


def _column(name: str) -> str:
    plain = folded(name)
    known = {folded(other): column for other, column in _ALSO_CALLED.items()}
    return known.get(plain, plain.replace(" ", "_"))
