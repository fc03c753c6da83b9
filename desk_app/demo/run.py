"""Sets the demonstration up in a throw-away folder, starts its callers, takes it all down."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path

import msgspec
import psutil

from desk_app.crm.database import open_database
from desk_app.crm.records import LeftWhy
from desk_app.demo import crowd_plan, plan, script
from desk_app.demo.call_rows import message_file
from desk_app.demo.contacts import History
from desk_app.demo.history import history
from desk_app.demo.people import people
from desk_app.demo.script import Pace, Script
from desk_app.demo.seed import seed
from desk_app.demo.texts import Language, names
from desk_app.demo.voices import Voices
from desk_app.paths import Paths

_HOST = "127.0.0.1"
_PREFIX = "desk-app-demo-"
_END_S = 3.0  # callers that take longer to hang up are killed
_WAIT = 8
MOST_WAIT = script.Crowd().most - 1  # one is talked with


class DemoSetup(msgspec.Struct, frozen=True):
    """A demonstration that is ready to open. Addresses are host:port on the loopback."""

    paths: Paths
    language: Language
    desk: str  # where the desk listens: settings.toml says so
    callers: str  # where customers and colleagues can be called: its gateway
    script: Path
    wait: int  # how many are to wait in the queues


def prepare(language: Language, pace: Pace | None = None, *, queue: int | None = None) -> DemoSetup:
    """Make a throw-away data folder: settings, customers with their history, a script.

    `queue` is how many wait in the queues from the beginning, 0 for a demonstration of
    single calls; without it one calls and the queues fill after that.
    Takes about a second; any thread. `clean_up` removes the folder.

    Raises:
        OSError, DatabaseTrouble: the temporary folder cannot be used.
    """
    _remove_abandoned()
    paths = Paths(Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-")))
    try:
        return _prepare(paths, language, pace, queue)
    except BaseException:
        shutil.rmtree(paths.data_dir, ignore_errors=True)
        raise


def _remove_abandoned() -> None:
    """Remove the folders of demonstrations that were killed."""
    for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        owner = folder.name.removeprefix(_PREFIX).partition("-")[0]
        if owner.isdecimal() and not psutil.pid_exists(int(owner)):
            shutil.rmtree(folder, ignore_errors=True)


def _prepare(paths: Paths, language: Language, pace: Pace | None, queue: int | None) -> DemoSetup:
    paths.create()
    desk, callers = (f"{_HOST}:{port}" for port in _free_ports())
    paths.settings.write_text(_settings(language, desk, callers), "utf-8")
    now = datetime.now().astimezone()
    everybody = people(language, now)
    past = history(everybody, language, now)
    with contextlib.closing(open_database(paths.database)) as database:
        seed(database, everybody, past)
    script_file = paths.data_dir / "demo-script.json"
    play = plan.script(everybody, past, language, now, pace=pace)
    wait = _WAIT if queue is None else min(queue, MOST_WAIT)
    crowd = crowd_plan.crowd(everybody, past, language, wait)
    play = msgspec.structs.replace(play, crowd=crowd, plan=() if queue else play.plan)
    script.save(play, script_file)
    _leave_messages(past, play, paths)
    return DemoSetup(paths, language, desk, callers, script_file, wait)


def _leave_messages(past: History, play: Script, paths: Paths) -> None:
    """Make the sound of the messages that were left in the queues."""
    voices = Voices(_voices(paths))
    for contact in past.contacts:
        if contact.why == LeftWhy.MESSAGE:
            speaker = play.speakers[contact.person]
            words = (speaker.hello, *speaker.lines[:2], speaker.goodbye)
            file = paths.recordings / message_file(contact)
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(voices.make(" ".join(words), speaker.voice), file)


def _voices(paths: Paths) -> Path:
    return paths.data_dir / "voices"


def what_fits(wait: int, max_calls: int) -> str:
    """Return what to say of an engine that has no room for so many; "" when it has."""
    if max_calls > wait:
        return ""
    return (
        f"This SIP engine holds {max_calls} calls: {max_calls - 1} callers wait in the queue, "
        f"not {wait}."
    )


def _settings(language: Language, desk: str, callers: str) -> str:
    """Return settings.toml. JSON's strings and lists are TOML's as well."""
    table: dict[str, dict[str, object]] = {
        "general": {"name": names().colleague["me"].to(language), "language": language},
        "sip": {"listen": desk, "allow_from": [_HOST], "gateway": callers},
    }
    lines = []
    for section, values in table.items():
        lines += [f"[{section}]", *(f"{key} = {_toml(value)}" for key, value in values.items())]
    for queue in crowd_plan.queues(language):
        lines += ["[[queues]]", *(f"{key} = {_toml(value)}" for key, value in queue.items())]
    return "\n".join(lines) + "\n"


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_toml(key)} = {_toml(v)}" for key, v in value.items()) + " }"
    return json.dumps(value, ensure_ascii=False)


def _free_ports() -> tuple[int, int]:
    """Return two ports that are free for UDP and TCP now."""
    with contextlib.ExitStack() as held:
        found: list[int] = []
        while len(found) < 2:
            udp = held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
            tcp = held.enter_context(socket.socket(socket.AF_INET, socket.SOCK_STREAM))
            udp.bind((_HOST, 0))
            port = int(udp.getsockname()[1])
            with contextlib.suppress(OSError):
                tcp.bind((_HOST, port))
                found.append(port)
    return found[0], found[1]


def start_callers(setup: DemoSetup) -> subprocess.Popen[bytes]:
    """Start the callers' process; nobody calls before `let_them_call`.

    The process ends by itself when this one does. What callers do and say is in the
    folder's `logs/callers.log`.

    Raises:
        OSError: it cannot be started.
    """
    program = (
        [sys.executable, "callers"]
        if getattr(sys, "frozen", False)
        else [sys.executable, "-m", "desk_app.demo.caller_process"]
    )
    arguments = ["--target", setup.desk, "--listen", setup.callers]
    arguments += ["--script", str(setup.script)]
    arguments += ["--voices", str(_voices(setup.paths))]
    with (setup.paths.logs / "callers.log").open("wb") as log:
        return subprocess.Popen(
            program + arguments, stdin=subprocess.PIPE, stdout=log, stderr=subprocess.STDOUT
        )


def let_them_call(callers: subprocess.Popen[bytes]) -> None:
    """Tell the callers that the desk is there: the first rings in a few seconds."""
    if callers.stdin is not None:
        with contextlib.suppress(OSError):  # it has ended: its log says why
            callers.stdin.write(b"start\n")
            callers.stdin.flush()


def clean_up(setup: DemoSetup, callers: subprocess.Popen[bytes] | None) -> None:
    """End the callers and remove the folder with everything in it, recordings too.

    Desk and engine must have ended. Takes up to some seconds.
    """
    if callers is not None:
        if callers.stdin is not None:
            with contextlib.suppress(OSError):
                callers.stdin.close()
        try:
            callers.wait(_END_S)
        except subprocess.TimeoutExpired:
            callers.kill()
            callers.wait()
    shutil.rmtree(setup.paths.data_dir, ignore_errors=True)
