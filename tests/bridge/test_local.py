"""Agents whom queues reach by way of the dialplan: `Local` channels, as many PBXs have them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import pytest

from desk_app.crm.postgres.logins import add_person
from desk_app.crm.team.people import Person
from desk_app.telephony.pbx.setup import Queue
from desk_app.telephony.team import orders
from desk_app.telephony.team.board import AgentNow, AgentStatus
from desk_app.telephony.team.orders import Spy
from tests.bridge.conftest import OFFER_S, Lab
from tests.bridge.test_calls import _counted, _ended, _published, _shown
from tests.bridge.test_orders import _result, _waiting
from tests.rigs.asterisk import Asterisk, team
from tests.rigs.bridge import BridgeRig, until
from tests.rigs.sipp import Sipp
from tests.rigs.sipp_agent import Phone, answers, rings
from tests.rigs.sipp_team import Robot, caller

MOBILE = "0912000009"
DIALPLAN = """
[agents]
exten => _1XX,1,Dial(PJSIP/${EXTEN},20)
[out]
exten => _0X.,1,Dial(PJSIP/103,20)
"""
KEEPS, MELTS, OUT = "Local/101@agents/n", "Local/101@agents", f"Local/{MOBILE}@out/n"
"""Sara's phone with a channel that stays, and with one that goes once both talk; Reza's mobile."""
SARA, OMID = "PJSIP/101", "PJSIP/102"


@pytest.fixture(scope="module")
def phones() -> Iterator[dict[str, Phone]]:
    """A mobile and a supervisor's phone."""
    with Phone("103", rings()) as mobile, Phone("110", answers()) as supervisor:
        yield {"103": mobile, "110": supervisor}


@pytest.fixture(scope="module")
def running(phones: dict[str, Phone], queues: tuple[Queue, ...]) -> Iterator[Asterisk]:
    settings = "".join(phone.settings for phone in phones.values())
    users = ("101", "102", "103", "104", "110")
    more = {"pjsip.conf": settings, "extensions.conf": DIALPLAN}
    with Asterisk(team(queues, users, offer_s=OFFER_S, lost_s=60), more=more) as pbx:
        yield pbx


@pytest.fixture(scope="module")
def robots(running: Asterisk) -> Iterator[dict[str, Robot]]:
    """Phones with sound, for only then a `Local` channel without `/n` goes."""
    with ExitStack() as stack:
        yield {
            user: stack.enter_context(Robot(running, user, answers=False))
            for user in ("101", "102")
        }


@dataclass
class Floor:
    """The lab, Sara and Omid."""

    lab: Lab
    sara: Robot
    omid: Robot

    def calls(self, number: str = "500", *, leaves_when_told: bool = False) -> Sipp:
        return caller(self.lab.pbx, number, leaves_when_told=leaves_when_told)

    def is_now(self, agent: str, status: AgentStatus) -> AgentNow:
        return until(
            lambda: found if (found := self.agent(agent)).status is status else None,
            what=f"{self.lab.team.floor.agents}",
        )

    def agent(self, agent: str) -> AgentNow:
        def there() -> AgentNow | None:
            return next((one for one in self.lab.team.floor.agents if one.id == agent), None)

        return until(there)

    def talk(self, dialled: str) -> tuple[Sipp, int]:
        """Let Sara talk with a caller, until her channel is as it stays."""
        member(self.lab, "Support", dialled, "Sara", SARA)
        self.sara.phone.answers(180, 200)
        call = self.calls()
        talk = self.sara.talking()
        self.is_now(SARA, AgentStatus.TALKING)
        if dialled == MELTS:
            until(lambda: "Local/" not in self.lab.pbx.cli("core show channels"))
        return call, talk

    def one_call(self, outcome: str = "answered") -> tuple[dict[str, Any], dict[str, list[str]]]:
        """Wait until the only call is over; return it, and how its legs ended by agent."""
        (entry,) = _ended(self.lab, 1)
        assert entry["outcome"] == outcome, entry
        # A consultation's own ticket is let go of when it becomes the caller's call.
        assert [t["call_key"] for t in self.lab.team.tickets if t["call_key"]] == [entry["key"]]
        legs: dict[str, list[str]] = {}
        for leg in entry["legs"]:
            legs.setdefault(leg["agent"], []).append(leg["outcome"])
        return entry, legs

    def is_calm(self) -> None:
        """Wait until nobody talks and the floor is what the PBX says."""
        until(lambda: all(a.status is AgentStatus.READY for a in self.lab.team.floor.agents))
        assert {a.call for a in self.lab.team.floor.agents} == {""}


