"""The agent's ears and mouth: one conference port, and the sound devices behind it.

Everything public here is called on the engine's thread, the one that polls
pjsua2. The devices live in a thread of their own (`cards`), so a sound server
that hangs never holds up a call.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping

import pjsua2 as pj
from msgspec.structs import replace

from desk_app.telephony.engine.audio.cards import SoundCards
from desk_app.telephony.engine.audio.echo import EchoTest
from desk_app.telephony.engine.audio.frames import FrameQueue, FrameStats
from desk_app.telephony.engine.audio.meters import Meters
from desk_app.telephony.engine.audio.port import FramePort, borrow, drop_all
from desk_app.telephony.engine.audio.system import raise_priority
from desk_app.telephony.engine.audio.tones import RINGBACK, TRIAL, Tone
from desk_app.telephony.engine.audio.wish import Ring
from desk_app.telephony.messages import Configure, Devices, Problem, Report

_SWITCH_S = 0.0005


class AgentAudio:
    """The agent's microphone and speaker as `media`, the ringer, levels and alerts.

    `report` is called on the engine's thread only, from `poll` and `set_active`.
    """

    media: pj.AudioMedia

    def __init__(self, report: Callable[[Report], None]) -> None:
        self._report = report
        self.devices = Devices()
        """The devices as last reported."""
        self.problems: list[Problem] = []
        """Troubles with them that stand, for a desk that comes later."""
        self._microphone = FrameQueue()
        self._speaker = FrameQueue()
        self._cards = SoundCards(self._microphone, self._speaker)
        self._meters = Meters(report)
        self._port: FramePort | None = None
        self._hears_ringback = self._tries_speaker = self._tries_microphone = False
        self._rings = self._tries_ringer = False

    def start(self) -> None:
        """Join the conference; after libStart. Needs no sound device."""
        raise_priority()  # the media clock's thread, started next, inherits it
        # A thread that computes lets the media clock wait so long for the interpreter.
        sys.setswitchinterval(_SWITCH_S)
        pj.Endpoint.instance().audDevManager().setNullDev()
        self._port = borrow(self._microphone.get, self._speaker.put)
        self.media = self._port
        self._ringback = Tone(self.media, RINGBACK)
        self._trial = Tone(self.media, TRIAL)
        self._echo = EchoTest(self.media, self._report)
        self._cards.start()

    def configure(self, c: Configure) -> None:
        """Use these devices, ring sound and volume from now on, in the middle of a call too."""
        self._cards.wish(
            microphone=c.microphone,
            speaker=c.speaker,
            ringer=c.ringer,
            ring_sound=c.ring_sound,
            ring_volume=c.ring_volume,
            echo_cancel=c.echo_cancel,
            null=c.null_audio,
        )

    def ring(self, on: bool) -> None:
        """Ring on the ring device, rising to the configured volume, or stop."""
        self._rings = on
        self._wish_ring()

    def ringback(self, on: bool) -> None:
        """Let the agent hear that it rings at the far end."""
        self._hears_ringback = on
        self._ringback.play(on)
        self._wish_sound()

    def test_sound(self, device: str, on: bool) -> None:
        """Play the test tone on "speaker" or "ringer", meter the "microphone", or "echo"."""
        if device == "speaker":
            self._tries_speaker = on
            self._trial.play(on)
        elif device == "ringer":
            self._tries_ringer = on
            self._wish_ring()
        elif device == "microphone":
            self._tries_microphone = on
        elif device == "echo" and on:
            self._echo.start(time.monotonic())
        elif device == "echo":
            self._echo.stop()
        self._wish_sound()

    def set_active(self, keys: Mapping[str, pj.AudioMedia], muted: bool) -> None:
        """Meter these calls (key -> what the caller says) and keep the devices open for them."""
        if keys:
            self._echo.stop()
        self._meters.set_active(keys, muted)
        self._cards.wish(talk=bool(keys))
        self._wish_sound()

    def poll(self, now: float) -> None:
        """Report levels, devices and alerts; every 20-50 ms. `now` is monotonic, in seconds."""
        for news in self._cards.news():
            if isinstance(news, Devices):
                self.devices = news
            elif news.over:
                self.problems.remove(news.problem)
            elif news.problem not in self.problems:
                self.problems.append(news.problem)
            self._report(news)
        if self._echo.running:
            self._echo.poll(now, microphone_open=bool(self._cards.last_frame))
            self._wish_sound()
        self._meters.poll(now, self._cards.last_frame)

    def stats(self) -> FrameStats:
        """Return how regularly the conference's clock came, with the speaker's gaps."""
        if self._port is None:
            return FrameStats()
        return replace(
            self._port.clock.stats(),
            underruns=self._speaker.underruns,
            dropped=self._speaker.dropped,
        )

    def speaker_stats(self) -> FrameStats:
        """Return how regularly the speaker asked for frames."""
        return self._cards.speaker_clock.stats()

    def close(self) -> None:
        """Stop the media clock and close every device; before libDestroy, recorders first."""
        self._echo.stop()
        self._meters.set_active({}, muted=False)
        self._cards.close()
        pj.Endpoint.instance().audDevManager().setNoDev()
        drop_all()
        self._port = None
        del self._ringback, self._trial, self._echo, self.media

    def _wish_sound(self) -> None:
        echo = self._echo.running
        self._meters.testing = self._tries_microphone or echo
        self._cards.wish(
            meter=self._meters.testing,
            listen=self._hears_ringback or self._tries_speaker or echo,
        )

    def _wish_ring(self) -> None:
        trial = Ring.TRIAL if self._tries_ringer else Ring.OFF
        self._cards.wish(ring=Ring.CALL if self._rings else trial)
