"""The history of a customer in pages: whole, in order, and read along the index."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from desk_app.crm import caller_queries
from desk_app.crm.caller_queries import TIMELINE
from desk_app.crm.database import Database
from desk_app.crm.records import EntryKind, TimelineEntry
from desk_app.crm.server import Where
from desk_app.crm.service import Crm
from desk_app.crm.statements import Statement
from tests.crm.conftest import NOW_US

COUNT = 2_100
KINDS = tuple(EntryKind)


@pytest.fixture
def where(path: Path) -> Where:
    """Only a file: its rows are written past the program."""
    return path


@pytest.fixture
def history(path: Path) -> Path:
    """Give one customer 2,100 interactions, seven at each instant, entered in any order."""
    with sqlite3.connect(path) as db:
        for number in (1, 2):
            db.execute(
                "insert into customers (id, name, company, role, email, city, language, contract,"
                " plan, balance, good_to_know, note, search, created_us, updated_us, version)"
                " values (?, 'x', '', '', '', '', '', '', '', '', '', '', '', 0, 0, 1)",
                (number,),
            )
        db.executemany(
            "insert into interactions (id, customer_id, kind, at_us, title, text, who, queue,"
            " direction, outcome, talk_us, wait_us, recording, call_key)"
            " values (?, ?, ?, ?, '', '', '', '', '', '', 0, 0, '', '')",
            [
                # 11 has no divisor in common with 2,100: every number once, mixed up.
                (i * 11 % COUNT + 1, 1, KINDS[i % 5 if i % 50 else 4], NOW_US - i // 7)
                for i in range(COUNT)
            ]
            + [(COUNT + i, 2, "note", NOW_US - i) for i in range(1, 40)],
        )
    db.close()
    return path


def pages(crm: Crm, kind: EntryKind | None, limit: int) -> Iterator[tuple[TimelineEntry, ...]]:
    """Read a history to its end."""
    before = None
    while True:
        page = crm.timeline(1, kind, before, limit)
        assert (page.customer_id, page.kind, page.before) == (1, kind, before)
        yield page.entries
        if page.last:
            return
        before = page.entries[-1].at_us, page.entries[-1].id


@pytest.mark.parametrize("kind", [None, *EntryKind])
@pytest.mark.parametrize("limit", [3, 100])
def test_pages_join_without_gap_or_repetition(
    history: Path, crm: Crm, kind: EntryKind | None, limit: int
) -> None:
    read = [entry for page in pages(crm, kind, limit) for entry in page]
    with sqlite3.connect(history) as db:
        which = "1" if kind is None else f"kind = '{kind.value}'"
        stored = db.execute(f"select id from interactions where customer_id = 1 and {which}")
        ids = {row[0] for row in stored}
    db.close()
    assert len(read) == len(ids)
    assert {entry.id for entry in read} == ids
    assert all((a.at_us, a.id) > (b.at_us, b.id) for a, b in pairwise(read))


def test_the_record_begins_the_pages(history: Path, crm: Crm) -> None:
    first = crm.customer(1).timeline
    assert len(first) == TIMELINE
    before = first[-1].at_us, first[-1].id
    assert first + crm.timeline(1, None, before, 80).entries == crm.timeline(1).entries


def test_an_entry_that_arrives_between_two_pages_shifts_nothing(history: Path, crm: Crm) -> None:
    first = crm.timeline(1).entries
    with sqlite3.connect(history) as db:
        db.execute("update interactions set customer_id = 1, at_us = at_us + 60 where id = 2120")
    db.close()
    second = crm.timeline(1, None, (first[-1].at_us, first[-1].id)).entries
    assert not {entry.id for entry in first} & {entry.id for entry in second}
    assert crm.timeline(1, None, None, 200).entries[1:] == first + second[:-1]


@pytest.mark.parametrize(
    "statement",
    [caller_queries._TIMELINE, caller_queries._PAGE, caller_queries._PAGE_OF_KIND],
)
def test_pages_are_read_along_the_index(database: Database, statement: Statement) -> None:
    with database.read() as connection:
        values = {"id": 1, "at": NOW_US, "last": 1, "limit": 100, "kind": "note"}
        statement.run(connection, values)
        driver = connection.connection.dbapi_connection
        assert driver is not None
        cursor = driver.cursor()
        sql, base, order = statement._compiled[connection.dialect.name]
        given = base | values
        cursor.execute(
            f"explain query plan {sql}",
            given if order is None else [given[name] for name in order],
        )
        plan = [row[-1] for row in cursor.fetchall()]
    assert "SEARCH interactions USING INDEX ix_interactions_customer_id (customer_id=?" in plan[0]
    # Only entries of one instant are put in order by themselves.
    assert all(
        step.endswith(("RIGHT PART OF ORDER BY", "LAST TERM OF ORDER BY")) for step in plan[1:]
    )