@pytest.fixture
def floor(lab: Lab, robots: dict[str, Robot]) -> Iterator[Floor]:
    lab.phones["103"].behave(rings())
    yield Floor(lab, robots["101"], robots["102"])
    for robot in robots.values():
        robot.phone.reset()


def member(lab: Lab, queue: str, dialled: str, name: str, watched: str = "") -> None:
    """Log somebody in as an administrator does who has a dialplan of their own."""
    state = f" state_interface {watched}" if watched else ""
    said = lab.pbx.cli(f'queue add member {dialled} to {queue} penalty 0 as "{name}"{state}')
    assert "Added interface" in said, said
    until(lambda: any(queue in a.queues for a in lab.team.floor.agents if a.name == name))


def again(floor: Floor) -> BridgeRig:
    """Let another bridge go on where this one stops."""
    lab = floor.lab
    lab.bridge.close()
    log = lab.pbx.folder / "log" / "queue_log"
    return BridgeRig(lab.server, lab.line.port, lab.pbx.team.manager.secret, log)


both = pytest.mark.parametrize("dialled", [KEEPS, MELTS])


@both
def test_a_talk_is_one_call_of_the_agent_whose_phone_it_is(floor: Floor, dialled: str) -> None:
    call, talk = floor.talk(dialled)
    assert floor.agent(SARA).name == "Sara"
    assert [agent.id for agent in floor.lab.team.floor.agents] == [SARA]
    floor.sara.phone.hang_up(talk)
    assert call.wait().code == 0
    _, legs = floor.one_call()
    assert legs == {"Sara": ["answered"]}
    floor.is_calm()
    _counted(floor.lab, "Support", handled=1)


@both
def test_a_caller_may_hang_up_first_or_while_it_rings(floor: Floor, dialled: str) -> None:
    member(floor.lab, "Support", dialled, "Sara", SARA)
    call = floor.calls(leaves_when_told=True)
    floor.is_now(SARA, AgentStatus.RINGING)
    assert call.leave().code == 0
    _, legs = floor.one_call("abandoned")
    assert legs == {"Sara": ["caller_hung_up"]}
    floor.is_calm()


def test_who_rejects_and_who_is_not_there_has_not_let_it_ring(floor: Floor) -> None:
    member(floor.lab, "All", "Local/104@agents/n", "Nobody")
    call = floor.calls("502")
    until(lambda: "RINGNOANSWER" in (floor.lab.pbx.folder / "log" / "queue_log").read_text())
    floor.lab.pbx.cli("queue remove member Local/104@agents/n from All")
    member(floor.lab, "All", KEEPS, "Sara", SARA)
    floor.sara.phone.hang_up(floor.sara.called(), 486)
    floor.lab.pbx.cli(f"queue remove member {KEEPS} from All")
    floor.omid.phone.answers(180, 200)
    member(floor.lab, "All", OMID, "Omid")
    floor.omid.phone.hang_up(floor.omid.talking())
    assert call.wait().code == 0
    _, legs = floor.one_call()
    assert (legs["Omid"], set(legs["Sara"])) == (["answered"], {"rejected"})
    assert set(legs["Nobody"]) == {"failed"}


