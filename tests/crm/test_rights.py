"""Who may do what: each role tries each order and each table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import get_args

import psycopg
import pytest
from psycopg import errors, sql

from desk_app.crm.postgres.logins import LoginRefused, add_person, list_people, remove_person
from desk_app.crm.postgres.rights import GROUPS, OWNER
from desk_app.crm.team.people import Person
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from desk_app.telephony.team.orders import AnyOrder, Role
from tests.rigs.postgres import PASSWORD, PEOPLE, Postgres

SARA, OMID, MINA, DARIUSH, BRIDGE = (person.login for person in PEOPLE)
Connection = psycopg.Connection[tuple[object, ...]]

# What each may do beyond reading: i(nsert), u(pdate), d(elete); "-": not even read.
TABLES = {
    #                    agent, supervisor, admin, bridge
    "alembic_version": ("", "", "", ""),
    "customers": ("iu", "iu", "iu", "iu"),
    "phone_numbers": ("iud", "iud", "iud", "iud"),
    "customer_tags": ("iud", "iud", "iud", "iud"),
    "tickets": ("iu", "iu", "iu", "iu"),
    "ticket_entries": ("iud", "iud", "iud", "iud"),
    "promises": ("iud", "iud", "iud", "iud"),
    "calls": ("iud", "iud", "iud", "iud"),
    "call_aliases": ("iu", "iu", "iu", "iu"),
    "legs": ("iud", "iud", "iud", "iud"),
    "interactions": ("iud", "iud", "iud", "iud"),
    "raw_events": ("i", "i", "i", "i"),
    "event_sources": ("iu", "iu", "iu", "iu"),
    "categories": ("", "", "iud", ""),
    "dispositions": ("", "", "iud", ""),
    "people": ("", "", "", ""),
    "floor_leaders": ("", "", "", "iu"),
    "floor_parts": ("", "", "", "iud"),
    "floor_events": ("-", "", "", "id"),
    "floor_checkpoints": ("-", "", "", "id"),
    "alarms": ("-", "iu", "iu", "iu"),
    "orders": ("i", "i", "i", "u"),
    "messages": ("u", "iu", "iu", "-"),
}
WHO = (SARA, MINA, DARIUSH, BRIDGE)


@pytest.fixture(scope="module")
def floor(postgres: Postgres) -> str:
    return postgres.fresh()


@pytest.fixture(scope="module")
def logged_in(postgres: Postgres, floor: str) -> Iterator[dict[str, Connection]]:
    opened = {
        login: psycopg.connect(postgres.address(floor, login), password=PASSWORD, autocommit=True)
        for login in (SARA, OMID, MINA, DARIUSH, BRIDGE)
    }
    yield opened
    for connection in opened.values():
        connection.close()


def may(connection: Connection, table: str, what: str) -> bool:
    """Try it on no row, or with a row that no table takes: rights are looked at first."""
    columns = "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
    names = [str(row[0]) for row in connection.execute(columns, [table])]
    writable = {"orders": "result" if what == "u" else "body", "alarms": "over_us"}
    writable["messages"] = "read_us" if what == "u" else "body"
    if what == "i":
        writable.pop("alarms", None)
    column = writable.get(table, names[-1])
    statement = {
        "r": "SELECT count(*) FROM {table}",
        "i": "INSERT INTO {table} ({column}) SELECT {column} FROM {table} WHERE false",
        "u": "UPDATE {table} SET {column} = {column} WHERE false",
        "d": "DELETE FROM {table} WHERE false",
    }[what]
    names_of = {"table": sql.Identifier(table), "column": sql.Identifier(column)}
    try:
        connection.execute(sql.SQL(statement).format(**names_of))
    except errors.InsufficientPrivilege:
        return False
    return True


@pytest.mark.parametrize("table", TABLES)
def test_each_table_takes_from_each_role_what_it_should(
    logged_in: dict[str, Connection], table: str
) -> None:
    for login, allowed in zip(WHO, TABLES[table], strict=True):
        wanted = {"r", *allowed} - {"-"} if allowed != "-" else set()
        assert {what for what in "riud" if may(logged_in[login], table, what)} == wanted, login


def test_the_list_has_every_table(postgres: Postgres, floor: str) -> None:
    with postgres.connect(floor) as admin:
        rows = admin.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        assert {row[0] for row in rows} == set(TABLES)
        owners = admin.execute("SELECT tableowner FROM pg_tables WHERE schemaname = 'public'")
        assert {row[0] for row in owners} == {OWNER}
        logins = "SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname = ANY(%s)"
        assert admin.execute(logins, [[OWNER, *GROUPS]]).fetchall() == []


# --- orders -----------------------------------------------------------------------------

OWN = {SARA: "PJSIP/101", OMID: "PJSIP/102", MINA: "PJSIP/110", DARIUSH: "PJSIP/111"}
KINDS = {kind.__name__.lower() for kind in get_args(AnyOrder)}
FOR_ONESELF = {"pause", "unpause", "login", "logout", "pickup"}


def body(kind: str, agent: str, phone: str) -> str:
    fields = {"agent": agent, "queue": "support", "call": "pbx:1", "phone": phone, "how": "listen"}
    return json.dumps({"order": kind} | fields)


def placed(connection: Connection, order: str) -> tuple[object, ...]:
    given = "INSERT INTO orders (pbx, body) VALUES ('lab', %s) RETURNING by, role, kind, result"
    row = connection.execute(given, [order]).fetchone()
    assert row is not None
    return row


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_each_role_tries_each_order_for_herself_and_for_another(
    logged_in: dict[str, Connection], kind: str
) -> None:
    for login, role in ((SARA, "agent"), (MINA, "supervisor"), (DARIUSH, "admin")):
        leads = role != "agent"
        for agent in (OWN[login], OWN[OMID]):
            allowed = leads or (kind in FOR_ONESELF and agent == OWN[login])
            order = body(kind, agent, OWN[login])
            result = "" if allowed else "refused"
            assert placed(logged_in[login], order) == (login, role, kind, result), agent
    with pytest.raises(errors.InsufficientPrivilege):
        placed(logged_in[BRIDGE], body(kind, OWN[SARA], ""))


def test_a_supervisor_listens_on_her_own_phone_only(logged_in: dict[str, Connection]) -> None:
    order = body("spyon", OWN[SARA], OWN[OMID])
    assert placed(logged_in[MINA], order)[-1] == "refused"


@pytest.mark.parametrize(
    "order", ['{"order": "reboot"}', "{}", '{"order": ["pause"]}', '{"order": null}']
)
def test_what_is_no_order_is_refused(logged_in: dict[str, Connection], order: str) -> None:
    assert placed(logged_in[DARIUSH], order)[-1] == "refused"


def test_nobody_signs_for_another_or_changes_what_was_ordered(
    logged_in: dict[str, Connection],
) -> None:
    sara, omid, mina, bridge = (logged_in[login] for login in (SARA, OMID, MINA, BRIDGE))
    forged = "INSERT INTO orders (pbx, body, {}) VALUES ('lab', '{{}}', 'x')"
    for column in ("by", "role", "kind", "result"):
        with pytest.raises(errors.InsufficientPrivilege):
            sara.execute(sql.SQL(forged).format(sql.Identifier(column)))
    for statement in (
        "UPDATE orders SET result = 'done'",
        "DELETE FROM orders",
        "TRUNCATE orders",
        "SET SESSION AUTHORIZATION mina",
        "SET ROLE desk_supervisor",
        "SET ROLE desk_owner",
        "ALTER TABLE orders DISABLE TRIGGER ALL",
        "CREATE TABLE mine (x int)",
    ):
        with pytest.raises(errors.InsufficientPrivilege):
            sara.execute(sql.SQL(statement))
    placed(sara, body("pause", OWN[SARA], ""))
    by = "SELECT DISTINCT by FROM orders"
    assert omid.execute(by).fetchall() == []
    assert sara.execute(by).fetchall() == [(SARA,)]
    assert (SARA,) in mina.execute(by).fetchall()
    answer = "UPDATE orders SET result = 'done', done_us = 1 WHERE by = 'sara' AND done_us IS NULL"
    assert bridge.execute(answer).rowcount > 0
    with pytest.raises(errors.InsufficientPrivilege):
        bridge.execute("UPDATE orders SET result = 'failed' WHERE by = 'sara'")
    with pytest.raises(errors.InsufficientPrivilege):
        bridge.execute("UPDATE orders SET by = 'sara'")


def test_only_a_bridge_speaks_for_the_pbx(logged_in: dict[str, Connection]) -> None:
    said = "INSERT INTO raw_events VALUES (%s, 1, '{}')"
    logged_in[SARA].execute(said, ["a journal"])
    with pytest.raises(errors.InsufficientPrivilege):
        logged_in[MINA].execute(said, ["pbx:lab"])
    logged_in[BRIDGE].execute(said, ["pbx:lab"])


def test_the_roles_are_those_of_the_orders(logged_in: dict[str, Connection]) -> None:
    rows = logged_in[SARA].execute("SELECT DISTINCT role FROM people")
    assert {str(row[0]) for row in rows} == {*(role.value for role in Role), "bridge"}


# --- logins -----------------------------------------------------------------------------


def test_a_login_is_made_changed_and_taken_away(postgres: Postgres, floor: str) -> None:
    admin = postgres.admin(floor)
    shirin = Person("شیرین", "agent", "120", "PJSIP/120")
    assert add_person(admin, shirin, "first one") is True
    address = postgres.address(floor, shirin.login)
    opened = psycopg.connect(address, password="first one", autocommit=True)
    assert add_person(admin, Person(shirin.login, "supervisor", "121", "PJSIP/121")) is False
    assert opened.execute("SELECT count(*) FROM alarms").fetchone() == (0,)  # at once
    assert Person(shirin.login, "supervisor", "121", "PJSIP/121") in list_people(admin)
    with postgres.connect() as dba:
        secret = "SELECT rolpassword FROM pg_authid WHERE rolname = %s"
        row = dba.execute(secret, [shirin.login]).fetchone()
        assert row is not None and str(row[0]).startswith("SCRAM-SHA-256$")
    assert "first one" not in (postgres.folder / "log").read_text()
    assert remove_person(admin, shirin.login) is True
    with pytest.raises(psycopg.OperationalError):
        opened.execute("SELECT 1")
    opened.close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, password="first one")
    assert remove_person(admin, shirin.login) is False


@pytest.mark.parametrize(
    "name", ["", " ", "a\nb", "x" * 64, "desk_owner", "pg_me", "dba", "public"]
)
def test_what_is_no_persons_login_is_refused(postgres: Postgres, floor: str, name: str) -> None:
    with pytest.raises(LoginRefused):
        add_person(postgres.admin(floor), Person(name, "agent", "", ""), "a password")


def test_a_person_makes_no_logins(postgres: Postgres, floor: str) -> None:
    with pytest.raises(DatabaseTrouble) as trouble:
        add_person(postgres.server(floor, DARIUSH), Person("new", "admin", "", ""), "a password")
    assert trouble.value.problem is DatabaseProblem.NO_RIGHTS
