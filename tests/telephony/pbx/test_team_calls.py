"""Calls of a team through a real Asterisk with our configuration: SIPp, real engines, robots."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from desk_app.telephony.messages import Answer, CallFact, End, Fact, Reject
from desk_app.telephony.pbx.names import ENTERED, PICK_UP, PLACE, QUEUES, queue_extension
from desk_app.telephony.pbx.setup import Strategy
from tests.rigs.asterisk import Asterisk, queue, team
from tests.rigs.engine import EngineRig
from tests.rigs.manager import ManagerLogin
from tests.rigs.sipp_team import Robot, caller

PERSIAN = "پشتیبانی فنی"
PHONES = ("201", "202", "203", "204")


@pytest.fixture(scope="module")
def running() -> Iterator[Asterisk]:
    queues = (
        queue("Support", "500"),
        queue(PERSIAN, "501"),
        queue("Small", "503", max_waiting=1, max_wait_s=8),
        queue("Everybody", "502", strategy=Strategy.RING_ALL),
    )
    direct = "\n[desk-app-in](+)\nexten => 700,1,Dial(PJSIP/202)\n"
    more = {"desk_app_extensions.conf": direct}
    with Asterisk(team(queues, PHONES, lost_s=2, offer_s=20), more=more) as pbx:
        yield pbx


@pytest.fixture
def pbx(running: Asterisk) -> Iterator[Asterisk]:
    """The PBX with nobody logged in and no call."""
    yield running
    for line in running.cli("core show channels concise").splitlines():
        running.cli(f"channel request hangup {line.partition('!')[0]}")
    running.until(lambda: not running.cli("core show channels concise").strip("\x1b[0m\n"))
    with running.manager() as manager:
        for event in manager.all("QueueStatus", "QueueStatusComplete"):
            if event["Event"] == "QueueMember":
                manager.ask("QueueRemove", Queue=event["Queue"], Interface=event["Location"])


@pytest.fixture
def manager(pbx: Asterisk) -> Iterator[ManagerLogin]:
    with pbx.manager() as login:
        yield login


@pytest.fixture
def engine(pbx: Asterisk, tmp_path: Path) -> Iterator[EngineRig]:
    """A desk's engine, registered as 201."""
    with EngineRig(tmp_path / "data") as rig:
        rig.configure(account=pbx.account("201"))
        pbx.until_registered("201")
        yield rig


def rings(engine: EngineRig) -> CallFact:
    """Wait until the desk is called; return what it is told, and forget what it heard."""
    fact = engine.desk.fact(Fact.INCOMING)
    engine.desk.heard.clear()
    return fact


def test_a_phone_that_rings_is_told_who_calls_for_which_queue_and_how_long(
    pbx: Asterisk, manager: ManagerLogin, engine: EngineRig
) -> None:
    called = time.monotonic()
    name = "زهرا «کریمی»"
    call = caller(pbx, "501", name=name, user="+989121234567", leaves_when_told=True)
    joined = manager.named("QueueCallerJoin")
    manager.ask("QueueAdd", Queue=PERSIAN, Interface="PJSIP/201")
    fact = rings(engine)
    assert (fact.queue, fact.number, fact.name) == (PERSIAN, "+989121234567", name)
    assert fact.linked_id == joined["Linkedid"]
    assert 0 < fact.waited_s < time.monotonic() - called
    assert call.leave().code == 0


def test_what_a_caller_writes_is_neutral(
    pbx: Asterisk, manager: ManagerLogin, engine: EngineRig, tmp_path: Path
) -> None:
    harm = tmp_path / "harm"
    manager.ask("QueueAdd", Queue="Support", Interface="PJSIP/201")
    name = f'"; ${{SHELL(touch {harm})}} $(1/0) | <b>\\ z'
    user = "0912%0d%0aX-Forged%3a%20y%0d%0a%0d%0aEvent%3a%20Forged%0d%0aQueue%3a%20Support"
    call = caller(pbx, "500", name=name, user=user, leaves_when_told=True)
    fact = rings(engine)
    assert not set(fact.name) & set('"$;<>{}[]|\\')
    assert fact.number.startswith("0912") and fact.number.isalnum()
    assert call.leave().code == 0
    manager.named("QueueCallerAbandon")
    texts = [f"{field}: {value}" for event in manager.events for field, value in event.items()]
    assert "AgentCalled" in {event["Event"] for event in manager.events if "Event" in event}
    assert not [text for text in texts if "Forged:" in text or text == "Event: Forged"]
    assert not harm.exists()
    # Asterisk itself warns of such a name; the dialplan has nothing to warn of.
    assert not [line for line in pbx.complaints if "CallerID Name" not in line]


