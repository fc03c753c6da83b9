"""A conference port in Python: frames to and from the SIP stack's media clock.

pjsua2 calls both methods on its own clock thread, every 20 ms. Ports are made
and dropped on the engine's thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pjsua2 as pj

from desk_app.telephony.engine.audio.frames import FRAME_BYTES, FRAME_MS, RATE, FrameClock

if hasattr(pj.ByteVector, "assign_from_bytes"):
    # Both helpers run without the interpreter's lock, so they only ever see a
    # buffer that no other thread can hold a reference to.
    def _write(frame: Any, data: bytes) -> None:
        frame.buf.assign_from_bytes(bytearray(data))

    def _read(frame: Any) -> bytes:
        data = bytearray(frame.size)
        frame.buf.copy_to_bytearray(data)
        return bytes(data)
else:

    def _write(frame: Any, data: bytes) -> None:
        frame.buf = pj.ByteVector(data)

    def _read(frame: Any) -> bytes:
        return bytes(frame.buf)


class FramePort(pj.AudioMediaPort):  # type: ignore[misc]
    """A conference port fed by `source` and drained by `sink`, 20 ms of 16 kHz mono each.

    Either may be None: silence in, or nothing kept. Both are called on the
    media clock's thread and must not block.
    """

    def __init__(
        self,
        name: str,
        source: Callable[[], bytes] | None = None,
        sink: Callable[[bytes], None] | None = None,
    ) -> None:
        super().__init__()
        self._source = source
        self._sink = sink
        self.clock = FrameClock()
        fmt = pj.MediaFormatAudio()
        fmt.init(pj.PJMEDIA_FORMAT_PCM, RATE, 1, FRAME_MS * 1000, 16)
        self.createPort(name, fmt)

    def onFrameRequested(self, frame: Any) -> None:
        """Give the conference what this port says."""
        if self._source is None:
            frame.type = pj.PJMEDIA_FRAME_TYPE_NONE
            return
        _write(frame, self._source())
        frame.size = FRAME_BYTES
        frame.type = pj.PJMEDIA_FRAME_TYPE_AUDIO

    def onFrameReceived(self, frame: Any) -> None:
        """Take what the conference says to this port."""
        self.clock.tick()
        if self._sink is None or frame.type != pj.PJMEDIA_FRAME_TYPE_AUDIO:
            return
        data = _read(frame)
        if len(data) == FRAME_BYTES:
            self._sink(data)
