"""The people of the team, as everybody may read them. Any thread with a transaction of its own."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select, text

from desk_app.crm.models import AnyRow
from desk_app.crm.team.models import Person as Row


@dataclass(frozen=True)
class Person:
    """Somebody with a login. `interface` is the PBX's name of their phone, an `AgentNow.id`."""

    login: str
    role: str  # agent, supervisor, admin, bridge
    extension: str
    interface: str


_ROWS = select(Row.login, Row.role, Row.extension, Row.interface).order_by(Row.login)


def people(connection: Connection) -> tuple[Person, ...]:
    """Return everybody, by login."""
    return tuple(map(_person, connection.execute(_ROWS)))


def myself(connection: Connection) -> Person | None:
    """Return whom this connection is logged in as; None: a file, or nobody of the team."""
    if connection.dialect.name != "postgresql":
        return None
    row = connection.execute(_ROWS.where(Row.login == text("session_user"))).first()
    return None if row is None else _person(row)


def _person(row: AnyRow) -> Person:
    return Person(*row)
