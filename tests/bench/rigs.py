"""The programs that are measured: the engine and baresip, each ending with its block."""

from __future__ import annotations

import os
import random
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import msgspec

from desk_app.telephony.messages import (
    Configure,
    Done,
    Report,
    Request,
    Trouble,
    decode_report,
    encode,
)
from tests.rigs.uac import HOST

READY_S = 15.0
ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """Return a port free for UDP and TCP, below the range the system gives out by itself."""
    while True:
        port = random.randrange(10_000, 30_000, 2)
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp,
        ):
            try:
                udp.bind((HOST, port))
                tcp.bind((HOST, port))
            except OSError:
                continue
            return port


@contextmanager
def process(
    arguments: Sequence[str | Path],
    *,
    cwd: Path = ROOT,
    env: dict[str, str] | None = None,
    stdin: int = subprocess.DEVNULL,
    stdout: int = subprocess.DEVNULL,
    log: Path | None = None,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program; ask it to end with the block, and end it after five seconds."""
    with (log or Path(os.devnull)).open("ab") as errors:
        child = subprocess.Popen(
            [str(a) for a in arguments],
            cwd=cwd,
            env=os.environ | (env or {}),
            stdin=stdin,
            stdout=stdout,
            stderr=errors,
        )
    try:
        yield child
    finally:
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                stream.close()
        if stdin != subprocess.PIPE:  # else the end of its input has told it
            child.terminate()
        try:
            child.wait(5)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


class Engine:
    """A desk's end of an engine's socket, blocking."""

    def __init__(self, connection: socket.socket, child: subprocess.Popen[bytes]) -> None:
        self._socket = connection
        self._lines = connection.makefile("rb")
        self._requests = 0
        self.pid = child.pid

    def request(self, request: Request) -> int:
        """Send a request and return its number."""
        self._requests += 1
        numbered = msgspec.structs.replace(request, request=self._requests)
        self._socket.sendall(encode(numbered))
        return self._requests

    def wait_for(self, fits: Callable[[Report], bool]) -> Report:
        """Return the next report that fits. Raises TimeoutError after 15 s."""
        deadline = time.monotonic() + READY_S
        while (left := deadline - time.monotonic()) > 0:
            self._socket.settimeout(left)
            line = self._lines.readline()
            if not line:
                raise ConnectionError("the engine has gone")
            report = decode_report(line)
            if fits(report):
                return report
        raise TimeoutError("the engine has not said it")

    def configure(self, configuration: Configure) -> None:
        """Configure the engine. Raises RuntimeError if it cannot do that."""
        number = self.request(configuration)
        answer = self.wait_for(lambda r: isinstance(r, Done | Trouble) and r.request == number)
        if isinstance(answer, Trouble):
            raise RuntimeError(f"{answer.problem}: {answer.detail}")

    def close(self) -> None:
        """Leave the engine, which ends when its last call has."""
        self._lines.close()
        self._socket.close()


@contextmanager
def engine(folder: Path, configuration: Configure) -> Iterator[Engine]:
    """Run a real engine process in `folder`, configured and listening."""
    address = str(folder / "engine.sock")
    command: list[str | Path] = [sys.executable, "-m", "desk_app.telephony.engine"]
    command += ["--data-dir", folder, "--socket", address]
    with process(command, log=folder / "engine.log") as child:
        connection = _connect(address, child)
        attached = Engine(connection, child)
        try:
            attached.configure(configuration)
            yield attached
        finally:
            attached.close()


def _connect(address: str, child: subprocess.Popen[bytes]) -> socket.socket:
    deadline = time.monotonic() + READY_S
    while True:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            if child.poll() is not None or time.monotonic() > deadline:
                raise
            _pause(child)
        else:
            return connection


def _pause(child: subprocess.Popen[bytes]) -> None:
    try:
        child.wait(0.01)
    except subprocess.TimeoutExpired:
        return


_BARESIP = """\
sip_listen {host}:{port}
call_max_calls 4
audio_player aubridge,nil
audio_source aubridge,nil
audio_alert aubridge,nil
module_path {modules}
module g711.so
module aubridge.so
module_app account.so
module_app menu.so
"""


def baresip_modules() -> Path | None:
    """Return the folder of Debian's baresip modules, None where it is not installed."""
    program = shutil.which("baresip")
    if program is None:
        return None
    prefix = Path(program).resolve().parent.parent
    return next(prefix.glob("lib/**/baresip/modules"), None)


@contextmanager
def baresip(folder: Path, port: int, modules: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Run baresip in `folder`: no registration, answered by hand, which nobody does."""
    folder.mkdir()
    config = _BARESIP.format(host=HOST, port=port, modules=modules)
    (folder / "config").write_text(config, encoding="utf-8")
    account = f"<sip:agent@{HOST}>;regint=0;answermode=manual\n"
    (folder / "accounts").write_text(account, encoding="utf-8")
    (folder / "contacts").touch()
    with process(["baresip", "-4", "-t", "600", "-f", folder], log=folder / "log") as child:
        wait_until_udp(port, child)
        yield child


def wait_until_udp(port: int, child: subprocess.Popen[bytes]) -> None:
    """Wait until somebody listens on the UDP port. Raises RuntimeError if nobody does."""
    entry = f":{port:04X} "
    deadline = time.monotonic() + READY_S
    while entry not in Path("/proc/net/udp").read_text():
        if child.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"{child.args!r} does not listen")
        _pause(child)
