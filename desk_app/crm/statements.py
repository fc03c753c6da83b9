"""Core statements compiled once and run by the driver itself, for the ring path.

SQLAlchemy takes 70 to 100 µs to run a statement it has compiled before, SQLite a
tenth of that; a ringing call needs twenty. The statements stay portable Core, the
rows are the driver's tuples (all columns are whole numbers and texts).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeAlias

from sqlalchemy import Connection, Delete, Insert, Select, Table, Update, insert
from sqlalchemy.sql.schema import ScalarElementColumnDefault

Values: TypeAlias = dict[str, Any]


class Statement:
    """A statement to run on a connection that is in a transaction; texts and numbers only."""

    def __init__(
        self,
        statement: Select[*tuple[Any, ...]] | Insert | Update | Delete,
        columns: Iterable[str] | None = None,
        defaults: Values | None = None,
    ) -> None:
        self._statement = statement
        self._columns = list(columns) if columns is not None else None
        self._defaults = defaults or {}
        self._compiled: dict[str, tuple[str, Values, list[str] | None]] = {}

    def run(self, connection: Connection, values: Values) -> Any:
        """Execute and return the driver's cursor."""
        dialect = connection.dialect
        made = self._compiled.get(dialect.name)
        if made is None:
            compiled = self._statement.compile(dialect=dialect, column_keys=self._columns)
            order = compiled.positiontup if compiled.positional else None
            made = (compiled.string, compiled.params | self._defaults, order)
            self._compiled[dialect.name] = made
        sql, base, order = made
        given = base | values if base else values
        driver = connection.connection.dbapi_connection
        assert driver is not None  # noqa: S101 - the connection is open
        cursor = driver.cursor()
        cursor.execute(sql, given if order is None else [given[name] for name in order])
        return cursor

    def rows(self, connection: Connection, **values: Any) -> list[tuple[Any, ...]]:
        """Return all rows."""
        found: list[tuple[Any, ...]] = self.run(connection, values).fetchall()
        return found

    def row(self, connection: Connection, **values: Any) -> tuple[Any, ...] | None:
        """Return the first row, or None."""
        found: tuple[Any, ...] | None = self.run(connection, values).fetchone()
        return found

    def value(self, connection: Connection, **values: Any) -> Any:
        """Return the first column of the first row, or None."""
        found = self.run(connection, values).fetchone()
        return None if found is None else found[0]

    def count(self, connection: Connection, **values: Any) -> int:
        """Execute a change and return how many rows it touched."""
        return int(self.run(connection, values).rowcount)


def inserting(model: type[Any], *, returns_id: bool = False) -> Statement:
    """Return an insert of one row; columns not given take the model's defaults."""
    table: Table = model.__table__
    columns = [column.name for column in table.columns if column.name != "id"]
    defaults: Values = dict.fromkeys(columns)
    for column in table.columns:
        if isinstance(column.default, ScalarElementColumnDefault):
            defaults[column.name] = column.default.arg
    statement = insert(table)
    if returns_id:
        statement = statement.returning(table.c.id)
    return Statement(statement, columns, defaults)
