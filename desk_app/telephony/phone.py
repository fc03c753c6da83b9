"""The desk's end of the engine: starts it, attaches to it, folds what it says into calls.

Lives on the UI thread; nothing here blocks. Attaching and re-attaching are one
path: the engine's first message is a snapshot of everything.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtNetwork import QLocalSocket

from desk_app.telephony import journal_files
from desk_app.telephony.calls import Call, IllegalFact, apply
from desk_app.telephony.messages import (
    PROTOCOL,
    CallFact,
    Conference,
    Configure,
    End,
    Fact,
    Goodbye,
    HangUp,
    Muted,
    Report,
    Request,
    Snapshot,
    decode_report,
    encode,
)

log = logging.getLogger(__name__)

CONNECT_EVERY_MS = 20
STEADY_S = 5.0  # an engine that lived this long is started again at once
FAILURES_TOLD = 1  # an engine that dies at its start so often more is not just being replaced
BACKOFF_S = (0.0, 1.0, 2.0, 4.0, 8.0, 16.0, 30.0)


class Phone(QObject):
    """The softphone as the desk uses it.

    Signals (UI thread): `call_changed(Call)`, `fact(CallFact)`: a call's fact, told live;
    `attached(Snapshot)`: the engine is there, with the journal to catch up from;
    `detached()`: it is gone and being started again; `failing()`: it dies at each start;
    `reported(Report)`: everything else.
    """

    call_changed = Signal(object)
    fact = Signal(object)
    attached = Signal(object)
    detached = Signal()
    failing = Signal()
    reported = Signal(object)

    def __init__(
        self,
        data_dir: Path,
        socket_path: str,
        configuration: Callable[[], Configure],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._data_dir = data_dir
        self._socket_path = socket_path
        self._configuration = configuration
        self._calls: dict[str, Call] = {}
        self._conference: tuple[str, ...] = ()
        self._journal_id = ""
        self._requests = 0
        self._failures = 0
        self._started_at = 0.0
        self._process: subprocess.Popen[bytes] | None = None
        self._closing = False
        self._started = False
        self._socket = QLocalSocket(self)
        self._socket.connected.connect(self._on_connected)
        self._socket.disconnected.connect(self._on_disconnected)
        self._socket.readyRead.connect(self._on_ready_read)
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.timeout.connect(self._connect)

    @property
    def calls(self) -> tuple[Call, ...]:
        """Live calls, oldest first."""
        return tuple(call for call in self._calls.values() if call.live)

    @property
    def conference(self) -> tuple[str, ...]:
        """Keys of the calls that hear each other."""
        return self._conference

    @property
    def engine_pid(self) -> int:
        """Process id of the engine this desk started; 0 when it found one running."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Attach to a running engine, or start one. Safe to repeat."""
        if not self._started:
            self._started = True
            self._connect()

    def request(self, request: Request) -> int:
        """Send a request; return its number, echoed by `Done` or `Trouble`. 0: no engine."""
        if self._socket.state() is not QLocalSocket.LocalSocketState.ConnectedState:
            return 0
        self._requests += 1
        numbered = msgspec.structs.replace(request, request=self._requests)
        self._socket.write(encode(numbered))
        self._socket.flush()
        return self._requests

    def configure(self) -> None:
        """Send the current configuration."""
        self.request(self._configuration())

    def abandon(self) -> None:
        """Let go of the engine without a word, as a desk that dies does."""
        self._closing = True
        self._retry.stop()
        self._socket.abort()

    def end_engine(self, within_s: float = 3.0) -> None:
        """End all calls and the engine this desk started, and wait for it. Blocks."""
        for call in self.calls:
            self.request(HangUp(key=call.key))
        self.request(Goodbye())
        self._closing = True
        self._retry.stop()
        self._socket.waitForBytesWritten(int(within_s * 1000))
        self._socket.disconnectFromServer()
        if self._process is not None:
            try:
                self._process.wait(within_s)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def close(self) -> None:
        """Leave the engine for good; it goes on until its last call has ended."""
        self._closing = True
        self._retry.stop()
        self.request(Goodbye())
        self._socket.disconnectFromServer()

    # --- the process ---------------------------------------------------------------------

    def _connect(self) -> None:
        if self._closing:
            return
        self._socket.abort()
        self._socket.connectToServer(self._socket_path)
        if self._socket.state() is QLocalSocket.LocalSocketState.UnconnectedState:
            self._no_server()

    def _no_server(self) -> None:
        alive = self._process is not None and self._process.poll() is None
        if alive:
            self._retry.start(CONNECT_EVERY_MS)
            return
        lived = time.monotonic() - self._started_at
        if self._process is not None:
            self._failures = 0 if lived > STEADY_S else self._failures + 1
            if self._failures > FAILURES_TOLD:
                self.failing.emit()
        wait_s = BACKOFF_S[min(self._failures, len(BACKOFF_S) - 1)]
        if lived < wait_s:
            self._retry.start(max(CONNECT_EVERY_MS, int((wait_s - lived) * 1000)))
            self._failures -= 1  # counted again when the wait is over
            return
        self._spawn()
        self._retry.start(CONNECT_EVERY_MS)

    def _spawn(self) -> None:
        program = (
            [sys.executable, "engine"]
            if getattr(sys, "frozen", False)
            else [sys.executable, "-m", "desk_app.telephony.engine"]
        )
        arguments = ["--data-dir", str(self._data_dir), "--socket", self._socket_path]
        detached: dict[str, bool | int] = (
            {"creationflags": 0x00000208} if os.name == "nt" else {"start_new_session": True}
        )
        self._started_at = time.monotonic()
        self._process = subprocess.Popen(  # type: ignore[call-overload]
            program + arguments,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **detached,
        )
        log.info("engine started, pid %d", self._process.pid)

    def _on_connected(self) -> None:
        self._retry.stop()

    def _on_disconnected(self) -> None:
        if self._closing:
            return
        log.warning("engine is gone")
        self.detached.emit()
        self._retry.start(0)

    # --- what it says --------------------------------------------------------------------

    def _on_ready_read(self) -> None:
        while self._socket.canReadLine():
            line = bytes(self._socket.readLine().data())
            try:
                report = decode_report(line)
            except msgspec.DecodeError:
                log.exception("the engine said something unknown: %.200r", line)
                continue
            self._take(report)

    def _take(self, report: Report) -> None:
        match report:
            case CallFact():
                self._take_fact(report)
            case Snapshot():
                self._take_snapshot(report)
            case Muted(key=key, muted=muted):
                self._change(key, muted=muted)
            case Conference(keys=keys):
                self._conference = keys
                for call in self.calls:
                    self._change(call.key, conference=call.key in keys)
                self.reported.emit(report)
            case _:
                self.reported.emit(report)

    def _change(
        self, key: str, *, muted: bool | None = None, conference: bool | None = None
    ) -> None:
        call = self._calls.get(key)
        if call is None:
            return
        changed = replace(
            call,
            muted=call.muted if muted is None else muted,
            conference=call.conference if conference is None else conference,
        )
        if changed != call:
            self._calls[key] = changed
            self.call_changed.emit(changed)

    def _take_fact(self, fact: CallFact) -> None:
        self.fact.emit(fact)
        self._fold(fact)

    def _fold(self, fact: CallFact) -> None:
        before = self._calls.get(fact.key)
        if before is None and fact.fact is Fact.RECORDING:
            return  # the file of a call that is over
        try:
            call = apply(before, fact)
        except IllegalFact:
            log.exception("asking for a new snapshot")
            self._socket.abort()
            self._retry.start(0)
            return
        if call.live:
            self._calls[call.key] = call
        else:
            self._calls.pop(call.key, None)
        if call != before:
            self.call_changed.emit(call)

    def _take_snapshot(self, snapshot: Snapshot) -> None:
        if snapshot.protocol != PROTOCOL:
            log.error("engine speaks protocol %d, this desk %d", snapshot.protocol, PROTOCOL)
        self._failures = 0
        log.info("attached to the engine, pid %d", snapshot.pid)
        lost = dict(self._calls)
        self._calls = {}
        for now in snapshot.calls:
            lost.pop(now.key, None)
            for fact in now.facts:
                self._fold_quietly(fact)
            self._change(now.key, muted=now.muted, conference=now.conference)
        self._conference = tuple(now.key for now in snapshot.calls if now.conference)
        self.configure()
        for call in self.calls:
            self.call_changed.emit(call)
        self._end_lost(lost, snapshot)
        self._journal_id = snapshot.journal
        self.attached.emit(snapshot)

    def _fold_quietly(self, fact: CallFact) -> None:
        try:
            self._calls[fact.key] = apply(self._calls.get(fact.key), fact)
        except IllegalFact:
            log.exception("in a snapshot")

    def _end_lost(self, lost: dict[str, Call], snapshot: Snapshot) -> None:
        """Tell how the calls ended that the engine no longer has; its journal knows."""
        if not lost:
            return
        after = min(call.last_seq for call in lost.values())
        endings: dict[str, CallFact] = {}
        if snapshot.journal == self._journal_id:
            path = self._data_dir / journal_files.FILE_NAME
            try:
                facts = journal_files.read_after(path, after)
            except sqlite3.Error as error:  # the engine goes on in another one
                log.warning("%s: %s", path.name, error)
                facts = []
            endings = {f.key: f for f in facts if f.fact is Fact.ENDED}
        for call in lost.values():
            ending = endings.get(call.key)
            self.call_changed.emit(
                apply(call, ending)
                if ending
                else apply(
                    call,
                    CallFact(
                        journal=self._journal_id,
                        seq=call.last_seq + 1,
                        key=call.key,
                        fact=Fact.ENDED,
                        at_us=time.time_ns() // 1000,
                        end=End.LOST,
                    ),
                )
            )
