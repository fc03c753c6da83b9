"""Orders to a bridge in the database: placed by people, claimed and answered by the bridge.

Each function works in a transaction of the caller's, on the caller's thread. On a server
the database itself writes who gives an order, when, and whether that person may: what may
not be is answered `refused` in the moment it is placed. Rows stay for ever: they are the audit.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select, update

from desk_app.crm.models import AnyRow, new_id
from desk_app.crm.team.models import Order

CHANNEL = "desk_orders"
LATE_S = 10.0
"""An order nobody has taken up by then is not carried out any more: who knows who needs it."""
LATE, FAILED = "late", "failed"
_LONGEST_DETAIL = 200


@dataclass(frozen=True)
class PlacedOrder:
    """An order as the database has it. `result` is "" while it waits or is carried out."""

    id: int
    pbx: str
    at_us: int
    by: str  # login
    role: str  # of that person when it was given
    kind: str
    body: str  # JSON
    done_us: int | None
    result: str
    detail: str


_COLUMNS = (
    Order.id,
    Order.pbx,
    Order.at_us,
    Order.by,
    Order.role,
    Order.kind,
    Order.body,
    Order.done_us,
    Order.result,
    Order.detail,
)


def _now_us() -> int:
    return time.time_ns() // 1000


def _placed(row: AnyRow) -> PlacedOrder:
    return PlacedOrder(*row)


def place(connection: Connection, pbx: str, body: str) -> int:
    """Place an order and return its number; `tell` the bridge after the commit.

    Desks use `ordering.OrderDesk`, which also waits for the answer.

    Raises:
        DatabaseTrouble: NO_RIGHTS: this login may place none at all.
    """
    return new_id(connection.execute(insert(Order), {"pbx": pbx, "body": body}))


def order(connection: Connection, order_id: int) -> PlacedOrder | None:
    """Return an order; None: there is none, or it is not this login's to see."""
    row = connection.execute(select(*_COLUMNS).where(Order.id == order_id)).first()
    return None if row is None else _placed(row)


def give_up(connection: Connection, order_id: int) -> None:
    """Answer one's own order `late`, unless it has its answer: its giver waits no longer."""
    connection.execute(select(func.desk_give_up_order(order_id)))


def tell(connection: Connection, order_id: int) -> None:
    """Wake whoever has to do with an order; in a transaction of its own, after the commit."""
    connection.execute(select(func.pg_notify(CHANNEL, str(order_id))))


def claim(connection: Connection, pbx: str, limit: int = 50) -> tuple[PlacedOrder, ...]:
    """Take up the orders that wait, oldest first; each is given to one bridge, once.

    Those older than `LATE_S` are answered instead. Only for the bridge that leads.
    """
    now_us = _now_us()
    waits = (Order.pbx == pbx, Order.done_us.is_(None), Order.claimed_us.is_(None))
    too_old = Order.at_us < now_us - round(LATE_S * 1_000_000)
    connection.execute(update(Order).where(*waits, too_old), {"done_us": now_us, "result": LATE})
    next_ones = select(Order.id).where(*waits).order_by(Order.id).limit(limit)
    taken = connection.execute(
        update(Order).where(Order.id.in_(next_ones)).values(claimed_us=now_us).returning(*_COLUMNS)
    )
    return tuple(sorted(map(_placed, taken), key=lambda placed: placed.id))


def answer(connection: Connection, order_id: int, result: str, detail: str = "") -> bool:
    """Write what became of an order; False: it has its answer already (its giver gave it up)."""
    done = connection.execute(
        update(Order)
        .where(Order.id == order_id, Order.done_us.is_(None))
        .values(done_us=_now_us(), result=result, detail=detail[:_LONGEST_DETAIL])
    )
    return done.rowcount > 0


def answer_left_over(connection: Connection, pbx: str) -> int:
    """Answer `failed` what the bridge before had taken up and not answered; return how many."""
    left = (Order.pbx == pbx, Order.done_us.is_(None), Order.claimed_us.is_not(None))
    failed = {"done_us": _now_us(), "result": FAILED, "detail": "the bridge ended meanwhile"}
    return connection.execute(update(Order).where(*left), failed).rowcount


def audit(
    connection: Connection, from_us: int, to_us: int, limit: int = 1000
) -> tuple[PlacedOrder, ...]:
    """Return the orders of a period, newest first; an agent sees her own."""
    rows = connection.execute(
        select(*_COLUMNS)
        .where(Order.at_us >= from_us, Order.at_us < to_us)
        .order_by(Order.id.desc())
        .limit(limit)
    )
    return tuple(map(_placed, rows))
