"""Who is not, or no longer, one of the team's people: sees and writes nothing, on any way in."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.config import Config
from psycopg import errors, sql

from desk_app.crm import migrations
from desk_app.crm.migrations import HEAD
from desk_app.crm.opening import open_anywhere
from desk_app.crm.postgres import rights, setting_up
from desk_app.crm.postgres.database import PostgresDatabase
from desk_app.crm.postgres.logins import add_person, remove_person
from desk_app.crm.service import Crm
from desk_app.crm.team.people import Person
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from tests.crm.calls import Journal
from tests.rigs.postgres import PASSWORD, PEOPLE, Postgres

Connection = psycopg.Connection[tuple[object, ...]]
LOGINS = [person.login for person in PEOPLE if person.login != "omid"]
OPEN = {"alembic_version", "desk_member"}
TABLES = sorted({table for group in rights.RIGHTS.values() for table in group} - OPEN)


def rights_of(admin: Connection, login: str, table: str) -> dict[str, list[str]]:
    """Return what the groups of a login may do with a table, each with the columns."""
    query = (
        "SELECT attname, r FROM pg_attribute, unnest('{SELECT,INSERT,UPDATE}'::text[]) r"
        " WHERE attrelid = %(table)s::regclass AND attnum > 0 AND NOT attisdropped"
        " AND has_column_privilege(%(login)s, attrelid, attnum, r)"
    )
    given = {"login": login, "table": table}
    found: dict[str, list[str]] = {}
    for column, right in admin.execute(query, given):
        found.setdefault(str(right), []).append(str(column))
    if admin.execute(
        "SELECT has_table_privilege(%(login)s, %(table)s, 'DELETE')", given
    ).fetchone() == (True,):
        found["DELETE"] = []
    return found


def fill(admin: Connection) -> None:
    """Put a row of each person into each table; its texts are the person's login."""
    with admin.transaction():
        admin.execute("SET LOCAL session_replication_role = replica")  # no triggers, no keys
        for number, person in enumerate(PEOPLE, 1):
            for table in TABLES:
                admin.execute(row_of(admin, table, person.login, number), prepare=False)


def row_of(admin: Connection, table: str, text: str, number: int, *only: str) -> sql.Composed:
    """Return the statement that inserts such a row, of some columns or of all."""
    query = (
        "SELECT attname, atttypid = 'text'::regtype FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped"
    )
    values = {
        str(name): text if is_text else number for name, is_text in admin.execute(query, [table])
    }
    values |= {"body": "{}"} if "body" in values else {}
    chosen = {name: values[name] for name in only or values}
    return sql.SQL("INSERT INTO {} ({}) VALUES ({}) ON CONFLICT DO NOTHING").format(
        sql.Identifier(table),
        sql.SQL(", ").join(map(sql.Identifier, chosen)),
        sql.SQL(", ").join(map(sql.Literal, chosen.values())),
    )


@pytest.fixture
def admin(postgres: Postgres, team: str) -> Iterator[Connection]:
    with postgres.connect(team) as connection:
        fill(connection)
        yield connection


@pytest.fixture
def log_in(postgres: Postgres, team: str) -> Iterator[Callable[[str], Connection]]:
    opened: list[Connection] = []

    def make(login: str) -> Connection:
        address = postgres.address(team, login)
        opened.append(psycopg.connect(address, password=PASSWORD, autocommit=True))
        return opened[-1]

    yield make
    for connection in opened:
        connection.close()


@pytest.fixture
def stranger(postgres: Postgres) -> Iterator[str]:
    """A login to which somebody has given every group by hand."""
    with postgres.connect() as dba:
        dba.execute(sql.SQL("CREATE ROLE stranger LOGIN PASSWORD {}").format(PASSWORD))
        for group in rights.GROUPS:
            dba.execute(sql.SQL("GRANT {} TO stranger").format(sql.Identifier(group)))
    yield "stranger"
    with postgres.connect() as dba:
        dba.execute("DROP ROLE stranger")


def seen(connection: Connection, table: str) -> int:
    count = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
    row = connection.execute(count).fetchone()
    assert row is not None
    return int(str(row[0]))


def assert_shut_out(admin: Connection, connection: Connection, login: str) -> int:
    """Try all that the login's groups may do; return how many ways were tried."""
    tried = 0
    for table in TABLES:
        may = rights_of(admin, login, table)
        name = sql.Identifier(table)
        if "SELECT" in may:
            tried += 1
            assert seen(connection, table) == 0, table
        for column in may.get("UPDATE", ()):
            tried += 1
            change = sql.SQL("UPDATE {0} SET {1} = DEFAULT").format(name, sql.Identifier(column))
            assert connection.execute(change).rowcount == 0, (table, column)
        if "DELETE" in may:
            tried += 1
            assert connection.execute(sql.SQL("DELETE FROM {}").format(name)).rowcount == 0, table
        if "INSERT" in may:
            tried += 1
            with pytest.raises(errors.InsufficientPrivilege, match="row-level security"):
                connection.execute(row_of(admin, table, login, 100, *may["INSERT"]))
    return tried


