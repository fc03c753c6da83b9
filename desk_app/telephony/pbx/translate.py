"""Asterisk's events in our words: follows callers and agents, and tells what happens to them.

One `Translator` for a link's lifetime and beyond: what it knows outlives a lost link, and a
snapshot (see `reconcile`) puts it right. Events may be told twice. Not thread-safe.
"""

from __future__ import annotations

from collections.abc import Callable

from desk_app.telephony.pbx.following import Following, call_key
from desk_app.telephony.pbx.interfaces import goes_on
from desk_app.telephony.pbx.members import REMOVED, TOLD
from desk_app.telephony.pbx.names import GAVE_UP, RATING, TURNED_AWAY
from desk_app.telephony.pbx.texts import known, plain, whole
from desk_app.telephony.pbx.tracked import SECOND_US, Stage, Tracked
from desk_app.telephony.pbx.wire import Message
from desk_app.telephony.team import events as told
from desk_app.telephony.team.board import QueueTerms
from desk_app.telephony.team.events import AnyFloorEvent, LeftHow, NotTakenWhy

_REJECTED = frozenset({17, 21})  # busy, rejected: SIP 486, 600, 403, 603
_FAILED = frozenset({1, 3, 20, 27, 38, 41, 88})  # no such phone, not there, not understood
_NOT_THERE = 20
TRANSFER = "AttendedTransfer"
DOUBT = frozenset({"FullyBooted", TRANSFER, "Reload"})
"""Events after which only a snapshot tells how things are."""


