"""The table of the ready page, and the calls behind a figure."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desk_app.crm.records import CallsFound
from desk_app.ui.language import Language
from desk_app.ui.queue.calls_behind import CallsBehind
from desk_app.ui.queue.my_queues import MyQueues
from desk_app.ui.queue.table import Served
from desk_app.ui.queue.watch import QueueWatch
from tests.ui.conftest import NOW_US, FixedClock, Speak
from tests.ui.frame.test_call_bar import bare
from tests.ui.panes import sample as pages
from tests.ui.queue import sample

_LEFT = Qt.MouseButton.LeftButton
SERVED = {"Support": Served(0.714, 148, 20, 5), "Visits": Served(None, 0, 20, 5)}


@pytest.fixture
def table(qtbot: QtBot, watch: QueueWatch) -> MyQueues:
    made = MyQueues()
    qtbot.addWidget(made)
    made.resize(872, 260)
    watch.show_state(sample.queues(logged_in=("Support", "Visits")))
    made.follow(watch)
    made.show_served(SERVED)
    made.show()
    return made


def test_each_queue_has_a_row_in_the_settings_order(table: MyQueues) -> None:
    rows = table.rows()
    assert [row.name.text() for row in rows] == ["Support", "Visits", "Billing", "Sales"]
    assert [row.state.text() for row in rows] == ["Over limit", "Near limit", "Normal", "Normal"]
    assert [row.waiting.text() for row in rows] == ["8", "1", "0", "0"]
    assert [bare(row.wait.accessibleName()) for row in rows[::2]] == [
        "02:41 of 02:00",
        "– of 01:00",
    ]
    assert [row.wait.share() for row in rows] == [1.0, 0.8, 0.0, 0.0]
    assert [row.you.text() for row in rows] == ["Joined", "Joined", "Join", "Join"]
    assert table._title._note.text() == "2 of 4 joined"


def test_figures_name_their_definition_and_are_left_out_where_there_are_none(
    table: MyQueues,
) -> None:
    support, visits, billing, _ = table.rows()
    assert (bare(support.level.text()), support.answered.text()) == ("71%", "148")
    assert "within 20 s" in support.level.toolTip()
    assert "within 5 s" in support.level.toolTip()
    assert (visits.level.text(), visits.answered.text()) == ("–", "0")
    assert (billing.level.text(), billing.answered.text()) == ("–", "–")
    assert billing.level.toolTip() == "No call to count yet today."
    assert not billing.answered.isEnabled()


def test_figures_and_rows_say_what_is_wanted(table: MyQueues) -> None:
    behind: list[tuple[str, str]] = []
    opened: list[str] = []
    joined: list[tuple[str, bool]] = []
    table.calls_behind.connect(lambda *args: behind.append(args))
    table.opened.connect(lambda queue, _under: opened.append(queue))
    table.log_in.connect(lambda *args: joined.append(args))
    support, _, billing, _ = table.rows()
    QTest.mouseClick(support.level, _LEFT)
    QTest.keyClick(support.answered, Qt.Key.Key_Space)
    QTest.mouseClick(support.waiting, _LEFT)
    QTest.mouseClick(support.you, _LEFT)
    QTest.mouseClick(billing.you, _LEFT)
    assert behind == [("in_time", "Support"), ("answered", "Support")]
    assert opened == ["Support"]
    assert joined == [("Support", False), ("Billing", True)]
    assert bare(billing.you.accessibleName()) == "Join Billing"


def test_the_table_ticks_and_follows(table: MyQueues, watch: QueueWatch, clock: FixedClock) -> None:
    clock.go_to(NOW_US + 20 * sample.S)
    assert bare(table.rows()[1].wait.accessibleName()) == "01:08 of 01:00"
    assert table.rows()[1].state.text() == "Over limit"
    watch.show_state(sample.queues((), ("Sales",), sample.QUEUES[3:]))
    assert [row.name.text() for row in table.rows()] == ["Sales"]
    watch.show_state(sample.queues((), (), ()))
    assert table.isHidden()


def test_a_narrow_table_leaves_figures_out(table: MyQueues) -> None:
    assert table.rows()[0].level.isVisible()
    table.resize(520, 260)
    assert table.rows()[0].level.isHidden()
    assert table.rows()[0].state.text() == "Over limit"
    assert table.rows()[0].state.width() >= table.rows()[0].state.sizeHint().width()
    assert table.rows()[0].you.isVisible()
    assert table.minimumSizeHint().width() == 0


def test_mirrored_and_in_persian(table: MyQueues, speak: Speak) -> None:
    speak(Language.FA)
    row = table.rows()[0]
    assert row.name.x() > row.you.x()
    assert bare(row.level.text()) == "۷۱٪"
    assert row.state.text() == "بیش از حد مجاز"


def test_calls_behind_a_figure_are_listed_some_at_a_time(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    calls = tuple(replace(pages.RECENT[0], key=f"c{n}") for n in range(120))
    sheet = CallsBehind("Answered today: 120", CallsFound(calls, 120), parent)
    dialled: list[str] = []
    sheet.dial_requested.connect(dialled.append)
    sheet.show()
    assert len(sheet.rows()) == 50
    assert sheet.more.text() == "50 more"
    sheet.more.click()
    assert (len(sheet.rows()), sheet.more.text()) == (100, "20 more")
    sheet.more.click()
    assert (len(sheet.rows()), sheet.more.isHidden()) == (120, True)
    sheet.rows()[0].back.click()
    assert dialled == [calls[0].number]


def test_a_list_that_is_cut_says_of_how_many(qtbot: QtBot, speak: Speak) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    calls = tuple(replace(pages.RECENT[0], key=f"c{n}") for n in range(500))
    sheet = CallsBehind("Answered today", CallsFound(calls, 600), parent)
    sheet.show()
    assert sheet.cut.isVisible()
    assert sheet.cut.text() == "The newest 500 of 600 calls."
    speak(Language.FA)
    assert sheet.cut.text() == "۵۰۰ تماس آخر از ۶۰۰ تماس."
    whole = CallsBehind("Answered today", CallsFound(calls, 500), parent)
    whole.show()
    assert whole.cut.isHidden()
    sheet.accept()
    whole.accept()


def test_no_calls_behind_a_figure_is_one_sentence(qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    sheet = CallsBehind("Abandoned today: 0", CallsFound((), 0), parent)
    sheet.show()
    assert sheet._nothing.isVisible()
    assert sheet.more.isHidden()
    sheet.accept()
