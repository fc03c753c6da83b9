"""Orders as people place them in the database, carried out on a real PBX and answered."""

from __future__ import annotations

import queue as queues
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from itertools import groupby

import msgspec
import pytest

from desk_app.crm.team.ordering import OrderDesk
from desk_app.crm.team.orders import PlacedOrder
from desk_app.crm.trouble import DatabaseTrouble
from desk_app.telephony.team import orders
from desk_app.telephony.team.board import AgentStatus, WaitingCaller
from desk_app.telephony.team.events import AgentGone, AgentIs
from desk_app.telephony.team.orders import AnyOrder, Spy
from tests.bridge.conftest import Lab
from tests.bridge.test_calls import _counted, _ended
from tests.rigs.bridge import PBX, until
from tests.rigs.patience import PATIENCE_S
from tests.rigs.sipp_agent import answers, rings
from tests.rigs.sipp_team import caller


@contextmanager
def _giving(lab: Lab, login: str) -> Iterator[OrderDesk]:
    with ExitStack() as stack:
        desk = OrderDesk(lab.login(login))
        stack.callback(desk.close)
        yield desk


def _give(lab: Lab, login: str, order: AnyOrder) -> PlacedOrder:
    """Give an order as somebody, and return it with its answer."""
    answered: queues.SimpleQueue[PlacedOrder | DatabaseTrouble] = queues.SimpleQueue()
    with _giving(lab, login) as desk:
        desk.give(PBX, msgspec.json.encode(order).decode(), answered.put)
        told = answered.get(timeout=PATIENCE_S)
    assert isinstance(told, PlacedOrder), told
    return told


def _result(lab: Lab, login: str, order: AnyOrder) -> str:
    return _give(lab, login, order).result


def _status(lab: Lab, user: str) -> AgentStatus | None:
    agent = lab.team.agent(user)
    return agent.status if agent else None


def test_an_agent_logs_in_pauses_and_leaves_by_herself(lab: Lab) -> None:
    me = "PJSIP/101"
    assert _result(lab, "sara", orders.LogIn(agent=me, queue="Support", name="Sara ✓")) == "done"
    agent = until(lambda: lab.team.agent("101"))
    assert (agent.name, agent.queues) == ("Sara ✓", ("Support",))
    assert _result(lab, "sara", orders.Pause(agent=me, reason="ناهار")) == "done"
    until(lambda: _status(lab, "101") is AgentStatus.PAUSED)
    paused = lab.team.agent("101")
    assert paused is not None
    assert paused.reason == "ناهار"
    assert _result(lab, "sara", orders.LogIn(agent=me, queue="Sales")) == "done"
    until(lambda: (a := lab.team.agent("101")) and a.queues == ("Sales", "Support"))
    assert _status(lab, "101") is AgentStatus.PAUSED  # in the new queue too
    assert _result(lab, "sara", orders.Unpause(agent=me)) == "done"
    until(lambda: _status(lab, "101") is AgentStatus.READY)
    for name in ("Sales", "Support"):
        assert _result(lab, "sara", orders.LogOut(agent=me, queue=name)) == "done"
    until(lambda: lab.team.agent("101") is None)
    assert _result(lab, "sara", orders.Pause(agent=me)) == "gone"
    until(lambda: isinstance(lab.team.told[-1], AgentGone))
    shown = [event.agent for event in lab.team.told if isinstance(event, AgentIs)]
    steps = [(agent.status, agent.reason, agent.queues) for agent in shown]
    both, pause = ("Sales", "Support"), AgentStatus.PAUSED
    # In several queues the PBX tells of one after the other.
    assert [step for step, _ in groupby(steps)] == [
        (AgentStatus.READY, "", ("Support",)),
        (pause, "ناهار", ("Support",)),
        (pause, "ناهار", both),
        (AgentStatus.READY, "", both),
        (AgentStatus.READY, "", ("Support",)),
    ]


def test_wrap_up_is_a_pause_that_is_shown_as_such(lab: Lab) -> None:
    lab.pbx.log_in("Support", "101")
    assert _result(lab, "sara", orders.Pause(agent="PJSIP/101", reason="wrap_up")) == "done"
    until(lambda: _status(lab, "101") is AgentStatus.WRAP_UP)


@pytest.mark.parametrize(
    "order",
    [
        orders.Pause(agent="PJSIP/102"),
        orders.LogIn(agent="PJSIP/102", queue="Support"),
        orders.HangUpCall(call="pbx:1"),
        orders.MoveTo(call="pbx:1", queue="Support", ahead=True),
        orders.SpyOn(agent="PJSIP/102", phone="PJSIP/101", how=Spy.LISTEN),
        orders.PickUp(agent="PJSIP/102", call="pbx:1"),
    ],
    ids=lambda order: type(order).__name__,
)
def test_an_agent_may_not_order_about_others(lab: Lab, order: AnyOrder) -> None:
    assert _result(lab, "sara", order) == "refused"


@pytest.mark.parametrize("bad", ["x\r\nAction: Logoff", "Support\r\n\r\nAction: Logoff\r\n\r\n"])
def test_line_ends_in_an_order_are_no_further_actions(lab: Lab, bad: str) -> None:
    assert _result(lab, "mina", orders.LogOut(agent="PJSIP/101", queue=bad)) == "failed"
    assert _result(lab, "mina", orders.LogIn(agent=f"PJSIP/{bad}", queue="Support")) == "failed"
    lab.pbx.log_in("Support", "101")
    until(lambda: lab.team.agent("101"))
    assert _result(lab, "mina", orders.Pause(agent="PJSIP/101", reason=bad)) == "done"
    paused = until(lambda: a if (a := lab.team.agent("101")) and a.reason else None)
    assert "\n" not in paused.reason
    assert lab.team.floor.linked


