"""The team's lists: what a ticket may be about, and how a call may end for it."""

from __future__ import annotations

from sqlalchemy import Connection, select

from desk_app.crm.models import Category, Disposition
from desk_app.crm.records import Choice


def dispositions(connection: Connection) -> tuple[Choice, ...]:
    """Return how a call may end for its ticket, in the team's order."""
    rows = connection.execute(
        select(Disposition.code, Disposition.label).order_by(Disposition.position)
    )
    return tuple(Choice(code=row.code, label=row.label) for row in rows)


def categories(connection: Connection) -> tuple[Choice, ...]:
    """Return what a ticket may be about, in the team's order; children follow their parent."""
    rows = connection.execute(
        select(Category.code, Category.label, Category.parent).order_by(Category.position)
    )
    return tuple(Choice(code=row.code, label=row.label, parent=row.parent) for row in rows)
