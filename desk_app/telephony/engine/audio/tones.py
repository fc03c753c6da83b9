"""Tones that the conference itself makes: ringback and the speaker's test tone."""

from __future__ import annotations

from collections.abc import Sequence

import pjsua2 as pj

from desk_app.telephony.engine.audio.frames import RATE

Note = tuple[int, int, int]
"""Frequency in Hz, milliseconds on, milliseconds off."""

RINGBACK: Sequence[Note] = ((425, 1000, 4000),)
"""What the far end's ringing sounds like in Iran (ITU-T E.180 supplement)."""
TRIAL: Sequence[Note] = ((523, 350, 50), (659, 350, 50), (784, 350, 850))


class Tone:
    """A looping tone played to one listener. All on the engine's thread."""

    def __init__(self, listener: pj.AudioMedia, notes: Sequence[Note]) -> None:
        self._listener = listener
        self._notes = pj.ToneDescVector()
        for frequency, on_ms, off_ms in notes:
            note = pj.ToneDesc()
            note.freq1, note.freq2, note.on_msec, note.off_msec = frequency, 0, on_ms, off_ms
            self._notes.append(note)
        self.media = pj.ToneGenerator()
        self.media.createToneGenerator(RATE, 1)
        self._on = False

    def play(self, on: bool) -> None:
        """Start from the beginning, or stop. Repeating either does nothing."""
        if on == self._on:
            return
        self._on = on
        if on:
            self.media.play(self._notes, True)
            self.media.startTransmit(self._listener)
        else:
            self.media.stopTransmit(self._listener)
            self.media.stop()
