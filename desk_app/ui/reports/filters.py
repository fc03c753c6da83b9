"""What a report is asked for: period, queue, agent, interval, kind of service level."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.crm.figure_rules import ServiceLevelRule
from desk_app.crm.report_spans import Interval
from desk_app.ui import theme
from desk_app.ui.reports import words
from desk_app.ui.reports.period import PeriodCard
from desk_app.ui.widgets import Button, Kind, Live, Select


class Filters(Live, QWidget):
    """The row over the report. `changed` whenever something else is asked for."""

    changed = Signal()

    def __init__(self, now_us: Callable[[], int], window: QWidget) -> None:
        super().__init__()
        self._window, self._now_us = window, now_us
        self.card = PeriodCard(now_us, window)
        today = self.card.today()
        self.first: date = today
        self.last: date = today
        self.period = Button("", Kind.PLAIN, icon="calendar")
        self.queue, self.agent, self.interval, self.rule = (Select() for _ in range(4))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.period)
        for select in (self.queue, self.agent, self.interval, self.rule):
            row.addWidget(select, 1)
        self._fill(self.queue, [("", words.queue(""))])
        self._fill(self.agent, [("", words.agent(""))])
        self.period.clicked.connect(self._open)
        self.card.chosen.connect(self._on_period)
        for select in (self.queue, self.agent, self.interval, self.rule):
            select.activated.connect(lambda _: self.changed.emit())
        self.begin()
        self.choose_interval(Interval.HOUR)

    def show_heard(self, queues: Iterable[str], agents: Iterable[str]) -> None:
        """Offer these names to choose from; what is chosen stays."""
        self._fill(self.queue, [("", words.queue("")), *((q, words.queue(q)) for q in queues)])
        self._fill(self.agent, [("", words.agent("")), *((a, words.agent(a)) for a in agents)])

    def chosen_interval(self) -> Interval:
        """Return how long a row is to be."""
        return Interval(self.interval.currentData())

    def chosen_rule(self) -> ServiceLevelRule:
        """Return by what rule the service level is to be counted."""
        return ServiceLevelRule(self.rule.currentData())

    def choose_interval(self, which: Interval) -> None:
        """Choose how long a row is; nothing is told."""
        self.interval.setCurrentIndex(self.interval.findData(which.value))

    def take_days(self, first: date, last: date) -> None:
        """Choose a period, as the card does."""
        self._on_period(first, last)

    def _fill(self, select: Select, choices: Iterable[tuple[str, str]]) -> None:
        chosen = select.currentData()
        found = list(choices)
        if chosen and chosen not in [value for value, _ in found]:
            found.append((chosen, words.queue(chosen)))
        select.clear()
        for value, text in found:
            select.addItem(text, value)
        select.setCurrentIndex(max(0, select.findData(chosen)))

    def _open(self) -> None:
        self.card.show_days(self.first, self.last)
        self.card.open_under(self.period, focus=self.card.first.grid)

    def _on_period(self, first: date, last: date) -> None:
        if (first, last) != (self.first, self.last):
            one_day = (first == last, self.first == self.last)
            self.first, self.last = first, last
            if one_day == (True, False) and self.chosen_interval() is not Interval.QUARTER:
                self.choose_interval(Interval.HOUR)
            elif one_day == (False, True):
                self.choose_interval(Interval.DAY)
            self._say_period()
            self.changed.emit()

    def _say_period(self) -> None:
        self.period.setText(words.days(self.first, self.last))
        self.period.setAccessibleName(
            self.tr("Period: {days}").format(days=words.days(self.first, self.last))
        )

    def restyle(self) -> None:
        """Give the lists the font of the look in use."""
        for select in (self.queue, self.agent, self.interval, self.rule):
            select.setFont(theme.font())

    def retranslate(self) -> None:
        """Set the words again; what is chosen stays."""
        self._say_period()
        for select, said in (
            (self.queue, self.tr("Queue")),
            (self.agent, self.tr("Agent")),
            (self.interval, self.tr("Interval")),
            (self.rule, self.tr("Service level")),
        ):
            select.setAccessibleName(said)
            select.setToolTip(said)
        self._fill(self.interval, [(one.value, words.interval(one)) for one in Interval])
        self._fill(self.rule, [(one.value, words.rule(one)) for one in ServiceLevelRule])
        if self.queue.count():
            self.queue.setItemText(0, words.queue(""))
            self.agent.setItemText(0, words.agent(""))
