"""The fold through a real database: exactly once, one ticket for one call."""

from __future__ import annotations

import random
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, text

from desk_app.crm import call_store, raw_events
from desk_app.crm.call_log import CallEvent, CallRecord, fold
from desk_app.crm.callers import Callers
from desk_app.crm.database import Database, check_database, open_database
from desk_app.crm.models import Call, Leg
from desk_app.crm.numbers import NumberRules
from desk_app.crm.opening import AnyDatabase
from desk_app.crm.records import OutcomeOfCall, TicketStatus
from desk_app.crm.service import Crm
from tests.crm.calls import Journal
from tests.crm.strategies import events
from tests.crm.test_call_log import ring_all

identify = Callers(NumberRules()).identify


@contextmanager
def copied(path: Path) -> Iterator[Database]:
    """Give a database of its own to one example."""
    with tempfile.TemporaryDirectory() as folder:
        database = open_database(Path(shutil.copy(path, folder)))
        yield database
        database.close()


def fold_all(database: AnyDatabase, told: list[CallEvent]) -> None:
    for event in told:
        with database.write() as connection:
            call_store.fold_event(connection, event, identify)


def stored(database: AnyDatabase) -> frozenset[CallRecord]:
    decode = msgspec.json.Decoder(CallRecord).decode
    with database.read() as connection:
        return frozenset(decode(row) for row in connection.execute(select(Call.joined)).scalars())


def stored_legs(database: AnyDatabase) -> set[tuple[str, str, int | None]]:
    with database.read() as connection:
        rows = connection.execute(select(Leg.key, Leg.outcome, Leg.ended_us))
        return {(row.key, row.outcome, row.ended_us) for row in rows}


def count(database: AnyDatabase, query: str) -> int:
    with database.read() as connection:
        return int(connection.execute(text(query)).scalar_one())


def assert_one_ticket_for_each_call(database: AnyDatabase) -> None:
    calls = count(database, "SELECT count(*) FROM calls")
    own = "SELECT count(*) FROM calls JOIN tickets ON tickets.call_key = calls.key"
    assert count(database, own) == calls
    assert count(database, "SELECT count(*) FROM tickets WHERE call_key IS NOT NULL") == calls
    assert count(database, "SELECT count(*) FROM interactions WHERE kind = 'call'") == calls
    current = (
        "SELECT count(*) FROM calls JOIN tickets ON tickets.id = calls.ticket_id"
        " WHERE tickets.continued_in IS NULL"
    )
    assert count(database, current) == calls
    if isinstance(database, Database):
        assert check_database(database.path) == ()


@settings(max_examples=25)
@given(told=st.lists(events(), max_size=10), seed=st.integers(0, 1000))
def test_the_database_folds_as_the_pure_fold_does(
    empty_database: Path, told: list[CallEvent], seed: int
) -> None:
    numbered = [msgspec.structs.replace(event, seq=i) for i, event in enumerate(told, 1)]
    again = numbered * 2
    random.Random(seed).shuffle(again)
    with copied(empty_database) as database:
        fold_all(database, again)
        assert stored(database) == fold(numbered)
        assert_one_ticket_for_each_call(database)
        legs = {leg for record in fold(numbered) for leg in record.agent_legs}
        assert stored_legs(database) == {(leg.key, leg.outcome.value, leg.ended_us) for leg in legs}
        assert count(database, "SELECT count(*) FROM raw_events") == len(numbered)
        with database.read() as connection:
            assert raw_events.last_seq(connection, "s") == len(numbered)


def test_an_event_told_again_changes_nothing(crm: Crm) -> None:
    told = Journal().call("A")
    for event in told:
        first = crm.fold(event)
    assert crm.fold(told[0]) == crm.fold(told[2]) == first
    assert len(crm.recent_calls()) == 1


def test_eight_desks_ringing_for_one_caller_make_one_ticket(database: AnyDatabase) -> None:
    told = ring_all()
    random.Random(1).shuffle(told)
    fold_all(database, told)
    assert count(database, "SELECT count(*) FROM calls") == 1
    assert count(database, "SELECT count(*) FROM tickets") == 1
    assert count(database, "SELECT count(*) FROM legs") == 8
    assert_one_ticket_for_each_call(database)


def test_the_mark_waits_for_what_is_missing(database: AnyDatabase) -> None:
    told = Journal().call("A") + Journal().call("B")
    numbered = [msgspec.structs.replace(event, seq=i) for i, event in enumerate(told, 1)]
    fold_all(database, [numbered[0], numbered[4], numbered[3]])
    with database.read() as connection:
        assert raw_events.last_seq(connection, "journal") == 1
    fold_all(database, [numbered[2], numbered[1]])
    with database.read() as connection:
        assert raw_events.last_seq(connection, "journal") == 5
        assert raw_events.last_seq(connection, "another") == 0


