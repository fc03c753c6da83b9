"""A team's database behind a wall, on a real server: the floor, an order's answer, alarms."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import msgspec
import pytest
from pytestqt.qtbot import QtBot

from desk_app.background import Background
from desk_app.crm.opening import AnyDatabase, open_anywhere
from desk_app.crm.team import alarms, floor, history, orders
from desk_app.crm.team.announcing import Announcer
from desk_app.crm.team.floor import Part
from desk_app.crm.team.history import Kept, Past
from desk_app.floor_alarms import Alarm, AlarmKind
from desk_app.floor_feed import AGENT, LINK, QUEUE, FloorFeed, Link
from desk_app.levels import Level
from desk_app.team_base import TeamBase, Waker
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.orders import HangUpCall, OrderResult
from tests.crm.conftest import postgres as postgres
from tests.crm.conftest import team as team
from tests.rigs.postgres import Postgres
from tests.ui.wall import sample


def folded(pbx: str, past: Past) -> Floor:
    assert past.checkpoint is not None
    return msgspec.json.decode(past.checkpoint.body, type=Floor)


@pytest.fixture
def bridge(postgres: Postgres, team: str) -> Iterator[AnyDatabase]:
    opened = open_anywhere(postgres.server(team, "pbx-lab"))
    yield opened
    opened.close()


@pytest.fixture
def base(postgres: Postgres, team: str) -> Iterator[TeamBase]:
    made = TeamBase(postgres.server(team, "mina"), folded)
    yield made
    made.close()


def parts(made: Floor) -> list[Part]:
    def body(thing: msgspec.Struct) -> str:
        return msgspec.json.encode(thing).decode()

    return [
        *(Part(QUEUE, queue.name, body(queue)) for queue in made.queues),
        *(Part(AGENT, agent.id, body(agent)) for agent in made.agents),
        Part(LINK, "", body(Link(made.linked, made.heard_us))),
    ]


def test_what_a_bridge_publishes_wakes_the_feed(
    bridge: AnyDatabase, base: TeamBase, postgres: Postgres, team: str, qtbot: QtBot
) -> None:
    shown = sample.floor()
    term = bridge.change(lambda c: floor.begin_to_lead(c, "lab"))
    background = Background("floor")
    feed = FloorFeed(base.floor_parts, background, pbx="lab")
    waker = Waker(postgres.server(team, "mina"))
    announcer = Announcer(postgres.server(team, "pbx-lab"), "lab")
    waker.woken.connect(feed.wake)
    try:
        with qtbot.waitSignal(feed.floor_changed):
            version = bridge.change(lambda c: floor.publish(c, "lab", term, parts(shown)))
            announcer.announce(version, ())
        assert [queue.name for queue in feed.floor.queues] == sorted(q.name for q in shown.queues)
        assert set(feed.floor.agents) == set(shown.agents)
        assert feed.floor.linked
    finally:
        announcer.close()
        waker.close()
        assert background.close()


def test_an_order_that_no_bridge_carries_out_is_late_and_one_that_is_done_says_so(
    bridge: AnyDatabase, base: TeamBase
) -> None:
    base.pbx = "lab"
    told: list[OrderResult] = []
    heard = threading.Event()

    def answered(result: OrderResult) -> None:
        told.append(result)
        heard.set()

    base.give(HangUpCall("pbx:1"), answered)
    placed: tuple[orders.PlacedOrder, ...] = ()
    while not placed:
        placed = bridge.change(lambda c: orders.claim(c, "lab"))
    assert msgspec.json.decode(placed[0].body) == {"order": "hangupcall", "call": "pbx:1"}
    bridge.change(lambda c: orders.answer(c, placed[0].id, "gone"))
    bridge.change(lambda c: orders.tell(c, placed[0].id))
    assert heard.wait(10)
    assert told == [OrderResult.GONE]


def test_an_alarm_is_kept_until_it_is_over(base: TeamBase) -> None:
    base.pbx = "lab"
    alarm = Alarm("Support", AlarmKind.LONGEST_WAIT, Level.OVER, 5_000, 121.0, 120.0)
    base.record(alarm)
    base.record_over(alarm, 9_000)
    with base._database().read() as connection:
        (kept,) = alarms.alarms(connection, 0, 10_000)
    assert (kept.queue, kept.figure, kept.level) == ("Support", "longest_wait", "over")
    assert (kept.value, kept.at_us, kept.over_us) == ("121/120", 5_000, 9_000)


def test_the_past_is_folded_from_what_was_kept(bridge: AnyDatabase, base: TeamBase) -> None:
    base.pbx = "lab"
    was = sample.floor()
    whole = Kept(1, 10, msgspec.json.encode(was).decode())
    bridge.change(lambda c: history.keep_checkpoint(c, "lab", whole))
    assert base.floor_at(20) == was


def test_the_server_says_who_one_is(base: TeamBase) -> None:
    me = base.myself()
    assert me is not None
    assert me.role == "supervisor"
