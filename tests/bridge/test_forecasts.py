"""The expected wait on a real Asterisk: foretold at the entry, published, and its error kept."""

from __future__ import annotations

import time

import pytest

from desk_app.bridge import forecasts
from desk_app.crm.figure_rules import Figure
from desk_app.telephony.team.board import AgentStatus, QueueNow
from desk_app.telephony.team.outlook import able, outlook
from tests.bridge.conftest import Lab
from tests.bridge.test_calls import _ended
from tests.bridge.test_leading import _second
from tests.crm.conftest import Clock
from tests.crm.queue_calls import SECOND_US, QueueCalls
from tests.rigs.bridge import until
from tests.rigs.sipp import Sipp
from tests.rigs.sipp_agent import answers, rings
from tests.rigs.sipp_team import caller

HANDLE_S = 30
NOW_US = time.time_ns() // 1000
FOUR_HOURS_US = 4 * 3600 * SECOND_US
FIRST, SECOND = "09120000001", "09120000002"


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let bridges read the ledger again and again."""
    monkeypatch.setattr(forecasts, "EVERY_S", 0.2)


def _handled(lab: Lab) -> QueueNow:
    """Let an hour of calls be over in Support, and the bridge know of it."""
    calls = QueueCalls(lab.team.crm, Clock(), NOW_US - FOUR_HOURS_US)
    for at_s in range(0, 180, 60):
        calls.answered(at_s, 10, talk_s=HANDLE_S, wrap_s=None, expected_s=15)
    return until(lambda: q if (q := lab.team.queue("Support")).handle_s else None)


def _waits(lab: Lab, call: Sipp, user: str, queue: str = "Support") -> float | None:
    """Return how long the wait of whoever calls is expected to be."""
    waiting = until(
        lambda: next((c for c in lab.team.queue(queue).waiting if c.number == user), None),
        what=str(call),
    )
    if not waiting.expected_us:
        return None
    return (waiting.expected_us - waiting.entered_us) / SECOND_US


def _error(lab: Lab, forecasts: int) -> float | None:
    figures = lab.team.crm.queue_figures("Support", NOW_US - FOUR_HOURS_US // 2, 1 << 60)
    assert figures.count(Figure.FORECAST) == forecasts
    return figures.error_s


def test_a_caller_is_foretold_by_place_and_agents_and_the_error_is_kept(
    often: None, lab: Lab
) -> None:
    known = _handled(lab)
    assert (known.handle_s, known.error_s) == (HANDLE_S, 5.0)
    first = caller(lab.pbx, "500", user=FIRST, leaves_when_told=True)
    assert _waits(lab, first, FIRST) is None  # no agent
    lab.phones["101"].behave(answers())
    lab.pbx.log_in("Support", "101")
    until(lambda: (a := lab.team.agent("101")) and a.status is AgentStatus.TALKING)
    lab.phones["102"].behave(answers())
    with lab.pbx.manager() as manager:
        manager.ask("QueueAdd", Queue="Support", Interface="PJSIP/102", Paused="true")
    until(lambda: (a := lab.team.agent("102")) and a.status is AgentStatus.PAUSED)
    second = caller(lab.pbx, "500", user=SECOND, leaves_when_told=True)
    assert _waits(lab, second, SECOND) == HANDLE_S  # one is busy, the other paused
    now = outlook(lab.team.queue("Support"), able(lab.team.floor.agents)["Support"])
    assert (now.agents, now.wait_s, now.error_s) == (1, 2 * HANDLE_S, 5.0)
    with lab.pbx.manager() as manager:
        manager.ask("QueuePause", Interface="PJSIP/102", Paused="false")
    until(lambda: (a := lab.team.agent("102")) and a.status is AgentStatus.TALKING)
    assert (first.leave().code, second.leave().code) == (0, 0)
    _ended(lab, 2, before=3)
    (entry,) = [c for c in lab.team.crm.recent_calls() if c.number == SECOND]
    assert _error(lab, 1) == pytest.approx(HANDLE_S - entry.wait_s, abs=0.01)


def test_a_bridge_that_takes_over_keeps_what_was_foretold(often: None, lab: Lab) -> None:
    _handled(lab)
    lab.phones["101"].behave(rings())
    lab.pbx.log_in("Support", "101")
    until(lambda: lab.team.agent("101"))
    call = caller(lab.pbx, "500", user=FIRST, leaves_when_told=True)
    assert _waits(lab, call, FIRST) == HANDLE_S
    before = lab.team.queue("Support").waiting[0]
    lab.bridge.close()
    with _second(lab):
        until(lambda: lab.team.floor.linked)
        assert lab.team.queue("Support").waiting[0].expected_us == before.expected_us
        assert lab.team.queue("Support").handle_s == HANDLE_S
        lab.phones["102"].behave(answers())
        lab.pbx.log_in("Support", "102")
        until(lambda: (a := lab.team.agent("102")) and a.status is AgentStatus.TALKING)
        assert call.leave().code == 0
        _ended(lab, 1, before=3)
    (entry,) = [c for c in lab.team.crm.recent_calls() if c.number == FIRST]
    assert _error(lab, 1) == pytest.approx(HANDLE_S - entry.wait_s, abs=0.01)
