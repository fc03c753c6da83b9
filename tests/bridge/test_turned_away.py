"""Callers whom a queue lets go: it is full, they waited too long, or it is closed."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from desk_app.telephony.pbx.setup import Queue
from desk_app.telephony.team.orders import MoveTo
from tests.bridge.conftest import Lab
from tests.bridge.test_calls import _counted, _ended
from tests.bridge.test_orders import _result
from tests.rigs.asterisk import queue
from tests.rigs.bridge import until
from tests.rigs.sipp import Sipp
from tests.rigs.sipp_agent import rings
from tests.rigs.sipp_team import caller

LATE, FULL, CLOSED = "0912000001", "0912000002", "0912000003"


@pytest.fixture(scope="module")
def queues() -> Iterator[tuple[Queue, ...]]:
    today = datetime.now().astimezone().date()
    holidays = tuple((today + timedelta(days)).isoformat() for days in (0, 1))
    small = queue("Small", "500", max_waiting=1, max_wait_s=8)
    yield small, queue("Closed", "501", holidays=holidays), queue("Open", "502")


def _three(lab: Lab) -> Iterator[Sipp]:
    """Let one wait too long, one find it full meanwhile, and one find it closed."""
    yield caller(lab.pbx, "500", user=LATE)
    lab.pbx.until(lambda: "1 calls" in lab.pbx.cli("queue show Small"))
    yield caller(lab.pbx, "500", user=FULL)
    yield caller(lab.pbx, "501", user=CLOSED)


def _are_told_of(lab: Lab) -> None:
    calls = _ended(lab, 3)
    found = {(call["number"], call["queue"], call["outcome"]) for call in calls}
    overflowed = {(LATE, "Small"), (FULL, "Small"), (CLOSED, "Closed")}
    assert found == {(*one, "overflowed") for one in overflowed}
    assert len(lab.team.tickets) == 3
    for name, count in (("Small", 2), ("Closed", 1)):
        _counted(lab, name, offered=count, overflowed=count, abandoned=0, answered=0)


def test_who_is_turned_away_is_offered_and_overflowed(lab: Lab) -> None:
    for call in list(_three(lab)):
        assert call.wait().code == 0
    _are_told_of(lab)
    assert not lab.team.queue("Small").waiting


def test_likewise_while_the_link_is_cut(lab: Lab) -> None:
    lab.line.cut()
    until(lambda: not lab.team.floor.linked)
    until(lambda: time.time() > lab.team.floor.heard_us / 1e6 + 2)  # whole seconds
    for call in list(_three(lab)):
        assert call.wait().code == 0
    lab.line.mend()
    until(lambda: lab.team.floor.linked)
    _are_told_of(lab)


def test_a_phone_that_rings_when_the_time_is_over_is_no_abandon(lab: Lab) -> None:
    lab.phones["103"].behave(rings())
    lab.pbx.log_in("Small", "103")
    call = caller(lab.pbx, "500", user=LATE)
    until(lambda: (w := lab.team.queue("Small").waiting) and w[0].ringing)
    assert call.wait().code == 0
    (entry,) = _ended(lab, 1)
    assert entry["outcome"] == "overflowed", entry
    legs = entry["legs"]
    assert isinstance(legs, list)
    assert [leg["outcome"] for leg in legs] == ["rang_out"]


def test_who_is_moved_into_a_closed_queue_has_not_given_up(lab: Lab) -> None:
    call = caller(lab.pbx, "502", user=LATE)
    waits = until(lambda: w[0] if (w := lab.team.queue("Open").waiting) else None)
    assert _result(lab, "mina", MoveTo(waits.key, "Closed")) == "done"
    assert call.wait().code == 0
    (entry,) = _ended(lab, 1)
    assert entry["outcome"] == "overflowed", entry
