"""`dev.py pbx`: comes up by itself, and leaves nothing behind."""

from __future__ import annotations

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

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder() -> Iterator[Path]:
    """Where the lab puts its folders: a short path, for its sockets, that any user may enter."""
    path = Path(tempfile.mkdtemp(prefix="l"))
    path.chmod(0o755)
    yield path
    shutil.rmtree(path)


@pytest.fixture
def lab(folder: Path) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.lab"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(folder), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    yield process
    if process.poll() is None:
        process.kill()
    assert process.stdout is not None
    process.stdout.close()
    process.wait()


def test_it_is_up_and_down_again(lab: subprocess.Popen[str], folder: Path) -> None:
    assert lab.stdout is not None
    said = ""
    while "Ctrl+C ends everything" not in said:
        line = lab.stdout.readline()
        assert line, said
        said += line
    children = psutil.Process(lab.pid).children(recursive=True)
    names = {child.name() for child in children}
    assert "postgres" in names
    assert_gone(lab, folder, children)


@pytest.mark.parametrize("begun", ["pbx-*/etc", "pg*/data"])
def test_half_started_it_goes_too(lab: subprocess.Popen[str], folder: Path, begun: str) -> None:
    until(lambda: list(folder.glob(begun)))
    assert_gone(lab, folder, psutil.Process(lab.pid).children(recursive=True))


def assert_gone(lab: subprocess.Popen[str], folder: Path, children: list[psutil.Process]) -> None:
    """Press Ctrl+C, twice as impatient people do; nothing may be left."""
    lab.send_signal(signal.SIGINT)
    lab.send_signal(signal.SIGINT)
    said = lab.communicate(timeout=40)[0]
    assert lab.returncode == 0, said
    until(lambda: not [child for child in children if child.is_running()])
    assert list(folder.iterdir()) == [], said


def until(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 30
    pause = select.poll()
    while not condition():
        assert time.monotonic() < deadline
        pause.poll(20)
