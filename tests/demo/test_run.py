"""The demonstration's throw-away folder: made, usable, removed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk_app import settings_file
from desk_app.crm.database import check_database
from desk_app.demo.run import clean_up, let_them_call, prepare, start_callers, what_fits
from desk_app.demo.script import Pace, load
from desk_app.demo.texts import Language
from desk_app.demo.voices import duration_s
from tests.rigs.patience import PATIENCE_S


@pytest.fixture(autouse=True)
def _temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def test_the_folder_holds_all_a_desk_needs(language: Language, tmp_path: Path) -> None:
    setup = prepare(language)
    assert setup.paths.data_dir.parent == tmp_path
    found, complaints = settings_file.load(setup.paths.settings)
    assert complaints == ()
    assert (found.sip.listen, found.sip.gateway) == (setup.desk, setup.callers)
    assert found.sip.allow_from == ("127.0.0.1",)
    assert found.general.language == language
    assert found.general.name
    assert check_database(setup.paths.database) == ()
    messages = list(setup.paths.recordings.rglob("*.wav"))
    assert len(messages) == 2
    assert all(duration_s(message) > 2 for message in messages)
    play = load(setup.script)
    dialled = {planned.to for planned in play.crowd.plan}
    assert dialled == {number for queue in found.queues for number in queue.numbers}
    assert {queue.priority(["key account"])[0] for queue in found.queues} == {10}
    assert {queue.priority(["مشتری ویژه"])[0] for queue in found.queues} == {10}
    assert (play.plan[0].number, play.plan[0].waited_s) == ("02149258000", 130)
    assert play.who_has("201") is not None
    clean_up(setup, None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("queue", "first_call", "wait"), [(None, True, 8), (5, False, 5), (0, True, 0), (99, False, 11)]
)
def test_the_queues_fill_at_once_or_after_the_first_call_or_never(
    queue: int | None, first_call: bool, wait: int
) -> None:
    setup = prepare("en", queue=queue)
    play = load(setup.script)
    assert (bool(play.plan), play.crowd.wanted, setup.wait) == (first_call, wait, wait)
    clean_up(setup, None)


def test_a_small_engine_is_told_apart() -> None:
    assert what_fits(8, 250) == what_fits(8, 9) == ""
    assert "3 callers wait in the queue, not 8" in what_fits(8, 4)


def test_callers_start_call_and_leave_nothing_behind(tmp_path: Path) -> None:
    setup = prepare("en", Pace(first=0.0))
    callers = start_callers(setup)
    let_them_call(callers)
    clean_up(setup, callers)
    assert callers.returncode == 0
    assert list(tmp_path.iterdir()) == []


def test_folders_of_killed_demonstrations_are_removed_and_no_others(tmp_path: Path) -> None:
    child = subprocess.Popen([sys.executable, "-c", ""])
    child.wait(PATIENCE_S)
    dead = tmp_path / f"desk-app-demo-{child.pid}-abc"
    living = tmp_path / f"desk-app-demo-{os.getpid()}-abc"
    strange = tmp_path / "desk-app-demo-notes-abc"
    for folder in (dead, living, strange):
        folder.mkdir()
    setup = prepare("en")
    assert not dead.exists()
    assert living.exists()
    assert strange.exists()
    clean_up(setup, None)


def test_a_folder_that_cannot_be_used_is_removed_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("desk_app.demo.run.open_database", broken)
    with pytest.raises(OSError, match="no space"):
        prepare("en")
    assert list(tmp_path.iterdir()) == []
