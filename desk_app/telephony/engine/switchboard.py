"""The one owner of all calls: what SIP does becomes journalled facts here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol

import pjsua2 as pj

from desk_app.telephony import calls
from desk_app.telephony.calls import CallState, IllegalFact, apply
from desk_app.telephony.engine import identity
from desk_app.telephony.engine.call import SipCall, call_parameters
from desk_app.telephony.engine.ends import ending
from desk_app.telephony.engine.guard import Guard
from desk_app.telephony.engine.keys import new_key
from desk_app.telephony.engine.loop import Loop, explain
from desk_app.telephony.engine.media import Media
from desk_app.telephony.engine.signalling import Signalling, told_by
from desk_app.telephony.engine.transfers import Transfers
from desk_app.telephony.journal import Journal, now_us
from desk_app.telephony.messages import (
    CallFact,
    CallNow,
    Configure,
    Direction,
    End,
    Fact,
    Report,
)

if TYPE_CHECKING:
    from desk_app.telephony.engine.queues import Queues

log = logging.getLogger(__name__)


class Told(Protocol):
    """Whoever facts are told of."""

    key: str
    now: calls.Call | None
    facts: list[CallFact]
    direction: Direction


class Switchboard:
    """Holds every call from its INVITE to its DISCONNECTED. Engine thread.

    `send` passes a report to the desk; facts are in the journal before.
    """

    def __init__(
        self,
        loop: Loop,
        journal: Journal,
        guard: Guard,
        media: Media,
        send: Callable[[Report], None],
    ) -> None:
        self.calls: dict[str, SipCall] = {}
        self.config = Configure()
        self.do_not_disturb = False
        self.on_idle: Callable[[], None] = lambda: None
        self.loop = loop
        self.send = send
        self.media = media
        self.guard = guard
        self.may_dial: Callable[[str], bool] = lambda _uri: False
        self.transfers = Transfers(self)
        self.signalling = Signalling(self, journal)
        self.route: Callable[[str, SipCall], str] = lambda number, _call: number
        self.queues: Queues
        self._journal = journal
        self._turned_away: set[SipCall] = set()

    @property
    def live(self) -> list[SipCall]:
        """Calls that are up, oldest first."""
        return [call for call in self.calls.values() if not call.over]

    @property
    def busy(self) -> bool:
        """Whether any call is up; asked all the time, with hundreds waiting."""
        return any(not call.over for call in self.calls.values())

    def snapshot(self) -> tuple[CallNow, ...]:
        """Return every live call with its facts so far."""
        present = tuple(
            CallNow(
                key=call.key,
                facts=tuple(call.facts),
                muted=call.muted,
                conference=call.key in self.media.conference,
            )
            for call in self.live
            if call.now is not None
        )
        return present + self.queues.snapshot()

    # --- facts ----------------------------------------------------------------------------

    def tell(self, call: Told, fact: Fact, **fields: Any) -> None:
        """Journal a fact and tell the desk; a fact that cannot follow is our bug: logged, left."""
        stored = self.note(call, fact, **fields)
        if stored is not None:
            self.send(stored)

    def note(self, call: Told, fact: Fact, **fields: Any) -> CallFact | None:
        """Journal a fact and fold it; the caller tells the desk."""
        row = CallFact(
            journal="",
            seq=self._journal.last_seq + 1,
            key=call.key,
            fact=fact,
            **{"at_us": now_us(), "direction": call.direction, **fields},
        )
        try:
            call.now = apply(call.now, row)
        except IllegalFact:
            log.exception("not told")
            return None
        row = self._journal.append(row)
        call.facts.append(row)
        self.queues.took(row)
        log.info("call %s: %s %s", call.key, fact.value, fields.get("end") or "")
        return row

    # --- calls come -----------------------------------------------------------------------

    def incoming(self, account: pj.Account, prm: pj.OnIncomingCallParam) -> None:
        """Take an INVITE: pjsua2's `onIncomingCall`."""
        source, message = prm.rdata.srcAddress, prm.rdata.wholeMsg
        call = SipCall(account, self, new_key(now_us()), Direction.IN, prm.callId)
        if not self.guard.permits(source):
            self.guard.refuse(source)
            self._turned_away.add(call)
            self.loop.later(lambda: self.hang_up(call, 403, End.FAILED))
            return
        self.calls[call.key] = call
        self.loop.later(lambda: self._ring(call, identity.invite(message)))

    def _ring(self, call: SipCall, invite: identity.Invite) -> None:
        plan = self.queues.plan_for(invite.called)
        if plan is not None:
            self.queues.enter(call, plan, told_by(invite))
            return
        fact = self.note(call, Fact.INCOMING, **told_by(invite))
        rings = not self.do_not_disturb and not call.over
        if rings:
            self.answer_180(call)  # before the desk hears of it: the caller waits for this
        if fact is not None:
            self.send(fact)
        if call.over:  # cancelled within the same turn
            self.tell_ended(call)
        elif rings:
            self._start_ring_timers(call)
            self.media.refresh()
        else:
            self.hang_up(call, 486, End.BUSY, "do not disturb")

    def answer_180(self, call: SipCall) -> None:
        """Tell the caller that it rings."""
        try:
            call.answer(call_parameters(180))
        except pj.Error as error:
            log.warning("180 for %s: %s", call.key, explain(error))

    def _start_ring_timers(self, call: SipCall) -> None:
        after = self.loop.after
        if self.config.auto_answer_s is not None:
            call.ring_timers.append(after(self.config.auto_answer_s, lambda: self.answer(call)))
        call.ring_timers.append(
            after(self.config.ring_timeout_s, lambda: self.hang_up(call, 480, End.RANG_OUT))
        )

    def answer(self, call: SipCall) -> None:
        """Answer a ringing call; the active ones are put on hold first."""
        if not call.ringing_here:
            return
        call.stop_timers()
        self.hold_others(call)
        if call.greeted:
            self._answered(call)
        else:
            call.answer(call_parameters(200))

    def hold_others(self, call: SipCall) -> None:
        """Put every active call on hold that is not this one's conference."""
        conference = self.media.conference
        for other in self.live:
            together = call.key in conference and other.key in conference
            if other is not call and other.active and not other.want_held and not together:
                self.media.hold(other, True)

    def took_over(self, call: SipCall, invite: identity.Invite | None) -> None:
        """Take a call that has replaced another one (RFC 3891): answered already."""
        self.tell(call, Fact.INCOMING, **(told_by(invite) if invite else {}))

    # --- calls go -------------------------------------------------------------------------

    def hang_up(self, call: SipCall, status: int, end: End, reason: str = "") -> None:
        """End a call from this side. Harmless when it is over already."""
        call.stop_timers()
        if call.over or call.getId() == pj.PJSUA_INVALID_ID:  # hangup(-1) aborts the process
            return
        call.ending = call.ending or end
        call.ending_reason = call.ending_reason or reason
        try:
            call.hangup(call_parameters(status))
        except pj.Error as error:
            log.warning("hanging up %s: %s", call.key, explain(error))

    def hang_up_all(self, reason: str) -> None:
        """End every call."""
        for call in self.live:
            self.hang_up(call, 0, End.ANSWERED if call.active else End.FAILED, reason)

    def stillborn(self, call: SipCall, detail: str) -> None:
        """End a call that the library would not even begin."""
        if not call.over:
            call.over = True
            self.tell(call, Fact.ENDED, end=End.FAILED, reason=identity.clean(detail))
        self.loop.later(lambda: self._let_go(call))

    def on_state(self, call: SipCall, info: pj.CallInfo) -> None:
        """Follow the INVITE session (RFC 3261, section 13)."""
        if info.state == pj.PJSIP_INV_STATE_CONFIRMED and call.state is not CallState.ACTIVE:
            if call.greeted_only:
                self.queues.connected(call)
            else:
                self._answered(call)
        elif info.state == pj.PJSIP_INV_STATE_DISCONNECTED and not call.over:
            self._over(call, info)

    def _answered(self, call: SipCall) -> None:
        call.stop_timers()
        self.queues.taken(call)
        if call.now is not None:
            self.tell(call, Fact.ANSWERED, leg=call.now.leg)
        self.media.answered(call, record=self.config.record_calls)

    def _over(self, call: SipCall, info: pj.CallInfo) -> None:
        call.over = True
        call.last_status = info.lastStatusCode
        call.last_reason = identity.clean(info.lastReason)
        call.stop_timers()
        self.media.forget(call)
        if not self.queues.gone(call):
            self.tell_ended(call)
        self.loop.later(lambda: self._let_go(call))

    def tell_ended(self, call: SipCall) -> None:
        """Journal the end of a call and tell the desk."""
        if call.now is None:
            return
        self.transfers.ended(call)
        end, by_agent = ending(
            call.now,
            call.last_status,
            ours=call.ending,
            elsewhere=call.cancelled_elsewhere,
            greeted=call.greeted,
        )
        ended: dict[str, Any] = {
            "end": end,
            "by_agent": by_agent,
            "sip_status": call.last_status,
            "reason": call.ending_reason or call.last_reason,
            "leg": call.now.leg,
        }
        if call.now.queue and call.now.answered_us is None:
            ended |= self.queues.exit_fields(call)
        self.tell(call, Fact.ENDED, **ended)
        self.media.ended(call)
        self.queues.ended(call)

    def _let_go(self, call: SipCall) -> None:
        """Drop the last reference: outside pjsua2's callbacks, after DISCONNECTED."""
        self._turned_away.discard(call)
        self.calls.pop(call.key, None)
        if not self.busy:
            self.on_idle()

    # --- what happens in a call -----------------------------------------------------------

    def on_media(self, call: SipCall, info: pj.CallInfo) -> None:
        """Follow the media: early media, holds, new ports."""
        self.media.changed(call, info)
        self.queues.media_changed(call)

    def on_message(self, call: SipCall, event: pj.TsxStateEvent) -> None:
        """Read a message of a call."""
        self.signalling.on_message(call, event)

    def on_transfer_request(self, call: SipCall, prm: pj.OnCallTransferRequestParam) -> None:
        """Decide on a REFER from the far end."""
        self.transfers.requested(call, prm)

    def on_transfer_status(self, call: SipCall, prm: pj.OnCallTransferStatusParam) -> None:
        """Follow a transfer that the agent asked for."""
        if not self.queues.forward_status(call, prm.statusCode, prm.finalNotify):
            self.transfers.status(call, prm)

    def on_digit(self, call: SipCall, digit: str) -> None:
        """Take a key that the far end has pressed."""
        self.loop.later(lambda: self.queues.digit(call, digit))

    def on_replace_request(self, call: SipCall, prm: pj.OnCallReplaceRequestParam) -> None:
        """Decide on an INVITE with Replaces (RFC 3891)."""
        self.transfers.replace_requested(call, prm)

    def on_replaced(self, call: SipCall, prm: pj.OnCallReplacedParam) -> None:
        """A new call has taken the place of an old one."""
        self.transfers.replaced(call, prm)

    def close(self) -> None:
        """Forget the library's objects; calls must have been hung up before."""
        self.calls.clear()
        self._turned_away.clear()
        self.queues.close()
        self.transfers.clear()
