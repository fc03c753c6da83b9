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
from tests.rigs.patience import PATIENCE_S
from tests.rigs.sipp_agent import Phone
from tests.rigs.sipp_team import caller

QUEUES = {"Support": "500", "Sales": "501"}
GREETING_S = {"Support": 3 * PATIENCE_S, "Sales": 2.0}
WHOLE_S = 1.0  # queue_log has whole seconds
RATE = 8000


@pytest.fixture(scope="module")
def running(phones: dict[str, Phone]) -> Iterator[Asterisk]:
    """A PBX that greets for a while."""
    settings = "".join(phone.settings for phone in phones.values())
    mute = team([queue(name, to) for name, to in QUEUES.items()], USERS, lost_s=60)
    with Asterisk(mute, more={"pjsip.conf": settings}) as pbx:
        greeted = [
            queue(name, to, greeting=str(_silence(pbx.folder / "music", GREETING_S[name])))
            for name, to in QUEUES.items()
        ]
        pbx.configure(replace(mute, queues=tuple(greeted)))
        pbx.cli("dialplan reload")
        yield pbx


def _silence(folder: Path, length_s: float) -> Path:
    path = folder / f"{length_s}.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(bytes(2 * int(RATE * length_s)))
    return path


def _greeted(lab: Lab) -> tuple[float, float]:
    """Let somebody be greeted and hang up meanwhile; return how long that took, from and to."""
    called = time.monotonic()
    call = caller(lab.pbx, QUEUES["Support"], leaves_when_told=True)
    lab.pbx.until(lambda: "Playback" in lab.pbx.cli("core show channels"))
    greeted = time.monotonic()
    lab.pbx.until(lambda: time.monotonic() > greeted + WHOLE_S)
    stayed_s = time.monotonic() - greeted
    assert call.leave().code == 0
    assert not lab.team.queue("Support").waiting
    return stayed_s, time.monotonic() - called


def _is_abandoned(lab: Lab, queue: str, from_s: float, to_s: float) -> None:
    (call,) = _ended(lab, 1)
    assert (call["number"], call["queue"]) == ("09121234567", queue)
    assert (call["outcome"], call["legs"]) == ("abandoned", [])
    assert from_s - WHOLE_S <= call["wait_s"] <= to_s + WHOLE_S
    assert len(lab.team.tickets) == 1
    _counted(lab, queue, offered=1, abandoned=1, overflowed=0)
    assert not lab.team.queue(queue).waiting


def test_who_gives_up_while_being_greeted_has_a_ticket(lab: Lab) -> None:
    _is_abandoned(lab, "Support", *_greeted(lab))


def test_likewise_while_the_link_is_cut(lab: Lab) -> None:
    began = time.time()
    until(lambda: lab.team.floor.heard_us / 1e6 > began + 2 * WHOLE_S)  # the test before is over
    lab.line.cut()
    until(lambda: not lab.team.floor.linked)
    until(lambda: time.time() > lab.team.floor.heard_us / 1e6 + 2)  # whole seconds
    took = _greeted(lab)
    lab.line.mend()
    until(lambda: lab.team.floor.linked)
    _is_abandoned(lab, "Support", *took)


def test_who_was_greeted_and_gives_up_then_is_one_call(lab: Lab) -> None:
    called = time.monotonic()
    call = caller(lab.pbx, QUEUES["Sales"], leaves_when_told=True)
    until(lambda: bool(lab.team.queue("Sales").waiting))
    waits = time.monotonic()
    until(lambda: time.monotonic() > waits + WHOLE_S)
    waited_s = time.monotonic() - waits
    assert call.leave().code == 0
    took_s = time.monotonic() - called
    _is_abandoned(lab, "Sales", waited_s, took_s - GREETING_S["Sales"])
