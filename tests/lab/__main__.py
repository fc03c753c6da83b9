"""A team's lab on the loopback, to try desks and walls on: `python3 dev.py pbx`.

Everything in it is private and temporary: Asterisk, PostgreSQL, the bridge, two robots
as agents, and SIPp's callers. Ctrl+C ends all of it, also half started. Killed, its processes
end too, and the next one removes its folder.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import secrets
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from types import FrameType

import msgspec

from desk_app import pbx_settings, settings_file
from desk_app.cli.asterisk import SECRET
from desk_app.crm.postgres.logins import add_person
from desk_app.crm.postgres.setting_up import set_up
from desk_app.crm.server import Server
from desk_app.crm.team.people import Person
from desk_app.telephony.pbx.setup import Phone
from tests.lab.crowd import Callers, RobotAgent
from tests.rigs.asterisk import TRUNK, Asterisk, password
from tests.rigs.patience import PATIENCE_S
from tests.rigs.postgres import Postgres

ROBOTS = {"201": ("sara", "agent"), "202": ("omid", "agent")}
YOURS = {"210": ("mina", "supervisor"), "211": ("you", "agent")}
"""Phones that are left for you: whose, and in what role."""
PEOPLE = {**ROBOTS, **YOURS}
DATABASE = "desk"
BRIDGE = "pbx-lab"

PROGRAM = Path(sys.executable).with_name("desk-app")

_SETTINGS = """\
[pbx]
name = "{bridge}"
manager = "{manager}"
user = "desk-app"
trunk = "{trunk}"
strategies = {{"Sales" = "ringall"}}

[[queues]]
name = "Support"
numbers = ["500"]
announce_every_s = 0

[[queues]]
name = "Sales"
numbers = ["501"]
announce_every_s = 0
"""
_END_S = PATIENCE_S
_FOLDER = "desk-lab-"
_LOCK = "lock"


class Lab:
    """The parts, as they come up; `stack` takes them down again in the opposite order."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._secret = secrets.token_urlsafe(18)
        self.folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lab-")))
        self.settings = self.folder / "settings.toml"
        self.pbx = self._pbx()
        self.server = Postgres(trusting=True)
        stack.callback(self.server.close)
        self.url = self.server.address(DATABASE, tcp=True)
        self._people()
        self._bridge()
        self._crowd()

    def _pbx(self) -> Asterisk:
        phones = [Phone(user, password(user), name) for user, (name, _) in PEOPLE.items()]
        # The ports are known only once there is an Asterisk: it starts on a team without address.
        text = _SETTINGS.format(bridge=BRIDGE, manager="127.0.0.1:5038", trunk=TRUNK)
        self.settings.write_text(text, "utf-8")
        settings, complaints = settings_file.load(self.settings)
        assert not complaints, complaints
        pbx = self._stack.enter_context(Asterisk(pbx_settings.team(settings, phones, self._secret)))
        text = _SETTINGS.format(bridge=BRIDGE, manager=pbx.ami, trunk=TRUNK)
        self.settings.write_text(text, "utf-8")
        return pbx

    def _people(self) -> None:
        """Make the team's database and its logins, and let the bridge use it."""
        server = Server(self.url)
        set_up(server)
        people = [
            Person(name, role, user, f"PJSIP/{user}") for user, (name, role) in PEOPLE.items()
        ]
        for person in (*people, Person(BRIDGE, "bridge", "", "")):
            add_person(server, person, secrets.token_urlsafe(18))
        text = self.settings.read_text("utf-8")
        self.settings.write_text(text + self._database(BRIDGE), "utf-8")

    def _database(self, login: str) -> str:
        """Return the setting of the team's database."""
        return f'\n[database]\nurl = "{self.server.address(DATABASE, login, tcp=True)}"\n'

    def _environment(self) -> dict[str, str]:
        return {**os.environ, SECRET: self._secret}

    def _bridge(self) -> None:
        words = ["bridge", "--settings", str(self.settings), "--data-dir", str(self.folder)]
        self.bridge = subprocess.Popen(
            ["setpriv", "--pdeathsig", "TERM", sys.executable, "-m", "desk_app", *words],
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._stack.callback(_end, self.bridge)

    def _crowd(self) -> None:
        for user, (name, _) in ROBOTS.items():
            self._stack.callback(RobotAgent(self.pbx, user).close)
            for queue in self.pbx.team.queues:
                self.pbx.log_in(queue.plan.name, user, name=name.capitalize())
        self._stack.callback(Callers(self.pbx, ("500", "501")).close)

    def console(self) -> Path:
        """Make a program that is the PBX's console; return it."""
        path = self.folder / "asterisk"
        path.write_text(f'#!/bin/sh\nexec {shlex.join(self.pbx.console)} "$@"\n', "utf-8")
        path.chmod(0o700)
        return path

    def desk(self, user: str) -> Path:
        """Make a data folder for a desk with one of `YOURS`; return it."""
        folder = self.folder / f"desk-{user}"
        folder.mkdir()
        name = YOURS[user][0]
        account = {"user": user, "domain": self.pbx.sip, "transport": "tcp"}
        lines = [f"{key} = {msgspec.json.encode(value).decode()}" for key, value in account.items()]
        text = f'[general]\nname = "{name}"\n\n[account]\n' + "\n".join(lines) + "\n"
        (folder / "settings.toml").write_text(text + self._database(name), "utf-8")
        return folder


@contextlib.contextmanager
def _own_folder() -> Iterator[None]:
    """Let temporary folders be in one of ours; those of labs that were killed are removed."""
    for old in Path(tempfile.gettempdir()).glob(f"{_FOLDER}*"):
        with contextlib.suppress(OSError), (old / _LOCK).open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=_FOLDER) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL has a user of its own
        with (Path(folder) / _LOCK).open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            tempfile.tempdir = folder
            try:
                yield
            finally:
                tempfile.tempdir = None


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(_END_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _told(lab: Lab) -> str:
    desks = "\n".join(
        f"  {PROGRAM} run --data-dir {lab.desk(user)}\n"
        f"      {name}, {role}: phone {user}, its password {password(user)}"
        for user, (name, role) in YOURS.items()
    )
    return (
        f"\nThe lab is up: callers come to Support (500) and Sales (501), two robots answer.\n"
        f"PBX {lab.pbx.sip}, manager interface {lab.pbx.ami}, its log {lab.pbx.folder}/log/full\n"
        f"Database {lab.url} (no password asked on this machine)\n"
        f"Desks of your own:\n{desks}\n"
        "Log in to queues on the desk itself: their names are at the top of its window.\n"
        f"The wall, with mina's rights:\n  {PROGRAM} wall --data-dir {lab.folder}/desk-210\n"
        f"The PBX's console: {lab.console()} -r\n"
        "Ctrl+C ends everything.\n"
    )


def _interrupt(number: int, frame: FrameType | None) -> None:
    # Whoever is impatient: a second Ctrl+C must not leave servers behind.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def main() -> int:
    """Bring it up, say what to do, and take it down on Ctrl+C or SIGTERM."""
    # Set, not left: a shell starts background jobs with SIGINT ignored.
    signal.signal(signal.SIGINT, _interrupt)
    signal.signal(signal.SIGTERM, _interrupt)
    with _own_folder(), ExitStack() as stack:
        try:
            lab = Lab(stack)
            print(_told(lab), flush=True)
            signal.pause()
        except KeyboardInterrupt:
            print("\nThe lab is taken down ...", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
