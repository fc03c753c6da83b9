"""The local socket, by AF_UNIX and by Qt: one desk at a time, whatever it sends."""

from __future__ import annotations

import select
import socket
import stat
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desk_app.telephony.engine.link import MAX_BACKLOG, MAX_LINE, Lines, Link, UnixLink
from desk_app.telephony.engine.qt_link import QtLink
from tests.rigs.patience import PATIENCE_S


@pytest.fixture
def path() -> Iterator[str]:
    with tempfile.TemporaryDirectory(prefix="link") as folder:
        yield str(Path(folder) / "s")


@pytest.fixture(params=["unix", "qt"])
def link(request: pytest.FixtureRequest, path: str, qapp: object) -> Iterator[Link]:
    made: Link = UnixLink(Path(path)) if request.param == "unix" else QtLink(path)
    yield made
    made.close()


def connect(path: str) -> socket.socket:
    client = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    client.settimeout(PATIENCE_S)
    client.connect(path)
    return client


def poll_until(link: Link, condition: Callable[[], bool]) -> tuple[int, list[bytes]]:
    """Poll until the condition holds; return (desks that came, lines)."""
    came, lines = 0, []
    deadline = time.monotonic() + PATIENCE_S
    pause = select.poll()
    while True:
        arrived, more = link.poll()
        came += arrived
        lines += more
        if condition():
            return came, lines
        assert time.monotonic() < deadline
        pause.poll(1)


def poll_lines(link: Link, count: int) -> list[bytes]:
    lines: list[bytes] = []
    deadline = time.monotonic() + PATIENCE_S
    while len(lines) < count:
        lines += link.poll()[1]
        assert time.monotonic() < deadline, lines
    return lines


def test_lines_go_both_ways(link: Link, path: str) -> None:
    with connect(path) as desk:
        assert poll_until(link, lambda: link.connected)[0] == 1
        desk.sendall(b"one\ntw")
        assert poll_lines(link, 1) == [b"one"]
        desk.sendall(b"o\n\nthree\n")
        assert poll_lines(link, 2) == [b"two", b"three"]
        link.send(b"hello\n")
        assert desk.recv(100) == b"hello\n"


def test_a_new_desk_takes_the_place_of_the_old(link: Link, path: str) -> None:
    with connect(path) as old:
        poll_until(link, lambda: link.connected)
        with connect(path) as new:
            deadline = time.monotonic() + PATIENCE_S
            while not link.poll()[0]:
                assert time.monotonic() < deadline
            assert old.recv(100) == b""
            link.send(b"you\n")
            assert new.recv(100) == b"you\n"


def test_a_desk_that_leaves_is_noticed(link: Link, path: str) -> None:
    desk = connect(path)
    poll_until(link, lambda: link.connected)
    desk.close()
    poll_until(link, lambda: not link.connected)
    link.send(b"nobody\n")


def test_a_desk_that_does_not_read_is_left(link: Link, path: str) -> None:
    with connect(path):
        poll_until(link, lambda: link.connected)
        for _ in range(MAX_BACKLOG // 50_000 * 2):
            link.send(b"x" * 50_000 + b"\n", droppable=True)
        assert link.connected
        for _ in range(MAX_BACKLOG // 50_000 * 2):
            link.send(b"x" * 50_000 + b"\n")
        assert not link.connected


def test_a_stale_socket_is_no_obstacle(path: str) -> None:
    left = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    left.bind(path)
    left.close()
    link = UnixLink(Path(path))
    assert stat.S_IMODE(Path(path).stat().st_mode) == 0o600
    link.close()
    assert not Path(path).exists()


def test_lines_too_long_are_dropped_and_the_next_is_whole() -> None:
    lines = Lines()
    assert lines.feed(b"a" * MAX_LINE + b"bbb") == []
    assert lines.feed(b"c" * MAX_LINE) == []
    assert lines.feed(b"tail\nnext\n") == [b"next"]
    assert lines.feed(b"d" * (MAX_LINE + 1) + b"\nok\n") == [b"ok"]
