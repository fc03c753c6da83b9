"""A database of a million customers and ten million interactions, made by SQLite itself.

Deterministic, and the same through every run of one version: kept in the cache folder
(`DESK_BENCH_CACHE`, else the user's), never in the tree. Interactions fall on customers
unevenly, as callers do: some have thousands, most a handful, many none.
"""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path

import platformdirs

from desk_app.crm.database import open_database
from desk_app.crm.migrations import HEAD

CUSTOMERS = 1_000_000
INTERACTIONS = 10_000_000
_RECIPE = 2  # part of the file's name: a change here makes a new file
_STEP = 7919  # spreads numbers over customers; shares no factor with the range
_RANGE = 9_000_000
_NOW_US = 1_763_400_000_000_000
_DAY_US = 86_400_000_000


def number_of(customer: int) -> str:
    """Return the mobile number of a customer (ids count from 1), in national form."""
    return f"0912{1_000_000 + customer * _STEP % _RANGE}"


def dataset(customers: int = CUSTOMERS, interactions: int = INTERACTIONS) -> Path:
    """Return the database file, making it first where it is missing (about a minute)."""
    folder = Path(
        os.environ.get("DESK_BENCH_CACHE", "") or platformdirs.user_cache_path("desk-app") / "bench"
    )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"crm-{HEAD}-{_RECIPE}-{customers}-{interactions}.sqlite"
    if not path.exists():
        part = path.with_suffix(f".{os.getpid()}.part")
        part.unlink(missing_ok=True)
        open_database(part).close()
        _fill(part, customers, interactions)
        part.replace(path)
    return path


def _fill(path: Path, customers: int, interactions: int) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in (
        "journal_mode = OFF",
        "synchronous = OFF",
        "foreign_keys = OFF",
        "cache_size = -400000",
        "temp_store = MEMORY",
    ):
        connection.execute(f"PRAGMA {pragma}")
    later = connection.execute(
        "SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND"
        " (type = 'trigger' OR type = 'index') AND tbl_name IN"
        " ('customers', 'phone_numbers', 'interactions', 'tickets')"
    ).fetchall()
    for name, kind, _ in later:
        connection.execute(f"DROP {kind} {name}")
    values = {"customers": customers, "interactions": interactions}
    connection.execute("BEGIN")
    for statement in _STATEMENTS:
        connection.execute(statement, {k: v for k, v in values.items() if f":{k}" in statement})
    for _, _, sql in later:
        connection.execute(sql)
    connection.execute("INSERT INTO customers_words(customers_words) VALUES ('rebuild')")
    connection.execute("COMMIT")
    connection.execute("ANALYZE")
    connection.execute("PRAGMA journal_mode = WAL")
    connection.close()


def _upto(name: str) -> str:
    return f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :{name})"


def _pick(column: str, *words: str) -> str:
    cases = " ".join(f"WHEN {i} THEN '{word}'" for i, word in enumerate(words))
    return f"CASE {column} % {len(words)} {cases} END"


_FIRST = _pick("i", "Laleh", "Ramin", "Sahar", "Behrang", "Mina", "علی", "مریم", "کاوه", "نسرین")
_LAST = _pick("(i / 9)", "Farahmand", "Sohrabi", "Gilani", "Mostowfi", "کریمی", "رضایی", "یزدی")
_CITY = _pick("(i / 63)", "Tehran", "Mashhad", "Shiraz", "Isfahan", "Tabriz", "Karaj", "Rasht")
# A linear congruence, squared: customer 1 has the most, the last hardly any.
_WHO = (
    "1 + ((((i * 1103515245 + 12345) % 2147483648) * ((i * 1103515245 + 12345) % 2147483648)"
    " >> 31) * :customers >> 31)"
)
_STATEMENTS: tuple[str, ...] = (
    f"{_upto('customers')} INSERT INTO customers"
    " (id, name, company, role, email, city, language, contract, plan, since_us, balance,"
    "  good_to_know, note, search, created_us, updated_us, version)"
    f" SELECT i, {_FIRST} || ' ' || {_LAST} || ' ' || i, 'Company ' || (i / 20), 'Owner',"
    f" 'c' || i || '@example.org', {_CITY}, 'Persian', 'KH-' || i, 'Fibre 200',"
    f" {_NOW_US} - i * 60000000, '', '', '',"
    f" lower({_FIRST} || ' ' || {_LAST} || ' ' || i || ' company ' || (i / 20) || ' ' || {_CITY}),"
    f" {_NOW_US}, {_NOW_US}, 1 FROM n",
    f"{_upto('customers')} INSERT INTO phone_numbers"
    " (customer_id, position, label, raw, e164, tail)"
    f" SELECT i, 0, 'mobile', '0912' || (1000000 + i * {_STEP} % {_RANGE}),"
    f" '+98912' || (1000000 + i * {_STEP} % {_RANGE}),"
    f" '2' || (1000000 + i * {_STEP} % {_RANGE}) FROM n",
    # Every fifth has the office's number as well, which it shares with three colleagues.
    f"{_upto('customers')} INSERT INTO phone_numbers"
    " (customer_id, position, label, raw, e164, tail)"
    " SELECT i, 1, 'phone', '021' || (40000000 + i / 20), '+9821' || (40000000 + i / 20),"
    " '' || (40000000 + i / 20) FROM n WHERE i % 5 = 0",
    f"{_upto('customers')} INSERT INTO tickets"
    " (id, customer_id, subject, category, disposition, priority, status, owner, notes,"
    "  created_us, updated_us, version)"
    " SELECT i, i, 'Fibre drops every evening', 'line_fault', '', 'normal',"
    " CASE WHEN i % 7 = 0 THEN 'open' WHEN i % 7 = 1 THEN 'pending' ELSE 'solved' END,"
    f" 'Omid', 'Restarted the modem, no change.', {_NOW_US} - i * 1000000,"
    f" {_NOW_US} - i * 500000, 1 FROM n WHERE i % 3 = 0",
    f"{_upto('interactions')} INSERT INTO interactions"
    " (id, customer_id, kind, at_us, title, text, who, queue, direction, outcome, talk_us,"
    "  wait_us, recording, ticket_id, call_id, call_key)"
    f" SELECT i, {_WHO}, {_pick('i', 'call', 'call', 'email', 'call', 'chat', 'note', 'call')},"
    f" {_NOW_US} - 3 * 365 * {_DAY_US} + i * (3 * 365 * {_DAY_US} / :interactions), '',"
    " 'Drops every evening from about 20:00. ' || i, 'Omid R.', 'Support', 'in', 'answered',"
    " i % 600 * 1000000, i % 120 * 1000000, '', NULL, NULL, '' FROM n",
)


if __name__ == "__main__":
    begun = time.monotonic()
    made = dataset()
    print(f"{made}: {made.stat().st_size >> 20} MiB, {time.monotonic() - begun:.1f} s")
