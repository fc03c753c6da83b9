"""Customers from a CSV file, never imported twice.

A row belongs to the customer of its `id`, else to the one with one of its numbers.
Two rows of one file that share a number under different names are two people of one
office. An empty cell leaves what is known. Format: docs/customers-csv.md.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import Connection, or_, select
from sqlalchemy.orm import Session, selectinload

from desk_app.crm.calendar import read_date
from desk_app.crm.customer_file import (
    LONG_TEXTS,
    NUMBERS,
    TEXTS,
    BadRow,
    FileProblem,
    ImportReport,
    ImportTrouble,
    RowProblem,
    read_rows,
)
from desk_app.crm.customers import adopt_calls
from desk_app.crm.models import Call, Customer, Number, Tag
from desk_app.crm.numbers import NumberKind, NumberRules, ReadNumber, digits_of, read_number
from desk_app.crm.opening import AnyDatabase
from desk_app.crm.text import bounded, folded, plain_text, search_key

__all__ = [
    "BadRow",
    "FileProblem",
    "ImportReport",
    "ImportTrouble",
    "RowProblem",
    "import_csv",
]

_ROWS_A_COMMIT = 200  # other programs write in between
_LONGEST_TEXT = 4000
_LONGEST_TAG = 40
_Row = dict[str, str]
_Numbers = list[tuple[str, ReadNumber]]


def import_csv(database: AnyDatabase, path: Path, rules: NumberRules, now_us: int) -> ImportReport:
    """Import a file, a few hundred rows in each transaction; safe to repeat.

    Raises:
        ImportTrouble: the file as a whole is no use.
        DatabaseTrouble: the rows so far are in; the import can be repeated.
    """
    report = ImportReport()
    work = _Import(rules, now_us, report)
    rows = list(read_rows(path, report))
    for start in range(0, len(rows), _ROWS_A_COMMIT):
        work = database.change(partial(work.next, rows[start : start + _ROWS_A_COMMIT]))
    report = work.report
    report.bad.sort(key=lambda bad: bad.line)
    return report


class _Known:
    """The customers that a few rows could be about, those of the rows themselves included."""

    def __init__(self, session: Session, ids: set[str], e164s: set[str], names: set[str]) -> None:
        self._by_id: dict[str, Customer] = {}
        self._by_e164: dict[str, list[Customer]] = {}
        self._by_name: dict[str, list[Customer]] = {}
        holders = select(Number.customer_id).where(Number.e164.in_(e164s))
        query = (
            select(Customer)
            .where(
                or_(
                    Customer.external_id.in_(ids),
                    Customer.id.in_(holders),
                    Customer.search.in_(names),
                )
            )
            .options(selectinload(Customer.numbers), selectinload(Customer.tags))
            .order_by(Customer.id)
        )
        for customer in session.scalars(query):
            self.add(customer)

    def add(self, customer: Customer) -> None:
        """Let the customer be found by what it has now. Safe to repeat."""
        if customer.external_id:
            self._by_id[customer.external_id] = customer
        _enter(self._by_name, folded(customer.name), customer)
        for number in customer.numbers:
            if number.e164:
                _enter(self._by_e164, number.e164, customer)

    def find(
        self, external: str, numbers: _Numbers, name: str, met: Callable[[Customer], bool]
    ) -> Customer | None:
        """Return the customer a row is about; `met` says whether the file had them before."""
        if external in self._by_id:
            return self._by_id[external]
        e164s = [read.e164 for _, read in numbers if read.e164]
        if not e164s:
            return None if external else self._as_written(numbers, name)
        holders: list[Customer] = []
        for e164 in e164s:
            holders += [c for c in self._by_e164.get(e164, ()) if c not in holders]
        free = [c for c in holders if not (external and c.external_id)]
        namesakes = [c for c in free if folded(c.name) == folded(name)]
        if namesakes:
            return namesakes[0]
        return free[0] if len(free) == 1 and not met(free[0]) else None

    def _as_written(self, numbers: _Numbers, name: str) -> Customer | None:
        """Find a row without id and valid number again by its name and its raw numbers."""
        raws = {read.raw for _, read in numbers}
        for customer in self._by_name.get(folded(name), ()):
            if raws <= {number.raw for number in customer.numbers}:
                return customer
        return None


def _enter(index: dict[str, list[Customer]], key: str, customer: Customer) -> None:
    found = index.setdefault(key, [])
    if customer not in found:
        found.append(customer)


class _Import:
    """One run over one file."""

    def __init__(self, rules: NumberRules, now_us: int, report: ImportReport) -> None:
        self._rules = rules
        self._now_us = now_us
        self.report = report
        self._ids: set[str] = set()
        self._met: set[int] = set()  # customers' ids

    def next(self, rows: list[tuple[int, _Row]], connection: Connection) -> _Import:
        """Import some rows and return the run as it is then; this one stays as it was.

        So the rows can be taken once more when others were in their way.
        """
        after = copy(self)
        after.report = replace(self.report, bad=list(self.report.bad))
        after._ids, after._met = set(self._ids), set(self._met)
        with Session(connection, autoflush=False) as session:
            after._take(session, rows)
        return after

    def _take(self, session: Session, rows: list[tuple[int, _Row]]) -> None:
        """Import some rows."""
        usable = [
            (line, row, self._numbers(line, row)) for line, row in rows if self._ok(line, row)
        ]
        e164s = {read.e164 for _, _, numbers in usable for _, read in numbers if read.e164}
        known = _Known(
            session,
            {_id(row) for _, row, _ in usable} - {""},
            e164s,
            {_search(row) for _, row, numbers in usable if not _id(row)},
        )
        here: list[Customer] = []
        for line, row, numbers in usable:
            customer = known.find(
                _id(row), numbers, _name(row), lambda c: c in here or c.id in self._met
            )
            here.append(self._one(session, customer, line, row, numbers))
            known.add(here[-1])
        session.flush()
        self._met |= {customer.id for customer in here}
        _adopt(session, e164s)

    def _ok(self, line: int, row: _Row) -> bool:
        if not _name(row):
            self._bad(line, RowProblem.NO_NAME)
            return False
        if _id(row) in self._ids:
            self._bad(line, RowProblem.SAME_ID_TWICE, _id(row))
            return False
        self._ids |= {_id(row)} - {""}
        return True

    def _bad(self, line: int, problem: RowProblem, detail: str = "") -> None:
        self.report.bad.append(BadRow(line, problem, detail[:80]))

    def _numbers(self, line: int, row: _Row) -> _Numbers:
        found = []
        for label in NUMBERS:
            typed = bounded(row.get(label, ""))
            if not typed:
                continue
            read = read_number(typed, self._rules)
            if read.kind not in (NumberKind.PHONE, NumberKind.EXTENSION):
                self._bad(line, RowProblem.BAD_NUMBER, typed)
            found.append((label, read))
        return found

    def _one(
        self,
        session: Session,
        customer: Customer | None,
        line: int,
        row: _Row,
        numbers: _Numbers,
    ) -> Customer:
        new = customer is None
        if customer is None:
            customer = Customer(name=_name(row), search="", created_us=self._now_us)
            customer.numbers, customer.tags = [], []
            session.add(customer)
        changed = self._fill(customer, line, row)
        changed |= _add_numbers(customer, numbers) | _add_tags(customer, row.get("tags", ""))
        if changed or new:
            customer.search = search_key(customer.name, customer.company or "", customer.city or "")
            customer.updated_us = self._now_us
        self.report.created += new
        self.report.updated += changed and not new
        self.report.unchanged += not changed and not new
        return customer

    def _fill(self, customer: Customer, line: int, row: _Row) -> bool:
        """Set what the row says and is not so yet; empty cells say nothing."""
        values: dict[str, object] = {"external_id": _id(row)}
        for column in TEXTS:
            values[column] = bounded(row.get(column, ""))
        for column in LONG_TEXTS:
            values[column] = plain_text(row.get(column, ""), _LONGEST_TEXT).strip()
        since = row.get("since", "").strip()
        if since:
            values["since_us"] = read_date(since)
            if values["since_us"] is None:
                self._bad(line, RowProblem.BAD_DATE, since)
        changed = False
        for column, value in values.items():
            if value not in ("", None) and value != getattr(customer, column):
                setattr(customer, column, value)
                changed = True
        return changed


def _id(row: _Row) -> str:
    return bounded(row.get("id", ""))


def _name(row: _Row) -> str:
    return bounded(row.get("name", "")) or bounded(row.get("company", ""))


def _search(row: _Row) -> str:
    return search_key(_name(row), bounded(row.get("company", "")), bounded(row.get("city", "")))


def _adopt(session: Session, e164s: set[str]) -> None:
    """Give the imported customers the calls that nobody was known for when they came."""
    unknown = select(Call.e164).where(Call.e164.in_(e164s), Call.customer_id.is_(None)).distinct()
    connection = session.connection()
    for e164 in connection.execute(unknown).scalars().all():
        holders = select(Number.customer_id).where(Number.e164 == e164).distinct().limit(2)
        found = connection.execute(holders).scalars().all()
        if len(found) == 1:
            adopt_calls(connection, e164, found[0])


def _add_numbers(customer: Customer, numbers: _Numbers) -> bool:
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
        tag = bounded(part, _LONGEST_TAG)
        if tag and tag not in known:
            customer.tags.append(Tag(tag=tag, position=len(customer.tags)))
            known.add(tag)
            added = True
    return added
