"""A team's database behind a wall, on a real server: the floor, an order's answer, alarms."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator

import msgspec
import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from desk_app.crm.call_event import Authority, CallEvent, EventKind
from desk_app.crm.opening import AnyDatabase, open_anywhere
from desk_app.crm.records import OutcomeOfCall
from desk_app.crm.service import Crm
from desk_app.crm.team import alarms, floor, history, orders
from desk_app.crm.team.floor import Part
from desk_app.crm.team.history import Kept
from desk_app.floor_alarms import Alarm, AlarmKind
from desk_app.floor_feed import FloorFeed
from desk_app.levels import Level
from desk_app.team_base import TeamBase
from desk_app.telephony.team import events
from desk_app.telephony.team.board import AgentStatus, Floor, QueueNow, QueueTerms, WaitingCaller
from desk_app.telephony.team.fold import apply
from desk_app.telephony.team.orders import HangUpCall, OrderResult
from desk_app.telephony.team.parts import changed
from tests.crm.conftest import postgres as postgres
from tests.crm.conftest import team as team
from tests.rigs.patience import PATIENCE_S
from tests.rigs.postgres import Postgres
from tests.ui.wall import sample
from tests.ui.wall.sample import S


@pytest.fixture
def bridge(postgres: Postgres, team: str) -> Iterator[AnyDatabase]:
    opened = open_anywhere(postgres.server(team, "pbx-lab"))
    yield opened
    opened.close()


@pytest.fixture
def base(postgres: Postgres, team: str) -> Iterator[TeamBase]:
    made = TeamBase(postgres.server(team, "mina"))
    yield made
    made.close()


def parts(made: Floor) -> list[Part]:
    return [Part(*part) for part in changed(None, made)]


def test_what_a_bridge_publishes_is_followed(
    bridge: AnyDatabase, postgres: Postgres, team: str, qtbot: QtBot
) -> None:
    shown = sample.floor()
    term = bridge.change(lambda c: floor.begin_to_lead(c, "lab"))
    feed = FloorFeed()
    lost: list[bool] = []
    feed.lost.connect(lambda: lost.append(True))
    try:
        with qtbot.waitSignal(feed.floor_changed):
            feed.start(postgres.server(team, "mina"))
        with qtbot.waitSignal(feed.floor_changed):
            bridge.change(lambda c: floor.publish(c, "lab", term, parts(shown)))
        assert [queue.name for queue in feed.floor.queues] == sorted(q.name for q in shown.queues)
        assert set(feed.floor.agents) == set(shown.agents)
        assert feed.floor.linked
        with qtbot.waitSignals([feed.lost, feed.floor_changed]), postgres.connect() as admin:
            cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'mina'"
            admin.execute(cut)
        assert lost == [True]
        assert feed.floor.linked
    finally:
        feed.close()


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
    assert heard.wait(PATIENCE_S)
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


def test_a_figures_calls_are_those_it_counted_at_the_instant(
    postgres: Postgres, team: str, base: TeamBase
) -> None:
    day_us = 1_795_000_000 * S

    def tell(key: str, kind: EventKind, at_s: float, **more: object) -> None:
        given: dict[str, object] = {"queue": "Support", "number": "0214925", "direction": "in"}
        event = CallEvent(
            source="pbx:lab",
            seq=next(seq),
            kind=kind,
            at_us=day_us + round(at_s * S),
            aliases=(f"pbx:{key}",),
            authority=Authority.PBX,
            **(given | more),  # type: ignore[arg-type]
        )
        crm.fold(event)

    seq = itertools.count(1)
    crm = Crm(postgres.server(team, "pbx-lab"))
    crm.open()
    for n in range(3):
        tell(f"a{n}", EventKind.ENTER, n)
        tell(f"a{n}", EventKind.END, 60 + n, outcome=OutcomeOfCall.ABANDONED)
    tell("late", EventKind.ENTER, -600)
    tell("late", EventKind.END, 30, outcome=OutcomeOfCall.OVERFLOWED)
    tell("served", EventKind.ENTER, 200)
    tell("served", EventKind.RING, 220, leg="k1", agent="Omid")
    tell("served", EventKind.ANSWER, 225, leg="k1", agent="Omid")
    crm.close()

    queues = [QueueNow("Support", terms=QueueTerms(target_s=30)), QueueNow("Sales")]

    def at(figure: str, second: int) -> int:
        found = base.calls(queues, figure, day_us, day_us + second * S)
        assert len(found.calls) == found.total
        return found.total

    assert [at("waiting", s) for s in (1, 29, 61, 62)] == [3, 4, 1, 0]
    assert [at("lost", s) for s in (29, 59, 61, 62)] == [0, 0, 2, 3]
    assert [at("in_time", s) for s in (224, 225)] == [0, 1]  # of 30 s, the queue's own target
    everything = base.calls(queues[:1], "lost", day_us, day_us + 86_400 * S)
    assert [call.ring_us for call in everything.calls] == [day_us + n * S for n in (2, 1, 0)]


def history_of_a_day(begin: Floor) -> list[events.AnyFloorEvent]:
    """Return what a bridge hears in ten minutes: callers, agents, a lost link, a snapshot."""
    told: list[events.AnyFloorEvent] = []
    for at in range(60):
        at_us = begin.heard_us + at * 10 * S
        caller = WaitingCaller(f"pbx:new.{at}", "+989120000000", "", 99, at_us)
        told.append(events.Joined(at_us, "Support", caller))
        told.append(events.Counted(at_us, "Support", 14, offered=1))
        agent = replace(begin.agents[at % 20], status=AgentStatus.WRAP_UP, since_us=at_us)
        told.append(events.AgentIs(at_us + S, agent))
        if at % 3 == 2:
            call, how = f"pbx:new.{at - 2}", events.LeftHow.ABANDONED
            told.append(events.Ended(at_us + 2 * S, "Support", call, how))
    lost_us = begin.heard_us + 300 * S
    told = [event for event in told if not lost_us <= event.at_us < lost_us + 60 * S]
    seen = tuple(events.QueueSeen(queue.name, queue.waiting[:1]) for queue in begin.queues)
    told += [
        events.LinkLost(lost_us, lost_us - 1),
        events.Snapshot(lost_us + 60 * S, seen, begin.agents[:7]),
    ]
    return sorted(told, key=lambda event: event.at_us)


def test_every_minute_of_the_past_is_the_floor_that_was_live_then(
    bridge: AnyDatabase, base: TeamBase
) -> None:
    base.pbx = "lab"
    start = sample.floor()
    now = start
    live: dict[int, Floor] = {}
    kept: list[Kept] = []
    told = history_of_a_day(start)
    source = history.source_of("lab")
    bridge.change(lambda c: history.keep_checkpoint(c, source, whole(0, start)))
    for minute in range(1, 11):
        at_us = start.heard_us + minute * 60 * S - 1
        while told and told[0].at_us <= at_us:
            event = told.pop(0)
            now = apply(now, event)
            kept.append(Kept(len(kept) + 1, event.at_us, events.encode(event)))
        now = apply(now, events.Heard(at_us)) if now.linked else now
        live[at_us] = now
        if minute in (3, 7):
            seq = len(kept)
            bridge.change(lambda c, n=seq, f=now: history.keep_checkpoint(c, source, whole(n, f)))  # type: ignore[misc]
    assert bridge.change(lambda c: history.keep_events(c, source, kept)) == len(kept)
    last_us = max(live)
    assert {at: base.floor_at(at, last_us) for at in live} == live
    assert [floor.linked for floor in live.values()] == [True] * 5 + [False] + [True] * 4
    assert len({len(floor.queues[0].waiting) for floor in live.values()}) > 4


def whole(seq: int, made: Floor) -> Kept:
    return Kept(seq, made.heard_us, msgspec.json.encode(made).decode())


def test_of_a_time_when_no_bridge_heard_anything_nothing_is_claimed(
    bridge: AnyDatabase, base: TeamBase
) -> None:
    base.pbx = "lab"
    was = sample.floor()
    source = history.source_of("lab")
    bridge.change(lambda c: history.keep_checkpoint(c, source, whole(1, was)))
    later = base.floor_at(was.heard_us + 3600 * S, was.heard_us + 5 * S)
    assert (later.linked, later.heard_us) == (False, was.heard_us + 5 * S)
    assert base.floor_at(was.heard_us - 1, was.heard_us) == Floor("lab")


def test_the_server_says_who_one_is(base: TeamBase) -> None:
    me = base.myself()
    assert me is not None
    assert me.role == "supervisor"
