"""What the tests of the panes share: the pictures' time, and a page in a window."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import FixedClock
from tests.ui.panes import sample

Heard = list[tuple[object, ...]]
Shown = Callable[[QWidget, int, int], None]
Listen = Callable[..., Heard]


@pytest.fixture
def desk_clock(clock: FixedClock) -> FixedClock:
    """Return a clock that stands where the sample data stand."""
    clock.at = sample.NOW
    return clock


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    """Return a function that shows a widget in a size, active and laid out."""

    def show(widget: QWidget, width: int, height: int) -> None:
        qtbot.addWidget(widget)
        widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        qtbot.waitExposed(widget)
        qtbot.waitUntil(widget.isActiveWindow)

    return show


@pytest.fixture
def heard() -> Listen:
    """Return a function that listens to signals and returns what they say, in order."""

    def listen(*signals: SignalInstance) -> Heard:
        said: Heard = []
        for signal in signals:
            signal.connect(lambda *args: said.append(args))
        return said

    return listen
