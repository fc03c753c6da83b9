"""What expected waits are reckoned with, read from the ledger from time to time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from functools import partial

from msgspec.structs import replace
from sqlalchemy import Connection

from desk_app.bridge.floor_keeper import now_us
from desk_app.bridge.store import Worker
from desk_app.crm import recent
from desk_app.crm.recent import Recent
from desk_app.crm.trouble import DatabaseTrouble
from desk_app.telephony.team.board import Floor

log = logging.getLogger(__name__)

EVERY_S = 60.0
_LOOK_S = 1.0
_NONE = Recent()


class Forecasts:
    """Reads how each queue was lately. Wrap-ups are the desks' to tell: the PBX has none."""

    def __init__(
        self,
        worker: Worker,
        floor: Callable[[], Floor],
        foresee: Callable[[Mapping[str, Recent]], None],
    ) -> None:
        self._worker, self._floor, self._foresee = worker, floor, foresee

    async def run(self) -> None:
        """Read until cancelled, and at once for a new queue; else what was read last counts."""
        loop = asyncio.get_running_loop()
        known: set[str] = set()
        next_at = loop.time()
        while True:
            names = tuple(queue.name for queue in self._floor().queues)
            if loop.time() >= next_at or not known.issuperset(names):
                known, next_at = set(names), loop.time() + EVERY_S
                await self._read(names)
            await asyncio.sleep(_LOOK_S)

    async def _read(self, names: tuple[str, ...]) -> None:
        try:
            self._foresee(await self._worker.change(partial(_lately, names)))
        except DatabaseTrouble as trouble:
            log.warning("expected waits are reckoned as before: %s", trouble)


def _lately(names: tuple[str, ...], connection: Connection) -> dict[str, Recent]:
    """Return the queues in whole seconds: nobody expects more, and less is no news."""
    found = recent.by_queue(connection, names, now_us())
    return {name: _whole(found.get(name, _NONE)) for name in names}


def _whole(lately: Recent) -> Recent:
    error_s = None if lately.error_s is None else float(round(lately.error_s))
    return replace(lately, handle_s=float(round(lately.handle_s)), error_s=error_s)
