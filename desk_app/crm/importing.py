"""Customers from a CSV file: read in any of the usual encodings, never imported twice.

A row belongs to the customer of its `id`, else to the one with one of its numbers.
Two rows of one file that share a number under different names are two people of one
office. An empty cell leaves what is known. Format: docs/customers-csv.md.
"""

from __future__ import annotations

import csv
import enum
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from desk_app.crm.calendar import read_date
from desk_app.crm.customers import adopt_calls
from desk_app.crm.database import Database
from desk_app.crm.models import Customer, Number, Tag
from desk_app.crm.numbers import NumberKind, NumberRules, ReadNumber, digits_of, read_number
from desk_app.crm.text import bounded, folded, plain_text, search_key

_ROWS_A_COMMIT = 200  # other programs write in between
_TEXTS = ("name", "company", "role", "email", "city", "language", "contract", "plan", "balance")
_LONG_TEXTS = ("good_to_know", "note")
_NUMBERS = ("phone", "mobile", "phone2", "phone3", "fax")
_OTHERS = ("id", "since", "tags")
COLUMNS = (*_OTHERS, *_TEXTS, *_LONG_TEXTS, *_NUMBERS)
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


@dataclass(frozen=True)
class BadRow:
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


def import_csv(database: Database, path: Path, rules: NumberRules, now_us: int) -> ImportReport:
    """Import a file, a few hundred rows in each transaction; safe to repeat.

    Raises:
        ImportTrouble: the file as a whole is no use.
        DatabaseTrouble: the rows so far are in; the import can be repeated.
    """
    report = ImportReport()
    work = _Import(rules, now_us, report)
    rows = list(_rows(path, report))
    for start in range(0, len(rows), _ROWS_A_COMMIT):
        with database.write() as connection, Session(connection, autoflush=False) as session:
            for line, row in rows[start : start + _ROWS_A_COMMIT]:
                work.take(session, line, row)
    report.bad.sort(key=lambda bad: bad.line)
    return report


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


def _rows(path: Path, report: ImportReport) -> Iterator[tuple[int, dict[str, str]]]:
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


class _Import:
    """One run over one file."""

    def __init__(self, rules: NumberRules, now_us: int, report: ImportReport) -> None:
        self._rules = rules
        self._now_us = now_us
        self._report = report
        self._ids: set[str] = set()
        self._touched: set[int] = set()

    def take(self, session: Session, line: int, row: dict[str, str]) -> None:
        """Import one row."""
        name, company = bounded(row.get("name", "")), bounded(row.get("company", ""))
        if not (name or company):
            self._bad(line, RowProblem.NO_NAME)
            return
        external = bounded(row.get("id", ""))
        if external and external in self._ids:
            self._bad(line, RowProblem.SAME_ID_TWICE, external)
            return
        self._ids.add(external)
        numbers = self._numbers(line, row)
        customer = self._find(session, external, numbers, name or company)
        new = customer is None
        if customer is None:
            customer = Customer(
                name=name or company, search="", created_us=self._now_us, updated_us=0
            )
            customer.numbers, customer.tags = [], []
            session.add(customer)
        changed = self._fill(customer, line, row, external, name)
        changed |= _add_numbers(customer, numbers) | _add_tags(customer, row.get("tags", ""))
        if changed or new:
            customer.search = search_key(customer.name, customer.company, customer.city)
            customer.updated_us = self._now_us
            session.flush()
            for _, read in numbers:
                if read.e164:
                    adopt_calls(session.connection(), read.e164, customer.id)
        self._touched.add(customer.id)
        self._report.created += new
        self._report.updated += changed and not new
        self._report.unchanged += not changed and not new

    def _bad(self, line: int, problem: RowProblem, detail: str = "") -> None:
        self._report.bad.append(BadRow(line, problem, detail[:80]))

    def _numbers(self, line: int, row: dict[str, str]) -> list[tuple[str, ReadNumber]]:
        found = []
        for label in _NUMBERS:
            typed = bounded(row.get(label, ""))
            if not typed:
                continue
            read = read_number(typed, self._rules)
            if read.kind not in (NumberKind.PHONE, NumberKind.EXTENSION):
                self._bad(line, RowProblem.BAD_NUMBER, typed)
            found.append((label, read))
        return found

    def _find(
        self,
        session: Session,
        external: str,
        numbers: list[tuple[str, ReadNumber]],
        name: str,
    ) -> Customer | None:
        """Return the customer the row is about, if there is one already."""
        query = select(Customer).options(
            selectinload(Customer.numbers), selectinload(Customer.tags)
        )
        if external:
            known = session.scalars(query.where(Customer.external_id == external)).first()
            if known is not None:
                return known
        forms = [read.e164 for _, read in numbers if read.e164]
        if not forms:
            return None if external else self._same_name(session, name, numbers)
        holders = session.scalars(
            query.join(Number, Number.customer_id == Customer.id)
            .where(Number.e164.in_(forms))
            .order_by(Customer.id)
        ).unique()
        free = [c for c in holders if not (external and c.external_id)]
        namesakes = [c for c in free if folded(c.name) == folded(name)]
        if namesakes:
            return namesakes[0]
        return free[0] if len(free) == 1 and free[0].id not in self._touched else None

    def _same_name(
        self, session: Session, name: str, numbers: list[tuple[str, ReadNumber]]
    ) -> Customer | None:
        """Find a row without id and valid number again by its name and numbers as written."""
        raws = {read.raw for _, read in numbers}
        query = select(Customer).options(
            selectinload(Customer.numbers), selectinload(Customer.tags)
        )
        for customer in session.scalars(query.where(Customer.name == name)):
            if raws <= {number.raw for number in customer.numbers}:
                return customer
        return None

    def _fill(
        self, customer: Customer, line: int, row: dict[str, str], external: str, name: str
    ) -> bool:
        values: dict[str, object] = {"external_id": external, "name": name}
        for column in _TEXTS[1:]:
            values[column] = bounded(row.get(column, ""))
        for column in _LONG_TEXTS:
            values[column] = plain_text(row.get(column, ""), 4000).strip()
        since = row.get("since", "").strip()
        if since:
            values["since_us"] = read_date(since)
            if values["since_us"] is None:
                self._bad(line, RowProblem.BAD_DATE, since)
        changed = False
        for column, value in values.items():
            before = getattr(customer, column)
            if value not in ("", None) and value != before:
                setattr(customer, column, value)
                changed = True
        return changed


def _add_numbers(customer: Customer, numbers: list[tuple[str, ReadNumber]]) -> bool:
    added = False
    for label, read in numbers:
        same = any(
            number.raw == read.raw or (read.e164 and number.e164 == read.e164)
            for number in customer.numbers
        )
        if not same and digits_of(read.raw):
            customer.numbers.append(
                Number(
                    position=len(customer.numbers),
                    label=label,
                    raw=read.raw,
                    e164=read.e164,
                    tail=read.tail,
                )
            )
            added = True
    return added


def _add_tags(customer: Customer, cell: str) -> bool:
    known = {tag.tag for tag in customer.tags}
    added = False
    for part in cell.replace("،", ",").replace("؛", ",").replace(";", ",").split(","):
        tag = bounded(part, 40)
        if tag and tag not in known:
            customer.tags.append(Tag(tag=tag, position=len(customer.tags)))
            known.add(tag)
            added = True
    return added
