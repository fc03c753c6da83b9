"""The reports' section: from the rail to figures, the calls behind them, and a file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desk_app.core import Core, assemble
from desk_app.crm.report_figures import Behind
from desk_app.paths import Paths
from desk_app.reports_room import ReportsRoom
from desk_app.ui.main_view import MainView
from desk_app.ui.queue.calls_behind import CallsBehind
from desk_app.ui.reports.files import Format
from tests.rigs.patience import PATIENCE_MS
from tests.test_queue_figures import a_call

WAIT_MS = PATIENCE_MS


@pytest.fixture
def core(qtbot: QtBot, tmp_path: Path) -> Iterator[Core]:
    made = assemble(Paths(tmp_path))
    yield made
    made.close()


@pytest.fixture
def room(qtbot: QtBot, core: Core) -> Iterator[ReportsRoom]:
    view = MainView()
    qtbot.addWidget(view.window)
    view.window.show()
    made = ReportsRoom(core, view)
    yield made
    view.window.close()


def enter(core: Core, qtbot: QtBot) -> None:
    entered: list[int] = []

    def work() -> int:
        for number, wait_s in enumerate((5, 10, 90)):
            a_call(core, f"k{number}", number + 1, wait_s)
        return 3

    core.background.run(work, entered.append, core.desk.database_refused)
    qtbot.waitUntil(lambda: entered == [3], timeout=WAIT_MS)


def offered(room: ReportsRoom) -> str:
    return room.page._figures[0].text()


def said(room: ReportsRoom, words: str) -> bool:
    return words in room.page.status.text()


def test_the_rail_opens_todays_figures_and_they_open_their_calls(
    core: Core, room: ReportsRoom, qtbot: QtBot
) -> None:
    enter(core, qtbot)
    rail = room._view.window.rail
    qtbot.mouseClick(rail.reports, Qt.MouseButton.LeftButton)
    assert rail.reports.isChecked()
    assert room._view.window.pages.currentWidget() is room.page
    qtbot.waitUntil(lambda: offered(room) == "3", timeout=WAIT_MS)
    assert room.page.filters.queue.findData("Support") == 1
    asked = room.page._report.asked if room.page._report else None
    assert asked is not None
    room.page.opened.emit(asked, Behind.IN_TIME, ((asked.from_us, asked.to_us),), "In time")
    window = room._view.window
    qtbot.waitUntil(lambda: bool(window.findChildren(CallsBehind)), timeout=WAIT_MS)
    (sheet,) = window.findChildren(CallsBehind)
    assert len(sheet.rows()) == 2
    sheet.accept()


def test_only_the_last_question_is_answered(core: Core, room: ReportsRoom, qtbot: QtBot) -> None:
    enter(core, qtbot)
    room.open()
    filters = room.page.filters
    filters.take_days(filters.first.replace(day=1), filters.last)
    filters.show_heard(["Nowhere"], [])
    filters.queue.setCurrentIndex(filters.queue.findData("Nowhere"))
    room.page.ask()
    qtbot.waitUntil(lambda: room.page._report is not None, timeout=WAIT_MS)
    assert offered(room) == "0"
    assert room.page.message.isVisible()


def test_a_database_that_is_not_there_is_said(room: ReportsRoom, qtbot: QtBot) -> None:
    room.open()
    said = "The calls could not be read."
    qtbot.waitUntil(lambda: room.page.message.text() == said, timeout=WAIT_MS)


def test_a_file_is_written_and_a_refusal_is_said(
    core: Core, room: ReportsRoom, qtbot: QtBot, tmp_path: Path
) -> None:
    enter(core, qtbot)
    room.open()
    qtbot.waitUntil(lambda: room.page._report is not None, timeout=WAIT_MS)
    report = room.page._report
    assert report is not None
    for form in Format:
        path = tmp_path / f"report.{form.value}"
        room.write(report, form, path)
        qtbot.waitUntil(partial(said, room, path.name), timeout=WAIT_MS)
        assert path.stat().st_size > 500
    room.write(report, Format.CSV, tmp_path / "none" / "report.csv")
    qtbot.waitUntil(lambda: "another folder" in room.page.status.text(), timeout=WAIT_MS)