def test_who_lets_it_ring_and_who_takes_it_then(floor: Floor) -> None:
    member(floor.lab, "Support", KEEPS, "Sara", SARA)
    call = floor.calls()
    floor.sara.phone.wait("ended", call=floor.sara.called())
    until(lambda: floor.agent(SARA).reason)  # the PBX has paused her
    floor.omid.phone.answers(180, 200)
    member(floor.lab, "Support", "Local/102@agents/n", "Omid", OMID)
    floor.omid.phone.hang_up(floor.omid.talking())
    assert call.wait().code == 0
    _, legs = floor.one_call()
    assert legs == {"Sara": ["rang_out"], "Omid": ["answered"]}


def test_all_ring_in_whatever_way_and_one_answers(floor: Floor) -> None:
    member(floor.lab, "All", MELTS, "Sara", SARA)
    member(floor.lab, "All", OMID, "Omid")
    member(floor.lab, "All", OUT, "Reza")
    call = floor.calls("502")
    ids = {SARA, OMID, OUT}
    until(lambda: (w := floor.lab.team.queue("All").waiting) and set(w[0].ringing) == ids)
    talk = floor.sara.called()
    floor.sara.phone.do("answer", call=talk, status=200)
    floor.is_now(SARA, AgentStatus.TALKING)
    assert {floor.agent(one).call for one in (OMID, OUT)} == {""}
    floor.sara.phone.hang_up(talk)
    assert call.wait().code == 0
    _, legs = floor.one_call()
    elsewhere = ["answered_elsewhere"]
    assert legs == {"Sara": ["answered"], "Omid": elsewhere, "Reza": elsewhere}


@both
def test_a_blind_transfer_is_the_end_of_her_part(floor: Floor, dialled: str) -> None:
    call, talk = floor.talk(dialled)
    floor.omid.phone.answers(180, 200)
    member(floor.lab, "Sales", OMID, "Omid")
    floor.sara.phone.do("transfer", call=talk, uri=f"sip:501@{floor.lab.pbx.sip}")
    floor.is_now(OMID, AgentStatus.TALKING)
    assert floor.is_now(SARA, AgentStatus.READY).call == ""
    assert _published(floor.lab)["Sales"] == (0, {"102"})
    call.stop()
    floor.lab.pbx.cli("channel request hangup all")
    entry, legs = floor.one_call()
    assert (entry["queue"], legs) == ("Sales", {"Sara": ["answered"], "Omid": ["answered"]})
    floor.is_calm()
    _counted(floor.lab, "Sales", handled=2)  # by both, of one call


def test_who_is_given_on_to_a_queue_may_give_up_there(floor: Floor) -> None:
    call, talk = floor.talk(KEEPS)
    floor.sara.phone.do("transfer", call=talk, uri=f"sip:501@{floor.lab.pbx.sip}")
    (waits,) = _waiting(floor.lab, "Sales", 1)
    assert waits.number == "09121234567"
    assert _result(floor.lab, "mina", orders.HangUpCall(waits.key)) == "done"
    assert call.wait().code == 0
    _waiting(floor.lab, "Sales", 0)
    entry, legs = floor.one_call()
    assert (entry["queue"], legs) == ("Sales", {"Sara": ["answered"]})
    floor.is_calm()


@both
def test_a_transfer_while_the_link_is_cut_leaves_one_call(floor: Floor, dialled: str) -> None:
    lab = floor.lab
    call, talk = floor.talk(dialled)
    floor.omid.phone.answers(180, 200)
    member(lab, "Sales", OMID, "Omid")
    until(lambda: time.time() > floor.agent(SARA).since_us / 1e6 + 2)  # whole seconds
    lab.line.cut()
    until(lambda: not lab.team.floor.linked)
    floor.sara.phone.do("transfer", call=talk, uri=f"sip:501@{lab.pbx.sip}")
    omids = floor.omid.talking()
    until(lambda: time.time() > lab.team.floor.heard_us / 1e6 + 2)
    floor.omid.phone.hang_up(omids)
    assert call.wait().code == 0
    lab.line.mend()
    until(lambda: lab.team.floor.linked)
    entry, legs = floor.one_call()
    assert (entry["queue"], legs) == ("Sales", {"Sara": ["answered"], "Omid": ["answered"]})
    floor.is_calm()


