"""A process of the team's bench: `readers N` who follow the floor, or `writers N` of tickets.

argv: what, how many, address; the password comes on stdin, then "go" and "stop" (each a
line). On stdout: "ready", and at the end one line of JSON with what was measured.
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
    """A desk: woken, it reads what is newer, and notes how old that is."""

    def __init__(self, server: Server) -> None:
        self.ages_ms: list[float] = []
        self._follower = Follower(server, self._on_heard, lambda: None)

    def _on_heard(self, _: str, parts: tuple[Part, ...]) -> None:
        if parts:
            # The age of the newest: what came in between is bundled on purpose.
            at_ns = json.loads(parts[-1].body)["at_ns"]
            self.ages_ms.append((time.monotonic_ns() - at_ns) / 1e6)

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
        self.begin = threading.Event()
        self.ready = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        self._crm.open()
        ticket = self._crm.fold(Journal(self._key).event(self._key, "ring")).ticket
        self.ready.set()
        self.begin.wait()
        while not self._ended.is_set():
            self._crm.save_notes(ticket.id, f"words {self.saved}", self._key)
            self.saved += 1
        self._crm.close()

    def close(self) -> None:
        self._ended.set()
        self._thread.join()


def main() -> None:
    """Do what argv says until stdin says stop."""
    what, count, url, name = sys.argv[1], int(sys.argv[2]), sys.argv[3], sys.argv[4]
    server = Server(url, sys.stdin.readline().strip())
    if what == "readers":
        readers = [Reader(server) for _ in range(count)]
        print("ready", flush=True)
        sys.stdin.readline()
        for reader in readers:
            reader.ages_ms.clear()
        sys.stdin.readline()
        for reader in readers:
            reader.close()
        print(json.dumps([age for reader in readers for age in reader.ages_ms]), flush=True)
        return
    writers = [Writer(server, f"{name}-{n}") for n in range(count)]
    for writer in writers:
        writer.ready.wait()
    print("ready", flush=True)
    sys.stdin.readline()
    begun = time.monotonic()
    for writer in writers:
        writer.begin.set()
    sys.stdin.readline()
    for writer in writers:
        writer.close()
    print(json.dumps(sum(w.saved for w in writers) / (time.monotonic() - begun)), flush=True)


if __name__ == "__main__":
    main()
