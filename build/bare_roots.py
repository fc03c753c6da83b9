"""Prove the two commands on bare systems: `python3 -m build.bare_roots bookworm trixie`.

For each suite: a fresh root by mmdebstrap (minbase, python3, certificates, git), a fresh clone of
what is committed here, and the words of dev.py run inside one after another, with nothing else
done. Prints a table and leaves the logs beside the roots. Needs root and mmdebstrap.

What makes this machine's package sources reachable is copied in by name, never guessed:

    python3 -m build.bare_roots trixie --into DIR --copy /etc/pip.conf --env PIP_INDEX_URL
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from build import environment, say
from build.engine import source

INCLUDE = "apt,python3,ca-certificates,git"
CLONE = "/desk-app"
STARTING = "dev.py: starting"
# The namespace ends with its processes, and the mounts with it. The shell is its first process:
# it reaps orphans, as a system's init does, and passes SIGTERM on.
ENTER = """
set -eu
mount --rbind /dev "$0/dev"
mount -t proc proc "$0/proc"
mount -t sysfs sysfs "$0/sys"
chroot "$0" "$@" &
child=$!
trap 'kill -TERM $child' TERM
while kill -0 $child 2>/dev/null; do
    code=0
    wait $child || code=$?
done
exit $code
"""


@dataclass(frozen=True)
class Run:
    """One word's outcome in one root."""

    suite: str
    word: str
    seconds: float
    good: bool


def main() -> int:
    """Make the roots, run the words, print the table."""
    wish = _parse()
    runs: list[Run] = []
    for suite in wish.suites:
        root = Path(wish.into) / suite
        if root.exists():
            say.line(f"{root} is there already and is used as it is")
        else:
            with say.step(f"Making a bare {suite} in {root}"):
                _make(suite, root, wish)
        runs += [_run(suite, root, word, wish) for word in wish.words]
        if not wish.keep:
            shutil.rmtree(root)
    for run in runs:
        print(f"{run.suite:10} {run.word:12} {run.seconds:6.1f} s  {_verdict(run)}")
    return 0 if all(run.good for run in runs) else 1


def _verdict(run: Run) -> str:
    return "good" if run.good else "FAILED"


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="build.bare_roots", description=__doc__)
    add = parser.add_argument
    add("suites", nargs="+")
    add("--into", required=True, help="an empty folder for roots and logs")
    add("--words", nargs="+", default=["check", "check", "test", "demo"])
    add("--demo-s", type=float, default=60, help="a call has to ring within so many seconds")
    add("--mirror", help="default: the mirror of this machine's own apt")
    add("--keyring", help="for a distribution whose keys are not this machine's")
    add("--copy", nargs="*", default=[], help="settings of this machine, copied to the same path")
    add("--env", nargs="*", default=[], help="names of environment variables handed in")
    add("--keep", action="store_true", help="keep the roots")
    return parser.parse_args()


def _make(suite: str, root: Path, wish: argparse.Namespace) -> None:
    root.parent.mkdir(parents=True, exist_ok=True)
    command = [
        "mmdebstrap",
        "--variant=minbase",
        f"--include={INCLUDE}",
        "--aptopt=Acquire::Check-Valid-Until false",
    ]
    if wish.keyring:
        command.append(f"--keyring={wish.keyring}")
    mirror = wish.mirror or source.mirror()[1]
    if wish.mirror and "ubuntu" in wish.mirror:
        command.append("--components=main,universe")
    say.run([*command, suite, root, mirror], f"mmdebstrap could not make {suite}.")
    for name in ["/etc/resolv.conf", "/etc/hosts", *wish.copy]:
        path = Path(name).expanduser()
        there = root / path.relative_to("/")
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, there)
    (root / Path.home().relative_to("/")).mkdir(parents=True, exist_ok=True)
    clone = ["git", "clone", "-q", "--no-hardlinks", environment.ROOT, root / CLONE.lstrip("/")]
    say.run(clone, "git could not clone this repository.")


def _run(suite: str, root: Path, word: str, wish: argparse.Namespace) -> Run:
    env = {
        "HOME": str(Path.home()),  # where what was copied from under it is looked for
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "LANG": "C.UTF-8",
        **{name: os.environ[name] for name in wish.env if name in os.environ},
    }
    if word == "demo":
        env["QT_QPA_PLATFORM"] = "offscreen"
    log = Path(wish.into) / f"{suite}-{word}.log"
    say.line(f"{suite}: dev.py {word} (log: {log})")
    begun = time.monotonic()
    with log.open("wb") as file:
        process = subprocess.Popen(
            _inside(root, "python3", "dev.py", word),
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env=env,
        )
        good = _rings(process, root, log, wish.demo_s) if word == "demo" else process.wait() == 0
    run = Run(suite, word, time.monotonic() - begun, good)
    say.line(f"{suite}: dev.py {word}: {_verdict(run)} after {run.seconds:.0f} s")
    return run


def _inside(root: Path, *command: str) -> list[str]:
    """Return the command that runs a command in the clone inside a root."""
    apart = ["unshare", "--mount", "--pid", "--fork", "--kill-child"]
    return [*apart, "sh", "-c", ENTER, str(root), "env", "-C", CLONE, *command]


def _rings(process: subprocess.Popen[bytes], root: Path, log: Path, seconds: float) -> bool:
    """Wait for the demo's start and then for a call of today in its data; end the demo."""
    begun, started = "", 0.0
    while process.poll() is None:
        time.sleep(1)
        now = time.monotonic()
        if not started and STARTING in log.read_text(encoding="utf-8", errors="replace"):
            begun, started = datetime.now(UTC).isoformat(), now
        if not started:
            continue
        calls = [json.loads(line) for line in _calls(root).splitlines()]
        if any(call["ring_at"] > begun for call in calls):
            say.line(f"  a call rang within {now - started:.0f} s of the demo's start")
            break
        if now - started > seconds:
            break
    else:
        return False
    _end(process)
    text = log.read_text(encoding="utf-8", errors="replace")
    return now - started <= seconds and "Traceback" not in text


def _end(process: subprocess.Popen[bytes]) -> None:
    """Ask the program inside to end; unshare itself does not pass SIGTERM on."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    for child in children.read_text(encoding="ascii").split():
        os.kill(int(child), signal.SIGTERM)
    try:
        process.wait(30)
    except subprocess.TimeoutExpired:
        say.line("  the demo did not end when told to")
        process.kill()
        process.wait()


def _calls(root: Path) -> str:
    """Return what the running demo's database says, one JSON object a line."""
    for folder in (root / "tmp").glob("desk-app-demo-*"):
        where = f"/tmp/{folder.name}"
        command = [".venv/bin/desk-app", "calls", "--json", "--data-dir", where]
        return say.output(_inside(root, *command)) or ""
    return ""


if __name__ == "__main__":
    sys.exit(main())
