"""The calls that a figure counts: rows like the recent calls, some at a time."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desk_app.crm.records import CallsFound, RecentCall
from desk_app.ui import text as say
from desk_app.ui.about import Sheet
from desk_app.ui.panes.overlay_scroll import scrolled
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.recent_row import RecentRow
from desk_app.ui.theme import Role
from desk_app.ui.widgets import Button, Kind, Label, t3

_STEP = 50
_SIZE = (520, 560)


class CallsBehind(Sheet):
    """Shows calls, newest first; `title` says which figure they are behind, `note` more of it.

    With `who_of` they can only be looked at: see `RecentRow`.
    """

    dial_requested = Signal(str)
    play_requested = Signal(str)  # recording

    def __init__(
        self,
        title: str,
        found: CallsFound,
        parent: QWidget,
        note: str = "",
        who_of: Callable[[RecentCall], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._said, self._calls, self._total = title, found.calls, found.total
        self._who_of = who_of
        self._rows: list[RecentRow] = []
        self._nothing = Label("", Role.BODY, ink=t3)
        self.cut = Label("", Role.META, ink=t3, wrap=True)
        self.more = Button("", Kind.QUIET, icon="chevron-down")
        inner = QWidget()
        layout = column(inner)
        self._column = column()
        layout.addLayout(self._column)
        layout.addWidget(self.more)
        layout.addStretch(1)
        self.note = Label(note, Role.META, ink=t3, wrap=True)
        self.note.setVisible(bool(note))
        self.column.addWidget(self.note)
        self._nothing.setVisible(not found.calls)
        self.column.addWidget(self._nothing)
        self.cut.setVisible(self._total > len(self._calls))
        self.column.addWidget(self.cut)
        self.column.addWidget(scrolled(inner, self), 1)
        self.more.clicked.connect(self._show_more)
        self.resize(*_SIZE)
        self._show_more()
        self.finish()

    def rows(self) -> list[RecentRow]:
        """Return the rows that have been made."""
        return self._rows

    def _show_more(self) -> None:
        for call in self._calls[len(self._rows) : len(self._rows) + _STEP]:
            row = RecentRow(self, who_of=self._who_of)
            row.show_call(call)
            row.dial_requested.connect(self._on_dial)
            row.play_requested.connect(self.play_requested)
            self._rows.append(row)
            self._column.addWidget(row)
        self._show_more_word()

    def show_who(self) -> None:
        """Say again who called: names are hidden or shown."""
        for row in self._rows:
            row.retranslate()

    def _show_more_word(self) -> None:
        left = len(self._calls) - len(self._rows)
        self.more.setText(self.tr("{n} more").format(n=say.digits(min(_STEP, left))))
        self.more.setVisible(left > 0)

    def _on_dial(self, number: str) -> None:
        self.dial_requested.emit(number)
        self.accept()

    def retranslate(self) -> None:
        """Set the words again."""
        super().retranslate()
        self.setWindowTitle(self._said)
        self.title.setText(self._said)
        self._nothing.setText(self.tr("No calls."))
        said = self.tr("The newest {shown} of {all} calls.")
        shown, every = say.digits(len(self._calls)), say.digits(self._total)
        self.cut.setText(said.format(shown=shown, all=every))
        self._show_more_word()
