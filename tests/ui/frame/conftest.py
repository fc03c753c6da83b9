"""The window under test, with two empty pages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk_app.ui.about import Versions
from desk_app.ui.window import MainWindow
from tests.ui.conftest import FixedClock


@pytest.fixture
def window(qtbot: QtBot, clock: FixedClock) -> MainWindow:
    made = MainWindow(ready_page=QWidget(), clock=clock, versions=Versions("0.1.0"))
    made.take_call_page(QWidget())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    return made


Told = list[tuple[object, ...]]


@pytest.fixture
def told(window: MainWindow) -> Callable[[str], Told]:
    """Return a function that listens to one intent and returns what it was told."""

    def listen(name: str) -> Told:
        heard: Told = []
        getattr(window.intents, name).connect(lambda *args: heard.append(args))
        return heard

    return listen
