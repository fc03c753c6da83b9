"""A day and a time: typed as people write it, or chosen from a month and a few quick ones."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk_app.ui import when
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.when import MINUTE_US
from desk_app.ui.widgets.button import Button, Kind
from desk_app.ui.widgets.date_grid import DateGrid
from desk_app.ui.widgets.labels import IconLabel, Label, t3, text_of
from desk_app.ui.widgets.live import Live

_STEP_US = 15 * MINUTE_US


class WhenPicker(Live, QWidget):
    """Shows and changes one instant (UTC µs). `changed` for every one, `entered` at Enter.

    `now_us` tells the time. What is typed and cannot be understood is said so and is no
    instant. `side` takes further widgets, beside the month.
    """

    changed = Signal(object)  # int, or None for what cannot be understood
    entered = Signal()

    def __init__(self, now_us: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now_us = now_us
        self._at: int | None = None
        self.edit = QLineEdit()
        self.edit.setMaxLength(80)
        self.edit.installEventFilter(self)
        self._said = IconLabel("clock", "", Role.META, ink=t3)
        self.before, self.after = (Button("", Kind.QUIET, icon=i, small=True) for i in _CHEVRONS)
        self._month = Label("", Role.BODY, Weight.SEMIBOLD)
        self._month.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.grid = DateGrid()
        self.quick = [Button("", Kind.PLAIN, small=True) for _ in range(3)]
        self.side = QVBoxLayout()
        self._lay_out()
        self.edit.textEdited.connect(self._on_typed)
        self.edit.returnPressed.connect(self._on_entered)
        self.before.clicked.connect(lambda: self.grid.go(-1))
        self.after.clicked.connect(lambda: self.grid.go(1))
        self.grid.moved.connect(self._on_day)
        self.grid.taken.connect(self._on_day_taken)
        for button, instant in zip(self.quick, _QUICK, strict=True):
            button.clicked.connect(lambda _=False, f=instant: self.put(f(self._now_us())))
        self.begin()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self.before)
        head.addWidget(self._month, 1)
        head.addWidget(self.after)
        month = QVBoxLayout()
        month.setSpacing(2)
        month.addLayout(head)
        month.addWidget(self.grid)
        self.side.setSpacing(6)
        for button in self.quick:
            self.side.addWidget(button)
        self.side.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addLayout(month)
        below.addLayout(self.side, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.edit)
        layout.addWidget(self._said)
        layout.addLayout(below)

    def show_at(self, at_us: int) -> None:
        """Show an instant; nothing is told."""
        self._at = at_us
        self._write()
        self._tell()

    def at_us(self) -> int | None:
        """Return the instant in sight, None while what is typed cannot be understood."""
        return self._at

    def put(self, at_us: int) -> None:
        """Choose an instant, as a quick button does."""
        self.show_at(at_us)
        self.changed.emit(at_us)

    # --- what the person does

    def _on_typed(self, typed: str) -> None:
        self._at = when.read(typed, self._now_us())
        self._tell()
        self.changed.emit(self._at)

    def _on_entered(self) -> None:
        if self._at is not None:
            self.entered.emit()

    def _on_day(self, day: QDate) -> None:
        time = when.MORNING if self._at is None else when.time_of(self._at)
        self.put(when.at(day, time))

    def _on_day_taken(self, day: QDate) -> None:
        if self._at is None:
            self._on_day(day)
        self.edit.setFocus(Qt.FocusReason.TabFocusReason)
        at = max(0, self.edit.text().rfind(" ") + 1)
        self.edit.setSelection(at, len(self.edit.text()) - at)  # the time is what comes next

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let Up and Down move the time by a quarter."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            at = self._now_us() if self._at is None else self._at
            up = event.key() == Qt.Key.Key_Up
            self.put((at // _STEP_US + 1 if up else -(-at // _STEP_US) - 1) * _STEP_US)
            return True
        return False

    # --- what is shown

    def _write(self) -> None:
        if self._at is not None:
            self.edit.setText(when.write(self._at, now_us=self._now_us()))

    def _tell(self) -> None:
        today = when.day_of(self._now_us())
        day = self.grid.day() if self._at is None else when.day_of(self._at)
        self.grid.show_day(day, today)
        self._month.setText(self.grid.title())
        saffron = text_of(Tone.SAFFRON)
        if self._at is None:
            example = self.tr("Not understood. Write for example: tomorrow 15:30")
            self._said.set("circle-alert", example, saffron)
        elif self._at <= self._now_us():
            self._said.set("circle-alert", self.tr("That time has passed."), saffron)
        else:
            self._said.set("clock", when.long(self._at), t3)

    def retranslate(self) -> None:
        """Set all texts again; the instant is written in the other calendar."""
        self.edit.setAccessibleName(self.tr("By when"))
        self.edit.setPlaceholderText(self.tr("tomorrow 15:30"))
        for button, said in zip(
            self.quick,
            (self.tr("In 30 min"), self.tr("In 1 hour"), self.tr("Tomorrow 09:00")),
            strict=True,
        ):
            button.setText(said)
        for button, said in (
            (self.before, self.tr("Month before")),
            (self.after, self.tr("Month after")),
        ):
            button.setAccessibleName(said)
            button.setToolTip(said)
        self._write()
        self._tell()


_CHEVRONS = ("chevron-left", "chevron-right")
_QUICK = (when.in_half_an_hour, when.in_an_hour, when.tomorrow_morning)