def test_of_phones_that_all_ring_one_answers_and_the_others_are_told(
    pbx: Asterisk, engine: EngineRig
) -> None:
    with ExitStack() as stack:
        robots = [stack.enter_context(Robot(pbx, user, answers=False)) for user in PHONES[1:]]
        pbx.log_in("Everybody", *PHONES)
        call = caller(pbx, "502")
        fact = rings(engine)
        ringing = [robot.called() for robot in robots]
        robots[0].phone.do("answer", call=ringing[0], status=200)
        robots[0].talking()
        ended = engine.desk.fact(Fact.ENDED, fact.key)
        assert ended.end is End.ELSEWHERE
        robots[0].phone.hang_up(ringing[0])
        assert call.wait().code == 0


def test_a_caller_who_leaves_while_it_rings_was_not_answered_elsewhere(
    pbx: Asterisk, engine: EngineRig
) -> None:
    pbx.log_in("Support", "201")
    call = caller(pbx, "500", leaves_when_told=True)
    fact = rings(engine)
    assert call.leave().code == 0
    ended = engine.desk.fact(Fact.ENDED, fact.key)
    assert ended.end is End.ABANDONED


def test_a_caller_whose_agent_is_lost_waits_on_as_the_next(
    pbx: Asterisk, manager: ManagerLogin, engine: EngineRig
) -> None:
    pbx.log_in("Support", "201")
    call = caller(pbx, "500")
    fact = rings(engine)
    engine.desk.ask(Answer(key=fact.key))
    manager.named("AgentConnect")
    second = caller(pbx, "500", user="0913")
    manager.named("QueueCallerJoin", CallerIDNum="0913")
    manager.events.clear()
    os.kill(engine.process.pid, signal.SIGSTOP)
    try:
        again = manager.named("QueueCallerJoin")
    finally:
        os.kill(engine.process.pid, signal.SIGCONT)
    assert (again["Linkedid"], again["Position"]) == (fact.linked_id, "1")
    for channel in (again["Channel"], *_channels(manager, "0913")):
        assert manager.ask("Hangup", Channel=channel)["Response"] == "Success"
    assert call.wait().code == 0
    assert second.wait().code == 0


def test_a_talk_that_ends_as_usual_ends_the_call(pbx: Asterisk, manager: ManagerLogin) -> None:
    with Robot(pbx, "202") as robot:
        pbx.log_in("Support", "202")
        call = caller(pbx, "500")
        talk = robot.talking()
        manager.named("BridgeEnter", BridgeNumChannels="2")  # before it, no talk to end
        robot.phone.hang_up(talk)
        assert call.wait().code == 0
    assert manager.named("AgentComplete")["Reason"] == "agent"


def test_a_caller_moved_to_another_queue_keeps_the_time_waited_and_may_be_first(
    pbx: Asterisk, manager: ManagerLogin
) -> None:
    first = caller(pbx, "501", user="0911")
    manager.named("QueueCallerJoin", CallerIDNum="0911")
    moved = caller(pbx, "500", user="0912")
    channel = manager.named("QueueCallerJoin", CallerIDNum="0912")["Channel"]
    entered = manager.ask("Getvar", Channel=channel, Variable=ENTERED)["Value"]
    manager.events.clear()
    manager.ask("Setvar", Channel=channel, Variable=PLACE, Value="1")
    move = {"Context": QUEUES, "Exten": queue_extension(PERSIAN), "Priority": "1"}
    assert manager.ask("Redirect", Channel=channel, **move)["Response"] == "Success"
    joined = manager.named("QueueCallerJoin")
    assert (joined["Queue"], joined["Position"], joined["CallerIDNum"]) == (PERSIAN, "1", "0912")
    assert manager.ask("Getvar", Channel=channel, Variable=ENTERED)["Value"] == entered
    for one in (channel, *_channels(manager, "0911")):
        assert manager.ask("Hangup", Channel=one)["Response"] == "Success"
    assert (first.wait().code, moved.wait().code) == (0, 0)


