"""When the whole window is painted."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QPaintEvent
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


class Painted(QObject):
    """Counts how often a widget is painted from edge to edge; a tick of the clock paints less."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.times = 0
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count a Paint of the whole."""
        if isinstance(event, QPaintEvent) and isinstance(watched, QWidget):
            self.times += event.rect().height() > watched.height() // 2
        return False


def test_a_new_call_is_painted_once_and_in_its_place(view: MainView, qtbot: QtBot) -> None:
    view.window.resize(1440, 900)
    view.show_state(KNOWN)
    QApplication.processEvents()
    view.show_state(DeskState())
    QApplication.processEvents()
    columns = (view.call_page.customer, view.call_page.timeline, view.call_page.ticket)
    painted = [Painted(column) for column in columns]
    view.show_state(KNOWN)
    places = [part.geometry() for part in view.call_page.findChildren(QWidget)]
    qtbot.waitUntil(lambda: all(one.times for one in painted))
    for _ in range(3):
        QApplication.processEvents()
    assert [one.times for one in painted] == [1, 1, 1]
    assert [part.geometry() for part in view.call_page.findChildren(QWidget)] == places
