"""A view that has gone to its small window."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from pytestqt.qtbot import QtBot

from desk_app.ui.compact.window import CompactWindow
from desk_app.ui.main_view import MainView
from tests.ui.conftest import FixedClock


@dataclass
class Small:
    """The view and its small window."""

    view: MainView
    window: CompactWindow


@pytest.fixture
def view(qtbot: QtBot, clock: FixedClock) -> MainView:
    made = MainView(clock=clock)
    qtbot.addWidget(made.window)
    made.window.resize(1440, 900)
    made.window.show()
    return made


@pytest.fixture
def small(view: MainView, qtbot: QtBot) -> Iterator[Small]:
    view.toggle_compact()
    assert view.compact is not None
    yield Small(view, view.compact)
    view.compact.hide()
    view.compact.deleteLater()
