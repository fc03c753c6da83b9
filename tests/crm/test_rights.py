"""Who may do what: each role tries each order and each table."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import get_args

import psycopg
import pytest
from psycopg import errors, sql

from desk_app.crm.postgres.rights import GROUPS, OWNER
from desk_app.telephony.team.orders import AnyOrder, Role
from tests.rigs.postgres import PASSWORD, PEOPLE, TEMPLATE, Postgres

SARA, OMID, MINA, DARIUSH, BRIDGE = (person.login for person in PEOPLE)
Connection = psycopg.Connection[tuple[object, ...]]

# What each may do beyond reading: i(nsert), u(pdate), d(elete); "-": not even read.
# Every table of the schema is tried: one that is not listed here fails.
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
    "duty": ("iu", "iu", "iu", "iu"),
    "interactions": ("iud", "iud", "iud", "iud"),
    "raw_events": ("i", "i", "i", "i"),
    "event_sources": ("iu", "iu", "iu", "iu"),
    "categories": ("", "", "iud", ""),
    "dispositions": ("", "", "iud", ""),
    "people": ("", "", "", ""),
    "desk_member": ("", "", "", ""),
    "floor_leaders": ("", "", "", "iu"),
    "floor_parts": ("", "", "", "iud"),
    "floor_events": ("-", "", "", "id"),
    "floor_checkpoints": ("-", "", "", "id"),
    "alarms": ("-", "iu", "iu", "iu"),
    "orders": ("i", "i", "i", "u"),
    "messages": ("u", "iu", "iu", "-"),
}
# Where not every column may be written.
COLUMNS = {
    ("alarms", "u"): {"over_us"},
    ("orders", "i"): {"pbx", "body"},
    ("orders", "u"): {"claimed_us", "done_us", "result", "detail"},
    ("messages", "i"): {"to_person", "body"},
    ("messages", "u"): {"read_us"},
}
BY_ROWS = {"duty", "messages", "orders", "raw_events"}
"""Tables of which the row itself says who may; what that means is tried below."""
FOR_ALL = {"alembic_version", "desk_member"}
"""Without a policy; of all else only the team's people see anything (test_members)."""
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


TRIED = {
    "r": "SELECT * FROM {table} WHERE false",
    "i": "INSERT INTO {table} ({column}) SELECT {column} FROM {table} WHERE false",
    "u": "UPDATE {table} SET {column} = {column} WHERE false",
    "d": "DELETE FROM {table} WHERE false",
    "t": "TRUNCATE {table}",
}
"""On no row: rights are looked at first."""


def may(connection: Connection, what: str, table: str, column: str = "") -> bool:
    names = {"table": sql.Identifier(table), "column": sql.Identifier(column or "none")}
    try:
        connection.execute(sql.SQL(TRIED[what]).format(**names))
    except (errors.InsufficientPrivilege, errors.WrongObjectType):  # nobody empties a view
        return False
    return True


def relations(connection: Connection) -> dict[str, set[str]]:
    """Return everything in the schema that has rows, with its columns."""
    found: dict[str, set[str]] = {}
    rows = connection.execute(
        "SELECT relname, attname FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid"
        " WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')"
        " AND attnum > 0 AND NOT attisdropped"
    )
    for table, column in rows:
        found.setdefault(str(table), set()).add(str(column))
    return found


@pytest.fixture(scope="module")
def schema(postgres: Postgres, floor: str) -> dict[str, set[str]]:
    with postgres.connect(floor) as admin:
        return relations(admin)


@pytest.mark.parametrize("login", WHO)
def test_each_role_tries_everything_with_each_table_and_column(
    logged_in: dict[str, Connection], schema: dict[str, set[str]], login: str
) -> None:
    assert set(schema) == set(TABLES)
    mine, role = logged_in[login], WHO.index(login)
    for table, columns in schema.items():
        allowed = TABLES[table][role]
        assert may(mine, "r", table) is (allowed != "-"), table
        assert may(mine, "d", table) is ("d" in allowed), table
        assert not may(mine, "t", table), table
        for what in "iu":
            taken = {column for column in columns if may(mine, what, table, column)}
            wanted = COLUMNS.get((table, what), columns) if what in allowed else set()
            assert taken == wanted, (table, what)


def test_everything_belongs_to_nobodys_login(postgres: Postgres, floor: str) -> None:
    with postgres.connect(floor) as admin:
        owners = admin.execute("SELECT tableowner FROM pg_tables WHERE schemaname = 'public'")
        assert {row[0] for row in owners} == {OWNER}
        logins = "SELECT rolname FROM pg_roles WHERE rolcanlogin AND rolname = ANY(%s)"
        assert admin.execute(logins, [[OWNER, *GROUPS]]).fetchall() == []
        under = "SELECT relname FROM pg_class WHERE relrowsecurity"
        assert {row[0] for row in admin.execute(under)} == TABLES.keys() - FOR_ALL
        forced = "SELECT relname FROM pg_class WHERE relforcerowsecurity"
        assert {row[0] for row in admin.execute(forced)} == BY_ROWS


OURS = (
    "pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend d"
    " WHERE d.objid = p.oid AND d.deptype = 'e')"
)
CALLED = {
    "desk_find_customers": "SELECT desk_find_customers('{x}', 1)",
    "desk_give_up_order": "SELECT desk_give_up_order(0)",
}


