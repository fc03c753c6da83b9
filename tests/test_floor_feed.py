"""Parts of a floor become a floor: replaced, added, gone, in order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import msgspec
import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.background import Background
from desk_app.floor_feed import AGENT, LINK, QUEUE, FloorFeed, Link, join
from desk_app.telephony.team.board import AgentNow, AgentStatus, Floor, QueueNow, WaitingCaller


@dataclass(frozen=True)
class Row:
    kind: str
    name: str
    version: int
    body: str


def row(version: int, thing: QueueNow | AgentNow | Link) -> Row:
    kind, name = LINK, ""
    if isinstance(thing, QueueNow):
        kind, name = QUEUE, thing.name
    elif isinstance(thing, AgentNow):
        kind, name = AGENT, thing.id
    return Row(kind, name, version, msgspec.json.encode(thing).decode())


def agent(number: int, name: str, status: AgentStatus = AgentStatus.READY) -> AgentNow:
    return AgentNow(f"PJSIP/{number}", name, status, 5, queues=("Support",))


def queue(name: str, *waiting: str) -> QueueNow:
    callers = tuple(WaitingCaller(key, "", "", at, at) for at, key in enumerate(waiting, 1))
    return QueueNow(name, callers)


def test_parts_are_put_together_in_the_order_of_their_names() -> None:
    parts = [
        row(1, queue("Support", "a", "b")),
        row(2, queue("Billing")),
        row(3, agent(2, "Omid")),
        row(4, agent(1, "Zahra")),
        row(5, agent(3, "Mina")),
        row(6, Link(True, 77)),
    ]
    floor = join(Floor("pbx"), parts)
    assert [q.name for q in floor.queues] == ["Billing", "Support"]
    assert [a.name for a in floor.agents] == ["Mina", "Omid", "Zahra"]
    assert (floor.pbx, floor.linked, floor.heard_us) == ("pbx", True, 77)
    assert [c.key for c in floor.queues[1].waiting] == ["a", "b"]


def test_a_part_takes_the_place_of_its_former_self_and_the_rest_is_the_same() -> None:
    before = join(Floor(), [row(1, queue("A")), row(1, agent(1, "Omid")), row(1, agent(2, "Mina"))])
    after = join(before, [row(2, agent(1, "Omid", AgentStatus.TALKING))])
    assert [a.status for a in after.agents] == [AgentStatus.READY, AgentStatus.TALKING]
    assert after.queues is before.queues
    assert after.agents[0] is before.agents[0]


def test_two_agents_of_one_name_are_two_and_a_new_name_moves_an_agent() -> None:
    before = join(Floor(), [row(1, agent(1, "Ali")), row(1, agent(2, "Ali"))])
    assert len(before.agents) == 2
    after = join(before, [row(2, agent(1, "Zahra"))])
    assert [a.id for a in after.agents] == ["PJSIP/2", "PJSIP/1"]


def test_what_is_gone_has_no_body() -> None:
    before = join(Floor(), [row(1, queue("A")), row(1, queue("B")), row(1, agent(1, "Omid"))])
    after = join(before, [Row(QUEUE, "A", 2, ""), Row(AGENT, "PJSIP/1", 2, "")])
    assert [q.name for q in after.queues] == ["B"]
    assert after.agents == ()


def test_a_lost_link_is_told_and_nothing_else_changes() -> None:
    before = join(Floor(), [row(1, queue("A")), row(1, Link(True, 7))])
    after = join(before, [row(2, Link(False, 7))])
    assert not after.linked
    assert after.queues is before.queues


def test_a_body_that_is_no_queue_is_refused() -> None:
    with pytest.raises(msgspec.MsgspecError):
        join(Floor(), [Row(QUEUE, "A", 1, '{"nam')])


@pytest.fixture
def background(qapp: QApplication) -> Iterator[Background]:
    made = Background("floor")
    yield made
    assert made.close()


def test_the_feed_asks_for_what_is_newer_only(qtbot: QtBot, background: Background) -> None:
    asked: list[int] = []
    rows = [row(4, queue("A", "x")), row(9, Link(True, 1))]

    def read(after: int) -> Sequence[Row]:
        asked.append(after)
        return [found for found in rows if found.version > after]

    feed = FloorFeed(read, background, pbx="pbx")
    with qtbot.waitSignal(feed.floor_changed) as told:
        feed.wake()
    assert told.args is not None
    assert told.args[0].queue("A").waiting[0].key == "x"
    rows.append(row(10, queue("A")))
    with qtbot.waitSignal(feed.floor_changed):
        feed.wake()
    assert asked == [0, 9]
    assert feed.floor.queues[0].waiting == ()


def test_woken_while_it_reads_it_reads_once_more(qtbot: QtBot, background: Background) -> None:
    asked: list[int] = []
    feed = FloorFeed(lambda after: asked.append(after) or (), background)  # type: ignore[func-returns-value]
    for _ in range(5):
        feed.wake()
    qtbot.waitUntil(lambda: len(asked) == 2 and not feed._reading)


def test_what_cannot_be_read_is_tried_again(qtbot: QtBot, background: Background) -> None:
    tried: list[int] = []

    def read(after: int) -> Sequence[Row]:
        tried.append(after)
        if len(tried) == 1:
            raise OSError("gone")
        return [row(1, queue("A"))]

    feed = FloorFeed(read, background)
    feed.wake()
    qtbot.waitUntil(lambda: len(tried) == 1 and not feed._reading)
    with qtbot.waitSignal(feed.floor_changed):
        feed.wake()
