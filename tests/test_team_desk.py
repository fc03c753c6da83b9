"""The team's queues at an agent's desk: shown beside its own, and ordered about by the bridge."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from desk_app import team_queues
from desk_app.core import Core, assemble
from desk_app.paths import Paths
from desk_app.queue_settings import QueueSection
from desk_app.queue_state import QueueDeskState
from desk_app.state import QueueProblem
from desk_app.team_desk import TeamDesk
from desk_app.telephony.queue.board import QueueBoard, Waiting
from desk_app.telephony.team.board import (
    AgentNow,
    AgentStatus,
    Floor,
    QueueNow,
    QueueTerms,
    WaitingCaller,
)
from desk_app.telephony.team.orders import (
    AnyOrder,
    HangUpCall,
    LogIn,
    LogOut,
    MoveTo,
    PickUp,
    Role,
)

S = 1_000_000
ME = "PJSIP/214"
NOW = 1_795_000_000 * S


def floor(now_us: int = NOW, *, linked: bool = True) -> Floor:
    waiting = (
        WaitingCaller("pbx:1", "+989120000416", "", 1, now_us - 60 * S, ringing=(ME,)),
        WaitingCaller("pbx:2", "+982188007702", "L. F.", 2, now_us - 30 * S, tag="key_account"),
    )
    agents = (
        AgentNow("PJSIP/201", "Arash", AgentStatus.TALKING, now_us, queues=("Support",)),
        AgentNow("Local/202@agents", "Dara", AgentStatus.READY, now_us, queues=("Support",)),
        AgentNow(ME, "Mina", AgentStatus.READY, now_us, queues=("Support",)),
        AgentNow("PJSIP/203", "Sina", AgentStatus.PAUSED, now_us, "break", ("Billing",)),
    )
    support = QueueNow("Support", waiting, terms=QueueTerms(target_s=30, limit_s=90))
    return Floor("pbx", linked, now_us, (QueueNow("Billing"), support), agents)


OWN = QueueDeskState(
    QueueBoard({"o1": Waiting("o1", "Shop", NOW)}),
    (QueueSection(name="Shop"), QueueSection(name="Support", limit_s=77)),
    ("Shop", "Support"),
)


def test_the_teams_queues_stand_beside_the_desks_own() -> None:
    shown = team_queues.merged(OWN, floor(), ME)
    assert [queue.name for queue in shown.queues] == ["Shop", "Support", "Billing"]
    assert shown.logged_in == ("Shop", "Support")
    support = shown.queue("Support")
    assert support is not None
    assert (support.target_s, support.limit_s) == (30, 90)  # the team's, not this desk's
    assert [c.key for c in shown.board.of("Support")] == ["pbx:2", "pbx:1"]
    assert shown.board.callers["pbx:1"].offered
    assert shown.board.callers["pbx:2"].why == "key_account"


def test_a_section_is_not_joined_at_the_pbx_because_it_was_at_the_desk() -> None:
    shown = team_queues.merged(OWN, floor(), "PJSIP/203")
    assert shown.logged_in == ("Shop", "Billing")


def test_colleagues_who_are_free_come_first_and_oneself_never() -> None:
    found = [*team_queues.colleagues(floor(), ME)]
    assert [agent.name for agent in found] == ["Dara", "Sina", "Arash"]
    assert [team_queues.number_of(agent) for agent in found] == ["202", "203", "201"]


def test_a_floor_that_grows_old_is_shown_no_more(qtbot: QtBot) -> None:
    now = [NOW]
    team = TeamDesk(lambda: now[0])
    team.show_floor(floor(), ME)
    assert team.has_caller("pbx:1")
    now[0] += 10 * S
    with qtbot.waitSignal(team.changed):
        team.look()
    assert team.unseen
    assert not team.has_caller("pbx:1")


@pytest.fixture
def core(tmp_path: Path, qtbot: QtBot) -> Iterator[Core]:
    paths = Paths(tmp_path / "data")
    paths.create()
    made = assemble(paths)
    made.team._now_us = lambda: NOW
    yield made
    made.close()
    del made
    gc.collect()


def test_the_desk_orders_of_the_bridge_what_is_the_teams(core: Core) -> None:
    given: list[AnyOrder] = []
    core.team.ordered.connect(given.append)
    core.team.show_floor(floor(), ME)
    assert core.desk.state.queues.logged_in == ("Support",)
    core.queues.take("pbx:2")
    core.queues.move("pbx:2", "Billing")
    core.queues.hang_up("pbx:2")
    core.configuration.change("general.name", "Mina Kavian")
    core.queues.log_in("Billing", True)
    core.queues.log_in("Support", False)
    assert given == [
        PickUp(ME, "pbx:2"),
        MoveTo("pbx:2", "Billing"),
        HangUpCall("pbx:2"),
        LogIn(ME, "Billing", "Mina Kavian"),
        LogOut(ME, "Support"),
    ]
    assert not core.desk.state.queues.may_direct("pbx:2")
    core.team.role = Role.SUPERVISOR
    core.team.changed.emit()
    assert core.desk.state.queues.may_direct("pbx:2")
    assert core.queues.logged_out == ()


def test_the_engine_is_never_told_of_the_teams_queues(core: Core) -> None:
    core.team.show_floor(floor(), ME)
    assert core.queues._duty().queues == ()


def test_a_lost_link_is_told_and_takes_the_teams_queues_away(core: Core) -> None:
    core.team.show_floor(floor(), ME)
    core.team.show_floor(floor(linked=False), ME)
    state = core.desk.state
    assert state.queues.queues == ()
    assert state.queues.board.callers == {}
    assert [n.problem for n in state.notices] == [QueueProblem.TEAM_UNSEEN]
    core.team.show_floor(replace(floor(), heard_us=NOW + 1), ME)
    assert core.desk.state.notices == ()
    assert len(core.desk.state.queues.queues) == 2
