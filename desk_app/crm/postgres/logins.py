"""People's logins on the server: made, changed, listed and removed by its administrator."""

from __future__ import annotations

import contextlib
import time
from dataclasses import replace

import psycopg
from psycopg import sql

from desk_app.crm.postgres.connecting import Bounded, connect, naming_troubles
from desk_app.crm.postgres.rights import GROUP_OF, OWNER
from desk_app.crm.server import Server
from desk_app.crm.team.people import Person
from desk_app.crm.text import bounded

_WAIT_S = 60.0
_LONGEST = 63  # bytes of a login
_OTHERS = ("pg_", "desk_")


class LoginRefused(Exception):
    """That name is no login for a person; the words say why."""


def add_person(server: Server, person: Person, password: str = "") -> bool:
    """Make a login, or change what is known of it; return whether it is new.

    The password leaves this machine as a SCRAM verifier only. Without one an existing
    login keeps its own. `server` is logged in to by an administrator.

    Raises:
        LoginRefused: no name for a login, or one of something else on this server.
        DatabaseTrouble: NO_RIGHTS and others.
    """
    name = _checked(person.login)
    with connect(replace(server, wait_s=_WAIT_S)) as connection, naming_troubles(connection):
        known, ours = _known(connection, name)
        if known and not ours:
            raise LoginRefused(f"{name} is a login of something else on this server")
        if not known and not password:
            raise LoginRefused(f"{name} is new and needs a password")
        with connection.transaction():
            if not known:
                connection.execute(_named("CREATE ROLE {} LOGIN", name))
            if password:
                _set_password(connection, name, password)
            for role, group in GROUP_OF.items():
                statement = "GRANT {} TO {}" if role == person.role else "REVOKE {} FROM {}"
                connection.execute(_named(statement, group, name))
            connection.execute(_named("SET LOCAL ROLE {}", OWNER))
            connection.execute(_UPSERT, [*_row(person), time.time_ns() // 1000])
    return not known


_UPSERT = """
    INSERT INTO people (login, role, extension, interface, added_us) VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (login) DO UPDATE SET role = excluded.role, extension = excluded.extension,
    interface = excluded.interface"""


def _row(person: Person) -> tuple[str, ...]:
    return person.login, person.role, bounded(person.extension, 40), bounded(person.interface, 80)


def _checked(login: str) -> str:
    plain = bounded(login, _LONGEST)
    if not plain or plain != login or len(plain.encode()) > _LONGEST:
        raise LoginRefused("a login is a short name on one line")
    if plain.startswith(_OTHERS) or plain == "public":
        raise LoginRefused(f"{plain} is a name that the server or Desk App needs itself")
    return plain


def _known(connection: Bounded, login: str) -> tuple[bool, bool]:
    """Return whether the server has the login, and whether it is a person's of a team."""
    row = connection.execute(
        "SELECT EXISTS (SELECT FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid"
        " WHERE m.member = r.oid AND g.rolname = ANY(%s)) AND NOT r.rolsuper"
        " FROM pg_roles r WHERE r.rolname = %s",
        [list(GROUP_OF.values()), login],
    ).fetchone()
    return row is not None, row is not None and bool(row[0])


def _set_password(connection: Bounded, login: str, password: str) -> None:
    """Set it without the server, or its log, ever seeing it."""
    verifier = connection.pgconn.encrypt_password(
        password.encode(), login.encode(), b"scram-sha-256"
    )
    statement = sql.SQL("ALTER ROLE {} PASSWORD {}")
    connection.execute(statement.format(sql.Identifier(login), sql.Literal(verifier.decode())))


def list_people(server: Server) -> tuple[Person, ...]:
    """Return everybody with a login, by name."""
    with connect(server) as connection, naming_troubles(connection):
        rows = connection.execute(
            "SELECT login, role, extension, interface FROM people ORDER BY login"
        ).fetchall()
    return tuple(Person(*row) for row in rows)


def remove_person(server: Server, login: str) -> bool:
    """Take a login away, and end its connections; False: there was none.

    What the person wrote stays. Who is off the list sees nothing from the next statement on.
    """
    with connect(replace(server, wait_s=_WAIT_S)) as connection, naming_troubles(connection):
        with connection.transaction():
            connection.execute(_named("SET LOCAL ROLE {}", OWNER))
            gone = connection.execute("DELETE FROM people WHERE login = %s", [login]).rowcount
        _, ours = _known(connection, login)
        if ours:
            connection.execute(_named("ALTER ROLE {} NOLOGIN", login))
            for group in GROUP_OF.values():
                connection.execute(_named("REVOKE {} FROM {}", group, login))
            # Without being superuser one may only end the connections of a role one belongs to.
            connection.execute(_named("GRANT {} TO CURRENT_USER", login))
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [login]
            )
            connection.execute(_named("REVOKE {} FROM CURRENT_USER", login))
            # One that has things elsewhere on this server stays, and can log in nowhere.
            with contextlib.suppress(psycopg.errors.DependentObjectsStillExist):
                connection.execute(_named("DROP ROLE {}", login))
    return ours or gone > 0


def _named(statement: str, *names: str) -> sql.Composed:
    return sql.SQL(statement).format(*map(sql.Identifier, names))
