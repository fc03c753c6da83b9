"""Processes that end with their block, and baresip as a yardstick."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.rigs.uac import HOST

READY_S = 15.0
END_S = 10.0
ROOT = Path(__file__).resolve().parents[2]


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
    """Run a program; ask it to end with the block, and end it after ten seconds."""
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
        if child.stdin is None:
            child.terminate()
        else:
            child.stdin.close()  # the end of its input tells it
        try:
            child.wait(END_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        if child.stdout is not None:
            child.stdout.close()


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
