"""The queues' widgets under test, in a window of their own and in the desk's."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk_app.queue_state import QueueDeskState
from desk_app.ui.about import Versions
from desk_app.ui.queue.watch import QueueWatch
from desk_app.ui.window import MainWindow
from tests.ui.conftest import FixedClock
from tests.ui.frame import sample as desk
from tests.ui.queue import sample

Told = list[tuple[object, ...]]


@pytest.fixture
def watch(clock: FixedClock) -> QueueWatch:
    made = QueueWatch(clock)
    made.show_state(sample.queues())
    return made


@pytest.fixture
def window(qtbot: QtBot, clock: FixedClock) -> MainWindow:
    """Return the window, shown, with two empty pages and the sample's queues."""
    made = MainWindow(ready_page=QWidget(), clock=clock, versions=Versions("0.1.0"))
    made.take_call_page(QWidget())
    qtbot.addWidget(made)
    made.resize(1440, 900)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.show_state(replace(desk.READY, queues=sample.queues()))
    return made


Show = Callable[[QueueDeskState], None]


@pytest.fixture
def show(window: MainWindow) -> Show:
    """Return a function that shows other queues on the ready desk."""

    def put(queues: QueueDeskState) -> None:
        window.show_state(replace(desk.READY, queues=queues))

    return put


@pytest.fixture
def told(window: MainWindow) -> Callable[[str], Told]:
    """Return a function that listens to one intent and returns what it was told."""

    def listen(name: str) -> Told:
        heard: Told = []
        getattr(window.intents, name).connect(lambda *args: heard.append(args))
        return heard

    return listen
