"""What agents do to tickets: notes, wrap-up, continuing another, and conflicts."""

from __future__ import annotations

import pytest

from desk_app.crm.records import Priority, TicketChanges, TicketStatus
from desk_app.crm.service import Crm
from desk_app.crm.ticket_store import UnknownCall, UnknownTicket
from desk_app.crm.tickets import LONGEST_NOTES, TicketConflict
from tests.crm.calls import Journal
from tests.crm.conftest import Clock


@pytest.fixture
def ringing(crm: Crm) -> int:
    """Return the ticket of a call `A` that rings."""
    return crm.fold(Journal().event("A", "ring")).ticket.id


def earlier_ticket(crm: Crm, status: TicketStatus = TicketStatus.PENDING) -> int:
    """Return an older saved ticket, of a call `OLD`."""
    crm.fold(Journal("old", start_us=1_763_200_000_000_000).event("OLD", "ring"))
    crm.save_notes(0, "first visit missed", "OLD")
    return crm.finish_wrap_up("OLD", TicketChanges(subject="Fibre drops", status=status)).id


def test_notes_are_saved_as_they_stand(crm: Crm, ringing: int, clock: Clock) -> None:
    clock.advance(5)
    saved = crm.save_notes(ringing, "Card terminals\r\ndown \u202esince 13:20", "A")
    assert saved.notes == "Card terminals\ndown since 13:20"
    assert saved.updated_us == clock.now_us
    assert crm.ticket(ringing).notes == saved.notes
    assert saved.status is TicketStatus.DRAFT
    assert len(crm.save_notes(ringing, "x" * 10**6, "A").notes) == LONGEST_NOTES


def test_fields_are_set_and_others_left(crm: Crm, ringing: int) -> None:
    crm.edit_ticket(ringing, TicketChanges(subject="a\nb", priority=Priority.HIGH))
    now = crm.edit_ticket(ringing, TicketChanges(category="line_fault.intermittent"))
    assert (now.subject, now.priority, now.category) == (
        "a b",
        Priority.HIGH,
        "line_fault.intermittent",
    )


def test_a_form_painted_before_anothers_change_overwrites_nothing(crm: Crm, ringing: int) -> None:
    mine = crm.ticket(ringing)
    crm.edit_ticket(ringing, TicketChanges(subject="hers"))
    with pytest.raises(TicketConflict) as told:
        crm.edit_ticket(ringing, TicketChanges(subject="mine", version=mine.version))
    assert told.value.now.subject == "hers"
    with pytest.raises(TicketConflict):
        crm.save_notes(ringing, "mine", version=mine.version)
    assert (crm.ticket(ringing).subject, crm.ticket(ringing).notes) == ("hers", "")
    fresh = crm.edit_ticket(ringing, TicketChanges(subject="mine", version=told.value.now.version))
    assert fresh.subject == "mine"


def test_the_fold_of_the_call_is_no_conflict_for_the_agent_who_types(
    crm: Crm, clock: Clock
) -> None:
    journal = Journal()
    ticket = crm.fold(journal.event("A", "ring")).ticket
    crm.fold(journal.event("A", "answer"))
    crm.new_customer("A", "Laleh")
    assert crm.save_notes(ticket.id, "typed", version=ticket.version).notes == "typed"


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        (TicketChanges(disposition="visit_booked"), TicketStatus.PENDING),
        (TicketChanges(disposition="solved"), TicketStatus.SOLVED),
        (TicketChanges(disposition="waiting_customer"), TicketStatus.PENDING),
        (TicketChanges(disposition="escalated"), TicketStatus.OPEN),
        (TicketChanges(disposition="information"), TicketStatus.SOLVED),
        (TicketChanges(disposition="wrong_number"), TicketStatus.SOLVED),
        (TicketChanges(disposition="our own words"), TicketStatus.OPEN),
        (TicketChanges(disposition="solved", status=TicketStatus.OPEN), TicketStatus.OPEN),
        (TicketChanges(), TicketStatus.OPEN),  # the time ran out
    ],
)
def test_the_wrap_up_leaves_the_ticket_as_the_call_ended(
    crm: Crm, ringing: int, changes: TicketChanges, status: TicketStatus
) -> None:
    assert crm.finish_wrap_up("A", changes).status is status


def test_continuing_moves_the_notes_and_undo_brings_them_back(
    crm: Crm, ringing: int, clock: Clock
) -> None:
    old = earlier_ticket(crm)
    crm.save_notes(ringing, "she calls again", "A")
    now = crm.continue_ticket("A", old)
    assert (now.id, now.subject, now.notes) == (old, "Fibre drops", "she calls again")
    assert crm.continue_ticket("A", old) == now
    assert crm.ticket(ringing).status is TicketStatus.CONTINUED
    assert crm.save_notes(old, "she calls again, angry", "A").notes == "she calls again, angry"
    assert crm.ticket(old).notes == "first visit missed"
    assert crm.ticket(old, "A").notes == "she calls again, angry"
    assert crm.ticket_of("A").id == old
    listed = {t["id"]: t["notes"] for t in crm.list_tickets()}
    assert listed[old] == "first visit missed\n\nshe calls again, angry"
    assert [c["ticket_id"] for c in crm.list_calls()] == [old, old]

    back = crm.undo_continue("A")
    assert (back.id, back.notes, back.status) == (
        ringing,
        "she calls again, angry",
        TicketStatus.DRAFT,
    )
    assert crm.undo_continue("A") == back
    assert crm.ticket(old).notes == "first visit missed"
    assert crm.ticket_of("A").id == ringing


