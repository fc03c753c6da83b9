"""A session bus of our own with a notification daemon on it that does what a test says."""

from __future__ import annotations

import queue
import subprocess
import threading
from types import TracebackType
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    MessageType,
    new_method_return,
    new_signal,
)
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

from tests.rigs.patience import PATIENCE_S

_NAME = "org.freedesktop.Notifications"


class Bus:
    """A `dbus-daemon` that ends with the test; `address` for DBUS_SESSION_BUS_ADDRESS."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address=1"], stdout=subprocess.PIPE
        )
        assert self._process.stdout is not None
        self.address = self._process.stdout.readline().decode().strip()

    def end(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()


class Daemon:
    """Answers Notify, CloseNotification and GetCapabilities; `calls` has them in order."""

    def __init__(self, *abilities: str) -> None:
        self._abilities = list(abilities)
        self.calls: queue.Queue[tuple[str, tuple[Any, ...]]] = queue.Queue()
        self._connection: DBusConnection = open_dbus_connection("SESSION")
        Proxy(message_bus, self._connection).RequestName(_NAME)
        self._from = DBusAddress("/org/freedesktop/Notifications", interface=_NAME)
        self._last = 0
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while True:
            message = self._connection.receive()
            if message.header.message_type is not MessageType.method_call:
                continue
            member = message.header.fields[HeaderFields.member]
            if member == "Quit":
                return
            self._answer(member, message)

    def _answer(self, member: str, message: Any) -> None:
        match member:
            case "GetCapabilities":
                reply = new_method_return(message, "as", (self._abilities,))
            case "Notify":
                self._last += 1
                number = message.body[1] or self._last
                reply = new_method_return(message, "u", (number,))
            case _:
                reply = new_method_return(message)
        self._connection.send(reply)
        self.calls.put((member, message.body))

    def next(self, member: str) -> tuple[Any, ...]:
        """Return the arguments of the next call of this name."""
        while True:
            name, body = self.calls.get(timeout=PATIENCE_S)
            if name == member:
                return body

    def press(self, number: int, code: str) -> None:
        """Press a button of a notification, as a person does."""
        self._connection.send(new_signal(self._from, "ActionInvoked", "us", (number, code)))

    def dismiss(self, number: int) -> None:
        """Close a notification, as a person does."""
        self._connection.send(new_signal(self._from, "NotificationClosed", "uu", (number, 2)))

    def __enter__(self) -> Daemon:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        from jeepney import new_method_call

        with open_dbus_connection("SESSION") as other:
            address = DBusAddress("/", bus_name=_NAME, interface=_NAME)
            other.send(new_method_call(address, "Quit"))
            self._thread.join(PATIENCE_S)
        self._connection.close()
