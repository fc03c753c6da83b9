"""The bar at the top: own state, search and dial, the line."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.state import DeskState
from desk_app.ui import theme
from desk_app.ui.clock import Clock
from desk_app.ui.intents import Intents
from desk_app.ui.line_chip import LineChip
from desk_app.ui.queue.chips import QueueChips
from desk_app.ui.search_field import SearchField
from desk_app.ui.sound_menu import SoundButton
from desk_app.ui.state_pill import StatePill
from desk_app.ui.theme import Size
from desk_app.ui.widgets import Live

_SIDE, _GAP = 12, 10
_LEAST_SEARCH = 220  # px: enough for a number and for most names


class TopBar(Live, QWidget):
    """52 px high, in every state of the window."""

    def __init__(
        self,
        intents: Intents,
        clock: Clock,
        window: QWidget,
        chips: QueueChips,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(Size.TOP_BAR)
        self.pill = StatePill(intents, clock)
        self.search = SearchField(intents, window)
        self.sound = SoundButton(intents)
        self.chips = chips
        self.line = LineChip()
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE, 1)
        row.setSpacing(_GAP)
        row.addWidget(self.pill)
        row.addWidget(self.search, 1)
        row.addWidget(self.chips)
        row.addWidget(self.sound)
        row.addWidget(self.line)
        self.begin()

    def show_state(self, state: DeskState) -> None:
        """Paint a snapshot."""
        self.pill.show_agent(state.agent, state.reasons)
        self.sound.show_devices(state.devices)
        self.line.show_state(state)
        self._fit()

    def _fit(self) -> None:
        """Give the chips what is left when the search field has a fair width."""
        others = (self.pill, self.sound, self.line)
        taken = sum(w.sizeHint().width() for w in others if not w.isHidden())
        self.chips.fit(self.width() - taken - _LEAST_SEARCH - 4 * _GAP - 2 * _SIDE)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out again what there is room for."""
        super().resizeEvent(event)
        self._fit()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw fill and lower edge."""
        painter = QPainter(self)
        t = theme.tokens()
        painter.fillRect(self.rect(), QColor(t.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(t.line))
