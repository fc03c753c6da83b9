"""`dev.py pbx`: comes up by itself, and leaves nothing behind."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tests.rigs.patience import PATIENCE_S

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the lab puts its folders: a short path, for its sockets, that any user may enter."""
    path = Path(tempfile.mkdtemp(prefix="l"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


Lab = subprocess.Popen[str]


@pytest.fixture
def start(folder: Path) -> Iterator[Callable[[], Lab]]:
    """What starts a lab; at the end none runs."""
    started: list[Lab] = []

    def one() -> Lab:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.lab"],
            cwd=ROOT,
            env={**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield one
    for process in started:
        if process.poll() is None:
            process.kill()
        assert process.stdout is not None
        process.stdout.close()
        process.wait()


def children(lab: Lab) -> list[psutil.Process]:
    found: list[psutil.Process] = psutil.Process(lab.pid).children(recursive=True)
    return found


def names(lab: Lab) -> set[str]:
    found = set()
    for child in children(lab):
        with contextlib.suppress(psutil.NoSuchProcess):
            found.add(child.name())
    return found


def until_up(lab: Lab) -> None:
    assert lab.stdout is not None
    said = ""
    while "Ctrl+C ends everything" not in said:
        line = lab.stdout.readline()
        assert line, said
        said += line


@pytest.mark.parametrize(
    ("begun", "how"), [("*/pbx-*/etc", signal.SIGTERM), ("*/pg*/data", signal.SIGINT)]
)
def test_half_started_it_goes_too(
    start: Callable[[], Lab], folder: Path, begun: str, how: signal.Signals
) -> None:
    lab = start()
    until(lambda: list(folder.glob(begun)))
    assert_gone(lab, folder, children(lab), how)


def test_killed_it_ends_and_the_next_one_clears_up(start: Callable[[], Lab], folder: Path) -> None:
    lab = start()
    until_up(lab)
    until(lambda: {"sipp", "postgres"} <= names(lab))
    left = children(lab)
    lab.kill()
    until(lambda: not [child for child in left if child.is_running()])
    (old,) = folder.iterdir()
    another = start()
    until_up(another)
    assert not old.exists()
    assert_gone(another, folder, children(another), signal.SIGINT)


def assert_gone(lab: Lab, folder: Path, left: list[psutil.Process], how: signal.Signals) -> None:
    """End it as people do who are impatient; nothing may be left."""
    lab.send_signal(how)
    lab.send_signal(how)
    said = lab.communicate(timeout=PATIENCE_S)[0]
    assert lab.returncode == 0, said
    until(lambda: not [child for child in left if child.is_running()])
    assert list(folder.iterdir()) == [], said


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    pause = select.poll()
    while not condition():
        assert time.monotonic() < deadline
        pause.poll(20)
