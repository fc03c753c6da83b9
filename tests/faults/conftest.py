"""Faults are tried on the whole program."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.faults.program import Program
from tests.ui.conftest import Speak, compiled, english, speak

__all__ = ["compiled", "english", "speak"]


@pytest.fixture
def program(tmp_path: Path, qapp: QApplication, qtbot: QtBot, speak: Speak) -> Iterator[Program]:
    """A program with settings, not yet open."""
    program = Program(tmp_path / "data", qapp, qtbot, speak)
    program.settings()
    yield program
    if program.is_open:
        program.close()
    # A later desk's database thread may not be the one that collects this one's timers.
    del program.core, program.view
    gc.collect()
