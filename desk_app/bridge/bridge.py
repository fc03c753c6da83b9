"""The bridge of one PBX: strives for the lead, and while it has it, does everything else."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from desk_app.bridge.floor_keeper import FloorKeeper
from desk_app.bridge.forecasts import Forecasts
from desk_app.bridge.order_book import OrderBook
from desk_app.bridge.orders import Orders
from desk_app.bridge.publishing import Publisher, Recorder, read_floor
from desk_app.bridge.store import LedgerWriter, Worker
from desk_app.crm.numbers import NumberRules
from desk_app.crm.server import Server
from desk_app.crm.team import floor as published
from desk_app.crm.team import orders
from desk_app.crm.team.floor import NotLeading
from desk_app.crm.team.leading import Leadership
from desk_app.crm.team.listening import Listener
from desk_app.crm.team.people import Person, people
from desk_app.crm.trouble import DatabaseTrouble
from desk_app.telephony.pbx.ami import Address
from desk_app.telephony.pbx.interfaces import is_local, is_phone
from desk_app.telephony.team.board import Floor, QueueTerms
from desk_app.telephony.team.events import AnyFloorEvent, LinkLost

log = logging.getLogger(__name__)

_RETRY_S = 1.0
_LAST_WORDS_S = 3.0


@dataclass(frozen=True)
class Plan:
    """What a bridge needs to know."""

    pbx: str  # its name, as walls and orders use it
    address: Address
    server: Server
    numbers: NumberRules
    terms_of: Callable[[str], QueueTerms]
    queue_log: Path | None = None  # the PBX's, if this machine can read it


class Bridge:
    """One process' bridge. `run` on an asyncio loop; `stop` from that loop."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._leads = asyncio.Event()
        self._stop = asyncio.Event()
        self._orders: OrderBook | None = None

    def stop(self) -> None:
        """End cleanly: say that the floor is known no longer, write the rest, let others lead."""
        self._stop.set()

    async def run(self) -> None:
        """Bridge until `stop`."""
        loop = asyncio.get_running_loop()

        def on_loop(work: Callable[[], None]) -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(work)

        plan = self._plan
        worker, ledger = Worker(plan.server, "floor"), LedgerWriter(plan.server, plan.numbers)
        reader = Worker(plan.server, "forecasts")  # a week's calls: nothing is to wait for them
        listener = Listener(
            plan.server,
            (orders.CHANNEL,),
            lambda _woken: on_loop(self._on_order),
            lambda: None,
        )
        leadership = Leadership(
            plan.server,
            plan.pbx,
            partial(on_loop, partial(self._on_lead, True)),
            partial(on_loop, partial(self._on_lead, False)),
        )
        try:
            await self._strive(worker, reader, ledger)
        finally:
            for part in (listener, worker, reader, ledger, leadership):
                await asyncio.to_thread(part.close)

    def _on_order(self) -> None:
        if self._orders is not None:
            self._orders.look()

    def _on_lead(self, leads: bool) -> None:
        log.info("this bridge %s", "leads" if leads else "does not lead")
        (self._leads.set if leads else self._leads.clear)()

    async def _strive(self, worker: Worker, reader: Worker, ledger: LedgerWriter) -> None:
        """Lead whenever it is ours to, until `stop`.

        Who has lost the lead, maybe with the database, hears on and keeps what is to be written
        until another one is known to have begun: else nobody hears what happens meanwhile.
        """
        while await self._first(self._leads):
            leading = asyncio.create_task(self._lead(worker, reader, ledger))
            stops = asyncio.create_task(self._stop.wait())
            done, _ = await asyncio.wait((leading, stops), return_when=asyncio.FIRST_COMPLETED)
            for task in (leading, stops):
                task.cancel()
            try:
                await leading
            except asyncio.CancelledError:
                pass
            except (DatabaseTrouble, NotLeading) as error:
                log.warning("not leading now: %s", error)
            except ExceptionGroup as group:
                if group.split((DatabaseTrouble, NotLeading))[1]:
                    raise
                log.warning("not leading now: %s", group.exceptions[0])
            if leading in done and not self._stop.is_set():
                await asyncio.sleep(_RETRY_S)

    async def _first(self, event: asyncio.Event) -> bool:
        """Wait for an event; False when we are to stop."""
        waits = [asyncio.create_task(one.wait()) for one in (event, self._stop)]
        await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()
        return not self._stop.is_set()

    async def _lead(self, worker: Worker, reader: Worker, ledger: LedgerWriter) -> None:
        plan = self._plan
        pbx = plan.pbx
        term = await worker.change(lambda c: published.begin_to_lead(c, pbx))
        before = await read_floor(worker, pbx)
        recorder = Recorder(ledger, pbx, term)
        left_open = await recorder.begin()
        if before.linked:  # the bridge before us ended without a word: history tells it here
            recorder.put(LinkLost(before.heard_us, before.heard_us))
        publisher = Publisher(worker, pbx, term, before)

        def told(event: AnyFloorEvent) -> None:
            recorder.put(event)
            publisher.changed()

        keeper = FloorKeeper(plan.address, before, told, plan.terms_of, plan.queue_log, left_open)
        work = Orders(keeper.ami, keeper.calls, lambda: keeper.floor, keeper.look_again)
        knows = partial(_know, keeper)
        knows(await worker.change(people))
        self._orders = OrderBook(
            worker, pbx, work, lambda: keeper.floor.linked, self._leads.is_set, knows
        )
        for event in keeper.came:
            recorder.put_call(event)
        forecasts = Forecasts(reader, lambda: keeper.floor, keeper.foresee)
        publisher.changed()  # whatever the bridge before us left: nothing is known yet
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(keeper.run())
                tasks.create_task(publisher.run(lambda: keeper.floor))
                tasks.create_task(recorder.run(lambda: keeper.floor))
                tasks.create_task(self._orders.run())
                tasks.create_task(forecasts.run())
        finally:
            self._orders = None
            await self._last_words(keeper.floor, publisher, recorder)

    async def _last_words(self, floor: Floor, publisher: Publisher, recorder: Recorder) -> None:
        """Publish that nobody listens now, and write what is not written."""
        try:
            async with asyncio.timeout(_LAST_WORDS_S):
                try:
                    await publisher.publish(floor)
                except NotLeading:
                    recorder.leave()
                await recorder.flush()
        except (DatabaseTrouble, TimeoutError) as error:
            log.warning("no last words: %s", error)


def _know(keeper: FloorKeeper, everybody: Sequence[Person]) -> None:
    keeper.know({one.interface: _watched(one) for one in everybody if one.interface})


def _watched(person: Person) -> str:
    """Return the phone that tells whether somebody who is reached by the dialplan is busy."""
    phone = f"PJSIP/{person.extension}"
    return phone if is_local(person.interface) and is_phone(phone) else ""
