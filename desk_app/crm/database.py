"""The database file: opened, checked, brought up to date, backed up; its troubles by name.

One `Database` belongs to one thread. It holds one connection, so the path of a
ringing call pays for no connecting and no pool.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from desk_app.crm.migrations import HEAD, REVISIONS
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble

T = TypeVar("T")

BUSY_TIMEOUT_S = 3.0
_CACHE_KIB = 16_384
_MIGRATIONS = Path(__file__).parent / "migrations"


_BY_CODE = {
    sqlite3.SQLITE_BUSY: DatabaseProblem.LOCKED,
    sqlite3.SQLITE_LOCKED: DatabaseProblem.LOCKED,
    sqlite3.SQLITE_FULL: DatabaseProblem.FULL,
    sqlite3.SQLITE_READONLY: DatabaseProblem.READ_ONLY,
    sqlite3.SQLITE_PERM: DatabaseProblem.READ_ONLY,
    sqlite3.SQLITE_CORRUPT: DatabaseProblem.CORRUPT,
    sqlite3.SQLITE_NOTADB: DatabaseProblem.CORRUPT,
    sqlite3.SQLITE_CANTOPEN: DatabaseProblem.MISSING,
    sqlite3.SQLITE_IOERR: DatabaseProblem.DISK,
}


def _trouble(error: BaseException | None) -> DatabaseTrouble | None:
    """Return the named trouble behind a driver's error; None means a fault of ours."""
    code = getattr(error, "sqlite_errorcode", None)
    problem = _BY_CODE.get(code & 0xFF) if code is not None else None
    return DatabaseTrouble(problem, str(error)) if problem else None


@contextlib.contextmanager
def _naming_troubles() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        trouble = _trouble(error.orig)
        if trouble is None:
            raise
        raise trouble from error
    except sqlite3.Error as error:
        trouble = _trouble(error)
        if trouble is None:
            raise
        raise trouble from error


