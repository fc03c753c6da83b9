"""The floor through a real server: published by a bridge that leads, told, read, followed."""

from __future__ import annotations

import queue
from collections.abc import Iterator

import pytest

from desk_app.crm.opening import AnyDatabase
from desk_app.crm.server import Server
from desk_app.crm.team import floor, notices
from desk_app.crm.team.floor import NotLeading, Part
from desk_app.crm.team.following import Follower
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from tests.rigs.patience import PATIENCE_S
from tests.rigs.postgres import Postgres

DEADLINE_S = PATIENCE_S


def publish(bridge: AnyDatabase, term: int, *parts: Part) -> int:
    return bridge.change(lambda c: floor.publish(c, "lab", term, parts))


# --- the floor --------------------------------------------------------------------------


def test_readers_get_what_is_newer_than_what_they_have(
    bridge: AnyDatabase, desk: AnyDatabase
) -> None:
    term = bridge.change(lambda c: floor.begin_to_lead(c, "lab"))
    first = publish(bridge, term, Part("queue", "support", "{1}"), Part("agent", "PJSIP/1", "{}"))
    second = publish(bridge, term, Part("queue", "support", "{2}"))
    gone = publish(bridge, term, Part("agent", "PJSIP/1", ""))
    assert first < second < gone
    with desk.read() as connection:
        assert floor.read_parts(connection, "lab", first) == (
            Part("queue", "support", "{2}", second),
            Part("agent", "PJSIP/1", "", gone),
        )
        assert floor.read_parts(connection, "lab", gone) == ()
        assert floor.read_parts(connection, "another") == ()
        assert floor.pbxes(connection) == ("lab",)


def test_a_bridge_whose_term_is_over_writes_nothing(bridge: AnyDatabase) -> None:
    old = bridge.change(lambda c: floor.begin_to_lead(c, "lab"))
    publish(bridge, old, Part("link", "", "old"))
    new = bridge.change(lambda c: floor.begin_to_lead(c, "lab"))
    with pytest.raises(NotLeading):
        publish(bridge, old, Part("link", "", "too late"))
    publish(bridge, new, Part("link", "", "new"))
    with bridge.read() as connection:
        assert [part.body for part in floor.read_parts(connection, "lab")] == ["new"]


def test_an_agent_publishes_nothing(bridge: AnyDatabase, desk: AnyDatabase) -> None:
    term = bridge.change(lambda c: floor.begin_to_lead(c, "lab"))
    with pytest.raises(DatabaseTrouble) as trouble:
        publish(desk, term, Part("link", "", "forged"))
    assert trouble.value.problem is DatabaseProblem.NO_RIGHTS


# --- following --------------------------------------------------------------------------

Heard = tuple[str, tuple[Part, ...], bool]


class Follows:
    """What a follower of the floor hears, one after the other; None: the server is lost."""

    def __init__(self, server: Server) -> None:
        self._heard: queue.Queue[Heard | None] = queue.Queue()
        self._follower = Follower(
            server, lambda *heard: self._heard.put(heard), lambda: self._heard.put(None)
        )

    def next(self) -> Heard | None:
        return self._heard.get(timeout=DEADLINE_S)

    def news(self) -> tuple[Part, ...]:
        """Return the next parts of the PBX, which are not all there are."""
        heard = self.next()
        assert heard is not None
        pbx, parts, whole = heard
        assert (pbx, whole) == ("lab", False)
        return parts

    def close(self) -> None:
        self._follower.close()


@pytest.fixture
def term(bridge: AnyDatabase) -> int:
    """The term of a bridge that leads, with a floor of two parts at version 1."""
    led = bridge.change(lambda c: floor.begin_to_lead(c, "lab"))
    publish(bridge, led, Part("queue", "support", "1"), Part("agent", "PJSIP/1", "1"))
    return led


WHOLE = (Part("agent", "PJSIP/1", "1", 1), Part("queue", "support", "1", 1))


@pytest.fixture
def follows(sara: Server, term: int) -> Iterator[Follows]:
    made = Follows(sara)
    assert made.next() == ("lab", WHOLE, True)
    yield made
    made.close()


