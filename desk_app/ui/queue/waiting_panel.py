"""Who waits and who they are, together: in the card under a chip, and as a page."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from desk_app.state import DeskState
from desk_app.ui import keys
from desk_app.ui import text as say
from desk_app.ui.intents import Intents
from desk_app.ui.keys import Act
from desk_app.ui.panes.filter_tabs import FilterTab
from desk_app.ui.panes.panel import column
from desk_app.ui.queue import words
from desk_app.ui.queue.caller_brief import CallerBrief
from desk_app.ui.queue.waiting_list import WaitingList
from desk_app.ui.queue.watch import QueueWatch
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Button, ElidedLabel, Hairline, KeyCap, Kind, Label, Live, t3

_BRIEF_WIDTH = 360
_TABS = 8  # queues with a tab of their own; the others are under All


class QueueTabs(Live, QWidget):
    """All of the agent's queues and each of them, with how many wait."""

    chosen = Signal(str)  # queue, "" for all

    def __init__(self, watch: QueueWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self._tabs: dict[str, FilterTab] = {}
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(3)
        self._row.addStretch(1)
        self._make("")
        self._tabs[""].setChecked(True)
        watch.moved.connect(self.retranslate)
        self.begin()

    def _make(self, queue: str) -> FilterTab:
        tab = FilterTab(self)
        tab.toggled.connect(lambda on: self._on_toggled(tab, queue, on))
        self._row.insertWidget(self._row.count() - 1, tab)
        self._tabs[queue] = tab
        return tab

    def _on_toggled(self, tab: FilterTab, queue: str, on: bool) -> None:
        tab.restyle()
        if on:
            self.chosen.emit(queue)

    def choose(self, queue: str) -> None:
        """Choose a queue as a click does; one without a tab is found under All."""
        self._tabs.get(queue, self._tabs[""]).setChecked(True)

    def tab(self, queue: str) -> FilterTab:
        """Return the tab of a queue; "" is all."""
        return self._tabs[queue]

    def retranslate(self) -> None:
        """Set words and counts again; queues that are the agent's no more lose their tab."""
        mine = {s.queue: s.waiting for s in self._watch.standings if s.joined}
        for queue in [*mine][:_TABS]:
            if queue not in self._tabs:
                self._make(queue)
        for queue, tab in self._tabs.items():
            if queue:
                tab.set(say.plain_text(queue, 20), mine.get(queue, 0))
                tab.setVisible(queue in mine)
                if queue not in mine and tab.isChecked():
                    self._tabs[""].setChecked(True)
        self._tabs[""].set(self.tr("All"), sum(mine.values()))


class WaitingPanel(Live, QWidget):
    """List and brief, one above the other or (`wide`) side by side. UI thread."""

    acted = Signal()  # a caller was taken

    def __init__(
        self,
        intents: Intents,
        watch: QueueWatch,
        *,
        wide: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._intents, self._watch = intents, watch
        self._state = DeskState()
        self.tabs = QueueTabs(watch)
        self.list = WaitingList(watch)
        self.brief = CallerBrief(watch.clock)
        self._nothing = Label("", Role.BODY, ink=t3)
        self._next = ElidedLabel("", Role.META, Weight.REGULAR, t3)
        self.expected = ElidedLabel("", Role.META, Weight.REGULAR, t3)
        self.whole = Button("", Kind.QUIET, small=True)
        self._key = KeyCap("")
        self._lay_out(wide=wide)
        self._connect()
        self.begin()

    def _lay_out(self, *, wide: bool) -> None:
        strip = QHBoxLayout()
        strip.setContentsMargins(12, 8, 12, 8)
        strip.addWidget(self.tabs, 1)
        self._foretold = QWidget()
        column(self._foretold, (16, 0, 16, 8)).addWidget(self.expected)
        self._empty = QWidget()
        column(self._empty, (16, 16, 16, 16)).addWidget(self._nothing)
        lists = column()
        lists.addWidget(self._empty)
        lists.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 8, 16, 8)  # alike: Qt does not mirror margins
        foot.setSpacing(8)
        foot.addWidget(self._key)
        foot.addWidget(self._next, 1)
        foot.addWidget(self.whole)
        direction = QBoxLayout.Direction
        both = QBoxLayout(direction.LeftToRight if wide else direction.TopToBottom)
        both.setSpacing(0)
        both.addLayout(lists, 1)
        both.addWidget(Hairline(vertical=wide))
        if wide:
            self.brief.setFixedWidth(_BRIEF_WIDTH)
            both.addWidget(self.brief, 0, Qt.AlignmentFlag.AlignTop)
        else:
            both.addWidget(self.brief)
        self.whole.setVisible(not wide)
        layout = column(self)
        layout.addLayout(strip)
        layout.addWidget(self._foretold)
        layout.addWidget(Hairline())
        layout.addLayout(both, 1)
        layout.addWidget(Hairline())
        layout.addLayout(foot)

    def _connect(self) -> None:
        waiting, brief = self.list, self.brief
        self._watch.moved.connect(self._show_expected)
        self.tabs.chosen.connect(self._show_queue)
        waiting.taken.connect(self._take)
        waiting.moved.connect(self._intents.move)
        waiting.hung_up.connect(self._intents.hang_up)
        waiting.chosen.connect(lambda _: self._show_brief())
        waiting.asked.connect(lambda key: brief.ask(bool(key)))
        brief.take.clicked.connect(waiting.take)
        brief.hang_up.clicked.connect(waiting.hang_up)
        brief.move_to.clicked.connect(self._open_moves)

    def show_state(self, state: DeskState) -> None:
        """Take a snapshot."""
        if state.queues is self._state.queues and state.cases == self._state.cases:
            return
        self._state = state
        self.list.show_state(state.queues)
        self._show_empty()
        self._show_brief()

    def show_queue(self, queue: str) -> None:
        """Show one queue, or all of the agent's ("")."""
        self.tabs.choose(queue)
        self.list.show_queue(queue)
        self._show_empty()

    def _show_queue(self, queue: str) -> None:
        self.list.show_queue(queue)
        self._show_empty()

    def _show_expected(self) -> None:
        """Say how long who enters now will wait: of one queue, there is none for several."""
        mine = [standing for standing in self._watch.standings if standing.joined]
        chosen = self._watch.of(self.list.rows.queue) or (mine[0] if len(mine) == 1 else None)
        said = words.expected(chosen.outlook) if chosen else ""
        self.expected.setText(said)
        self._foretold.setVisible(bool(said))

    def _show_empty(self) -> None:
        somebody = self.list.rows.rowCount() > 0
        self._empty.setVisible(not somebody)
        self.list.setVisible(somebody)
        self.retranslate()

    def _show_brief(self) -> None:
        row = self.list.current()
        caller = self._state.queues.callers.get(row.caller.key) if row else None
        self.brief.setVisible(self.list.rows.rowCount() > 0)
        self.brief.show_caller(
            row,
            caller,
            can_move=self.list.can_move(),
            can_hang_up=self.list.can_hang_up(),
        )

    def _take(self, key: str) -> None:
        waiting = self._state.queues.board.callers.get(key)
        if waiting is None:
            return
        # One who rings here already is answered: the ring would else be cut off by the taking.
        (self._intents.answer if waiting.offered else self._intents.take).emit(key)
        self.acted.emit()

    def _open_moves(self) -> None:
        button = self.brief.move_to
        self.list.move_menu().popup(button.mapToGlobal(QPoint(0, button.height())))

    def retranslate(self) -> None:
        """Set the words again."""
        self._key.set(keys.cap(Act.ANSWER))
        self._nothing.setText(self.tr("Nobody waits."))
        self.whole.setText(self.tr("Whole list"))
        after = self._state.queues.next
        if after is None:
            self._next.setText(self.tr("takes the next caller"))
        else:
            said = self.tr("takes the next: {name}")
            self._next.setText(said.format(name=words.caller(after)))
        self._show_expected()
