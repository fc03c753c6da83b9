"""Asterisk's events in our words: follows callers and agents, and tells what happens to them.

One `Translator` for a link's lifetime and beyond: what it knows outlives a lost link, and a
snapshot (see `reconcile`) puts it right. Events may be told twice. Not thread-safe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from desk_app.telephony.pbx.members import Members
from desk_app.telephony.pbx.texts import known, plain, whole
from desk_app.telephony.pbx.tracked import SECOND_US, Figures, Offer, Rules, Stage, Tracked
from desk_app.telephony.pbx.wire import Message
from desk_app.telephony.team import events as told
from desk_app.telephony.team.events import AnyFloorEvent, LeftHow, NotTakenWhy

PBX_NAME = "pbx:"
_REJECTED = frozenset({"BUSY", "CONGESTION", "DONTCALL"})
_FAILED = frozenset({"CHANUNAVAIL", "INVALIDARGS"})
DOUBT = frozenset({"FullyBooted", "AttendedTransfer", "Reload"})
"""Events after which only a snapshot tells how things are."""


def call_key(linkedid: str) -> str:
    """Return a call's name in floor and ledger."""
    return PBX_NAME + linkedid


class Translator:
    """Folds AMI events into floor events; `reconcile.Reconciler` does it for snapshots."""

    def __init__(self, rules_of: Callable[[str], Rules] = lambda _queue: Rules()) -> None:
        self.members = Members()
        self.figures = Figures(rules_of)
        self.calls: dict[str, Tracked] = {}  # by Uniqueid
        self._by_leg: dict[str, tuple[str, str]] = {}  # Uniqueid of call, agent
        self._moving: dict[str, LeftHow] = {}  # by key: we take them out of their queue
        self._seen_today: Counter[str] = Counter()
        self._out: list[AnyFloorEvent] = []
        self._at_us = 0
        self._does: dict[str, Callable[[Message], None]] = {
            "QueueCallerJoin": self._joined,
            "QueueCallerLeave": self._left,
            "QueueCallerAbandon": self._abandoned,
            "AgentCalled": self._called,
            "AgentRingNoAnswer": self._not_taken,
            "AgentConnect": self._connected,
            "AgentComplete": self._completed,
            "AgentDump": self._not_taken,
            "DialEnd": self._dial_end,
            "Hangup": self._hung_up,
            "BlindTransfer": self._blind,
            "AttendedTransfer": self._attended,
            "QueueMemberAdded": self._member,
            "QueueMemberPause": self._member,
            "QueueMemberStatus": self._member,
            "QueueMemberRemoved": self._removed,
        }

    def feed(self, message: Message, at_us: int) -> list[AnyFloorEvent]:
        """Return what an event means; an unknown one means nothing."""
        does = self._does.get(message.get("Event", ""))
        if does is None:
            return []
        self._at_us = at_us
        does(message)
        return self.take()

    def take(self) -> list[AnyFloorEvent]:
        """Return what is to be told."""
        out, self._out = self._out, []
        return out

    def new_day(self, day_us: int, at_us: int) -> list[AnyFloorEvent]:
        """Count from this midnight on."""
        self.figures.day_us = day_us
        self._seen_today.clear()
        for call in self.calls.values():
            call.counted.clear()
        return [told.NewDay(at_us, day_us)]

    def moving(self, key: str, how: LeftHow) -> None:
        """Expect a caller to leave the queue by an order of ours: that is no abandon."""
        self._moving[key] = how

    def by_key(self, key: str) -> Tracked | None:
        """Return a call that is followed."""
        return next((call for call in self.calls.values() if call.key == key), None)

    # --- callers ------------------------------------------------------------------------

    def _joined(self, m: Message) -> None:
        queue, uniqueid = plain(m.get("Queue", "")), m.get("Uniqueid", "")
        call = self._find(m)
        if call is None:
            self.begin(m, call_key(plain(m.get("Linkedid") or uniqueid)), queue, self._at_us)
            return
        if call.stage is Stage.WAITING and call.queue == queue:
            return
        self.join_again(call, queue, whole(m.get("Position", "")), self._at_us)

    def begin(self, m: Message, key: str, queue: str, entered_us: int) -> Tracked:
        """Follow a new caller, who waits."""
        number = known(m.get("CallerIDNum", ""))
        self._seen_today[number] += bool(number)
        call = Tracked(
            key,
            m.get("Uniqueid", ""),
            m.get("Channel", ""),
            number,
            known(m.get("CallerIDName", "")),
            queue,
            entered_us,
            place=whole(m.get("Position", "")) or 1,
            calls_today=max(1, self._seen_today[number]),
        )
        self.calls[call.uniqueid] = call
        self.say(told.Joined(self._at_us or entered_us, queue, call.caller()))
        self.count(call)
        return call

    def join_again(self, call: Tracked, queue: str, place: int, at_us: int) -> None:
        """Let a caller wait in a(nother) queue."""
        self._at_us = at_us
        if call.stage is Stage.WAITING:
            self.leave(call, LeftHow.MOVED)
        self.done(call, transferred=True)
        self._moving.pop(call.key, None)
        call.queue, call.place, call.stage = queue, place or 1, Stage.WAITING
        self.say(told.Joined(at_us, queue, call.caller(), moved=True))
        self.count(call)

    def _left(self, m: Message) -> None:
        call = self._find(m)
        if call is None or call.stage is not Stage.WAITING:
            return
        how = self._moving.get(call.key) or (LeftHow.TAKEN if call.offers else LeftHow.OVERFLOWED)
        self.leave(call, how)

    def _abandoned(self, m: Message) -> None:
        call = self._find(m)
        if call is None or call.stage is not Stage.WAITING:
            return
        call.place = whole(m.get("Position", ""))
        call.waiting = sum(
            c.stage is Stage.WAITING and c.queue == call.queue for c in self.calls.values()
        )
        self.leave(call, self._moving.get(call.key, LeftHow.ABANDONED))

    def leave(self, call: Tracked, how: LeftHow) -> None:
        """Let a caller wait no longer."""
        call.stage, call.how, call.left_us = Stage.LEFT, how, self._at_us
        if how is not LeftHow.TAKEN:
            self._offers_over(call, NotTakenWhy.CALLER_GONE)
        self.say(told.Left(self._at_us, call.queue, call.key, how))
        self.count(call)

    def _hung_up(self, m: Message) -> None:
        call = self.calls.get(m.get("Uniqueid", ""))
        if call is not None:
            self.hang_up(call, self._at_us)

    def hang_up(self, call: Tracked, at_us: int) -> None:
        """The caller's channel is gone; a talk's own end is told by AgentComplete, after it."""
        self._at_us, call.hung_up = at_us, True
        if call.stage is Stage.WAITING or (call.stage is Stage.LEFT and call.how is LeftHow.TAKEN):
            self.leave(call, LeftHow.ABANDONED)
        if call.stage is not Stage.TALKING:
            self.end(call)

    def end(self, call: Tracked) -> None:
        """Forget a call that is over."""
        self.done(call)
        self._offers_over(call, NotTakenWhy.CALLER_GONE)
        how = LeftHow.TAKEN if call.answered_us is not None else call.how
        gave_up = how is LeftHow.ABANDONED
        self.say(
            told.Ended(
                self._at_us,
                call.queue,
                call.key,
                how,
                call.place if gave_up else 0,
                call.waiting if gave_up else 0,
            )
        )
        self.calls.pop(call.uniqueid, None)
        self._moving.pop(call.key, None)

    # --- offers and talks -----------------------------------------------------------------

    def _called(self, m: Message) -> None:
        call, agent = self._find(m), plain(m.get("Interface", ""))
        if call is None or call.stage is not Stage.WAITING or agent in call.offers:
            return
        leg = m.get("DestUniqueid", "")
        call.offers[agent] = Offer(leg)
        self._by_leg[leg] = call.uniqueid, agent
        self.members.offer(agent, call.queue, call.key)
        name = self.members.name(agent)
        self.say(told.Offered(self._at_us, call.queue, call.key, agent, name, leg))
        self.agent(agent)

    def _dial_end(self, m: Message) -> None:
        uniqueid, agent = self._by_leg.get(m.get("DestUniqueid", ""), ("", ""))
        call = self.calls.get(uniqueid)
        offer = call.offers.get(agent) if call else None
        if offer:
            offer.failed = m.get("DialStatus", "")

    def _not_taken(self, m: Message) -> None:
        call, agent = self._find(m), plain(m.get("Interface", ""))
        offer = call.offers.get(agent) if call else None
        if call and offer:
            why = NotTakenWhy.RANG_OUT
            if offer.failed in _REJECTED:
                why = NotTakenWhy.REJECTED
            elif offer.failed in _FAILED:
                why = NotTakenWhy.FAILED
            self._offer_over(call, agent, why)

    def _offers_over(self, call: Tracked, why: NotTakenWhy) -> None:
        for agent in list(call.offers):
            self._offer_over(call, agent, why)

    def _offer_over(self, call: Tracked, agent: str, why: NotTakenWhy) -> None:
        leg, name = call.offers.pop(agent).leg, self.members.name(agent)
        self._by_leg.pop(leg, None)
        self.members.no_offer(agent, call.key)
        self.say(told.NotTaken(self._at_us, call.queue, call.key, agent, name, leg, why))
        self.agent(agent)

    def _connected(self, m: Message) -> None:
        call = self._find(m)
        if call is None:
            queue, held_us = plain(m.get("Queue", "")), whole(m.get("HoldTime", "")) * SECOND_US
            key = call_key(plain(m.get("Linkedid") or m.get("Uniqueid", "")))
            call = self.begin(m, key, queue, self._at_us - held_us)
        agent, leg = plain(m.get("Interface", "")), m.get("DestUniqueid", "")
        self.connect(call, agent, leg, self._at_us)

    def connect(self, call: Tracked, agent: str, leg: str, at_us: int) -> None:
        """Let an agent talk with a caller."""
        self._at_us = at_us
        if call.stage is Stage.TALKING and call.agent == agent:
            return
        offer = call.offers.pop(agent, None)
        self._by_leg.pop(offer.leg if offer else leg, None)
        self._offers_over(call, NotTakenWhy.ELSEWHERE)
        self._moving.pop(call.key, None)
        call.stage, call.agent, call.leg, call.talk_since_us = Stage.TALKING, agent, leg, at_us
        call.answered_us = at_us if call.answered_us is None else call.answered_us
        self.members.talk(agent, call.queue, call.key)
        name = self.members.name(agent)
        self.say(told.Answered(at_us, call.queue, call.key, agent, name, leg))
        self.count(call)
        self.agent(agent)

    def _completed(self, m: Message) -> None:
        call = self._find(m)
        if call and call.stage is Stage.TALKING and call.agent == plain(m.get("Interface", "")):
            self.done(call, transferred=m.get("Reason") == "transfer")
            if call.hung_up:
                self.end(call)

    def done(self, call: Tracked, transferred: bool = False) -> None:
        """Let the talk be over, if there is one."""
        if call.stage is not Stage.TALKING:
            return
        agent, leg, name = call.agent, call.leg, self.members.name(call.agent)
        call.stage, call.agent, call.leg = Stage.SERVED, "", ""
        call.handled += 1
        call.handle_us += max(0, self._at_us - call.talk_since_us)
        self.members.done(agent, call.key)
        self.say(told.Completed(self._at_us, call.queue, call.key, agent, name, leg, transferred))
        self.count(call)
        self.agent(agent)

    # --- transfers ------------------------------------------------------------------------

    def _blind(self, m: Message) -> None:
        call = self.calls.get(m.get("TransfereeUniqueid", "")) or self._by_key_of(
            m.get("TransfereeLinkedid", "")
        )
        if call and m.get("Result", "Success") == "Success":
            to = plain(m.get("Extension", ""))
            self.say(told.Transferred(self._at_us, call.key, to))

    def _attended(self, m: Message) -> None:
        if m.get("Result", "Success") != "Success":
            return
        call = self.calls.get(m.get("TransfereeUniqueid", "")) or self._by_key_of(
            m.get("OrigTransfererLinkedid", "")
        )
        if call is None:
            return
        number = known(m.get("TransferTargetCallerIDNum", ""))
        to = number or known(m.get("SecondTransfererExten", ""))
        self.say(told.Transferred(self._at_us, call.key, to))
        second = self.calls.get(m.get("SecondTransfererUniqueid", "")) or self._by_key_of(
            m.get("SecondTransfererLinkedid", "")
        )
        if second is not None and second is not call:
            self._become(second, call)

    def _become(self, second: Tracked, call: Tracked) -> None:
        """The consultation that waits (or talks) in a queue is now the caller's own call."""
        self.done(call, transferred=True)
        self.say(told.SameCall(self._at_us, call.key, second.key))
        waits = second.stage is Stage.WAITING
        if waits:
            self.say(told.Left(self._at_us, second.queue, second.key, LeftHow.MOVED))
        second.counted, old = call.counted, second.counted
        for queue, counted in old.items():
            second.counted.setdefault(queue, counted)
        second.key, second.number, second.name = call.key, call.number, call.name
        second.entered_us, second.calls_today = call.entered_us, call.calls_today
        second.answered_us, second.handled = call.answered_us, second.handled + call.handled
        second.handle_us += call.handle_us
        self.calls.pop(call.uniqueid, None)
        if waits:
            self.say(told.Joined(self._at_us, second.queue, second.caller(), moved=True))
        self.count(second)

    # --- members --------------------------------------------------------------------------

    def _member(self, m: Message) -> None:
        self.agent(self.members.put(m))

    def _removed(self, m: Message) -> None:
        self.agent(self.members.take_out(m))

    # --- helpers --------------------------------------------------------------------------

    def say(self, event: AnyFloorEvent) -> None:
        """Tell an event."""
        self._out.append(event)

    def agent(self, agent: str) -> None:
        """Tell what has changed for an agent."""
        self._out += self.members.news(agent, self._at_us)

    def count(self, call: Tracked) -> None:
        """Tell how a call changes the figures."""
        self._out += self.figures.count(call, self._at_us)

    def _find(self, m: Message) -> Tracked | None:
        """Return the caller an event is about.

        A channel that took another's place in the queue (a transfer) has a Uniqueid we do
        not know; its Linkedid then names the call.
        """
        uniqueid = m.get("Uniqueid", "")
        call = self.calls.get(uniqueid)
        if call is None and (call := self._by_key_of(m.get("Linkedid", ""))):
            self.renamed(call, uniqueid, m.get("Channel", ""))
        return call

    def renamed(self, call: Tracked, uniqueid: str, channel: str) -> None:
        """Follow the call by another channel."""
        self.calls.pop(call.uniqueid, None)
        call.uniqueid, call.channel = uniqueid, channel or call.channel
        self.calls[uniqueid] = call

    def _by_key_of(self, linkedid: str) -> Tracked | None:
        return self.by_key(call_key(plain(linkedid))) if linkedid else None
