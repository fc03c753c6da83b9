"""Carrying out what the desk asks about calls."""

from __future__ import annotations

import logging
import re
import unicodedata
import uuid

import pjsua2 as pj

from desk_app.telephony.calls import CallState
from desk_app.telephony.engine import identity
from desk_app.telephony.engine.accounts import Accounts
from desk_app.telephony.engine.call import SipCall, call_parameters
from desk_app.telephony.engine.keys import new_key
from desk_app.telephony.engine.loop import explain
from desk_app.telephony.engine.media import RecordingFailed
from desk_app.telephony.engine.queue_offers import Absent
from desk_app.telephony.engine.switchboard import Switchboard
from desk_app.telephony.journal import now_us
from desk_app.telephony.messages import (
    Answer,
    AttendedTransfer,
    BlindTransfer,
    Confer,
    Dial,
    Direction,
    Dtmf,
    End,
    Fact,
    HangUp,
    Hold,
    Move,
    Mute,
    Prioritise,
    Problem,
    Record,
    Reject,
    Take,
)

CallRequest = (
    Dial
    | Answer
    | Take
    | Move
    | Prioritise
    | Reject
    | HangUp
    | Hold
    | Mute
    | Dtmf
    | BlindTransfer
    | AttendedTransfer
    | Confer
    | Record
)

MAX_PRIORITY = 1000

_DIGITS = re.compile(r"[0-9A-Da-d*#]{1,64}")
_USER = re.compile(r"[\w.+*#!~'&=$-]{1,64}", re.ASCII)
_URI = re.compile(r"sips?:[^\s<>\"?\\]{1,250}", re.IGNORECASE)
_DIAL_NOISE = str.maketrans("", "", " \t-()/.\u00a0\u200c\u200e\u200f\u2066\u2067\u2068\u2069")


log = logging.getLogger(__name__)


class Refused(Exception):
    """A request that cannot be carried out: the problem's name and the detail for the log."""

    def __init__(self, problem: Problem, detail: str = "", key: str = "") -> None:
        super().__init__(detail)
        self.problem = problem
        self.detail = detail
        self.key = key


def dialled(target: str) -> str:
    """Return what to call: a whole SIP URI, a user name, or bare digits (any script's).

    Raises:
        Refused: BAD_NUMBER, it is none of these.
    """
    text = target.strip()
    if text.lower().startswith(("sip:", "sips:")):
        if not _URI.fullmatch(text):
            raise Refused(Problem.BAD_NUMBER, "not a SIP URI")
        return text
    if "@" in text and _URI.fullmatch(f"sip:{text}"):
        return f"sip:{text}"
    folded = "".join(
        str(unicodedata.digit(c)) if unicodedata.digit(c, None) is not None else c for c in text
    )
    bare = folded.translate(_DIAL_NOISE)
    number = bare if re.fullmatch(r"[0-9+*#]+", bare) else folded
    if not _USER.fullmatch(number):
        raise Refused(Problem.BAD_NUMBER, "neither a number nor a name")
    return number


