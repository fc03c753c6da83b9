"""Records a call to a stereo WAV file: the agent left, the caller right.

The conference hands over frames on its clock thread; a thread of the
recorder's own writes them, so that a slow disk never touches the call.
"""

from __future__ import annotations

import queue
import struct
import threading
from array import array
from pathlib import Path
from typing import BinaryIO

import pjsua2 as pj

from desk_app.telephony.engine.audio.frames import FRAME_BYTES, RATE, silence
from desk_app.telephony.engine.audio.port import borrow, give_back

_HEADER = 44
_HEADER_EVERY = 50  # frames: what a crash loses is at most this second
_SKEW = 3  # frames one side may lag before it counts as silent
_BACKLOG = 1500  # frames, 30 s: a disk that stalls longer loses sound, never memory


def wav_header(data_bytes: int) -> bytes:
    """Return the header of a 16-bit stereo WAV at 16 kHz with so many bytes of samples."""
    return struct.pack(
        "<4sI4s4sIHHIIHH4sI",
        b"RIFF",
        36 + data_bytes,
        b"WAVE",
        b"fmt ",
        16,
        1,
        2,
        RATE,
        RATE * 4,
        4,
        16,
        b"data",
        data_bytes,
    )


def interleave(left: bytes, right: bytes) -> bytes:
    """Return stereo samples of two mono frames."""
    stereo = array("h", bytes(FRAME_BYTES * 2))
    stereo[0::2] = array("h", left)
    stereo[1::2] = array("h", right)
    return stereo.tobytes()


class StereoRecorder:
    """Writes what `agent` and `caller` are sent, 64 kB a second.

    Made, paused and closed on the engine's thread. Transmit the agent's port to
    `agent` and the far end's to `caller`. The file can be played at any moment:
    its header is brought up to date every second.

    Raises:
        OSError: the file cannot be made.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.error = ""
        """Why nothing more is written (the disk is full, ...); empty while all is well."""
        self._file = self._create(path)
        self._written = 0
        self._lock = threading.Lock()
        self._left: list[bytes] = []
        self._right: list[bytes] = []
        self._paused = False
        self._queue: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._write_all, name="recorder", daemon=True)
        self.agent: pj.AudioMedia = borrow(sink=self._take_left)
        self.caller: pj.AudioMedia = borrow(sink=self._take_right)
        self._thread.start()

    @staticmethod
    def _create(path: Path) -> BinaryIO:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("xb")
        try:
            file.write(wav_header(0))
            file.flush()
        except OSError:
            file.close()
            raise
        return file

    def pause(self) -> None:
        """Leave out what is said from now on."""
        with self._lock:
            self._paused = True
            self._left.clear()
            self._right.clear()

    def resume(self) -> None:
        """Go on recording, directly behind what was recorded before the pause."""
        with self._lock:
            self._paused = bool(self.error)

    def close(self) -> None:
        """Stop and leave a finished file behind; a stalled disk gets it after at most 1 s."""
        give_back(self.agent)
        give_back(self.caller)
        with self._lock:
            self._paused = True
        self._queue.put(None)
        self._thread.join(timeout=1)

    def _take_left(self, frame: bytes) -> None:
        with self._lock:
            if not self._paused:
                self._left.append(frame)
                self._pair()

    def _take_right(self, frame: bytes) -> None:
        with self._lock:
            if not self._paused:
                self._right.append(frame)
                self._pair()

    def _pair(self) -> None:
        while (self._left and self._right) or max(len(self._left), len(self._right)) > _SKEW:
            left = self._left.pop(0) if self._left else silence()
            right = self._right.pop(0) if self._right else silence()
            if self._queue.qsize() < _BACKLOG:
                self._queue.put(interleave(left, right))
            else:
                self.error = self.error or "the disk is too slow"

    def _write_all(self) -> None:
        try:
            with self._file:
                for count, frames in enumerate(iter(self._queue.get, None), 1):
                    self._file.write(frames)
                    self._written += len(frames)
                    if count % _HEADER_EVERY == 0:
                        self._write_header()
                self._write_header()
        except OSError as error:
            self.error = str(error)
            with self._lock:
                self._paused = True

    def _write_header(self) -> None:
        self._file.flush()
        self._file.seek(0)
        self._file.write(wav_header(self._written))
        self._file.seek(0, 2)
        self._file.flush()
