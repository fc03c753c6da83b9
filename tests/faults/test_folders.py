"""Folders that are in the way, somebody else's, or gone."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk_app.app import claim
from desk_app.paths import Paths
from desk_app.state import EngineState
from tests.faults.program import Program


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A short folder of this test's own: runtime folder `r`, home `h`, itself for scratch."""
    with tempfile.TemporaryDirectory(prefix="desk") as name:
        folder = Path(name)
        (folder / "r").mkdir()
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(folder / "r"))
        monkeypatch.setattr("tempfile.tempdir", str(folder))
        monkeypatch.setenv("HOME", str(folder / "h"))
        yield folder


def test_a_socket_folder_that_is_open_to_others_is_closed(base: Path) -> None:
    (base / "r" / "desk-app").mkdir()
    (base / "r" / "desk-app").chmod(0o777)
    assert Paths(base).socket.startswith(str(base / "r"))
    assert (base / "r" / "desk-app").stat().st_mode & 0o777 == 0o700


def test_somebody_elses_socket_folder_is_not_used(base: Path) -> None:
    (base / "r" / "desk-app").symlink_to(base)  # a stranger's, in root's eyes as well
    (base / f"desk-app-{os.getuid()}").write_text("in the way")
    assert Paths(base).socket.startswith(str(base / "h" / ".cache"))


def test_no_folder_for_the_socket_costs_one_sentence(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (base / "r" / "desk-app").write_text("in the way")
    (base / f"desk-app-{os.getuid()}").write_text("in the way")
    (base / "h").write_text("in the way")
    assert claim(Paths(base / "data")) is None
    assert capsys.readouterr().err.count("\n") == 1


def test_a_lock_that_cannot_be_written_is_taken_elsewhere_and_holds(
    base: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = Paths(base / "data")
    (paths.data_dir / "desk.lock").mkdir(parents=True)
    first = claim(paths)
    assert first is not None
    assert claim(paths) is None
    assert "already open" in capsys.readouterr().err
    first.unlock()


def test_the_socket_folder_is_tidied_away(program: Program, base: Path) -> None:
    program.open()
    shutil.rmtree(base / "r" / "desk-app")
    first = program.a_call_works()  # the connection outlives its name
    os.kill(program.core.phone.engine_pid, signal.SIGKILL)
    program.told(EngineState.RESTARTING)
    program.wait(lambda: program.state.listening)
    second = program.a_call_works()
    program.close()
    program.recorded(first, second)


def test_a_phone_that_never_starts_is_told_and_starts_when_it_can(
    program: Program, base: Path
) -> None:
    socket = Path(program.paths.socket)
    (socket / "in the way").mkdir(parents=True)
    program.open(listens=False)
    program.told(EngineState.FAILING)
    shutil.rmtree(socket)
    program.wait(lambda: program.state.listening)
    assert program.notices() == []
    key = program.a_call_works()
    program.close()
    program.recorded(key)
