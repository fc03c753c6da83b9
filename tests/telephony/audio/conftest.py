"""A sound server of each test's own, and an engine's audio on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk_app.telephony.messages import Devices
from tests.rigs.pulse import PulseServer
from tests.telephony.audio.process import AudioProcess


@pytest.fixture
def pulse() -> Iterator[PulseServer]:
    """A sound server with "Test Speakers" and "Test Microphone"."""
    with PulseServer() as server:
        yield server


@pytest.fixture
def audio(pulse: PulseServer) -> Iterator[AudioProcess]:
    """The agent's audio, configured to the defaults and ready."""
    with AudioProcess(pulse.environment) as process:
        process.ask("configure", echo_cancel=False)
        process.wait(lambda r: isinstance(r, Devices) and r.speaker_now)
        yield process
        assert process.close() == 0
