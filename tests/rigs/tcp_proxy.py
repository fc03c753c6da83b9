"""A TCP line that can be cut: between a program and what it connects to."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
from collections.abc import Callable, Iterable
from types import TracebackType


class Proxy:
    """Passes connections on to 127.0.0.1:`port`. A context manager.

    `spoil`, if there is one, is given what comes from there, and says in which pieces what
    is passed on instead.
    """

    def __init__(self, port: int) -> None:
        self._to = port
        self.spoil: Callable[[bytes], Iterable[bytes]] | None = None
        self._there: set[socket.socket] = set()
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self._woken, self._wake = socket.socketpair()
        self._pairs: dict[socket.socket, socket.socket] = {}
        self._lock = threading.Lock()
        self._is_cut = self._is_silent = self._ended = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def cut(self) -> None:
        """End all connections, and every new one at once, until `mend`."""
        self._set(cut=True)

    def silence(self) -> None:
        """Pass nothing on any more, and end nothing, until `mend`."""
        self._set(silent=True)

    def mend(self) -> None:
        """Pass on again; what was silent is ended, as a router does that has forgotten it."""
        self._set()

    def _set(self, *, cut: bool = False, silent: bool = False) -> None:
        with self._lock:
            if cut or self._is_silent:
                self._drop()
            self._is_cut, self._is_silent = cut, silent
        self._wake.send(b"x")

    def _drop(self) -> None:
        for one in self._pairs:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._pairs.clear()
        self._there.clear()

    def _run(self) -> None:
        while not self._ended:
            with self._lock:
                live = [] if self._is_silent else list(self._pairs)
            ready, _, _ = select.select([self._woken, self._listening, *live], [], [])
            with self._lock:
                for one in ready:
                    self._serve(one)

    def _serve(self, one: socket.socket) -> None:
        if one is self._woken:
            self._woken.recv(64)
        elif one is self._listening:
            self._accept()
        elif (other := self._pairs.get(one)) is not None and not self._is_silent:
            try:
                data = one.recv(65_536)
                spoil = self.spoil if one in self._there else None
                for piece in spoil(data) if spoil else (data,):
                    other.sendall(piece)
            except OSError:
                data = b""
            if not data:
                for end in (one, other):
                    self._there.discard(end)
                    self._pairs.pop(end, None)
                    end.close()

    def _accept(self) -> None:
        here, _ = self._listening.accept()
        try:
            if self._is_cut:
                raise OSError
            there = socket.create_connection(("127.0.0.1", self._to), 5)
            here.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._there.add(there)
        except OSError:
            here.close()
            return
        self._pairs |= {here: there, there: here}

    def close(self) -> None:
        """End everything."""
        self._ended = True
        self._set(cut=True)
        self._thread.join()
        for one in (self._listening, self._woken, self._wake):
            one.close()

    def __enter__(self) -> Proxy:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
