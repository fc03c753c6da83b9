"""The agent's ears and mouth: one conference port, and the sound devices behind it.

Everything public here is called on the engine's thread, the one that polls
pjsua2. The devices themselves live in a thread of their own (`cards`), so a
sound server that hangs never holds up a call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pjsua2 as pj

from desk_app.telephony.engine.audio.frames import FrameQueue, FrameStats
from desk_app.telephony.engine.audio.meters import Meters
from desk_app.telephony.engine.audio.port import FramePort
from desk_app.telephony.engine.audio.tones import RINGBACK, TEST, Tone
from desk_app.telephony.messages import Configure, Devices, Report


class AgentAudio:
    """The agent's microphone and speaker as `media`, the ringer, levels and alerts.

    `report` is only ever called from `poll`, `configure` and `set_active`,
    on the engine's thread.
    """

    media: pj.AudioMedia

    def __init__(self, report: Callable[[Report], None]) -> None:
        self._report = report
        self.devices = Devices()
        self._microphone = FrameQueue()
        self._speaker = FrameQueue()
        self._meters = Meters(report)
        self._port: FramePort | None = None

    def start(self) -> None:
        """Join the conference; after libStart. Needs no sound device."""
        pj.Endpoint.instance().audDevManager().setNullDev()
        self._port = FramePort("agent", self._microphone.get, self._speaker.put)
        self.media = self._port
        self._ringback = Tone(self.media, RINGBACK)
        self._test_tone = Tone(self.media, TEST)

    def configure(self, c: Configure) -> None:
        """Use these devices, ring sound and volume from now on, in the middle of a call too."""

    def ring(self, on: bool) -> None:
        """Ring on the ring device, rising to the configured volume, or stop."""

    def ringback(self, on: bool) -> None:
        """Let the agent hear that it rings at the far end."""
        self._ringback.play(on)

    def test_sound(self, device: str, on: bool) -> None:
        """Play the test tone on "speaker" or "ringer"; open and meter the "microphone"."""
        if device == "speaker":
            self._test_tone.play(on)

    def set_active(self, keys: Mapping[str, pj.AudioMedia], muted: bool) -> None:
        """Meter these calls (key -> what the caller says). Empty: no call has sound now."""
        self._meters.set_active(keys, muted)

    def poll(self, now: float) -> None:
        """Report levels, devices and alerts; every 20-50 ms. `now` is monotonic, in seconds."""
        self._meters.poll(now)

    def stats(self) -> FrameStats:
        """Return how regularly the conference took and gave frames."""
        return self._port.clock.stats() if self._port else FrameStats()

    def close(self) -> None:
        """Leave the conference and close every device; before libDestroy."""
        self._meters.set_active({}, muted=False)
        self._port = None
        del self._ringback, self._test_tone, self.media
