"""The local socket by Qt, for Windows (a named pipe); works on POSIX as well."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from desk_app.telephony.engine.link import MAX_BACKLOG, Lines

log = logging.getLogger(__name__)


class QtLink:
    """A server that only this user can open. One thread, which polls."""

    def __init__(self, path: str) -> None:
        self._application = QCoreApplication.instance() or QCoreApplication([])
        self._desk: QLocalSocket | None = None
        self._lines = Lines()
        QLocalServer.removeServer(path)
        self._server = QLocalServer()
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        if not self._server.listen(path):
            raise OSError(self._server.errorString())

    @property
    def connected(self) -> bool:
        """Whether a desk is there."""
        return self._desk is not None

    def poll(self) -> tuple[bool, list[bytes]]:
        """Accept, read and write what is possible now; return (new desk, its lines)."""
        self._application.processEvents()
        arrived = False
        while (desk := self._server.nextPendingConnection()) is not None:
            self._drop()
            self._desk = desk
            arrived = True
        lines: list[bytes] = []
        if self._desk is not None:
            lines = self._lines.feed(bytes(self._desk.readAll().data()))
            if self._desk.state() is QLocalSocket.LocalSocketState.UnconnectedState:
                self._drop()
        return arrived, lines

    def send(self, line: bytes, *, droppable: bool = False) -> None:
        """Queue a line and write what the socket takes."""
        if self._desk is None or (droppable and self._desk.bytesToWrite()):
            return
        self._desk.write(line)
        self._desk.flush()
        if self._desk.bytesToWrite() > MAX_BACKLOG:
            log.error("the desk does not read; leaving it")
            self._drop()

    def close(self) -> None:
        """Close desk and server."""
        if self._desk is not None:
            self._desk.flush()
        self._drop()
        self._server.close()

    def _drop(self) -> None:
        if self._desk is not None:
            self._desk.abort()
            self._desk.deleteLater()
        self._desk = None
        self._lines = Lines()
