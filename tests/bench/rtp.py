"""The far end of a call's sound: RTP out every 20 ms, arrivals stamped by the kernel.

Kernel stamps (SO_TIMESTAMPNS) say when the engine's packet went through loopback,
however late a busy machine lets this process read it.
"""

from __future__ import annotations

import itertools
import math
import select
import socket
import struct
import threading
import time
from types import TracebackType

from tests.bench import load
from tests.rigs.uac import HOST

FRAME_S = 0.02
_SO_TIMESTAMPNS = 35  # asm-generic/socket.h; the socket module does not name it
_HEADER = struct.Struct("!BBHII")
_TIMESPEC = struct.Struct("@qq")
_SSRC = 0x0BE7C4


def mu_law(sample: int) -> int:
    """Return the mu-law code (ITU-T G.711) of a 16-bit sample."""
    sign = 0x80 if sample < 0 else 0
    magnitude = min(abs(sample), 32_635) + 132
    exponent = magnitude.bit_length() - 8
    return ~(sign | exponent << 4 | (magnitude >> exponent + 3) & 0x0F) & 0xFF


def tone_frame() -> bytes:
    """Return 20 ms of 400 Hz, a whole number of waves, so that frames join without a click."""
    return bytes(mu_law(int(8000 * math.sin(2 * math.pi * i / 20))) for i in range(160))


class RtpPeer:
    """Speaks a steady tone to the phone and listens to it, on a thread of its own.

    The thread goes before other work where that is allowed: the far end is not what is
    measured.
    """

    def __init__(self) -> None:
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
        self._socket.bind((HOST, 0))
        self.port: int = self._socket.getsockname()[1]
        self._to: tuple[str, int] | None = None
        self._arrivals: list[tuple[int, int]] = []
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._run, name="rtp", daemon=True)

    def __enter__(self) -> RtpPeer:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._closing.set()
        self._thread.join()
        self._socket.close()

    def talk_to(self, port: int) -> None:
        """Speak to the phone's media port from now on."""
        self._to = (HOST, port)

    def heard(self) -> list[tuple[int, int]]:
        """Return and forget the packets heard: (sequence number, arrival in ns), in order."""
        arrivals, self._arrivals = self._arrivals, []
        return arrivals

    def _run(self) -> None:
        load.go_first(threading.get_native_id())
        frame = tone_frame()
        due, sequence = time.monotonic(), 0
        while not self._closing.is_set():
            wait_s = due - time.monotonic()
            if wait_s > 0:
                if select.select([self._socket], [], [], wait_s)[0]:
                    self._hear()
                continue
            due += FRAME_S
            sequence += 1
            if self._to is not None:
                header = _HEADER.pack(0x80, 0, sequence & 0xFFFF, sequence * 160, _SSRC)
                self._socket.sendto(header + frame, self._to)

    def _hear(self) -> None:
        data, extra, _, _ = self._socket.recvmsg(2048, 64)
        if len(data) < _HEADER.size or data[0] >> 6 != 2 or 64 <= data[1] & 0x7F <= 95:
            return
        for level, kind, stamp in extra:
            if (level, kind) == (socket.SOL_SOCKET, _SO_TIMESTAMPNS):
                seconds, nanoseconds = _TIMESPEC.unpack(stamp[: _TIMESPEC.size])
                sequence = _HEADER.unpack(data[: _HEADER.size])[2]
                self._arrivals.append((sequence, seconds * 1_000_000_000 + nanoseconds))


def intervals_ms(arrivals: list[tuple[int, int]]) -> list[float]:
    """Return the times between successive packets."""
    return [(after - before) / 1e6 for (_, before), (_, after) in itertools.pairwise(arrivals)]


def lost(arrivals: list[tuple[int, int]]) -> int:
    """Return how many packets are missing between the first and the last."""
    if not arrivals:
        return 0
    span = sum(
        (after - before) & 0xFFFF for (before, _), (after, _) in itertools.pairwise(arrivals)
    )
    return span + 1 - len(arrivals)
