"""The whole program on a team's database: a call's ticket there, and a server that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from desk_app.crm.records import TicketChanges
from desk_app.state import DataProblem, Saving
from desk_app.telephony.calls import CallState
from tests.faults.program import NUMBER, Program
from tests.rigs.postgres import PASSWORD, Postgres
from tests.rigs.sipp import Sipp, uac


@pytest.fixture(scope="module")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.close()


@pytest.fixture
def team(postgres: Postgres) -> str:
    return postgres.fresh()


@pytest.fixture
def on_server(
    program: Program,
    postgres: Postgres,
    team: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Program:
    """Give a program of sara's; libpq's own password file knows hers."""
    known = tmp_path / "pgpass"
    known.write_text(f"*:*:*:sara:{PASSWORD}\n")
    known.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(known))
    url = postgres.address(team, "sara", tcp=True)
    program.settings(f'[database]\nurl = "{url}"\n[calls]\nauto_answer_s = 0.1\n')
    return program


def tickets(postgres: Postgres, team: str) -> list[tuple[object, ...]]:
    with postgres.connect(team) as connection:
        query = (
            "SELECT c.number, c.outcome, t.notes, t.subject, t.status FROM tickets t"
            " JOIN calls c ON c.ticket_id = t.id ORDER BY t.id"
        )
        return connection.execute(query).fetchall()


def test_a_call_from_outside_has_its_ticket_in_the_teams_database(
    on_server: Program, postgres: Postgres, team: str
) -> None:
    on_server.open()
    caller = f'"Laleh" <sip:{NUMBER}@[local_ip]>'
    calling = Sipp(uac(caller, answered=True, ring_ms=None), f"127.0.0.1:{on_server.port}")
    on_server.wait(lambda: on_server.state.cases)
    key = on_server.state.cases[0].call.key
    on_server.core.tickets.save_notes(key, "The fibre is down")
    on_server.wait(lambda: on_server.case(key).call.state is CallState.ACTIVE)
    assert calling.leave().code == 0
    on_server.wait(lambda: on_server.over(key))
    on_server.core.tickets.finish(key, TicketChanges(subject="Fibre", disposition="solved"))
    on_server.settle()
    on_server.wait(lambda: on_server.state.recent)
    assert on_server.notices() == []
    on_server.close()
    row = (NUMBER, "answered", "The fibre is down", "Fibre", "solved")
    assert tickets(postgres, team) == [row]
    assert not on_server.paths.database.exists()
    assert not on_server.paths.unsaved.exists()


def test_a_server_that_stands_still_in_a_call_gets_everything_once(
    on_server: Program, postgres: Postgres, team: str
) -> None:
    program = on_server
    program.open()
    with program.ringing() as (caller, ring, key):
        caller.talk(ring)
        program.wait(lambda: program.case(key).ticket)
        with postgres.frozen():
            program.core.tickets.save_notes(key, "typed while")
            program.told(DataProblem.UNREACHABLE)
            program.core.tickets.save_notes(key, "typed while nobody answered")
            program.wait(lambda: program.case(key).saving is Saving.KEPT)
            kept = msgspec.json.decode(program.paths.unsaved.read_bytes())
            assert kept["notes"] == {key: "typed while nobody answered"}
            caller.hang_up(ring)
            program.wait(lambda: program.over(key))
        program.wait(lambda: not program.notices())
    program.core.tickets.finish(key, TicketChanges(subject="Fibre"))
    program.wait(lambda: not program.paths.unsaved.exists())
    second = program.a_call_works("02144440000")
    program.wait(lambda: len(program.state.recent) == 2)
    program.close()
    assert second != key
    rows = tickets(postgres, team)
    assert [row[:2] for row in rows] == [(NUMBER, "answered"), ("02144440000", "answered")]
    assert rows[0][2:4] == ("typed while nobody answered", "Fibre")
    with postgres.connect(team) as connection:
        counts = "SELECT (SELECT count(*) FROM calls), (SELECT count(*) FROM tickets)"
        assert connection.execute(counts).fetchone() == (2, 2)
        twice = "SELECT source, seq FROM raw_events GROUP BY 1, 2 HAVING count(*) > 1"
        assert connection.execute(twice).fetchall() == []


def test_a_refused_login_is_said_and_a_typed_password_lets_in(
    on_server: Program, postgres: Postgres, team: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PGPASSFILE")
    on_server.open()
    on_server.told(DataProblem.LOGIN_REFUSED)
    key = on_server.a_call_works()
    on_server.core.log_in(PASSWORD)
    on_server.wait(lambda: not on_server.notices())
    on_server.wait(lambda: on_server.state.recent)
    on_server.close()
    assert key
    assert [row[0] for row in tickets(postgres, team)] == [NUMBER]
    assert PASSWORD not in on_server.paths.settings.read_text()
    assert not any(PASSWORD in path.read_text() for path in on_server.paths.logs.glob("*"))
