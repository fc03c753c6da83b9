"""Phones that send a queue's calls on (SIP 302): to a colleague's, and outside."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest

from desk_app.telephony.pbx.reconcile import SETTLE_US
from desk_app.telephony.pbx.setup import Queue
from desk_app.telephony.team.board import AgentNow, AgentStatus
from desk_app.telephony.team.orders import PickUp
from tests.bridge.conftest import OFFER_S, USERS, Lab
from tests.bridge.test_calls import _counted, _ended
from tests.bridge.test_orders import _result, _waiting
from tests.rigs.asterisk import TRUNK, Asterisk, team
from tests.rigs.bridge import until
from tests.rigs.sipp_agent import Phone, answers, forwards, rings
from tests.rigs.sipp_team import caller

MOBILE = "09120000009"
SARA, OMID = "PJSIP/101", "PJSIP/102"


@pytest.fixture(scope="module")
def mobile() -> Iterator[Phone]:
    """Who answers whatever number is dialled out."""
    with Phone("mobile", answers()) as phone:
        yield phone


@pytest.fixture(scope="module")
def running(
    phones: dict[str, Phone], mobile: Phone, queues: tuple[Queue, ...]
) -> Iterator[Asterisk]:
    outside = f"[mobile]\ntype = aor\n{mobile.settings}[{TRUNK}](+type=endpoint)\naors = mobile\n"
    settings = outside + "".join(phone.settings for phone in phones.values())
    setup = team(queues, USERS, offer_s=OFFER_S, lost_s=60)
    with Asterisk(setup, more={"pjsip.conf": settings}) as pbx:
        yield pbx


def _is(lab: Lab, user: str, status: AgentStatus) -> AgentNow:
    return until(
        lambda: a if (a := lab.team.agent(user)) and a.status is status else None,
        what=f"{lab.team.floor.agents}",
    )


def _looked(lab: Lab, talks: AgentNow) -> None:
    """Let the bridge take a snapshot in the midst of the talk, as from time to time it does."""
    until(lambda: time.time_ns() // 1000 > talks.since_us + SETTLE_US)
    lab.line.cut()
    until(lambda: not lab.team.floor.linked)
    lab.line.mend()
    until(lambda: lab.team.floor.linked)


def _one(lab: Lab, outcome: str) -> dict[str, list[str]]:
    """Wait until the only call is over; return how its legs ended, by agent."""
    (entry,) = _ended(lab, 1)
    assert entry["outcome"] == outcome, entry
    assert [ticket["call_key"] for ticket in lab.team.tickets] == [entry["key"]]
    until(lambda: all(a.status is AgentStatus.READY for a in lab.team.floor.agents))
    assert {agent.call for agent in lab.team.floor.agents} == {""}
    return _legs(entry)


def _legs(entry: dict[str, Any]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for leg in entry["legs"]:
        found.setdefault(leg["agent"], []).append(leg["outcome"])
    return found


def test_the_colleague_who_answers_is_who_talks(lab: Lab) -> None:
    lab.phones["101"].behave(forwards("102"))
    lab.phones["102"].behave(answers(500))
    lab.pbx.log_in("Support", "101")
    lab.pbx.log_in("Sales", "102")
    call = caller(lab.pbx, "500", leaves_when_told=True)
    talks = _is(lab, "102", AgentStatus.TALKING)
    assert talks.queue == "Support"
    assert _is(lab, "101", AgentStatus.READY).call == ""
    _looked(lab, talks)
    assert _is(lab, "102", AgentStatus.TALKING).call == talks.call
    assert call.leave().code == 0
    assert _one(lab, "answered") == {SARA: ["rejected"], OMID: ["answered"]}
    day = _counted(lab, "Support", offered=1, answered=1, handled=1)
    assert day.handle_s > SETTLE_US / 1e6


def test_who_answers_outside_is_the_agent_herself(lab: Lab, mobile: Phone) -> None:
    lab.phones["101"].behave(forwards(MOBILE))
    lab.pbx.log_in("Support", "101")
    call = caller(lab.pbx, "500", leaves_when_told=True)
    talks = _is(lab, "101", AgentStatus.TALKING)
    _looked(lab, talks)
    assert _is(lab, "101", AgentStatus.TALKING).call == talks.call
    assert call.leave().code == 0
    assert _one(lab, "answered") == {SARA: ["answered"]}
    assert mobile.answered == ["09121234567"]
    assert _counted(lab, "Support", answered=1, handled=1).handle_s > SETTLE_US / 1e6


def test_a_colleague_who_does_not_answer_lets_the_caller_wait(lab: Lab) -> None:
    lab.phones["101"].behave(forwards("102"))
    lab.phones["102"].behave(rings())
    lab.pbx.log_in("Support", "101")
    lab.pbx.log_in("Sales", "102")
    call = caller(lab.pbx, "500", leaves_when_told=True)
    _is(lab, "102", AgentStatus.RINGING)
    assert _is(lab, "101", AgentStatus.READY).call == ""
    until(lambda: (w := lab.team.queue("Support").waiting) and w[0].ringing == (OMID,))
    _is(lab, "101", AgentStatus.PAUSED)  # who lets it ring out is offered no more
    _is(lab, "102", AgentStatus.READY)
    assert [one.ringing for one in lab.team.queue("Support").waiting] == [()]
    assert call.leave().code == 0
    (entry,) = _ended(lab, 1)
    assert entry["outcome"] == "abandoned"
    assert _legs(entry) == {SARA: ["rejected"], OMID: ["rang_out"]}


def test_a_caller_who_is_picked_up_is_sent_on_too(lab: Lab) -> None:
    lab.phones["101"].behave(forwards("102"))
    lab.phones["102"].behave(answers(500))
    lab.pbx.log_in("Sales", "101", "102")
    call = caller(lab.pbx, "500", leaves_when_told=True)
    (waits,) = _waiting(lab, "Support", 1)
    assert _result(lab, "mina", PickUp(SARA, waits.key)) == "done"
    _is(lab, "102", AgentStatus.TALKING)
    assert call.leave().code == 0
    assert _one(lab, "answered") == {SARA: ["rejected"], OMID: ["answered"]}
