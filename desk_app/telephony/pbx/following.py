"""Callers and agents as they are followed, and what is told of each step. See `translate`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from desk_app.telephony.pbx.interfaces import goes_on
from desk_app.telephony.pbx.members import Members
from desk_app.telephony.pbx.texts import known, plain, whole
from desk_app.telephony.pbx.tracked import Figures, Offer, Stage, Tracked
from desk_app.telephony.pbx.ways import Ways
from desk_app.telephony.pbx.wire import Message
from desk_app.telephony.team import events as told
from desk_app.telephony.team.board import QueueTerms
from desk_app.telephony.team.events import AnyFloorEvent, LeftHow, NotTakenWhy

PBX_NAME = "pbx:"
_MOST_OVER = 10_000


def call_key(linkedid: str) -> str:
    """Return a call's name in floor and ledger."""
    return PBX_NAME + linkedid


class Following:
    """What happens to callers and agents, step by step. Not thread-safe."""

    def __init__(self, terms_of: Callable[[str], QueueTerms] = lambda _queue: QueueTerms()) -> None:
        self.members = Members()
        self.ways = Ways()
        self.figures = Figures(terms_of)
        self.calls: dict[str, Tracked] = {}  # by Uniqueid
        self.at_us = 0
        self._by_name: dict[str, Tracked] = {}
        self._by_leg: dict[str, tuple[str, str]] = {}  # Uniqueid of call, agent
        self.moves: dict[str, LeftHow] = {}  # by key: we take them out of their queue
        self._seen_today: Counter[str] = Counter()
        self._out: list[AnyFloorEvent] = []
        self.over: dict[str, None] = {}  # Uniqueids of the last calls that ended, oldest first
        self.gone: dict[str, None] = {}  # and of the last other channels

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
        self.moves[key] = how

    def by_key(self, key: str) -> Tracked | None:
        """Return a call that is followed."""
        return self._by_name.get(key)

    def begin(
        self, m: Message, key: str, queue: str, entered_us: int, expected_us: int = 0
    ) -> Tracked:
        """Follow a new caller, who waits; nobody's entry is foretold that we have not seen."""
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
            expected_us=expected_us,
        )
        self.calls[call.uniqueid] = self._by_name[key] = call
        self.say(told.Joined(self.at_us or entered_us, queue, call.caller()))
        self.count(call)
        return call

    def never_in(
        self, m: Message, key: str, queue: str, how: LeftHow, waited_ms: int = 0
    ) -> Tracked:
        """Follow a new caller who does not get into a queue: turned away, or gone while greeted."""
        call = self.begin(m, key, queue, self.at_us - waited_ms * 1000)
        self.leave(call, how)
        return call

    def join_again(
        self, call: Tracked, queue: str, place: int, at_us: int, expected_us: int = 0
    ) -> None:
        """Let a caller wait in a(nother) queue."""
        self.at_us = at_us
        if call.stage is Stage.WAITING:
            self.leave(call, LeftHow.MOVED)
        self.done(call, transferred=True)
        self._offers_over(call, NotTakenWhy.CALLER_GONE)
        self.moves.pop(call.key, None)
        call.queue, call.place, call.stage = queue, place or 1, Stage.WAITING
        call.picked_up, call.expected_us = False, expected_us
        self.say(told.Joined(at_us, queue, call.caller(), moved=True))
        self.count(call)

    def leave(self, call: Tracked, how: LeftHow) -> None:
        """Let a caller wait no longer."""
        call.stage, call.how, call.left_us = Stage.LEFT, how, self.at_us
        if how is not LeftHow.TAKEN:
            self._offers_over(call, NotTakenWhy.CALLER_GONE)
        self.say(told.Left(self.at_us, call.queue, call.key, how))
        self.count(call)

    def hang_up(self, call: Tracked, at_us: int) -> None:
        """The caller's channel is gone; a talk's own end is told by AgentComplete, after it, or
        not at all where it was over before it began: `settle` ends that one.

        Where it was a `Local` half that a transfer put into the next queue, the caller's own
        may be there still.
        """
        own = next((one for one in call.behind.items() if one[0] not in self.gone), None)
        if own is not None:
            self.at_us = at_us
            if call.stage is Stage.WAITING:
                self.leave(call, LeftHow.ABANDONED)
            self._is_over(call.uniqueid)
            call.behind.clear()
            self.renamed(call, *own)
            return
        self.at_us, call.hung_up = at_us, True
        if call.picked_up:  # by Dial: no AgentComplete comes
            self.done(call)
        between = call.stage is Stage.LEFT and call.how in (LeftHow.TAKEN, LeftHow.MOVED)
        if call.stage is Stage.WAITING or between:
            self.leave(call, LeftHow.ABANDONED)
        call.missing_us = at_us
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
                self.at_us,
                call.queue,
                call.key,
                how,
                call.place if gave_up else 0,
                call.waiting if gave_up else 0,
            )
        )
        self.calls.pop(call.uniqueid, None)
        self.moves.pop(call.key, None)
        self._is_over(call.uniqueid)
        for name in (call.key, *call.other_names):
            self._by_name.pop(name, None)

    def _is_over(self, uniqueid: str) -> None:
        _note(self.over, uniqueid)

    def is_gone(self, uniqueid: str) -> None:
        """A channel hung up that is not followed: a snapshot on its way may still have it."""
        _note(self.gone, uniqueid)

    def offer(self, call: Tracked, agent: str, leg: str, cause: int = 0) -> None:
        """Let an agent's phone ring for a caller."""
        call.offers[agent] = Offer(leg, cause)
        self._by_leg[leg] = call.uniqueid, agent
        self.members.offer(agent, call.queue, call.key)
        name = self.members.name(agent)
        self.say(told.Offered(self.at_us, call.queue, call.key, agent, name, leg))
        self.agent(agent)

    def connect(self, call: Tracked, agent: str, leg: str, at_us: int) -> None:
        """Let an agent talk with a caller."""
        self.at_us = at_us
        if call.stage is Stage.TALKING and call.agent == agent:
            return
        offer = call.offers.pop(agent, None)
        leg = offer.leg if offer else leg  # where the call was forwarded the PBX says another one
        self._by_leg.pop(leg, None)
        self._offers_over(call, NotTakenWhy.ELSEWHERE)
        self.moves.pop(call.key, None)
        call.stage, call.agent, call.leg, call.talk_since_us = Stage.TALKING, agent, leg, at_us
        call.answered_us = at_us if call.answered_us is None else call.answered_us
        self.members.talk(agent, call.queue, call.key)
        name = self.members.name(agent)
        self.say(told.Answered(at_us, call.queue, call.key, agent, name, leg))
        self.count(call)
        self.agent(agent)

    def done(self, call: Tracked, transferred: bool = False) -> None:
        """Let the talk be over, if there is one."""
        if call.stage is not Stage.TALKING:
            return
        agent, leg, name = call.agent, call.leg, self.members.name(call.agent)
        call.stage, call.agent, call.leg = Stage.SERVED, "", ""
        call.served_us = self.at_us
        call.handled += 1
        call.handle_us += max(0, self.at_us - call.talk_since_us)
        self.members.done(agent, call.key)
        self.say(told.Completed(self.at_us, call.queue, call.key, agent, name, leg, transferred))
        self.count(call)
        self.agent(agent)

    def _offers_over(self, call: Tracked, why: NotTakenWhy) -> None:
        for agent in list(call.offers):
            self.offer_over(call, agent, why)

    def offer_over(self, call: Tracked, agent: str, why: NotTakenWhy) -> None:
        leg, name = call.offers.pop(agent).leg, self.members.name(agent)
        self._by_leg.pop(leg, None)
        self.members.no_offer(agent, call.key)
        self.say(told.NotTaken(self.at_us, call.queue, call.key, agent, name, leg, why))
        self.agent(agent)

    def become(self, second: Tracked, call: Tracked, uniqueid: str, channel: str) -> None:
        """The consultation that waits (or talks) in a queue is now the caller's own call.

        Asterisk puts the channel that the agent talked with into the consultation's place, and
        hangs up that one's.
        """
        self.done(call, transferred=True)
        self.say(told.SameCall(self.at_us, call.key, second.key, call.number, call.name))
        waits = second.stage is Stage.WAITING
        if waits:
            self.say(told.Left(self.at_us, second.queue, second.key, LeftHow.MOVED))
        second.counted, old = call.counted, second.counted
        for queue, counted in old.items():
            second.counted.setdefault(queue, counted)
        second.other_names = (second.key, *second.other_names, *call.other_names)
        second.key, second.number, second.name = call.key, call.number, call.name
        for name in (second.key, *second.other_names):
            self._by_name[name] = second
        second.entered_us, second.calls_today = call.entered_us, call.calls_today
        second.expected_us = call.expected_us
        second.answered_us, second.handled = call.answered_us, second.handled + call.handled
        second.handle_us += call.handle_us
        self._is_over(second.uniqueid)
        self.goes_by(second, call.uniqueid, call.channel)
        if uniqueid and uniqueid != call.uniqueid:
            self.goes_by(second, uniqueid, channel)
        if waits:
            self.say(told.Joined(self.at_us, second.queue, second.caller(), moved=True))
        self.count(second)

    def find(self, m: Message) -> Tracked | None:
        """Return the caller an event is about.

        A channel that took another's place in the queue (a transfer) has a Uniqueid we do
        not know; its Linkedid then names the call.
        """
        uniqueid = m.get("Uniqueid", "")
        call = self.calls.get(uniqueid)
        if call is None:
            call = self.by_linkedid(m.get("Linkedid") or m.get("DestLinkedid", ""))
            over = uniqueid in self.over or (call is not None and uniqueid in call.behind)
            if call is not None and uniqueid and not over:
                self.goes_by(call, uniqueid, m.get("Channel", ""))
        if call is not None and not call.hung_up:
            call.missing_us = 0  # it is still told of, so its end will be
        return call

    def goes_by(self, call: Tracked, uniqueid: str, channel: str) -> None:
        """Follow the call by a channel that is in a queue instead of the one before.

        Half of a `Local` channel stands there for the caller, whose own channel stays.
        """
        if goes_on(channel) and call.uniqueid not in self.over:
            call.behind[call.uniqueid] = call.channel
        self.renamed(call, uniqueid, channel)

    def renamed(self, call: Tracked, uniqueid: str, channel: str) -> None:
        """Follow the call by another channel."""
        self.calls.pop(call.uniqueid, None)
        call.uniqueid, call.channel = uniqueid, channel or call.channel
        self.calls[uniqueid] = call

    def say(self, event: AnyFloorEvent) -> None:
        """Tell an event."""
        self._out.append(event)

    def agent(self, agent: str) -> None:
        """Tell what has changed for an agent."""
        self._out += self.members.news(agent, self.at_us)

    def count(self, call: Tracked) -> None:
        """Tell how a call changes the figures."""
        self._out += self.figures.count(call, self.at_us)

    def by_linkedid(self, linkedid: str) -> Tracked | None:
        """Return the call that a Linkedid names, if it is followed."""
        return self.by_key(call_key(plain(linkedid))) if linkedid else None

    def by_leg(self, leg: str) -> tuple[Tracked | None, str]:
        """Return the call and the agent whose phone a ringing channel is."""
        uniqueid, agent = self._by_leg.get(self.ways.leg(leg), ("", ""))
        return self.calls.get(uniqueid), self.members.now(agent)


def _note(last: dict[str, None], uniqueid: str) -> None:
    last[uniqueid] = None
    if len(last) > _MOST_OVER:
        del last[next(iter(last))]