class Orders:
    """The desk's requests about calls. Engine thread."""

    def __init__(self, board: Switchboard, accounts: Accounts) -> None:
        self._board = board
        self._media = board.media
        self._accounts = accounts

    def carry_out(self, request: CallRequest) -> str:
        """Do it; return the key of the call it was about.

        Raises:
            Refused: it cannot be done.
        """
        try:
            return self._do(request)
        except pj.Error as error:
            raise Refused(Problem.NOT_NOW, explain(error), getattr(request, "key", "")) from error
        except RecordingFailed as error:
            key = getattr(request, "key", "")
            raise Refused(Problem.RECORDING_FAILED, str(error), key) from error

    def _do(self, request: CallRequest) -> str:
        match request:
            case Dial(target=target):
                return self._dial(target)
            case Confer(keys=keys):
                return self._confer(keys)
            case Take(key=key, target=target):
                return self._take(key, target)
            case Move(key=key, queue=queue):
                self._move(key, queue)
            case Prioritise(key=key, priority=priority, why=why):
                priority = max(-MAX_PRIORITY, min(priority, MAX_PRIORITY))
                told = self._board.queues.prioritise(key, priority, identity.clean(why))
                self._waiting(told, key)
            case Answer(key=key, target=target):
                self._answer(key, target)
            case Reject(key=key, busy=busy):
                self._reject(key, busy=busy)
            case HangUp(key=key):
                absent = self._board.queues.absent.get(key)
                if absent is not None:
                    self._board.queues.forget(absent, End.REJECTED)
                else:
                    self._hang_up(self._call(key))
            case Hold(key=key, on=on):
                self._hold(self._active(key), on)
            case Mute(key=key, on=on):
                self._media.mute(self._call(key), on)
            case Dtmf(key=key, digits=digits, info=info):
                self._dtmf(self._active(key), digits, info)
            case BlindTransfer(key=key, target=target, request=number):
                self._blind(self._active(key), target, number)
            case AttendedTransfer(key=key, consult=consult, request=number):
                self._attended(self._active(key), self._active(consult), number)
            case Record(key=key, state=state):
                self._media.record(self._active(key), state)
        return request.key

    # --- the queue --------------------------------------------------------------------------

    def _take(self, key: str, target: str) -> str:
        taken = self._board.queues.offers.take(key, target)
        self._waiting(bool(taken), key)
        return taken

    def _move(self, key: str, queue: str) -> None:
        call = self._board.calls.get(key)
        if call is None or not call.active:
            self._waiting(self._board.queues.move(key, queue), key)
        elif self._board.transfers.waiting(call) or not self._board.queues.give(call, queue):
            raise Refused(Problem.NOT_NOW, "cannot go to that queue", key)

    def _waiting(self, done: bool, key: str) -> None:
        if not done:
            raise Refused(Problem.CALL_GONE, "does not wait", key)

    def _answer(self, key: str, target: str) -> None:
        offered = self._board.queues.find(key)
        if offered is None:
            self._board.answer(self._ringing(key))
        elif offered.now is None or not offered.now.ringing_here:
            raise Refused(Problem.NOT_NOW, "not ringing", key)
        else:
            self._board.queues.offers.answer(offered, target)

    def _reject(self, key: str, *, busy: bool) -> None:
        if self._board.queues.find(key) is not None:
            self._board.queues.offers.not_taken(key, End.REJECTED)
        else:
            self._board.hang_up(self._ringing(key), 486 if busy else 603, End.REJECTED)

    def call_back(self, absent: Absent, target: str) -> None:
        """Dial a caller who waits to be called back; the facts go on where they were."""
        uri, account = "", None
        try:
            number = dialled(target or (absent.now.number if absent.now else ""))
            account, uri = self._accounts.route(number)
            if account is None and absent.remote_uri:
                account, uri = self._accounts.route(absent.remote_uri)
        except Refused as refused:
            log.error("calling %s back: %s", absent.key, refused.detail)
        if account is None:
            self._board.tell(absent, Fact.ENDED, end=End.FAILED, reason="nobody to call it with")
            return
        call = SipCall(account, self._board, absent.key, Direction.OUT)
        call.facts, call.now = absent.facts, absent.now
        self._board.calls[call.key] = call
        self._board.hold_others(call)
        leg = absent.now.leg if absent.now else 0
        self._start(call, uri, uuid.uuid4().hex, Fact.DIALING, leg=leg)

    # --- finding the call -----------------------------------------------------------------

    def _call(self, key: str) -> SipCall:
        call = self._board.calls.get(key)
        if call is None or call.over or call.now is None:
            raise Refused(Problem.CALL_GONE, key=key)
        return call

    def _active(self, key: str) -> SipCall:
        call = self._call(key)
        if not call.active:
            raise Refused(Problem.NOT_NOW, "not answered", key)
        return call

    def _ringing(self, key: str) -> SipCall:
        call = self._call(key)
        if not call.ringing_here:
            raise Refused(Problem.NOT_NOW, "not ringing", key)
        return call

    # --- doing it -------------------------------------------------------------------------

    def _dial(self, target: str) -> str:
        number = dialled(target)
        account, uri = self._accounts.route(number)
        if account is None:
            raise Refused(Problem.BAD_ACCOUNT, "no account to call this with")
        user = identity.party(uri).number or number
        call_id = uuid.uuid4().hex
        call = SipCall(account, self._board, new_key(now_us()), Direction.OUT)
        self._board.calls[call.key] = call
        self._board.hold_others(call)
        self._start(call, uri, call_id, Fact.DIALING, number=user, called=user)
        return call.key

    def _start(self, call: SipCall, uri: str, call_id: str, fact: Fact, **fields: object) -> None:
        self._board.tell(
            call,
            fact,
            remote_uri=identity.clean(uri, identity.MAX_URI),
            call_id=call_id,
            **fields,
        )
        parameters = call_parameters()
        parameters.opt.customCallId = call_id
        try:
            call.makeCall(uri, parameters)
        except pj.Error as error:
            self._board.stillborn(call, explain(error))
            problem = Problem.BAD_NUMBER if "URI" in explain(error) else Problem.NOT_NOW
            raise Refused(problem, explain(error), call.key) from error
        self._media.refresh()

    def _hang_up(self, call: SipCall) -> None:
        if call.ringing_here:
            self._board.hang_up(call, 603, End.REJECTED)
        else:
            talked = call.state is CallState.ACTIVE
            self._board.hang_up(call, 0, End.ANSWERED if talked else End.ABANDONED)

    def _hold(self, call: SipCall, on: bool) -> None:
        if not on:
            self._board.hold_others(call)
        self._media.hold(call, on)

    def _dtmf(self, call: SipCall, digits: str, info: bool) -> None:
        if not _DIGITS.fullmatch(digits):
            raise Refused(Problem.BAD_NUMBER, "not DTMF digits", call.key)
        parameters = pj.CallSendDtmfParam()
        parameters.method = pj.PJSUA_DTMF_METHOD_SIP_INFO if info else pj.PJSUA_DTMF_METHOD_RFC2833
        parameters.digits = digits.upper()
        call.sendDtmf(parameters)

    def _blind(self, call: SipCall, target: str, request: int) -> None:
        if self._board.transfers.waiting(call):
            raise Refused(Problem.NOT_NOW, "a transfer is under way", call.key)
        number = dialled(target)
        _, uri = self._accounts.route(number, call.account)
        self._board.transfers.blind(call, uri, identity.party(uri).number or number, request)

    def _attended(self, call: SipCall, consult: SipCall, request: int) -> None:
        waiting = self._board.transfers.waiting
        if call is consult or waiting(call) or waiting(consult):
            raise Refused(Problem.NOT_NOW, "these calls cannot be joined", call.key)
        self._board.transfers.attended(call, consult, request)

    def _confer(self, keys: tuple[str, ...]) -> str:
        if keys:
            calls = [self._active(key) for key in dict.fromkeys(keys)]
            if len(calls) < 2:
                raise Refused(Problem.NOT_NOW, "a conference needs two calls")
            self._media.confer(calls)
            return keys[0]
        members = [c for c in self._board.live if c.key in self._media.conference]
        self._media.confer([])
        for call in members[1:]:
            self._media.hold(call, True)
        return members[0].key if members else ""
