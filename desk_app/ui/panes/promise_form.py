"""The form of a promise, a card over the window: what, by when, reminded when."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desk_app.crm.records import Promise, PromiseChanges
from desk_app.crm.text import bounded
from desk_app.ui import text
from desk_app.ui.clock import Clock
from desk_app.ui.theme import Role, Weight
from desk_app.ui.when import MINUTE_US, in_an_hour
from desk_app.ui.widgets import Button, Kind, Label, Select, t2
from desk_app.ui.widgets.popover import Popover
from desk_app.ui.widgets.when_picker import WhenPicker

_LIMIT = 200
_WIDTH = 424
REMINDERS_MIN = (0, 5, 10, 30, 60)
_USUAL_MIN = 10
_QUARTER_US = 15 * MINUTE_US


class _Draft(msgspec.Struct, frozen=True):
    """What the form says."""

    what: str
    due_us: int
    reminder_min: int


class PromiseForm(Popover):
    """Edits the promise of one case at a time. `changed(case key, PromiseChanges)`.

    However it is closed, what was typed is handed over: Esc discards no words. Only the
    button takes a promise back.
    """

    changed = Signal(str, object)

    def __init__(self, clock: Clock, window: QWidget) -> None:
        super().__init__(window)
        self._clock = clock
        self._key = ""
        self._was: _Draft | None = None  # None: there is no promise yet
        self._title = Label("", Role.BODY, Weight.SEMIBOLD)
        self.what = QLineEdit()
        self.what.setMaxLength(_LIMIT)
        self.when = WhenPicker(clock.now_us)
        self._remind = Label("", Role.META, Weight.MEDIUM, t2)
        self.reminder = Select()
        self._remind.setBuddy(self.reminder)
        self.withdraw = Button("", Kind.QUIET, icon="undo-2", small=True)
        self.keep = Button("", Kind.PRIMARY, small=True)
        self.when.side.addWidget(self._remind)
        self.when.side.addWidget(self.reminder)
        foot = QHBoxLayout()
        foot.addWidget(self.withdraw)
        foot.addStretch(1)
        foot.addWidget(self.keep)
        self.body.addWidget(self._title)
        self.body.addWidget(self.what)
        self.body.addWidget(self.when)
        self.body.addLayout(foot)
        self.what.textChanged.connect(self._offer)
        self.when.changed.connect(self._offer)
        self.what.returnPressed.connect(lambda: self.when.edit.setFocus(_TAB))
        self.when.entered.connect(self._on_keep)
        self.keep.clicked.connect(self._on_keep)
        self.withdraw.clicked.connect(self._on_withdraw)
        self.closed.connect(self.hand_over)
        self.begin()

    def open_for(self, key: str, promise: Promise | None, anchor: QWidget) -> None:
        """Show the promise of a case, None for a new one."""
        self.hand_over()
        self._key = key
        if promise is None:
            self._was = None
            draft = _Draft("", self._suggested(), _USUAL_MIN)
        else:
            draft = _Draft(promise.what, promise.due_us, promise.reminder_min)
            self._was = draft
        self.what.setText(draft.what)
        self.when.show_at(draft.due_us)
        self._fill_reminders(draft.reminder_min)
        self.withdraw.setVisible(promise is not None)
        self._offer()
        self.open_under(anchor, focus=self.what, width=_WIDTH)

    def key(self) -> str:
        """Return the key of the case that is edited, "" for none."""
        return self._key

    def hand_over(self) -> None:
        """Say what was typed, if it is a promise and another than before."""
        key, draft = self._key, self._draft()
        if not key or not draft.what or draft == self._was:
            return
        self._was = draft
        said = PromiseChanges(what=draft.what, due_us=draft.due_us, reminder_min=draft.reminder_min)
        self.changed.emit(key, said)

    def _suggested(self) -> int:
        """Return the next quarter that is an hour away."""
        return -(-in_an_hour(self._clock.now_us()) // _QUARTER_US) * _QUARTER_US

    def _draft(self) -> _Draft:
        at = self.when.at_us()
        if at is None:  # what cannot be understood changes nothing
            at = self._was.due_us if self._was else self._suggested()
        return _Draft(bounded(self.what.text()), at, int(self.reminder.currentData() or 0))

    def _offer(self) -> None:
        self.keep.setEnabled(bool(bounded(self.what.text())) and self.when.at_us() is not None)

    def _on_keep(self) -> None:
        if self.keep.isEnabled():
            self.close_card()

    def _on_withdraw(self) -> None:
        key, self._key = self._key, ""
        self.changed.emit(key, PromiseChanges(what=""))
        self.close_card()

    def close_card(self) -> None:
        """Hide; `closed` hands over."""
        super().close_card()
        self._key = ""

    def _fill_reminders(self, chosen: int) -> None:
        self.reminder.clear()
        for minutes in sorted({*REMINDERS_MIN, chosen}):
            before = self.tr("{n} min before").format(n=text.digits(minutes))
            self.reminder.addItem(before if minutes else self.tr("At the time"), minutes)
        self.reminder.setCurrentIndex(self.reminder.findData(chosen))

    def retranslate(self) -> None:
        """Set all texts again."""
        self.setAccessibleName(self.tr("Promise"))
        self._title.setText(self.tr("Promise"))
        self.what.setPlaceholderText(self.tr("What will you do for the customer?"))
        self.what.setAccessibleName(self.tr("What is promised"))
        self._remind.setText(self.tr("Reminder"))
        self.reminder.setAccessibleName(self.tr("Reminder"))
        self.withdraw.setText(self.tr("Take back"))
        self.keep.setText(self.tr("Promise it"))
        if self.reminder.count():
            self._fill_reminders(int(self.reminder.currentData()))


_TAB = Qt.FocusReason.TabFocusReason
