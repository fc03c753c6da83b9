"""Numbers to dial that come from outside: `desk-app dial`, links in other programs.

The running desk listens on a local socket of its own that only its user can open. One
line of UTF-8 comes, at most 512 bytes, the number or address as it was given; the answer
is one line: "ok" when the desk has taken it.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

log = logging.getLogger(__name__)

LONGEST = 512
_WAIT_MS = 2000
_OK = b"ok\n"


class Outside(QObject):
    """The desk's end. `dial_asked(str)` carries what was given; "" only asks to be seen."""

    dial_asked = Signal(str)

    def __init__(self, address: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        # Whoever holds the data folder's lock owns the address: what is there is stale.
        QLocalServer.removeServer(address)
        if not self._server.listen(address):
            log.warning("no dialling from outside: %s", self._server.errorString())

    def close(self) -> None:
        """Listen no more."""
        self._server.close()

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.setReadBufferSize(LONGEST)
            socket.disconnected.connect(socket.deleteLater)
            socket.readyRead.connect(lambda s=socket: self._on_ready(s))
            self._on_ready(socket)

    def _on_ready(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() >= LONGEST:
                socket.abort()
            return
        text = bytes(socket.readLine().data()).decode("utf-8", "replace").strip()
        socket.write(_OK)
        socket.flush()
        socket.disconnectFromServer()
        self.dial_asked.emit(text)


def hand_over(address: str, text: str) -> bool:
    """Give a number to the running desk; False when none runs or it does not answer.

    Blocks for two seconds at most; needs no event loop.
    """
    line = " ".join(text.split()).encode()[: LONGEST - 1] + b"\n"
    socket = QLocalSocket()
    socket.connectToServer(address)
    if not socket.waitForConnected(_WAIT_MS):
        return False
    socket.write(line)
    while not socket.canReadLine():
        if not socket.waitForReadyRead(_WAIT_MS):
            return False
    return bytes(socket.readLine().data()) == _OK
