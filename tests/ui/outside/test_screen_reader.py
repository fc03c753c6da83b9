"""What a screen reader hears over AT-SPI, from the real window on a real screen."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from jeepney import DBusAddress, MatchRule, Properties, new_method_call
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, Proxy, open_dbus_connection

from tests.rigs.notification_daemon import Bus
from tests.rigs.patience import PATIENCE_S
from tests.screenshots.__main__ import screen
from tests.ui.outside.test_on_x11 import Program

ROOT = "/org/a11y/atspi/accessible/root"
ACCESSIBLE = "org.a11y.atspi.Accessible"
DEADLINE_S = PATIENCE_S
Node = tuple[str, str]
"""Bus name and path."""


class Reader:
    """Sees all that programs on a bus tell assistive technology."""

    def __init__(self, session: str) -> None:
        asked = open_dbus_connection(session)
        bus = DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus")
        address = asked.send_and_get_reply(new_method_call(bus, "GetAddress")).body[0]
        asked.close()
        self._connection: DBusConnection = open_dbus_connection(address)

    def hear(self) -> None:
        """Ask for announcements from now on, as a reader does."""
        registry = DBusAddress(
            "/org/a11y/atspi/registry", "org.a11y.atspi.Registry", "org.a11y.atspi.Registry"
        )
        for event in ("object:announcement", "object:state-changed"):
            call = new_method_call(registry, "RegisterEvent", "sass", (event, [], ""))
            self._connection.send_and_get_reply(call)
        rule = MatchRule(type="signal", interface="org.a11y.atspi.Event.Object")
        Proxy(message_bus, self._connection).AddMatch(rule)

    def announced(self) -> str:
        """Return the next text that is to be spoken."""
        deadline = time.monotonic() + DEADLINE_S
        while True:
            message = self._connection.receive(timeout=deadline - time.monotonic())
            if message.header.fields.get(3) == "Announcement":
                return str(message.body[3][1])

    def _ask(self, node: Node, member: str) -> Any:
        where = DBusAddress(node[1], node[0], ACCESSIBLE)
        return self._connection.send_and_get_reply(new_method_call(where, member)).body[0]

    def name(self, node: Node) -> str:
        """Return what a node is called."""
        where = DBusAddress(node[1], node[0], ACCESSIBLE)
        return str(self._connection.send_and_get_reply(Properties(where).get("Name")).body[0][1])

    def role(self, node: Node) -> str:
        """Return what a node is."""
        return str(self._ask(node, "GetRoleName"))

    def nodes(self, node: Node = ("org.a11y.atspi.Registry", ROOT)) -> Iterator[Node]:
        """Yield all nodes, parents first."""
        yield node
        for child in self._ask(node, "GetChildren"):
            yield from self.nodes((child[0], child[1]))

    def roles(self, name: str) -> set[str]:
        """Wait until something has the name; return what all that have it are."""
        deadline = time.monotonic() + DEADLINE_S
        while time.monotonic() < deadline:
            if found := {self.role(node) for node in self.nodes() if self.name(node) == name}:
                return found
        raise AssertionError(f"nothing is called {name!r}")

    def close(self) -> None:
        self._connection.close()


@pytest.fixture
def bus() -> Iterator[Bus]:
    made = Bus()
    yield made
    made.end()


def test_a_ring_is_spoken_and_can_be_found(bus: Bus) -> None:
    with screen() as display:
        reader = Reader(bus.address)
        reader.hear()
        desk = Program("spoken_desk", display, bus.address, QT_LINUX_ACCESSIBILITY_ALWAYS_ON="1")
        desk.tell("ring")
        assert reader.announced() == "Incoming call from Laleh Farahmand, Support"
        assert reader.roles("Answer") & {"push button", "button"}
        desk.tell("talk")
        assert reader.announced() == "Your state: Talking"
        assert "list" in reader.roles("Priority")
        desk.tell("rest")
        assert reader.announced() == "Your state: Ready"
        desk.end()
        reader.close()
