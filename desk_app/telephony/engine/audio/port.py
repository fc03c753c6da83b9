"""A conference port in Python: frames to and from the SIP stack's media clock.

pjsua2 calls both methods on its own clock thread, every 20 ms. Ports are made
and dropped on the engine's thread only.
"""

from __future__ import annotations

import contextlib
import ctypes
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any

import pjsua2 as pj

from desk_app.telephony.engine.audio.frames import FRAME_BYTES, FRAME_MS, RATE, FrameClock, silence

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

    def _vector(vector: Any) -> bytes:
        # Element by element, which is the only other way, takes 640 turns of the
        # interpreter's lock: with a busy thread beside it 75 ms instead of 20.
        # std::vector begins with its first and last address in all three libraries.
        first, end = (ctypes.c_void_p * 2).from_address(int(vector.this))
        return ctypes.string_at(first, end - first) if first and end else b""

    _fast = _vector(pj.ByteVector(b"probe")) == b"probe"

    def _read(frame: Any) -> bytes:
        return _vector(frame.buf) if _fast else bytes(frame.buf)


class _Thread(threading.local):
    known = False

    def keep(self) -> None:
        """Let the interpreter know this thread for good.

        It is none of Python's: its state would be made and thrown away, with 16 KB of
        memory mapped and unmapped, for each frame.
        """
        if not self.known:
            self.known = True
            ctypes.pythonapi.PyGILState_Ensure()


_thread = _Thread()


class FramePort(pj.AudioMediaPort):  # type: ignore[misc]
    """A conference port fed by `source` and drained by `sink`, 20 ms of 16 kHz mono each.

    Either may be None: silence in, or nothing kept. Both are called on the
    media clock's thread and must not block; `sink` gets silence while nobody
    transmits to the port.

    Never to be dropped while the media clock runs: it calls into an object that
    is being destroyed, and the process dies. `borrow` and `give_back` use ports again.
    """

    def __init__(self) -> None:
        super().__init__()
        self.source: Callable[[], bytes] | None = None
        self.sink: Callable[[bytes], None] | None = None
        self.clock = FrameClock()
        fmt = pj.MediaFormatAudio()
        fmt.init(pj.PJMEDIA_FORMAT_PCM, RATE, 1, FRAME_MS * 1000, 16)
        self.createPort("frames", fmt)

    def onFrameRequested(self, frame: Any) -> None:
        """Give the conference what this port says."""
        source = self.source
        if source is None:
            frame.type = pj.PJMEDIA_FRAME_TYPE_NONE
            return
        _write(frame, source())
        frame.size = FRAME_BYTES
        frame.type = pj.PJMEDIA_FRAME_TYPE_AUDIO

    def onFrameReceived(self, frame: Any) -> None:
        """Take what the conference says to this port."""
        _thread.keep()
        self.clock.tick()
        sink = self.sink
        if sink is None:
            return
        data = _read(frame) if frame.type == pj.PJMEDIA_FRAME_TYPE_AUDIO else b""
        sink(data if len(data) == FRAME_BYTES else silence())


_REST_S = 0.5  # the conference carries out connections and their ends a tick later
_resting: deque[tuple[float, FramePort]] = deque()


def borrow(
    source: Callable[[], bytes] | None = None, sink: Callable[[bytes], None] | None = None
) -> FramePort:
    """Return an unconnected port. On the engine's thread, as all here."""
    if _resting and time.monotonic() - _resting[0][0] > _REST_S:
        port = _resting.popleft()[1]
    else:
        port = FramePort()
    port.source, port.sink = source, sink
    return port


def give_back(port: FramePort) -> None:
    """Cut all of the port's connections and keep it for another use."""
    port.source = port.sink = None
    number = port.getPortId()
    hears = port.getPortInfo().listeners
    others = pj.Endpoint.instance().mediaEnumPorts2()
    for other in others:
        with contextlib.suppress(pj.Error):  # a call's port may go while we ask
            if number in other.getPortInfo().listeners:
                other.stopTransmit(port)
            if other.getPortId() in hears:
                port.stopTransmit(other)
    _resting.append((time.monotonic(), port))


def drop_all() -> None:
    """Forget all ports given back; the media clock must have stopped."""
    _resting.clear()
