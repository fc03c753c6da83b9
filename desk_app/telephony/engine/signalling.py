"""What SIP messages say of a call besides its state, told as facts. Engine thread."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any

import pjsua2 as pj

from desk_app.telephony.calls import CallState
from desk_app.telephony.engine import identity
from desk_app.telephony.engine.call import SipCall
from desk_app.telephony.engine.keys import new_key
from desk_app.telephony.journal import Journal, now_us
from desk_app.telephony.messages import CallFact, End, Fact, Problem, Trouble

if TYPE_CHECKING:
    from desk_app.telephony.engine.switchboard import Switchboard


_REFUSED = 200
"""Repetitions of so many refused INVITEs are known; one is repeated for half a minute."""


class Signalling:
    """Reads messages for the switchboard."""

    def __init__(self, board: Switchboard, journal: Journal) -> None:
        self._board = board
        self._journal = journal
        self._refused: deque[str] = deque(maxlen=_REFUSED)

    def rejected(self, prm: pj.OnRejectedIncomingCallParam) -> None:
        """Journal an INVITE that the library itself refused: no free call, or an impossible SDP."""
        source, message = prm.rdata.srcAddress, prm.rdata.wholeMsg
        if not message or not self._board.guard.permits(source):
            return
        transaction = identity.transaction(message)
        if transaction in self._refused:
            return  # the library refuses without a transaction, and so each repetition again
        self._refused.append(transaction)
        full = prm.statusCode == 486
        key = new_key(now_us())
        now = now_us()
        common: dict[str, Any] = {"key": key, "journal": "", "seq": 0, "at_us": now}
        invite = identity.invite(message)
        end = End.BUSY if full else End.FAILED
        for fact in (
            CallFact(**common, fact=Fact.INCOMING, **told_by(invite)),
            CallFact(
                **common,
                fact=Fact.ENDED,
                end=end,
                sip_status=prm.statusCode,
                reason=identity.clean(prm.reason),
            ),
        ):
            self._board.send(self._journal.append(fact))
        problem = Problem.TOO_MANY_CALLS if full else Problem.MEDIA_FAILED
        self._board.send(Trouble(problem=problem, key=key, detail=identity.clean(prm.reason)))

    def on_message(self, call: SipCall, event: pj.TsxStateEvent) -> None:
        """Read the messages of a call: Reason of a CANCEL, connected line, provisional answers."""
        tsx = event.tsx
        if tsx.method == "INVITE" and tsx.role == pj.PJSIP_ROLE_UAC and call.active:
            self._board.media.reinvite_answered(call, tsx.statusCode)
        if tsx.method == "REFER" and tsx.role == pj.PJSIP_ROLE_UAC:
            self._board.transfers.answered(call, tsx.statusCode, identity.clean(tsx.statusText))
        if event.type != pj.PJSIP_EVENT_RX_MSG:
            return
        message = event.src.rdata.wholeMsg
        match identity.method(message):
            case "CANCEL":
                call.cancelled_elsewhere = identity.answered_elsewhere(message)
            case "REFER":
                call.refer_source = event.src.rdata.srcAddress
            case "INVITE" | "UPDATE":
                self._connected_line(call, message)
            case "" if tsx.method == "INVITE":
                if tsx.statusCode == 180 and call.state is CallState.DIALING:
                    self._board.tell(call, Fact.RINGING, sip_status=180)
                    self._board.media.refresh()
                self._connected_line(call, message)

    def _connected_line(self, call: SipCall, message: str) -> None:
        party = identity.asserted_party(message)
        if party is None or call.now is None or call.over:
            return
        if (party.number, party.name) != (call.now.number, call.now.name):
            self._board.tell(
                call, Fact.IDENTITY, number=party.number, name=party.name, remote_uri=party.uri
            )


def told_by(invite: identity.Invite) -> dict[str, Any]:
    """Return the fields of a call's first fact."""
    return {
        "call_id": invite.call_id,
        "linked_id": invite.linked_id,
        "remote_uri": invite.caller.uri,
        "number": invite.caller.number,
        "name": invite.caller.name,
        "called": invite.called,
        "queue": invite.queue,
        "waited_s": invite.waited_s,
    }