def test_what_is_folded_counts_once_even_when_its_raw_events_are_pruned(
    file: Database,
) -> None:
    told = Journal().call("A")
    fold_all(file, told)
    with file.write() as connection:
        connection.execute(text("DELETE FROM raw_events"))
    fold_all(file, told)
    assert count(file, "SELECT count(*) FROM raw_events") == 0
    assert count(file, "SELECT count(*) FROM tickets") == 1


def test_two_tickets_become_one_when_their_calls_turn_out_to_be_one(crm: Crm) -> None:
    """Two desks log the call before anybody knows the name they share."""
    a, b = Journal("j1", "Omid"), Journal("j2", "Mina")
    first = crm.fold(a.event("A", "ring"))
    second = crm.fold(b.event("B", "ring"))
    crm.save_notes(first.ticket.id, "Omid heard this", "A")
    crm.save_notes(second.ticket.id, "Mina heard that", "B")
    assert first.ticket.id != second.ticket.id
    crm.fold(a.event("A", "progress", "77"))
    merged = crm.fold(b.event("B", "progress", "77"))
    assert merged.ticket.id == first.ticket.id
    assert merged.ticket.notes == "Omid heard this"
    (call,) = crm.list_calls()
    assert call["ticket_id"] == first.ticket.id
    tickets = {ticket["id"]: ticket for ticket in crm.list_tickets()}
    assert tickets[first.ticket.id]["notes"] == "Omid heard this\n\nMina heard that"
    assert tickets[second.ticket.id]["status"] == TicketStatus.CONTINUED
    assert tickets[second.ticket.id]["call_key"] is None


def test_a_saved_ticket_survives_the_merge_with_an_earlier_draft(crm: Crm) -> None:
    a, b = Journal("j1", "Omid"), Journal("j2", "Mina")
    draft = crm.fold(a.event("A", "ring", "1"))
    from desk_app.crm.records import TicketChanges

    crm.fold(b.event("B", "ring"))
    crm.finish_wrap_up("B", TicketChanges(subject="Fibre drops", disposition="escalated"))
    now = crm.fold(b.event("B", "progress", "1")).ticket
    assert now.id == draft.ticket.id
    assert (now.subject, now.disposition, now.status) == (
        "Fibre drops",
        "escalated",
        TicketStatus.OPEN,
    )


def test_notes_typed_into_a_merged_away_draft_are_kept(crm: Crm) -> None:
    a, b = Journal("j1", "Omid"), Journal("j2", "Mina")
    crm.fold(a.event("A", "ring", "1"))
    lost = crm.fold(b.event("B", "ring")).ticket
    crm.fold(b.event("B", "progress", "1"))
    crm.save_notes(lost.id, "typed after the merge")
    (stays,) = (t for t in crm.list_tickets() if t["call_key"])
    assert stays["notes"] == "typed after the merge"


@pytest.mark.parametrize("number", ["02149258000", "", "anonymous", "201", "sip-phone", "1" * 4000])
def test_every_call_has_a_ticket_whoever_calls(crm: Crm, number: str) -> None:
    folded = crm.fold(Journal().event("A", "ring", number=number, name=""), want_caller=True)
    assert folded.ticket.status is TicketStatus.DRAFT
    assert folded.caller is not None
    assert len(crm.recent_calls()) == 1


def test_an_engine_that_died_ends_the_call_by_replay(crm: Crm) -> None:
    journal = Journal()
    crm.fold(journal.event("A", "ring"))
    crm.fold(journal.event("A", "answer"))
    assert crm.open_calls() == ("A",)
    crm.fold(journal.event("A", "end", end="lost"))
    assert crm.open_calls() == ()
    assert crm.recent_calls()[0].outcome is OutcomeOfCall.LOST


def statements_of(database: Database, event: CallEvent) -> list[str]:
    """Fold an event and return what SQLite was asked for it."""
    told: list[str] = []
    with database.read() as connection:
        raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.set_trace_callback(told.append)
    with database.write() as connection:
        call_store.fold_event(connection, event, identify)
    raw.set_trace_callback(None)
    return told


def test_entering_a_queue_asks_no_more_of_the_database_than_ringing(file: Database) -> None:
    journal = Journal()
    fold_all(file, journal.call("first"))  # the source is known
    ring = statements_of(file, journal.event("A", "ring", number="1"))
    enter = statements_of(file, journal.event("B", "enter", number="2", queue="Support"))
    assert len(enter) == len(ring) - 1  # no phone rings: no leg
