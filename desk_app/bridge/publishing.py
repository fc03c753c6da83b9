"""Publishing the floor and writing the ledger, as fast as the database takes them."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable

import msgspec

from desk_app.bridge.duty_book import DutyBook
from desk_app.bridge.ledger import call_event
from desk_app.bridge.store import LedgerWriter, Worker
from desk_app.crm.call_event import CallEvent
from desk_app.crm.team import floor as published
from desk_app.crm.team.floor import Part
from desk_app.crm.team.history import Kept, source_of
from desk_app.crm.team.left_open import LeftOpen
from desk_app.crm.trouble import DatabaseTrouble
from desk_app.telephony.team import parts
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.events import AnyFloorEvent, Heard, encode

log = logging.getLogger(__name__)

APART_S = 0.1
_RETRY_S = 0.5
_BATCH = 200
_MOST_KEPT = 200_000
"""Events that wait for a database that is away; more are lost, the oldest first."""
CHECKPOINT_S = 300
_KEPT_US = 3 * 86_400 * 1_000_000


class Publisher:
    """Writes and tells what has changed of a floor: at once, then at most every `APART_S`.

    `before`: the floor as it is published, read in this term.
    """

    def __init__(self, worker: Worker, pbx: str, term: int, before: Floor) -> None:
        self._worker, self._pbx, self._term, self._before = worker, pbx, term, before
        self._version = 0  # 0: none of ours yet
        self._changed = asyncio.Event()

    def changed(self) -> None:
        """There is something to publish."""
        self._changed.set()

    async def run(self, floor: Callable[[], Floor]) -> None:
        """Publish until cancelled. Raises NotLeading when another bridge has begun to."""
        while True:
            await self._changed.wait()
            self._changed.clear()
            try:
                await self.publish(floor())
            except DatabaseTrouble as trouble:
                log.warning("the floor is not published: %s", trouble)
                self._changed.set()
                await asyncio.sleep(_RETRY_S)
            await asyncio.sleep(APART_S)

    async def publish(self, floor: Floor) -> None:
        """Publish what differs from what is published. Raises NotLeading, DatabaseTrouble."""
        if not (differs := parts.changed(self._before, floor)):
            return
        new = [Part(*part) for part in differs]
        version = await self._worker.single(
            lambda connection: published.publish(connection, self._pbx, self._term, new)
        )
        if self._version in (0, version - 1):
            self._before = floor
        else:
            # The server was killed, and has forgotten the last second of what it was given.
            self._before = await read_floor(self._worker, self._pbx)
            self._changed.set()
        self._version = version


async def read_floor(worker: Worker, pbx: str) -> Floor:
    """Return the floor as it is published. Raises DatabaseTrouble."""
    rows = await worker.change(lambda connection: published.read_parts(connection, pbx))
    return parts.Parts(pbx).put(rows)


class Recorder:
    """Writes every event into the ledger, in order; keeps what the database does not take yet."""

    def __init__(self, ledger: LedgerWriter, pbx: str, term: int) -> None:
        self._ledger, self._source = ledger, source_of(pbx)
        # A bridge that does not know yet that it leads no more numbers calls apart from the next.
        self._calls_source = f"{self._source}:{term}"
        self._calls: deque[CallEvent] = deque(maxlen=_MOST_KEPT)
        self._kept: deque[Kept] = deque(maxlen=_MOST_KEPT)
        self._duty = DutyBook(ledger, self._source)
        self._call_seq = self._event_seq = 0
        self._news = asyncio.Event()

    async def begin(self) -> tuple[LeftOpen, ...]:
        """Go on where the bridge before has ended. Raises DatabaseTrouble.

        Returns the calls whose end it has not written.
        """
        self._event_seq = await self._ledger.last_event_seq(self._source)
        return await self._ledger.left_open(self._source)

    def put(self, event: AnyFloorEvent) -> None:
        """Take an event; `Heard` is no news, but those on duty still are."""
        if self._duty.put(event):
            self._news.set()
        if isinstance(event, Heard):
            return
        self._event_seq += 1
        self._kept.append(Kept(self._event_seq, event.at_us, encode(event)))
        self.put_call(event)
        self._news.set()

    def put_call(self, event: AnyFloorEvent) -> None:
        """Take what an event says of its call; said before, it changes nothing."""
        said = call_event(event, self._calls_source, self._call_seq + 1)
        if said is not None:
            self._call_seq += 1
            self._calls.append(said)

    async def run(self, floor: Callable[[], Floor]) -> None:
        """Write until cancelled, and a checkpoint of the floor from time to time."""
        loop = asyncio.get_running_loop()
        next_checkpoint = loop.time()
        while True:
            await self._news.wait()
            self._news.clear()
            try:
                await self.flush()
                if loop.time() >= next_checkpoint:
                    next_checkpoint = loop.time() + CHECKPOINT_S
                    await self._checkpoint(floor())
            except DatabaseTrouble as trouble:
                log.warning("the ledger waits with %d events: %s", len(self._kept), trouble)
                self._news.set()
                await asyncio.sleep(_RETRY_S)

    async def flush(self) -> None:
        """Write all there is. Raises DatabaseTrouble: the rest is kept."""
        while self._calls or self._kept:
            calls = [self._calls[i] for i in range(min(_BATCH, len(self._calls)))]
            kept = [self._kept[i] for i in range(min(_BATCH, len(self._kept)))]
            await self._ledger.write(self._source, calls, kept)
            _forget(self._calls, calls)
            _forget(self._kept, kept)
        await self._duty.flush()

    def leave(self) -> None:
        """Another bridge tells of the floor now; what we know of calls is still to be written."""
        self._kept.clear()
        self._duty.leave()

    async def _checkpoint(self, floor: Floor) -> None:
        """Keep the floor as it is after every event so far."""
        body = msgspec.json.encode(floor).decode()
        whole = Kept(self._event_seq, floor.heard_us, body)
        await self._ledger.checkpoint(self._source, whole, floor.heard_us - _KEPT_US)


def _forget(waiting: deque[CallEvent] | deque[Kept], written: list[CallEvent] | list[Kept]) -> None:
    """Take the written ones off; what is lost on the way (`_MOST_KEPT`) is off already."""
    last = written[-1].seq if written else 0
    while waiting and waiting[0].seq <= last:
        waiting.popleft()
