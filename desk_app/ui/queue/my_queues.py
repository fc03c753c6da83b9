"""The section "My queues" of the ready page: how each stands, and whether the agent serves it."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from desk_app.levels import Level
from desk_app.ui import text as say
from desk_app.ui.panes.panel import column
from desk_app.ui.queue import words
from desk_app.ui.queue.table import QueueRow, Served
from desk_app.ui.queue.watch import QueueWatch, Standing
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Hairline, Kind, Label, Live, Section, t2, t3, text_of

ANSWERED, IN_TIME = "answered", "in_time"
"""Names of figures, as the records have them: whose calls are wanted."""

_ROW = 43
_WITH_FIGURES, _WITH_LIMIT, _WITH_WORDS = 720, 620, 480  # px from which there is room
_SHARES = (3, 3, 1, 3, 1, 1, 2)  # of the width that is left over
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class MyQueues(Live, QWidget):
    """Paints the standings of a watch; without any queue there is nothing to see."""

    log_in = Signal(str, bool)  # queue, on
    opened = Signal(str, QWidget)  # queue: who waits there; the figure to show it under
    calls_behind = Signal(str, str)  # a figure's name, queue

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch: QueueWatch | None = None
        self._served: Mapping[str, Served] = {}
        self._title = Section()
        self._heads = [Label("", Role.META, Weight.MEDIUM, t3) for _ in range(7)]
        self._rows: list[QueueRow] = []
        self._grid = grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(0)
        for number, share in enumerate(_SHARES):
            grid.setColumnStretch(number, share)
        for number, head in enumerate(self._heads):
            grid.addWidget(head, 0, number, _alignment(number))
        grid.setRowMinimumHeight(0, 24)
        grid.addWidget(Hairline(), 1, 0, 1, 7)
        layout = column(self)
        layout.addWidget(self._title)
        layout.addLayout(grid)
        layout.addSpacing(20)
        self.hide()
        self.begin()

    def follow(self, watch: QueueWatch) -> None:
        """Show how the queues of this watch stand, from now on."""
        self._watch = watch
        watch.moved.connect(self._show)
        self._show()

    def show_served(self, served: Mapping[str, Served]) -> None:
        """Show how the day went in each queue; one that is not named has no figures."""
        if served != self._served:
            self._served = served
            self._show()

    def rows(self) -> list[QueueRow]:
        """Return the rows in sight, in the settings' order."""
        return [row for row in self._rows if row.standing is not None]

    def _show(self) -> None:
        standings = self._watch.standings if self._watch else ()
        self.setVisible(bool(standings))
        while len(self._rows) < len(standings):
            self._make_row()
        for number, row in enumerate(self._rows):
            row.standing = standings[number] if number < len(standings) else None
            if row.standing is not None:
                self._show_row(row, row.standing)
        mine = sum(standing.joined for standing in standings)
        said = self.tr("{n} of {all} joined")
        note = said.format(n=say.digits(mine), all=say.digits(len(standings)))
        self._title.set(self.tr("My queues"), note)
        self._fit()

    def _make_row(self) -> None:
        row, at = QueueRow(), 2 + 2 * len(self._rows)
        for number, cell in enumerate(row.cells()):
            self._grid.addWidget(cell, at, number, _alignment(number))
        self._grid.setRowMinimumHeight(at, _ROW)
        self._grid.addWidget(row.line, at + 1, 0, 1, 7)
        row.waiting.clicked.connect(lambda: self._on_waiting(row))
        row.level.clicked.connect(lambda: self._on_figure(row, IN_TIME))
        row.answered.clicked.connect(lambda: self._on_figure(row, ANSWERED))
        row.you.clicked.connect(lambda: self._on_you(row))
        self._rows.append(row)

    # --- one row

    def _show_row(self, row: QueueRow, standing: Standing) -> None:
        name, look = words.name_of(standing.queue), words.look(standing.level)
        row.name.setText(say.plain_text(standing.queue, words.NAME_LIMIT))
        ink = t2 if standing.level is Level.NORMAL else text_of(look.tone)
        row.state.set(look.icon, look.text if self.width() >= _WITH_WORDS else "", ink)
        row.state.setMinimumWidth(row.state.sizeHint().width())
        row.state.setAccessibleName(look.text)
        row.state.setToolTip(words.spoken(standing))
        waiting = say.digits(standing.waiting)
        said = self.tr("{queue}: {n} waiting. Show who.").format(queue=name, n=waiting)
        said = "\n".join(filter(None, (said, words.expected(standing.outlook))))
        row.waiting.show_figure(waiting, said)
        row.wait.show_standing(standing, with_limit=self.width() >= _WITH_LIMIT)
        self._show_served(row, standing)
        row.you.setText(self.tr("Joined") if standing.joined else self.tr("Join"))
        row.you.set_icon("check" if standing.joined else "plus")
        alarm = standing.level is Level.OVER and not standing.joined
        kind = Kind.QUIET if standing.joined else Kind.ACCENT if alarm else Kind.PLAIN
        row.you.set_kind(kind)
        act = self.tr("Leave {queue}") if standing.joined else self.tr("Join {queue}")
        row.you.setAccessibleName(act.format(queue=name))
        row.you.setToolTip(act.format(queue=name))

    def _show_served(self, row: QueueRow, standing: Standing) -> None:
        served = self._served.get(standing.queue)
        level, answered = "–", "–"
        nothing = self.tr("No call to count yet today.")
        said = nothing
        if served is not None:
            answered = say.digits(served.answered)
            said = self.tr("Answered today: {n}. Show the calls.").format(n=answered)
            if served.service_level is not None:
                level = _percent(served.service_level)
        row.answered.show_figure(answered, said)
        row.answered.setEnabled(served is not None)
        definition = self._definition(served or Served(None, 0, standing.target_s, 0))
        row.level.show_figure(level, nothing if level == "–" else definition)
        row.level.setEnabled(level != "–")

    def _definition(self, served: Served) -> str:
        said = self.tr(
            "Service level today: answered within {target} s, of all answered and abandoned "
            "calls but those given up within {short} s. Show the calls."
        )
        target, short = say.digits(round(served.target_s)), say.digits(round(served.short_s))
        return said.format(target=target, short=short)

    # --- what is done

    def _on_waiting(self, row: QueueRow) -> None:
        if row.standing is not None:
            self.opened.emit(row.standing.queue, row.waiting)

    def _on_figure(self, row: QueueRow, figure: str) -> None:
        if row.standing is not None:
            self.calls_behind.emit(figure, row.standing.queue)

    def _on_you(self, row: QueueRow) -> None:
        if row.standing is not None:
            self.log_in.emit(row.standing.queue, not row.standing.joined)

    # --- what there is room for

    def _fit(self) -> None:
        for row in self._rows:
            for number, cell in enumerate((*row.cells(), row.line)):
                roomy = number not in (4, 5) or self.width() >= _WITH_FIGURES
                cell.setVisible(row.standing is not None and roomy)
            at = 2 + 2 * self._rows.index(row)
            self._grid.setRowMinimumHeight(at, _ROW if row.standing is not None else 0)
        for number in (4, 5):
            self._heads[number].setVisible(self.width() >= _WITH_FIGURES)

    def minimumSizeHint(self) -> QSize:
        """Return no width: the table never keeps the page from shrinking."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._show()

    def retranslate(self) -> None:
        """Set all texts again."""
        heads = (
            self.tr("Queue"),
            self.tr("State"),
            self.tr("Waiting"),
            self.tr("Longest wait"),
            self.tr("Service level"),
            self.tr("Answered"),
            self.tr("You"),
        )
        for label, said in zip(self._heads, heads, strict=True):
            label.setText(said)
        self._show()


def _alignment(number: int) -> Qt.AlignmentFlag:
    """Return where a column's cells stand; names take the whole width."""
    if number < 2:
        return Qt.AlignmentFlag(0)
    return _START if number == 3 else _END


def _percent(share: float) -> str:
    said = say.digits(round(share * 100))
    return say.isolate(f"{said}%" if said.isascii() else f"{said}٪")
