"""Callers who hang up while they are greeted, before app_queue knows of them: calls as others."""

from __future__ import annotations

import time
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.bridge.conftest import USERS, Lab
from tests.bridge.test_calls import _counted, _ended
from tests.rigs.asterisk import Asterisk, queue, team
from tests.rigs.bridge import until
from tests.rigs.sipp_agent import Phone
from tests.rigs.sipp_team import caller

GREETING_S = 4
EARLY_S, IN_QUEUE_S = 2.5, 8.0
BUSY_S = 2.0  # a busy machine greets, and counts, so much too long
RATE = 8000


@pytest.fixture(scope="module")
def running(phones: dict[str, Phone]) -> Iterator[Asterisk]:
    """A PBX that greets for a while."""
    settings = "".join(phone.settings for phone in phones.values())
    mute = team((queue("Support", "500"),), USERS, offer_s=3, lost_s=60)
    with Asterisk(mute, more={"pjsip.conf": settings}) as pbx:
        greeting = pbx.folder / "music" / "greeting.wav"
        _write_silence(greeting)
        pbx.configure(replace(mute, queues=(queue("Support", "500", greeting=str(greeting)),)))
        pbx.cli("dialplan reload")
        yield pbx


def _write_silence(path: Path) -> None:
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(2 * RATE * GREETING_S))


def _is_abandoned(lab: Lab, after_s: float) -> None:
    (call,) = _ended(lab, 1)
    assert (call["number"], call["queue"]) == ("09121234567", "Support")
    assert (call["outcome"], call["legs"]) == ("abandoned", [])
    assert abs(call["wait_s"] - after_s) < BUSY_S
    assert len(lab.team.tickets) == 1
    _counted(lab, "Support", offered=1, abandoned=1, overflowed=0)
    assert not lab.team.queue("Support").waiting


def test_who_gives_up_while_being_greeted_has_a_ticket(lab: Lab) -> None:
    assert caller(lab.pbx, "500", leaves_after_s=EARLY_S).wait().code == 0
    _is_abandoned(lab, EARLY_S)


def test_likewise_while_the_link_is_cut(lab: Lab) -> None:
    lab.line.cut()
    until(lambda: not lab.team.floor.linked)
    until(lambda: time.time() > lab.team.floor.heard_us / 1e6 + 2)  # whole seconds
    assert caller(lab.pbx, "500", leaves_after_s=EARLY_S).wait().code == 0
    lab.line.mend()
    until(lambda: lab.team.floor.linked)
    _is_abandoned(lab, EARLY_S)


def test_who_was_greeted_and_gives_up_then_is_one_call(lab: Lab) -> None:
    call = caller(lab.pbx, "500", leaves_after_s=IN_QUEUE_S)
    until(lambda: bool(lab.team.queue("Support").waiting))
    assert call.wait().code == 0
    _is_abandoned(lab, IN_QUEUE_S - GREETING_S)
