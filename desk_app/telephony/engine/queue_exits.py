"""The ways out of a queue besides the agent: refused, too late, called back, a message left.

Engine thread. A caller is in `_leaving` from the decision to the end of the SIP call.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pjsua2 as pj

from desk_app.telephony.engine.call import SipCall, audio_index, call_parameters
from desk_app.telephony.engine.hold_room import HoldRoom
from desk_app.telephony.engine.loop import Timer, explain
from desk_app.telephony.engine.queue_talk import Talk
from desk_app.telephony.journal import now_us
from desk_app.telephony.messages import End, Fact, LetGo, Overflow, QueuePlan
from desk_app.telephony.queue.board import QueueBoard

if TYPE_CHECKING:
    from desk_app.telephony.engine.switchboard import Switchboard

log = logging.getLogger(__name__)

MESSAGES = "messages"
MESSAGE_MAX_S = 180
MESSAGE_MIN_S = 1.0
FORWARD_S = 20.0
LOOK_EVERY_S = 3.0
_BYTES_PER_S = 32_000


@dataclass
class _Leaving:
    why: LetGo | None = None  # None: to be called back
    then: Callable[[], None] | None = None  # when the caller's side is up
    message: Path | None = None
    timer: Timer | None = None
    forwarding: bool = False


@dataclass
class _Line:
    """What has come from a waiting caller, to notice when nothing does."""

    packets: int = -1
    reports: int = -1
    index: int = -1  # of the stream; asking for it costs more than all the rest
    alive_at: float = 0.0


class Exits:
    """Sees callers off, each with a sentence."""

    def __init__(self, switchboard: Switchboard, room: HoldRoom, talk: Talk) -> None:
        self.forward: dict[str, str] = {}  # queue -> number
        self._switchboard = switchboard
        self._loop = switchboard.loop
        self._room = room
        self._talk = talk
        self._leaving: dict[str, _Leaving] = {}
        self._lines: dict[str, _Line] = {}
        self._next_look = 0.0

    def leaving(self, call: SipCall) -> bool:
        """Whether the caller is on the way out."""
        return call.key in self._leaving

    def refuse(self, call: SipCall, plan: QueuePlan, why: LetGo) -> None:
        """See off a caller whom the queue does not take, once the call is up."""
        self._leaving[call.key] = _Leaving(why, then=lambda: self._overflow(call, plan, why))

    def connected(self, call: SipCall) -> bool:
        """Go on with a caller who is being refused; whether that is the case."""
        leaving = self._leaving.get(call.key)
        if leaving is None or leaving.then is None:
            return False
        leaving.then()
        return True

    def let_go(self, call: SipCall, plan: QueuePlan, why: LetGo) -> None:
        """See off a caller who waits."""
        self._leaving[call.key] = _Leaving(why)
        self._overflow(call, plan, why)

    def _overflow(self, call: SipCall, plan: QueuePlan, why: LetGo) -> None:
        wish = {
            LetGo.FULL: plan.when_full,
            LetGo.LATE: plan.when_late,
            LetGo.CLOSED: plan.when_closed,
        }.get(why, Overflow.MESSAGE)
        if wish is Overflow.CALLBACK and _can_be_called(call):
            self.call_back(call, plan)
        elif wish is Overflow.VOICEMAIL:
            self.voicemail(call, plan)
        elif wish is Overflow.FORWARD and self.forward.get(plan.name):
            self._forward(call, plan, why)
        else:
            self._say_and_end(call, plan, why)

    def _say_and_end(self, call: SipCall, plan: QueuePlan, why: LetGo) -> None:
        self._leaving[call.key] = _Leaving(why)
        self._room.say(call, self._talk.farewell(plan, why), lambda: self._end(call))

    def _end(self, call: SipCall) -> None:
        self._switchboard.hang_up(call, 0, End.OVERFLOWED)

    # --- called back ----------------------------------------------------------------------

    def call_back(self, call: SipCall, plan: QueuePlan) -> None:
        """Promise to call back; nothing happens to a caller who has no number."""
        if not _can_be_called(call):
            return
        self._promise(call)
        self._leaving[call.key] = _Leaving()
        self._room.say(call, self._talk.called_back(plan), lambda: self._end(call))

    def _promise(self, call: SipCall) -> None:
        """Tell it with all that the board has to know: it never held a caller who was refused."""
        now, at_us = call.now, now_us()
        assert now is not None  # noqa: S101
        self._switchboard.tell(
            call,
            Fact.CALLBACK,
            at_us=at_us,
            queue=now.queue,
            number=now.number,
            name=now.name,
            waited_s=(at_us - now.started_us) / 1e6,
        )

    # --- a message ------------------------------------------------------------------------

    def voicemail(self, call: SipCall, plan: QueuePlan) -> None:
        """Let the caller speak after the tone; # or hanging up ends it."""
        self._switchboard.tell(call, Fact.MESSAGE)
        self._leaving[call.key] = _Leaving(LetGo.MESSAGE)
        self._room.say(call, self._talk.speak_now(plan), lambda: self._record(call, plan))

    def _record(self, call: SipCall, plan: QueuePlan) -> None:
        leaving = self._leaving.get(call.key)
        if leaving is None or call.over:
            return
        now = datetime.now(UTC)
        name = f"{MESSAGES}/{now:%Y-%m}/{now:%Y%m%dT%H%M%S}-{call.key}.wav"
        path = self._switchboard.media.recordings / name
        try:
            self._room.record(call, path)
        except (OSError, pj.Error) as error:
            log.error("message of %s: %s", call.key, explain(error))
            self._say_and_end(call, plan, LetGo.LATE)
            return
        leaving.message = path
        leaving.timer = self._loop.after(MESSAGE_MAX_S, lambda: self._spoken(call, plan))

    def digit(self, call: SipCall, digit: str) -> None:
        """Take a key pressed on the way out: # ends a message."""
        leaving = self._leaving[call.key]
        if digit == "#" and leaving.message is not None:
            self._spoken(call, None)

    def _spoken(self, call: SipCall, _plan: QueuePlan | None) -> None:
        self._end(call)

    # --- on to another number -------------------------------------------------------------

    def _forward(self, call: SipCall, plan: QueuePlan, why: LetGo) -> None:
        leaving = self._leaving[call.key] = _Leaving(LetGo.FORWARDED, forwarding=True)
        target = self._switchboard.route(self.forward[plan.name], call)
        try:
            call.xfer(target, call_parameters())
        except pj.Error as error:
            log.error("forwarding %s: %s", call.key, explain(error))
            self._say_and_end(call, plan, why)
            return
        leaving.timer = self._loop.after(FORWARD_S, lambda: self._say_and_end(call, plan, why))

    def forward_status(self, call: SipCall, code: int, final: bool) -> bool:
        """Take news of a forwarding; whether it is one of ours."""
        leaving = self._leaving.get(call.key)
        if leaving is None or not leaving.forwarding:
            return False
        if 200 <= code < 300 and final:
            self._loop.later(lambda: self._end(call))
        elif code >= 300 and leaving.timer is not None:
            self._loop.later(leaving.timer.run)
        return True

    # --- the end --------------------------------------------------------------------------

    def fields(self, call: SipCall, board: QueueBoard) -> dict[str, Any]:
        """Return end, reason, place, message of a call that ends without having been answered."""
        leaving = self.forget(call)
        queue = call.now.queue if call.now else ""
        found: dict[str, Any] = {
            "place": board.place(call.key),
            "waiting": len(board.of(queue)) if call.key in board.callers else 0,
        }
        if leaving is None or leaving.why is None:
            return found
        if leaving.why is LetGo.MESSAGE:
            kept = leaving.message is not None and _seconds(leaving.message) >= MESSAGE_MIN_S
            if not kept:
                return {**found, "end": End.ABANDONED}
            root = self._switchboard.media.recordings
            found["path"] = leaving.message.relative_to(root).as_posix()  # type: ignore[union-attr]
        return {**found, "end": End.OVERFLOWED, "reason": leaving.why.value, "by_agent": False}

    def forget(self, call: SipCall) -> _Leaving | None:
        """Let go of a caller who is seen off no more, gone or with the agent."""
        leaving = self._leaving.pop(call.key, None)
        if leaving is not None and leaving.timer is not None:
            leaving.timer.cancel()
        self._lines.pop(call.key, None)
        return leaving

    def media_changed(self, call: SipCall) -> None:
        """Look for the caller's stream anew."""
        line = self._lines.get(call.key)
        if line is not None:
            line.index = -1

    def poll(self, now: float, silent_s: Callable[[SipCall], int]) -> None:
        """Notice lines from which nothing comes: no sound, no reports."""
        if now < self._next_look:
            return
        self._next_look = now + LOOK_EVERY_S
        for call in self._room.calls:
            line = self._lines.setdefault(call.key, _Line(alive_at=now))
            try:
                if line.index < 0:
                    line.index = audio_index(call.getInfo())
                rtcp = call.getStreamStat(line.index).rtcp
                counts = (rtcp.rxStat.pkt, rtcp.txStat.updateCount)
            except pj.Error:  # on hold, or its media are being replaced
                counts = (line.packets, line.reports)
                line.index = -1
            if counts != (line.packets, line.reports):
                line.packets, line.reports = counts
                line.alive_at = now
            elif now - line.alive_at > silent_s(call) and not self.leaving(call):
                self._leaving[call.key] = _Leaving(LetGo.SILENT)
                self._end(call)

    def close(self) -> None:
        """Forget everybody: calls may not outlive the library."""
        self._leaving.clear()
        self._lines.clear()


def _can_be_called(call: SipCall) -> bool:
    number = call.now.number if call.now else ""
    return any(c.isdigit() for c in number)


def _seconds(path: Path) -> float:
    try:
        return path.stat().st_size / _BYTES_PER_S
    except OSError:
        return 0.0
