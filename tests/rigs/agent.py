"""A second SIP phone for tests: calls, answers, holds, transfers, plays and measures tones."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.rigs.patience import PATIENCE_S
from tests.rigs.ports import free_port

ROOT = Path(__file__).resolve().parents[2]


class Agent:
    """Controls one `agent_process`. `events` keeps everything it said. A context manager.

    `srtp`: 0 never, 1 if offered, 2 always.
    """

    def __init__(self, user: str = "peer", transport: str = "udp", *, srtp: int = 0) -> None:
        self.port = free_port()
        self._transport = transport
        suffix = ";transport=tcp" if transport == "tcp" else ""
        self.uri = f"sip:{user}@127.0.0.1:{self.port}{suffix}"
        self.events: list[dict[str, Any]] = []
        self._calls = 100
        self._queue: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._process = subprocess.Popen(
            [
                sys.executable,
                *("-m", "tests.rigs.agent_process", "--port", str(self.port)),
                *("--user", user, "--transport", transport, "--srtp", str(srtp)),
            ],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self.wait("ready")

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.startswith("{"):
                said = json.loads(line)
                self._calls = max(self._calls, said.get("call", 0), said.get("new", 0))
                self._queue.put(said)
        self._queue.put(None)

    def do(self, do: str, **arguments: Any) -> None:
        """Give an order; see `agent_process.Phone.do_…`."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps({"do": do, **arguments}) + "\n")
        self._process.stdin.flush()

    def wait(self, event: str, within_s: float = PATIENCE_S, **fields: Any) -> dict[str, Any]:
        """Return the first such event that was not waited for before."""
        deadline = time.monotonic() + within_s
        while True:
            for index, said in enumerate(self.events):
                if said["event"] == event and fields.items() <= said.items():
                    return self.events.pop(index)
            try:
                said_now = self._queue.get(timeout=max(0.0, deadline - time.monotonic()))
            except queue.Empty:
                raise AssertionError(
                    f"no {event} {fields} within {within_s} s: {self.events[-12:]}"
                ) from None
            if said_now is None:
                raise AssertionError(f"the agent's process ended: {self.events[-12:]}")
            self.events.append(said_now)

    def register(self, user: str, password: str, at: str) -> None:
        """Register with a PBX at "host:port"; calls go through it from then on."""
        self.do("register", user=user, password=password, at=at, transport=self._transport)
        said = self.wait("registered")
        assert said["status"] == 200, said

    def answers(self, *statuses: int) -> None:
        """Answer calls with these, one after the other (180, 200)."""
        self.do("answers", statuses=list(statuses))

    def reset(self) -> None:
        """End every call, ring again when called, and forget what was said."""
        self.do("reset")
        self.wait("reset")
        self.events.clear()

    def call(self, uri: str, headers: Mapping[str, str] | None = None) -> int:
        """Call; return the call's number at once."""
        self._calls += 1
        self.do("call", call=self._calls, uri=uri, headers=dict(headers or {}))
        return self._calls

    def hang_up(self, call: int, status: int = 0, headers: Mapping[str, str] | None = None) -> None:
        """End a call, or refuse it with a status."""
        self.do("hangup", call=call, status=status, headers=dict(headers or {}))

    def hears(self, call: int, hertz: float, within_s: float = PATIENCE_S) -> None:
        """Wait until the tone is most of what is heard in the call."""
        self._listen(call, hertz, within_s, lambda share, rms: share > 0.25 and rms > 300)

    def hears_something(self, call: int, within_s: float = PATIENCE_S) -> None:
        """Wait until there is sound in the call, whatever it is."""
        self._listen(call, 440, within_s, lambda _share, rms: rms > 300)

    def hears_silence(self, call: int, within_s: float = PATIENCE_S) -> None:
        """Wait until nothing is heard in the call."""
        self._listen(call, 440, within_s, lambda _share, rms: rms < 60)

    def hears_no(self, call: int, hertz: float, within_s: float = PATIENCE_S) -> None:
        """Wait until the tone is no part of what is heard in the call."""
        self._listen(call, hertz, within_s, lambda share, rms: share < 0.01 or rms < 60)

    def _listen(self, call: int, hertz: float, within_s: float, good: Any) -> None:
        deadline = time.monotonic() + within_s
        while True:
            self.do("hear", call=call, hertz=hertz)
            heard = self.wait("heard", call=call)
            if good(heard["share"], heard["rms"]):
                return
            if time.monotonic() > deadline:
                raise AssertionError(f"{hertz} Hz in call {call}: {heard}")

    def close(self) -> None:
        """End the process."""
        if self._process.poll() is None:
            assert self._process.stdin is not None
            self._process.stdin.close()
            try:
                self._process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        assert self._process.stdout is not None
        self._process.stdout.close()

    def __enter__(self) -> Agent:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
