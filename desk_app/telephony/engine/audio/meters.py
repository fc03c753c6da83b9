"""Levels ten times a second, and the alert that the microphone is silent."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import pjsua2 as pj

from desk_app.telephony.engine.audio.frames import level_db, meter
from desk_app.telephony.messages import Alert, AudioAlert, Levels, Report

_EVERY_S = 0.1
_SILENT_DB = -65.0
_SILENT_S = 5.0


def conference_db(percent: int) -> float:
    """Return dBFS of pjsua2's level: an inverted mu-law code (ITU-T G.711), 0..255 as per cent."""
    if percent <= 0:
        return -math.inf
    code = min(int(percent * 2.55 + 1), 127)
    exponent, mantissa = code >> 4, code & 0x0F
    linear = ((mantissa * 2 + 33) << exponent) - 33
    return 20 * math.log10(max(linear, 1) / 8159)


class Meters:
    """Measures the microphone's and the callers' levels, on the engine's thread."""

    def __init__(self, report: Callable[[Report], None]) -> None:
        self._report = report
        self._calls: dict[str, pj.AudioMedia] = {}
        self._muted = False
        self._next = 0.0
        self._heard_at: float | None = None
        self._silent: set[str] = set()
        self.testing = False
        """Whether the microphone is metered without a call."""

    def set_active(self, calls: Mapping[str, pj.AudioMedia], muted: bool) -> None:
        """Meter these calls from now on."""
        self._calls = dict(calls)
        if muted != self._muted or not calls:
            self._muted = muted
            self._heard_at = None
        self._alert(self._silent & calls.keys() if not muted else set())

    def poll(self, now: float, frame: bytes) -> None:
        """Report when a tenth of a second has passed.

        `frame` is the microphone's newest; empty when no microphone is open,
        which is somebody else's alert.
        """
        if now < self._next:
            return
        self._next = max(self._next + _EVERY_S, now)
        if not self._calls and not self.testing:
            return
        microphone = level_db(frame) if frame else -math.inf
        self._watch_silence(microphone, now, is_open=bool(frame))
        callers = {key: meter(self._caller_db(media)) for key, media in self._calls.items()}
        self._report(Levels(microphone=meter(microphone), callers=callers))

    @staticmethod
    def _caller_db(media: pj.AudioMedia) -> float:
        try:
            # "Tx": what the media transmits into the conference.
            return conference_db(media.getTxLevel())
        except pj.Error:  # the call's media went away since set_active
            return -math.inf

    def _watch_silence(self, db: float, now: float, *, is_open: bool) -> None:
        watched = bool(self._calls) and is_open and not self._muted
        if self._heard_at is None or not watched or db > _SILENT_DB:
            self._heard_at = now
        silent = watched and now - self._heard_at >= _SILENT_S
        self._alert(set(self._calls) if silent else set())

    def _alert(self, silent: set[str]) -> None:
        for key in sorted(self._silent ^ silent):
            self._report(AudioAlert(key=key, alert=Alert.MICROPHONE_SILENT, on=key in silent))
        self._silent = silent
