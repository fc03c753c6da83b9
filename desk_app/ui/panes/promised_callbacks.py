"""What this agent has promised: today's and the late ones, the earliest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desk_app.crm.records import Promise
from desk_app.ui import text
from desk_app.ui.clock import Clock
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.promise_row import INSET, PromiseRow
from desk_app.ui.theme import Role
from desk_app.ui.widgets import Button, Hairline, Kind, Label, Live, Section, t3

if TYPE_CHECKING:  # loaded when it is first wanted
    from desk_app.ui.panes.promise_move import PromiseMove

_MOST = 30
_MINUTE_US = 60_000_000
_SHIFT_US = 4 * 60 * _MINUTE_US  # a night shift's day does not end at midnight


class PromisedCallbacks(Live, QWidget):
    """The section "Promised callbacks". Days after today come with its button."""

    call_requested = Signal(int)
    moved = Signal(int, object)
    done_requested = Signal(int)
    ticket_opened = Signal(int)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._promises: tuple[Promise, ...] = ()
        self._minute = 0
        self._title = Section()
        self.all_days = Button("", Kind.QUIET, small=True)
        self.all_days.setCheckable(True)
        self._title.add(self.all_days)
        self._nothing = Label("", Role.BODY, ink=t3)
        self._rows: list[PromiseRow] = []
        self._card: PromiseMove | None = None
        layout = column(self)
        head = column(None, (INSET, 0, INSET, 0))
        head.addWidget(self._title)
        head.addWidget(Hairline())
        layout.addLayout(head)
        self._empty = QWidget(self)
        column(self._empty, (INSET, 12, INSET, 0)).addWidget(self._nothing)
        layout.addWidget(self._empty)
        self._column = column()
        layout.addLayout(self._column)
        self.all_days.toggled.connect(self._show)
        clock.tick.connect(self._on_tick)
        self.begin()

    def show_promises(self, promises: tuple[Promise, ...]) -> None:
        """Show promises, the earliest due first; only the first 30 of those in sight."""
        if promises != self._promises:
            self._promises = promises
            self._show()

    def rows(self) -> list[PromiseRow]:
        """Return the rows in sight."""
        return [row for row in self._rows if not row.isHidden()]

    def _today(self) -> list[Promise]:
        now = self._clock.now_us()
        return [
            p
            for p in self._promises
            if p.due_us < now + _SHIFT_US or text.days_between(now, p.due_us) <= 0
        ]

    def _show(self) -> None:
        shown = list(self._promises if self.all_days.isChecked() else self._today())[:_MOST]
        while len(self._rows) < len(shown):
            self._rows.append(self._new_row())
        for row, promise in zip(self._rows, shown, strict=False):
            row.show_promise(promise)
            row.tick()
        for row in self._rows[len(shown) :]:
            row.hide()
        self.retranslate()

    def _new_row(self) -> PromiseRow:
        row = PromiseRow(self._clock, self)
        row.call_requested.connect(self.call_requested)
        row.moved.connect(self.moved)
        row.done_requested.connect(self.done_requested)
        row.ticket_opened.connect(self.ticket_opened)
        row.pick_requested.connect(self._on_pick)
        self._column.addWidget(row)
        return row

    def _on_pick(self, row: PromiseRow) -> None:
        promise = row.promise()
        if promise is None:
            return
        if self._card is None:
            from desk_app.ui.panes.promise_move import PromiseMove

            self._card = PromiseMove(self._clock, self.window())
            self._card.moved.connect(self.moved)
        self._card.open_for(promise, row.move_)

    def _on_tick(self) -> None:
        """Say anew how long there is, once a minute; at midnight another day is today."""
        minute = self._clock.now_us() // _MINUTE_US
        if minute != self._minute and self._promises and self.isVisible():
            self._minute = minute
            self._show()

    def hideEvent(self, event: QHideEvent) -> None:
        """Put the card away with the page: a call has come in its place."""
        if self._card is not None:
            self._card.close_card()
        super().hideEvent(event)

    def retranslate(self) -> None:
        """Set all texts again."""
        today = self._today()
        now = self._clock.now_us()
        late = sum(p.due_us <= now for p in today)
        note = ""
        if today:
            said = self.tr("{n} today, {late} late") if late else self.tr("{n} today")
            note = said.format(n=text.digits(len(today)), late=text.digits(late))
        self._title.set(self.tr("Promised callbacks"), note)
        self._nothing.setText(self.tr("No callbacks promised today."))
        self._empty.setVisible(not self.rows())
        later = len(self._promises) - len(today)
        self.all_days.setVisible(later > 0)
        more = self.tr("{n} later").format(n=text.digits(later))
        self.all_days.setText(self.tr("Today only") if self.all_days.isChecked() else more)
