"""The queues' part of the window: chips in the top bar, the card under them, the page."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desk_app.queue_outlook import outlooks
from desk_app.state import DeskState
from desk_app.ui.clock import Clock
from desk_app.ui.intents import Intents
from desk_app.ui.queue.chips import QueueChips
from desk_app.ui.queue.waiting_card import WaitingCard, WaitingPage
from desk_app.ui.queue.watch import QueueWatch


class QueueRoom(QObject):
    """Makes card and page when they are first wanted. UI thread."""

    page_wanted = Signal(QWidget)
    page_left = Signal()

    def __init__(self, intents: Intents, clock: Clock, window: QWidget) -> None:
        super().__init__(window)
        self._intents, self._window = intents, window
        self._state = DeskState()
        self.watch = QueueWatch(clock, self)
        self.chips = QueueChips(self.watch)
        self.card: WaitingCard | None = None
        self.page: WaitingPage | None = None
        self.chips.opened.connect(self.open_list)

    def show_state(self, state: DeskState) -> None:
        """Take a snapshot."""
        before, self._state = self._state, state
        same = state.queues is before.queues and state.registration == before.registration
        if not same or state.agent != before.agent:
            self.watch.show_state(state.queues, outlooks(state))
        if self.card is not None:
            self.card.show_state(state)
        if self.page is not None and self.page.isVisible():
            self.page.panel.show_state(state)

    def toggle(self) -> None:
        """Show or put away who waits: the key."""
        if self.card is not None and self.card.isVisible():
            self.card.close_card()
        elif self._state.queues.queues:
            self.open_list("", self.chips if self.chips.isVisible() else self._window)

    def open_list(self, queue: str, anchor: QWidget) -> None:
        """Show who waits in a queue, or in all of the agent's (""), under `anchor`."""
        if self.card is None:
            self.card = WaitingCard(self._intents, self.watch, self._window)
            self.card.whole_wanted.connect(self.open_page)
        self.card.open_list(queue, anchor, self._state)

    def open_page(self, queue: str) -> None:
        """Show the whole list."""
        if self.page is None:
            self.page = WaitingPage(self._intents, self.watch)
            self.page.left.connect(self.page_left)
        self.page_wanted.emit(self.page)
        self.page.panel.show_state(self._state)
        self.page.panel.show_queue(queue)
        self.page.panel.list.setFocus()
