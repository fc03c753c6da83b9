"""Where the list of those who wait is seen: a card under a chip, or a page of its own."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desk_app.state import DeskState
from desk_app.ui.intents import Intents
from desk_app.ui.panes.panel import Panel, column, settle
from desk_app.ui.queue.waiting_panel import WaitingPanel
from desk_app.ui.queue.waiting_row import HEIGHT
from desk_app.ui.queue.watch import QueueWatch
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Label
from desk_app.ui.widgets.popover import Popover

_WIDTH = 480
_ROWS = (2, 7)  # least and most in sight
_BELOW = 24  # px that stay free under the card
_UNDER, _LEAST_TOP = 6, 8  # px between anchor and card, and over one that has no anchor
_BRIEF = 172  # px: who is chosen changes often, the card need not jump


class WaitingCard(Popover):
    """The list, some rows high. Taking a caller closes it."""

    whole_wanted = Signal(str)  # queue: the page instead of the card

    def __init__(self, intents: Intents, watch: QueueWatch, window: QWidget) -> None:
        super().__init__(window)
        self._window_widget = window
        self._top = _LEAST_TOP
        self.panel = WaitingPanel(intents, watch, wide=False)
        self.body.setContentsMargins(1, 1, 1, 1)
        self.body.addWidget(self.panel)
        self.panel.brief.setMinimumHeight(_BRIEF)
        self.panel.acted.connect(self.close_card)
        self.panel.list.chosen.connect(lambda _: self._fit())
        self.panel.whole.clicked.connect(self._on_whole)
        self.begin()

    def open_list(self, queue: str, anchor: QWidget, state: DeskState) -> None:
        """Show who waits in a queue, or in all of the agent's ("")."""
        self.panel.show_state(state)
        self.panel.show_queue(queue)
        window = self._window_widget
        below = anchor.mapTo(window, QPoint(0, anchor.height())).y() + _UNDER
        self._top = _LEAST_TOP if anchor is window else below
        self._take_height()
        self.open_under(anchor, focus=self.panel.list, width=_WIDTH)
        self._fit()

    def show_state(self, state: DeskState) -> None:
        """Take a snapshot; what nobody sees is not painted."""
        if not self.isVisible():
            return
        self.panel.show_state(state)
        self._fit()

    def _fit(self) -> None:
        if self.isVisible():
            self._take_height()
            settle()
            self.place()

    def _take_height(self) -> None:
        """Grow and shrink with the list, so far as the window is high."""
        least, most = _ROWS
        rows = max(least, min(most, self.panel.list.rows.rowCount()))
        self.panel.list.setFixedHeight(rows * HEIGHT)
        if (layout := self.panel.layout()) is not None:
            layout.activate()  # else what lies in layouts of it has the height it had
        room = self._window_widget.height() - self._top - _BELOW
        over = self.panel.sizeHint().height() - room
        if over > 0:
            self.panel.list.setFixedHeight(max(HEIGHT, rows * HEIGHT - over))

    def _on_whole(self) -> None:
        queue = self.panel.list.rows.queue
        self.close_card()
        self.whole_wanted.emit(queue)


class WaitingPage(Panel):
    """The same list with all its rows, and who is chosen beside it. `left`: Esc."""

    left = Signal()

    def __init__(self, intents: Intents, watch: QueueWatch, parent: QWidget | None = None) -> None:
        super().__init__(edged=False, parent=parent)
        self._title = Label("", Role.TITLE, Weight.SEMIBOLD)
        self.panel = WaitingPanel(intents, watch, wide=True)
        layout = column(self)
        head = column(None, (20, 16, 20, 4))
        head.addWidget(self._title)
        layout.addLayout(head)
        layout.addWidget(self.panel, 1)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        self.begin()

    def retranslate(self) -> None:
        """Set the title again."""
        self._title.setText(self.tr("Who waits"))
