"""Which days a report is about: usual periods, or two months to choose from."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.crm.report_spans import month_of, week_of
from desk_app.ui import when
from desk_app.ui.reports import words
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Button, Kind, Label, Live, t3
from desk_app.ui.widgets.date_grid import DateGrid
from desk_app.ui.widgets.popover import Popover

Days = tuple[date, date]
_DAY = timedelta(days=1)


def _this_week(today: date) -> Days:
    return week_of(today, words.calendar()), today


def _this_month(today: date) -> Days:
    return month_of(today, words.calendar()), today


def _last_month(today: date) -> Days:
    calendar = words.calendar()
    return month_of(today, calendar, -1), month_of(today, calendar) - _DAY


USUAL: tuple[Callable[[date], Days], ...] = (
    lambda today: (today, today),
    lambda today: (today - _DAY, today - _DAY),
    _this_week,
    lambda today: (today - 6 * _DAY, today),
    _this_month,
    _last_month,
)
"""Today, yesterday, this week, the last seven days, this month, last month."""


class _Month(Live, QWidget):
    """One of the two days, in its month."""

    chosen = Signal(QDate)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = Label("", Role.META, Weight.MEDIUM, t3)
        self.grid = DateGrid()
        self.before = Button("", Kind.QUIET, icon="chevron-left", small=True)
        self.after = Button("", Kind.QUIET, icon="chevron-right", small=True)
        self._title = Label("", Role.BODY, Weight.SEMIBOLD)
        self._title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.before)
        head.addWidget(self._title, 1)
        head.addWidget(self.after)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.name)
        layout.addLayout(head)
        layout.addWidget(self.grid)
        self.before.clicked.connect(lambda: self.grid.go(-1))
        self.after.clicked.connect(lambda: self.grid.go(1))
        self.grid.moved.connect(self.chosen)
        self.grid.moved.connect(lambda _: self._say())
        self.begin()

    def show_day(self, day: date, today: date) -> None:
        """Show a day as chosen."""
        self.grid.show_day(_qdate(day), _qdate(today))
        self._say()

    def _say(self) -> None:
        self._title.setText(self.grid.title())

    def retranslate(self) -> None:
        """Set the words again."""
        for button, said in (
            (self.before, self.tr("Month before")),
            (self.after, self.tr("Month after")),
        ):
            button.setAccessibleName(said)
            button.setToolTip(said)
        self._say()


class PeriodCard(Popover):
    """The card under the period's button. `chosen` tells first and last day."""

    chosen = Signal(object, object)  # date, date

    def __init__(self, now_us: Callable[[], int], window: QWidget) -> None:
        super().__init__(window)
        self._now_us = now_us
        self._days: Days = (self.today(), self.today())
        self.usual = [Button("", Kind.QUIET, small=True) for _ in USUAL]
        self.first, self.last = _Month(), _Month()
        row = QHBoxLayout()
        row.setSpacing(16)
        side = QVBoxLayout()
        side.setSpacing(4)
        for button, period in zip(self.usual, USUAL, strict=True):
            side.addWidget(button)
            button.clicked.connect(lambda _=False, p=period: self._take(p(self.today())))
        side.addStretch(1)
        row.addLayout(side)
        row.addWidget(self.first)
        row.addWidget(self.last)
        self.body.addLayout(row)
        self.first.chosen.connect(self._on_first)
        self.last.chosen.connect(self._on_last)
        self.begin()

    def today(self) -> date:
        """Return the local day it is."""
        day = when.day_of(self._now_us())
        return date(day.year(), day.month(), day.day())

    def show_days(self, first: date, last: date) -> None:
        """Show a period as chosen."""
        self._days = (first, last)
        self.first.show_day(first, self.today())
        self.last.show_day(last, self.today())

    def _take(self, days: Days) -> None:
        self.show_days(*days)
        self.chosen.emit(*days)
        self.close_card()

    def _on_first(self, day: QDate) -> None:
        first = _date(day)
        self.show_days(first, max(first, self._days[1]))
        self.chosen.emit(*self._days)

    def _on_last(self, day: QDate) -> None:
        last = _date(day)
        self.show_days(min(last, self._days[0]), last)
        self.chosen.emit(*self._days)

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(self.tr("Period"))
        self.first.name.setText(self.tr("From"))
        self.last.name.setText(self.tr("To"))
        said = (
            self.tr("Today"),
            self.tr("Yesterday"),
            self.tr("This week"),
            self.tr("Last 7 days"),
            self.tr("This month"),
            self.tr("Last month"),
        )
        for button, text in zip(self.usual, said, strict=True):
            button.setText(text)


def _date(day: QDate) -> date:
    return date(day.year(), day.month(), day.day())


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
