"""The sound of the calls: who hears whom, holds, recordings, and what the agent hears."""

from __future__ import annotations

import logging
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

import pjsua2 as pj

from desk_app.telephony.calls import CallState
from desk_app.telephony.engine.audio.agent import AgentAudio
from desk_app.telephony.engine.audio.recorder import StereoRecorder
from desk_app.telephony.engine.call import SipCall, audio_index, call_parameters
from desk_app.telephony.engine.loop import explain
from desk_app.telephony.engine.mixer import Mixer
from desk_app.telephony.engine.quality import QualityWatch
from desk_app.telephony.messages import (
    Conference,
    Direction,
    Fact,
    Muted,
    Problem,
    RecordingState,
    Report,
    Trouble,
)

log = logging.getLogger(__name__)

RECORDINGS = "recordings"
ALIGN_EVERY_S = 0.1
HOLD_TIMEOUT_S = 5.0
HOLD_ATTEMPTS = 4


class Board(Protocol):
    """What the media need of the switchboard."""

    @property
    def live(self) -> list[SipCall]:
        """Calls that are up."""
        ...

    def tell(self, call: SipCall, fact: Fact, **fields: object) -> None:
        """Journal a fact and tell the desk."""
        ...


class RecordingFailed(Exception):
    """A recording cannot be written; the text says why."""


