"""The engine's end of the local socket: one desk at a time, lines in, lines out.

POSIX uses a plain non-blocking socket: QtNetwork costs the engine 18 MB of memory.
Windows has no usable AF_UNIX in Python; there `qt_link` takes its place.
"""

from __future__ import annotations

import contextlib
import logging
import os
import select
import socket
import struct
from pathlib import Path
from typing import Protocol

log = logging.getLogger(__name__)

MAX_LINE = 64 * 1024
MAX_BACKLOG = 4 * 1024 * 1024  # a desk that has not read this much is gone


class Lines:
    """Cuts a byte stream into lines; a line that is too long is dropped as a whole."""

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._skipping = False

    def feed(self, data: bytes) -> list[bytes]:
        """Return the lines completed by the data, without their ends; empty ones left out."""
        *complete, rest = (bytes(self._buffer) + data).split(b"\n")
        self._buffer = bytearray(rest)
        lines = []
        for line in complete:
            if self._skipping or len(line) > MAX_LINE:
                self._skipping = False
                log.error("line of the desk too long, dropped")
            elif line.strip():
                lines.append(line)
        if len(self._buffer) > MAX_LINE:
            self._buffer.clear()
            self._skipping = True
        return lines


class Link(Protocol):
    """What the engine needs of a local socket server. Engine thread."""

    @property
    def connected(self) -> bool:
        """Whether a desk is there."""
        ...

    def poll(self) -> tuple[bool, list[bytes]]:
        """Accept, read and write what is possible now; return (new desk, its lines)."""
        ...

    def send(self, line: bytes, *, droppable: bool = False) -> None:
        """Queue a line; a droppable one is left out when the desk lags."""
        ...

    def close(self) -> None:
        """Close desk and server."""
        ...


class UnixLink:
    """A server on a path that only this user can open."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._desk: socket.socket | None = None
        self._lines = Lines()
        self._out = bytearray()
        path.parent.mkdir(mode=0o700, exist_ok=True)  # a tidied-up temporary folder
        with contextlib.suppress(FileNotFoundError):
            path.unlink()  # left by an engine that was killed; the data folder's lock is ours
        self._server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        mask = os.umask(0o177)
        try:
            self._server.bind(str(path))
        finally:
            os.umask(mask)
        self._server.listen(4)
        self._server.setblocking(False)
        # Asked in every turn of the engine: an accept in vain makes a socket to throw away.
        self._waiting = select.poll()
        self._waiting.register(self._server, select.POLLIN)

    @property
    def connected(self) -> bool:
        """Whether a desk is there."""
        return self._desk is not None

    def poll(self) -> tuple[bool, list[bytes]]:
        """Accept, read and write what is possible now; return (new desk, its lines)."""
        ready = {number for number, _ in self._waiting.poll(0)}
        arrived = self._server.fileno() in ready and self._accept()
        lines = self._receive() if ready else []
        self._flush()
        return arrived, lines

    def send(self, line: bytes, *, droppable: bool = False) -> None:
        """Queue a line and write what the socket takes."""
        if self._desk is None or (droppable and self._out):
            return
        self._out += line
        self._flush()
        if len(self._out) > MAX_BACKLOG:
            log.error("the desk does not read; leaving it")
            self._drop()

    def close(self) -> None:
        """Close desk and server, remove the socket."""
        self._flush()
        self._drop()
        self._server.close()
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()

    def _accept(self) -> bool:
        try:
            desk, _ = self._server.accept()
        except (BlockingIOError, InterruptedError):
            return False
        except OSError as error:
            log.warning("accept: %s", error)
            return False
        if not _same_user(desk):
            log.error("connection by another user refused")
            desk.close()
            return False
        if self._desk is not None:
            log.info("a new desk takes the place of the old one")
            self._drop()
        desk.setblocking(False)
        self._desk = desk
        self._waiting.register(desk, select.POLLIN)
        return True

    def _receive(self) -> list[bytes]:
        lines: list[bytes] = []
        while self._desk is not None:
            try:
                data = self._desk.recv(65536)
            except (BlockingIOError, InterruptedError):
                break
            except OSError as error:
                log.info("desk gone: %s", error)
                data = b""
            if not data:
                self._drop()
                break
            lines += self._lines.feed(data)
        return lines

    def _flush(self) -> None:
        while self._desk is not None and self._out:
            try:
                sent = self._desk.send(self._out)
            except (BlockingIOError, InterruptedError):
                return
            except OSError as error:
                log.info("desk gone: %s", error)
                self._drop()
                return
            del self._out[:sent]

    def _drop(self) -> None:
        if self._desk is not None:
            self._waiting.unregister(self._desk)
            self._desk.close()
        self._desk = None
        self._lines = Lines()
        self._out.clear()


def _same_user(desk: socket.socket) -> bool:
    if not hasattr(socket, "SO_PEERCRED"):  # macOS: the path's mode is the guard
        return True
    credentials = desk.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
    return bool(struct.unpack("3i", credentials)[1] in (os.getuid(), 0))


def open_link(path: str) -> Link:
    """Return the platform's server on the path.

    Raises:
        OSError: the path cannot be bound.
    """
    if os.name == "nt":
        from desk_app.telephony.engine.qt_link import QtLink

        return QtLink(path)
    return UnixLink(Path(path))
