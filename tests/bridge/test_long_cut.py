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
from tests.rigs.sipp import Seen, Sipp
from tests.rigs.sipp_agent import answers, rings
from tests.rigs.sipp_team import caller

CUT_S = 30.0
WHOLE_S = 2.0  # queue_log has whole seconds
QUEUES = {"500": "Support", "501": "Sales", "502": "All"}
BEFORE = (("500", 0, 5), ("500", 0, 33), ("501", 0, 14), ("501", 0, 34))
"""Number called, when, for how long: talks and waits that the cut falls into."""
DURING = (
    *(("500", 1, 3), ("500", 2, 6), ("500", 6, 4), ("500", 9, 7), ("500", 12, 2), ("500", 16, 5)),
    *(("501", 2, 2), ("501", 7, 9), ("501", 15, 1), ("501", 20, 4)),
    *(("502", 3, 4), ("502", 8, 6), ("502", 14, 9), ("502", 22, 4), ("502", 24, 10)),
    ("500", 25, 9),
)
"""Likewise; the last two are still there when the link is back."""


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
    calls = {f"09120000{n:02}": (to, _caller(lab, n)) for n, (to, *_) in enumerate(BEFORE)}
    until(lambda: lab.team.queue("Support").day.answered == 2)
    until(lambda: len(lab.team.queue("Sales").waiting) == 2)
    lab.line.cut()
    begun = time.monotonic()
    first = len(calls)
    later = {f"09120000{n:02}": (to, _caller(lab, n)) for n, (to, *_) in enumerate(DURING, first)}
    until(lambda: not lab.team.floor.linked)
    until(lambda: time.monotonic() - begun > CUT_S, CUT_S + 5)
    gone = [call for _, call in (calls | later).values() if not call.running]
    assert len(gone) >= 16  # by now
    lab.line.mend()
    until(lambda: lab.team.floor.linked)
    until(lambda: _published(lab) == _shown(lab), what=f"{_published(lab)} {_shown(lab)}")
    came = {user: _came(lab, user, *call) for user, call in (calls | later).items()}
    assert len(came) == 20
    assert 5 <= sum(bool(one.answered_by) for one in came.values()) <= 15  # of both enough
    _is_as_they_came(lab, came)


def _caller(lab: Lab, n: int) -> Sipp:
    to, after_s, for_s = (*BEFORE, *DURING)[n]
    return caller(
        lab.pbx,
        to,
        user=f"09120000{n:02}",
        comes_after_s=after_s,
        leaves_after_s=for_s,
        messages=True,
        timeout_s=60,
    )


def _came(lab: Lab, user: str, to: str, call: Sipp) -> Came:
    result = call.wait()
    assert result.code == 0, result.errors
    (seen,) = result.seen.values()
    assert (seen.status, seen.was_hung_up) == (200, False)
    by = (f"PJSIP/{phone.user}" for phone in lab.phones.values() if user in phone.answered)
    return Came(QUEUES[to], seen, frozenset(by))


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
        assert abs(apart_s) < WHOLE_S, (said, apart_s, call, came)