def test_a_fold_after_continuing_keeps_the_calls_ticket(crm: Crm) -> None:
    old = earlier_ticket(crm)
    journal = Journal()
    crm.fold(journal.event("A", "ring"))
    crm.continue_ticket("A", old)
    assert crm.fold(journal.event("A", "answer")).ticket.id == old
    assert crm.fold(journal.event("A", "end", end="answered")).ticket.id == old
    assert crm.finish_wrap_up("A", TicketChanges(disposition="solved")).id == old
    assert crm.ticket(old).status is TicketStatus.SOLVED


def test_each_call_of_a_ticket_says_itself_how_it_ended(crm: Crm) -> None:
    old = earlier_ticket(crm)
    crm.edit_ticket(old, TicketChanges(disposition="visit_booked"))
    crm.fold(Journal().event("A", "ring"))
    assert crm.continue_ticket("A", old).disposition == ""
    assert crm.finish_wrap_up("A", TicketChanges()).status is TicketStatus.OPEN
    chosen = crm.edit_ticket(old, TicketChanges(disposition="solved"), "A")
    assert (chosen.disposition, crm.ticket(old).disposition) == ("solved", "solved")
    assert crm.finish_wrap_up("A", TicketChanges()).status is TicketStatus.SOLVED


def test_continuing_elsewhere_after_all(crm: Crm, ringing: int) -> None:
    old = earlier_ticket(crm)
    crm.fold(Journal("third").event("C", "ring"))
    third = crm.finish_wrap_up("C", TicketChanges(subject="Invoice")).id
    crm.save_notes(ringing, "about the invoice", "A")
    crm.continue_ticket("A", old)
    assert crm.continue_ticket("A", third).notes == "about the invoice"
    notes = {t["id"]: t["notes"] for t in crm.list_tickets()}
    assert (notes[old], notes[third]) == ("first visit missed", "about the invoice")
    assert crm.continue_ticket("A", ringing).id == ringing


def test_continuing_what_was_continued_leads_to_where_the_work_is(crm: Crm, ringing: int) -> None:
    old = earlier_ticket(crm)
    crm.continue_ticket("A", old)
    crm.fold(Journal("third").event("C", "ring"))
    assert crm.continue_ticket("C", ringing).id == old


def test_a_ticket_with_entries_takes_them_along(crm: Crm, ringing: int) -> None:
    old = earlier_ticket(crm)
    crm.save_notes(ringing, "again", "A")
    crm.continue_ticket("A", old)
    crm.fold(Journal("third").event("C", "ring"))
    third = crm.finish_wrap_up("C", TicketChanges(subject="Outage")).id
    crm.continue_ticket("OLD", third)
    assert {call["ticket_id"] for call in crm.list_calls()} == {third}
    assert crm.ticket_of("A").notes == "again"
    (listed,) = (t for t in crm.list_tickets() if t["id"] == third)
    assert sorted(listed["notes"].split("\n\n")) == ["again", "first visit missed"]


def test_a_solved_ticket_is_opened_again(crm: Crm, ringing: int) -> None:
    old = earlier_ticket(crm, TicketStatus.SOLVED)
    assert crm.continue_ticket("A", old).status is TicketStatus.OPEN


def test_my_open_tickets_most_urgent_first(crm: Crm) -> None:
    for key, priority, owner in (
        ("A", Priority.NORMAL, "Omid"),
        ("B", Priority.URGENT, "Omid"),
        ("C", Priority.LOW, "Mina"),
    ):
        crm.fold(Journal(key).event(key, "ring"))
        crm.finish_wrap_up(key, TicketChanges(subject=key, priority=priority, owner=owner))
    assert [ticket.subject for ticket in crm.open_tickets_of("Omid")] == ["B", "A"]
    assert crm.open_tickets_of("") == ()


def test_choices_come_in_the_designs_order(crm: Crm) -> None:
    assert [choice.code for choice in crm.dispositions()] == [
        "visit_booked",
        "solved",
        "waiting_customer",
        "escalated",
        "information",
        "wrong_number",
    ]
    categories = {choice.code: choice.parent for choice in crm.categories()}
    assert categories["line_fault.intermittent"] == "line_fault"
    assert categories["line_fault"] == ""


def test_what_is_not_there_is_said_so(crm: Crm, ringing: int) -> None:
    with pytest.raises(UnknownTicket):
        crm.edit_ticket(99, TicketChanges(subject="x"))
    with pytest.raises(UnknownTicket):
        crm.save_notes(99, "x")
    with pytest.raises(UnknownTicket):
        crm.continue_ticket("A", 99)
    with pytest.raises(UnknownCall):
        crm.finish_wrap_up("B", TicketChanges())
