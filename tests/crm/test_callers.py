"""Who is calling: one, several, unknown with possible matches, and the rest."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from desk_app.crm.caller_queries import UnknownCustomer
from desk_app.crm.models import Customer, Number, new_id
from desk_app.crm.records import (
    CallerKind,
    EntryKind,
    TicketChanges,
    TicketStatus,
    TimelineEntry,
)
from desk_app.crm.service import Crm
from desk_app.crm.ticket_store import UnknownCall
from tests.crm.calls import Journal
from tests.crm.conftest import Clock


def customer(crm: Crm, name: str, number: str, company: str = "") -> int:
    """Make a customer from a call of the number, and return its id."""
    key = f"made-{name}"
    crm.fold(Journal(key).event(key, "ring", number=number))
    made = crm.new_customer(key, name, company).customer
    assert made is not None
    return made.id


def test_a_known_number_opens_its_customer(crm: Crm) -> None:
    laleh = customer(crm, "Laleh", "+982149258000", "Khorshidak")
    sahar = customer(crm, "Sahar", "02144440000", "Khorshidak")
    caller = crm.fold(Journal().event("A", "ring", number="021-49258000"), True).caller
    assert caller is not None and caller.customer is not None
    assert (caller.kind, caller.customer.id) == (CallerKind.ONE, laleh)
    assert caller.e164 == "+982149258000"
    assert caller.counts == {EntryKind.CALL: 2}
    assert caller.calls_90d == 2
    assert {entry.call_key for entry in caller.timeline} == {"A", "made-Laleh"}
    assert [brief.id for brief in caller.also_at_company] == [sahar]


def test_several_customers_of_one_number_are_a_choice_last_spoken_to_first(crm: Crm) -> None:
    first = customer(crm, "Laleh", "02149258000")
    second = customer(crm, "Sahar", "02144440000")
    crm.fold(Journal("j", start_us=1_763_390_000_000_000).event("B", "ring", number="02144440000"))
    crm.fold(Journal("k").event("C", "ring", number="anonymous"))
    crm.choose_customer("C", second)
    crm.fold(Journal("l").event("D", "ring", number="02149258000"))
    crm.add_number("D", second)
    caller = crm.caller_for("02149258000")
    assert caller.kind is CallerKind.SEVERAL
    assert caller.customer is None
    assert [brief.id for brief in caller.choice] == [second, first]
    assert {brief.number for brief in caller.choice} == {"+982149258000"}


def test_equal_last_digits_are_offered_and_never_opened(crm: Crm) -> None:
    laleh = customer(crm, "Laleh", "02149258000")
    caller = crm.caller_for("02649258000")
    assert (caller.kind, caller.customer) == (CallerKind.UNKNOWN, None)
    assert [brief.id for brief in caller.possible] == [laleh]
    assert caller.place == "Karaj"
    local = crm.caller_for("49258000")
    assert (local.kind, local.e164) == (CallerKind.UNKNOWN, "")
    assert [brief.id for brief in local.possible] == [laleh]
    assert crm.caller_for("02149258111").possible == ()


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("", CallerKind.WITHHELD),
        ("anonymous", CallerKind.WITHHELD),
        ("214", CallerKind.INTERNAL),
        ("alice", CallerKind.ODD),
        ("09120001142", CallerKind.UNKNOWN),
    ],
)
def test_callers_without_a_record_are_named_as_such(
    crm: Crm, number: str, kind: CallerKind
) -> None:
    caller = crm.fold(Journal().event("A", "ring", number=number, name="x"), True).caller
    assert caller is not None
    assert (caller.kind, caller.customer, caller.timeline) == (kind, None, ())
    assert (caller.number, caller.name) == (number, "x")


def test_a_new_customer_gets_the_earlier_calls_of_the_number(crm: Crm) -> None:
    crm.fold(Journal("j1").event("A", "ring", number="09120001142"))
    crm.fold(Journal("j2").event("B", "ring", number="+989120001142"))
    caller = crm.new_customer("B", "Ramin Sohrabi")
    assert caller.kind is CallerKind.ONE
    assert caller.customer is not None
    assert [number.e164 for number in caller.customer.numbers] == ["+989120001142"]
    assert {entry.call_key for entry in caller.timeline} == {"A", "B"}
    assert {call.customer_id for call in crm.recent_calls()} == {caller.customer.id}
    assert {t["customer_id"] for t in crm.list_tickets()} == {caller.customer.id}


def test_a_chosen_customer_stays_when_the_call_goes_on(crm: Crm) -> None:
    laleh, sahar = customer(crm, "Laleh", "02149258000"), customer(crm, "Sahar", "02144440000")
    journal = Journal()
    crm.fold(journal.event("A", "ring", number="02149258000"))
    caller = crm.choose_customer("A", sahar)
    assert caller.customer is not None and caller.customer.id == sahar != laleh
    after = crm.fold(journal.event("A", "identity", number="02149258000"), True)
    assert after.ticket.customer_id == sahar
    assert after.caller is not None and after.caller.customer is not None
    assert after.caller.customer.id == sahar


def test_a_passed_on_call_finds_its_customer(crm: Crm) -> None:
    laleh = customer(crm, "Laleh", "02149258000")
    journal = Journal()
    assert crm.fold(journal.event("A", "ring", number="201")).ticket.customer_id is None
    folded = crm.fold(journal.event("A", "identity", number="02149258000"), True)
    assert folded.ticket.customer_id == laleh
    assert folded.caller is not None and folded.caller.kind is CallerKind.ONE


def test_open_tickets_and_notes_are_on_the_callers_record(crm: Crm, clock: Clock) -> None:
    customer(crm, "Laleh", "02149258000")
    journal = Journal()
    for event in journal.call("A"):
        folded = crm.fold(event)
    crm.save_notes(folded.ticket.id, "Technician did not come", "A")
    clock.advance(60)
    crm.finish_wrap_up("A", TicketChanges(subject="Fibre drops", disposition="visit_booked"))
    caller = crm.caller_for("02149258000")
    assert [(t.subject, t.status) for t in caller.open_tickets] == [
        ("Fibre drops", TicketStatus.PENDING)
    ]
    lines = {(entry.kind, entry.title, entry.text) for entry in caller.timeline}
    assert (EntryKind.TICKET, "Fibre drops", "") in lines
    assert (EntryKind.CALL, "", "Technician did not come") in lines


def test_a_line_of_the_timeline_says_all_about_its_call(crm: Crm) -> None:
    journal = Journal()
    crm.fold(journal.event("A", "ring", queue="Support", waited_s=3.0))
    customer_id = crm.new_customer("A", "Laleh").customer
    assert customer_id is not None
    ticket = crm.save_notes(0, "drops", "A")
    ring_us = journal.now_us
    crm.fold(journal.event("A", "answer"))
    crm.fold(journal.event("A", "recording", recording="A.wav"))
    crm.fold(journal.event("A", "end", end="answered"))
    (line,) = crm.caller_for("02149258000").timeline
    assert line == TimelineEntry(
        id=line.id,
        kind=EntryKind.CALL,
        at_us=ring_us,
        text="drops",
        who="Omid",
        queue="Support",
        direction="in",
        outcome="answered",
        talk_s=2.0,
        wait_s=4.0,
        ticket_id=ticket.id,
        call_key="A",
        recording="A.wav",
    )


def test_only_the_last_twenty_interactions_are_read(crm: Crm) -> None:
    customer(crm, "Laleh", "02149258000")
    journal = Journal()
    for i in range(30):
        crm.fold(journal.event(f"K{i:02}", "ring"))
    timeline = crm.caller_for("02149258000").timeline
    assert len(timeline) == 20
    assert timeline[0].call_key == "K29"
    assert [entry.at_us for entry in timeline] == sorted(
        (entry.at_us for entry in timeline), reverse=True
    )


@pytest.mark.parametrize(
    "typed",
    ["lal", "FARAH", "laleh far", "۰۲۱۴۹", "02149", "+98214925", "4925 8000", "0098214925"],
)
def test_search_finds_by_beginnings_of_words_and_numbers(crm: Crm, typed: str) -> None:
    laleh = customer(crm, "Laleh Farahmand", "02149258000", "Khorshidak")
    customer(crm, "Ramin Sohrabi", "09120001142")
    found = crm.search(typed)
    assert [(brief.id, brief.number) for brief in found] == [(laleh, "+982149258000")]


@pytest.mark.parametrize("typed", ["علیرضا", "علی رضا", "علي\u200cرضا", "رضا كر"])
def test_search_finds_persian_names_however_typed(crm: Crm, typed: str) -> None:
    ali = customer(crm, "علی\u200cرضا کریمی", "02149258000")
    assert [brief.id for brief in crm.search(typed)] == [ali]


@pytest.mark.parametrize(
    "typed", ["", "  ", '"', "*", "a OR b", "NEAR(", "zz", "'; DROP", "()", "-"]
)
def test_search_takes_anything(crm: Crm, typed: str) -> None:
    customer(crm, "Laleh Farahmand", "02149258000")
    assert crm.search(typed) == ()


def test_what_is_not_there_is_said_so(crm: Crm) -> None:
    crm.fold(Journal().event("A", "ring"))
    with pytest.raises(UnknownCustomer):
        crm.customer(99)
    with pytest.raises(UnknownCustomer):
        crm.choose_customer("A", 99)
    with pytest.raises(UnknownCall):
        crm.new_customer("no such call", "x")
    with pytest.raises(UnknownCall):
        crm.case("no such call")
    assert crm.search("x") == ()


def test_a_customer_made_elsewhere_in_the_moment_of_the_ring_has_the_call_at_its_next_event(
    crm: Crm,
) -> None:
    """Two transactions that do not see each other: the one made no customer, the other no call."""
    journal = Journal()
    unknown = crm.fold(journal.event("A", "ring", number="02149258000"))
    assert unknown.ticket.customer_id is None
    with crm._database.write() as connection:
        row = {"name": "Laleh", "search": "laleh", "created_us": 0, "updated_us": 0, "version": 1}
        made = new_id(connection.execute(insert(Customer), row))
        number = {"customer_id": made, "position": 0, "raw": "1", "e164": "+982149258000"}
        connection.execute(insert(Number), number)
    crm.fold(journal.event("A", "answer", number="02149258000"))
    assert crm.case("A").ticket.customer_id == made
