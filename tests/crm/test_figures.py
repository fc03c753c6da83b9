"""Lists and figures: what counts as missed, as handled, and what the JSON says."""

from __future__ import annotations

from datetime import datetime

from desk_app.crm.records import DayFigures, OutcomeOfCall, OutcomeOfLeg, TicketChanges
from desk_app.crm.service import Crm
from tests.crm.calls import SECOND_US, START_US, Journal
from tests.crm.conftest import Clock

CALL_FIELDS = [
    "key",
    "direction",
    "number",
    "name",
    "customer_id",
    "queue",
    "ring_at",
    "answered_at",
    "ended_at",
    "wait_s",
    "talk_s",
    "outcome",
    "legs",
    "ticket_id",
    "recording",
]
TICKET_FIELDS = [
    "id",
    "call_key",
    "customer_id",
    "subject",
    "category",
    "disposition",
    "priority",
    "status",
    "owner",
    "notes",
    "created_at",
    "updated_at",
]


def test_a_call_in_json(crm: Crm) -> None:
    journal = Journal()
    crm.fold(journal.event("A", "ring", queue="Support", waited_s=130.25))
    crm.fold(journal.event("A", "answer"))
    crm.fold(journal.event("A", "recording", recording="A.wav"))
    crm.fold(journal.event("A", "end", end="answered"))
    (call,) = crm.list_calls()
    assert list(call) == CALL_FIELDS
    (ticket,) = crm.list_tickets()
    assert list(ticket) == TICKET_FIELDS
    assert call | {"legs": ()} == {
        "key": "A",
        "direction": "in",
        "number": "02149258000",
        "name": "Laleh",
        "customer_id": None,
        "queue": "Support",
        "ring_at": "2025-11-16T13:33:21.000000+00:00",
        "answered_at": "2025-11-16T13:33:22.000000+00:00",
        "ended_at": "2025-11-16T13:33:24.000000+00:00",
        "wait_s": 131.25,
        "talk_s": 2.0,
        "outcome": "answered",
        "legs": (),
        "ticket_id": ticket["id"],
        "recording": "A.wav",
    }
    assert call["legs"] == [
        {
            "agent": "Omid",
            "outcome": "answered",
            "ring_at": call["ring_at"],
            "answered_at": call["answered_at"],
            "ended_at": call["ended_at"],
        }
    ]
    assert ticket["call_key"] == "A"
    assert ticket["created_at"] == call["ring_at"]


def test_lists_are_whole_and_oldest_first_beyond_one_step(crm: Crm) -> None:
    journal = Journal(start_us=START_US)
    keys = [f"K{i:04}" for i in range(1101)]
    for key in reversed(keys):
        journal.now_us = START_US + int(key[1:]) // 3 * SECOND_US  # several at one instant
        crm.fold(journal.event(key, "ring"))
    calls = list(crm.list_calls())
    assert sorted(call["key"] for call in calls) == keys
    rings = [call["ring_at"] for call in calls]
    assert rings == sorted(rings)
    assert len({ticket["id"] for ticket in crm.list_tickets()}) == len(keys)


def test_the_day_counts_legs_as_defined(crm: Crm, clock: Clock) -> None:
    journal = Journal(start_us=clock.now_us)
    for key, end in (
        ("A", "answered"),
        ("B", "rang_out"),
        ("C", "elsewhere"),
        ("D", "abandoned"),
        ("E", "rejected"),
    ):
        for event in journal.call(key, end):
            crm.fold(event)
    for event in journal.call("F", "answered", direction="out"):
        crm.fold(event)
    before = Journal("before", start_us=clock.now_us - 60 * SECOND_US)
    for event in before.call("G", "answered"):
        crm.fold(event)
    clock.now_us = (
        next(call.ring_us for call in crm.recent_calls() if call.key == "A") + 22 * SECOND_US
    )
    crm.finish_wrap_up("A", TicketChanges(disposition="solved"))
    hour = datetime.fromtimestamp(START_US // SECOND_US).astimezone()
    assert hour.utcoffset() is not None
    figures = crm.day(clock.now_us - 22 * SECOND_US)
    assert sum(figures.by_hour.values()) == 5
    # A: one second of talk, then twenty of wrap-up; F: one second of talk.
    assert figures == DayFigures(
        calls=5,
        answered=1,
        missed=1,
        outgoing=1,
        talk_s=2.0,
        handle_s=(21.0 + 1.0) / 2,
        by_hour=figures.by_hour,
    )
    assert crm.day(clock.now_us - 22 * SECOND_US, "somebody else") == DayFigures()


def test_missed_callers_until_they_are_spoken_to(crm: Crm) -> None:
    journal = Journal()
    for key, end, number in (
        ("A", "abandoned", "02149258000"),
        ("B", "rang_out", "09120001142"),
        ("C", "elsewhere", "02144440000"),
        ("D", "rejected", "02144440001"),
        ("E", "abandoned", "anonymous"),
    ):
        for event in journal.call(key, end, number=number):
            crm.fold(event)
    assert crm.missed(START_US) == 3
    assert crm.missed(journal.now_us + 1) == 0
    for event in journal.call("F", "answered", direction="out", number="+982149258000"):
        crm.fold(event)
    assert crm.missed(START_US) == 2


def test_recent_calls_newest_first(crm: Crm) -> None:
    journal = Journal()
    for event in journal.call("A", "rang_out") + journal.call("B", "elsewhere"):
        crm.fold(event)
    crm.new_customer("A", "Laleh Farahmand")
    newest, oldest = crm.recent_calls(2)
    assert (newest.key, newest.outcome, newest.leg_outcome) == (
        "B",
        OutcomeOfCall.ANSWERED,
        OutcomeOfLeg.ELSEWHERE,
    )
    assert (oldest.key, oldest.name, oldest.wait_s) == ("A", "Laleh Farahmand", 1.0)
    assert len(crm.recent_calls(1)) == 1
