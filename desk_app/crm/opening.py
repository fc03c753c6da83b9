"""A database wherever it is: the file of one desk, or the server of a team."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from desk_app.crm.database import open_database
from desk_app.crm.server import Server, Where

T = TypeVar("T")


class AnyDatabase(Protocol):
    """An open, current database; used on one thread only. Troubles are `DatabaseTrouble`."""

    @property
    def replaced(self) -> bool:
        """Whether it would be used in vain and has to be opened anew."""
        ...

    def read(self) -> contextlib.AbstractContextManager[Connection]:
        """Give a connection for reading one consistent state."""
        ...

    def write(self) -> contextlib.AbstractContextManager[Connection]:
        """Give a connection in a transaction; what is read inside stays true."""
        ...

    def change(self, work: Callable[[Connection], T]) -> T:
        """Do `work` in a writing transaction, again where others were in its way.

        It may be called several times, so it must change nothing but the database.
        """
        ...

    def backup(self, to: Path) -> None:
        """Copy the database to a file."""
        ...

    def close(self) -> None:
        """Release it."""
        ...


def open_anywhere(where: Where, *, create: bool = True) -> AnyDatabase:
    """Open the database; a file is made (with `create`) or brought up to date where needed.

    Raises:
        DatabaseTrouble: see `DatabaseProblem`.
    """
    if isinstance(where, Server):
        from desk_app.crm.postgres.database import open_server  # psycopg: 0.14 s

        return open_server(where)
    return open_database(where, create=create)
