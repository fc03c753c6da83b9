"""One call in pjsua2, with the facts told about it so far."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any, Protocol

import pjsua2 as pj

from desk_app.telephony import calls
from desk_app.telephony.calls import CallState
from desk_app.telephony.engine.audio.recorder import StereoRecorder
from desk_app.telephony.engine.identity import Invite
from desk_app.telephony.engine.loop import Timer, explain
from desk_app.telephony.messages import CallFact, Direction, End

log = logging.getLogger(__name__)


class Owner(Protocol):
    """What a call tells; called inside pjsua2's callbacks: ask nothing of SIP there."""

    def on_state(self, call: SipCall, info: pj.CallInfo) -> None:
        """The INVITE session changed its state."""

    def on_media(self, call: SipCall, info: pj.CallInfo) -> None:
        """Media came, went, or changed direction."""

    def on_message(self, call: SipCall, event: pj.TsxStateEvent) -> None:
        """A transaction inside the call moved on."""

    def on_transfer_request(self, call: SipCall, prm: pj.OnCallTransferRequestParam) -> None:
        """The far end asks us to call somebody."""

    def on_transfer_status(self, call: SipCall, prm: pj.OnCallTransferStatusParam) -> None:
        """News of a transfer that we asked for."""

    def on_replace_request(self, call: SipCall, prm: pj.OnCallReplaceRequestParam) -> None:
        """Somebody wants to take the far end's place."""

    def on_digit(self, call: SipCall, digit: str) -> None:
        """The far end has pressed a key."""

    def on_replaced(self, call: SipCall, prm: pj.OnCallReplacedParam) -> None:
        """Somebody has taken the far end's place."""


class SipCall(pj.Call):  # type: ignore[misc]
    """A call that its owner keeps alive until it is disconnected: collecting it hangs up.

    `now` is the same snapshot that the desk folds from the same facts; None until the
    first fact.
    """

    def __init__(
        self, account: pj.Account, owner: Owner, key: str, direction: Direction, call_id: int = -1
    ) -> None:
        super().__init__(account, call_id)
        self.key = key
        self.direction = direction
        self.account = account
        self.facts: list[CallFact] = []
        self.now: calls.Call | None = None
        self.over = False
        # What the agent wants; SIP follows.
        self.want_held = False
        self.muted = False
        self.ending: End | None = None  # why we are ending it, when it is us
        self.ending_reason = ""
        # What SIP says.
        self.media: pj.AudioMedia | None = None
        self.sip_held = False
        self.cancelled_elsewhere = False
        self.last_status = 0
        self.last_reason = ""
        self.refer_source = ""
        self.replacing: Invite | None = None  # the INVITE with Replaces that takes it over
        self.remote_held = False
        self.hold_next_try = 0.0  # monotonic; not before then
        self.hold_failures = 0
        self.recorder: StereoRecorder | None = None
        self.recording_path = ""
        self.ring_timers: list[Timer] = []
        self.greeted = False  # answered for its queue, not yet by the agent
        self._owner = owner

    @property
    def state(self) -> CallState | None:
        """The state of the fold, None before the first fact."""
        return self.now.state if self.now else None

    @property
    def active(self) -> bool:
        """Whether the call is answered and not over."""
        return self.state is CallState.ACTIVE and not self.over

    @property
    def ringing_here(self) -> bool:
        """Whether the agent can answer it."""
        return self.now is not None and self.now.ringing_here and not self.over

    @property
    def greeted_only(self) -> bool:
        """Whether a queue has answered it, and the agent has not."""
        return self.greeted and self.state in (CallState.WAITING, CallState.RINGING)

    @property
    def of_agent(self) -> bool:
        """Whether its sound is the agent's: neither waiting nor offered."""
        return self.state is not CallState.WAITING and not self.ringing_here

    def stop_timers(self) -> None:
        """Forget auto-answer and ring timeout."""
        for timer in self.ring_timers:
            timer.cancel()
        self.ring_timers.clear()

    # --- pjsua2's callbacks: exceptions in them would be swallowed ------------------------

    def _guarded(self, tell: Callable[..., None], *arguments: Any) -> None:
        try:
            tell(self, *arguments)
        except Exception as error:
            log.exception("call %s: %s", self.key, explain(error))

    def onCallState(self, _prm: pj.OnCallStateParam) -> None:
        self._guarded(lambda call: self._owner.on_state(call, call.getInfo()))

    def onCallMediaState(self, _prm: pj.OnCallMediaStateParam) -> None:
        self._guarded(lambda call: self._owner.on_media(call, call.getInfo()))

    def onCallTsxState(self, prm: pj.OnCallTsxStateParam) -> None:
        self._guarded(self._owner.on_message, prm.e.body.tsxState)

    def onDtmfDigit(self, prm: pj.OnDtmfDigitParam) -> None:
        self._guarded(self._owner.on_digit, prm.digit)

    def onCallTransferRequest(self, prm: pj.OnCallTransferRequestParam) -> None:
        self._guarded(self._owner.on_transfer_request, prm)

    def onCallTransferStatus(self, prm: pj.OnCallTransferStatusParam) -> None:
        self._guarded(self._owner.on_transfer_status, prm)

    def onCallReplaceRequest(self, prm: pj.OnCallReplaceRequestParam) -> None:
        self._guarded(self._owner.on_replace_request, prm)

    def onCallReplaced(self, prm: pj.OnCallReplacedParam) -> None:
        self._guarded(self._owner.on_replaced, prm)


def call_parameters(status: int = 0, *, flags: int = 0) -> pj.CallOpParam:
    """Return the parameters of an operation: one audio stream, no video."""
    parameters = pj.CallOpParam(True)
    audio_only(parameters.opt)
    if flags:
        parameters.opt.flag = flags
    if status:
        parameters.statusCode = status
    return parameters


def audio_only(setting: pj.CallSetting) -> None:
    """Ask for one audio stream. 2.17 would offer T.140 text as well, and each of its ends 0.3 s."""
    setting.audioCount = 1
    setting.videoCount = 0
    if hasattr(setting, "textCount"):
        setting.textCount = 0


def audio_index(info: pj.CallInfo) -> int:
    """Return the index of the call's live audio stream, -1 for none."""
    for media in info.media:
        if media.type == pj.PJMEDIA_TYPE_AUDIO and media.status in (
            pj.PJSUA_CALL_MEDIA_ACTIVE,
            pj.PJSUA_CALL_MEDIA_REMOTE_HOLD,
        ):
            return int(media.index)
    return -1
