"""Rows of calls, one under the other, for the lists of the ready page."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.crm.records import RecentCall
from desk_app.ui import text
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.recent_row import RecentRow


class CallRows(QWidget):
    """Paints calls, newest first. `when` writes the time of each."""

    dial_requested = Signal(str)
    play_requested = Signal(str)  # recording

    def __init__(
        self, parent: QWidget | None = None, when: Callable[[int], str] = text.clock_time
    ) -> None:
        super().__init__(parent)
        self._when = when
        self._rows: list[RecentRow] = []
        self._column = column(self)

    def show_calls(self, shown: tuple[RecentCall, ...]) -> None:
        """Show these calls, all of them."""
        while len(self._rows) < len(shown):
            row = RecentRow(self, self._when)
            row.dial_requested.connect(self.dial_requested)
            row.play_requested.connect(self.play_requested)
            self._rows.append(row)
            self._column.addWidget(row)
        self._push_down(shown)
        for row, call in zip(self._rows, shown, strict=False):
            row.show_call(call)
        for row in self._rows[len(shown) :]:
            row.hide()

    def _push_down(self, shown: tuple[RecentCall, ...]) -> None:
        """Let the rows of calls that were shown before move down: only new ones are filled."""
        first = self._rows[0].key() if self._rows else ""
        keys = [call.key for call in shown]
        new = keys.index(first) if first in keys else 0
        for _ in range(new):
            row = self._rows.pop()
            self._rows.insert(0, row)
            self._column.insertWidget(0, row)
        if new:
            stops = [stop for row in self._rows for stop in row.stops()]
            for before, after in pairwise(stops):
                QWidget.setTabOrder(before, after)

    def rows(self) -> list[RecentRow]:
        """Return the rows in sight."""
        return [row for row in self._rows if not row.isHidden()]