class Translator(Following):
    """Folds AMI events into floor events.

    `expected_s` tells how long whoever enters a queue at a place will wait, if that can be said.
    """

    def __init__(
        self,
        terms_of: Callable[[str], QueueTerms] = lambda _queue: QueueTerms(),
        expected_s: Callable[[str, int], float | None] = lambda _queue, _place: None,
    ) -> None:
        super().__init__(terms_of)
        self._expected_s = expected_s
        self._does: dict[str, Callable[[Message], None]] = {
            "QueueCallerJoin": self._joined,
            "QueueCallerLeave": self._left,
            "QueueCallerAbandon": self._abandoned,
            "AgentCalled": self._called,
            "AgentRingNoAnswer": self._not_taken,
            "AgentConnect": self._connected,
            "AgentComplete": self._completed,
            "AgentDump": self._not_taken,
            "DialBegin": self._dial_begun,
            "DialEnd": self._dial_end,
            "LocalBridge": self.ways.joined,
            "Hangup": self._hung_up,
            "HangupRequest": self._refused,
            "BlindTransfer": self._blind,
            TRANSFER: self._attended,
            "UserEvent": self._from_dialplan,
            **dict.fromkeys(TOLD, self._member),
            REMOVED: self._removed,
        }

    def feed(self, message: Message, at_us: int) -> list[AnyFloorEvent]:
        """Return what an event means; an unknown one means nothing."""
        does = self._does.get(message.get("Event", ""))
        if does is None:
            return []
        self.at_us = at_us
        does(message)
        return self.take()

    # --- callers ------------------------------------------------------------------------

    def _joined(self, m: Message) -> None:
        queue = plain(m.get("Queue", ""))
        call, place = self.find(m), whole(m.get("Position", ""))
        if call is None:
            self.begin(m, _key(m), queue, self.at_us, self._expected_us(queue, place))
            return
        if call.stage is Stage.WAITING and call.queue == queue:
            return
        call.number = call.number or known(m.get("CallerIDNum", ""))  # else a bridge before knew
        self.join_again(call, queue, place, self.at_us, self._expected_us(queue, place))

    def _expected_us(self, queue: str, place: int) -> int:
        """Return when somebody who enters a queue now will be answered; 0: nobody can say."""
        wait_s = self._expected_s(queue, place or 1)
        return 0 if wait_s is None else self.at_us + round(wait_s * SECOND_US)

    def _left(self, m: Message) -> None:
        call = self.find(m)
        if call is None or call.stage is not Stage.WAITING:
            return
        how = self.moves.get(call.key) or (LeftHow.TAKEN if call.offers else LeftHow.OVERFLOWED)
        self.leave(call, how)

    def _abandoned(self, m: Message) -> None:
        call = self.find(m)
        if call is None or call.stage is not Stage.WAITING:
            return
        call.place = whole(m.get("Position", ""))
        call.waiting = sum(
            c.stage is Stage.WAITING and c.queue == call.queue for c in self.calls.values()
        )
        self.leave(call, self.moves.get(call.key, LeftHow.ABANDONED))

    def _from_dialplan(self, m: Message) -> None:
        does = {TURNED_AWAY: self._turned_away, GAVE_UP: self._gave_up, RATING: self._rated}
        if (what := m.get("UserEvent", "")) in does:
            does[what](m)

    def _gave_up(self, m: Message) -> None:
        if self.find(m) is None:
            waited_ms = whole(m.get("Waited", ""))
            self.never_in(m, _key(m), plain(m.get("Queue", "")), LeftHow.ABANDONED, waited_ms)

    def _turned_away(self, m: Message) -> None:
        """A caller is let go: one who was in no queue, or of whom app_queue has just said that
        the wait was abandoned, for so it calls one that was too long.
        """
        call = self.find(m)
        if call is None:
            self.never_in(m, _key(m), plain(m.get("Queue", "")), LeftHow.OVERFLOWED)
        elif call.stage is Stage.LEFT and call.how is not LeftHow.OVERFLOWED:
            self.leave(call, LeftHow.OVERFLOWED)

    def _hung_up(self, m: Message) -> None:
        uniqueid = m.get("Uniqueid", "")
        self.ways.gone(uniqueid)
        call = self.calls.get(uniqueid)
        if call is not None:
            self.hang_up(call, self.at_us)
        else:
            self.is_gone(uniqueid)

    # --- offers and talks -----------------------------------------------------------------

    def _called(self, m: Message) -> None:
        call, agent, leg = self.find(m), self.members.agent(m), m.get("DestUniqueid", "")
        if call is None or call.stage is not Stage.WAITING or agent in call.offers:
            return
        # By way of the dialplan nothing rings yet, and perhaps nothing will.
        unsure = goes_on(m.get("DestChannel", "")) and not self.ways.rings(leg)
        call.forwards.pop(agent, None)
        call.forwarding = ""
        self.offer(call, agent, leg, _NOT_THERE if unsure else 0)

    def _dial_begun(self, m: Message) -> None:
        """A phone rings by Dial: of a queue that goes by way of the dialplan, or of an agent who
        picks a caller up out of turn.
        """
        leg = m.get("DestUniqueid", "")
        if self.ways.dialled(m):
            behind, agent = self.by_leg(leg)
            if behind and agent in behind.offers:
                behind.offers[agent].cause = 0
                self._forwarded(leg, m.get("DestChannel", ""))
        call = self.calls.get(m.get("Uniqueid", ""))
        if call and call.forwarding:
            sent_on, call.forwarding = call.forwarding, ""
            for end, name in self.ways.instead(leg, sent_on).items():
                self._forwarded(end, name)
            return
        agent = self.members.of_channel(m.get("DestChannel", ""))
        if call and agent and self.moves.get(call.key) is LeftHow.TAKEN:
            call.picked_up = True
            self.offer(call, agent, leg)

    def _forwarded(self, leg: str, channel: str) -> None:
        """A phone may have sent its offer on (SIP 302): to another agent's, whose offer it is
        now, or to any other, where the agent herself is reached.
        """
        call, agent = self.by_leg(leg)
        other = self.members.of_channel(channel)
        if not call or not other or other in call.offers:
            return
        if call.forwards.get(agent) == agent:
            self.offer_over(call, agent, NotTakenWhy.REJECTED)
            self.ways.another(leg)
            self.offer(call, other, leg)
            call.forwards = {one: other if to == agent else to for one, to in call.forwards.items()}

    def _dial_end(self, m: Message) -> None:
        leg, status = m.get("DestUniqueid", ""), m.get("DialStatus", "")
        call, agent = self.by_leg(leg)
        if call is None or agent not in call.offers:
            return
        if m.get("Forward"):
            call.forwards[agent], call.forwarding = agent, call.offers[agent].leg
            return
        if not call.picked_up:
            return
        if status == "ANSWER":
            self.connect(call, agent, leg, self.at_us)
        else:
            self.offer_over(call, agent, _why(call.offers[agent].cause))

    def _refused(self, m: Message) -> None:
        """A phone ends its own ringing; app_queue itself only says that it did not answer."""
        call, agent = self.by_leg(m.get("Uniqueid", ""))
        if call and agent in call.offers:
            call.offers[agent].cause = whole(m.get("Cause", ""))

    def _not_taken(self, m: Message) -> None:
        call = self.find(m)
        agent = self._rung(call, m)
        offer = call.offers.get(agent) if call else None
        if call and offer:
            self.offer_over(call, agent, _why(offer.cause))

    def _connected(self, m: Message) -> None:
        call = self.find(m)
        if call is None:
            queue, held_us = plain(m.get("Queue", "")), whole(m.get("HoldTime", "")) * SECOND_US
            call = self.begin(m, _key(m), queue, self.at_us - held_us)
        self.connect(call, self._rung(call, m), m.get("DestUniqueid", ""), self.at_us)

    def _rung(self, call: Tracked | None, m: Message) -> str:
        """Return the agent whose phone an event is about: the PBX names who was to be rung."""
        agent = self.members.agent(m)
        return call.forwards.get(agent, agent) if call else agent

    def _completed(self, m: Message) -> None:
        call = self.find(m)
        if call and m.get("Uniqueid", "") in call.behind:
            return  # of the queue before, which has long lost that agent
        if call and call.stage is Stage.TALKING and call.agent == self._rung(call, m):
            self.done(call, transferred=m.get("Reason") == "transfer")
            if call.hung_up:
                self.end(call)

    def _rated(self, m: Message) -> None:
        call = self.find(m)
        if call:
            rating = whole(m.get("Rating", ""))
            self.say(told.Rated(self.at_us, call.key, rating if rating in range(6) else 0))

    # --- transfers ------------------------------------------------------------------------

    def _blind(self, m: Message) -> None:
        call = self.calls.get(m.get("TransfereeUniqueid", "")) or self.by_linkedid(
            m.get("TransfereeLinkedid", "")
        )
        if call and m.get("Result", "Success") == "Success":
            to = plain(m.get("Extension", ""))
            self.say(told.Transferred(self.at_us, call.key, to))
            self._given_on(call, m)

    def _attended(self, m: Message) -> None:
        if m.get("Result", "Success") != "Success":
            return
        call = self.calls.get(m.get("TransfereeUniqueid", "")) or self.by_linkedid(
            m.get("OrigTransfererLinkedid", "")
        )
        if call is None:
            return
        number = known(m.get("TransferTargetCallerIDNum", ""))
        to = number or known(m.get("SecondTransfererExten", ""))
        self.say(told.Transferred(self.at_us, call.key, to))
        second = self.calls.get(m.get("SecondTransfererUniqueid", "")) or self.by_linkedid(
            m.get("SecondTransfererLinkedid", "")
        )
        if second is not None and second is not call:
            at = m.get("TransfereeUniqueid", ""), m.get("TransfereeChannel", "")
            self.become(second, call, *at)
        else:
            self._given_on(call, m)

    def _given_on(self, call: Tracked, m: Message) -> None:
        """The agent gave on the half of a `Local` channel: no AgentComplete comes for that.

        A half is not named yet when the call is given on in the first moments of the talk.
        """
        given = m.get("TransfereeUniqueid", "")
        if given:
            half = goes_on(m.get("TransfereeChannel", "")) and given != call.uniqueid
        else:
            by = m.get("OrigTransfererUniqueid") or m.get("TransfererUniqueid", "")
            half = by != call.leg
        if half:
            self.done(call, transferred=True)

    # --- members --------------------------------------------------------------------------

    def _member(self, m: Message) -> None:
        self.agent(self.members.put(m))

    def _removed(self, m: Message) -> None:
        self.agent(self.members.take_out(m))


def _key(m: Message) -> str:
    """Return the name of the call that an event's channel is of."""
    return call_key(plain(m.get("Linkedid") or m.get("Uniqueid", "")))


def _why(cause: int) -> NotTakenWhy:
    """Return why a phone was not picked up, by the Q.850 cause with which it ended."""
    if cause in _REJECTED:
        return NotTakenWhy.REJECTED
    return NotTakenWhy.FAILED if cause in _FAILED else NotTakenWhy.RANG_OUT
