"""The last calls of this desk: missed ones are marked and can be called back."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.crm.records import RecentCall
from desk_app.ui import text
from desk_app.ui.panes.call_rows import CallRows
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.recent_row import RecentRow, is_missed
from desk_app.ui.theme import Role
from desk_app.ui.widgets import Button, Hairline, Kind, Label, Live, Section, t3

_MOST = 30


class RecentCalls(Live, QWidget):
    """The section "Recent calls"; without any, one sentence and one action."""

    dial_requested = Signal(str)
    play_requested = Signal(str)  # recording
    search_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._calls: tuple[RecentCall, ...] = ()
        self._title = Section()
        self._nothing = Label("", Role.BODY, ink=t3)
        self._dial = Button("", Kind.ACCENT, icon="phone", small=True)
        self._empty = QWidget(self)
        row = QHBoxLayout(self._empty)
        row.setContentsMargins(0, 12, 0, 0)
        row.addWidget(self._nothing)
        row.addStretch(1)
        row.addWidget(self._dial)
        self._list = CallRows(self)
        layout = column(self)
        layout.addWidget(self._title)
        layout.addWidget(Hairline())
        layout.addWidget(self._empty)
        layout.addWidget(self._list)
        self._list.dial_requested.connect(self.dial_requested)
        self._list.play_requested.connect(self.play_requested)
        self._dial.clicked.connect(self.search_requested)
        self.begin()

    def show_calls(self, calls: tuple[RecentCall, ...]) -> None:
        """Show calls, newest first; only the first 30."""
        if calls == self._calls:
            return
        self._calls = calls
        self._list.show_calls(calls[:_MOST])
        self.retranslate()

    def rows(self) -> list[RecentRow]:
        """Return the rows in sight."""
        return self._list.rows()

    def retranslate(self) -> None:
        """Set all texts again."""
        missed = sum(is_missed(call) for call in self._calls)
        note = self.tr("{n} missed").format(n=text.digits(missed)) if missed else ""
        self._title.set(self.tr("Recent calls"), note)
        self._nothing.setText(self.tr("No calls yet."))
        self._dial.setText(self.tr("Make a call"))
        self._empty.setVisible(not self._calls)
