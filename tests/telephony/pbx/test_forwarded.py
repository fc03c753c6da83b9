"""A phone that sends an offer on, as Asterisk 22 tells it: by two threads, in either order."""

from __future__ import annotations

import pytest

from desk_app.telephony.pbx.translate import Translator
from desk_app.telephony.pbx.wire import Message
from desk_app.telephony.team.events import (
    Answered,
    AnyFloorEvent,
    Completed,
    NotTaken,
    NotTakenWhy,
    Offered,
)

LOCAL = "Local/102@desk-app-phones-0;"
CALLER = {"Channel": "PJSIP/trunk-0", "Uniqueid": "1.0", "Linkedid": "1.0", "Queue": "Support"}
SARA = {"Interface": "PJSIP/101", "MemberName": "Sara"}
FIRST = {"DestChannel": "PJSIP/101-1", "DestUniqueid": "1.1"}
HALF = {"DestChannel": f"{LOCAL}1", "DestUniqueid": "1.2"}
BEHIND = {"DestChannel": "PJSIP/102-2", "DestUniqueid": "1.4"}

BEFORE: list[Message] = [
    {"Event": "QueueMemberAdded", "Queue": "Support", "Status": "1", **SARA},
    {"Event": "QueueMemberAdded", "Queue": "Sales", "Status": "1", "Interface": "PJSIP/102"},
    {"Event": "QueueCallerJoin", "Position": "1", **CALLER},
    {"Event": "AgentCalled", **CALLER, **SARA, **FIRST},
    {"Event": "DialBegin", **CALLER, **FIRST},
    {"Event": "LocalBridge", "LocalOneUniqueid": "1.2", "LocalTwoUniqueid": "1.3"},
]
SENT_ON: list[Message] = [
    {"Event": "DialEnd", "DialStatus": "CANCEL", "Forward": "102", **CALLER, **FIRST},
    {"Event": "DialBegin", **CALLER, **HALF},
    {"Event": "Hangup", "Channel": "PJSIP/101-1", "Uniqueid": "1.1"},
]
RINGS: Message = {"Event": "DialBegin", "Channel": f"{LOCAL}2", "Uniqueid": "1.3", **BEHIND}
AFTER: list[Message] = [
    {"Event": "QueueCallerLeave", **CALLER},
    {"Event": "AgentConnect", **CALLER, **SARA, **HALF},
    {"Event": "AgentComplete", "Reason": "caller", **CALLER, **SARA, **HALF},
]


@pytest.mark.parametrize("at", range(len(SENT_ON) + 1))
def test_whoever_is_rung_instead_is_told_of_whenever_it_is_heard(at: int) -> None:
    follow, told = Translator(), list[AnyFloorEvent]()
    for message in [*BEFORE, *SENT_ON[:at], RINGS, *SENT_ON[at:], *AFTER]:
        told += follow.feed(message, 1)
    kinds = (Offered, NotTaken, Answered, Completed)
    assert [(type(e), e.agent, e.leg) for e in told if isinstance(e, kinds)] == [
        (Offered, "PJSIP/101", "1.1"),
        (NotTaken, "PJSIP/101", "1.1"),
        (Offered, "PJSIP/102", "1.4"),
        (Answered, "PJSIP/102", "1.4"),
        (Completed, "PJSIP/102", "1.4"),
    ]
    assert [e.why for e in told if isinstance(e, NotTaken)] == [NotTakenWhy.REJECTED]
