"""The callers' real process under test, and what it says; a SIPp phone for it to ring."""

from __future__ import annotations

import json
import queue
import re
import shutil
import socket
import struct
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Any

from desk_app.demo.script import Script, save
from tests.rigs.patience import PATIENCE_S
from tests.rigs.ports import free_port

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = Path(__file__).parent


class Callers:
    """The process; nobody calls before `start`. A context manager."""

    def __init__(self, script: Script, target: str, folder: Path) -> None:
        file = folder / "script.json"
        save(script, file)
        self.address = f"127.0.0.1:{free_port()}"
        self.said: list[dict[str, Any]] = []
        self._queue: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "desk_app.demo.caller_process"),
                *("--target", target, "--listen", self.address),
                *("--script", str(file), "--voices", str(folder / "voices")),
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        threading.Thread(target=self._read, daemon=True).start()
        self.wait("listening")

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith(b"{"):
                self._queue.put(json.loads(line))
        self._queue.put(None)

    def start(self) -> None:
        """Let them call."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"start\n")
        self.process.stdin.flush()

    def wait(self, what: str, within_s: float = PATIENCE_S, **fields: Any) -> dict[str, Any]:
        """Return the next such thing said."""
        deadline = time.monotonic() + within_s
        while True:
            try:
                said = self._queue.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(f"no {what} in {within_s} s: {self.said[-8:]}") from None
            if said is None:
                raise AssertionError(f"the callers ended: {self.said[-8:]}")
            self.said.append(said)
            if said["what"] == what and fields.items() <= said.items():
                return said

    def silent(self) -> bool:
        """Return whether nothing was said since it was asked for last."""
        return self._queue.empty()

    def __enter__(self) -> Callers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        try:
            assert self.process.wait(PATIENCE_S) == 0
        finally:
            self.process.kill()
            self.process.wait(PATIENCE_S)
            if self.process.stdout is not None:
                self.process.stdout.close()


class SippPhone:
    """A SIPp phone playing one scenario, its sound arriving at a socket of the test's.

    An INVITE that comes before SIPp listens is repeated by the caller (RFC 3261, timer A).
    """

    def __init__(self, scenario: str, folder: Path) -> None:
        program = shutil.which("sipp")
        assert program, "the tests need SIPp (Debian: sip-tester)"
        self.rtp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.rtp.bind(("127.0.0.1", 0))
        self.rtp.settimeout(PATIENCE_S)
        port = free_port()
        self.address = f"127.0.0.1:{port}"
        self._log = folder / "messages.log"
        self._process = subprocess.Popen(
            [
                *(program, "-sf", str(SCENARIOS / scenario), "-i", "127.0.0.1", "-p", str(port)),
                *("-key", "sink", str(self.rtp.getsockname()[1]), "-nostdin"),
                *("-mp", str(free_port()), "-m", "1", "-timeout", "120"),
                *("-trace_msg", "-message_file", str(self._log)),
            ],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def done(self) -> str:
        """Return all messages once the scenario is through; it must have succeeded."""
        assert self._process.wait(PATIENCE_S) == 0, self._log.read_text("utf-8")[-3000:]
        return self._log.read_text("utf-8")

    def hear(self, packets: int) -> float:
        """Return the mean loudness (0-1) of so many RTP packets, PCMU by RFC 3550 and G.711."""
        total = count = 0
        for _ in range(packets):
            packet = self.rtp.recv(2048)
            assert (packet[0] >> 6, packet[1] & 0x7F) == (2, 0)
            magnitudes = [0x7F - (byte & 0x7F) for byte in packet[12:]]
            total += sum(magnitudes)
            count += len(magnitudes)
        return total / count / 0x7F

    def speak(self, packets: int) -> None:
        """Say "aaah" for so many packets, at the pace at which the caller's arrive."""
        loud = bytes([0x90] * 8 + [0x10] * 8) * 10  # G.711 µ-law: 500 Hz, half of full scale
        for number in range(packets):
            _, caller = self.rtp.recvfrom(2048)
            rtp = struct.pack("!BBHII", 0x80, 0, number, number * 160, 7)
            self.rtp.sendto(rtp + loud, caller)

    def __enter__(self) -> SippPhone:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.rtp.close()
        self._process.kill()
        self._process.wait(PATIENCE_S)


def header(messages: str, method: str, name: str) -> str:
    """Return a header of the first request of a method."""
    request = messages[messages.index(f"\n{method} sip:") :]
    found = re.search(rf"^{name}: *(.*?)\r?$", request.split("\n\n")[0], re.MULTILINE)
    assert found, f"no {name} in\n{request[:800]}"
    return found[1]
