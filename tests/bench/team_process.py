"""A process of the team's bench: `readers N` who follow the floor, or `writers N` of tickets.

argv: what, how many, address, name; the password comes on stdin. On stdout: "ready", then
for each line of stdin one of JSON with what was measured since the last. Ends with stdin.
"""

from __future__ import annotations

import json
import sys
import threading
import time

from desk_app.crm.server import Server
from desk_app.crm.service import Crm
from desk_app.crm.team.floor import Part
from desk_app.crm.team.following import Follower
from tests.crm.calls import Journal


class Reader:
    """A desk: it follows the floor, and notes how old the news are."""

    def __init__(self, server: Server) -> None:
        self._ages_ms: list[float] = []
        self.ready = threading.Event()
        self._follower = Follower(server, self._on_heard, lambda: None)

    def taken(self) -> list[float]:
        """Return how old the news were, in ms, since this was asked last."""
        ages, self._ages_ms = self._ages_ms, []
        return ages

    def _on_heard(self, _: str, parts: tuple[Part, ...], _whole: bool) -> None:
        self.ready.set()
        if parts:
            # The age of the newest: what came in between is bundled on purpose.
            at_ns = json.loads(parts[-1].body)["at_ns"]
            self._ages_ms.append((time.monotonic_ns() - at_ns) / 1e6)

    def close(self) -> None:
        self._follower.close()


class Writer:
    """A desk whose agent's words are saved as fast as they can be."""

    def __init__(self, server: Server, name: str) -> None:
        self._crm = Crm(server)
        self._key = name
        self._server = server
        self.saved = 0
        self._ended = threading.Event()
        self.ready = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        self._crm.open()
        ticket = self._crm.fold(Journal(self._key).event(self._key, "ring")).ticket
        self.ready.set()
        while not self._ended.is_set():
            self._crm.save_notes(ticket.id, f"words {self.saved}", self._key)
            self.saved += 1
        self._crm.close()

    def close(self) -> None:
        self._ended.set()
        self._thread.join()


def main() -> None:
    """Do what argv says until the end of stdin; at each word say what came since the last."""
    what, count, url, name = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
    server = Server(url, sys.stdin.readline().strip())
    readers = [Reader(server) for _ in range(count if what == "readers" else 0)]
    writers = [Writer(server, f"{name}-{n}") for n in range(count if what == "writers" else 0)]
    people: list[Reader | Writer] = [*readers, *writers]
    for one in people:
        one.ready.wait()
    print("ready", flush=True)
    cpu, saved = 0.0, 0
    for _ in sys.stdin:
        ages = [age for reader in readers for age in reader.taken()]
        now, sum_saved = time.process_time(), sum(writer.saved for writer in writers)
        print(json.dumps({"ages": ages, "saved": sum_saved - saved, "cpu": now - cpu}), flush=True)
        cpu, saved = now, sum_saved
    for one in people:
        one.close()


if __name__ == "__main__":
    main()
