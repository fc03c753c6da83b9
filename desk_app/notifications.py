"""Desktop notifications with buttons, by the freedesktop specification 1.2 over the session bus.

A thread of its own talks to the bus: neither a slow notification daemon nor a missing one
is ever waited for by a window. Without a bus or a daemon nothing is shown and nobody is
bothered; one line in the log says why.
"""

from __future__ import annotations

import contextlib
import logging
import queue
import socket
import threading
from collections import deque
from html import escape
from selectors import EVENT_READ, DefaultSelector
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

log = logging.getLogger(__name__)

_NAME = "org.freedesktop.Notifications"
_PATH = "/org/freedesktop/Notifications"
_REPLY_S = 3.0
_NORMAL, _CRITICAL = 1, 2
_DAEMONS_OWN = -1


class Ring(msgspec.Struct, frozen=True):
    """What a notification says. `actions` are (code, label); all of it plain text.

    A `quiet` one is no call: it goes by itself and asks for nothing.
    """

    key: str
    title: str
    text: str
    actions: tuple[tuple[str, str], ...]
    quiet: bool = False


class Notifications(QObject):
    """Shows rings until they are closed; `chosen(key, code)` when a button was pressed.

    "default" is the code of a click beside the buttons. UI thread.
    """

    chosen = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._orders: queue.SimpleQueue[Ring | str | None] = queue.SimpleQueue()
        self._wake: socket.socket | None = None
        self._thread: threading.Thread | None = None

    def show(self, ring: Ring) -> None:
        """Show a ring; one that is shown already is replaced."""
        self._order(ring)

    def close_ring(self, key: str) -> None:
        """Take a ring away."""
        if self._works():
            self._order(key)

    def end(self) -> None:
        """Take everything away and leave the bus."""
        if self._thread is not None and self._works():
            self._order(None)
            self._thread.join(_REPLY_S)
        if self._wake is not None:
            self._wake.close()
            self._wake = None

    def _works(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _order(self, order: Ring | str | None) -> None:
        if not self._works():  # also after a bus or daemon that was not there: it may be now
            self._begin()
        self._orders.put(order)
        if self._wake is not None:
            with contextlib.suppress(BlockingIOError, BrokenPipeError):  # awake, or gone
                self._wake.send(b"\0")

    def _begin(self) -> None:
        if self._wake is not None:
            self._wake.close()
        self._wake, woken = socket.socketpair()
        self._wake.setblocking(False)
        self._orders = queue.SimpleQueue()
        self._thread = threading.Thread(
            target=self._run, args=(self._orders, woken), name="notifications", daemon=True
        )
        self._thread.start()

    def _run(self, orders: queue.SimpleQueue[Ring | str | None], woken: socket.socket) -> None:
        try:
            from jeepney.io.blocking import open_dbus_connection

            with woken, open_dbus_connection("SESSION") as connection:
                _Bus(connection, self.chosen.emit).serve(orders, woken)
        except Exception as error:  # no bus, no daemon, a daemon that died: only the toast then
            log.info("no desktop notifications: %s", error)


class _Bus:
    """The thread's side: orders in, D-Bus out, and back."""

    def __init__(self, connection: DBusConnection, chosen: Any) -> None:
        from jeepney import DBusAddress, MatchRule
        from jeepney.bus_messages import message_bus
        from jeepney.io.blocking import Proxy

        self._connection = connection
        self._chosen = chosen
        self._address = DBusAddress(_PATH, bus_name=_NAME, interface=_NAME)
        self._signals: deque[Any] = deque(maxlen=256)
        self._ids: dict[str, int] = {}
        rule = MatchRule(type="signal", interface=_NAME, path=_PATH)
        Proxy(message_bus, connection, timeout=_REPLY_S).AddMatch(rule)
        connection.filter(rule, queue=self._signals)
        self._abilities = self._call("GetCapabilities")[0]

    def serve(self, orders: queue.SimpleQueue[Ring | str | None], woken: socket.socket) -> None:
        with DefaultSelector() as selector:
            selector.register(self._connection.sock, EVENT_READ)
            selector.register(woken, EVENT_READ)
            while True:
                while not orders.empty():
                    order = orders.get()
                    if order is None:
                        for key in tuple(self._ids):
                            self._close(key)
                        return
                    self._show(order) if isinstance(order, Ring) else self._close(order)
                self._read()
                self._hear()
                for ready, _ in selector.select():
                    if ready.fileobj is woken:
                        woken.recv(64)

    def _read(self) -> None:
        """Take what has come, also what was read along with a reply and no select() tells."""
        with contextlib.suppress(TimeoutError):
            while True:
                self._connection.recv_messages(timeout=0)

    def _call(self, method: str, signature: str | None = None, body: tuple[Any, ...] = ()) -> Any:
        from jeepney import new_method_call
        from jeepney.wrappers import unwrap_msg

        message = new_method_call(self._address, method, signature, body)
        return unwrap_msg(self._connection.send_and_get_reply(message, timeout=_REPLY_S))

    def _show(self, ring: Ring) -> None:
        text = escape(ring.text, quote=False) if "body-markup" in self._abilities else ring.text
        buttons = ring.actions if "actions" in self._abilities else ()
        hints = {
            "urgency": ("y", _NORMAL if ring.quiet else _CRITICAL),  # a ring stays until it is over
            "category": ("s", "x-desk-app.reminder" if ring.quiet else "call.incoming"),
            "desktop-entry": ("s", "desk-app"),
            "suppress-sound": ("b", True),  # the engine rings, on the device chosen for it
            "transient": ("b", True),  # the desk's own list remembers missed calls
        }
        flat = [word for action in buttons for word in action]
        old = self._ids.get(ring.key, 0)
        icon, timeout = ("appointment-soon", _DAEMONS_OWN) if ring.quiet else ("call-start", 0)
        body = ("Desk App", old, icon, ring.title, text, flat, hints, timeout)
        self._ids[ring.key] = self._call("Notify", "susssasa{sv}i", body)[0]

    def _close(self, key: str) -> None:
        from jeepney import DBusErrorResponse

        number = self._ids.pop(key, None)
        if number is not None:
            try:
                self._call("CloseNotification", "u", (number,))
            except DBusErrorResponse as error:  # the person was quicker
                log.debug("notification %s: %s", number, error)

    def _hear(self) -> None:
        from jeepney import HeaderFields

        while self._signals:
            message = self._signals.popleft()
            keys = {number: key for key, number in self._ids.items()}
            key = keys.get(message.body[0])
            member = message.header.fields.get(HeaderFields.member)
            if key is not None and member == "ActionInvoked":
                self._chosen(key, message.body[1])
            elif key is not None and member == "NotificationClosed":
                del self._ids[key]
