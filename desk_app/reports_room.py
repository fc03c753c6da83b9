"""The reports' page in the window: made when first asked for, answered off the UI thread."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject, QStandardPaths
from PySide6.QtWidgets import QFileDialog

from desk_app.background import Background
from desk_app.core import Core
from desk_app.report_rules import rules_for
from desk_app.ui.main_view import MainView

if TYPE_CHECKING:  # the window is usable without
    from desk_app.crm.records import CallsFound
    from desk_app.crm.report_figures import Behind, Report
    from desk_app.crm.report_spans import Asked
    from desk_app.crm.service import Crm
    from desk_app.ui.reports.files import Format
    from desk_app.ui.reports.page import ReportsPage

log = logging.getLogger(__name__)

CLOSE_S = 1.0
_MOST = 2000  # calls in one list
_T = TypeVar("_T")
_Spans = tuple[tuple[int, int], ...]


class ReportsRoom(QObject):
    """Opens the page and answers it. UI thread; lives as long as the window.

    Reports have a thread and a connection of their own: one over a year takes seconds,
    and a ringing call must not wait for it.
    """

    def __init__(self, core: Core, view: MainView) -> None:
        super().__init__(view.window)
        self._core, self._view = core, view
        self._page: ReportsPage | None = None
        self._reading: Background | None = None
        self._crm: Crm | None = None  # the reading thread's
        self._latest: Asked | None = None
        view.window.rail.reports.clicked.connect(self.open)
        view.window.closing.connect(self._close)

    @property
    def page(self) -> ReportsPage:
        """The page, made now if it is not there yet."""
        if self._page is None:
            self._page = self._make()
        return self._page

    def open(self) -> None:
        """Show the page with figures of this moment."""
        self._view.window.show_section(self.page, self._view.window.rail.reports)
        self.page.ask()

    def _make(self) -> ReportsPage:
        from desk_app.ui.reports.page import ReportsPage

        page = ReportsPage(self._view.clock.now_us, self._view.window)
        page.asked.connect(self._ask)
        page.opened.connect(self._open_calls)
        page.export.connect(self._export)
        page.left.connect(self._view.window.leave_section)
        return page

    def _close(self) -> None:
        """End the thread; a report that takes long is left behind."""
        if self._reading is not None:
            self._reading.run(self._put_away, lambda _: None, lambda _: None)
            self._reading.close(CLOSE_S)
            self._reading = None

    def _put_away(self) -> None:
        if self._crm is not None:
            self._crm.close()
            self._crm = None

    def _run(self, work: Callable[[], _T], done: Callable[[_T], None]) -> None:
        if self._reading is None:
            self._reading = Background("reports")
        self._reading.run(work, done, self._failed)

    def _reader(self) -> Crm:
        if self._crm is None:
            self._crm = self._core.book.reader()
        return self._crm

    # --- reading

    def _ask(self, asked: Asked) -> None:
        rule = asked.rules.service_level
        team = self._core.desk.state.queues.team.queues
        rules = rules_for(self._core.configuration.settings, team, asked.queue, rule)
        asked = self._latest = replace(asked, rules=rules)
        self.page.expect(asked)

        def read() -> tuple[Report, tuple[tuple[str, ...], tuple[str, ...]]] | None:
            if self._latest is not asked:  # something else has been asked for since
                return None
            crm = self._reader()
            return crm.report(asked), crm.heard_of(asked.from_us, asked.to_us)

        self._run(read, self._show)

    def _show(self, found: tuple[Report, tuple[tuple[str, ...], tuple[str, ...]]] | None) -> None:
        if found is not None:
            report, heard = found
            self.page.show_heard(*heard)
            self.page.show_report(report)

    def _failed(self, error: Exception) -> None:
        from desk_app.crm.report_spans import TooManyRows
        from desk_app.ui.reports.files import CannotWrite

        translate = QCoreApplication.translate
        if isinstance(error, CannotWrite):
            self.page.show_status(lambda: str(error))
        elif isinstance(error, TooManyRows):
            self.page.show_trouble(
                lambda: translate(
                    "reports", "So long a period has too many rows. Choose longer intervals."
                )
            )
        else:
            log.error("report", exc_info=error)
            self.page.show_trouble(lambda: translate("reports", "The calls could not be read."))

    # --- the calls behind

    def _open_calls(self, asked: Asked, behind: Behind, within: _Spans, title: str) -> None:
        self._run(
            lambda: self._reader().report_calls(asked, behind, within, _MOST),
            partial(self._show_calls, title),
        )

    def _show_calls(self, title: str, found: CallsFound) -> None:
        from desk_app.ui.queue.calls_behind import CallsBehind

        sheet = CallsBehind(title, found, self._view.window)
        sheet.dial_requested.connect(self._view.window.intents.dial)
        sheet.play_requested.connect(self._view.window.intents.play)
        sheet.open()

    # --- files

    def _export(self, report: Report, form: Format) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        asked = report.asked
        name = f"report-{asked.first.isoformat()}-{asked.last.isoformat()}.{form.value}"
        dialog = QFileDialog(self._view.window, "", folder)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(form.value)
        dialog.selectFile(name)
        dialog.fileSelected.connect(lambda path: self.write(report, form, Path(path)))
        dialog.open()

    def write(self, report: Report, form: Format, path: Path) -> None:
        """Write a report to a file, off the UI thread; the page says how that went."""
        from desk_app.ui import text as say
        from desk_app.ui.reports import files, sheet

        said = QCoreApplication.translate("reports", "Saved: {name}")

        def work() -> None:
            files.write(path, files.content(sheet.sheet_of(report), form))

        name = say.isolate(say.plain_text(path.name))
        self._run(work, lambda _: self.page.show_status(lambda: said.format(name=name)))
