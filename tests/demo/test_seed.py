"""The invented past in a real database, read by the program's own queries."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import func, select

from desk_app.crm import models
from desk_app.crm.call_log import CallRecord
from desk_app.crm.callers import Callers
from desk_app.crm.database import open_database
from desk_app.crm.numbers import NumberRules
from desk_app.crm.records import CallerKind, EntryKind, TicketStatus
from desk_app.demo.call_rows import us
from desk_app.demo.contacts import CALLS, History
from desk_app.demo.crowd_plan import NUMBERS
from desk_app.demo.people import Person
from desk_app.demo.seed import FIRST_OPEN_TICKET, Rows, seed
from desk_app.demo.texts import Language, names

ROWS_AT_MOST = 12_000  # some 0.1 ms each: the demonstration opens within two seconds


_TWO_PM = pytest.mark.parametrize("now", [14], indirect=True)


@_TWO_PM
def test_seeding_writes_few_rows_in_one_transaction(
    tmp_path: Path, everybody: list[Person], past: History
) -> None:
    database = open_database(tmp_path / "desk.db")
    rows = seed(database, everybody, past)
    assert sum(map(len, rows.by_table.values())) < ROWS_AT_MOST
    with database.read() as connection:
        for table, written in rows.by_table.items():
            count = select(func.count()).select_from(table)
            assert connection.execute(count).scalar_one() == len(written) > 0
    database.close()


@_TWO_PM
def test_every_call_has_its_own_ticket_and_a_record_that_agrees(
    tmp_path: Path, everybody: list[Person], past: History
) -> None:
    database = open_database(tmp_path / "desk.db")
    rows: Rows = seed(database, everybody, past)
    with database.read() as connection:
        calls = connection.execute(select(models.Call.__table__)).all()
        tickets = connection.execute(select(models.Ticket.__table__)).all()
    assert len(calls) == len([contact for contact in past.contacts if contact.kind in CALLS])
    by_key = {ticket.call_key: ticket for ticket in tickets if ticket.call_key}
    heads = {ticket.id: ticket for ticket in tickets}
    for call in calls:
        record = msgspec.json.decode(call.joined, type=CallRecord)
        assert (record.key, record.state.value, record.outcome.value) == (
            call.key,
            "ended",
            call.outcome,
        )
        assert call.expected_us == record.expected_us
        own = by_key[call.key]
        continued = own.id != call.ticket_id
        assert (own.status == TicketStatus.CONTINUED) == continued
        assert heads[call.ticket_id].customer_id == call.customer_id
    foretold = [call for call in calls if call.expected_us]
    assert all(call.entered_us < call.expected_us for call in foretold)
    assert len(foretold) > len(calls) / 3
    assert rows.count(models.Entry) == len([t for t in tickets if t.continued_in])
    ages = [ticket.created_us for ticket in sorted(tickets, key=lambda ticket: ticket.id)]
    assert ages == sorted(ages)
    database.close()


@_TWO_PM
def test_the_day_has_callers_whom_nobody_served(
    tmp_path: Path, everybody: list[Person], past: History, language: Language, now: datetime
) -> None:
    database = open_database(tmp_path / "desk.db")
    seed(database, everybody, past)
    with database.read() as connection:
        calls = connection.execute(
            select(models.Call.__table__).where(models.Call.entered_us > us(now) - 6 * 3600_000_000)
        ).all()
    left = [call for call in calls if call.waiting or call.left_why]
    assert {call.left_why for call in left} == {"", "callback", "message", "full", "late"}
    overflowed = {call.left_why for call in left if call.outcome == "overflowed"}
    assert overflowed == {"message", "full", "late"}
    assert all(call.place <= call.waiting and call.answered_us is None for call in left)
    ours = {names().queue[key].to(language) for key in NUMBERS}
    assert {call.queue for call in left} <= ours
    waited = [(call.ended_us - call.entered_us) / 1e6 for call in left if not call.left_why]
    assert min(waited) < 5 < 60 < max(waited)
    assert all(bool(call.recording) == (call.left_why == "message") for call in left)
    database.close()


@_TWO_PM
def test_laleh_is_recognised_with_her_story(
    tmp_path: Path, everybody: list[Person], past: History, language: Language, now: datetime
) -> None:
    database = open_database(tmp_path / "desk.db")
    seed(database, everybody, past)
    callers = Callers(NumberRules(), language)
    with database.read() as connection:
        laleh = callers.caller(connection, "02149258000", "", us(now))
        clinic = callers.caller(connection, "02155000421", "", us(now))
    assert laleh.kind is CallerKind.ONE
    assert laleh.customer is not None
    assert laleh.customer.name == everybody[0].name
    assert [ticket.id for ticket in laleh.open_tickets] == [FIRST_OPEN_TICKET]
    assert (laleh.counts[EntryKind.CALL], laleh.counts[EntryKind.EMAIL]) == (7, 2)
    assert (laleh.calls_90d, laleh.tickets_90d) == (7, 3)
    assert len(laleh.also_at_company) == 2
    assert clinic.kind is CallerKind.SEVERAL
    assert all(brief.last_contact_us for brief in clinic.choice)
    database.close()
