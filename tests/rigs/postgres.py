"""A private PostgreSQL server: on a socket in a folder of its own, gone at the end.

One for each worker of pytest; every test gets a database of its own, copied from one that
`db init` made. The server runs as an unprivileged user when the tests run as root. What need
not last lies in memory: a database is 300 files, and a disk takes three times as long for them.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg
from psycopg import sql

from desk_app.crm.postgres.logins import add_person
from desk_app.crm.postgres.setting_up import set_up
from desk_app.crm.server import Server
from desk_app.crm.team.people import Person
from tests.rigs.patience import PATIENCE_S
from tests.rigs.ports import free_port

ADMIN = "dba"
PASSWORD = "not a secret"
PEOPLE = (
    Person("sara", "agent", "101", "PJSIP/101"),
    Person("omid", "agent", "102", "PJSIP/102"),
    Person("mina", "supervisor", "110", "PJSIP/110"),
    Person("dariush", "admin", "111", "PJSIP/111"),
    Person("pbx-lab", "bridge", "", ""),
)
"""Who is in every fresh database, all with `PASSWORD`."""
TEMPLATE = "desk_template"
"""The database as `db init` leaves it; a copy does not inherit who may connect."""
_FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off")
_MEMORY = Path("/dev/shm")
_ENOUGH = 1 << 30  # bytes; where there is less (a container's 64 MB), the disk is taken
_numbers = itertools.count(1)


def _program(name: str) -> str:
    """Return a program of the newest server that is installed."""
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: int(p.parent.name))
    for folder in reversed(folders):
        if (folder / name).exists():
            return str(folder / name)
    found = shutil.which(name)
    if found is None:
        raise FileNotFoundError(f"{name}: install PostgreSQL (dev.py test does)")
    return found


class Postgres:
    """A running server. `durable` writes as in earnest; else it is quick and may lose all.

    `trusting`: whoever is on this machine may log in as anybody, without a password.
    """

    def __init__(
        self, *, durable: bool = False, trusting: bool = False, connections: int = 200
    ) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="pg", dir=None if durable else _quick_place()))
        self.port = free_port()
        self._user = _unprivileged()
        self._connections = connections
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._make(durable=durable, auth="trust" if trusting else "scram-sha-256")
        except BaseException:
            self.close()
            raise

    def _make(self, *, durable: bool, auth: str) -> None:
        if self._user:
            shutil.chown(self.folder, self._user, self._user)
        self._data = self.folder / "data"
        packed = _empty_cluster(auth)
        packed.seek(0)
        subprocess.run(["tar", "-C", self.folder, "-xp"], stdin=packed, check=True)
        self._fast = () if durable else _FAST
        self._made_template = False
        self.start()

    def start(self) -> None:
        """Start it, and wait until it takes connections."""
        settings = (f"max_connections={self._connections}", "shared_buffers=64MB", *self._fast)
        log = (self.folder / "log").open("ab")
        self._process = subprocess.Popen(
            [
                *("setpriv", "--pdeathsig", "INT"),  # also when pytest is killed
                _program("postgres"),
                *("-D", str(self._data), "-p", str(self.port), "-k", str(self.folder)),
                *("-c", "listen_addresses=127.0.0.1"),
                *(word for setting in settings for word in ("-c", setting)),
            ],
            user=self._user,
            group=self._user and pwd.getpwnam(self._user).pw_gid,
            extra_groups=[] if self._user else None,
            cwd=self.folder,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        log.close()
        ready = (_program("pg_isready"), "-q", "-h", self.folder, "-p", str(self.port))
        _run(*ready, at=self.folder, tries=200)

    @property
    def pid(self) -> int:
        """The server's first process; the others are its children."""
        assert self._process is not None
        return self._process.pid

    def address(self, name: str, login: str = ADMIN, *, tcp: bool = False) -> str:
        """Return the address of a database, over the socket or over TCP."""
        if tcp:
            return f"postgresql://{quote(login)}@127.0.0.1:{self.port}/{name}"
        return (
            f"postgresql://{quote(login)}@/{name}?host={quote(str(self.folder))}&port={self.port}"
        )

    def admin(self, name: str = "postgres") -> Server:
        """Return a database as the administrator of the server."""
        return Server(self.address(name), PASSWORD)

    def fresh(self) -> str:
        """Make a database as `db init` leaves it; return its name."""
        if not self._made_template:
            template = self.admin(TEMPLATE)
            set_up(template)
            for known in PEOPLE:
                add_person(template, known, PASSWORD)
            self._made_template = True
        name = f"desk_{next(_numbers)}"
        # Copied as files: the other way writes every page into the log as well.
        made = sql.SQL("CREATE DATABASE {} TEMPLATE {} OWNER desk_owner STRATEGY file_copy")
        with self.connect() as connection:
            connection.execute(made.format(sql.Identifier(name), sql.Identifier(TEMPLATE)))
        return name

    def server(self, name: str, login: str, *, tcp: bool = False) -> Server:
        """Return a database as one of `PEOPLE` logs in to it."""
        return Server(self.address(name, login, tcp=tcp), PASSWORD)

    def connect(self, name: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """Return an administrator's connection."""
        server = self.admin(name)
        return psycopg.connect(server.url, password=server.password, autocommit=True)

    def drop(self, name: str) -> None:
        """Remove a database, whoever still uses it."""
        with self.connect() as connection:
            dropped = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(dropped.format(sql.Identifier(name)))

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """Stop every process of the server as a hanging machine would; then let it go on."""
        assert self._process is not None
        os.killpg(self._process.pid, signal.SIGSTOP)
        for pid in self._backends():
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in self._backends():
                os.kill(pid, signal.SIGCONT)
            os.killpg(self._process.pid, signal.SIGCONT)

    @contextlib.contextmanager
    def power_cut(self) -> Iterator[None]:
        """Forget what is committed within without a wait for the disk; then it runs again.

        That is so on a `durable` server only for who has said `synchronous_commit=off`.
        """
        assert self._process is not None
        with self.connect() as admin:
            writer = "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'"
            ((pid,),) = admin.execute(writer).fetchall()
        os.kill(int(str(pid)), signal.SIGSTOP)
        yield
        backends = self._backends()
        self._process.kill()
        for backend in backends:
            os.kill(backend, signal.SIGKILL)
        self._process.wait(PATIENCE_S)
        self.start()

    def _backends(self) -> list[int]:
        """Return the server's children: each is a process group of its own."""
        assert self._process is not None
        pid = self._process.pid
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def stop(self) -> None:
        """End it at once, as an administrator does: connections are cut."""
        assert self._process is not None
        self._process.send_signal(signal.SIGINT)
        self._process.wait(PATIENCE_S)

    def close(self) -> None:
        """End it and remove its folder."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)  # nothing of it is wanted any more
            self._process.wait(PATIENCE_S)
        shutil.rmtree(self.folder, ignore_errors=True)


@functools.cache
def _empty_cluster(auth: str) -> IO[bytes]:
    """Return what `initdb` makes, packed: a file without a name, that goes with this process."""
    user = _unprivileged()
    with tempfile.TemporaryDirectory(prefix="initdb", dir=_quick_place()) as name:
        folder = Path(name)
        if user:
            shutil.chown(folder, user, user)
        secret = folder / "secret"
        secret.write_text(PASSWORD)
        secret.chmod(0o644)
        _run(
            *(_program("initdb"), "-D", folder / "data", "-U", ADMIN, "--pwfile", secret),
            *(f"--auth={auth}", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"),
            at=folder,
        )
        packed = tempfile.TemporaryFile(dir=_quick_place())  # noqa: SIM115 - kept for the next
        subprocess.run(["tar", "-C", folder, "-c", "data"], stdout=packed, check=True)
    return packed


def _run(*command: object, at: Path, tries: int = 1) -> None:
    """Run a program as the server's user, again until it succeeds."""
    user = _unprivileged()
    for left in reversed(range(tries)):
        done = subprocess.run(
            [str(word) for word in command],
            user=user,
            extra_groups=[] if user else None,
            cwd=at,
            capture_output=True,
            check=False,
        )
        if done.returncode == 0:
            return
        if not left:
            raise RuntimeError(f"{command[0]}: {done.stderr.decode()}")


def _quick_place() -> Path | None:
    """Return a folder in memory with room for servers; None: where temporary files are.

    Who has chosen a place for those, as the lab does, finds everything there.
    """
    chosen = tempfile.gettempdir() != "/tmp"
    if chosen or not _MEMORY.is_dir() or shutil.disk_usage(_MEMORY).free < _ENOUGH:
        return None
    return _MEMORY


def _unprivileged() -> str | None:
    """Return whom the server runs as; None: whoever we are. Root may not run one."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
