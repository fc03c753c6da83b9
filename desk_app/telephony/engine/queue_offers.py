"""Offering waiting callers to the agent, one at a time. Engine thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desk_app.telephony import calls
from desk_app.telephony.engine.call import SipCall
from desk_app.telephony.engine.loop import Timer
from desk_app.telephony.journal import now_us
from desk_app.telephony.messages import (
    CallFact,
    Direction,
    End,
    Fact,
    NotResponding,
    OnDuty,
)
from desk_app.telephony.queue.board import Waiting

if TYPE_CHECKING:
    from desk_app.telephony.engine.queues import Queues
    from desk_app.telephony.engine.switchboard import Switchboard

log = logging.getLogger(__name__)


@dataclass
class Absent:
    """A caller who has hung up and is called back in turn: facts without a SIP call."""

    key: str
    facts: list[CallFact] = field(default_factory=list)
    now: calls.Call | None = None
    direction: Direction = Direction.IN
    remote_uri: str = ""
    timers: list[Timer] = field(default_factory=list)

    def stop_timers(self) -> None:
        """Forget the offer's end."""
        for timer in self.timers:
            timer.cancel()
        self.timers.clear()


class Offers:
    """Rings the next caller at an agent who is ready, and gives the agent whoever is asked for."""

    def __init__(self, queues: Queues, switchboard: Switchboard) -> None:
        self.duty = OnDuty(ready=False)
        self.dial_back: Callable[[Absent, str], None] = lambda _absent, _target: None
        self._queues = queues
        self._switchboard = switchboard
        self._loop = switchboard.loop
        self._ready = False

    def on_duty(self, duty: OnDuty) -> None:
        """Take what the agent's desk says."""
        self.duty = duty
        self._ready = duty.ready
        self.dispatch()

    def nobody_on_duty(self) -> None:
        """Offer nothing: there is no desk, or one that has not said who sits at it."""
        self.duty = OnDuty(ready=False)
        self._ready = False

    def dispatch(self) -> None:
        """Offer the next caller if the agent is free for one."""
        if not self._ready or self._agent_is_busy():
            return
        caller = self._queues.board.next(self.duty.queues)
        if caller is not None:
            self._offer(caller)

    def _agent_is_busy(self) -> bool:
        offered = any(caller.offered for caller in self._queues.board.callers.values())
        return offered or any(
            call.now is not None and not call.now.waits and not call.greeted_only
            for call in self._switchboard.live
        )

    def _offer(self, caller: Waiting) -> None:
        who = self._queues.find(caller.key)
        if who is None:
            log.error("%s waits and is nobody's call", caller.key)
            return
        self._ready = False  # until the desk says so again
        self._tell_offered(who, caller)
        self.ring_out(who)
        config = self._switchboard.config
        if config.auto_answer_s is not None and isinstance(who, SipCall):
            who.ring_timers.append(
                self._loop.after(config.auto_answer_s, lambda: self._switchboard.answer(who))
            )
        self._switchboard.media.refresh()

    def ring_out(self, who: SipCall | Absent) -> None:
        """Let an offer end in time."""
        timers = who.timers if isinstance(who, Absent) else who.ring_timers
        offer_s = self._switchboard.config.offer_s
        timers.append(self._loop.after(offer_s, lambda: self.not_taken(who.key, End.RANG_OUT)))

    def _tell_offered(self, who: SipCall | Absent, caller: Waiting) -> None:
        waited_s = (now_us() - caller.entered_us) / 1e6
        self._switchboard.tell(
            who, Fact.OFFERED, leg=caller.offers + 1, waited_s=round(waited_s, 3)
        )

    def not_taken(self, key: str, end: End) -> None:
        """Let an offered caller wait again, in the place held all the time."""
        who = self._queues.find(key)
        if who is None or who.now is None or not who.now.ringing_here:
            return
        who.stop_timers()
        self._switchboard.tell(who, Fact.NOT_TAKEN, end=end, leg=who.now.leg)
        self._switchboard.send(NotResponding(key=key))
        self._switchboard.media.refresh()
        if isinstance(who, SipCall) and not who.greeted:
            self._queues.greet(who)

    def take(self, key: str, target: str) -> str:
        """Give the agent a waiting caller, or the next; return the key, "" for nobody."""
        caller = (
            self._queues.board.callers.get(key)
            if key
            else self._queues.board.next(self.duty.queues)
        )
        who = self._queues.find(caller.key) if caller else None
        if caller is None or who is None:
            return ""
        if not caller.offered:
            self._tell_offered(who, caller)
        self.answer(who, target)
        return caller.key

    def answer(self, who: SipCall | Absent, target: str = "") -> None:
        """Connect an offered caller with the agent; call back one who has hung up."""
        who.stop_timers()
        if isinstance(who, Absent):
            del self._queues.absent[who.key]
            self.dial_back(who, target)
        else:
            self._switchboard.answer(who)

    def in_vain(self) -> None:
        """Note that the caller has left while it rang: the agent is as free as before."""
        self._ready = self.duty.ready
