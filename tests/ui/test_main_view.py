"""When the whole window is painted."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.state import Case, DeskState
from desk_app.ui.main_view import MainView
from tests.ui.panes import sample

RINGING = DeskState(cases=(Case(sample.RINGING),), current=sample.KEY)
KNOWN = DeskState(cases=(Case(sample.RINGING, sample.CALLER, sample.DRAFT),), current=sample.KEY)


@pytest.fixture
def view(qtbot: QtBot) -> MainView:
    made = MainView()
    qtbot.addWidget(made.window)
    made.window.show()
    made.show_state(DeskState())
    return made


def test_a_new_call_is_painted_with_its_record_and_not_before(view: MainView) -> None:
    view.show_state(RINGING)
    assert view.window.pages.currentWidget() is view.ready_page
    view.show_state(KNOWN)
    assert view.window.pages.currentWidget() is view.call_page


def test_a_new_call_whose_record_is_late_is_painted_without_it(
    view: MainView, qtbot: QtBot
) -> None:
    view.show_state(RINGING)
    qtbot.waitUntil(lambda: view.window.pages.currentWidget() is view.call_page)
    assert view.window.ring_strip.isVisible()


def test_a_new_call_is_laid_out_to_the_end_before_it_is_painted(view: MainView) -> None:
    view.window.resize(1440, 900)
    view.show_state(KNOWN)
    shown = [part for part in view.call_page.findChildren(QWidget) if part.isVisible()]
    places = [part.geometry() for part in shown]
    for _ in range(5):
        QApplication.processEvents()
    assert len(shown) > 50
    assert [part.geometry() for part in shown] == places