def test_no_function_looks_for_tables_where_its_caller_may_make_some(
    postgres: Postgres, floor: str
) -> None:
    with postgres.connect(floor) as admin:
        paths = admin.execute(f"SELECT proconfig FROM pg_proc p WHERE {OURS}").fetchall()
    assert {str(row[0]) for row in paths} == {"['search_path=pg_catalog, public, pg_temp']"}


@pytest.mark.parametrize("login", WHO)
def test_each_role_tries_each_function_sequence_and_other_role(
    postgres: Postgres, floor: str, logged_in: dict[str, Connection], login: str
) -> None:
    mine = logged_in[login]
    with postgres.connect(floor) as admin:
        functions = (
            f"SELECT proname FROM pg_proc p WHERE {OURS} AND prorettype <> 'trigger'::regtype"
        )
        assert {row[0] for row in admin.execute(functions)} == CALLED.keys()
        sequences = "SELECT sequencename FROM pg_sequences WHERE schemaname = 'public'"
        numbered = [str(row[0]) for row in admin.execute(sequences)]
    for call in CALLED.values():
        if login == BRIDGE:
            with pytest.raises(errors.InsufficientPrivilege):
                mine.execute(call.encode())
        else:
            mine.execute(call.encode())
    assert numbered
    for name in numbered:
        with pytest.raises(errors.InsufficientPrivilege):
            mine.execute("SELECT setval(%s::regclass, 1)", [name])
    own = {SARA: 1, MINA: 2, DARIUSH: 3}
    others = [OWNER, *GROUPS[own[login] :]] if login in own else [OWNER, *GROUPS[:3]]
    for role in others:
        with pytest.raises(errors.InsufficientPrivilege):
            mine.execute(sql.SQL("SET ROLE {}").format(sql.Identifier(role)))


def test_a_login_that_is_nobodys_gets_in_nowhere_and_has_nothing(
    postgres: Postgres, floor: str, schema: dict[str, set[str]]
) -> None:
    with postgres.connect() as admin:
        admin.execute(sql.SQL("CREATE ROLE stranger LOGIN PASSWORD {}").format(PASSWORD))
    try:
        psycopg.connect(postgres.address(TEMPLATE, SARA), password=PASSWORD).close()
        with pytest.raises(psycopg.OperationalError, match="permission denied"):
            psycopg.connect(postgres.address(TEMPLATE, "stranger"), password=PASSWORD)
        where = postgres.address(floor, "stranger")
        with psycopg.connect(where, password=PASSWORD, autocommit=True) as stranger:
            for table, columns in schema.items():
                assert not any(may(stranger, what, table, min(columns)) for what in TRIED), table
            for call in CALLED.values():
                with pytest.raises(errors.InsufficientPrivilege):
                    stranger.execute(call.encode())
    finally:
        with postgres.connect() as admin:
            admin.execute("DROP ROLE stranger")


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


@pytest.mark.parametrize(
    "order",
    ["", "pause", '{"order": "pause"', '{"order": "\\u0000"}', '{"order": 1e999999}', "[" * 4000],
)
def test_what_cannot_be_read_is_refused_and_kept(
    logged_in: dict[str, Connection], order: str
) -> None:
    for login, role in ((SARA, "agent"), (MINA, "supervisor")):
        assert placed(logged_in[login], order) == (login, role, "", "refused")
        kept = "SELECT count(*) FROM orders WHERE by = %s AND body = %s AND done_us IS NOT NULL"
        assert logged_in[login].execute(kept, [login, order]).fetchone() == (1,)


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
    for login in (SARA, MINA, DARIUSH):
        with pytest.raises(errors.InsufficientPrivilege):
            logged_in[login].execute(said, ["pbx:lab"])
    logged_in[BRIDGE].execute(said, ["pbx:lab"])


def test_only_a_bridge_tells_of_duty_at_the_pbx(logged_in: dict[str, Connection]) -> None:
    told = (
        "INSERT INTO duty (source, agent, reason, from_us, until_us)"
        " VALUES (%s, 'PJSIP/101', '', 1, 2)"
    )
    logged_in[BRIDGE].execute(told, ["pbx:lab"])
    for login in (SARA, MINA, DARIUSH):
        logged_in[login].execute(told, ["desk"])
        with pytest.raises(errors.InsufficientPrivilege):
            logged_in[login].execute(told, ["pbx:lab"])
        lasts = "UPDATE duty SET until_us = 3 WHERE source = 'pbx:lab'"
        assert logged_in[login].execute(lasts).rowcount == 0


def test_a_message_is_between_two(logged_in: dict[str, Connection]) -> None:
    """Nobody else reads it, sends in another's name, or has seen it for the other."""
    sara, omid, mina, dariush = (logged_in[login] for login in (SARA, OMID, MINA, DARIUSH))
    mina.execute("INSERT INTO messages (to_person, body) VALUES (%s, 'Take it')", [SARA])
    read = "SELECT by, to_person, body FROM messages"
    for connection in (sara, mina):
        assert connection.execute(read).fetchall() == [(MINA, SARA, "Take it")]
    for connection in (omid, dariush):
        assert connection.execute(read).fetchall() == []
    seen = "UPDATE messages SET read_us = 1"
    for connection in (omid, mina, dariush):
        assert connection.execute(seen).rowcount == 0
    assert sara.execute(seen).rowcount == 1


def test_the_roles_are_those_of_the_orders(logged_in: dict[str, Connection]) -> None:
    rows = logged_in[SARA].execute("SELECT DISTINCT role FROM people")
    assert {str(row[0]) for row in rows} == {*(role.value for role in Role), "bridge"}
