"""The embedded queue: takes in callers, keeps their order, offers them to the agent.

Engine thread. Who waits where is folded from journalled facts (`queue.board`); what
callers hear is the hold room's; this file decides when each of these happens.
"""

from __future__ import annotations

import logging
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desk_app.telephony import calls
from desk_app.telephony.calls import CallState
from desk_app.telephony.engine.call import SipCall, call_parameters
from desk_app.telephony.engine.hold_room import HoldRoom
from desk_app.telephony.engine.loop import Timer
from desk_app.telephony.engine.queue_exits import Exits
from desk_app.telephony.engine.queue_offers import Absent, Offers
from desk_app.telephony.engine.queue_talk import Talk
from desk_app.telephony.forecast import expected_wait_s
from desk_app.telephony.journal import now_us
from desk_app.telephony.messages import (
    CallFact,
    CallNow,
    Direction,
    End,
    Fact,
    LetGo,
    QueuePlan,
)
from desk_app.telephony.queue import board as boards
from desk_app.telephony.queue.board import QueueBoard
from desk_app.telephony.queue.plan import plan_for

if TYPE_CHECKING:
    from desk_app.telephony.engine.switchboard import Switchboard

log = logging.getLogger(__name__)


class Queues:
    """Every caller of this engine's queues, from the INVITE until the agent has the call."""

    def __init__(self, switchboard: Switchboard, talk: Talk) -> None:
        self.board = QueueBoard()
        self.plans: tuple[QueuePlan, ...] = ()
        self.absent: dict[str, Absent] = {}
        self._switchboard = switchboard
        self._loop = switchboard.loop
        self._talk = talk
        self._room = HoldRoom(self._loop)
        self._exits = Exits(switchboard, self._room, talk)
        self._announcements: dict[str, Timer] = {}
        self._lates: dict[str, Timer] = {}
        self._capacity = 0
        self.offers = Offers(self, switchboard)

    def configure(self, plans: tuple[QueuePlan, ...], prompts: str, max_calls: int) -> None:
        """Use these queues from now on; who waits in one that is gone goes on waiting there."""
        self.plans = plans
        self._capacity = max_calls - 1  # one is the agent's
        self._exits.forward = {plan.name: plan.forward_to for plan in plans}
        self._talk.configure(plans, prompts)
        self._room.forget_music(self._talk.music(plan).path for plan in plans)

    def restore(self, facts: dict[str, list[CallFact]]) -> None:
        """Take up the callers whom an earlier engine had promised to call back."""
        for key, told in facts.items():
            absent = Absent(key, told, _folded(told), remote_uri=told[0].remote_uri)
            self.absent[key] = absent
            for fact in told:
                self.board = boards.apply(self.board, fact)
            if absent.now is not None and absent.now.state is CallState.RINGING:
                self._tell(absent, Fact.NOT_TAKEN, end=End.LOST, leg=absent.now.leg)

    # --- facts ----------------------------------------------------------------------------

    def took(self, fact: CallFact) -> None:
        """Fold a fact of any call; the switchboard tells each before the desk hears of it."""
        self.board = boards.apply(self.board, fact)

    def _tell(self, who: SipCall | Absent, fact: Fact, **fields: Any) -> None:
        self._switchboard.tell(who, fact, **fields)

    @property
    def absent_rings(self) -> bool:
        """Whether the agent is asked just now to call somebody back."""
        return any(a.now is not None and a.now.ringing_here for a in self.absent.values())

    def snapshot(self) -> tuple[CallNow, ...]:
        """Return those who are called back in turn, with their facts."""
        return tuple(CallNow(key=a.key, facts=tuple(a.facts)) for a in self.absent.values())

    def find(self, key: str) -> SipCall | Absent | None:
        """Return a caller who waits or is being offered."""
        if key not in self.board.callers:
            return None
        return self.absent.get(key) or self._switchboard.calls.get(key)

    # --- callers come ---------------------------------------------------------------------

    def plan_for(self, called: str) -> QueuePlan | None:
        """Return the queue that an INVITE for this number enters."""
        return plan_for(self.plans, called)

    def enter(self, call: SipCall, plan: QueuePlan, fields: dict[str, Any]) -> None:
        """Take in a caller: journalled first, then offered, greeted, or let go."""
        refused = self._refused(plan)
        fields = {**fields, "queue": plan.name, "reason": refused.value if refused else ""}
        if not refused:
            fields["expected_s"] = self._expected_s(call, plan.name)
        self._tell(call, Fact.QUEUED, **fields)
        if call.over:
            self._switchboard.tell_ended(call)
        elif refused:
            self.greet(call)
            self._exits.refuse(call, plan, refused)
        else:
            self._switchboard.answer_180(call)
            self._late_after(call, plan.max_wait_s)
            self.offers.dispatch()
            if call.now is not None and call.now.waits:
                self.greet(call)

    def _refused(self, plan: QueuePlan) -> LetGo | None:
        if not plan.is_open(datetime.now().astimezone()):
            return LetGo.CLOSED
        waiting = len(self.board.of(plan.name))
        lines = len(self.board.callers) - len(self.absent)
        if waiting >= plan.max_waiting or lines >= self._capacity:
            return LetGo.FULL
        return None

    def greet(self, call: SipCall) -> None:
        """Answer so that the caller hears something; `connected` goes on."""
        call.greeted = True
        call.answer(call_parameters(200))

    def connected(self, call: SipCall) -> None:
        """Begin to speak: the caller's side is up."""
        plan = self._plan(call)
        self._room.enter(call, self._talk.music(plan))
        if self._exits.connected(call):
            return
        place = self.board.place(call.key)
        wait_s = self._wait_s(plan.name, place)
        self._room.say(call, self._talk.welcome(plan, place, wait_s), lambda: None)
        self._announce_later(call, plan)

    def _plan(self, call: SipCall) -> QueuePlan:
        name = call.now.queue if call.now else ""
        return self._named(name) or QueuePlan(name=name)

    def _named(self, queue: str) -> QueuePlan | None:
        return next((plan for plan in self.plans if plan.name == queue), None)

    def _wait_s(self, queue: str, place: int) -> float | None:
        """Return the expected wait in seconds, None where it cannot honestly be said."""
        duty = self.offers.duty
        agents = int(queue in duty.queues and not duty.paused)
        return expected_wait_s(place, duty.handle_s, agents)

    def _expected_s(self, who: SipCall | Absent, queue: str) -> float | None:
        """Return the expected wait of somebody who now comes into a queue."""
        return self._wait_s(queue, self.board.place_in(who.key, queue))

    def _announce_later(self, call: SipCall, plan: QueuePlan) -> None:
        if plan.announce_every_s:
            self._announcements[call.key] = self._loop.after(
                plan.announce_every_s, lambda: self._announce(call)
            )

    def _announce(self, call: SipCall) -> None:
        if call.key not in self.board.callers or call.over:
            return
        self._say_place(call, self._plan(call))

    def _say_place(self, call: SipCall, plan: QueuePlan) -> None:
        place = self.board.place(call.key)
        clips = self._talk.place(plan, place, self._wait_s(plan.name, place))
        self._room.say(call, clips, lambda: None)
        self._announce_later(call, plan)

    def media_changed(self, call: SipCall) -> None:
        """The caller's media are new ones."""
        self._room.media_changed(call)
        self._exits.media_changed(call)

    def give(self, call: SipCall, queue: str) -> bool:
        """Let a caller whom the agent talks to wait by the first entry; whether that can be.

        The agent decides: a queue that is full or closed takes the caller as well.
        """
        plan, now = self._named(queue), call.now
        if plan is None or now is None or now.direction is not Direction.IN:
            return False
        self._switchboard.media.give_up(call)
        call.greeted, call.direction = True, Direction.IN  # also one who was called back
        at_us = now_us()
        self._tell(
            call,
            Fact.MOVED,
            at_us=at_us,
            queue=queue,
            end=End.ANSWERED,
            leg=now.leg,
            waited_s=(at_us - _entered_us(call)) / 1e6,
            number=now.number,
            name=now.name,
            priority=now.priority,
            reason=now.priority_why,
        )
        self._switchboard.media.refresh()
        self._room.enter(call, self._talk.music(plan))
        self._late_after(call, plan.max_wait_s)
        self._say_place(call, plan)
        self.offers.dispatch()
        return True

    # --- callers go -----------------------------------------------------------------------

    def taken(self, call: SipCall) -> None:
        """Leave a caller to the agent."""
        self._leave(call)
        self._exits.forget(call)

    def _leave(self, call: SipCall) -> None:
        self._room.leave(call)
        for timers in (self._announcements, self._lates):
            timer = timers.pop(call.key, None)
            if timer is not None:
                timer.cancel()

    def digit(self, call: SipCall, digit: str) -> None:
        """Take a key that a waiting caller has pressed; all but 1 and 2 mean nothing."""
        if call.now is None or not call.now.waits or call not in self._room:
            return
        plan = self._plan(call)
        if self._exits.leaving(call):
            self._exits.digit(call, digit)
        elif digit == "1" and plan.callbacks:
            self._exits.call_back(call, plan)
        elif digit == "2" and plan.voicemail:
            self._exits.voicemail(call, plan)

    def _late(self, call: SipCall) -> None:
        if call.over or call.now is None or call.key not in self.board.callers:
            return
        if call.now.waits:
            self._exits.let_go(call, self._plan(call), LetGo.LATE)
        else:  # rings at the agent just now
            self._late_after(call, 1.0)

    def _late_after(self, call: SipCall, seconds: float) -> None:
        self._lates[call.key] = self._loop.after(seconds, lambda: self._late(call))

    def gone(self, call: SipCall) -> bool:
        """Take the end of a call's SIP side; whether the caller still waits, to be called back."""
        self._leave(call)
        now = call.now
        if now is None or not now.callback or now.calling_back or now.answered_us is not None:
            return False
        absent = Absent(call.key, call.facts, now, remote_uri=call.facts[0].remote_uri)
        self.absent[call.key] = absent
        self._exits.forget(call)
        if now.ringing_here:
            self.offers.ring_out(absent)
        self._loop.later(self.offers.dispatch)  # who was refused has not been offered yet
        return True

    def ended(self, call: SipCall) -> None:
        """Look for the next caller when a call is over."""
        now = call.now
        if now is not None and now.leg and now.answered_us is None and not now.by_agent:
            self.offers.in_vain()
        self._loop.later(self.offers.dispatch)

    def exit_fields(self, call: SipCall) -> dict[str, Any]:
        """Return what is to be said of the end of a call that waited."""
        return self._exits.fields(call, self.board)

    def forward_status(self, call: SipCall, code: int, final: bool) -> bool:
        """Take news of a REFER; whether it is about a caller who is forwarded."""
        return self._exits.forward_status(call, code, final)

    def move(self, key: str, queue: str) -> bool:
        """Let a caller wait in another queue; whether there is such a caller and queue."""
        who = self.find(key)
        if who is None or self._named(queue) is None:
            return False
        if who.now is not None and who.now.waits:
            self._tell(who, Fact.MOVED, queue=queue, expected_s=self._expected_s(who, queue))
            self.offers.dispatch()
            return True
        return False

    def prioritise(self, key: str, priority: int, why: str) -> bool:
        """Set a caller's priority; whether the caller waits."""
        who = self.find(key)
        if who is None:
            return False
        self._tell(who, Fact.PRIORITY, priority=priority, reason=why)
        return True

    def forget(self, who: Absent, end: End) -> None:
        """End a promise to call back."""
        self.absent.pop(who.key, None)
        who.stop_timers()
        self._tell(who, Fact.ENDED, end=end, by_agent=True)

    def poll(self, now: float) -> None:
        """Let go of callers whose line is dead."""
        self._exits.poll(now, lambda call: self._plan(call).silent_s)

    def close(self) -> None:
        """Let go of every player."""
        self._room.close()
        self._exits.close()


def _entered_us(call: SipCall) -> int:
    """Return when a call first began to wait: here, or in the exchange that sent it."""
    first = call.facts[0]
    before_s = first.waited_s if first.fact is Fact.INCOMING else 0.0
    return first.at_us - round(before_s * 1e6)


def _folded(facts: list[CallFact]) -> calls.Call | None:
    now: calls.Call | None = None
    for fact in facts:
        now = calls.apply(now, fact)
    return now