class Database:
    """An open, current database. Made by `open_database`; used on one thread only."""

    def __init__(self, path: Path, connection: Connection) -> None:
        self.path = path
        self._connection = connection
        self._file = _identity(path)

    @property
    def replaced(self) -> bool:
        """Whether the path has another file now, or none: this one would be written in vain."""
        return _identity(self.path) != self._file

    @contextlib.contextmanager
    def read(self) -> Iterator[Connection]:
        """Give the held connection for reading one consistent state.

        Raises:
            DatabaseTrouble: the file cannot be read.
        """
        with _naming_troubles(), self._connection.begin():
            yield self._connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Connection]:
        """Give the held connection in a transaction that commits at the end.

        The write lock is taken at once, so what was read inside stays true. Any
        exception rolls everything back.

        Raises:
            DatabaseTrouble: locked for longer than `BUSY_TIMEOUT_S`, full, read-only, corrupt.
        """
        with _naming_troubles(), _writing(self._connection):
            yield self._connection

    def change(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a writing transaction; see `opening.AnyDatabase`.

        Raises:
            DatabaseTrouble: as `write`.
        """
        with self.write() as connection:
            return work(connection)

    def backup(self, to: Path) -> None:
        """Copy the database, as it is now, to the file `to`; callable from any thread.

        Raises:
            DatabaseTrouble: the copy could not be written; `to` is then as it was.
        """
        part = to.with_name(to.name + ".part")
        try:
            with (
                _naming_troubles(),
                contextlib.closing(_connect_read_only(self.path)) as source,
                contextlib.closing(sqlite3.connect(part)) as target,
            ):
                source.backup(target)
            part.replace(to)
        except OSError as error:
            raise DatabaseTrouble(DatabaseProblem.DISK, str(error)) from error
        finally:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)

    def close(self) -> None:
        """Release the file."""
        self._connection.close()
        self._connection.engine.dispose()


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


@contextlib.contextmanager
def _writing(connection: Connection) -> Iterator[None]:
    connection.info["begin"] = "BEGIN IMMEDIATE"
    try:
        transaction = connection.begin()
    finally:
        connection.info["begin"] = "BEGIN"
    with transaction:
        yield


def open_database(path: Path, *, create: bool = True) -> Database:
    """Open the database file, making it or bringing it up to date where needed.

    Importing the migration library takes 0.3 s, so it is only loaded when a plain
    look at the version says that there is something to migrate.

    Raises:
        DatabaseTrouble: see `DatabaseProblem`. A newer or foreign file is not changed.
    """
    if not path.exists() and not create:
        raise DatabaseTrouble(DatabaseProblem.MISSING, str(path))
    if create and not path.parent.is_dir():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise DatabaseTrouble(DatabaseProblem.READ_ONLY, str(error)) from error
    version = version_of(path)
    connection = None
    try:
        with _naming_troubles():
            connection = _engine(path).connect()
            _prove_writable(connection)
            if version != HEAD:
                with _writing(connection):
                    upgrade(connection)
    except DatabaseTrouble as trouble:
        if connection is not None:
            connection.close()
        raise _precisely(path, trouble) from trouble.__cause__
    return Database(path, connection)


def version_of(path: Path) -> str:
    """Return the file's revision, "" for a file that is new or empty. Changes nothing.

    Raises:
        DatabaseTrouble: corrupt, newer than the program, or not ours.
    """
    if not path.exists() or path.stat().st_size == 0:
        return ""
    try:
        with _naming_troubles(), contextlib.closing(_connect_read_only(path)) as connection:
            query = "SELECT name FROM sqlite_master WHERE type='table'"
            tables = {name for (name,) in connection.execute(query)}
            if "alembic_version" not in tables:
                if tables:
                    raise DatabaseTrouble(DatabaseProblem.FOREIGN, str(path))
                return ""
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except DatabaseTrouble as trouble:
        raise _precisely(path, trouble) from trouble.__cause__
    version = str(row[0]) if row else ""
    if version and version not in REVISIONS:
        raise DatabaseTrouble(DatabaseProblem.NEWER, version)
    return version


def check_database(path: Path) -> tuple[str, ...]:
    """Return what SQLite finds wrong with the file, in its own words; empty = sound.

    Raises:
        DatabaseTrouble: the file cannot be read at all.
    """
    if not path.exists():
        raise DatabaseTrouble(DatabaseProblem.MISSING, str(path))
    try:
        return _damage(path)
    except DatabaseTrouble as trouble:
        if trouble.problem is DatabaseProblem.CORRUPT:  # too damaged even for the check
            return (trouble.detail,)
        raise


def _damage(path: Path) -> tuple[str, ...]:
    with _naming_troubles(), contextlib.closing(_connect_read_only(path)) as connection:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check")]
        if found == ["ok"]:
            found = []
        for table, row_id, parent, _ in connection.execute("PRAGMA foreign_key_check"):
            found.append(f"row {row_id} of {table} refers to a missing row of {parent}")
    return tuple(found)


def _connect_read_only(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, timeout=BUSY_TIMEOUT_S
    )


def _precisely(path: Path, trouble: DatabaseTrouble) -> DatabaseTrouble:
    """Say READ_ONLY where SQLite only knows that it could not open its files."""
    if trouble.problem is DatabaseProblem.MISSING and path.parent.is_dir():
        writable = os.access(path.parent, os.W_OK) and os.access(path, os.W_OK)
        if path.exists() or not os.access(path.parent, os.W_OK):
            problem = DatabaseProblem.DISK if writable else DatabaseProblem.READ_ONLY
            return DatabaseTrouble(problem, trouble.detail)
    return trouble


def _engine(path: Path) -> Engine:
    engine = create_engine(
        f"sqlite:///{path.absolute()}",
        poolclass=NullPool,
        paramstyle="named",
        connect_args={"timeout": BUSY_TIMEOUT_S, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def _on_connect(raw: sqlite3.Connection, _record: object) -> None:
        raw.execute("PRAGMA foreign_keys=ON")
        # The engine's journal is the durable one; a commit lost with the power is folded again.
        raw.execute("PRAGMA synchronous=NORMAL")
        raw.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        raw = connection.connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - narrows the driver's type
        with _naming_troubles():
            raw.execute(connection.info.get("begin", "BEGIN"))

    return engine


def _prove_writable(connection: Connection) -> None:
    """Raise the read-only trouble now rather than at the first call; a lock may pass."""
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)  # noqa: S101 - narrows the driver's type
    raw.execute("PRAGMA journal_mode=WAL")
    try:
        raw.execute("BEGIN IMMEDIATE")
        try:
            raw.execute("PRAGMA user_version = 0")  # BEGIN alone succeeds on a read-only file
        finally:
            raw.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        trouble = _trouble(error)
        if trouble is None or trouble.problem is not DatabaseProblem.LOCKED:
            raise


def upgrade(connection: Connection) -> None:
    """Run the missing revisions in the caller's transaction: all of them, or none."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
