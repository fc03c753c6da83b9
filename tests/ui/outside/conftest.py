"""The whole view, showing rings outside its windows too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desk_app.notifications import Notifications
from desk_app.ui.main_view import MainView
from desk_app.ui.x11_key import GlobalKey
from tests.ui.conftest import FixedClock


@pytest.fixture
def view(qtbot: QtBot, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[MainView]:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent")
    made = MainView(clock=clock)
    qtbot.addWidget(made.window)
    made.attend(Notifications(), GlobalKey())
    yield made
    made.end()
