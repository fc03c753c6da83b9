"""A wall with the pictures' floor, at a time the test sets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from desk_app.telephony.team.orders import AnyOrder, Role
from desk_app.ui.wall.menus import Hand
from desk_app.ui.wall.window import WallWindow
from tests.ui.conftest import FixedClock
from tests.ui.wall import sample

Given = list[AnyOrder]


@pytest.fixture
def wall(qtbot: QtBot, clock: FixedClock) -> WallWindow:
    clock.at = sample.NOW
    made = WallWindow(clock)
    qtbot.addWidget(made)
    made.use(Hand(Role.SUPERVISOR, "PJSIP/900", messages=True))
    made.resize(1920, 1080)
    made.show()
    made.show_floor(sample.floor(), sample.NOW)
    return made


@pytest.fixture
def told(wall: WallWindow) -> Callable[[str], list[tuple[object, ...]]]:
    """Return a function that listens to a signal and returns what it was told."""

    def listen(name: str) -> list[tuple[object, ...]]:
        heard: list[tuple[object, ...]] = []
        getattr(wall, name).connect(lambda *args: heard.append(args))
        return heard

    return listen
