"""A supervisor's words to an agent's desk, and when they were seen there.

Each function works in a transaction of the caller's, on the caller's thread. The server
writes who sends and when, and lets nobody read what is between others.
"""

from __future__ import annotations

from sqlalchemy import Connection, func, insert, select, text, update

from desk_app.crm.models import new_id
from desk_app.crm.records import TeamMessage
from desk_app.crm.team.models import Message, Person
from desk_app.crm.text import bounded

CHANNEL = "desk_messages"
LONGEST = 500
_MOST = 50
_ROWS = select(
    Message.id, Message.at_us, Message.by, Message.to_person, Message.body, Message.read_us
)
_MYSELF = text("session_user")


def send(connection: Connection, interface: str, body: str) -> int | None:
    """Send a message to whoever has this phone and return its number; `tell` after the commit.

    None: nobody of the team has it, or there are no words.

    Raises:
        DatabaseTrouble: NO_RIGHTS: this login may send none.
    """
    line = bounded(body, LONGEST)
    to = select(Person.login).where(Person.interface == interface).order_by(Person.login)
    login = connection.execute(to).scalars().first() if interface else None
    if login is None or not line:
        return None
    return new_id(connection.execute(insert(Message), {"to_person": login, "body": line}))


def mark_read(connection: Connection, message_id: int) -> None:
    """Keep that a message was seen; `tell` after the commit. The first time counts."""
    mine = (Message.id == message_id, Message.to_person == _MYSELF)
    connection.execute(update(Message).where(*mine).values(read_us=0))  # the server knows when


def tell(connection: Connection, message_id: int) -> None:
    """Wake both desks of a message; in a transaction of its own, after the commit."""
    row = connection.execute(
        select(Message.to_person, Message.by).where(Message.id == message_id)
    ).first()
    if row is not None:
        connection.execute(select(func.pg_notify(CHANNEL, " ".join(row))))


def unread(connection: Connection) -> tuple[TeamMessage, ...]:
    """Return what this login has not seen yet, oldest first."""
    mine = (Message.to_person == _MYSELF, Message.read_us.is_(None))
    rows = connection.execute(_ROWS.where(*mine).order_by(Message.id).limit(_MOST))
    return tuple(TeamMessage(*row) for row in rows)


def sent(connection: Connection, interface: str, since_us: int) -> tuple[TeamMessage, ...]:
    """Return what this login has sent to whoever has a phone, newest first."""
    to = select(Person.login).where(Person.interface == interface)
    mine = (Message.by == _MYSELF, Message.to_person.in_(to), Message.at_us >= since_us)
    rows = connection.execute(_ROWS.where(*mine).order_by(Message.id.desc()).limit(_MOST))
    return tuple(TeamMessage(*row) for row in rows)
