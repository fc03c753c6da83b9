"""Making and bringing up to date the team's database: `desk-app db init`. Repeats harmlessly."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql
from sqlalchemy import Connection

from desk_app.crm.database import upgrade
from desk_app.crm.migrations import HEAD
from desk_app.crm.postgres import rights
from desk_app.crm.postgres.connecting import connect
from desk_app.crm.postgres.database import PostgresDatabase, version_on
from desk_app.crm.server import Server
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble

WAIT_S = 600.0
"""A migration of a large table takes its time."""


def database_name(server: Server) -> str:
    """Return the database that an address names."""
    return unquote(urlsplit(server.url).path.strip("/"))


def set_up(server: Server) -> tuple[str, str]:
    """Make database, groups, tables and rights where they are missing; return (before, after).

    Log in as an administrator of the server: one who may make databases and roles.

    Raises:
        DatabaseTrouble: NO_RIGHTS and others; a newer or foreign database is not changed.
    """
    server = replace(server, wait_s=WAIT_S)
    _make_database(server)
    database = PostgresDatabase(server)
    try:
        before = version_on(database)

        def shape(connection: Connection) -> None:
            raw = _as_owner(connection)
            if before != HEAD:
                upgrade(connection)
            rights.grant(raw, database_name(server))

        database.change(shape)
        for table in rights.UNDER_POLICY:
            # Each by itself: who wants all tables at once, and desks at work, would wait for
            # one another.
            database.change(partial(_protect, table))
    finally:
        database.close()
    return before, HEAD


def _protect(table: str, connection: Connection) -> None:
    rights.protect(_as_owner(connection), table)


def _as_owner(connection: Connection) -> psycopg.Connection[tuple[object, ...]]:
    raw = connection.connection.driver_connection
    assert isinstance(raw, psycopg.Connection)  # noqa: S101 - narrows the driver's type
    raw.execute(sql.SQL("SET LOCAL ROLE {}").format(sql.Identifier(rights.OWNER)))
    return raw


def _make_database(server: Server) -> None:
    """Make the groups and, where it is missing, the database."""
    parts = urlsplit(server.url)
    name = database_name(server)
    try:
        connection = connect(server)
    except DatabaseTrouble as trouble:
        if trouble.problem is not DatabaseProblem.MISSING:
            raise
        connection = connect(replace(server, url=urlunsplit(parts._replace(path="/postgres"))))
    with connection:
        rights.make_groups(connection)
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if there.fetchone() is None:
            made = sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'")
            names = sql.Identifier(name), sql.Identifier(rights.OWNER)
            connection.execute(made.format(*names))
        else:
            connection.execute(_owned(name))


def _owned(name: str) -> sql.Composed:
    owner = sql.Identifier(rights.OWNER)
    return sql.SQL("ALTER DATABASE {} OWNER TO {}").format(sql.Identifier(name), owner)
