"""Parts of a floor become a floor: replaced, added, gone, in order."""

from __future__ import annotations

import msgspec
import pytest

from desk_app.telephony.team.board import AgentNow, AgentStatus, QueueNow, WaitingCaller
from desk_app.telephony.team.parts import AGENT, LINK, QUEUE, FloorPart, Link, Parts


def part(thing: QueueNow | AgentNow | Link) -> FloorPart:
    kind, name = LINK, ""
    if isinstance(thing, QueueNow):
        kind, name = QUEUE, thing.name
    elif isinstance(thing, AgentNow):
        kind, name = AGENT, thing.id
    return FloorPart(kind, name, msgspec.json.encode(thing).decode())


def parts_of(*things: QueueNow | AgentNow | Link) -> list[FloorPart]:
    return [part(thing) for thing in things]


def agent(number: int, name: str, status: AgentStatus = AgentStatus.READY) -> AgentNow:
    return AgentNow(f"PJSIP/{number}", name, status, 5, queues=("Support",))


def queue(name: str, *waiting: str) -> QueueNow:
    callers = tuple(WaitingCaller(key, "", "", at, at) for at, key in enumerate(waiting, 1))
    return QueueNow(name, callers)


def test_parts_are_put_together_in_the_order_of_their_names() -> None:
    queues = parts_of(queue("Support", "a", "b"), queue("Billing"), Link(True, 77, 5))
    people = parts_of(agent(2, "Omid"), agent(1, "Zahra"), agent(3, "Mina"))
    floor = Parts("pbx").put([*queues, *people])
    assert [q.name for q in floor.queues] == ["Billing", "Support"]
    assert [a.name for a in floor.agents] == ["Mina", "Omid", "Zahra"]
    assert (floor.pbx, floor.linked, floor.heard_us, floor.day_us) == ("pbx", True, 77, 5)
    assert [c.key for c in floor.queues[1].waiting] == ["a", "b"]


def test_a_part_takes_the_place_of_its_former_self_and_the_rest_is_the_same() -> None:
    parts = Parts("pbx")
    before = parts.put(parts_of(queue("A"), agent(1, "Omid"), agent(2, "Mina")))
    after = parts.put([part(agent(1, "Omid", AgentStatus.TALKING))])
    assert [a.status for a in after.agents] == [AgentStatus.READY, AgentStatus.TALKING]
    assert after.queues is before.queues
    assert after.agents[0] is before.agents[0]


def test_two_agents_of_one_name_are_two_and_a_new_name_moves_an_agent() -> None:
    parts = Parts("pbx")
    before = parts.put(parts_of(agent(1, "Ali"), agent(2, "Ali")))
    assert len(before.agents) == 2
    after = parts.put([part(agent(1, "Zahra"))])
    assert [a.id for a in after.agents] == ["PJSIP/2", "PJSIP/1"]


def test_what_is_gone_has_no_body() -> None:
    parts = Parts("pbx")
    parts.put(parts_of(queue("A"), queue("B"), agent(1, "Omid")))
    gone = [FloorPart(QUEUE, "A", ""), FloorPart(AGENT, "PJSIP/1", ""), FloorPart(AGENT, "?", "")]
    after = parts.put(gone)
    assert [q.name for q in after.queues] == ["B"]
    assert after.agents == ()


def test_a_lost_link_is_told_and_nothing_else_changes() -> None:
    parts = Parts("pbx")
    before = parts.put(parts_of(queue("A"), Link(True, 7)))
    after = parts.put([part(Link(False, 7))])
    assert not after.linked
    assert after.queues is before.queues


def test_a_body_that_is_no_queue_is_refused() -> None:
    with pytest.raises(msgspec.MsgspecError):
        Parts("pbx").put([FloorPart(QUEUE, "A", '{"nam')])
