"""A process of the team's bench: `readers N` who follow the floor, or `writers N` of tickets.

argv: what, how many, address; the password comes on stdin, then "go" and "stop" (each a
line). On stdout: "ready", and at the end one line of JSON with what was measured.
"""

from __future__ import annotations

import json
import sys
import threading
import time

from desk_app.crm.opening import open_anywhere
from desk_app.crm.server import Server
from desk_app.crm.service import Crm
from desk_app.crm.team import floor
from desk_app.crm.team.listening import Listener, Woken
from tests.crm.calls import Journal


class Reader:
    """A desk: woken, it reads what is newer, and notes how old that is."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._news = threading.Semaphore(0)
        self._ended = False
        self.ages_ms: list[float] = []
        self._listener = Listener(server, (floor.CHANNEL,), self._on_woken, lambda: None)
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _on_woken(self, _: Woken) -> None:
        self._news.release()

    def _run(self) -> None:
        database, known = open_anywhere(self._server), 0
        while self._news.acquire() and not self._ended:
            with database.read() as connection:
                parts = floor.read_parts(connection, "bench", known)
            if parts:
                now = time.monotonic_ns()
                # The age of the newest: what came in between is bundled on purpose.
                self.ages_ms.append((now - json.loads(parts[-1].body)["at_ns"]) / 1e6)
                known = parts[-1].version
        database.close()

    def close(self) -> None:
        self._listener.close()
        self._ended = True
        self._news.release()
        self._thread.join()


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
