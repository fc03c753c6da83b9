"""Whom a queue owes a call: seen, called, listened to, and nothing to see without any."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desk_app.ui.language import Language
from desk_app.ui.panes.ready_page import ReadyPage
from tests.ui.conftest import FixedClock, Speak
from tests.ui.panes import sample
from tests.ui.panes.conftest import Listen, Shown
from tests.ui.panes.test_customer_pane import texts


@pytest.fixture
def page(desk_clock: FixedClock, shown: Shown) -> ReadyPage:
    made = ReadyPage(desk_clock)
    shown(made, 1368, 848)
    return made


def test_nobody_owed_is_nothing_to_see(page: ReadyPage) -> None:
    assert page.owed.isHidden()
    page.show_to_call_back(sample.TO_CALL_BACK)
    assert page.owed.isVisible()
    page.show_to_call_back(())
    assert page.owed.isHidden()


def test_each_says_who_why_and_when(page: ReadyPage) -> None:
    page.show_to_call_back(sample.TO_CALL_BACK)
    said = texts(page)
    assert "To call back" in said
    for word in (
        "Left after 01:12, place 3 of 8",
        "Lost: the phone stopped",
        "Left a message",
        "Number withheld",
        "Mon 16 Nov",
    ):
        assert word in said
    assert "Anonymous" not in said


def test_a_caller_is_called_and_a_message_heard_by_keyboard(page: ReadyPage, heard: Listen) -> None:
    page.show_to_call_back(sample.TO_CALL_BACK)
    first, second, message = page.owed.rows()
    dialled, played = heard(page.dial_requested), heard(page.owed.play_requested)
    QTest.keyClick(first.back, Qt.Key.Key_Space)
    QTest.mouseClick(second.back, Qt.MouseButton.LeftButton)
    QTest.keyClick(message.play, Qt.Key.Key_Space)
    assert dialled == [("09120003340",), ("09120001142",)]
    assert played == [("messages/o3.wav",)]
    assert message.back.isHidden()
    assert first.back.accessibleName() == "Call Ramin Sohrabi"
    assert message.play.accessibleName() == "Listen to the message of Number withheld"
    for button in (first.back, second.back, message.play):
        assert button.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_twenty_are_listed_and_the_rest_counted(page: ReadyPage, speak: Speak) -> None:
    page.show_to_call_back(tuple(replace(sample.TO_CALL_BACK[0], key=f"o{n}") for n in range(23)))
    assert len(page.owed.rows()) == 20
    assert page.owed.more.isVisible()
    assert "+3" in page.owed.more.text()
    speak(Language.FA)
    assert "+۳" in page.owed.more.text()
    page.show_to_call_back(sample.TO_CALL_BACK)
    assert page.owed.more.isHidden()


def test_at_midnight_the_times_become_days(page: ReadyPage, desk_clock: FixedClock) -> None:
    page.show_to_call_back(sample.TO_CALL_BACK[:1])
    assert "13:41" in str(texts(page))
    desk_clock.go_to(sample.NOW + 86_400_000_000)
    assert "Tue 17 Nov" in str(texts(page))
