"""Whom the queues owe a call: who left, was let go, was lost, or left a message."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.crm.records import RecentCall
from desk_app.ui import text
from desk_app.ui.clock import Clock
from desk_app.ui.panes.call_rows import CallRows
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.recent_row import RecentRow
from desk_app.ui.theme import Role
from desk_app.ui.widgets import Hairline, Label, Live, Section, t3

_MOST = 20


class ToCallBack(Live, QWidget):
    """The section "To call back"; where nobody is owed a call there is nothing to see."""

    dial_requested = Signal(str)
    play_requested = Signal(str)  # recording

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._painted_us = clock.now_us()
        self._calls: tuple[RecentCall, ...] = ()
        self._title = Section()
        self._list = CallRows(self, self._when)
        self.more = Label("", Role.META, ink=t3)
        layout = column(self, (0, 20, 0, 0))
        layout.addWidget(self._title)
        layout.addWidget(Hairline())
        layout.addWidget(self._list)
        layout.addSpacing(8)
        layout.addWidget(self.more)
        self._list.dial_requested.connect(self.dial_requested)
        self._list.play_requested.connect(self.play_requested)
        clock.tick.connect(self._on_tick)
        self.hide()
        self.begin()

    def show_calls(self, calls: tuple[RecentCall, ...]) -> None:
        """Show whom to call, newest first; only the first 20, and how many there are more."""
        if calls == self._calls:
            return
        self._calls = calls
        self._list.show_calls(calls[:_MOST])
        self.setVisible(bool(calls))
        self.retranslate()

    def rows(self) -> list[RecentRow]:
        """Return the rows in sight."""
        return self._list.rows()

    def _when(self, at_us: int) -> str:
        """Return the time of a call of today, the day of an earlier one."""
        now_us = self._clock.now_us()
        if text.days_between(at_us, now_us) == 0:
            return text.clock_time(at_us)
        return text.short_date(at_us, now_us=now_us)

    def _on_tick(self) -> None:
        """Write the times again when another day has begun."""
        now_us = self._clock.now_us()
        if self._calls and text.days_between(self._painted_us, now_us):
            self._painted_us = now_us
            for row in self.rows():
                row.retranslate()

    def retranslate(self) -> None:
        """Set all texts again."""
        count = len(self._calls)
        self._title.set(self.tr("To call back"), text.digits(count))
        left = count - _MOST
        self.more.setText(text.isolate(f"+{text.digits(left)}"))
        self.more.setVisible(left > 0)