class Media:
    """Follows the calls' media with the conference bridge. Engine thread.

    What the agent wants (hold, mute, conference) takes effect on the sound at once;
    the SIP signalling of a hold follows and is repeated when the far end had other
    things to do (491, RFC 3261 section 14.1).
    """

    def __init__(self, data_dir: Path, audio: AgentAudio, send: Callable[[Report], None]) -> None:
        self.conference: frozenset[str] = frozenset()
        self.board: Board
        self._audio = audio
        self._mixer = Mixer(audio.media)
        self._send = send
        self.recordings = data_dir / RECORDINGS
        self._quality = QualityWatch(send)
        self._next_align = 0.0
        self._ringing = self._ringback = False
        self.also_rings: Callable[[], bool] = lambda: False

    # --- following SIP --------------------------------------------------------------------

    def changed(self, call: SipCall, info: pj.CallInfo) -> None:
        """Take the call's new media: pjsua2's `onCallMediaState`."""
        index = audio_index(info)
        self._mixer.replace(call, call.getAudioMedia(index) if index >= 0 else None)
        statuses = {media.status for media in info.media}
        call.sip_held = pj.PJSUA_CALL_MEDIA_LOCAL_HOLD in statuses
        call.hold_failures = 0
        if pj.PJSUA_CALL_MEDIA_ERROR in statuses:
            self._send(Trouble(problem=Problem.MEDIA_FAILED, key=call.key))
        call.remote_held = pj.PJSUA_CALL_MEDIA_REMOTE_HOLD in statuses
        self._tell_remote_hold(call)
        early = info.state == pj.PJSIP_INV_STATE_EARLY and call.direction is Direction.OUT
        if early and call.media is not None and call.state is not CallState.EARLY:
            self.board.tell(call, Fact.EARLY)
        self._quality.media_changed(call)
        self.refresh()

    def _tell_remote_hold(self, call: SipCall) -> None:
        # While we hold the call ourselves, pjsua2 does not say what the far end does.
        if not call.active or call.now is None or call.want_held or call.sip_held:
            return
        if call.remote_held != call.now.remote_held:
            self.board.tell(call, Fact.REMOTE_HELD if call.remote_held else Fact.REMOTE_RESUMED)

    def answered(self, call: SipCall, *, record: bool) -> None:
        """Take a call that has just become active."""
        self._tell_remote_hold(call)
        if record:
            try:
                self.record(call, RecordingState.ON)
            except RecordingFailed as error:
                self._recording_failed(call, str(error))
        self.refresh()

    def forget(self, call: SipCall) -> None:
        """Let go of the media of a call that is over."""
        self._mixer.replace(call, None)
        self._quality.forget(call)
        if call.key in self.conference:
            self._set_conference(self.conference - {call.key})

    def ended(self, call: SipCall) -> None:
        """Finish what outlives the call by a moment: its recording."""
        self._stop_recorder(call)
        self.refresh()

    # --- what the agent wants -------------------------------------------------------------

    def hold(self, call: SipCall, on: bool) -> None:
        """Hold or resume an active call."""
        if call.want_held == on:
            return
        call.want_held = on
        call.hold_next_try = 0.0
        call.hold_failures = 0
        if on and call.key in self.conference:
            self._set_conference(self.conference - {call.key})
        self.board.tell(call, Fact.HELD if on else Fact.RESUMED)
        self._align(call)
        self.refresh()

    def give_up(self, call: SipCall) -> None:
        """Undo what the agent did to a call that goes to a queue: hold, mute, recording."""
        self._set_conference(self.conference - {call.key})
        if call.muted:
            self.mute(call, False)
        self.hold(call, False)
        self._stop_recorder(call)

    def mute(self, call: SipCall, on: bool) -> None:
        """Stop or start sending the microphone to a call."""
        call.muted = on
        self._send(Muted(key=call.key, muted=on))
        self.refresh()

    def confer(self, calls: list[SipCall]) -> None:
        """Let these calls and the agent hear each other; an empty list splits."""
        for call in calls:
            self.hold(call, False)
        self._set_conference(frozenset(call.key for call in calls))
        self.refresh()

    def _set_conference(self, keys: frozenset[str]) -> None:
        keys = keys if len(keys) > 1 else frozenset()
        if keys != self.conference:
            self.conference = keys
            self._send(Conference(keys=tuple(c.key for c in self.board.live if c.key in keys)))

    # --- recording ------------------------------------------------------------------------

    def record(self, call: SipCall, state: RecordingState) -> None:
        """Start, pause, resume or stop.

        Recordings are `recordings/YYYY-MM/<time>-<key>.wav`, named by UTC.

        Raises:
            RecordingFailed: no file can be written.
        """
        if call.now is None or state is call.now.recording:
            return
        if state is RecordingState.OFF:
            self._stop_recorder(call)
        elif call.recorder is None:
            if state is RecordingState.PAUSED:
                return
            self._start_recorder(call)
            self.board.tell(call, Fact.RECORDING, recording=state, path=call.recording_path)
        else:
            (call.recorder.resume if state is RecordingState.ON else call.recorder.pause)()
            self.board.tell(call, Fact.RECORDING, recording=state, path=call.recording_path)
        self.refresh()

    def _start_recorder(self, call: SipCall) -> None:
        now = datetime.now(UTC)
        # To the millisecond: stopped and started again, a call has two within one second.
        instant = f"{now:%Y%m%dT%H%M%S}{now.microsecond // 1000:03}"
        relative = f"{now:%Y-%m}/{instant}-{call.key}.wav"
        try:
            call.recorder = StereoRecorder(self.recordings / relative)
        except (OSError, pj.Error) as error:
            raise RecordingFailed(explain(error)) from error
        call.recording_path = relative

    def _recording_failed(self, call: SipCall, detail: str) -> None:
        log.error("recording of %s: %s", call.key, detail)
        self._send(Trouble(problem=Problem.RECORDING_FAILED, key=call.key, detail=detail))

    def _stop_recorder(self, call: SipCall) -> None:
        recorder, call.recorder = call.recorder, None
        if recorder is None:
            return
        self.refresh()  # nothing may still transmit to ports that go
        recorder.close()
        self.board.tell(
            call, Fact.RECORDING, recording=RecordingState.OFF, path=call.recording_path
        )

    # --- keeping up -----------------------------------------------------------------------

    def refresh(self) -> None:
        """Make sound follow the calls' state: connections, ringing, ringback, meters."""
        live = self.board.live
        self._mixer.rewire(live, self.conference)
        talking = {
            call.key: call.media
            for call in live
            if call.state in (CallState.EARLY, CallState.ACTIVE)
            and call.media is not None
            and not call.want_held
        }
        muted = bool(talking) and all(c.muted for c in live if c.key in talking)
        self._audio.set_active(talking, muted)
        ringing = not talking and (any(call.ringing_here for call in live) or self.also_rings())
        ringback = any(
            call.direction is Direction.OUT and call.state in (CallState.DIALING, CallState.RINGING)
            for call in live
        )
        if ringing != self._ringing:
            self._ringing = ringing
            self._audio.ring(ringing)
        if ringback != self._ringback:
            self._ringback = ringback
            self._audio.ringback(ringback)

    def poll(self, now: float) -> None:
        """Let sound, quality and holds keep up; some thirty times a second."""
        self._audio.poll(now)
        if self._quality.due(now):
            self._quality.poll(now, self.board.live)
        if now >= self._next_align:
            self._next_align = now + ALIGN_EVERY_S
            for call in self.board.live:
                if call.sip_held != call.want_held:
                    self._align(call)
                if call.recorder is not None and call.recorder.error:
                    self._recording_failed(call, call.recorder.error)
                    self._stop_recorder(call)

    def _align(self, call: SipCall) -> None:
        """Signal a hold that SIP does not know of yet."""
        now = time.monotonic()
        up = call.active or call.greeted_only
        if not up or call.sip_held == call.want_held or now < call.hold_next_try:
            return
        if call.hold_failures >= HOLD_ATTEMPTS:
            return
        call.hold_next_try = now + HOLD_TIMEOUT_S
        try:
            if call.want_held:
                call.setHold(call_parameters())
            else:
                call.reinvite(call_parameters(flags=pj.PJSUA_CALL_UNHOLD))
        except pj.Error as error:  # another re-INVITE is under way
            call.hold_next_try = now + ALIGN_EVERY_S
            log.info("hold of %s: %s", call.key, explain(error))

    def close(self) -> None:
        """Let go of every port; before the library goes."""
        self._mixer.close()

    def reinvite_answered(self, call: SipCall, status: int) -> None:
        """Note a final answer to a re-INVITE of ours; try a refused one again."""
        if status < 300:
            return
        call.hold_failures += 1
        wait = random.uniform(2.1, 4.0) if status == 491 else HOLD_TIMEOUT_S  # noqa: S311
        call.hold_next_try = time.monotonic() + wait
