"""Text from strangers: four kilobytes, markup, direction overrides."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from desk_app.crm.records import CustomerBrief
from desk_app.state import Case, DataProblem, DeskState, Notice
from desk_app.telephony.calls import CallState
from desk_app.ui.intents import Intents
from desk_app.ui.language import Language
from desk_app.ui.ring_card import RingCard
from desk_app.ui.window import MainWindow
from tests.ui.conftest import NOW_US, FixedClock, Speak, as_read
from tests.ui.frame import sample

ACTIVE = replace(sample.HOSTILE, state=CallState.ACTIVE, answered_us=NOW_US)
OTHER = replace(ACTIVE, key="k2", held=True)

STATES = [
    sample.ringing(sample.HOSTILE, replace(sample.HOSTILE, key="k9")),
    sample.talking(ACTIVE, OTHER),
    sample.talking(ACTIVE, OTHER, conference=("k1", "k2")),
    sample.talking(ACTIVE, OTHER, consulting=("k1", "k2")),
    replace(sample.READY, notices=(Notice(DataProblem.SETTING_UNUSABLE, "<b>" * 2000),)),
]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("to", Language)
@pytest.mark.parametrize("width", [1024, 1440])
def test_the_layout_holds(
    window: MainWindow, qtbot: QtBot, speak: Speak, state: DeskState, to: Language, width: int
) -> None:
    speak(to)
    window.resize(width, 640)
    window.show_state(state)
    qtbot.waitUntil(lambda: window.width() == width)
    assert window.width() == width
    for bar in (window.ring_strip, window.call_bar):
        if not bar.isVisible():
            continue
        assert bar.height() == 84
        buttons = (
            (window.ring_strip.answer, window.ring_strip.decline)
            if bar is window.ring_strip
            else window.call_bar.controls.all()
        )
        for button in buttons:
            corner = button.mapTo(window, button.rect().topLeft())
            assert 0 <= corner.x() <= width - button.sizeHint().width()
            assert button.width() == button.sizeHint().width()


def test_no_label_takes_text_for_markup(window: MainWindow) -> None:
    for state in STATES:
        window.show_state(state)
        for label in window.findChildren(QLabel):
            assert label.textFormat() == Qt.TextFormat.PlainText
            assert not set(label.text()) & set("\u202a\u202b\u202d\u202e\x00\n")


def test_a_tooltip_shows_a_callers_markup_as_text(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 640)
    window.show_state(sample.ringing(sample.HOSTILE))
    qtbot.waitUntil(lambda: bool(window.ring_strip.name.toolTip()))
    assert "&lt;b&gt;bold&lt;/b&gt;" in window.ring_strip.name.toolTip()


def test_who_else_rings_is_named_by_tooltips_as_they_are(qtbot: QtBot, clock: FixedClock) -> None:
    card = RingCard(Intents(), clock)
    qtbot.addWidget(card)
    card.show_cases(tuple(Case(replace(sample.HOSTILE, key=key)) for key in ("k1", "k2")))
    for button in (card.others[0].answer, card.others[0].decline):
        assert "<b>bold</b>" in as_read(button.toolTip())


def test_a_name_with_an_ampersand_makes_no_menu_shortcut(window: MainWindow) -> None:
    second = replace(sample.SECOND_RING, name="A & B")
    window.show_state(sample.ringing(sample.RINGING, second))
    assert "A && B" in window.ring_strip.others().actions()[0].text()


def test_hostile_people_in_the_results(window: MainWindow, qtbot: QtBot) -> None:
    window.show_state(sample.READY)
    window.top_bar.search.take_focus()
    qtbot.keyClicks(window.top_bar.search.edit, "bo")
    window.show_results("bo", [CustomerBrief(1, "<b>\u202e" + "x" * 5000, "y" * 5000)] * 50)
    rows = window.top_bar.search.rows.rows()
    assert len(rows) == 8
    assert all(len(row.title) <= 80 and "\u202e" not in row.title for row in rows)