@pytest.mark.parametrize(("dialled", "to"), [(KEEPS, "102"), (KEEPS, "501"), (MELTS, "501")])
def test_an_attended_transfer_is_as_well(floor: Floor, dialled: str, to: str) -> None:
    call, talk = floor.talk(dialled)
    floor.omid.phone.answers(180, 200)
    other = floor.sara.phone.call(f"sip:{to}@{floor.lab.pbx.sip}")
    floor.sara.phone.wait("confirmed", call=other)
    if to == "501":
        _waiting(floor.lab, "Sales", 1)
    floor.sara.phone.do("join", call=talk, other=other)
    floor.is_now(SARA, AgentStatus.READY)
    if to == "501":
        sales = floor.lab.team.queue
        until(lambda: [one.number for one in sales("Sales").waiting] == ["09121234567"])
        member(floor.lab, "Sales", OMID, "Omid")
        floor.is_now(OMID, AgentStatus.TALKING)
    floor.omid.phone.hang_up(floor.omid.talking())
    assert call.wait().code == 0
    _, legs = floor.one_call()
    assert legs == {"Sara": ["answered"]} | ({"Omid": ["answered"]} if to == "501" else {})
    floor.is_calm()
    until(lambda: _published(floor.lab)["Sales"][0] == 0)


def test_orders_reach_the_interface_that_queues_dial(floor: Floor) -> None:
    lab = floor.lab
    member(lab, "Support", KEEPS, "Sara", SARA)
    assert _result(lab, "sara", orders.Pause(agent=SARA, reason="lunch")) == "done"
    assert floor.is_now(SARA, AgentStatus.PAUSED).reason == "lunch"
    assert _result(lab, "sara", orders.LogIn(agent=SARA, queue="Sales", name="Sara")) == "done"
    until(lambda: floor.agent(SARA).queues == ("Sales", "Support"))
    assert _result(lab, "sara", orders.Unpause(agent=SARA)) == "done"
    floor.is_now(SARA, AgentStatus.READY)
    said = lab.pbx.cli("queue show Sales")
    assert f"({KEEPS} from {SARA})" in said, said
    for name in ("Sales", "Support"):
        assert _result(lab, "sara", orders.LogOut(agent=SARA, queue=name)) == "done"
    until(lambda: not lab.team.floor.agents)
    assert _result(lab, "sara", orders.LogIn(agent=SARA, queue="All")) == "done"
    assert KEEPS in lab.pbx.cli("queue show All")


def test_who_is_entered_by_what_is_dialled_logs_in_so(floor: Floor) -> None:
    lab = floor.lab
    person = Person("sara", "agent", "101", KEEPS)
    add_person(lab.login("dba"), person)
    assert _result(lab, "sara", orders.LogIn(agent=KEEPS, queue="Support", name="Sara")) == "done"
    floor.is_now(KEEPS, AgentStatus.READY)
    assert f"({KEEPS} from {SARA})" in lab.pbx.cli("queue show Support")
    assert _result(lab, "sara", orders.Pause(agent=SARA)) == "refused"
    floor.sara.phone.answers(180, 200)
    call = floor.calls()
    talk = floor.sara.talking()
    assert floor.is_now(KEEPS, AgentStatus.TALKING).name == "Sara"
    floor.sara.phone.hang_up(talk)
    assert call.wait().code == 0
    assert floor.one_call()[1] == {"Sara": ["answered"]}


def test_an_order_rings_nobody_else_by_the_dialplan(floor: Floor) -> None:
    call = floor.calls()
    (waits,) = _waiting(floor.lab, "Support", 1)
    for agent in (
        "Local/s@desk-app-clean",
        OUT,  # neither in a queue nor anybody's
        "Local/101@agents/n&PJSIP/110",
        "Local/${SHELL(id)}@agents",
        "IAX2/101",
    ):
        assert _result(floor.lab, "mina", orders.LogIn(agent=agent, queue="Sales")) == "failed"
        assert _result(floor.lab, "mina", orders.PickUp(agent, waits.key)) == "failed"
    assert floor.lab.team.floor.agents == ()
    call.stop()


