"""The link is cut for half a minute while twenty calls come and go: nobody's call is lost.

What must be in the ledger is taken from SIPp: the callers say when they came and left, the
agents' phones whom they answered.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tests.bridge.conftest import Lab
from tests.bridge.test_calls import _counted, _ended, _published, _shown
from tests.rigs.bridge import until
from tests.rigs.sipp import Result, Seen, Sipp
from tests.rigs.sipp_agent import answers, rings
from tests.rigs.sipp_team import caller

CUT_S = 30.0
WHOLE_S = 2.0  # queue_log has whole seconds
BUSY_S = 8.0  # so late a busy machine may come to a caller
QUEUES = {"500": "Support", "501": "Sales", "502": "All"}
TOLD = None
BEFORE = (("500", 0, TOLD), ("501", 0, TOLD), ("500", 0, TOLD), ("501", 0, TOLD))
"""Number called, when, for how long: talks and waits that the cut falls into."""
LEAVE = (0, 1)
"""Who of them leaves in the cut. Who is told besides is still there when the link is back."""
DURING = (
    *(("500", 1, 3), ("500", 2, 6), ("500", 6, 4), ("500", 9, 7), ("500", 12, 2), ("500", 16, 5)),
    *(("501", 2, 2), ("501", 7, 9), ("501", 15, 1), ("501", 20, 4)),
    *(("502", 3, 4), ("502", 8, 6), ("502", 14, 9), ("502", 22, 4), ("502", 24, TOLD)),
    ("500", 25, TOLD),
)
"""Likewise."""
ALL = (*BEFORE, *DURING)


@dataclass(frozen=True)
class Came:
    """A caller as SIPp saw the call."""

    queue: str
    seen: Seen
    answered_by: frozenset[str]


def test_the_ledger_is_what_sipp_saw(lab: Lab) -> None:
    for user, behaviour in (("101", answers(300)), ("102", answers(800)), ("103", rings())):
        lab.phones[user].behave(behaviour)
    lab.phones["110"].behave(answers(1200))
    lab.pbx.log_in("Support", "101", "102")
    lab.pbx.log_in("All", "103", "110")
    calls = [_caller(lab, n) for n in range(len(BEFORE))]
    until(lambda: lab.team.queue("Support").day.answered == 2)
    until(lambda: len(lab.team.queue("Sales").waiting) == 2)
    lab.line.cut()
    begun = time.monotonic()
    calls += [_caller(lab, n) for n in range(len(BEFORE), len(ALL))]
    until(lambda: not lab.team.floor.linked)
    ended = {n: calls[n].leave() for n in LEAVE}
    until(lambda: time.monotonic() - begun > CUT_S)
    ended |= {n: calls[n].wait() for n, (*_, for_s) in enumerate(ALL) if for_s is not TOLD}
    assert len(ended) == 16
    lab.line.mend()
    until(lambda: lab.team.floor.linked)
    until(lambda: _published(lab) == _shown(lab), what=f"{_published(lab)} {_shown(lab)}")
    ended |= {n: call.leave() for n, call in enumerate(calls) if n not in ended}
    came = {_user(n): _came(lab, n, result) for n, result in ended.items()}
    assert len(came) == 20
    assert 5 <= sum(bool(one.answered_by) for one in came.values()) <= 15  # of both enough
    _is_as_they_came(lab, came)


def _user(n: int) -> str:
    return f"09120000{n:02}"


def _caller(lab: Lab, n: int) -> Sipp:
    to, after_s, for_s = ALL[n]
    return caller(
        lab.pbx,
        to,
        user=_user(n),
        comes_after_s=after_s,
        leaves_after_s=for_s,
        leaves_when_told=for_s is TOLD,
        messages=True,
    )


def _came(lab: Lab, n: int, result: Result) -> Came:
    assert result.code == 0, result.errors
    (seen,) = result.seen.values()
    assert (seen.status, seen.was_hung_up) == (200, False)
    by = (f"PJSIP/{phone.user}" for phone in lab.phones.values() if _user(n) in phone.answered)
    return Came(QUEUES[ALL[n][0]], seen, frozenset(by))


def _is_as_they_came(lab: Lab, came: dict[str, Came]) -> None:
    calls = _ended(lab, len(came))
    assert Counter(call["number"] for call in calls) == Counter(list(came))
    keys = Counter(call["key"] for call in calls)
    assert Counter(ticket["call_key"] for ticket in lab.team.tickets) == keys
    for call in calls:
        _is(call, came[str(call["number"])])
    for queue in QUEUES.values():
        here = [one for one in came.values() if one.queue == queue]
        answered = sum(bool(one.answered_by) for one in here)
        lost = len(here) - answered
        _counted(lab, queue, offered=len(here), answered=answered, abandoned=lost, overflowed=0)


def _is(call: dict[str, Any], came: Came) -> None:
    outcome = "answered" if came.answered_by else "abandoned"
    assert (call["queue"], call["outcome"]) == (came.queue, outcome), (call, came)
    talked = {leg["agent"] for leg in call["legs"] if leg["outcome"] == "answered"}
    assert talked == came.answered_by, (call, came)
    assert not [leg for leg in call["legs"] if leg["outcome"] == "open"], call
    for said, saw_s in (("ring_at", came.seen.begun_s), ("ended_at", came.seen.ended_s)):
        apart_s = datetime.fromisoformat(call[said]).timestamp() - saw_s
        assert -WHOLE_S < apart_s < BUSY_S, (said, apart_s, call, came)