def _waiting(lab: Lab, name: str, count: int) -> tuple[WaitingCaller, ...]:
    (found,) = until(lambda: [w] if len(w := lab.team.queue(name).waiting) == count else None)
    return found


def test_a_caller_is_moved_ahead_and_to_another_queue(lab: Lab) -> None:
    calls = [caller(lab.pbx, "500", user="0912000001", leaves_when_told=True)]
    _waiting(lab, "Support", 1)
    hung_up = caller(lab.pbx, "500", user="0912000002")
    first, second = _waiting(lab, "Support", 2)
    assert (first.number, second.number) == ("0912000001", "0912000002")
    move = orders.MoveTo(call=second.key, queue="Support", ahead=True)
    assert _result(lab, "mina", move) == "done"
    until(lambda: [c.key for c in lab.team.queue("Support").waiting] == [second.key, first.key])
    calls.append(caller(lab.pbx, "501", user="0912000003", leaves_when_told=True))
    _waiting(lab, "Sales", 1)
    move = orders.MoveTo(call=first.key, queue="Sales", ahead=True)
    assert _result(lab, "mina", move) == "done"
    moved = _waiting(lab, "Sales", 2)
    assert [c.number for c in moved] == ["0912000001", "0912000003"]
    assert moved[0].entered_us == first.entered_us
    assert _result(lab, "mina", orders.HangUpCall(call=second.key)) == "done"
    _waiting(lab, "Support", 0)
    assert _result(lab, "mina", orders.HangUpCall(call=second.key)) == "gone"
    assert hung_up.wait().code == 0
    assert all(call.leave().code == 0 for call in calls)
    entries = {entry["number"]: entry for entry in _ended(lab, 3)}
    assert entries["0912000001"]["queue"] == "Sales"
    assert {entry["outcome"] for entry in entries.values()} == {"abandoned"}
    _counted(lab, "Support", offered=1, abandoned=1)
    _counted(lab, "Sales", offered=2, abandoned=2)


def test_an_agent_picks_up_a_caller_out_of_turn(lab: Lab) -> None:
    lab.phones["101"].behave(answers(300))
    lab.phones["102"].behave(rings())
    lab.pbx.log_in("Sales", "101")
    lab.pbx.log_in("Support", "102")
    call = caller(lab.pbx, "500", leaves_when_told=True)
    (waits,) = _waiting(lab, "Support", 1)
    pick_up = orders.PickUp(agent="PJSIP/101", call=waits.key)
    assert _result(lab, "sara", pick_up) == "done"
    until(lambda: _status(lab, "101") is AgentStatus.TALKING)
    assert lab.team.queue("Support").waiting == ()
    assert call.leave().code == 0
    (entry,) = _ended(lab, 1)
    assert entry["outcome"] == "answered"
    _counted(lab, "Support", offered=1, answered=1, abandoned=0, handled=1)
    until(lambda: _status(lab, "101") is AgentStatus.READY)


def test_a_pick_up_in_vain_leaves_the_caller_next(lab: Lab) -> None:
    lab.phones["101"].behave(rings())
    lab.pbx.log_in("Sales", "101")
    call = caller(lab.pbx, "500", leaves_when_told=True)
    (waits,) = _waiting(lab, "Support", 1)
    assert _result(lab, "sara", orders.PickUp(agent="PJSIP/101", call=waits.key)) == "done"
    until(lambda: _status(lab, "101") is AgentStatus.RINGING)
    assert lab.team.queue("Support").waiting == ()
    (again,) = _waiting(lab, "Support", 1)
    assert again.entered_us == waits.entered_us
    assert call.leave().code == 0
    # Until that is written, the ledger has the end of the phone's ringing.
    until(lambda: [call["outcome"] for call in lab.team.calls] == ["abandoned"])


@pytest.mark.parametrize("how", Spy)
def test_a_supervisor_listens_whispers_and_barges(lab: Lab, how: Spy) -> None:
    lab.phones["101"].behave(answers())
    lab.phones["110"].behave(answers())
    lab.pbx.log_in("Support", "101")
    call = caller(lab.pbx, "500", leaves_when_told=True)
    until(lambda: _status(lab, "101") is AgentStatus.TALKING)
    spy = orders.SpyOn(agent="PJSIP/101", phone="PJSIP/110", how=how)
    assert _result(lab, "mina", spy) == "done"
    option = {Spy.LISTEN: "q", Spy.WHISPER: "qw", Spy.BARGE: "qB"}[how]
    until(lambda: f"ChanSpy(PJSIP/101-,{option}ES)" in lab.pbx.cli("core show channels"))
    assert call.leave().code == 0
    until(lambda: "ChanSpy" not in lab.pbx.cli("core show channels"))


def test_without_a_link_an_order_is_late(lab: Lab) -> None:
    lab.pbx.log_in("Support", "101")
    until(lambda: lab.team.agent("101"))
    lab.line.cut()
    until(lambda: not lab.team.floor.linked)
    assert _result(lab, "sara", orders.Pause(agent="PJSIP/101")) == "late"
