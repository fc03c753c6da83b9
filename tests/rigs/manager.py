"""The manager interface by hand: what a login of certain rights may do and gets to hear."""

from __future__ import annotations

import itertools
import socket
import time
from collections.abc import Callable
from types import TracebackType

from tests.rigs.patience import PATIENCE_S

Packet = dict[str, str]


class ManagerLogin:
    """A login, blocking; `events` keeps all it heard. A context manager."""

    def __init__(self, at: str, user: str, secret: str) -> None:
        host, port = at.split(":")
        self.events: list[Packet] = []
        self._numbers = itertools.count(1)
        self._rest = b""
        self._socket = socket.create_connection((host, int(port)), 10)
        self._line()
        said = self.ask("Login", Username=user, Secret=secret)
        assert said["Response"] == "Success", said

    def ask(self, action: str, **fields: str) -> Packet:
        """Send an action and return its response."""
        number = str(next(self._numbers))
        lines = [("Action", action), ("ActionID", number), *fields.items()]
        text = "".join(f"{name}: {value}\r\n" for name, value in lines)
        self._socket.sendall(f"{text}\r\n".encode())
        deadline = time.monotonic() + PATIENCE_S
        while True:
            packet = self._packet(deadline)
            if "Response" in packet and packet.get("ActionID") == number:
                return packet
            self.events.append(packet)

    def all(self, action: str, end: str, **fields: str) -> list[Packet]:
        """Return the events that answer an action, up to the one called `end`."""
        said = self.ask(action, **fields)
        assert said["Response"] == "Success", said
        before = len(self.events)
        self.event(lambda packet: packet.get("Event") == end and packet not in self.events[:before])
        return self.events[before:]

    def event(self, where: Callable[[Packet], bool], within_s: float = PATIENCE_S) -> Packet:
        """Return the first such event, heard already or still to come."""
        deadline = time.monotonic() + within_s
        seen = 0
        while True:
            for packet in self.events[seen:]:
                if where(packet):
                    return packet
            seen = len(self.events)
            self.events.append(self._packet(deadline))

    def named(self, name: str, within_s: float = PATIENCE_S, **fields: str) -> Packet:
        """Return the first event of a name with these fields."""
        wanted = {"Event": name, **fields}
        return self.event(lambda packet: wanted.items() <= packet.items(), within_s)

    def _packet(self, deadline: float) -> Packet:
        packet: Packet = {}
        while line := self._line(deadline):
            name, _, value = line.partition(":")
            packet[name] = value.strip()
        return packet

    def _line(self, deadline: float | None = None) -> str:
        while b"\r\n" not in self._rest:
            left = 10.0 if deadline is None else deadline - time.monotonic()
            assert left > 0, f"nothing more came: {self.events[-12:]}"
            self._socket.settimeout(left)
            try:
                data = self._socket.recv(65536)
            except TimeoutError:
                continue
            assert data, "the manager interface closed"
            self._rest += data
        line, _, self._rest = self._rest.partition(b"\r\n")
        return line.decode("utf-8", "replace")

    def close(self) -> None:
        """Leave."""
        self._socket.close()

    def __enter__(self) -> ManagerLogin:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
