"""Orders from the database to the PBX, and their answers back."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
from sqlalchemy import Connection

from desk_app.bridge.orders import Done, Orders, allowed
from desk_app.bridge.store import Worker
from desk_app.crm.team import orders as placed_orders
from desk_app.crm.team.orders import PlacedOrder
from desk_app.crm.team.people import Person, people
from desk_app.crm.trouble import DatabaseTrouble
from desk_app.telephony.team.orders import AnyOrder, OrderResult

T = TypeVar("T")

log = logging.getLogger(__name__)

LOOK_S = 5.0
"""So often orders are looked for though nobody has told of one."""
_decode = msgspec.json.Decoder(AnyOrder).decode
_ANSWER_TRIES = 3


class OrderBook:
    """Takes up orders as they are placed; each is carried out once and answered."""

    def __init__(
        self,
        worker: Worker,
        pbx: str,
        orders: Orders,
        linked: Callable[[], bool],
        leads: Callable[[], bool],
        knows: Callable[[Sequence[Person]], None],
    ) -> None:
        self._worker, self._pbx, self._orders = worker, pbx, orders
        self._linked, self._leads, self._knows = linked, leads, knows
        self._placed = asyncio.Event()
        self._working: set[asyncio.Task[None]] = set()

    def look(self) -> None:
        """An order may have been placed."""
        self._placed.set()

    async def run(self) -> None:
        """Take up orders until cancelled."""
        await self._change(lambda c: placed_orders.answer_left_over(c, self._pbx))
        while True:
            taken = await self._change(lambda c: _claim(c, self._pbx)) if self._leads() else None
            orders, everybody = taken or ((), ())
            if everybody:
                self._knows(everybody)
            phones = {person.login: person.interface for person in everybody}
            for order in orders:
                task = asyncio.create_task(self._carry_out(order, phones.get(order.by, "")))
                self._working.add(task)
                task.add_done_callback(self._working.discard)
            try:
                async with asyncio.timeout(LOOK_S):
                    await self._placed.wait()
            except TimeoutError:
                pass
            self._placed.clear()

    async def _carry_out(self, placed: PlacedOrder, phone: str) -> None:
        done = await self._done(placed, phone)
        log.info("order %d (%s by %s): %s %s", placed.id, placed.kind, placed.by, *done)
        for _ in range(_ANSWER_TRIES):
            answered = await self._change(
                lambda c: placed_orders.answer(c, placed.id, done.result.value, done.detail)
            )
            if answered is not None:
                await self._change(lambda c: placed_orders.tell(c, placed.id))
                return

    async def _done(self, placed: PlacedOrder, phone: str) -> Done:
        try:
            order: AnyOrder = _decode(placed.body)
        except msgspec.DecodeError as error:
            return Done(OrderResult.FAILED, f"not an order: {error}")
        if not allowed(order, placed.role, phone):
            return Done(OrderResult.REFUSED)
        if not self._linked():
            return Done(OrderResult.LATE, "no link to the PBX")
        return await self._orders.carry_out(order)

    async def _change(self, work: Callable[[Connection], T]) -> T | None:
        """Do work on the database; None: it could not be done now."""
        try:
            return await self._worker.change(work)
        except DatabaseTrouble as trouble:
            log.warning("orders: %s", trouble)
            return None


def _claim(connection: Connection, pbx: str) -> tuple[Sequence[PlacedOrder], Sequence[Person]]:
    """Return the orders taken up, and the people of the team as they are now."""
    return placed_orders.claim(connection, pbx), people(connection)
