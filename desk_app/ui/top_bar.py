"""The bar at the top: own state, search and dial, the line."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.state import DeskState
from desk_app.ui import theme
from desk_app.ui.clock import Clock
from desk_app.ui.intents import Intents
from desk_app.ui.line_chip import LineChip
from desk_app.ui.search_field import SearchField
from desk_app.ui.sound_menu import SoundButton
from desk_app.ui.state_pill import StatePill
from desk_app.ui.theme import Size
from desk_app.ui.widgets import Live


class TopBar(Live, QWidget):
    """52 px high, in every state of the window."""

    def __init__(
        self, intents: Intents, clock: Clock, window: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFixedHeight(Size.TOP_BAR)
        self.pill = StatePill(intents, clock)
        self.search = SearchField(intents, window)
        self.sound = SoundButton(intents)
        self.line = LineChip()
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 1)
        row.setSpacing(10)
        row.addWidget(self.pill)
        row.addWidget(self.search, 1)
        row.addWidget(self.sound)
        row.addWidget(self.line)
        self.begin()

    def show_state(self, state: DeskState) -> None:
        """Paint a snapshot."""
        self.pill.show_agent(state.agent, state.reasons)
        self.sound.show_devices(state.devices)
        self.line.show_state(state)

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw fill and lower edge."""
        painter = QPainter(self)
        t = theme.tokens()
        painter.fillRect(self.rect(), QColor(t.surface))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(t.line))
