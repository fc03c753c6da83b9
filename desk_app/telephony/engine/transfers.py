"""Transfers: REFER in both directions and Replaces (RFC 3515, 3891, 5589)."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pjsua2 as pj

from desk_app.telephony.engine import identity
from desk_app.telephony.engine.call import SipCall, audio_only, call_parameters
from desk_app.telephony.engine.keys import new_key
from desk_app.telephony.engine.loop import Timer
from desk_app.telephony.journal import now_us
from desk_app.telephony.messages import Direction, End, Fact, Problem, Trouble

if TYPE_CHECKING:
    from desk_app.telephony.engine.switchboard import Switchboard

log = logging.getLogger(__name__)

GIVE_UP_S = 60.0  # no final NOTIFY for so long: the call is the agent's again


@dataclass
class _Pending:
    number: str
    consult: SipCall | None
    timer: Timer
    request: int
    accepted: bool = False


class Transfers:
    """What became of each REFER. A failed transfer leaves the call with the agent."""

    def __init__(self, board: Switchboard) -> None:
        self._board = board
        self._pending: dict[str, _Pending] = {}

    def blind(self, call: SipCall, uri: str, number: str, request: int) -> None:
        """Ask the far end to call `uri`. Raises pj.Error if it cannot be asked."""
        call.xfer(uri, call_parameters())
        self._begin(call, number, None, request)

    def attended(self, call: SipCall, consult: SipCall, request: int) -> None:
        """Ask the far end to take our place in `consult`. Raises pj.Error."""
        number = consult.now.number if consult.now else ""
        call.xferReplaces(consult, call_parameters())
        self._begin(call, number, consult, request)

    def _begin(self, call: SipCall, number: str, consult: SipCall | None, request: int) -> None:
        timer = self._board.loop.after(GIVE_UP_S, lambda: self._failed(call, "no answer"))
        self._pending[call.key] = _Pending(number, consult, timer, request)

    def waiting(self, call: SipCall) -> bool:
        """Whether a transfer of the call is under way."""
        return call.key in self._pending

    def answered(self, call: SipCall, code: int, reason: str) -> None:
        """Take the answer to our REFER; pjsua2 tells of no refusal."""
        if code >= 300 and code not in (401, 407):
            self._board.loop.later(lambda: self._failed(call, f"{code} {reason}"))

    def status(self, call: SipCall, prm: pj.OnCallTransferStatusParam) -> None:
        """Take a NOTIFY."""
        pending = self._pending.get(call.key)
        if pending is None:
            return
        code, reason = prm.statusCode, identity.clean(prm.reason)
        pending.accepted = pending.accepted or code < 300
        if code >= 300:
            prm.cont = False
            self._board.loop.later(lambda: self._failed(call, f"{code} {reason}"))
        elif code >= 200 and prm.finalNotify:
            prm.cont = False
            self._board.loop.later(lambda: self._succeeded(call))

    def _succeeded(self, call: SipCall) -> None:
        pending = self._pending.pop(call.key, None)
        if pending is None:
            return
        pending.timer.cancel()
        if call.active:
            self._board.tell(call, Fact.TRANSFERRED, number=pending.number)
        for leg in (call, pending.consult):  # the far ends talk to each other now
            if leg is not None:
                self._board.hang_up(leg, 0, End.ANSWERED, "transferred")

    def _failed(self, call: SipCall, detail: str) -> None:
        pending = self._pending.pop(call.key, None)
        if pending is None:
            return
        pending.timer.cancel()
        self._board.send(
            Trouble(
                problem=Problem.TRANSFER_FAILED,
                key=call.key,
                request=pending.request,
                detail=detail,
            )
        )

    def ended(self, call: SipCall) -> None:
        """Take the end of a call: a far end that accepted the REFER and left has gone over."""
        pending = self._pending.pop(call.key, None)
        if pending is None:
            return
        pending.timer.cancel()
        if pending.accepted and call.ending is None:
            self._board.tell(call, Fact.TRANSFERRED, number=pending.number)
            if pending.consult is not None:
                consult = pending.consult
                self._board.loop.later(
                    lambda: self._board.hang_up(consult, 0, End.ANSWERED, "transferred")
                )

    def clear(self) -> None:
        """Forget every transfer, and the calls in them."""
        self._pending.clear()

    # --- asked by the far end -------------------------------------------------------------

    def requested(self, call: SipCall, prm: pj.OnCallTransferRequestParam) -> None:
        """Follow a REFER only in an active call, from one who may call, to one of theirs."""
        target = identity.party(f"<{prm.dstUri.strip('<>')}>")
        allowed = (
            call.active
            and self._board.guard.permits(call.refer_source)
            and self._board.may_dial(target.uri)
        )
        if not allowed:
            log.warning("REFER to %s refused", target.uri)
            prm.statusCode = 603
            return
        new = SipCall(call.account, self._board, new_key(now_us()), Direction.OUT)
        self._board.calls[new.key] = new
        prm.newCall = new
        audio_only(prm.opt)
        self._board.tell(
            new,
            Fact.DIALING,
            number=target.number,
            name=target.name,
            called=target.number,
            remote_uri=target.uri,
            reason=f"transferred here by {call.key}",
        )

    def replace_requested(self, call: SipCall, prm: pj.OnCallReplaceRequestParam) -> None:
        """Let somebody take the far end's place if they may call at all."""
        if not call.active or not self._board.guard.permits(prm.rdata.srcAddress):
            prm.statusCode = 603
            return
        audio_only(prm.opt)
        call.replacing = identity.invite(prm.rdata.wholeMsg)

    def replaced(self, call: SipCall, prm: pj.OnCallReplacedParam) -> None:
        """Take the call that has replaced this one: it is a call of its own, with one talking."""
        new = SipCall(call.account, self._board, new_key(now_us()), Direction.IN, prm.newCallId)
        self._board.calls[new.key] = new
        prm.newCall = new
        self._board.took_over(new, call.replacing)
