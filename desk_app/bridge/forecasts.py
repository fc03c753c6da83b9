"""What expected waits are reckoned with, read from the ledger from time to time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping

from msgspec.structs import replace
from sqlalchemy import Connection

from desk_app.bridge.floor_keeper import now_us
from desk_app.bridge.store import Worker
from desk_app.crm import recent
from desk_app.crm.recent import Recent
from desk_app.crm.trouble import DatabaseTrouble

log = logging.getLogger(__name__)

EVERY_S = 60.0


class Forecasts:
    """Reads how each queue was lately. Wrap-ups are the desks' to tell: the PBX has none."""

    def __init__(self, worker: Worker, foresee: Callable[[Mapping[str, Recent]], None]) -> None:
        self._worker, self._foresee = worker, foresee

    async def run(self) -> None:
        """Read until cancelled; what the database does not tell stays as it was."""
        while True:
            try:
                self._foresee(await self._worker.change(_read))
            except DatabaseTrouble as trouble:
                log.warning("expected waits are reckoned as before: %s", trouble)
            await asyncio.sleep(EVERY_S)


def _read(connection: Connection) -> dict[str, Recent]:
    """Return the queues in whole seconds: nobody expects more, and less is no news."""
    found = recent.by_queue(connection, (), now_us())
    return {queue: _whole(lately) for queue, lately in found.items()}


def _whole(lately: Recent) -> Recent:
    error_s = None if lately.error_s is None else float(round(lately.error_s))
    return replace(lately, handle_s=float(round(lately.handle_s)), error_s=error_s)
