"""The window with its pages: one `DeskState` in, painted everywhere; every act out as a signal."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from desk_app import __version__
from desk_app.state import DeskState
from desk_app.telephony.messages import Levels, Quality
from desk_app.ui.about import Versions
from desk_app.ui.clock import Clock
from desk_app.ui.panes.call_page import CallPage
from desk_app.ui.panes.panel import settle
from desk_app.ui.panes.ready_page import ReadyPage
from desk_app.ui.window import MainWindow

RECORD_WAIT_MS = 30
"""How long a new call waits for its record before it is painted without one."""


class MainView(QObject):
    """Builds the window and its two pages and paints them together. UI thread."""

    left = Signal(str)  # key: Esc or "Desk"; an earlier ticket can be put away

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.clock = Clock(self)
        self.call_page = CallPage(self.clock)
        self.ready_page = ReadyPage(self.clock)
        self.window = MainWindow(
            call_page=self.call_page,
            ready_page=self.ready_page,
            clock=self.clock,
            versions=Versions(__version__),
        )
        self._current = ""
        self._painted = ""  # key of the call whose page was painted last
        self._state = DeskState()
        self._record_wait = QTimer(self, singleShot=True, interval=RECORD_WAIT_MS)
        self._record_wait.timeout.connect(self._paint)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.call_page)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._on_leave)
        self.window.rail.desk.clicked.connect(self._on_leave)
        intents = self.window.intents
        self.call_page.dial_requested.connect(intents.dial)
        self.ready_page.dial_requested.connect(intents.dial)
        self.ready_page.search_requested.connect(self.window.top_bar.search.take_focus)

    def _on_leave(self) -> None:
        if self._current:
            self.call_page.flush()
            self.left.emit(self._current)

    def show_state(self, state: DeskState) -> None:
        """Paint a snapshot of the whole desk.

        A new call waits a moment for its record, which takes 3 ms to come: a whole
        window painted without it would hold the record up by that painting.
        """
        self._state = state
        self._current = state.current
        case = state.current_case
        if case is not None and case.caller is None and state.current != self._painted:
            if not self._record_wait.isActive():
                self._record_wait.start()
            return
        self._paint()

    def _paint(self) -> None:
        self._record_wait.stop()
        state, case = self._state, self._state.current_case
        self._painted = state.current
        if case is not None:
            self.call_page.show_case(case)
        else:
            self.ready_page.show_lists(state.recent, state.day, state.waiting_for_me)
            self.ready_page.show_devices(state.devices)
        self.window.show_state(state)
        settle()

    def show_levels(self, levels: Levels) -> None:
        """Move the meters."""
        self.window.show_levels(levels)

    def show_quality(self, quality: Quality) -> None:
        """Paint a call's quality."""
        self.window.show_quality(quality)
