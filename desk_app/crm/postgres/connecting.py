"""Connections to the server that never wait for ever, and its troubles by name."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import Any, TypeAlias, TypeVar

import psycopg
from psycopg import errors
from psycopg.abc import PQGen
from psycopg.adapt import Loader
from psycopg.conninfo import make_conninfo
from psycopg.rows import TupleRow
from sqlalchemy.exc import DBAPIError

from desk_app.crm.server import WAIT_S, Server
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble

T = TypeVar("T")
_Buffer: TypeAlias = bytes | bytearray | memoryview

LOCK_S = 3.0
"""So long a writer waits for another; the same as with a file."""
_CONNECT_S = 3
_PATIENT_S = 30
"""So long a desk waits for a connection, and whoever gives the server longer than a desk does."""
_IDLE_IN_TRANSACTION_S = 30
_KEEPALIVE = {"keepalives_idle": 10, "keepalives_interval": 3, "keepalives_count": 3}

_BY_CLASS = {
    "08": DatabaseProblem.GONE,
    "28": DatabaseProblem.REFUSED,
    "3D": DatabaseProblem.MISSING,
    "40": DatabaseProblem.LOCKED,
    "53": DatabaseProblem.GONE,  # too busy to serve
    "55": DatabaseProblem.LOCKED,
    "58": DatabaseProblem.DISK,
    "XX": DatabaseProblem.CORRUPT,
}
_BY_STATE = {
    "25006": DatabaseProblem.READ_ONLY,
    "42501": DatabaseProblem.NO_RIGHTS,
    "53100": DatabaseProblem.FULL,
    "57014": DatabaseProblem.LATE,
    "57P01": DatabaseProblem.GONE,
    "57P02": DatabaseProblem.GONE,
    "57P03": DatabaseProblem.GONE,
    "57P05": DatabaseProblem.GONE,
}
_NOT_NOW = ("starting up", "shutting down", "recovery mode", "too many", "remaining connection")


class _PlainNumber(Loader):
    """Sums and means as SQLite gives them: the figures are worked out with either."""

    def load(self, data: _Buffer) -> int | float:
        """Return a whole number where it is one."""
        text = bytes(data)
        return float(text) if b"." in text or b"N" in text else int(text)


class Bounded(psycopg.Connection[TupleRow]):
    """A connection on which no wait is longer than `wait_s`: a stopped server answers never.

    One that has waited in vain is `late`, closed and of no further use.
    """

    wait_s: float = 0.0
    late = False

    def wait(self, gen: PQGen[T], interval: float = 0.1, timeout: float | None = None) -> T:
        """Wait as psycopg does, but not for ever; a `timeout` of the caller's is its own."""
        if timeout is not None or not self.wait_s:
            return super().wait(gen, interval, timeout)
        ends = time.monotonic() + self.wait_s
        try:
            return super().wait(gen, interval, self.wait_s)
        except psycopg.OperationalError:
            if time.monotonic() >= ends:
                self.late = True
                self.pgconn.finish()
            raise


def connect(server: Server, **options: str) -> Bounded:
    """Open a connection in autocommit; `options` are settings of the server's session.

    Raises:
        DatabaseTrouble: GONE, LATE, REFUSED, MISSING.
    """
    wait_ms = round(server.wait_s * 1000)
    session = {
        "application_name": "desk-app",
        "statement_timeout": str(wait_ms),
        "lock_timeout": str(round(min(LOCK_S, server.wait_s) * 1000)),
        "idle_in_transaction_session_timeout": f"{_IDLE_IN_TRANSACTION_S}s",
    } | options
    given: dict[str, Any] = {"password": server.password} if server.password else {}
    begun = time.monotonic()
    try:
        info = make_conninfo(
            server.url,
            connect_timeout=_connect_s(server.wait_s),
            options=" ".join(f"-c {name}={value}" for name, value in session.items()),
            **_KEEPALIVE,
            **given,
        )
        connection = Bounded.connect(info, autocommit=True)
    except psycopg.Error as error:
        raise _connecting_trouble(error, time.monotonic() - begun >= 2) from error
    connection.wait_s = server.wait_s
    connection.adapters.register_loader("numeric", _PlainNumber)
    return connection


def _connect_s(wait_s: float) -> int:
    most = _CONNECT_S if wait_s <= WAIT_S else _PATIENT_S
    return max(2, min(most, round(wait_s)))  # libpq takes no less


def _connecting_trouble(error: psycopg.Error, waited: bool) -> DatabaseTrouble:
    """Name why there is no connection. libpq has the server's words then, no code."""
    words = str(error).strip()
    problem = DatabaseProblem.GONE
    if isinstance(error, errors.ConnectionTimeout) and waited:
        problem = DatabaseProblem.LATE
    elif "no password supplied" in words:
        problem = DatabaseProblem.REFUSED
    elif "FATAL:" in words and not any(word in words for word in _NOT_NOW):
        missing = 'database "' in words and "does not exist" in words
        problem = DatabaseProblem.MISSING if missing else DatabaseProblem.REFUSED
    return DatabaseTrouble(problem, words)


def trouble_of(error: BaseException | None) -> DatabaseTrouble | None:
    """Return the named trouble behind a driver's error; None means a fault of ours."""
    if not isinstance(error, psycopg.Error):
        return None
    state = error.sqlstate or ""
    problem = _BY_STATE.get(state) or _BY_CLASS.get(state[:2])
    if problem is None and not state and isinstance(error, psycopg.OperationalError):
        problem = DatabaseProblem.GONE
    return DatabaseTrouble(problem, str(error).strip()) if problem else None


@contextlib.contextmanager
def naming_troubles(connection: Bounded) -> Iterator[None]:
    """Turn the driver's errors into named troubles."""
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        if connection.late:
            raise DatabaseTrouble(DatabaseProblem.LATE, "no answer in time") from error
        trouble = trouble_of(error.orig if isinstance(error, DBAPIError) else error)
        if trouble is None:
            raise
        raise trouble from error
