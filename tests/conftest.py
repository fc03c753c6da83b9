"""For every test: no screen is needed, and what must come is waited for long enough."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from typing import Any

import hypothesis
import pytest
from pytestqt.qtbot import QtBot

from tests.rigs.patience import PATIENCE_MS

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# Other work shares the machine: an example may take long without anything being wrong.
hypothesis.settings.register_profile("desk", deadline=None, database=None, max_examples=60)
hypothesis.settings.load_profile("desk")


def pytest_collection_finish() -> None:
    """Let no later collection of garbage look through modules and tests: 230,000 objects."""
    gc.collect()
    gc.freeze()


class PatientBot(QtBot):
    """A `qtbot` that does not give up on a busy machine after five seconds."""

    def waitUntil(self, callback: Callable[[], bool | None], *, timeout: int = PATIENCE_MS) -> None:
        """Wait until the callback is not False and raises nothing; `timeout` in milliseconds."""
        super().waitUntil(callback, timeout=timeout)

    def waitSignal(self, signal: Any, *, timeout: int = PATIENCE_MS, **how: Any) -> Any:
        """Wait for a signal; see pytest-qt."""
        return super().waitSignal(signal, timeout=timeout, **how)

    def waitSignals(self, signals: Any, *, timeout: int = PATIENCE_MS, **how: Any) -> Any:
        """Wait for several; see pytest-qt."""
        return super().waitSignals(signals, timeout=timeout, **how)

    def waitExposed(self, widget: Any, *, timeout: int = PATIENCE_MS) -> Any:
        """Wait until a window is on the screen; see pytest-qt."""
        return super().waitExposed(widget, timeout=timeout)


@pytest.fixture
def qtbot(qapp: object, request: pytest.FixtureRequest) -> QtBot:
    """Take pytest-qt's place."""
    return PatientBot(request)
