"""A process of the bench of scale: `postgres N` or `nats N` desks that only listen.

They are bare connections in one loop (libpq's, or a socket that speaks NATS), so that what
is measured is the server and not ours. argv: what, how many, address. stdin: the password.
stdout: "ready", then for each line of stdin one of JSON with what came since the last: of
every telling [its instant in ns, age in ms at the last desk, how many had it], all ages, and
this process' CPU in s.
"""

from __future__ import annotations

import json
import selectors
import socket
import sys
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Protocol
from urllib.parse import urlsplit

from desk_app.crm.team.floor import CHANNEL

SUBJECT = "floor.bench"
_AT_ONCE = 8  # that connect
_AT = b'"at_ns": '


class Desk(Protocol):
    """A connection that is told."""

    def fileno(self) -> int:
        """Return its socket's number."""

    def told(self) -> Iterable[bytes]:
        """Return what has come; called when there is something to read."""


class PostgresDesk:
    """A session that listens."""

    def __init__(self, url: str, password: str) -> None:
        import psycopg

        self._connection = psycopg.Connection.connect(url, password=password, autocommit=True)
        self._connection.execute(f'LISTEN "{CHANNEL}"')
        self._raw = self._connection.pgconn

    def fileno(self) -> int:
        """Return its socket's number."""
        return self._raw.socket

    def told(self) -> Iterable[bytes]:
        """Return what carries the floor's parts."""
        self._raw.consume_input()
        while notify := self._raw.notifies():
            yield notify.extra


class NatsDesk:
    """A subscription."""

    def __init__(self, url: str, _password: str) -> None:
        parts = urlsplit(url)
        self._socket = socket.create_connection((str(parts.hostname), parts.port or 4222))
        greeting = b'CONNECT {"verbose":false}\r\nSUB %s 1\r\nPING\r\n' % SUBJECT.encode()
        self._socket.sendall(greeting)
        self._rest = b""
        while b"PONG\r\n" not in self._rest:
            self._rest += self._socket.recv(65_536)
        self._rest = b""

    def fileno(self) -> int:
        """Return its socket's number."""
        return self._socket.fileno()

    def told(self) -> Iterable[bytes]:
        """Return the payloads; answer the server's question whether we are there."""
        self._rest += self._socket.recv(65_536)
        while (end := self._rest.find(b"\r\n")) >= 0:
            line = self._rest[:end]
            if line.startswith(b"MSG "):
                begin, size = end + 2, int(line.rsplit(b" ", 1)[1])
                if len(self._rest) < begin + size + 2:
                    return
                yield self._rest[begin : begin + size]
                end = begin + size
            elif line == b"PING":
                self._socket.sendall(b"PONG\r\n")
            self._rest = self._rest[end + 2 :]


KINDS: dict[str, Callable[[str, str], Desk]] = {"postgres": PostgresDesk, "nats": NatsDesk}


def main() -> None:
    """Listen until the end of stdin; at each word say what came since the last."""
    what, count, url = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    password = sys.stdin.readline().strip()
    with selectors.DefaultSelector() as selector:
        selector.register(sys.stdin, selectors.EVENT_READ)
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for desk in pool.map(lambda _: KINDS[what](url, password), range(count)):
                selector.register(desk, selectors.EVENT_READ, desk)
        print("ready", flush=True)
        ages: list[float] = []
        last: dict[int, tuple[float, int]] = {}
        cpu = time.process_time()
        while True:
            for key, _ in selector.select():
                if key.data is None:
                    if not sys.stdin.readline():
                        return
                    now = time.process_time()
                    told = [[at, *one] for at, one in last.items()]
                    found = {"told": told, "ages": ages, "saved": 0, "cpu": now - cpu}
                    print(json.dumps(found), flush=True)
                    ages, last, cpu = [], {}, now
                    continue
                for payload in key.data.told():
                    # Of several parts the newest; of several pieces each.
                    at = _at_ns(payload)
                    ages.append((time.monotonic_ns() - at) / 1e6)
                    last[at] = ages[-1], last.get(at, (0.0, 0))[1] + 1


def _at_ns(payload: bytes) -> int:
    begin = payload.rindex(_AT) + len(_AT)
    return int(payload[begin : payload.index(b",", begin)])


if __name__ == "__main__":
    main()
