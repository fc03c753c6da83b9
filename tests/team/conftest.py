"""The team end to end: real desks at a real PBX, with a bridge's process and a real server."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.rigs.postgres import PASSWORD
from tests.team.desk import TeamDesk
from tests.team.floor import TeamFloor
from tests.ui.conftest import Speak, compiled, english, speak

__all__ = ["compiled", "english", "speak"]


@pytest.fixture(scope="session")
def whole() -> Iterator[TeamFloor]:
    made = TeamFloor()
    yield made
    made.close()


@pytest.fixture
def floor(whole: TeamFloor) -> Iterator[TeamFloor]:
    """The team without calls, nobody logged in."""
    yield whole
    whole.calm()


@pytest.fixture
def desk(
    floor: TeamFloor,
    tmp_path: Path,
    qapp: QApplication,
    qtbot: QtBot,
    speak: Speak,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[TeamDesk]:
    """Sara's desk, signed in."""
    known = tmp_path / "pgpass"
    known.write_text(f"*:*:*:*:{PASSWORD}\n")
    known.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(known))
    desk = TeamDesk(tmp_path / "data", qapp, qtbot, speak, floor)
    desk.sign_in()
    yield desk
    if desk.is_open:
        desk.close()
    # A later desk's database thread may not be the one that collects this one's timers.
    del desk.core, desk.view
    gc.collect()
