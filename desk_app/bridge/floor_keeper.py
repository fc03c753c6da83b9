"""The floor of one PBX, kept true while this bridge leads: link, snapshots, midnight."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from desk_app.crm.recent import Recent
from desk_app.crm.team.left_open import LeftOpen
from desk_app.telephony.pbx import queue_log
from desk_app.telephony.pbx.ami import Address, Ami, Answer, NoLink
from desk_app.telephony.pbx.counting import counts_otherwise
from desk_app.telephony.pbx.following import call_key
from desk_app.telephony.pbx.members import TOLD
from desk_app.telephony.pbx.reconcile import reconcile, seed, settle
from desk_app.telephony.pbx.texts import plain
from desk_app.telephony.pbx.translate import DOUBT, TRANSFER, Translator
from desk_app.telephony.pbx.wire import Message
from desk_app.telephony.team.board import Floor, QueueTerms
from desk_app.telephony.team.events import (
    Agreed,
    AnyFloorEvent,
    Ended,
    Foreseen,
    Heard,
    LeftHow,
    LinkLost,
)
from desk_app.telephony.team.fold import apply
from desk_app.telephony.team.outlook import expected_s

log = logging.getLogger(__name__)

CHECK_S = 60.0
"""So often the PBX is asked, without any doubt, how many members and callers its queues have."""
WHOLE_S = 900.0
"""So long after the last one a snapshot is taken without any doubt; see docs/decisions/0008."""
_SNAPSHOT_S = 10.0
_TRANSFER_S = 1.0  # after its event: until then a channel may stand there under another's name
_TICK_S = 1.0
_RETRY_S = 1.0
_SECOND_US = 1_000_000


def now_us() -> int:
    """Return this instant, UTC."""
    return time.time_ns() // 1000


def midnight_us() -> int:
    """Return when the team's day began: this machine's local midnight."""
    midnight = datetime.now().astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    return int(midnight.timestamp()) * 1_000_000


class FloorKeeper:
    """Hears a PBX and folds its floor. `told` gets every event, after it is in `floor`."""

    def __init__(
        self,
        address: Address,
        before: Floor,
        told: Callable[[AnyFloorEvent], None],
        terms_of: Callable[[str], QueueTerms] = lambda _queue: QueueTerms(),
        queue_log: Path | None = None,
        left_open: Sequence[LeftOpen] = (),
    ) -> None:
        self.floor = replace(before, linked=False)
        self.calls = Translator(terms_of, self._expected_s)
        self.ami = Ami(address, self._heard, self._linked)
        self._told = told
        self._left_open = list(left_open)
        self._terms_of = terms_of
        self._doubt = asyncio.Event()
        self._is_linked = False
        self._looked_at = 0.0
        self._transferred_at = 0.0
        self._since: list[Message] | None = None  # of members, while a snapshot is on its way
        self._queue_log = queue_log
        self._missed_from_us = before.heard_us  # 0: nothing is missed
        self._new_from_us = before.heard_us + _SECOND_US
        self.came = seed(self.calls, before)  # callers who wait, told by the bridge before

    async def run(self) -> None:
        """Keep the floor until cancelled."""
        self._day()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self.ami.run())
            tasks.create_task(self._look())
            tasks.create_task(self._tick())

    def know(self, people: Mapping[str, str]) -> None:
        """Call agents by the interfaces of these people; see `Members.know`."""
        if self.calls.members.know(people):
            self._doubt.set()

    def look_again(self) -> None:
        """Take a snapshot soon: something may be other than it seems."""
        self._doubt.set()

    def foresee(self, recent: Mapping[str, Recent]) -> None:
        """Reckon expected waits from now on with these handle times, and tell their errors."""
        for queue in self.floor.queues:
            lately = recent.get(queue.name)
            if lately and (lately.handle_s, lately.error_s) != (queue.handle_s, queue.error_s):
                told = Foreseen(now_us(), queue.name, lately.handle_s, lately.error_s)
                self._tell([told])

    def _expected_s(self, queue: str, place: int) -> float | None:
        return expected_s(self.floor, queue, place)

    def _tell(self, events: list[AnyFloorEvent]) -> None:
        for event in events:
            self.floor = apply(self.floor, event)
            self._told(event)

    def _heard(self, message: Message) -> None:
        self._tell(self.calls.feed(message, now_us()))
        if self._since is not None and message.get("Event") in TOLD:
            self._since.append(message)
        if message.get("Event") == TRANSFER:
            self._transferred_at = time.monotonic()
        if message.get("Event") in DOUBT or self.calls.members.puzzled:
            self.calls.members.puzzled = False
            self._doubt.set()

    def _linked(self, linked: bool) -> None:
        self._is_linked = linked
        if linked:
            self._doubt.set()
        else:
            if not self._missed_from_us:
                self._missed_from_us = self.ami.heard_us - _SECOND_US
                # What was over when this bridge began has been told of by the one before.
                self._new_from_us = max(self._new_from_us, self._missed_from_us)
            self._tell([LinkLost(now_us(), self.ami.heard_us)])

    async def _look(self) -> None:
        """Take a snapshot whenever there is a doubt."""
        while True:
            if not await self._in_doubt():
                continue
            self._doubt.clear()
            if not self._is_linked:
                continue
            try:
                await self._snapshot()
            except NoLink as error:
                log.warning("no snapshot: %s", error)
                self._doubt.set()
                await asyncio.sleep(_RETRY_S)

    async def _in_doubt(self) -> bool:
        """Wait for a doubt; from time to time look whether there should be one."""
        try:
            async with asyncio.timeout(CHECK_S):
                await self._doubt.wait()
            return True
        except TimeoutError:
            if not self._is_linked:
                return False
        if time.monotonic() - self._looked_at >= WHOLE_S:
            return True
        try:
            said = await self.ami.ask("QueueSummary", within_s=_SNAPSHOT_S)
        except NoLink:
            return False
        other = said.ok and counts_otherwise(self.floor, self.calls.members, said.events)
        if other:
            log.info("the PBX has other queues or members and told of no change")
        return other

    async def _snapshot(self) -> None:
        """Take a snapshot, which no transfer was half done in."""
        while (left := self._transferred_at + _TRANSFER_S - time.monotonic()) > 0:
            await asyncio.sleep(left)
        self._looked_at = time.monotonic()
        since = self._since = []
        try:
            queues, channels = await self._ask_for_all()
        finally:
            self._since = None
        if self._transferred_at > self._looked_at:
            return  # the next is on its way: a transfer is a doubt
        at_us, missed = now_us(), self._catch_up
        self._tell(reconcile(self.calls, queues.events, channels.events, at_us, missed, since))
        self._agree()
        self._close_left_open(channels.events)

    def _agree(self) -> None:
        """Tell what the team has agreed on, where the floor does not have it so."""
        agreed = ((queue, self._terms_of(queue.name)) for queue in self.floor.queues)
        self._tell([Agreed(now_us(), q.name, terms) for q, terms in agreed if terms != q.terms])

    async def _ask_for_all(self) -> tuple[Answer, Answer]:
        queues = await self.ami.ask("QueueStatus", within_s=_SNAPSHOT_S)
        channels = await self.ami.ask("Status", within_s=_SNAPSHOT_S)
        if not queues.ok or not channels.ok:
            words = queues.words if not queues.ok else channels.words
            raise NoLink(f"the PBX refused: {words}")
        return queues, channels

    def _close_left_open(self, channels: Sequence[Message]) -> None:
        """Tell the ends that no bridge has seen: of calls nobody follows, and the PBX has not."""
        live = {call_key(plain(m.get("Linkedid", ""))) for m in channels}
        self._left_open = [c for c in self._left_open if self.calls.by_key(c.key) is None]
        over = [call for call in self._left_open if call.key not in live]
        self._left_open = [call for call in self._left_open if call.key in live]
        self._tell([Ended(c.last_us, c.queue, c.key, LeftHow.UNKNOWN) for c in over])

    def _catch_up(self) -> None:
        """Follow what happened while nobody listened, from the PBX's own log."""
        since_us, self._missed_from_us = self._missed_from_us, 0
        if since_us and self._queue_log:
            lines = queue_log.read(self._queue_log, since_us - _SECOND_US)
            queue_log.replay(self.calls, lines, self._new_from_us)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(_TICK_S)
            self._day()
            if self._is_linked:
                self._tell(settle(self.calls, now_us()))
                if self.floor.linked:
                    self._tell([Heard(self.ami.heard_us)])

    def _day(self) -> None:
        midnight = midnight_us()
        if midnight != self.floor.day_us:
            self._tell(self.calls.new_day(midnight, now_us()))
