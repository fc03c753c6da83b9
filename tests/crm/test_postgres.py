"""The team's database in every state: troubles by name, waits that end, writers at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from desk_app.crm.migrations import HEAD
from desk_app.crm.opening import open_anywhere
from desk_app.crm.postgres.database import PostgresDatabase, open_server
from desk_app.crm.postgres.setting_up import set_up
from desk_app.crm.records import OutcomeOfCall, TicketChanges
from desk_app.crm.server import WAIT_S, Server, check_url
from desk_app.crm.service import Crm
from desk_app.crm.team.models import Order
from desk_app.crm.tickets import TicketConflict
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from tests.crm.calls import Journal
from tests.crm.test_call_store import assert_one_ticket_for_each_call
from tests.rigs.ports import free_port
from tests.rigs.postgres import Postgres


def problem_of(work: Callable[[], object]) -> DatabaseProblem:
    with pytest.raises(DatabaseTrouble) as trouble:
        work()
    return trouble.value.problem


@pytest.fixture
def database(sara: Server) -> Iterator[PostgresDatabase]:
    opened = open_server(sara)
    yield opened
    opened.close()


def ask(database: PostgresDatabase) -> object:
    with database.read() as connection:
        return connection.execute(text("SELECT 1")).scalar_one()


# --- shape ------------------------------------------------------------------------------


def test_the_migrations_make_what_the_models_say(postgres: Postgres, team: str) -> None:
    opened = open_server(postgres.admin(team))
    with opened.read() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        differences = compare_metadata(context, Order.metadata)
    opened.close()
    # The models leave out what only one kind of database has; see `models.Interaction`.
    assert [d for d in differences if d[0] not in ("remove_index", "add_index")] == []


def test_setting_up_again_changes_nothing_and_keeps_the_rows(
    postgres: Postgres, team: str, sara: Server
) -> None:
    crm = Crm(sara)
    crm.open()
    crm.fold(Journal().event("A", "ring"))
    crm.close()
    assert set_up(postgres.admin(team)) == (HEAD, HEAD)
    crm.open()
    assert len(list(crm.list_calls())) == 1
    crm.close()


# --- troubles ---------------------------------------------------------------------------


def test_troubles_of_opening_have_names(postgres: Postgres, team: str, sara: Server) -> None:
    tcp = postgres.server(team, "sara", tcp=True)
    assert problem_of(lambda: open_anywhere(replace(tcp, password="x"))) is DatabaseProblem.REFUSED
    assert problem_of(lambda: open_anywhere(replace(tcp, password=""))) is DatabaseProblem.REFUSED
    nobody = postgres.server(team, "nobody of us")
    assert problem_of(lambda: open_anywhere(nobody)) is DatabaseProblem.REFUSED
    absent = postgres.server("no_such_database", "sara")
    assert problem_of(lambda: open_anywhere(absent)) is DatabaseProblem.MISSING
    closed = Server(f"postgresql://sara@127.0.0.1:{free_port()}/desk")
    assert problem_of(lambda: open_anywhere(closed)) is DatabaseProblem.GONE
    theirs = postgres.admin("postgres")
    assert problem_of(lambda: open_anywhere(theirs)) is DatabaseProblem.OLDER
    with postgres.connect(team) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0003'")
    assert problem_of(lambda: open_anywhere(sara)) is DatabaseProblem.OLDER
    with postgres.connect(team) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert problem_of(lambda: open_anywhere(sara)) is DatabaseProblem.NEWER
    assert problem_of(lambda: set_up(postgres.admin(team))) is DatabaseProblem.NEWER


def test_another_programs_database_is_refused_untouched(postgres: Postgres) -> None:
    with postgres.connect() as connection:
        connection.execute("DROP DATABASE IF EXISTS theirs")
        connection.execute("CREATE DATABASE theirs")
    with postgres.connect("theirs") as connection:
        connection.execute("CREATE TABLE things (x int)")
    theirs = postgres.admin("theirs")
    assert problem_of(lambda: open_anywhere(theirs)) is DatabaseProblem.FOREIGN
    assert problem_of(lambda: set_up(theirs)) is DatabaseProblem.FOREIGN


def test_no_address_holds_a_password() -> None:
    good = "postgresql://sara@db.example:5433/desk?sslmode=verify-full"
    assert check_url(f" {good} ") == good
    for bad in (
        "",
        "db.example/desk",
        "mysql://sara@db/desk",
        "postgresql://sara@db",
        "postgresql://sara:secret@db/desk",
        "postgresql://sara@db/desk?password=secret",
        "postgresql://sara@db:port/desk",
    ):
        with pytest.raises(ValueError):
            check_url(bad)
    assert "hush" not in repr(Server(good, "hush"))


def test_a_cut_connection_is_replaced_without_a_word(
    postgres: Postgres, team: str, database: PostgresDatabase
) -> None:
    ask(database)
    with postgres.connect() as admin:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        assert admin.execute(cut, [team]).fetchall() == [(True,)]
    assert ask(database) == 1


def test_a_server_that_stands_still_is_late_and_then_served_again(
    postgres: Postgres, sara: Server
) -> None:
    database = open_server(replace(sara, wait_s=2.0))
    with postgres.frozen():
        assert problem_of(lambda: ask(database)) is DatabaseProblem.LATE
        assert database.replaced
        assert problem_of(lambda: ask(database)) is DatabaseProblem.LATE  # opening it again
    assert ask(database) == 1
    database.close()


def test_who_is_patient_waits_longer_for_a_connection_than_a_desk(
    postgres: Postgres, sara: Server
) -> None:
    patient = replace(sara, wait_s=10 * WAIT_S)
    with ThreadPoolExecutor() as pool:
        with postgres.frozen():
            opening = pool.submit(open_server, patient)
            for _ in range(2):
                assert problem_of(lambda: open_server(sara)) is DatabaseProblem.LATE
            assert not opening.done()
        database = opening.result()
        assert ask(database) == 1
        database.close()


def test_a_stop_in_the_middle_of_a_change_leaves_nothing_half_done(
    postgres: Postgres, sara: Server
) -> None:
    crm = Crm(replace(sara, wait_s=2.0))
    crm.open()
    journal = Journal()
    first = crm.fold(journal.event("A", "ring"))
    database = crm._database
    assert isinstance(database, PostgresDatabase)

    def change() -> None:
        with database.write() as connection:
            connection.execute(text("UPDATE tickets SET notes = 'half'"))
            with postgres.frozen():
                connection.execute(text("UPDATE tickets SET subject = 'half'"))

    assert problem_of(change) is DatabaseProblem.LATE
    assert crm.ticket(first.ticket.id) == first.ticket
    crm.close()


def test_a_server_that_is_restarted_is_met_again(sara: Server) -> None:
    own = Postgres()
    try:
        name = own.fresh()
        crm = Crm(own.server(name, "sara", tcp=True))
        crm.open()
        journal = Journal()
        crm.fold(journal.event("A", "ring"))
        own.stop()
        assert problem_of(lambda: crm.last_seq("journal")) is DatabaseProblem.GONE
        own.start()
        crm.fold(journal.event("A", "end", end="abandoned"))
        assert [call["outcome"] for call in crm.list_calls()] == ["abandoned"]
        crm.close()
    finally:
        own.close()


def test_a_writer_that_never_ends_is_a_lock_and_passes(sara: Server) -> None:
    holder, crm = open_server(sara), Crm(sara)
    crm.open()
    journal = Journal()
    first = crm.fold(journal.event("A", "ring"))
    with holder.write() as connection:
        connection.execute(text("UPDATE tickets SET notes = 'mine'"))
        problem = problem_of(lambda: crm.save_notes(first.ticket.id, "theirs", "A"))
    assert problem is DatabaseProblem.LOCKED
    assert crm.save_notes(first.ticket.id, "theirs", "A").notes == "theirs"
    holder.close()
    crm.close()


def test_a_row_that_others_keep_making_first_is_locked_and_no_fault_of_ours(
    database: PostgresDatabase,
) -> None:
    """Whoever writes then tries again later: a bridge that took it for a fault would end."""
    begun = "INSERT INTO event_sources (source, seq) VALUES ('desk:1', 1)"

    def make(connection: Connection) -> None:
        connection.execute(text(begun))
        connection.execute(text(begun))

    assert problem_of(lambda: database.change(make)) is DatabaseProblem.LOCKED


# --- many at once -----------------------------------------------------------------------


def fold_in(server: Server, told: list[object]) -> None:
    crm = Crm(server)
    crm.open()
    for event in told:
        crm.fold(event)  # type: ignore[arg-type]
    crm.close()


def test_desks_and_bridge_that_tell_of_one_call_at_once_make_one_ticket(
    postgres: Postgres, team: str
) -> None:
    """Eight writers tell of the same twelve calls, each by names of its own, all at once."""
    names = [f"{n}" for n in range(12)]
    told = []
    for desk in range(7):
        journal = Journal(f"desk{desk}", f"agent{desk}")
        events = [e for n in names for e in journal.call(f"{desk}-{n}", "elsewhere", n)]
        told.append((postgres.server(team, "sara" if desk % 2 else "omid"), events))
    bridge = Journal("pbx:lab", "")
    kinds = ("ring", "answer", "end")
    ledger = [
        bridge.event(n, kind, n, leg="", aliases=(f"pbx:{n}", f"linkedid:{n}"))
        for kind in kinds
        for n in names
    ]
    told.append((postgres.server(team, "pbx-lab"), ledger))
    with ThreadPoolExecutor(len(told)) as pool:
        list(pool.map(lambda pair: fold_in(*pair), told))
    database = open_server(postgres.server(team, "sara"))
    assert_one_ticket_for_each_call(database)
    crm = Crm(postgres.server(team, "sara"))
    crm.open()
    calls = list(crm.list_calls())
    assert len(calls) == len(names)
    assert all(len(call["legs"]) == 7 for call in calls)
    for server, events in told:
        assert crm.last_seq(events[0].source) == len(events), server
    crm.close()
    database.close()


def test_setting_up_again_is_in_nobodys_way(postgres: Postgres, team: str) -> None:
    log = postgres.folder / "log"
    before = log.read_text().count("deadlock")
    told = []
    for desk in range(4):
        journal = Journal(f"desk{desk}")
        told.append([event for n in range(25) for event in journal.call(f"{desk}-{n}")])
    with ThreadPoolExecutor(len(told)) as pool:
        server = postgres.server(team, "sara")
        desks = [pool.submit(fold_in, server, list(events)) for events in told]
        while not all(work.done() for work in desks):
            assert set_up(postgres.admin(team)) == (HEAD, HEAD)
        for work in desks:
            work.result()
    assert log.read_text().count("deadlock") == before


def test_calls_that_turn_out_to_be_one_while_others_write_to_them(
    postgres: Postgres, team: str
) -> None:
    """A call known by two names is joined while a desk goes on telling by one of them."""
    server = postgres.server(team, "sara")
    a, b, joins = Journal("a"), Journal("b"), Journal("joins")
    fold_in(server, [a.event(f"A{n}", "ring") for n in range(10)])
    fold_in(server, [b.event(f"B{n}", "ring") for n in range(10)])
    told = (
        [a.event(f"A{n}", kind) for n in range(10) for kind in ("answer", "hold", "resume")],
        [b.event(f"B{n}", kind) for n in range(10) for kind in ("progress", "identity")],
        [
            joins.event(f"A{n}", "progress", leg="", aliases=(f"desk:A{n}", f"desk:B{n}"))
            for n in range(10)
        ],
    )
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda events: fold_in(server, list(events)), told))
    database = open_server(server)
    assert_one_ticket_for_each_call(database)
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM calls")).scalar_one() == 10
        answered = "SELECT count(*) FROM calls WHERE answered_us IS NOT NULL"
        assert connection.execute(text(answered)).scalar_one() == 10
    database.close()


def test_of_two_who_edit_one_ticket_the_second_is_shown_the_first(
    postgres: Postgres, team: str
) -> None:
    sara, omid = Crm(postgres.server(team, "sara")), Crm(postgres.server(team, "omid"))
    sara.open()
    omid.open()
    ticket = sara.fold(Journal().event("A", "ring")).ticket
    sara.edit_ticket(ticket.id, TicketChanges(subject="Fibre", version=ticket.version))
    with pytest.raises(TicketConflict) as conflict:
        omid.edit_ticket(ticket.id, TicketChanges(subject="Bill", version=ticket.version))
    assert conflict.value.now.subject == "Fibre"
    assert omid.ticket(ticket.id).subject == "Fibre"
    sara.close()
    omid.close()


def test_an_answer_is_the_same_from_a_file_and_a_server(sara: Server) -> None:
    crm = Crm(sara)
    crm.open()
    for event in Journal().call("A"):
        folded = crm.fold(event, want_caller=True)
    assert crm.recent_calls()[0].outcome is OutcomeOfCall.ANSWERED
    assert type(crm.day(0).talk_s) is float or type(crm.day(0).talk_s) is int
    assert folded.caller is not None
    crm.close()
