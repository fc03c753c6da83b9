"""The ticket pane's promise: its card, and the form that the card opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QWidget

from desk_app.crm.records import Promise, PromiseChanges
from desk_app.ui.clock import Clock
from desk_app.ui.panes.promise_card import PromiseCard
from desk_app.ui.panes.ticket_fields import Field
from desk_app.ui.widgets import Live

if TYPE_CHECKING:  # loaded when it is first wanted
    from desk_app.ui.panes.promise_form import PromiseForm


class PromiseField(Live, Field):
    """Shows the promise of a case. What was typed is shown until a snapshot confirms it.

    `changed(case key, PromiseChanges)`; an empty `what` takes the promise back.
    """

    changed = Signal(str, object)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        self.card = PromiseCard(clock)
        super().__init__(self.card, parent)
        self._clock = clock
        self._key = ""
        self._short = False
        self._typed: dict[str, Promise | None] = {}
        self.form: PromiseForm | None = None  # made when it is first wanted
        self.card.clicked.connect(self.open)
        self.begin()

    def show_promise(self, key: str, promise: Promise | None, *, short: bool) -> None:
        """Show the promise of a case; `short` in the wrap-up, where there is less room."""
        if key != self._key:
            self.flush()
            self._key = key
        if key in self._typed and _same(self._typed[key], promise):
            del self._typed[key]
        self.card.show_promise(self._typed.get(key, promise), short=short)
        if short != self._short:
            self._short = short
            self.retranslate()

    def open(self) -> None:
        """Open the form."""
        if not self._key or not self.isVisible():
            return
        if self.form is None:
            from desk_app.ui.panes.promise_form import PromiseForm

            self.form = PromiseForm(self._clock, self.window())
            self.form.changed.connect(self._on_changed)
        self.form.open_for(self._key, self.card.promise(), self.card)

    def flush(self) -> None:
        """Hand over what is in the form, and close it."""
        if self.form is not None:
            self.form.close_card()

    def _on_changed(self, key: str, changes: PromiseChanges) -> None:
        before = self.card.promise() if key == self._key else None
        self._typed[key] = typed = _promise(before, changes)
        if key == self._key:
            self.card.show_promise(typed, short=self._short)
        self.changed.emit(key, changes)

    def hideEvent(self, event: QHideEvent) -> None:
        """Hand over before the pane goes away."""
        self.flush()
        super().hideEvent(event)

    def retranslate(self) -> None:
        """Set all texts again."""
        self.set_label(self.tr("Promise"), "" if self._short else self.tr("who does what, by when"))


def _promise(before: Promise | None, changes: PromiseChanges) -> Promise | None:
    """Return the promise as it was typed, which has no number yet."""
    if not changes.what:
        return None
    return Promise(
        id=before.id if before else 0,
        ticket_id=0,
        customer_id=None,
        name="",
        number="",
        what=changes.what,
        owner="",
        due_us=changes.due_us or 0,
        reminder_min=changes.reminder_min or 0,
        created_us=0,
    )


def _same(typed: Promise | None, read: Promise | None) -> bool:
    if typed is None or read is None:
        return typed is read
    return (typed.what, typed.due_us, typed.reminder_min) == (
        read.what,
        read.due_us,
        read.reminder_min,
    )