def test_a_caller_picked_up_in_vain_is_the_next_again(
    pbx: Asterisk, manager: ManagerLogin, engine: EngineRig
) -> None:
    call = caller(pbx, "501")
    joined = manager.named("QueueCallerJoin")
    other = caller(pbx, "501", user="0913")
    manager.named("QueueCallerJoin", CallerIDNum="0913")
    manager.events.clear()
    place = {"Context": PICK_UP, "Exten": "201", "Priority": "1"}
    assert manager.ask("Redirect", Channel=joined["Channel"], **place)["Response"] == "Success"
    fact = rings(engine)
    assert (fact.queue, fact.linked_id) == (PERSIAN, joined["Linkedid"])
    engine.desk.ask(Reject(key=fact.key))
    again = manager.named("QueueCallerJoin")
    assert (again["Linkedid"], again["Position"]) == (joined["Linkedid"], "1")
    for channel in (joined["Channel"], *_channels(manager, "0913")):
        manager.ask("Hangup", Channel=channel)
    assert (call.wait().code, other.wait().code) == (0, 0)


def test_a_supervisor_hears_a_talk(pbx: Asterisk, manager: ManagerLogin) -> None:
    with Robot(pbx, "202") as agent, Robot(pbx, "203") as supervisor:
        pbx.log_in("Support", "202")
        call = caller(pbx, "500")
        talk = agent.talking()
        agent.phone.do("tone", call=talk, hertz=700)
        spy = {"Application": "ChanSpy", "Data": "PJSIP/202-,q", "Async": "true"}
        manager.ask("Originate", Channel="PJSIP/203", **spy)
        supervisor.phone.hears(supervisor.talking(), 700)
        agent.phone.hang_up(talk)
        assert call.wait().code == 0


def test_a_caller_transferred_to_another_queue_waits_anew_and_may_give_up_there(
    pbx: Asterisk, manager: ManagerLogin
) -> None:
    with Robot(pbx, "202") as robot:
        pbx.log_in("Support", "202")
        call = caller(pbx, "500", leaves_when_told=True)
        first = manager.named("QueueCallerJoin")
        entered = manager.ask("Getvar", Channel=first["Channel"], Variable=ENTERED)["Value"]
        talk = robot.talking()
        manager.named("BridgeEnter", BridgeNumChannels="2")  # before it, nobody to transfer
        robot.phone.do("transfer", call=talk, uri=f"sip:501@{pbx.sip}")
        second = manager.named("QueueCallerJoin", Queue=PERSIAN)
        assert second["Linkedid"] == first["Linkedid"]
        again = manager.ask("Getvar", Channel=second["Channel"], Variable=ENTERED)["Value"]
        assert int(again) > int(entered)
        assert call.leave().code == 0
        assert manager.named("QueueCallerAbandon")["Queue"] == PERSIAN


def test_a_caller_who_cancels_leaves_no_call(pbx: Asterisk) -> None:
    with Robot(pbx, "202", answers=False) as robot:
        call = caller(pbx, "700", cancels_when_told=True)
        ringing = robot.called()
        assert call.leave().code == 0
        assert robot.phone.wait("ended", call=ringing)["status"] == 487


def test_who_finds_it_full_or_has_waited_too_long_is_told_so(
    pbx: Asterisk, manager: ManagerLogin
) -> None:
    late = caller(pbx, "503")
    manager.named("QueueCallerJoin")
    full = caller(pbx, "503")
    assert (late.wait().code, full.wait().code) == (0, 0)
    joined = [event for event in manager.events if event.get("Event") == "QueueCallerJoin"]
    assert len(joined) == 1
    assert manager.named("QueueCallerAbandon")["Queue"] == "Small"
    assert pbx.log.count("Playing 'please-try-call-later") == 2


def test_a_colleague_rings_until_the_caller_gives_up(pbx: Asterisk) -> None:
    with Robot(pbx, "202") as agent, Robot(pbx, "203", answers=False) as colleague:
        call = agent.phone.call(f"sip:203@{pbx.sip}")
        ringing = colleague.called()
        agent.phone.wait("early", call=call)
        agent.phone.hang_up(call)
        assert colleague.phone.wait("ended", call=ringing)["status"] == 487


def _channels(manager: ManagerLogin, number: str) -> list[str]:
    return [
        event["Channel"]
        for event in manager.all("QueueStatus", "QueueStatusComplete")
        if event["Event"] == "QueueEntry" and event["CallerIDNum"] == number
    ]