@pytest.mark.parametrize("login", LOGINS)
def test_who_is_taken_off_the_list_sees_and_writes_nothing_from_the_next_statement_on(
    admin: Connection, log_in: Callable[[str], Connection], login: str
) -> None:
    mine = log_in(login)
    for table in TABLES:
        if "SELECT" in rights_of(admin, login, table):
            assert seen(mine, table) > 0, table
    with mine.transaction():
        assert seen(mine, "customers") == len(PEOPLE)
        admin.execute("DELETE FROM people WHERE login = %s", [login])
        assert seen(mine, "customers") == 0
    assert assert_shut_out(admin, mine, login) > 60
    assert seen(admin, "customers") == len(PEOPLE)


def test_a_login_that_was_given_the_groups_by_hand_sees_and_writes_nothing(
    admin: Connection,
    log_in: Callable[[str], Connection],
    stranger: str,
    postgres: Postgres,
    team: str,
) -> None:
    admin.execute("SET session_replication_role = replica")
    admin.execute("UPDATE orders SET by = %s, done_us = NULL", [stranger])
    admin.execute("UPDATE messages SET by = %s, to_person = %s", [stranger, stranger])
    theirs = log_in(stranger)
    assert assert_shut_out(admin, theirs, stranger) > 100
    assert theirs.execute("SELECT desk_find_customers('{sara}', 10)").fetchall() == []
    theirs.execute("SELECT desk_give_up_order(id) FROM generate_series(1, 5) id")
    assert admin.execute("SELECT count(*) FROM orders WHERE done_us IS NOT NULL").fetchone() == (0,)
    with pytest.raises(DatabaseTrouble) as trouble:
        open_anywhere(postgres.server(team, stranger))
    assert trouble.value.problem is DatabaseProblem.NO_RIGHTS


def test_somebody_of_another_team_on_the_server_is_a_stranger(
    admin: Connection, log_in: Callable[[str], Connection], postgres: Postgres
) -> None:
    """Roles are the whole server's; who is of which team each database knows by itself."""
    theirs = postgres.fresh()
    other = postgres.admin(theirs)
    add_person(other, Person("kian", "admin", "", ""), PASSWORD)
    kian = log_in("kian")
    assert assert_shut_out(admin, kian, "kian") > 60
    open_anywhere(postgres.server(theirs, "kian")).close()
    assert remove_person(other, "kian")


def test_one_of_a_long_list_is_found_along_its_index(log_in: Callable[[str], Connection]) -> None:
    sara = log_in("sara")
    sara.execute("SET enable_seqscan = off")
    plan = sara.execute("EXPLAIN SELECT FROM customers").fetchall()
    assert any("people_pkey" in str(line) for line in plan)


def test_an_administrator_who_is_not_the_servers_adds_and_removes_people(
    postgres: Postgres,
) -> None:
    """To make roles and databases is enough; superusers are not under any policy."""
    with postgres.connect() as dba:
        made = "CREATE ROLE keeper LOGIN CREATEROLE CREATEDB PASSWORD {}"
        dba.execute(sql.SQL(made).format(PASSWORD))
    keeper = postgres.server("kept", "keeper")
    setting_up.set_up(keeper)
    assert add_person(keeper, Person("parvin", "agent", "", ""), PASSWORD)
    open_anywhere(keeper).close()
    parvin = psycopg.connect(postgres.address("kept", "parvin"), password=PASSWORD)
    assert seen(parvin, "people") == 1
    assert remove_person(keeper, "parvin")
    with pytest.raises(psycopg.OperationalError):
        parvin.execute("SELECT 1")
    parvin.close()
    postgres.drop("kept")


def test_a_database_of_the_revision_before_keeps_its_rows_and_loses_its_old_policies(
    postgres: Postgres,
) -> None:
    admin = postgres.admin("older")
    setting_up._make_database(admin)
    database = PostgresDatabase(admin)
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    with database.write() as connection:
        connection.exec_driver_sql("SET LOCAL ROLE desk_owner")
        config.attributes["connection"] = connection
        command.upgrade(config, "0005")
        connection.exec_driver_sql(
            "INSERT INTO customers VALUES (1, NULL, 'Laleh', '', '', '', '', '', '', '', NULL, '',"
            " '', '', 'laleh farahani', 0, 0, 1)"
        )
        connection.exec_driver_sql(
            "INSERT INTO phone_numbers VALUES"
            " (1, 1, 0, '', '02149258000', '+982149258000', '49258000')"
        )
        connection.exec_driver_sql('CREATE POLICY "all" ON duty USING (true)')
        connection.exec_driver_sql("CREATE POLICY forgotten ON calls USING (true)")
    database.close()
    assert setting_up.set_up(admin) == ("0005", HEAD)
    assert setting_up.set_up(admin) == (HEAD, HEAD)
    add_person(admin, PEOPLE[0], PASSWORD)
    crm = Crm(postgres.server("older", PEOPLE[0].login))
    crm.open()
    assert [found.id for found in crm.search("far")] == [1]
    assert [found.id for found in crm.search("0214925")] == [1]
    assert crm.fold(Journal().event("A", "ring", number="02149258000")).ticket.customer_id == 1
    crm.close()
    with postgres.connect("older") as dba:
        policies = "SELECT tablename, policyname FROM pg_policies WHERE policyname = ANY(%s)"
        found = dba.execute(policies, [["all", "forgotten"]]).fetchall()
        assert ("duty", "all") in found  # the one of today
        assert ("calls", "forgotten") not in found
    postgres.drop("older")
