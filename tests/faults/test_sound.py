"""No sound device, and one that is pulled out: the phone goes on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from desk_app.telephony.messages import Problem
from tests.faults.program import Program
from tests.rigs.pulse import PulseServer


@pytest.fixture
def pulse(monkeypatch: pytest.MonkeyPatch) -> Iterator[PulseServer]:
    """A sound server for engines that are started from now on."""
    with PulseServer() as server:
        for name, value in server.environment.items():
            monkeypatch.setenv(name, value)
        yield server


def test_no_sound_device_is_told_to_every_desk(program: Program, pulse: PulseServer) -> None:
    pulse.stop()
    program.settings(sound="silent = false")
    program.open()
    program.told(Problem.NO_SOUND_DEVICE)
    with program.ringing() as (caller, ring, key):
        program.answer(caller, ring, key)
        program.core.phone.abandon()  # the desk is killed
        program.core.background.close()
        program.open()
        program.told(Problem.NO_SOUND_DEVICE)
        caller.hang_up(ring)
        program.wait(lambda: program.over(key))
    pulse.start()
    program.wait(lambda: not program.notices())
    program.close()
    program.recorded(key)


def test_the_chosen_device_vanishes_in_a_call(program: Program, pulse: PulseServer) -> None:
    plug = pulse.plug_speaker("headset", "Headset")
    program.settings(sound='silent = false\nspeaker = "Headset"')
    program.open()
    program.wait(lambda: program.state.devices.speaker_now == "Headset")
    with program.ringing() as (caller, ring, key):
        program.answer(caller, ring, key)
        pulse.unplug(plug)
        program.told(Problem.DEVICE_MISSING)
        program.wait(lambda: program.state.devices.speaker_now == "Test Speakers")
        caller.hang_up(ring)
        program.wait(lambda: program.over(key))
    pulse.plug_speaker("headset", "Headset")
    program.wait(lambda: Problem.DEVICE_MISSING not in program.notices())
    program.close()
    program.recorded(key)
