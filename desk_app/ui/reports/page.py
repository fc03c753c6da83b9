"""The reports' page: filters, key figures, and the table, charts or hours under them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QStackedWidget, QWidget

from desk_app.crm.report_figures import Behind, Report
from desk_app.crm.report_spans import Asked, slot_spans
from desk_app.ui.panes.panel import Panel, column
from desk_app.ui.reports import words
from desk_app.ui.reports.columns import Column, cell, columns, level_definition
from desk_app.ui.reports.files import Format
from desk_app.ui.reports.filters import Filters
from desk_app.ui.reports.heat_map import HeatMap
from desk_app.ui.reports.table import ReportTable
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import (
    Button,
    ElidedLabel,
    Kind,
    Label,
    Option,
    Segmented,
    t2,
    t3,
)

if TYPE_CHECKING:  # pyqtgraph is loaded by who looks at charts
    from desk_app.ui.reports.charts import Charts

TABLE, CHARTS, HOURS = "table", "charts", "hours"
_KEY = (0, 1, 2, 5, 6, 11)
_KEY_OF_AGENT = (0, 1, 6, 2, 3, 4)


class ReportsPage(Panel):
    """Asks by signals and paints what is answered. UI thread.

    An answer to a question that is no longer asked is dropped. `now_us` tells the time.
    """

    asked = Signal(object)  # Asked without its rules' times: see `take_rules`
    opened = Signal(object, object, object, str)  # Asked, Behind, ((from_us, to_us),), title
    export = Signal(object, object)  # Report, Format
    left = Signal()  # Esc

    def __init__(self, now_us: Callable[[], int], window: QWidget) -> None:
        super().__init__(edged=False)
        self._report: Report | None = None
        self._waiting: Asked | None = None
        self._said: Callable[[], str] = str
        self.filters = Filters(now_us, window)
        self._figures = [Label("", Role.FIGURE, Weight.SEMIBOLD) for _ in _KEY]
        self._names = [ElidedLabel("", Role.META, Weight.MEDIUM, t2) for _ in _KEY]
        self._meaning = ElidedLabel("", Role.META, Weight.REGULAR, t3)
        self.views = Segmented()
        self.views.setMaximumWidth(540)
        self.status = ElidedLabel("", Role.META, Weight.REGULAR, t2)
        self.save = Button("", Kind.PLAIN, icon="download")
        self.menu = QMenu(self)
        self.table, self.hours = ReportTable(), HeatMap()
        self.charts: Charts | None = None
        self.message = Label("", Role.BODY, ink=t2, wrap=True)
        self.stack = QStackedWidget()
        self._lay_out()
        self._connect()
        self.begin()

    def _lay_out(self) -> None:
        layout = column(self, (28, 16, 28, 16), 0)
        layout.addWidget(self.filters)
        layout.addSpacing(16)
        figures = QHBoxLayout()
        figures.setSpacing(16)
        for figure, name in zip(self._figures, self._names, strict=True):
            tile = column(gap=0)
            tile.addWidget(figure)
            tile.addWidget(name)
            figures.addLayout(tile, 1)
        layout.addLayout(figures)
        layout.addSpacing(4)
        layout.addWidget(self._meaning)
        layout.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.views)
        row.addWidget(self.status, 1)
        row.addWidget(self.save)
        layout.addLayout(row)
        layout.addSpacing(10)
        self.stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        for page in (self._alone(self.message), self.table, self.hours):
            self.stack.addWidget(page)
        layout.addWidget(self.stack, 1)

    @staticmethod
    def _alone(widget: QWidget) -> QWidget:
        holder = QWidget()
        layout = column(holder, (0, 24, 0, 0))
        layout.addWidget(widget)
        layout.addStretch(1)
        return holder

    def _connect(self) -> None:
        self.filters.changed.connect(self.ask)
        self.views.chosen.connect(lambda _: self._show_view())
        self.table.opened.connect(self._open)
        self.hours.opened.connect(self._open_slot)
        for form in Format:
            action = self.menu.addAction(form.value.upper())
            action.triggered.connect(lambda _=False, f=form: self._export(f))
        self.save.clicked.connect(self._show_menu)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.left)

    # --- asking and answers

    def ask(self) -> None:
        """Ask for what the filters say."""
        chosen = self.filters
        asked = Asked(
            first=chosen.first,
            last=chosen.last,
            queue=chosen.queue.currentData() or "",
            agent=chosen.agent.currentData() or "",
            interval=chosen.chosen_interval(),
            calendar=words.calendar(),
        )
        rules = replace(asked.rules, service_level=chosen.chosen_rule())
        self._waiting = None
        self._tell(lambda: self.tr("Counting…"))
        self.asked.emit(replace(asked, rules=rules))

    def expect(self, asked: Asked) -> None:
        """Say which question is being answered; what answers another one is dropped."""
        self._waiting = asked

    def show_report(self, report: Report) -> None:
        """Paint an answer."""
        if report.asked == self._waiting:
            self._report = report
            self._tell(lambda: words.made(report))
            self._paint()

    @property
    def answered(self) -> bool:
        """Whether what is in sight answers the last question."""
        return self._report is not None and self._report.asked == self._waiting

    def show_heard(self, queues: Iterable[str], agents: Iterable[str]) -> None:
        """Offer queues and agents to choose from."""
        self.filters.show_heard(queues, agents)

    def show_trouble(self, said: Callable[[], str]) -> None:
        """Say why there is no report."""
        self._report = None
        self._tell(said)
        self._paint()

    def show_status(self, said: Callable[[], str]) -> None:
        """Say what became of a file."""
        self._tell(said)

    def _tell(self, said: Callable[[], str]) -> None:
        self._said = said
        self.status.setText(said())

    # --- painting

    def _paint(self) -> None:
        report = self._report
        self.save.setEnabled(report is not None and not report.empty)
        self.table.show_report(report)
        self.hours.show_report(report)
        self._show_key_figures()
        self._show_view()

    def _show_key_figures(self) -> None:
        report = self._report
        shown = columns(report.asked) if report else ()
        places = _KEY_OF_AGENT if report and report.asked.agent else _KEY
        for number, place in enumerate(places):
            figure = "" if report is None else _figure(shown[place], report)
            self._figures[number].setText(figure)
            self._names[number].setText(shown[place].title if report else "")
            self._names[number].setToolTip(shown[place].definition if report else "")
        of_calls = report is not None and not report.asked.agent
        level = self.tr("Service level: {definition}")
        said = level_definition(report.asked.rules) if report else ""
        self._meaning.setText(level.format(definition=said) if of_calls else "")

    def _show_view(self) -> None:
        report, view = self._report, self.views.value()
        if report is None or report.empty:
            nothing = self.tr("No call entered a queue in this period.")
            self.message.setText(nothing if report else self._said())
            self.stack.setCurrentIndex(0)
        elif view == CHARTS:
            charts = self._made_charts()
            charts.show_report(report)
            self.stack.setCurrentWidget(charts)
        else:
            self.stack.setCurrentWidget(self.table if view == TABLE else self.hours)

    def _made_charts(self) -> Charts:
        if self.charts is None:
            from desk_app.ui.reports.charts import Charts

            self.charts = Charts()
            self.charts.opened.connect(self._open_row)
            self.stack.addWidget(self.charts)
        return self.charts

    # --- acts

    def _open(self, behind: Behind, within: object, title: str) -> None:
        if self._report is not None:
            self.opened.emit(self._report.asked, behind, within, title)

    def _open_slot(self, weekday: int, hour: int) -> None:
        if self._report is not None:
            within = slot_spans(self._report.asked, weekday, hour)
            self._open(self.hours.behind(), within, self.hours.told((weekday, hour)))

    def _open_row(self, number: int) -> None:
        if self._report is not None:
            row = self._report.rows[number]
            title = words.row(row, self._report.asked)
            self._open(self.hours.behind(), ((row.from_us, row.to_us),), title)

    def _show_menu(self) -> None:
        self.menu.popup(self.save.mapToGlobal(self.save.rect().bottomLeft()))

    def _export(self, form: Format) -> None:
        if self._report is not None:
            self.export.emit(self._report, form)

    def retranslate(self) -> None:
        """Set the words again; another calendar has other weeks and months."""
        self.setAccessibleName(self.tr("Reports"))
        self.views.set_options(
            (
                Option(TABLE, self.tr("Table")),
                Option(CHARTS, self.tr("Charts")),
                Option(HOURS, self.tr("Weekdays and hours")),
            )
        )
        self.save.setText(self.tr("Save as"))
        self.status.setText(self._said())
        if self._report is not None and self._report.asked.calendar is not words.calendar():
            self.ask()
        self._paint()


def _figure(one: Column, report: Report) -> str:
    return cell(one.kind, one.value(report.total))
