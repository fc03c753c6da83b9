"""A message that a caller left can be heard from the recent calls."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desk_app.crm.records import LeftWhy, OutcomeOfCall, OutcomeOfLeg, RecentCall
from desk_app.ui.panes.recent_calls import RecentCalls
from tests.ui.conftest import NOW_US

LEFT = RecentCall(
    "c1",
    "in",
    "+989120001142",
    "",
    None,
    "Support",
    NOW_US,
    OutcomeOfCall.OVERFLOWED,
    OutcomeOfLeg.OPEN,
    0.0,
    72.0,
    None,
    recording="messages/c1.wav",
    left_why=LeftWhy.MESSAGE,
)


def test_a_message_is_played_from_its_row(qtbot: QtBot) -> None:
    recent = RecentCalls()
    qtbot.addWidget(recent)
    played: list[str] = []
    recent.play_requested.connect(played.append)
    recent.show_calls((LEFT, replace(LEFT, key="c2", recording="", left_why=LeftWhy.LATE)))
    recent.show()
    first, second = recent.rows()
    assert first.play.isVisible()
    assert second.play.isHidden()
    QTest.mouseClick(first.play, Qt.MouseButton.LeftButton)
    assert played == ["messages/c1.wav"]
