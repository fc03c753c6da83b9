"""The walk finds what is broken, and names it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desk_app.ui.widgets import Button, ElidedLabel, IconLabel, Label
from tests.ui.layout.faults import faults, places, unmirrored


class Broken(QWidget):
    """A row of 300 px with two labels."""

    def __init__(self) -> None:
        super().__init__()
        self.resize(300, 40)
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.first, self.second = Label("First words"), Label("Second words")
        self.row.addWidget(self.first)
        self.row.addWidget(self.second)


def _narrow(broken: Broken) -> None:
    broken.first.setFixedWidth(20)


def _low(broken: Broken) -> None:
    broken.first.setFixedHeight(5)


def _over(broken: Broken) -> None:
    broken.row.activate()
    broken.row.setEnabled(False)
    broken.first.setGeometry(broken.second.geometry())


def _outside(broken: Broken) -> None:
    broken.row.setEnabled(False)
    broken.first.move(280, 0)


def _silent(broken: Broken) -> None:
    class Silent(IconLabel):
        def toolTip(self) -> str:
            """Tell nobody."""
            return ""

    label = Silent("info", "Words that have no room at all")
    label.setFixedWidth(80)
    broken.row.addWidget(label)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_narrow, "Broken/Label 'First words' cuts 'First words'"),
        (_low, "Broken/Label 'First words' cuts 'First words'"),
        (_over, "Broken/Label 'First words' lies over Broken/Label 'Second words'"),
        (_outside, "Broken/Label 'First words' reaches out of Broken"),
        (_silent, "Broken/Silent 'Words that have no room at all' shortens 'Words"),
    ],
)
def test_what_is_broken_is_named(qtbot: QtBot, spoil: Callable[[Broken], None], said: str) -> None:
    broken = Broken()
    qtbot.addWidget(broken)
    broken.show()
    assert faults(broken) == []
    spoil(broken)
    qtbot.waitExposed(broken)
    qtbot.waitUntil(lambda: any(said in fault for fault in faults(broken)))


def test_a_page_that_is_wider_than_its_column_is_named(qtbot: QtBot) -> None:
    column = QScrollArea()
    qtbot.addWidget(column)
    column.setWidgetResizable(True)
    page = QWidget()
    column.setWidget(page)
    column.resize(300, 100)
    column.show()
    qtbot.waitExposed(column)
    assert faults(column) == []
    page.setMinimumWidth(400)
    qtbot.waitUntil(lambda: any("400 px wide and shows" in fault for fault in faults(column)))


def test_what_is_shortened_and_told_in_the_tooltip_is_no_fault(qtbot: QtBot) -> None:
    broken = Broken()
    qtbot.addWidget(broken)
    elided, button = ElidedLabel("Words without any end " * 9), Button("Go")
    broken.row.addWidget(elided)
    broken.row.addWidget(button)
    broken.show()
    qtbot.waitExposed(broken)
    assert elided.toolTip()
    assert faults(broken) == []


def test_what_stays_on_its_side_is_named(qtbot: QtBot) -> None:
    broken = Broken()
    qtbot.addWidget(broken)
    stays = QWidget(broken)
    stays.setGeometry(0, 30, 10, 10)
    broken.show()
    qtbot.waitExposed(broken)
    before = places(broken, ())
    broken.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qtbot.waitUntil(lambda: broken.first.x() > broken.second.x())
    lines = unmirrored(before, places(broken, ()))
    assert lines == ["Broken is not mirrored: 0+10 of 300, then 0+10"]