def say(database: AnyDatabase, version: int, *parts: Part, pbx: str = "lab") -> None:
    """Notify as anybody with a login can, of parts that may be nowhere."""
    lines = [(part.kind, part.name, part.body) for part in parts]
    with database.write() as connection:
        for notice in notices.made(pbx, lines):
            told = f"{version}{notice}"
            connection.exec_driver_sql("SELECT pg_notify(%s, %s)", (floor.CHANNEL, told))


def test_a_follower_has_the_whole_floor_and_then_what_changes(
    bridge: AnyDatabase, term: int, follows: Follows
) -> None:
    version = publish(bridge, term, Part("queue", "support", "2"))
    assert follows.news() == (Part("queue", "support", "2", version),)


def test_a_follower_hears_of_a_pbx_that_is_led_for_the_first_time(
    bridge: AnyDatabase, sara: Server
) -> None:
    follows = Follows(sara)
    led = bridge.change(lambda c: floor.begin_to_lead(c, "lab"))
    publish(bridge, led, Part("queue", "support", "1"))
    heard = follows.next()
    if heard == ("lab", (), True):  # it began to listen between the two
        heard = ("lab", follows.news(), True)
    assert heard == ("lab", (Part("queue", "support", "1", 1),), True)
    follows.close()


def test_after_the_server_was_lost_everything_is_heard_anew(
    postgres: Postgres, team: str, bridge: AnyDatabase, term: int, follows: Follows
) -> None:
    """A server that was killed has forgotten what it told last."""
    say(bridge, 2, Part("queue", "support", "told, and then forgotten"))
    assert [part.version for part in follows.news()] == [2]
    with postgres.connect() as admin:
        cut = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s"
        admin.execute(cut + " AND usename = 'sara'", [team])
    assert follows.next() is None
    assert follows.next() == ("lab", WHOLE, True)
    publish(bridge, term, Part("queue", "support", "2"))
    assert follows.news() == (Part("queue", "support", "2", 2),)


def test_a_follower_reads_nothing_of_what_it_is_told(bridge: AnyDatabase, follows: Follows) -> None:
    say(bridge, 2, Part("queue", "support", "said, and nowhere to be read"))
    assert follows.news() == (Part("queue", "support", "said, and nowhere to be read", 2),)


def test_a_large_change_comes_in_pieces_and_is_heard_as_one(
    bridge: AnyDatabase, term: int, follows: Follows
) -> None:
    many = tuple(Part("agent", f"PJSIP/{n}", f"{n}" * 100, 2) for n in range(300))
    publish(bridge, term, *many)
    assert follows.news() == many


def test_who_has_missed_something_reads(
    bridge: AnyDatabase, term: int, follows: Follows, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(floor, "CHANNEL", "nobody_hears_it")
        publish(bridge, term, Part("queue", "support", "2"))
    publish(bridge, term, Part("agent", "PJSIP/1", "2"))
    both = (Part("queue", "support", "2", 2), Part("agent", "PJSIP/1", "2", 3))
    assert follows.news() == both


def test_what_is_too_long_to_be_told_is_read(
    bridge: AnyDatabase, term: int, follows: Follows
) -> None:
    version = publish(bridge, term, Part("queue", "support", "long" * 200_000))
    assert follows.news() == (Part("queue", "support", "long" * 200_000, version),)
    publish(bridge, term, Part("queue", "support", "short"))
    assert follows.news() == (Part("queue", "support", "short", version + 1),)


def test_nobody_but_a_bridge_is_believed(
    bridge: AnyDatabase, term: int, desk: AnyDatabase, follows: Follows
) -> None:
    say(desk, 2, Part("queue", "support", "forged"))
    say(desk, 9, Part("queue", "support", "forged"))
    say(desk, 1, Part("queue", "support", "forged"), pbx="no such PBX")
    assert (follows.news(), follows.news()) == ((), ())  # it looked, and there was nothing
    publish(bridge, term, Part("queue", "support", "2"))
    assert follows.news() == (Part("queue", "support", "2", 2),)
