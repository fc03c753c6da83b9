"""The bench's end of a measured process: orders go in, what it tells comes out."""

from __future__ import annotations

import contextlib
import json
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench import memory, rigs
from tests.rigs.ports import free_port
from tests.rigs.uac import HOST

_SETTINGS = """\
[general]
name = "Bench"
language = "en"
[sip]
listen = "{host}:{port}"
allow_from = ["{host}"]
[audio]
silent = {silent}
ring_volume = 0
"""
WITHOUT_PRIORITY = ("setpriv", "--bounding-set=-sys_nice")


class Measured:
    """A process that speaks `commands`. Not for more than one thread."""

    def __init__(
        self, child: subprocess.Popen[bytes], spawned_ns: int, log: Path | None = None
    ) -> None:
        self._child = child
        self._log = log
        self._told: queue.SimpleQueue[list[object] | None] = queue.SimpleQueue()
        self.pid = child.pid
        self.spawned_ns = spawned_ns
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self._child.stdout is not None
        for line in self._child.stdout:
            self._told.put(json.loads(line))
        self._told.put(None)

    def order(self, word: str) -> None:
        """Tell it to do something."""
        assert self._child.stdin is not None
        self._child.stdin.write(f"{word}\n".encode())
        self._child.stdin.flush()

    def told(self, what: str, seconds: float = rigs.READY_S) -> list[int]:
        """Return the numbers of the next telling of this kind; what else comes is forgotten.

        Raises:
            TimeoutError: it has not said it in time.
            EOFError: it has ended.
        """
        deadline = time.monotonic() + seconds
        while (left := deadline - time.monotonic()) > 0:
            try:
                telling = self._told.get(timeout=left)
            except queue.Empty:
                break
            if telling is None:
                said = self._log.read_text(errors="replace")[-2000:] if self._log else ""
                raise EOFError(f"the process ended before it said {what!r}\n{said}")
            if telling[0] == what:
                return [int(str(n)) for n in telling[1:]]
        raise TimeoutError(f"not told {what!r} within {seconds:.0f} s")


@contextlib.contextmanager
def run(
    module: str,
    *arguments: str | Path,
    env: dict[str, str] | None = None,
    prefix: Sequence[str] = (),
    log: Path | None = None,
) -> Iterator[Measured]:
    """Run a module of the bench that shows a window, offscreen."""
    command = [*prefix, sys.executable, "-m", module, *arguments]
    offscreen = {"QT_QPA_PLATFORM": "offscreen"} | (env or {})
    pipe = subprocess.PIPE
    spawned_ns = time.monotonic_ns()
    with rigs.process(command, env=offscreen, stdin=pipe, stdout=pipe, log=log) as child:
        yield Measured(child, spawned_ns, log)


@dataclass(frozen=True)
class DeskRig:
    """A desk whose window is painted and whose phone can be called. Instants from its spawn."""

    process: Measured
    port: int
    engine_pid: int
    usable_s: float
    listening_s: float

    def memory(self) -> list[tuple[float, float]]:
        """Return (PSS, RSS) in MB of desk and engine."""
        return [memory.of(self.process.pid), memory.of(self.engine_pid)]


@contextlib.contextmanager
def desk(
    folder: Path,
    *,
    silent: bool = True,
    env: dict[str, str] | None = None,
    prefix: Sequence[str] = (),
) -> Iterator[DeskRig]:
    """Run the real desk with its engine on a data folder; both end with the block."""
    folder.mkdir(parents=True, exist_ok=True)
    port = free_port()
    settings = _SETTINGS.format(host=HOST, port=port, silent=str(silent).lower())
    (folder / "settings.toml").write_text(settings, encoding="utf-8")
    arguments = ("--data-dir", folder)
    log = folder / "bench.log"
    with run("tests.bench.desk_process", *arguments, env=env, prefix=prefix, log=log) as process:
        usable_ns = process.told("usable")[0]
        listening_ns, engine_pid = process.told("listening")
        spawned_ns = process.spawned_ns
        rig = DeskRig(
            process,
            port,
            engine_pid,
            (usable_ns - spawned_ns) / 1e9,
            (listening_ns - spawned_ns) / 1e9,
        )
        yield rig
    _wait_until_gone(rig.engine_pid)


def _wait_until_gone(pid: int) -> None:
    """Wait for an engine that was told to end. Raises RuntimeError if it stays."""
    deadline = time.monotonic() + rigs.END_S
    while Path(f"/proc/{pid}/cmdline").exists() and time.monotonic() < deadline:
        threading.Event().wait(0.02)
    if Path(f"/proc/{pid}").exists():
        raise RuntimeError(f"engine {pid} is still there")
