"""The reports' page: what it asks, what it paints, what it opens."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.crm.figure_rules import ServiceLevelRule
from desk_app.crm.report_figures import Behind
from desk_app.crm.report_spans import Asked, Calendar, Interval
from desk_app.ui import theme
from desk_app.ui.language import Language
from desk_app.ui.reports.page import CHARTS, HOURS, TABLE, ReportsPage
from desk_app.ui.theme import Scheme
from tests.ui.conftest import FixedClock, Speak
from tests.ui.reports.sample import ASKED, nothing, report


class Rig:
    """A page and what it asked and opened."""

    def __init__(self, page: ReportsPage) -> None:
        self.page = page
        self.asked: list[Asked] = []
        self.opened: list[tuple[Any, ...]] = []
        page.asked.connect(self.asked.append)
        page.opened.connect(lambda *what: self.opened.append(what))

    def answer(self, asked: Asked = ASKED) -> None:
        self.page.expect(asked)
        self.page.show_report(report(asked, jalali=asked.calendar is Calendar.JALALI))

    def see(self, view: str) -> None:
        self.page.views.choose(view)
        self.page.views.chosen.emit(view)
        QApplication.processEvents()


@pytest.fixture
def rig(qtbot: QtBot, clock: FixedClock, speak: Speak) -> Iterator[Rig]:
    speak(Language.EN)
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1200, 800)
    page = ReportsPage(clock.now_us, window)
    page.setParent(window)
    page.resize(1200, 800)
    window.show()
    yield Rig(page)
    window.close()


def figures(rig: Rig) -> list[str]:
    return [figure.text() for figure in rig.page._figures]


def test_key_figures_name_their_service_level(rig: Rig) -> None:
    rig.answer()
    assert figures(rig)[:3] == ["11", "9", "2"]
    assert figures(rig)[3] == "\u206682%\u2069"
    assert "within 20 s" in rig.page._meaning.text()


def test_an_answer_to_an_older_question_is_dropped(rig: Rig) -> None:
    rig.page.expect(replace(ASKED, queue="Sales"))
    rig.page.show_report(report(ASKED))
    assert figures(rig)[0] == ""


def test_a_period_without_calls_says_so(rig: Rig) -> None:
    rig.page.expect(ASKED)
    rig.page.show_report(nothing(ASKED))
    assert rig.page.message.isVisible()
    assert rig.page.message.text() == "No call entered a queue in this period."
    assert not rig.page.save.isEnabled()


def test_filters_ask_and_the_days_choose_fitting_intervals(rig: Rig) -> None:
    filters = rig.page.filters
    filters.take_days(date(2026, 11, 1), date(2026, 11, 9))
    chosen = [rig.asked[-1].interval]
    filters.take_days(date(2026, 11, 9), date(2026, 11, 9))
    chosen.append(rig.asked[-1].interval)
    assert chosen == [Interval.DAY, Interval.HOUR]
    rig.page.show_heard(["Sales"], ["Omid"])
    filters.queue.setCurrentIndex(1)
    filters.rule.setCurrentIndex(filters.rule.findData("connect"))
    filters.rule.activated.emit(0)
    asked = rig.asked[-1]
    assert (asked.queue, asked.agent) == ("Sales", "")
    assert asked.rules.service_level is ServiceLevelRule.CONNECT
    rig.page.show_heard([], [])
    assert filters.queue.currentData() == "Sales"  # what is chosen stays


@pytest.mark.parametrize(
    ("spoken", "place", "days"),
    [
        (Language.EN, 2, (date(2026, 11, 16), date(2026, 11, 18))),  # Monday
        (Language.FA, 2, (date(2026, 11, 14), date(2026, 11, 18))),  # Saturday
        (Language.EN, 3, (date(2026, 11, 12), date(2026, 11, 18))),
        (Language.EN, 5, (date(2026, 10, 1), date(2026, 10, 31))),
        (Language.FA, 5, (date(2026, 9, 23), date(2026, 10, 22))),  # Mehr
    ],
)
def test_usual_periods_follow_the_calendar(
    rig: Rig, speak: Speak, spoken: Language, place: int, days: tuple[date, date]
) -> None:
    speak(spoken)
    rig.page.filters.card.usual[place].click()
    assert (rig.asked[-1].first, rig.asked[-1].last) == days


def test_a_cell_opens_the_calls_it_counts(rig: Rig) -> None:
    rig.answer()
    table = rig.page.table
    table.clicked.emit(table.rows.index(0, 3))
    table.clicked.emit(table.rows.index(3, 1))
    table.clicked.emit(table.rows.index(0, 0))  # a name counts nothing
    rows = report().rows
    assert [(what[1], what[2]) for what in rig.opened] == [
        (Behind.ABANDONED, ((rows[0].from_us, rows[0].to_us),)),
        (Behind.OFFERED, ((ASKED.from_us, ASKED.to_us),)),
    ]


def test_an_hour_of_the_week_opens_its_calls(rig: Rig, qtbot: QtBot) -> None:
    rig.answer()
    rig.see(HOURS)
    hours = rig.page.hours
    slot = (ASKED.first.weekday(), 9)
    assert hours.count(slot) == 8
    qtbot.mouseClick(hours, Qt.MouseButton.LeftButton, pos=hours.box_of(slot).center())
    ((_, behind, within, title),) = rig.opened
    assert (behind, len(within)) == (Behind.OFFERED, 1)
    assert title.startswith("Sun")
    qtbot.keyClick(hours, Qt.Key.Key_Right)
    qtbot.keyClick(hours, Qt.Key.Key_Return)
    assert len(rig.opened) == 1  # nobody called at ten


def test_a_bar_opens_its_interval_and_time_runs_from_the_left_in_both_languages(
    rig: Rig, speak: Speak
) -> None:
    for spoken in (Language.EN, Language.FA):
        speak(spoken)
        persian = spoken is Language.FA
        rig.answer(replace(ASKED, calendar=Calendar.JALALI if persian else Calendar.GREGORIAN))
        rig.see(CHARTS)
        charts = rig.page.charts
        assert charts is not None
        box = charts.ends.getViewBox()
        first, last = (box.mapViewToScene(QPointF(n, 1)) for n in (0, 2))
        assert first.x() < last.x()
        assert charts.ends.row_at(last) == 2
        charts.ends.opened.emit(charts.ends.row_at(last))
        row = report().rows[2]
        assert rig.opened[-1][2] == ((row.from_us, row.to_us),)
        ticks = charts.ends.foot.tickStrings([0], 1, 1)
        assert ticks == (["۱۰ آبان"] if persian else ["1 Nov"])


def test_an_agents_report_has_the_agents_figures(rig: Rig) -> None:
    rig.answer(replace(ASKED, agent="Omid"))
    titles = [column.title for column in rig.page.table.rows.columns]
    assert titles[:3] == ["Rang", "Taken", "Handled"]
    assert "Service level" not in titles
    assert figures(rig)[0] == "9"
    rig.see(CHARTS)
    rig.see(TABLE)
    assert rig.page.table.isVisible()


def test_another_language_asks_for_its_weeks_and_dark_paints_again(
    rig: Rig, speak: Speak, qapp: QApplication
) -> None:
    rig.answer()
    rig.see(CHARTS)
    speak(Language.FA)
    QApplication.processEvents()
    assert rig.asked[-1].calendar is Calendar.JALALI
    theme.install(qapp, Scheme.DARK)
    rig.answer(rig.asked[-1])
    assert rig.page.table.rows.index(9, 0).data() == "\u2066۰۹:۰۰\u2069"
    charts = rig.page.charts
    assert charts is not None
    assert charts.ends.backgroundBrush().color().name() == theme.DARK.surface.lower()
    theme.install(qapp, Scheme.LIGHT)


def test_the_table_runs_from_the_right_in_persian(rig: Rig, speak: Speak) -> None:
    for spoken in Language:
        speak(spoken)
        rig.answer(replace(ASKED, calendar=Calendar.GREGORIAN))
        rig.see(TABLE)
        table = rig.page.table
        name, figure = (table.visualRect(table.rows.index(0, n)) for n in (0, 1))
        assert (name.left() > figure.left()) is (spoken is Language.FA)
        assert table.indexAt(QPoint(name.center())).column() == 0
