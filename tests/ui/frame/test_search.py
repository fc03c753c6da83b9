"""The search field: digits dial, words look for people."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.crm.records import CustomerBrief
from desk_app.ui.window import MainWindow
from tests.ui.frame import sample
from tests.ui.frame.conftest import Told
from tests.ui.frame.test_call_bar import bare

Listen = Callable[[str], Told]
LALEH = CustomerBrief(1, "Laleh Farahmand", "Khorshidak Toys", number="+982149258000")
OMID = CustomerBrief(2, "Omid", number="215")


def open_search(window: MainWindow, qtbot: QtBot) -> None:
    """Press Ctrl+K."""
    window.show_state(sample.READY)
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(window.top_bar.search.edit.hasFocus)


@pytest.mark.parametrize(
    ("typed", "dialled"),
    [
        ("02149258000", "02149258000"),
        ("۰۲۱ ۴۹۲۵ ۸۰۰۰", "02149258000"),
        ("(021) 4925-8000", "02149258000"),
        ("+98 21 4925 8000", "+982149258000"),
        ("tel:+982149258000", "+982149258000"),
        ("*97", "*97"),
        ("sip:omid@pbx.example", "sip:omid@pbx.example"),
    ],
)
def test_enter_dials_a_number_in_any_dress(
    window: MainWindow, qtbot: QtBot, told: Listen, typed: str, dialled: str
) -> None:
    heard = told("dial")
    open_search(window, qtbot)
    window.top_bar.search.edit.setText(typed)
    assert window.top_bar.search.card.isVisible()
    qtbot.keyClick(window.top_bar.search.edit, Qt.Key.Key_Return)
    assert heard == [(dialled,)]
    assert window.top_bar.search.edit.text() == ""
    assert not window.top_bar.search.card.isVisible()


def test_the_row_shows_the_number_as_people_write_it(window: MainWindow, qtbot: QtBot) -> None:
    open_search(window, qtbot)
    window.top_bar.search.edit.setText("02149258000")
    assert bare(window.top_bar.search.rows.rows()[0].title) == "Call 021 4925 8000"


def test_words_look_for_people_and_enter_calls_the_chosen_one(
    window: MainWindow, qtbot: QtBot, told: Listen
) -> None:
    searched, heard = told("search"), told("dial")
    open_search(window, qtbot)
    edit = window.top_bar.search.edit
    qtbot.keyClicks(edit, "la")
    assert searched == [("la",)]
    window.show_results("la", [LALEH, OMID])
    qtbot.keyClick(edit, Qt.Key.Key_Down)
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert heard == [("215",)]


def test_a_click_calls_as_well(window: MainWindow, qtbot: QtBot, told: Listen) -> None:
    heard = told("dial")
    open_search(window, qtbot)
    qtbot.keyClicks(window.top_bar.search.edit, "la")
    window.show_results("la", [LALEH])
    qtbot.mouseClick(window.top_bar.search.rows, Qt.MouseButton.LeftButton)
    assert heard == [("+982149258000",)]


def test_words_alone_dial_nothing(window: MainWindow, qtbot: QtBot, told: Listen) -> None:
    heard = told("dial")
    open_search(window, qtbot)
    qtbot.keyClicks(window.top_bar.search.edit, "laleh")
    qtbot.keyClick(window.top_bar.search.edit, Qt.Key.Key_Return)
    assert heard == []


def test_an_answer_that_comes_too_late_is_dropped(window: MainWindow, qtbot: QtBot) -> None:
    open_search(window, qtbot)
    qtbot.keyClicks(window.top_bar.search.edit, "om")
    window.show_results("o", [LALEH])
    assert window.top_bar.search.rows.count() == 0


def test_esc_closes_the_rows_first_and_then_clears(window: MainWindow, qtbot: QtBot) -> None:
    open_search(window, qtbot)
    edit = window.top_bar.search.edit
    edit.setText("215")
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert not window.top_bar.search.card.isVisible()
    assert edit.text() == "215"
    qtbot.keyClick(edit, Qt.Key.Key_Escape)
    assert edit.text() == ""


def test_four_kilobytes_are_cut(window: MainWindow, qtbot: QtBot) -> None:
    open_search(window, qtbot)
    window.top_bar.search.edit.setText("9" * 4096)
    assert len(window.top_bar.search.edit.text()) == 128
