"""The settings page in a window, with everything it says."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desk_app.settings import AccountSection, Numbers, Settings
from desk_app.ui.settings import words
from desk_app.ui.settings.page import SettingsPage

SETTINGS = Settings(
    account=AccountSection(user="214", domain="pbx.example"),
    numbers=Numbers(rewrite=(("^9(.*)$", "\\1"),)),
)


@pytest.fixture
def page(qtbot: QtBot) -> SettingsPage:
    made = SettingsPage()
    made.show_settings(SETTINGS)
    made.make(*words.SECTIONS)
    qtbot.addWidget(made)
    made.resize(1300, 850)
    made.show()
    return made


@pytest.fixture
def changes(page: SettingsPage) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = []
    page.changed.connect(lambda key, value: told.append((key, value)))
    return told
