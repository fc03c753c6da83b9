"""The echo test: what the agent says into the microphone comes back on the speaker."""

from __future__ import annotations

from collections.abc import Callable

import pjsua2 as pj

from desk_app.telephony.engine.audio.frames import FRAME_MS, level_db, silence
from desk_app.telephony.engine.audio.port import FramePort, borrow, give_back
from desk_app.telephony.messages import Echo, EchoPhase, Report

_FRAMES = 3000 // FRAME_MS
_OPENS_S = 5.0  # no microphone by then: there is none
_DRAIN_S = 0.4  # from the conference to the ear
_HEARD_DB = -50.0


class EchoTest:
    """Three seconds of `media`'s microphone, then the same on its speaker.

    On the engine's thread, but for the frames, which come and go on the media clock's.
    """

    def __init__(self, media: pj.AudioMedia, report: Callable[[Report], None]) -> None:
        self._media, self._report = media, report
        self._port: FramePort | None = None
        self._frames: list[bytes] = []
        self._played = 0
        self._phase = EchoPhase.OVER
        self._until = 0.0  # the end of waiting for the microphone, or for the last sound
        self.running = False
        """Whether microphone and speaker are to be open for it."""

    def start(self, now: float) -> None:
        """Begin anew as soon as the microphone is open. `now` is monotonic, in seconds."""
        self.stop()
        self.running = True
        self._until = now + _OPENS_S
        self._frames, self._played = [], 0

    def stop(self) -> None:
        """End now; nothing happens when it does not run."""
        if self.running:
            self._rest()
            self.running = False
            self._tell(EchoPhase.OVER)

    def poll(self, now: float, *, microphone_open: bool) -> None:
        """Go on; every 20-50 ms."""
        if not self.running:
            return
        if self._phase is EchoPhase.OVER:
            if microphone_open:
                self._listen()
            elif now >= self._until:
                self.stop()
        elif self._phase is EchoPhase.LISTENING and len(self._frames) >= _FRAMES:
            self._play()
        elif self._phase is EchoPhase.PLAYING:
            if self._played < len(self._frames):
                self._until = now + _DRAIN_S
            elif now >= self._until:
                self.stop()

    def _listen(self) -> None:
        self._port = borrow(sink=self._keep)
        self._media.startTransmit(self._port)
        self._tell(EchoPhase.LISTENING)

    def _play(self) -> None:
        self._rest()
        self._port = borrow(source=self._next)
        self._port.startTransmit(self._media)
        self._tell(EchoPhase.PLAYING)

    def _keep(self, frame: bytes) -> None:
        if len(self._frames) < _FRAMES:
            self._frames.append(frame)

    def _next(self) -> bytes:
        if self._played >= len(self._frames):
            return silence()
        self._played += 1
        return self._frames[self._played - 1]

    def _rest(self) -> None:
        if self._port is not None:
            give_back(self._port)
            self._port = None

    def _tell(self, phase: EchoPhase) -> None:
        self._phase = phase
        heard = any(level_db(frame) > _HEARD_DB for frame in self._frames)
        self._report(Echo(phase=phase, heard=heard))
