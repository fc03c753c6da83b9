"""People, orders, alarms and history through a real server; waking, leading, giving orders."""

from __future__ import annotations

import queue
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.crm.opening import AnyDatabase, open_anywhere
from desk_app.crm.server import Server
from desk_app.crm.team import alarms, floor, history, listening, orders, people
from desk_app.crm.team.history import Kept
from desk_app.crm.team.leading import Leadership
from desk_app.crm.team.listening import Listener, Woken
from desk_app.crm.team.ordering import OrderDesk
from desk_app.crm.team.orders import PlacedOrder
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from tests.rigs.patience import PATIENCE_S
from tests.rigs.postgres import Postgres

ROOT = Path(__file__).parents[2]
DEADLINE_S = PATIENCE_S


def test_everybody_knows_who_is_there_and_who_they_are(desk: AnyDatabase) -> None:
    with desk.read() as connection:
        assert people.myself(connection) == people.Person("sara", "agent", "101", "PJSIP/101")
        assert [person.login for person in people.people(connection)][:2] == ["dariush", "mina"]


# --- waking -----------------------------------------------------------------------------


class Ears:
    """A listener's callbacks, waited for."""

    def __init__(self) -> None:
        self.heard: queue.Queue[Woken | None] = queue.Queue()

    def __call__(self, woken: Woken) -> None:
        self.heard.put(woken)

    def lost(self) -> None:
        self.heard.put(None)

    def next(self) -> Woken | None:
        return self.heard.get(timeout=DEADLINE_S)


def test_a_listener_notices_a_killed_server_and_hears_the_next(postgres: Postgres) -> None:
    own = Postgres()
    try:
        ears = Ears()
        name = own.fresh()
        listener = Listener(own.server(name, "sara", tcp=True), (floor.CHANNEL,), ears, ears.lost)
        assert ears.next() == Woken()
        own.stop()
        assert ears.next() is None
        own.start()
        assert ears.next() == Woken()
        listener.close()
    finally:
        own.close()


