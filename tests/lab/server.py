"""A private PostgreSQL server for the lab: a free port of the loopback, a folder of its own.

Whoever is on this machine may log in as anybody: what is in it is made up.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import IO

from tests.rigs.ports import free_port

ADMIN = "dba"
_START_S = 30.0
_STOP_S = 20.0


class DatabaseServer:
    """A running server; `close` ends it and removes everything."""

    def __init__(self) -> None:
        self.port = free_port()
        self.folder = Path(tempfile.mkdtemp(prefix="pg-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._user = "postgres" if os.geteuid() == 0 else None  # root may not run one
        try:
            if self._user:
                shutil.chown(self.folder, self._user)
            self._start()
        except BaseException:
            self.close()
            raise

    def address(self, database: str, login: str = ADMIN) -> str:
        """Return the address of a database on it."""
        return f"postgresql://{login}@127.0.0.1:{self.port}/{database}"

    def _start(self) -> None:
        data = self.folder / "data"
        made = ("-U", ADMIN, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        with (self.folder / "log").open("ab") as log:
            self._process = self._run(log, "initdb", "-D", str(data), *made)
            self._process.wait()
            words = ("-D", str(data), "-p", str(self.port), "-k", str(self.folder))
            local = ("-c", "listen_addresses=127.0.0.1", "-c", "fsync=off")
            self._process = self._run(log, "postgres", *words, *local)
        asked = (_program("pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port))
        deadline = time.monotonic() + _START_S
        pause = select.poll()
        while subprocess.run(asked, check=False).returncode != 0:
            gone = self._process.poll() is not None or time.monotonic() > deadline
            assert not gone, (self.folder / "log").read_text("utf-8", "replace")[-2000:]
            pause.poll(100)

    def _run(self, log: IO[bytes], program: str, *words: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["setpriv", "--pdeathsig", "INT", _program(program), *words],
            user=self._user,
            extra_groups=[] if self._user else None,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl+C is the lab's to hand on
        )

    def close(self) -> None:
        """End it, cutting its connections, and remove everything."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(_STOP_S)
        shutil.rmtree(self.folder)


def _program(name: str) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    path = str(found[-1]) if found else shutil.which(name)
    assert path is not None, f"{name}: PostgreSQL is not installed"
    return path
