"""How a bridge publishes, on a real server: what differs, not too often, and all that was lost."""

from __future__ import annotations

import asyncio
import itertools
import queue
import threading
import time
from contextlib import closing

from msgspec.structs import replace

from desk_app.bridge.publishing import APART_S, Publisher, read_floor
from desk_app.bridge.store import Worker
from desk_app.crm.server import Server
from desk_app.crm.team import floor as published
from desk_app.crm.team.floor import Part
from desk_app.crm.team.following import Follower
from desk_app.crm.team.listening import Listener, Woken
from desk_app.telephony.team.board import Floor, QueueNow
from desk_app.telephony.team.parts import Parts
from tests.rigs.patience import PATIENCE_S
from tests.rigs.postgres import Postgres

PBX = "lab"
FLOOR = Floor(PBX, True, 7, (QueueNow("billing"), QueueNow("support")))


class Wall:
    """The floor as a wall has it that follows it."""

    def __init__(self, server: Server) -> None:
        self.floor = Floor(PBX)
        self._changed = threading.Condition()
        self._parts = Parts(PBX)
        self._follower = Follower(server, self._on_heard, lambda: None)

    def _on_heard(self, _: str, parts: tuple[Part, ...], whole: bool) -> None:
        with self._changed:
            self._parts = Parts(PBX) if whole else self._parts
            self.floor = self._parts.put(parts)
            self._changed.notify()

    def shows(self, floor: Floor) -> None:
        """Wait until it does."""
        with self._changed:
            assert self._changed.wait_for(lambda: self.floor == floor, PATIENCE_S), self.floor

    def close(self) -> None:
        self._follower.close()


async def begin(worker: Worker) -> Publisher:
    term = await worker.change(lambda c: published.begin_to_lead(c, PBX))
    return Publisher(worker, PBX, term, await read_floor(worker, PBX))


def test_what_a_killed_server_forgets_is_published_again() -> None:
    """A queue that came and one that went in its last second are known to walls, not to it."""
    own = Postgres(durable=True)
    try:
        team = own.fresh()
        with (
            closing(Worker(own.server(team, "pbx-lab", tcp=True), "floor")) as worker,
            closing(Wall(own.server(team, "mina", tcp=True))) as wall,
        ):

            async def publish_all() -> Floor:
                publisher = await begin(worker)
                await publisher.publish(FLOOR)
                with own.connect(team) as admin:
                    admin.execute("CHECKPOINT")
                seen = replace(FLOOR, queues=(QueueNow("new"), *FLOOR.queues[1:]))
                with own.power_cut():
                    await publisher.publish(replace(seen, heard_us=8))
                    await publisher.publish(seen)
                    await asyncio.to_thread(wall.shows, seen)
                await asyncio.to_thread(wall.shows, FLOOR)  # forgotten indeed
                later = replace(seen, heard_us=9)
                publisher.changed()
                runs = asyncio.create_task(publisher.run(lambda: later))
                await asyncio.to_thread(wall.shows, later)
                runs.cancel()
                return await read_floor(worker, PBX)

            assert asyncio.run(publish_all()) == replace(wall.floor, heard_us=9)
    finally:
        own.close()


def test_a_floor_that_changes_all_the_time_is_told_ten_times_a_second(
    postgres: Postgres, database: str
) -> None:
    told: queue.Queue[Woken] = queue.Queue()
    server = postgres.server(database, "sara")
    listener = Listener(server, (published.CHANNEL,), told.put, lambda: None)
    assert told.get(timeout=PATIENCE_S) == Woken()

    async def publish() -> list[float]:
        publisher = await begin(worker)
        at: list[float] = []

        def changed() -> Floor:
            publisher.changed()
            at.append(time.monotonic())
            return replace(FLOOR, heard_us=len(at))

        publisher.changed()
        runs = asyncio.create_task(publisher.run(changed))
        for _ in range(7):
            await asyncio.to_thread(told.get, True, PATIENCE_S)
        runs.cancel()
        return at

    with closing(Worker(postgres.server(database, "pbx-lab"), "floor")) as worker:
        at = asyncio.run(publish())
    listener.close()
    assert len(at) >= 7  # each is told once
    assert min(after - before for before, after in itertools.pairwise(at)) > 0.9 * APART_S
