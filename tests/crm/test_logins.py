"""Logins of people: made, changed and taken away by the server's administrator only."""

from __future__ import annotations

import psycopg
import pytest

from desk_app.crm.postgres.logins import LoginRefused, add_person, list_people, remove_person
from desk_app.crm.team.people import Person
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from tests.rigs.postgres import Postgres


def test_a_login_is_made_changed_and_taken_away(postgres: Postgres, team: str) -> None:
    admin = postgres.admin(team)
    shirin = Person("شیرین", "agent", "120", "PJSIP/120")
    assert add_person(admin, shirin, "first one") is True
    address = postgres.address(team, shirin.login)
    opened = psycopg.connect(address, password="first one", autocommit=True)
    assert add_person(admin, Person(shirin.login, "supervisor", "121", "PJSIP/121")) is False
    assert opened.execute("SELECT count(*) FROM alarms").fetchone() == (0,)  # at once
    assert Person(shirin.login, "supervisor", "121", "PJSIP/121") in list_people(admin)
    with postgres.connect() as dba:
        secret = "SELECT rolpassword FROM pg_authid WHERE rolname = %s"
        row = dba.execute(secret, [shirin.login]).fetchone()
        assert row is not None and str(row[0]).startswith("SCRAM-SHA-256$")
    assert "first one" not in (postgres.folder / "log").read_text()
    assert remove_person(admin, shirin.login) is True
    with pytest.raises(psycopg.OperationalError):
        opened.execute("SELECT 1")
    opened.close()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(address, password="first one")
    assert remove_person(admin, shirin.login) is False


@pytest.mark.parametrize(
    "name", ["", " ", "a\nb", "x" * 64, "desk_owner", "pg_me", "dba", "public"]
)
def test_what_is_no_persons_login_is_refused(postgres: Postgres, team: str, name: str) -> None:
    with pytest.raises(LoginRefused):
        add_person(postgres.admin(team), Person(name, "agent", "", ""), "a password")


def test_a_person_makes_no_logins(postgres: Postgres, team: str) -> None:
    with pytest.raises(DatabaseTrouble) as trouble:
        add_person(postgres.server(team, "dariush"), Person("new", "admin", "", ""), "a password")
    assert trouble.value.problem is DatabaseProblem.NO_RIGHTS
