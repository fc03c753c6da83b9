"""What is found, and that it is found along an index: also under a server's policies."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import insert

from desk_app.crm.models import Customer, Number
from desk_app.crm.opening import AnyDatabase
from desk_app.crm.postgres.logins import add_person
from desk_app.crm.postgres.setting_up import set_up
from desk_app.crm.promises import open_promises
from desk_app.crm.records import PromiseChanges
from desk_app.crm.server import Server
from desk_app.crm.service import Crm
from desk_app.crm.text import folded, search_key
from tests.crm.calls import Journal
from tests.rigs.postgres import PASSWORD, PEOPLE, Postgres

NAMES = (
    "علی\u200cرضا کریمی",
    "عليرضا كريمي",
    "آرزو مؤمنی",
    "Laleh Farahmand",
    "Lale Farahani",
    "Çağla O'Neil-Smith",
    "20% Bank_Ltd. 24",
    r"back\slash %s {0} $1 %L",
    "۱۲ شرکت نفت",
    "نفت و گاز پارس",
    "A a aa",
)
TYPED = (
    *("l", "la", "lale", "laleh", "far la", "la far", "farah lal", "arah", "FARAHM", "a a", "aa a"),
    *("علی", "علیرضا", "علي رضا", "كريمى", "ارزو", "مومن", "نفت", "شرکت ۱۲", "12", "پارس گ"),
    *("20", "20%", "24", "bank_l", "bank ltd", "b_nk", "b%k", "%", "_", r"\ ", r"sl\ash", "slash"),
    *(
        "o'neil",
        "neil smith",
        "cagla",
        "çağ",
        "$1",
        "%s",
        "{0}",
        "' OR 1=1 --",
        "'; DROP",
        "x" * 300,
    ),
)


def customer(name: str) -> dict[str, object]:
    times = {"created_us": 0, "updated_us": 0, "version": 1}
    return {"name": name, "search": search_key(name), **times}


def begins(typed: str, search: str) -> bool:
    return all(any(w.startswith(word) for w in search.split()) for word in folded(typed).split())


def test_every_word_typed_is_the_beginning_of_a_word(crm: Crm) -> None:
    with crm._database.write() as connection:
        connection.execute(insert(Customer), [customer(name) for name in NAMES])
    for typed in TYPED:
        wanted = {n for n in NAMES if folded(typed) and begins(typed[:256], search_key(n))}
        assert {found.name for found in crm.search(typed)} == wanted, typed


Connection = psycopg.Connection[tuple[object, ...]]


@pytest.fixture
def sara_asks(postgres: Postgres, team: str) -> Iterator[Connection]:
    with psycopg.connect(postgres.address(team, "sara"), password=PASSWORD) as connection:
        yield connection


def found(
    connection: Connection, words: list[str | None] | None, most: int | None = 50
) -> set[str]:
    asked = "SELECT search FROM customers WHERE id IN (SELECT desk_find_customers(%s, %s))"
    return {str(row[0]) for row in connection.execute(asked, [words, most])}


def put(database: AnyDatabase, *searches: str) -> None:
    with database.write() as connection:
        rows = [customer("x") | {"search": search} for search in searches]
        connection.execute(insert(Customer), rows)


def test_to_the_function_itself_everything_is_text(
    desk: AnyDatabase, sara_asks: Connection
) -> None:
    odd = [
        "100%",
        "a_b",
        r"c\d",
        r"\%",
        "o'neil",
        "x';--",
        "$1",
        "%L",
        "%1$s",
        'q"q',
        "{1,2}",
        "e\te",
    ]
    put(desk, "plain words", *odd)
    for word in odd:
        assert found(sara_asks, [word]) == {word}
        assert found(sara_asks, [word[:2], word]) == {word}
    for word in ("%", "_", "%lain", "p_ain", "\\", "words' OR '1'='1"):
        assert "plain words" not in found(sara_asks, [word]), word
    assert found(sara_asks, ["plain", "wor"]) == {"plain words"}
    nothings: tuple[list[str | None] | None, ...] = ([], [""], [None], None)
    for nothing in nothings:
        assert found(sara_asks, nothing) == set()


def test_the_hits_are_bounded_whatever_is_asked_for(
    desk: AnyDatabase, sara_asks: Connection
) -> None:
    put(desk, *(f"laleh {n}" for n in range(300)))
    for asked, given in ((10, 10), (1_000_000, 200), (0, 0), (-5, 0), (None, 0)):
        assert len(found(sara_asks, ["lal"], asked)) == given


def fill(postgres: Postgres, team: str, customers: int) -> None:
    with postgres.connect(team) as admin:
        admin.execute(
            "INSERT INTO customers (name, company, role, email, city, language, contract, plan,"
            " balance, good_to_know, note, search, created_us, updated_us, version)"
            " SELECT 'n', '', '', '', '', '', '', '', '', '', '',"
            " 'laleh' || i || ' farahani' || i, 0, 0, 1 FROM generate_series(1, %s) i",
            [customers],
        )
        admin.execute("VACUUM ANALYZE customers")


def test_the_function_finds_along_the_index_and_a_plain_statement_does_not(
    postgres: Postgres, team: str, sara_asks: Connection
) -> None:
    fill(postgres, team, 60_000)
    used = "SELECT pg_stat_get_xact_numscans('ix_customers_trigrams'::regclass)"
    plain = "SELECT search FROM customers WHERE (' ' || search) LIKE '% farahani1234%'"
    assert len(sara_asks.execute(plain).fetchall()) == 11
    assert sara_asks.execute(used).fetchone() == (0,)
    assert len(found(sara_asks, ["farahani1234"])) == 11
    assert sara_asks.execute(used).fetchone() == (1,)
    assert found(sara_asks, ["lal", "farahani12345"]) == {"laleh12345 farahani12345"}
    assert sara_asks.execute(used).fetchone() == (2,)
    # Of a word in every row the first rows are enough: the server knows how frequent words are.
    assert len(found(sara_asks, ["laleh"], 20)) == 20
    assert sara_asks.execute(used).fetchone() == (2,)


def test_a_promises_customer_is_looked_up_and_not_searched_for_among_all(
    postgres: Postgres, team: str, sara: Server
) -> None:
    """A condition with coalesce() may use no index under a policy."""
    fill(postgres, team, 10_000)
    crm = Crm(sara)
    crm.open()
    crm.fold(Journal().event("A", "ring"))
    crm.choose_customer("A", 77)
    crm.keep_promise(0, PromiseChanges(what="call", due_us=1, owner="Sara"), "A")
    with crm._database.read() as connection:
        (promise,) = open_promises(connection, "Sara", 10)
        scans = "SELECT pg_stat_get_xact_numscans('customers'::regclass)"
        assert connection.exec_driver_sql(scans).scalar() == 0
    assert promise.customer_id == 77
    crm.close()


def test_numbers_are_found_by_their_beginning_in_every_language_of_a_server(
    postgres: Postgres,
) -> None:
    """In most languages a colon, which is where such a range ends, sorts before the digits."""
    with postgres.connect() as dba:
        dba.execute(
            "CREATE DATABASE elsewhere TEMPLATE template0 ENCODING 'UTF8' LOCALE_PROVIDER icu"
            " ICU_LOCALE 'en-US' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'"
        )
    set_up(postgres.admin("elsewhere"))
    add_person(postgres.admin("elsewhere"), PEOPLE[0], PASSWORD)
    crm = Crm(postgres.server("elsewhere", PEOPLE[0].login))
    crm.open()
    with crm._database.write() as connection:
        connection.execute(insert(Customer), customer("Laleh") | {"id": 1})
        number = {"raw": "1", "e164": "+982149258000", "tail": "49258000"}
        connection.execute(insert(Number), {"customer_id": 1, "position": 0} | number)
    for typed in ("02149", "+98214925", "4925 80", "0098214925", "02149258000"):
        assert [brief.id for brief in crm.search(typed)] == [1], typed
    crm.close()
    postgres.drop("elsewhere")
