"""The window with its pages: one `DeskState` in, painted everywhere; every act out as a signal."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from desk_app import __version__
from desk_app.state import DeskState
from desk_app.telephony.messages import Levels, Quality
from desk_app.ui.about import Versions
from desk_app.ui.clock import Clock
from desk_app.ui.panes.call_page import CallPage
from desk_app.ui.panes.ready_page import ReadyPage
from desk_app.ui.window import MainWindow


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
        """Paint a snapshot of the whole desk."""
        case = state.current_case
        self._current = state.current
        if case is not None:
            self.call_page.show_case(case)
        else:
            self.ready_page.show_lists(state.recent, state.day, state.waiting_for_me)
            self.ready_page.show_devices(state.devices)
        self.window.show_state(state)

    def show_levels(self, levels: Levels) -> None:
        """Move the meters."""
        self.window.show_levels(levels)

    def show_quality(self, quality: Quality) -> None:
        """Paint a call's quality."""
        self.window.show_quality(quality)
