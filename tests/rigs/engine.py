"""The real engine process and a plain desk at the other end of its socket."""

from __future__ import annotations

import itertools
import os
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

import msgspec

from desk_app.telephony.messages import (
    CallFact,
    Configure,
    Done,
    DoNotDisturb,
    Fact,
    HangUp,
    Report,
    Request,
    Snapshot,
    Trouble,
    decode_report,
    encode,
)
from tests.rigs.patience import PATIENCE_S
from tests.rigs.ports import free_port

T = TypeVar("T")


class Desk:
    """One connection to an engine; keeps everything it was told in `heard`."""

    def __init__(self, path: str, within_s: float = PATIENCE_S) -> None:
        self.heard: list[Report] = []
        self.heard_at: list[float] = []
        self.closed = False
        self._numbers = itertools.count(1)
        self._rest = b""
        self._socket = _connect(path, within_s)
        self.snapshot = self.wait(Snapshot, within_s=within_s)

    def say(self, request: Request) -> int:
        """Send a request without waiting; return its number."""
        number = next(self._numbers)
        self.say_raw(encode(msgspec.structs.replace(request, request=number)))
        return number

    def say_raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        self._socket.sendall(data)

    def ask(self, request: Request, within_s: float = PATIENCE_S) -> Done:
        """Send a request and wait until it is done; a Trouble in answer raises."""
        number = self.say(request)
        answer = self._answer(number, within_s)
        if isinstance(answer, Trouble):
            raise AssertionError(f"{request} failed: {answer}")
        return answer

    def refused(self, request: Request, within_s: float = PATIENCE_S) -> Trouble:
        """Send a request that must fail; return the trouble."""
        answer = self._answer(self.say(request), within_s)
        if isinstance(answer, Done):
            raise AssertionError(f"{request} was carried out")
        return answer

    def _answer(self, number: int, within_s: float) -> Done | Trouble:
        def answers(report: Report) -> bool:
            return isinstance(report, Done | Trouble) and report.request == number

        found = self.wait_for(lambda: next(filter(answers, self.heard), None), within_s)
        assert isinstance(found, Done | Trouble)
        return found

    def wait_for(self, condition: Callable[[], T | None], within_s: float = PATIENCE_S) -> T:
        """Read reports until the condition holds (is truthy); return its value."""
        deadline = time.monotonic() + within_s
        while not (value := condition()):
            left = deadline - time.monotonic()
            if left <= 0 or self.closed:
                tail = "\n  ".join(str(r) for r in self.heard[-12:])
                raise AssertionError(f"not within {within_s} s; last heard:\n  {tail}")
            self._read(min(left, 0.2))
        return value

    def wait(
        self,
        kind: type[T],
        where: Callable[[T], bool] = lambda _report: True,
        within_s: float = PATIENCE_S,
    ) -> T:
        """Return the first report of a kind, heard already or still to come."""

        def found() -> T | None:
            return next((r for r in self.heard if isinstance(r, kind) and where(r)), None)

        return self.wait_for(found, within_s)

    def fact(self, fact: Fact, key: str = "", within_s: float = PATIENCE_S) -> CallFact:
        """Return the first such fact of a call, of any call without a key."""
        return self.wait(CallFact, lambda f: f.fact is fact and (not key or f.key == key), within_s)

    def facts(self, key: str) -> list[Fact]:
        """Return the kinds of a call's facts so far, in order."""
        return [f.fact for f in self.heard if isinstance(f, CallFact) and f.key == key]

    def read_for(self, seconds: float) -> None:
        """Listen for so long, to prove that something does not come."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not self.closed:
            self._read(left)

    def _read(self, timeout_s: float) -> None:
        readable, _, _ = select.select([self._socket], [], [], timeout_s)
        if not readable:
            return
        try:
            data = self._socket.recv(65536)
        except ConnectionError:
            data = b""
        if not data:
            self.closed = True
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        now = time.monotonic()
        for line in lines:
            self.heard.append(decode_report(line))
            self.heard_at.append(now)

    def close(self) -> None:
        """Leave without a word, as a desk that was killed does."""
        self._socket.close()
        self.closed = True


def _connect(path: str, within_s: float) -> socket.socket:
    deadline = time.monotonic() + within_s
    pause = select.poll()
    while True:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(path)
        except (FileNotFoundError, ConnectionRefusedError):
            connection.close()
            if time.monotonic() > deadline:
                raise
            pause.poll(10)
        else:
            return connection


class EngineRig:
    """An engine on a data folder of its own. `desk` is its first connection.

    Direct calls come to `sip` ("127.0.0.1:port"). A context manager: ends the engine.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        program: list[str] | None = None,
        environment: dict[str, str] | None = None,
    ) -> None:
        self.data_dir = data_dir
        self._environment = {**os.environ, "PYTHONWARNINGS": "default", **(environment or {})}
        self.port = free_port()
        self.sip = f"127.0.0.1:{self.port}"
        self._sockets = tempfile.TemporaryDirectory(prefix="desk")  # short: 108 characters
        self.socket_path = str(Path(self._sockets.name) / "engine")
        self._program = program or [sys.executable, "-m", "desk_app.telephony.engine"]
        self.process: subprocess.Popen[bytes]
        self.desk: Desk
        self.start()

    def start(self) -> None:
        """Start the process and connect; for a second time after it was killed."""
        self.process = subprocess.Popen(
            [*self._program, "--data-dir", str(self.data_dir), "--socket", self.socket_path],
            start_new_session=True,
            env=self._environment,
        )
        self.desk = Desk(self.socket_path)

    def configure(self, **changes: Any) -> None:
        """Send a Configure for direct calls from the loopback without a sound card."""
        usual = Configure(listen=self.sip, allow_from=("127.0.0.1",), null_audio=True)
        self.desk.ask(msgspec.structs.replace(usual, **changes))

    def attach(self) -> Desk:
        """Connect anew, as a restarted desk does; the engine leaves the old connection."""
        self.desk.close()
        self.desk = Desk(self.socket_path)
        return self.desk

    def reset(self) -> None:
        """Connect anew, end every call and configure as usual: the next test's beginning."""
        desk = self.attach()
        desk.ask(DoNotDisturb(on=False))
        for call in desk.snapshot.calls:
            desk.say(HangUp(key=call.key))
            desk.fact(Fact.ENDED, call.key)
        self.configure()
        self.attach()

    def kill(self) -> None:
        """Kill the engine as a crash would."""
        self.process.kill()
        self.process.wait(PATIENCE_S)
        self.desk.close()

    @property
    def log(self) -> str:
        """What the engine has logged so far."""
        path = self.data_dir / "logs" / "engine.log"
        return path.read_text() if path.exists() else ""

    def close(self) -> None:
        """End the engine; it must go in peace."""
        self.desk.close()
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(PATIENCE_S)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(PATIENCE_S)
                raise AssertionError(f"engine did not end:\n{self.log[-3000:]}") from None
            assert self.process.returncode == 0, f"{self.process.returncode}\n{self.log[-3000:]}"
        self._sockets.cleanup()

    def __enter__(self) -> EngineRig:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if error is None:
            self.close()
            return
        self.desk.close()
        self.process.kill()
        self.process.wait(PATIENCE_S)
        sys.stderr.write(f"--- engine log ---\n{self.log[-6000:]}")
        self._sockets.cleanup()