def test_what_comes_while_it_asks_something_is_heard_at_once(
    sara: Server, bridge: AnyDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes with the answer, and then there is nothing to be read on the socket."""
    monkeypatch.setattr(listening, "HEARTBEAT_S", 2 * DEADLINE_S)  # by then it would be heard
    ears = Ears()

    def woken(heard: Woken) -> None:
        made.wait()
        if not heard.channel:
            with bridge.write() as connection:
                connection.exec_driver_sql("SELECT pg_notify('desk_floor', 'meanwhile')")
            listener.ask("SELECT pg_sleep(0.05)")
        ears(heard)

    made = threading.Event()
    listener = Listener(sara, (floor.CHANNEL,), woken, ears.lost)
    made.set()
    assert ears.next() == Woken()
    heard = ears.next()
    assert heard is not None and heard.payload == "meanwhile"
    listener.close()


def test_a_listener_notices_a_server_that_stands_still(postgres: Postgres, sara: Server) -> None:
    ears = Ears()
    listener = Listener(sara, (floor.CHANNEL,), ears, ears.lost)
    assert ears.next() == Woken()
    with postgres.frozen():
        assert ears.next() is None
    assert ears.next() == Woken()
    listener.close()


# --- orders -----------------------------------------------------------------------------

PAUSE = '{"order": "pause", "agent": "PJSIP/101"}'
FOREIGN = '{"order": "pause", "agent": "PJSIP/102"}'


class Giver:
    """Gives orders as a desk does."""

    def __init__(self, server: Server, late_s: float = DEADLINE_S) -> None:
        self.desk = OrderDesk(server, late_s)
        self.answers: queue.Queue[PlacedOrder | DatabaseTrouble] = queue.Queue()

    def give(self, body: str) -> None:
        self.desk.give("lab", body, self.answers.put)

    def answer(self) -> PlacedOrder:
        answer = self.answers.get(timeout=DEADLINE_S)
        assert isinstance(answer, PlacedOrder)
        return answer


@pytest.fixture
def giver(sara: Server) -> Iterator[Giver]:
    made = Giver(sara)
    yield made
    made.desk.close()


def claimed(bridge: AnyDatabase) -> PlacedOrder:
    """Wait for the next order as the bridge does."""
    until = time.monotonic() + DEADLINE_S
    while time.monotonic() < until:
        if found := bridge.change(lambda c: orders.claim(c, "lab")):
            (order,) = found
            return order
    raise AssertionError("no order came")


def test_an_order_is_carried_out_once_and_answered(bridge: AnyDatabase, giver: Giver) -> None:
    giver.give(PAUSE)
    order = claimed(bridge)
    assert (order.by, order.role, order.kind, order.body) == ("sara", "agent", "pause", PAUSE)
    assert bridge.change(lambda c: orders.claim(c, "lab")) == ()
    assert bridge.change(lambda c: orders.answer(c, order.id, "done", "x" * 500))
    with bridge.write() as connection:
        orders.tell(connection, order.id)
    answer = giver.answer()
    assert (answer.id, answer.result, answer.detail) == (order.id, "done", "x" * 200)
    assert not bridge.change(lambda c: orders.answer(c, order.id, "failed"))


def test_what_may_not_be_ordered_is_refused_at_once(bridge: AnyDatabase, giver: Giver) -> None:
    giver.give(FOREIGN)
    assert giver.answer().result == "refused"
    assert bridge.change(lambda c: orders.claim(c, "lab")) == ()


def test_an_order_nobody_carries_out_is_late(bridge: AnyDatabase, sara: Server) -> None:
    giver = Giver(sara, late_s=0.1)
    giver.give(PAUSE)
    assert giver.answer().result == "late"
    assert bridge.change(lambda c: orders.claim(c, "lab")) == ()
    giver.desk.close()


def test_a_bridge_carries_out_nothing_old_and_answers_what_another_left(
    bridge: AnyDatabase, desk: AnyDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = desk.change(lambda c: orders.place(c, "lab", PAUSE))
    with monkeypatch.context() as patched:
        patched.setattr(orders, "LATE_S", -1.0)
        assert bridge.change(lambda c: orders.claim(c, "lab")) == ()
    left = desk.change(lambda c: orders.place(c, "lab", PAUSE))
    assert claimed(bridge).id == left
    assert bridge.change(lambda c: orders.answer_left_over(c, "lab")) == 1
    with bridge.read() as connection:
        audit = orders.audit(connection, 0, 1 << 60)
    assert [(order.id, order.result) for order in audit] == [(left, "failed"), (old, "late")]


def test_a_giver_without_a_server_is_told(sara: Server) -> None:
    giver = Giver(Server("postgresql://sara@127.0.0.1:1/desk"))
    giver.give(PAUSE)
    answer = giver.answers.get(timeout=DEADLINE_S)
    assert isinstance(answer, DatabaseTrouble) and answer.problem is DatabaseProblem.GONE
    giver.desk.close()


# --- leading ----------------------------------------------------------------------------

LEAD = """
    import sys, threading
    from desk_app.crm.server import Server
    from desk_app.crm.team.leading import Leadership
    Leadership(Server(sys.argv[1], sys.argv[2]), "lab", lambda: print("won", flush=True), print)
    threading.Event().wait()
"""


@pytest.mark.parametrize("death", [signal.SIGKILL, signal.SIGSTOP])
def test_the_second_bridge_leads_soon_after_the_first_ones_death(
    postgres: Postgres, team: str, death: signal.Signals
) -> None:
    """Killed, or only standing still: a frozen bridge is no better than a dead one."""
    server = postgres.server(team, "pbx-lab")
    won: queue.Queue[float] = queue.Queue()
    command = [sys.executable, "-c", textwrap.dedent(LEAD), server.url, server.password]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        assert first.stdout.readline() == "won\n"
        second = Leadership(server, "lab", lambda: won.put(time.monotonic()), lambda: None)
        other = Leadership(server, "another", lambda: won.put(0), lambda: None)
        assert won.get(timeout=DEADLINE_S) == 0  # of another PBX, by now the first has its lead
        assert not second.leads
        died = time.monotonic()
        first.send_signal(death)
        assert won.get(timeout=DEADLINE_S) - died < DEADLINE_S / 2  # alone within 3 s
        first.kill()
    second.close()
    other.close()


# --- alarms and history -----------------------------------------------------------------


def test_an_alarm_is_recorded_once_until_it_is_over(bridge: AnyDatabase) -> None:
    def begin(at_us: int) -> int:
        given = ("lab", "support", "waiting", "over", "12", at_us)
        return bridge.change(lambda c: alarms.begin(c, *given))

    first = begin(100)
    assert begin(150) == first
    for over_us in (200, 300):
        bridge.change(lambda c, at=over_us: alarms.end(c, first, at))  # type: ignore[misc]
    second = begin(400)
    with bridge.read() as connection:
        found = alarms.alarms(connection, 0, 1000)
        assert alarms.alarms(connection, 101, 400) == ()
    assert [(a.id, a.at_us, a.over_us) for a in found] == [(first, 100, 200), (second, 400, None)]


def test_alarms_that_nobody_watches_any_more_are_over_when_a_wall_begins(
    postgres: Postgres, team: str
) -> None:
    server = postgres.server(team, "mina")

    def wall(at_us: int) -> AnyDatabase:
        opened = open_anywhere(server)
        opened.change(lambda c: alarms.watch(c, "lab", at_us))
        return opened

    def begin(wall: AnyDatabase, at_us: int, pbx: str = "lab") -> int:
        given = (pbx, "support", "waiting", "over", "12", at_us)
        return wall.change(lambda c: alarms.begin(c, *given))

    first, second = wall(50), wall(60)
    lasts, elsewhere = begin(first, 100), begin(first, 110, "other")
    first.close()
    third = wall(200)
    assert begin(third, 250) == lasts  # the second watches it
    for one in (second, third):
        one.close()
    wait_for_nobody(postgres, team)
    morning = wall(900)
    again = begin(morning, 1000)
    with morning.read() as connection:
        found = alarms.alarms(connection, 0, 2000)
    morning.close()
    assert [(a.id, a.at_us, a.over_us) for a in found] == [
        (lasts, 100, 900),
        (elsewhere, 110, None),
        (again, 1000, None),
    ]


def wait_for_nobody(postgres: Postgres, team: str) -> None:
    """Wait until the server has noticed that all have left this database."""
    there = "SELECT count(*) FROM pg_stat_activity WHERE datname = %s"
    deadline = time.monotonic() + DEADLINE_S
    with postgres.connect() as admin:
        while admin.execute(there, [team]).fetchone() != (0,):
            assert time.monotonic() < deadline


def test_an_agents_wall_is_none_that_watches(sara: Server, postgres: Postgres, team: str) -> None:
    opened = open_anywhere(sara)
    with pytest.raises(DatabaseTrouble) as refused:
        opened.change(lambda c: alarms.watch(c, "lab", 50))
    assert refused.value.problem is DatabaseProblem.NO_RIGHTS
    with postgres.connect() as admin:
        held = admin.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'")
        assert held.fetchone() == (0,)
    opened.close()


def test_the_floor_of_a_moment_is_a_checkpoint_and_what_came_after(
    bridge: AnyDatabase, postgres: Postgres, team: str
) -> None:
    events = [Kept(n, n * 10, f"e{n}") for n in range(1, 10)]

    def keep(some: list[Kept]) -> int:
        return bridge.change(lambda c: history.keep_events(c, "lab", some))

    assert keep(events[:6]) == 6
    bridge.change(lambda c: history.keep_checkpoint(c, "lab", Kept(3, 30, "floor3")))
    bridge.change(lambda c: history.keep_checkpoint(c, "lab", Kept(6, 60, "floor6")))
    assert keep(events) == 3
    supervisor = open_anywhere(postgres.server(team, "mina"))

    def wall(at_us: int) -> history.Past:
        with supervisor.read() as connection:
            return history.as_of(connection, "lab", at_us)

    assert wall(25) == history.Past(None, tuple(events[:2]))
    assert wall(59) == history.Past(Kept(3, 30, "floor3"), tuple(events[3:5]))
    assert wall(10**9) == history.Past(Kept(6, 60, "floor6"), tuple(events[6:]))
    bridge.change(lambda c: history.prune(c, "lab", 65))
    assert wall(70) == history.Past(Kept(6, 60, "floor6"), tuple(events[6:7]))
    assert wall(59) == history.Past(None, ())
    with bridge.read() as connection:
        assert history.last_seq(connection, "lab") == 9
    supervisor.close()
