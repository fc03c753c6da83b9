"""Whom a queue owes a call: read from the calls, gone when they were spoken to."""

from __future__ import annotations

import pytest

from desk_app.crm.call_log import EventKind
from desk_app.crm.records import LeftWhy, OutcomeOfCall, TicketChanges, TicketStatus
from desk_app.crm.service import Crm
from tests.crm.calls import Journal
from tests.crm.conftest import NOW_US, Clock
from tests.crm.queue_calls import QueueCalls

LALEH = "02149258000"


@pytest.fixture
def queue(crm: Crm, clock: Clock) -> QueueCalls:
    return QueueCalls(crm, clock, NOW_US)


def owed(crm: Crm) -> list[str]:
    return [call.key for call in crm.to_call_back(NOW_US)]


def unreached(queue: QueueCalls, at_s: float, outcome: OutcomeOfCall) -> str:
    """Let a caller be promised a call that does not come about."""
    key = queue.enter(at_s)
    queue.tell(key, EventKind.CALLBACK, at_s + 1)
    queue.tell(key, EventKind.RING, at_s + 2, leg=f"{key}.1")
    queue.tell(key, EventKind.END, at_s + 3, outcome=outcome)
    return key


def test_who_was_not_served_is_owed_a_call(crm: Crm, queue: QueueCalls) -> None:
    left = queue.gone(1, 60)
    lost = queue.gone(2, 60, OutcomeOfCall.LOST)
    late = queue.gone(3, 60, OutcomeOfCall.OVERFLOWED, LeftWhy.LATE)
    message = queue.gone(4, 9, OutcomeOfCall.OVERFLOWED, LeftWhy.MESSAGE, recording="m/a.wav")
    rang = unreached(queue, 5, OutcomeOfCall.TIMED_OUT)
    failed = unreached(queue, 15, OutcomeOfCall.FAILED)
    queue.gone(20, 60, OutcomeOfCall.OVERFLOWED, LeftWhy.FORWARDED)
    unreached(queue, 21, OutcomeOfCall.REJECTED)  # declined, or taken off the board
    queue.gone(30, 60, queue="")
    queue.answered(31, 5)
    queue.enter(40)
    assert owed(crm) == [failed, rang, message, late, lost, left]
    assert crm.to_call_back(NOW_US, limit=1)[0].key == failed
    assert crm.to_call_back(NOW_US + 60_000_000) == ()


def test_the_list_says_how_they_left(crm: Crm, queue: QueueCalls) -> None:
    queue.gone(1, 72, number=LALEH)
    queue.gone(2, 9, OutcomeOfCall.OVERFLOWED, LeftWhy.MESSAGE, recording="messages/a.wav")
    message, left = crm.to_call_back(NOW_US)
    assert (left.number, left.wait_s, left.place, left.waiting) == (LALEH, 72.0, 3, 8)
    assert (left.outcome, left.left_why, left.recording) == (OutcomeOfCall.ABANDONED, "", "")
    assert (message.left_why, message.recording) == (LeftWhy.MESSAGE, "messages/a.wav")


@pytest.mark.parametrize("number", [LALEH, "201"])
def test_who_was_spoken_to_is_owed_nothing(crm: Crm, queue: QueueCalls, number: str) -> None:
    message = queue.gone(1, 9, OutcomeOfCall.OVERFLOWED, LeftWhy.MESSAGE, number=number)
    left = queue.gone(2, 60, number=number)
    journal = Journal("out", start_us=NOW_US + 100_000_000)
    for event in journal.call("X", "rang_out", direction="out", number=number):
        crm.fold(event)
    assert owed(crm) == [left, message]  # not reached; a message wants listening to anyway
    for event in journal.call("Y", "answered", direction="out", number=number):
        crm.fold(event)
    assert owed(crm) == []


def test_a_number_is_listed_once_and_not_while_it_waits(crm: Crm, queue: QueueCalls) -> None:
    queue.gone(1, 60, number=LALEH)
    latest = queue.gone(100, 60, number=LALEH)
    assert owed(crm) == [latest]
    again = queue.enter(300, number=LALEH)
    assert owed(crm) == []
    queue.tell(again, EventKind.END, 310, outcome=OutcomeOfCall.ABANDONED)
    assert owed(crm) == [again]


def test_a_withheld_number_is_owed_nothing_but_its_message(crm: Crm, queue: QueueCalls) -> None:
    queue.gone(1, 60, number="anonymous")
    message = queue.gone(
        2, 9, OutcomeOfCall.OVERFLOWED, LeftWhy.MESSAGE, number="anonymous", recording="a.wav"
    )
    queue.gone(3, 60, number="anonymous")
    queue.answered(4, 5, number="anonymous")  # somebody else, as far as anybody knows
    assert owed(crm) == [message]


def test_a_solved_ticket_takes_its_call_off_the_list(crm: Crm, queue: QueueCalls) -> None:
    key = queue.gone(1, 9, OutcomeOfCall.OVERFLOWED, LeftWhy.MESSAGE, number="anonymous")
    ticket = crm.ticket_of(key)
    crm.edit_ticket(ticket.id, TicketChanges(status=TicketStatus.PENDING))
    assert owed(crm) == [key]
    crm.edit_ticket(ticket.id, TicketChanges(status=TicketStatus.SOLVED))
    assert owed(crm) == []


def test_the_timeline_says_the_place_and_brings_the_message(crm: Crm, queue: QueueCalls) -> None:
    key = queue.gone(1, 72, number=LALEH)
    crm.new_customer(key, "Laleh Farahmand")
    queue.gone(100, 9, OutcomeOfCall.OVERFLOWED, LeftWhy.MESSAGE, number=LALEH, recording="m/a.wav")
    message, left = crm.case(key).caller.timeline  # type: ignore[union-attr]
    assert (left.outcome, left.wait_s, left.place, left.waiting) == ("abandoned", 72.0, 3, 8)
    assert (message.outcome, message.left_why) == ("overflowed", LeftWhy.MESSAGE)
    assert (message.recording, message.ticket_id) == ("m/a.wav", crm.ticket_of("j00002").id)


def test_waiting_calls_are_open_under_their_own_key(crm: Crm, queue: QueueCalls) -> None:
    waiting = queue.enter(1)
    ringing = queue.enter(2)
    queue.tell(ringing, EventKind.RING, 3, leg=f"{ringing}.1")
    queue.gone(4, 5)
    assert crm.open_calls() == (waiting, ringing)


def test_a_desk_that_died_in_wrap_up_leaves_the_answered_offer_to_its_agent(
    crm: Crm, queue: QueueCalls
) -> None:
    key = queue.answered(0, 5, wrap_s=None)
    assert crm.finish_left_over("Omid", NOW_US + 3_600_000_000) == 1
    ticket = crm.ticket_of(key)
    assert (ticket.owner, ticket.status) == ("Omid", TicketStatus.OPEN)
    assert crm.finish_left_over("Omid", NOW_US + 3_600_000_000) == 0


def test_an_overflowed_call_in_json(crm: Crm, queue: QueueCalls) -> None:
    queue.gone(1, 600, OutcomeOfCall.OVERFLOWED, LeftWhy.LATE)
    (call,) = crm.list_calls()
    assert (call["outcome"], call["queue"], call["wait_s"], call["legs"]) == (
        "overflowed",
        "Support",
        600.0,
        [],
    )
