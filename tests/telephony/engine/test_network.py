"""Sleep and address changes are noticed; a quiet machine is left alone."""

from __future__ import annotations

import time

from desk_app.telephony.engine.network import EVERY_S, SLEEP_S, NetworkWatch


def test_nothing_is_said_while_nothing_changes() -> None:
    said: list[str] = []
    watch = NetworkWatch(lambda: said.append("changed"))
    for turn in range(1, 5):
        watch.poll(time.monotonic() + turn * (EVERY_S + 1))
    assert said == []


def test_other_addresses_are_a_change_once() -> None:
    said: list[str] = []
    watch = NetworkWatch(lambda: said.append("changed"))
    watch._addresses = frozenset({"192.0.2.77"})
    for turn in range(1, 4):
        watch.poll(time.monotonic() + turn * (EVERY_S + 1))
    assert said == ["changed"]


def test_a_sleep_is_a_change_once() -> None:
    said: list[str] = []
    watch = NetworkWatch(lambda: said.append("changed"))
    watch._asleep -= SLEEP_S + 1
    for turn in range(1, 4):
        watch.poll(time.monotonic() + turn * (EVERY_S + 1))
    assert said == ["changed"]
