"""Toast and F9 beside another program, in a real X server: neither takes its keyboard."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from queue import Queue

import pytest

from tests.rigs.patience import PATIENCE_S
from tests.screenshots.__main__ import ROOT, screen


class Program:
    """A process whose lines can be waited for."""

    def __init__(
        self, module: str, display: str, bus: str = "unix:path=/nonexistent", **more: str
    ) -> None:
        environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", f"tests.ui.outside.{module}"],
            cwd=ROOT,
            env={**environment, "DBUS_SESSION_BUS_ADDRESS": bus, **more},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._lines: Queue[str] = Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        assert self.next() == "ready"

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line.strip())

    def next(self) -> str:
        """Return the next line."""
        return self._lines.get(timeout=PATIENCE_S)

    def tell(self, word: str) -> str:
        """Say a word to it and return what it says then."""
        self.order(word)
        return self.next()

    def order(self, word: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(word + "\n")
        self.process.stdin.flush()

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
        self.process.wait(PATIENCE_S)
        self._reader.join(PATIENCE_S)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()


@pytest.fixture
def display() -> Iterator[str]:
    with screen() as name:
        yield name


@pytest.fixture
def typist(display: str) -> Iterator[Program]:
    program = Program("typist", display)
    yield program
    program.end()


@pytest.fixture
def desk(display: str) -> Iterator[Program]:
    program = Program("hidden_desk", display)
    yield program
    program.end()


def test_a_ring_over_another_program(display: str, typist: Program, desk: Program) -> None:
    def xdotool(*words: object) -> None:
        command = ["xdotool", *map(str, words)]
        subprocess.run(command, env={**os.environ, "DISPLAY": display}, check=True)

    _, x, y, bottom, right = desk.tell("ring").split()
    assert (int(bottom), int(right)) == (1080 - 17, 1920 - 17)
    xdotool("type", "a")
    assert typist.next() == "text a"
    xdotool("key", "F9")
    assert desk.next() == "answer k1"
    xdotool("mousemove", x, y, "click", 1)
    assert desk.next() == "decline k1"
    xdotool("type", "b")
    assert typist.next() == "text ab"  # not one F9 came between, and the focus is still here
    assert desk.tell("rest") == "rests False"
    xdotool("key", "F9")
    assert typist.next() == "F9"  # it is everybody's again
    assert desk.tell("key Shift+F4") == "takes ⇧ F4"
    desk.tell("ring")
    xdotool("key", "F9")
    assert typist.next() == "F9"
    xdotool("key", "shift+F4")
    assert desk.next() == "answer k1"
