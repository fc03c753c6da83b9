"""The floor, folded from events, is the floor that a snapshot shows; whatever was missed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from desk_app.telephony.pbx.counting import counts_otherwise
from desk_app.telephony.pbx.members import TOLD
from desk_app.telephony.pbx.reconcile import SETTLE_US, reconcile, seed, settle
from desk_app.telephony.pbx.tracked import Stage
from desk_app.telephony.pbx.translate import Translator
from desk_app.telephony.team.board import Floor
from desk_app.telephony.team.events import AnyFloorEvent, decode, encode
from desk_app.telephony.team.fold import apply
from desk_app.telephony.team.parts import Parts, changed
from tests.telephony.pbx.model import MIDNIGHT_US, START_US, Pbx

STEPS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 11)), max_size=40)


class Side:
    """A translator with its floor, and all it told."""

    def __init__(self, before: Floor | None = None) -> None:
        self.follow = Translator()
        self.floor = before or Floor("pbx")
        self.told: list[AnyFloorEvent] = []
        if before:
            seed(self.follow, before)
        else:
            self.take(self.follow.new_day(MIDNIGHT_US, START_US))

    def take(self, events: list[AnyFloorEvent]) -> None:
        for event in events:
            assert decode(encode(event)) == event
            self.floor = apply(self.floor, event)
        self.told += events

    def hear(self, pbx: Pbx, begin: int = 0, end: int | None = None) -> None:
        for message, at_us in pbx.heard[begin:end]:
            self.take(self.follow.feed(message, at_us))

    def look(self, pbx: Pbx) -> None:
        self.take(reconcile(self.follow, pbx.queue_status(), pbx.status(), pbx.now_us))

    def settle(self, pbx: Pbx) -> None:
        self.take(settle(self.follow, pbx.now_us + SETTLE_US))


def _run(steps: list[tuple[int, int]]) -> Pbx:
    pbx = Pbx()
    for choice, which in steps:
        pbx.step(choice, which)
    return pbx


def _seen(floor: Floor) -> object:
    """Return what a snapshot can show: not since when, nor whose call rings where."""
    waiting = [(q.name, [(c.key, c.number, c.place) for c in q.waiting]) for q in floor.queues]
    agents = [
        (a.id, a.name, a.status, a.reason, a.queues, a.call if a.status == "talking" else "")
        for a in floor.agents
    ]
    return waiting, agents


@given(STEPS)
def test_the_floor_of_events_is_the_floor_of_a_snapshot(steps: list[tuple[int, int]]) -> None:
    pbx, by_events, by_snapshot = _run(steps), Side(), Side()
    by_events.look(Pbx())
    by_events.hear(pbx)
    by_snapshot.look(pbx)
    assert _seen(by_events.floor) == _seen(by_snapshot.floor)


@given(STEPS)
def test_a_snapshot_of_what_is_known_changes_nothing(steps: list[tuple[int, int]]) -> None:
    pbx, side = _run(steps), Side()
    side.look(Pbx())
    side.hear(pbx)
    before, told = side.floor, len(side.told)
    side.look(pbx)
    side.settle(pbx)
    assert replace(side.floor, heard_us=0) == replace(before, heard_us=0)
    assert len(side.told) == told + 1  # the snapshot itself
    side.look(pbx)
    assert replace(side.floor, heard_us=0) == replace(before, heard_us=0)


@given(STEPS, st.integers(0, 200), st.integers(0, 200))
def test_after_a_lost_link_a_snapshot_puts_it_right(
    steps: list[tuple[int, int]], lost: int, back: int
) -> None:
    pbx, side, fresh = _run(steps), Side(), Side()
    lost, back = sorted((min(lost, len(pbx.heard)), min(back, len(pbx.heard))))
    side.look(Pbx())
    side.hear(pbx, 0, lost)
    side.hear(pbx, back)
    side.look(pbx)
    side.settle(pbx)
    fresh.look(pbx)
    assert _seen(side.floor) == _seen(fresh.floor)
    alive = {caller.uniqueid for caller in pbx.callers}
    assert set(side.follow.calls) <= alive


@given(STEPS, st.integers(0, 200))
def test_events_from_before_the_snapshot_may_come_after_it(
    steps: list[tuple[int, int]], late: int
) -> None:
    """Asterisk queues events, but answers actions at once."""
    pbx, side, fresh = _run(steps), Side(), Side()
    late = min(late, len(pbx.heard))
    side.look(Pbx())
    side.hear(pbx, 0, late)
    side.look(pbx)
    side.hear(pbx, late)
    side.look(pbx)
    side.settle(pbx)
    fresh.look(pbx)
    assert _seen(side.floor) == _seen(fresh.floor)


@given(STEPS, st.integers(0, 200))
def test_what_members_do_while_a_snapshot_is_on_its_way_is_newer(
    steps: list[tuple[int, int]], asked: int
) -> None:
    asked = min(asked, len(steps))
    pbx, side, fresh = _run(steps[:asked]), Side(), Side()
    side.look(Pbx())
    side.hear(pbx)
    queues, status, heard = pbx.queue_status(), pbx.status(), len(pbx.heard)
    for choice, which in steps[asked:]:
        pbx.step(choice, which)
    side.hear(pbx, heard)
    since = [m for m, _ in pbx.heard[heard:] if m["Event"] in TOLD]
    side.take(reconcile(side.follow, queues, status, pbx.now_us, since=since))
    fresh.look(pbx)
    assert _logged_in(side.floor) == _logged_in(fresh.floor)


def _logged_in(floor: Floor) -> list[object]:
    return [(agent.id, agent.name, agent.queues) for agent in floor.agents]


@given(STEPS)
def test_who_has_heard_everything_counts_as_the_pbx_does(steps: list[tuple[int, int]]) -> None:
    pbx, side = _run(steps), Side()
    side.look(Pbx())
    side.hear(pbx)
    assert not counts_otherwise(side.floor, side.follow.members, pbx.queue_summary())
    assert not side.follow.members.puzzled
    if pbx.members:
        pbx.members.popitem()
        assert counts_otherwise(side.floor, side.follow.members, pbx.queue_summary())


@given(STEPS, st.integers(0, 200))
def test_another_bridge_goes_on_from_what_was_published(
    steps: list[tuple[int, int]], handed_over: int
) -> None:
    pbx, one = _run(steps), Side()
    handed_over = min(handed_over, len(pbx.heard))
    one.look(Pbx())
    one.hear(pbx, 0, handed_over)
    two = Side(Parts("pbx").put(changed(None, one.floor)))
    assert two.floor == one.floor
    two.hear(pbx, handed_over)
    two.look(pbx)
    two.settle(pbx)
    # Whoever was between two queues then is on no floor: the ledger knows the call again.
    on_floor = (Stage.WAITING, Stage.TALKING)
    all_seen = all(call.stage in on_floor for call in one.follow.calls.values())
    one.hear(pbx, handed_over)
    assert _seen(two.floor) == _seen(one.floor)
    for queue in one.floor.queues:
        day = two.floor.queue(queue.name)
        assert day is not None
        assert day.day.offered == queue.day.offered or not all_seen


@given(STEPS)
def test_the_ends_of_calls_sum_to_the_offered_ones(steps: list[tuple[int, int]]) -> None:
    pbx, side = _run(steps), Side()
    side.look(Pbx())
    side.hear(pbx)
    for queue in side.floor.queues:
        day = queue.day
        ends = day.answered + day.abandoned + day.overflowed
        known = {c.key for c in side.follow.calls.values() if c.answered_us is not None}
        waiting = sum(caller.key not in known for caller in queue.waiting)
        assert day.offered == ends + waiting
        assert sum(day.by_hour) == day.offered
        assert day.short <= day.abandoned
        assert day.in_time <= day.answered


@given(STEPS)
def test_parts_give_the_floor_again(steps: list[tuple[int, int]]) -> None:
    pbx, side, parts, last = _run(steps), Side(), Parts("pbx"), None
    for message, at_us in pbx.heard:
        side.take(side.follow.feed(message, at_us))
        again = parts.put(changed(last, side.floor))
        assert again == side.floor
        last = side.floor


@pytest.mark.parametrize("known", [True, False])
def test_a_talk_that_ends_while_a_snapshot_is_on_its_way_is_over(known: bool) -> None:
    pbx, side = Pbx(), Side()
    side.look(pbx)
    pbx._join(1)
    pbx._log_in(1)
    pbx._ring(1)
    pbx._answer(0)
    if known:
        side.hear(pbx)
    queues, status, heard = pbx.queue_status(), pbx.status(), len(pbx.heard)
    pbx._complete(1)
    side.hear(pbx, heard)
    side.take(reconcile(side.follow, queues, status, pbx.now_us))
    side.settle(pbx)
    assert not side.follow.calls
    assert sum(queue.day.offered for queue in side.floor.queues) == known


def test_nor_is_there_who_gave_up_while_it_was() -> None:
    pbx, side = Pbx(), Side()
    side.look(pbx)
    pbx._join(1)
    queues, status, heard = pbx.queue_status(), pbx.status(), len(pbx.heard)
    pbx._abandon(0)
    side.hear(pbx, heard)
    side.take(reconcile(side.follow, queues, status, pbx.now_us))
    assert not side.follow.calls


def test_who_was_given_on_waits_though_a_snapshot_has_the_consultation_still() -> None:
    pbx, side = Pbx(), Side()
    side.look(pbx)
    for act in (pbx._join, pbx._log_in, pbx._ring, pbx._answer, pbx._join):
        act(0)
    side.hear(pbx)
    caller, consulting = pbx.callers
    queues, status = pbx.queue_status(), [m for m in pbx.status() if m["Uniqueid"] == "1"]
    ids = {"TransfereeUniqueid": caller.uniqueid, "SecondTransfererUniqueid": consulting.uniqueid}
    for message in (
        {"Event": "AttendedTransfer", "TransfereeChannel": caller.channel, **ids},
        {"Event": "Hangup", "Uniqueid": consulting.uniqueid},
    ):
        side.take(side.follow.feed(message, pbx.now_us))
    side.take(reconcile(side.follow, queues, status, pbx.now_us))
    assert [one.key for one in side.floor.queues[0].waiting] == ["pbx:1"]


def test_a_talk_whose_end_names_no_caller_is_over_with_the_callers_channel() -> None:
    """So it is told where the agent hangs up as it begins."""
    pbx, side = Pbx(), Side()
    side.look(pbx)
    for act in (pbx._join, pbx._log_in, pbx._ring, pbx._answer):
        act(0)
    (caller,) = pbx.callers
    queue, agent = caller.queue, caller.agent
    pbx._gone(caller)
    pbx._device(agent, "1")
    side.hear(pbx)
    nobody_s = {"Event": "AgentComplete", "Queue": queue, "Interface": agent, "Reason": "caller"}
    side.take(side.follow.feed(nobody_s, pbx.now_us))
    side.settle(pbx)
    assert not side.follow.calls
    assert [one.status for one in side.floor.agents] == ["ready"]
    assert side.floor.queues[0].day.handled == 1


@pytest.mark.parametrize("by_way_of_the_dialplan", [True, False])
def test_who_is_given_on_before_a_bridge_has_both(by_way_of_the_dialplan: bool) -> None:
    """Then nobody is named as given on, and of the dialplan's channels no AgentComplete comes."""
    pbx, side = Pbx(), Side()
    side.look(pbx)
    for act in (pbx._join, pbx._log_in, pbx._ring, pbx._answer):
        act(0)
    side.hear(pbx)
    (call,) = side.follow.calls.values()
    message = {
        "Event": "AttendedTransfer",
        "OrigTransfererUniqueid": "phone" if by_way_of_the_dialplan else call.leg,
        "OrigTransfererLinkedid": call.uniqueid,
        "TransferTargetCallerIDNum": "102",
    }
    side.take(side.follow.feed(message, pbx.now_us))
    talking = [one.status for one in side.floor.agents] == ["talking"]
    assert talking is not by_way_of_the_dialplan
