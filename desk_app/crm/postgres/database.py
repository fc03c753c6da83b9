"""The team's database, opened: one held connection, many desks writing at once.

Belongs to one thread, like the file's. Every transaction reads one consistent state; one
that writes to a row which another has changed since is done again.
"""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from desk_app.crm.migrations import HEAD, REVISIONS
from desk_app.crm.postgres.connecting import LOCK_S, Bounded, connect, naming_troubles
from desk_app.crm.server import Server
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble

T = TypeVar("T")

_READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
_WRITE = "BEGIN ISOLATION LEVEL REPEATABLE READ READ WRITE"
_BY_ITSELF = ""
# Not SERIALIZABLE: sixteen who write to tickets next to one another on a page then starve.
# Here two who change one row meet, and so do two who make the same call, alias or ticket.
_AGAIN = {
    "40001",  # another has changed the same row since it was read
    "40P01",  # each waits for the other
    "23505",  # another has just made the same row: it will be found
}
_LOST = (DatabaseProblem.GONE,)


class PostgresDatabase:
    """An open, current database on a server; used on one thread only."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._raw: Bounded
        self._connection: Connection
        self._connect()

    def _connect(self) -> None:
        self._raw = raw = connect(self.server)
        self._engine = _engine(raw)
        try:
            with naming_troubles(raw):
                self._connection = self._engine.connect()
        except BaseException:
            raw.close()
            raise

    @property
    def replaced(self) -> bool:
        """Whether the connection is lost: to be opened anew."""
        return self._raw.closed or self._raw.broken

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Give the held connection for reading one consistent state.

        Raises:
            DatabaseTrouble: GONE, LATE, NO_RIGHTS.
        """
        self._begin(_READ)
        with self._ending():
            yield self._connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the held connection in a transaction that commits at the end.

        A row that is changed here is as it was read, or LOCKED is raised and everything
        rolled back: `change` tries again by itself.

        Raises:
            DatabaseTrouble: as above, and LOCKED.
        """
        self._begin(_WRITE)
        with self._ending():
            yield self._connection

    @contextlib.contextmanager
    def single(self) -> Iterator[Connection]:
        """Give the held connection for one statement, which is a transaction by itself.

        Raises:
            DatabaseTrouble: as `write`; GONE also when the connection was lost before.
        """
        self._begin(_BY_ITSELF)
        with self._ending():
            yield self._connection

    def change(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a writing transaction, again as long as others are in its way.

        `work` may be called several times: it must change nothing but the database.

        Raises:
            DatabaseTrouble: as `write`; LOCKED when others were in the way for `LOCK_S`.
        """
        ends = time.monotonic() + LOCK_S
        tries = 0
        while True:
            try:
                with self.write() as connection:
                    return work(connection)
            except (DatabaseTrouble, DBAPIError, psycopg.Error) as error:
                if _state(error) not in _AGAIN:
                    raise
                if time.monotonic() >= ends:
                    raise _in_the_way(error) from error
            tries += 1
            time.sleep(random.uniform(0, min(0.002 * 2**tries, 0.1)))  # noqa: S311

    def _begin(self, how: str) -> None:
        """Begin, on a new connection if the held one was lost while nobody used it."""
        if self.replaced:
            self.close()
            self._connect()
        try:
            self._begin_on_this(how)
        except DatabaseTrouble as trouble:
            if trouble.problem not in _LOST:
                raise
            self.close()
            self._connect()
            self._begin_on_this(how)

    def _begin_on_this(self, how: str) -> None:
        self._connection.info["begin"] = how
        with naming_troubles(self._raw):
            self._connection.begin()

    @contextlib.contextmanager
    def _ending(self) -> Iterator[None]:
        """Commit, or roll back what failed."""
        with naming_troubles(self._raw):
            try:
                yield
                self._connection.commit()
            except BaseException:
                with contextlib.suppress(DBAPIError, psycopg.Error):
                    self._connection.rollback()
                raise

    def backup(self, to: Path) -> None:
        """Refuse: a server is backed up by those who keep it.

        Raises:
            DatabaseTrouble: NO_RIGHTS, always.
        """
        raise DatabaseTrouble(DatabaseProblem.NO_RIGHTS, f"pg_dump makes {to.name}")

    def close(self) -> None:
        """Release the connection. Safe to repeat."""
        with contextlib.suppress(DBAPIError, psycopg.Error):
            self._connection.close()
        self._raw.close()


def _in_the_way(error: Exception) -> DatabaseTrouble:
    """Return the trouble of who has tried for long enough; a row made twice has no name else."""
    if isinstance(error, DatabaseTrouble):
        return error
    return DatabaseTrouble(DatabaseProblem.LOCKED, str(error).strip())


def _state(error: BaseException | None) -> str:
    """Return the server's code of an error, through what wraps it."""
    while error is not None:
        if isinstance(error, psycopg.Error):
            return error.sqlstate or ""
        error = error.orig if isinstance(error, DBAPIError) else error.__cause__
    return ""


def _engine(raw: Bounded) -> Engine:
    engine = create_engine(
        "postgresql+psycopg://",
        poolclass=NullPool,
        creator=lambda: raw,
        pool_reset_on_return=None,  # it is closed instead
    )

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        # SQLAlchemy begins a transaction of its own once, to get to know the server.
        if how := connection.info.get("begin", "BEGIN"):
            raw.execute(how)

    return engine


_MAY_READ = "SELECT pg_has_role('desk_owner', 'USAGE') OR EXISTS (SELECT FROM desk_member)"


def open_server(server: Server) -> PostgresDatabase:
    """Open the team's database. It is never migrated from here: nobody's login owns it.

    Raises:
        DatabaseTrouble: GONE, LATE, REFUSED, MISSING; FOREIGN, NEWER, OLDER; NO_RIGHTS: the
            login is none of the team's. To such a one every table is empty.
    """
    database = PostgresDatabase(server)
    try:
        version = version_on(database)
        if version != HEAD:
            raise DatabaseTrouble(DatabaseProblem.OLDER, version)
        with database.read() as connection:
            if not connection.exec_driver_sql(_MAY_READ).scalar():
                raise DatabaseTrouble(DatabaseProblem.NO_RIGHTS, "not one of the team's people")
    except BaseException:
        database.close()
        raise
    return database


def version_on(database: PostgresDatabase) -> str:
    """Return the database's revision, "" for one that is empty. Changes nothing.

    Raises:
        DatabaseTrouble: newer than the program, or not ours.
    """
    with database.read() as connection:
        found = connection.exec_driver_sql("SELECT to_regclass('alembic_version')").scalar()
        if found is None:
            others = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"
            if connection.exec_driver_sql(others).scalar():
                raise DatabaseTrouble(DatabaseProblem.FOREIGN, database.server.url)
            return ""
        version = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    if version and version not in REVISIONS:
        raise DatabaseTrouble(DatabaseProblem.NEWER, str(version))
    return str(version or "")
