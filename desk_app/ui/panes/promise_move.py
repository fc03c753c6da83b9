"""Another time for a promise: a card to pick any."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.crm.records import Promise
from desk_app.ui.clock import Clock
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Button, Kind, Label
from desk_app.ui.widgets.popover import Popover
from desk_app.ui.widgets.when_picker import WhenPicker

_WIDTH = 424


class PromiseMove(Popover):
    """Picks another time. `moved(promise, UTC µs)` by its button or Enter; Esc leaves it."""

    moved = Signal(int, object)

    def __init__(self, clock: Clock, window: QWidget) -> None:
        super().__init__(window)
        self._id = 0
        self._title = Label("", Role.BODY, Weight.SEMIBOLD)
        self.when = WhenPicker(clock.now_us)
        self.move_ = Button("", Kind.PRIMARY, small=True)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.move_)
        self.body.addWidget(self._title)
        self.body.addWidget(self.when)
        self.body.addLayout(foot)
        self.when.changed.connect(lambda at: self.move_.setEnabled(at is not None))
        self.when.entered.connect(self._on_move)
        self.move_.clicked.connect(self._on_move)
        self.begin()

    def open_for(self, promise: Promise, anchor: QWidget) -> None:
        """Offer another time for a promise."""
        self._id = promise.id
        self.when.show_at(promise.due_us)
        self.move_.setEnabled(True)
        self.open_under(anchor, focus=self.when.edit, width=_WIDTH)
        self.when.edit.selectAll()

    def _on_move(self) -> None:
        at = self.when.at_us()
        if at is not None:
            self.moved.emit(self._id, at)
            self.close_card()

    def retranslate(self) -> None:
        """Set all texts again."""
        self.setAccessibleName(self.tr("Move the callback"))
        self._title.setText(self.tr("Move the callback"))
        self.move_.setText(self.tr("Move"))
