"""Wall and desk on a team's real server, from the address in the settings on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot
from sqlalchemy import text

from desk_app.crm.opening import AnyDatabase
from desk_app.crm.records import TeamMessage
from desk_app.crm.server import Server
from desk_app.crm.team import floor
from desk_app.crm.team.people import Person
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from desk_app.team_base import TeamBase
from desk_app.team_desk import TeamDesk
from desk_app.team_link import TeamLink, follow
from desk_app.team_mail import TeamMail
from tests.crm.conftest import postgres as postgres
from tests.crm.conftest import team as team
from tests.rigs.postgres import Postgres
from tests.rigs.tcp_proxy import Proxy
from tests.test_team_base import bridge as bridge
from tests.test_team_base import parts
from tests.test_team_desk import NOW
from tests.test_team_desk import floor as floor_now


@pytest.fixture
def proxy(postgres: Postgres) -> Iterator[Proxy]:
    with closing(Proxy(postgres.port)) as made:
        yield made


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


def test_who_one_is_is_asked_again_of_a_server_that_was_away_at_first(
    proxy: Proxy, link: TeamLink, postgres: Postgres, team: str, qtbot: QtBot
) -> None:
    known: list[Person] = []
    refused: list[DatabaseProblem] = []
    link.known.connect(known.append)
    link.refused.connect(refused.append)
    there = postgres.server(team, "mina", tcp=True)
    address = there.url.replace(f":{postgres.port}/", f":{proxy.port}/")
    proxy.cut()
    link.start(lambda: Server(address, there.password))
    qtbot.waitUntil(lambda: bool(refused))
    proxy.mend()
    qtbot.waitUntil(lambda: bool(known))
    assert known[0].login == "mina"
    assert set(refused) == {DatabaseProblem.GONE}


def test_a_desk_of_its_own_has_no_team(link: TeamLink, tmp_path: Path, qtbot: QtBot) -> None:
    asked: list[Path] = []

    def where() -> Path:
        asked.append(tmp_path)
        return tmp_path / "desk.db"

    link.start(where)
    qtbot.waitUntil(lambda: bool(asked))
    assert link.background.close()
    assert link.base is None


def test_a_supervisors_words_reach_the_agents_desk_and_she_knows_when_they_were_seen(
    link: TeamLink, postgres: Postgres, team: str, qtbot: QtBot
) -> None:
    mail = TeamMail(link)
    unread: list[tuple[TeamMessage, ...]] = []
    mail.changed.connect(unread.append)
    with closing(TeamBase(postgres.server(team, "mina"))) as mina:
        link.start(lambda: postgres.server(team, "sara"))
        qtbot.waitUntil(lambda: unread == [()])
        assert mina.send_message("PJSIP/101", "Take\x00 the\nnext \u202ecall")
        assert not mina.send_message("PJSIP/999", "Nobody has it")
        assert not mina.send_message("PJSIP/101", " \n ")
        qtbot.waitUntil(lambda: bool(unread[-1]))
        (message,) = unread[-1]
        assert (message.by, message.body) == ("mina", "Take the next call")
        assert mina.messages_to("PJSIP/101") == (message,)
        mail.seen(message.id)
        qtbot.waitUntil(lambda: unread[-1] == ())
        (seen,) = mina.messages_to("PJSIP/101")
        assert seen.read_us is not None and seen.read_us >= message.at_us
        mina.mark_read(message.id)  # not hers: nothing happens
        assert mina.messages_to("PJSIP/101") == (seen,)


def test_an_agent_sends_no_messages_and_reads_none_of_others(postgres: Postgres, team: str) -> None:
    with (
        closing(TeamBase(postgres.server(team, "mina"))) as mina,
        closing(TeamBase(postgres.server(team, "omid"))) as omid,
        closing(TeamBase(postgres.server(team, "dariush"))) as dariush,
    ):
        assert mina.send_message("PJSIP/101", "For Sara only")
        for other in (omid, dariush):
            assert other.unread_messages() == ()
            with other._database().read() as connection:
                assert connection.execute(text("SELECT count(*) FROM messages")).scalar() == 0
        with pytest.raises(DatabaseTrouble) as trouble:
            omid.send_message("PJSIP/101", "From an agent")
        assert trouble.value.problem is DatabaseProblem.NO_RIGHTS
