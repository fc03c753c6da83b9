"""The wall's alarm for the ear, played by a process of its own."""

from __future__ import annotations

import logging
import sys

from PySide6.QtCore import QObject, QProcess

from desk_app.settings import Audio

log = logging.getLogger(__name__)

_PROGRAM = (
    (sys.executable, "alarm")
    if getattr(sys, "frozen", False)
    else (sys.executable, "-m", "desk_app.telephony.engine.audio.alarm")
)
_END_MS = 1000


class AlarmSound(QObject):
    """Plays where it rings and as loud as it rings, one at a time. UI thread; never waits."""

    def __init__(self, audio: Audio, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.audio = audio
        self._process = QProcess(self)
        self._process.finished.connect(self._on_finished)

    def play(self) -> None:
        """Play the alarm, unless it is being played."""
        if self.audio.silent or self._process.state() is not QProcess.ProcessState.NotRunning:
            return
        program, *given = _PROGRAM
        self._process.start(program, [*given, self.audio.ringer, str(self.audio.ring_volume)])

    def _on_finished(self, code: int) -> None:
        if code:
            said = self._process.readAllStandardError().toStdString().strip()
            log.warning("the alarm was not heard: %s", said)

    def close(self) -> None:
        """End it at once."""
        self._process.blockSignals(True)
        self._process.kill()
        self._process.waitForFinished(_END_MS)
