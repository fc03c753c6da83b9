"""Desktop notifications: a real bus, a daemon that speaks the specification."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from desk_app.notifications import Notifications, Ring
from tests.rigs.notification_daemon import Bus, Daemon
from tests.rigs.patience import PATIENCE_MS, PATIENCE_S

ACTIONS = (("answer", "Answer"), ("decline", "Decline"))
RING = Ring("k1", "Call from <b>Laleh</b>", "021 4925 8000 · <i>Toys & Co</i>", ACTIONS)


@pytest.fixture
def bus(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bus]:
    made = Bus()
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", made.address)
    yield made
    made.end()


@pytest.fixture
def notifications() -> Iterator[Notifications]:
    made = Notifications()
    yield made
    made.end()


def test_a_ring_is_shown_answered_and_taken_away(
    qtbot: QtBot, bus: Bus, notifications: Notifications
) -> None:
    with Daemon("body", "actions") as daemon:
        notifications.show(RING)
        program, replaces, _icon, title, text, actions, hints, timeout = daemon.next("Notify")
        assert (program, replaces, title, text) == ("Desk App", 0, RING.title, RING.text)
        assert actions == ["answer", "Answer", "decline", "Decline"]
        assert hints["urgency"] == ("y", 2)
        assert timeout == 0
        with qtbot.waitSignal(notifications.chosen, timeout=PATIENCE_MS) as told:
            daemon.press(1, "answer")
        assert told.args == ["k1", "answer"]
        notifications.close_ring("k1")
        assert daemon.next("CloseNotification") == (1,)


def test_the_record_that_comes_later_replaces_the_number(
    bus: Bus, notifications: Notifications
) -> None:
    with Daemon("actions") as daemon:
        notifications.show(RING)
        notifications.show(Ring("k1", "Call from Laleh", "", ACTIONS))
        assert daemon.next("Notify")[1] == 0
        assert daemon.next("Notify")[1] == 1


def test_a_callers_text_is_never_markup(bus: Bus, notifications: Notifications) -> None:
    with Daemon("actions", "body-markup") as daemon:
        notifications.show(RING)
        assert daemon.next("Notify")[4] == "021 4925 8000 · &lt;i&gt;Toys &amp; Co&lt;/i&gt;"


def test_a_daemon_without_buttons_gets_none(bus: Bus, notifications: Notifications) -> None:
    with Daemon("body") as daemon:
        notifications.show(RING)
        assert daemon.next("Notify")[5] == []


def test_what_the_person_dismissed_is_not_closed_again(
    bus: Bus, notifications: Notifications
) -> None:
    with Daemon("actions") as daemon:
        notifications.show(RING)
        daemon.next("Notify")
        daemon.dismiss(1)
        notifications.close_ring("k1")
        notifications.show(Ring("k2", "Call", "", ACTIONS))
        daemon.next("Notify")
        notifications.close_ring("k2")
        assert daemon.next("CloseNotification") == (2,)


def test_the_end_takes_everything_away(bus: Bus) -> None:
    notifications = Notifications()
    with Daemon("actions") as daemon:
        notifications.show(RING)
        daemon.next("Notify")
        notifications.end()
        assert daemon.next("CloseNotification") == (1,)


@pytest.mark.parametrize("address", ["unix:path=/nonexistent", ""])
def test_without_a_bus_nothing_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    notifications = Notifications()
    notifications.show(RING)
    notifications.close_ring("k1")
    notifications.end()


def test_a_daemon_that_comes_later_is_used(bus: Bus, notifications: Notifications) -> None:
    notifications.show(RING)
    assert notifications._thread is not None
    notifications._thread.join(PATIENCE_S)  # there was nobody to talk to
    with Daemon("actions") as daemon:
        notifications.show(RING)
        assert daemon.next("Notify")[3] == RING.title