@pytest.mark.parametrize(("dialled", "agent"), [(MELTS, SARA), (OUT, OUT)])
def test_who_is_reached_by_the_dialplan_picks_up(floor: Floor, dialled: str, agent: str) -> None:
    floor.lab.phones["103"].behave(answers())
    floor.sara.phone.answers(180, 200)
    member(floor.lab, "Sales", dialled, "She", SARA if agent == SARA else "")
    call = floor.calls(leaves_when_told=True)
    (waits,) = _waiting(floor.lab, "Support", 1)
    assert _result(floor.lab, "mina", orders.PickUp(agent=agent, call=waits.key)) == "done"
    assert floor.is_now(agent, AgentStatus.TALKING).call == waits.key
    assert call.leave().code == 0
    _, legs = floor.one_call()
    assert legs == {"She": ["answered"]}
    floor.is_calm()


@pytest.mark.parametrize(
    ("dialled", "hears", "how"),
    [
        (KEEPS, SARA, Spy.WHISPER),
        (MELTS, SARA, Spy.LISTEN),
        (OUT, "PJSIP/103", Spy.BARGE),
    ],
)
def test_a_supervisor_takes_part_at_the_phone_itself(
    floor: Floor, dialled: str, hears: str, how: Spy
) -> None:
    lab, agent = floor.lab, OUT if dialled == OUT else SARA
    if dialled == OUT:
        lab.phones["103"].behave(answers())
        member(lab, "Support", OUT, "Reza")
        call = floor.calls()
        floor.is_now(OUT, AgentStatus.TALKING)
    else:
        call, _ = floor.talk(dialled)
    spy = orders.SpyOn(agent=agent, phone="PJSIP/110", how=how)
    assert _result(lab, "mina", spy) == "done"
    until(lambda: f"ChanSpy({hears}-" in lab.pbx.cli("core show channels"))
    assert _result(lab, "mina", orders.HangUpCall(floor.agent(agent).call)) == "done"
    assert call.wait().code == 0
    floor.is_calm()


@both
def test_another_bridge_goes_on_while_she_talks(floor: Floor, dialled: str) -> None:
    call, talk = floor.talk(dialled)
    with again(floor):
        until(lambda: floor.lab.team.floor.linked)
        assert floor.is_now(SARA, AgentStatus.TALKING).name == "Sara"
        floor.omid.phone.answers(180, 200)
        member(floor.lab, "Sales", "Local/102@agents/n", "Omid", OMID)
        floor.sara.phone.do("transfer", call=talk, uri=f"sip:501@{floor.lab.pbx.sip}")
        floor.is_now(OMID, AgentStatus.TALKING)
        floor.is_now(SARA, AgentStatus.READY)
    with again(floor):
        until(lambda: floor.lab.team.floor.linked)
        floor.is_now(OMID, AgentStatus.TALKING)
        floor.omid.phone.hang_up(floor.omid.talking())
        assert call.wait().code == 0
        _, legs = floor.one_call()
        assert legs == {"Sara": ["answered"], "Omid": ["answered"]}
        floor.is_calm()
        until(lambda: _published(floor.lab)["Sales"] == (0, {"102"}))


def test_another_bridge_finds_it_ringing(floor: Floor) -> None:
    member(floor.lab, "Support", KEEPS, "Sara", SARA)
    call = floor.calls()
    floor.is_now(SARA, AgentStatus.RINGING)
    with again(floor):
        talk = floor.sara.called()
        floor.sara.phone.do("answer", call=talk, status=200)
        floor.is_now(SARA, AgentStatus.TALKING)
        floor.sara.phone.hang_up(talk)
        assert call.wait().code == 0
        _, legs = floor.one_call()
        assert "answered" in legs["Sara"]
        floor.is_calm()
        assert _shown(floor.lab)["Support"][0] == 0
