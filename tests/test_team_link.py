"""Wall and desk on a team's real server, from the address in the settings on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from desk_app.crm.opening import AnyDatabase
from desk_app.crm.team import floor
from desk_app.crm.team.people import Person
from desk_app.team_desk import TeamDesk
from desk_app.team_link import TeamLink, follow
from tests.crm.conftest import postgres as postgres
from tests.crm.conftest import team as team
from tests.rigs.postgres import Postgres
from tests.test_team_base import bridge as bridge
from tests.test_team_base import parts
from tests.test_team_desk import NOW
from tests.test_team_desk import floor as floor_now


@pytest.fixture
def link(qtbot: QtBot) -> Iterator[TeamLink]:
    made = TeamLink()
    yield made
    made.close()


def test_a_desk_of_a_team_sees_the_floor_and_knows_who_it_is(
    link: TeamLink, bridge: AnyDatabase, postgres: Postgres, team: str, qtbot: QtBot
) -> None:
    term = bridge.change(lambda c: floor.begin_to_lead(c, "lab"))
    bridge.change(lambda c: floor.publish(c, "lab", term, parts(floor_now(NOW))))
    desk = TeamDesk(lambda: NOW)
    known: list[Person] = []
    link.known.connect(known.append)
    follow(link, desk)
    link.start(lambda: postgres.server(team, "mina"))
    qtbot.waitUntil(lambda: bool(known) and bool(desk.floor.queues))
    assert desk.me == known[0].interface == "PJSIP/110"
    seen = replace(desk.floor, pbx="pbx", agents=())
    assert seen == replace(floor_now(NOW), agents=())


def test_a_desk_of_its_own_has_no_team(link: TeamLink, tmp_path: Path, qtbot: QtBot) -> None:
    asked: list[Path] = []

    def where() -> Path:
        asked.append(tmp_path)
        return tmp_path / "desk.db"

    link.start(where)
    qtbot.waitUntil(lambda: bool(asked))
    assert link.background.close()
    assert link.base is None
