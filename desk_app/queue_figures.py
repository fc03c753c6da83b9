"""The day's figures of the queues for the ready page, and the calls behind each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from desk_app.core import Core, midnight_us
from desk_app.crm.records import CallsFound, DayFigures, RecentCall
from desk_app.queue_settings import QueueSection
from desk_app.state import DeskState
from desk_app.ui.main_view import MainView
from desk_app.ui.queue.calls_behind import CallsBehind
from desk_app.ui.queue.table import Served
from desk_app.ui.queue.words import name_of

if TYPE_CHECKING:
    from desk_app.crm.figure_rules import FigureRules

AFTER_MS = 2000
"""Figures are read so long after a call has changed them: a ring has the database to itself."""
_DAY_US = 86_400_000_000
_MOST = 2000  # calls in one list


class QueueFigures(QObject):
    """Keeps the table's figures true while it is in sight. UI thread; lives with the window."""

    def __init__(self, core: Core, view: MainView) -> None:
        super().__init__(view.window)
        self._core, self._view = core, view
        self._seen: tuple[DayFigures, tuple[RecentCall, ...], tuple[QueueSection, ...]] | None
        self._seen = None
        self._wait = QTimer(self, singleShot=True, interval=AFTER_MS)
        self._wait.timeout.connect(self.read)
        view.shown.connect(self._on_shown)
        view.ready_page.queues.calls_behind.connect(self.open)

    def _on_shown(self, state: DeskState) -> None:
        now = (state.day, state.recent, state.queues.queues)
        if now != self._seen and state.current_case is None:
            self._seen = now
            self._wait.start()

    def read(self) -> None:
        """Read the figures of all queues again."""
        queues = self._core.desk.state.queues.queues
        if queues:
            self._core.background.run(
                partial(self._figures, queues),
                self._view.ready_page.queues.show_served,
                self._core.desk.database_refused,
            )

    def _figures(self, queues: tuple[QueueSection, ...]) -> dict[str, Served]:
        from desk_app.crm.figure_rules import Figure

        from_us, found = midnight_us(), {}
        for queue in queues:
            rules = self._rules(queue)
            figures = self._core.book.crm.queue_figures(
                queue.name, from_us, from_us + _DAY_US, rules
            )
            if figures.count(Figure.OFFERED):
                found[queue.name] = Served(
                    figures.service_level,
                    figures.count(Figure.ANSWERED),
                    rules.target_s,
                    rules.short_s,
                )
        return found

    def _rules(self, queue: QueueSection) -> FigureRules:
        from desk_app.crm.figure_rules import FigureRules

        of_team = self._core.desk.state.queues.team.queue(queue.name)
        own_s = self._core.configuration.settings.waiting.short_abandon_s
        short_s = of_team.terms.short_s if of_team else own_s
        return FigureRules(target_s=queue.target_s, short_s=short_s)

    def open(self, figure: str, name: str) -> None:
        """List the calls behind a figure of today."""
        queue = self._core.desk.state.queues.queue(name)
        if queue is not None:
            self._core.background.run(
                partial(self._calls, figure, queue),
                partial(self._show, figure, name),
                self._core.desk.database_refused,
            )

    def _calls(self, figure: str, queue: QueueSection) -> CallsFound:
        from desk_app.crm.figure_rules import Figure

        from_us = midnight_us()
        return self._core.book.crm.calls_behind(
            Figure(figure),
            queue.name,
            from_us,
            from_us + _DAY_US,
            self._rules(queue),
            limit=_MOST,
        )

    def _show(self, figure: str, queue: str, found: CallsFound) -> None:
        said = {
            "answered": QCoreApplication.translate("queue", "{queue}: answered today"),
            "in_time": QCoreApplication.translate("queue", "{queue}: answered in time today"),
        }[figure]
        sheet = CallsBehind(said.format(queue=name_of(queue)), found, self._view.window)
        sheet.dial_requested.connect(self._view.window.intents.dial)
        sheet.play_requested.connect(self._view.window.intents.play)
        sheet.open()
