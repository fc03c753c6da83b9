"""The wall's alarm, heard on a real sound server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QProcess, QProcessEnvironment
from pytestqt.qtbot import QtBot

from desk_app.alarm_sound import AlarmSound
from desk_app.settings import Audio
from tests.rigs.patience import PATIENCE_MS
from tests.rigs.pulse import PulseServer

HIGH = 987.77  # Hz, the first of its bells


@pytest.fixture
def pulse() -> Iterator[PulseServer]:
    with PulseServer() as server:
        server.plug_speaker("hall", "Hall")
        yield server


@pytest.fixture
def alarm(pulse: PulseServer) -> Iterator[AlarmSound]:
    made = AlarmSound(Audio())
    environment = QProcessEnvironment()
    for name, value in pulse.environment.items():
        environment.insert(name, value)
    made._process.setProcessEnvironment(environment)
    yield made
    made.close()


@pytest.mark.parametrize(
    ("ringer", "speaker"), [("", "speakers"), ("Hall", "hall"), ("Gone", "speakers")]
)
def test_an_alarm_is_heard_where_it_rings(
    pulse: PulseServer, alarm: AlarmSound, qtbot: QtBot, ringer: str, speaker: str
) -> None:
    alarm.audio = Audio(ringer=ringer, ring_volume=100)
    with qtbot.waitSignal(alarm._process.finished, timeout=PATIENCE_MS) as ended:
        alarm.play()
        alarm.play()  # it is being played
        qtbot.waitUntil(lambda: pulse.hears(speaker, HIGH), timeout=PATIENCE_MS)
    assert ended.args is not None
    assert ended.args[0] == 0
    assert pulse.own_streams("sink-inputs") == []


def test_who_wants_no_sound_device_has_none(alarm: AlarmSound) -> None:
    alarm.audio = replace(alarm.audio, silent=True)
    alarm.play()
    assert alarm._process.state() is QProcess.ProcessState.NotRunning


def test_the_log_says_that_nothing_was_heard(
    alarm: AlarmSound, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    with qtbot.waitSignal(alarm._process.finished, timeout=PATIENCE_MS):
        alarm.play()
        alarm._process.kill()
    assert "the alarm was not heard" in caplog.text
