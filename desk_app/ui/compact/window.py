"""The small window: 380 px wide, in front of all others as long as its pin is set."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from desk_app.crm.records import CustomerBrief
from desk_app.state import Case, DeskState
from desk_app.telephony.messages import Levels, Quality
from desk_app.ui import theme
from desk_app.ui.about import Shortcuts
from desk_app.ui.call_bar import call_in_hand
from desk_app.ui.clock import Clock
from desk_app.ui.compact.call_page import CompactCall
from desk_app.ui.compact.dial_page import DialPage
from desk_app.ui.compact.parts import CompactPill, IconButton
from desk_app.ui.compact.queue_line import QueueLine
from desk_app.ui.compact.strip import HEIGHT, Strip
from desk_app.ui.intents import Intents
from desk_app.ui.keys import Act
from desk_app.ui.latin_keys import LatinKeys
from desk_app.ui.line_chip import LineChip
from desk_app.ui.panes.panel import Panel, column
from desk_app.ui.ring_card import RingCard
from desk_app.ui.shortcuts import KeyMap
from desk_app.ui.state_pill import chosen_by_break_key
from desk_app.ui.theme import Role, Tone
from desk_app.ui.widgets import Hairline, IconLabel, Live, text_of

SIZE = (380, 640)
_MORE_WRAP_UP_S = 30


class CompactWindow(Live, QWidget):
    """Paints `DeskState` as the main window does and tells intents of its own."""

    search = Signal(str)  # answered by show_results
    pinned = Signal(bool)
    whole_asked = Signal(object)  # Act that only the whole window can do

    def __init__(self, clock: Clock) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.WindowStaysOnTopHint)
        self.setFixedSize(*SIZE)
        self._state = DeskState()
        self._dials = False  # the person looks for somebody during a call
        self.intents = Intents(self)
        self.pill = CompactPill(self.intents, clock)
        self.look_for = IconButton("search", checkable=True)
        self.pin = IconButton("pin", checkable=True)
        self.pin.setChecked(True)
        self.whole = IconButton("panel-right")
        self.dial = DialPage(self.intents)
        self.call = CompactCall(self.intents, clock, self)
        self.strip = Strip()
        self.pages = QStackedWidget()
        self.pages.addWidget(self.dial)
        self.pages.addWidget(self.call)
        self.queue = QueueLine(self.intents)
        self.ring = RingCard(self.intents, clock, others=0)
        self.missed = IconLabel("phone-missed", "", Role.META, ink=text_of(Tone.POMEGRANATE))
        self.missed.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.line = LineChip()
        self._lay_out()
        self._connect()
        self._latin_keys = LatinKeys(self)
        self.begin()
        self.show_state(self._state)

    def _lay_out(self) -> None:
        head = QWidget()
        head.setFixedHeight(47)
        row = QHBoxLayout(head)
        # Spacers at the edges, because a layout's margins do not change sides in RTL.
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addSpacing(12)
        row.addWidget(self.pill)
        row.addStretch(1)
        for button in (self.look_for, self.pin, self.whole):
            row.addWidget(button)
        row.addSpacing(4)
        foot = Panel(sunken=True, edged=False)
        foot.begin()
        foot.setFixedHeight(HEIGHT)
        ends = QHBoxLayout(foot)
        ends.setContentsMargins(14, 0, 14, 0)
        ends.addWidget(self.missed)
        ends.addStretch(1)
        ends.addWidget(self.line)
        layout = column(self)
        layout.addWidget(head)
        layout.addWidget(Hairline())
        layout.addWidget(self.pages, 1)
        layout.addWidget(self.queue)
        layout.addWidget(self.ring)
        layout.addWidget(Hairline())
        layout.addWidget(foot)
        layout.addWidget(self.strip)
        self._foot = foot

    def _connect(self) -> None:
        self.dial.search_requested.connect(self.search)
        self.intents.search.connect(self.search)  # the transfer panel's
        self.call.controls.panel.search.connect(self.intents.search)
        self.whole.clicked.connect(self.intents.compact)
        self.ring.opened.connect(self.intents.compact)
        self.look_for.toggled.connect(self._on_find)
        self.intents.dial.connect(lambda _: self.look_for.setChecked(False))
        self.pin.toggled.connect(self._on_pin)
        self._keys = KeyMap(self, self._acts())
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(key), self).activated.connect(self.call.request_save)

    def _acts(self) -> dict[Act, Callable[[], None]]:
        return {
            **self.call.controls.acts(),
            Act.ANSWER: self._answer,
            Act.DECLINE_OR_HANG_UP: self._decline_or_hang_up,
            Act.SEARCH: self._on_search_key,
            Act.REDIAL: self._on_redial_key,
            Act.BREAK: self._break,
            Act.COMPACT: self.intents.compact.emit,
            Act.MORE_WRAP_UP: lambda: self.intents.more_wrap_up.emit(_MORE_WRAP_UP_S),
            Act.WAITING: lambda: self.whole_asked.emit(Act.WAITING),
            Act.SETTINGS: lambda: self.whole_asked.emit(Act.SETTINGS),
            Act.SHORTCUTS: lambda: Shortcuts(self).open(),
        }

    # --- what is shown

    def show_state(self, state: DeskState) -> None:
        """Paint a snapshot."""
        self._state = state
        self.pill.show_agent(state.agent, state.reasons)
        self.line.show_state(state)
        self.strip.show_notices(state.notices, state.messages)
        # One of both: there is no room for more.
        self._foot.setVisible(not state.notices and not state.messages)
        self.dial.show_recent(state.recent)
        case = self._case()
        self.look_for.setVisible(case is not None)
        if case is None:
            self._dials = False
            self.look_for.setChecked(False)
            self.call.stop()
        else:
            self.call.show_case(case, state)
        self.pages.setCurrentWidget(self.dial if case is None or self._dials else self.call)
        self.queue.show_state(state)
        rings = bool(state.ringing) and call_in_hand(state) is None
        self.dial.last.setVisible(not rings)
        self.ring.setVisible(rings)
        if rings:
            self.ring.show_cases(state.ringing)
        else:
            self.ring.stop()

    def _case(self) -> Case | None:
        """Return the call in hand, else the one in wrap-up."""
        wrap_up = self._state.agent.wrap_up
        in_hand = call_in_hand(self._state)
        if in_hand is None and wrap_up is not None:
            return self._state.case(wrap_up.call_key)
        return in_hand

    def show_missed(self, count: int, said: str) -> None:
        """Say how many missed calls nobody has looked at yet."""
        self.missed.setVisible(count > 0)
        self.missed.set("phone-missed", said, text_of(Tone.POMEGRANATE))

    def show_levels(self, levels: Levels) -> None:
        """Move the meters."""
        self.call.show_levels(levels)

    def show_quality(self, quality: Quality) -> None:
        """Paint a call's quality."""
        self.call.show_quality(quality)

    def show_results(self, query: str, people: Sequence[CustomerBrief]) -> None:
        """Answer to `search`."""
        if self.call.controls.panel.isVisible():
            self.call.controls.panel.show_results(people)
        else:
            self.dial.show_results(query, people)

    # --- what is done

    def _answer(self) -> None:
        if self._state.ringing:
            self.intents.answer.emit(self._state.ringing[0].call.key)
        else:
            self.intents.take_next.emit()

    def _tell_first(self, tell: Callable[[str], None]) -> None:
        if self._state.ringing:
            tell(self._state.ringing[0].call.key)

    def _decline_or_hang_up(self) -> None:
        # With a call in hand the key ends that call, never the one that knocks.
        if call_in_hand(self._state) is not None:
            self.call.controls.hang_up_now()
        else:
            self._tell_first(self.intents.decline.emit)

    def _break(self) -> None:
        chosen = chosen_by_break_key(self._state.agent, self._state.reasons)
        self.intents.choose_state.emit(chosen)

    def _on_search_key(self) -> None:
        if self._case() is not None:
            self.look_for.setChecked(True)
        self.dial.take_focus()

    def _on_redial_key(self) -> None:
        self.dial.edit.clear()  # the empty field offers the number dialled last
        self._on_search_key()

    def _on_find(self, on: bool) -> None:
        self._dials = on
        self.pages.setCurrentWidget(self.dial if on or self._case() is None else self.call)
        if on:
            self.dial.take_focus()

    def _on_pin(self, on: bool) -> None:
        seen = self.isVisible()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, on)
        if seen:
            self.show()  # Qt hides a window whose flags change
        self.pinned.emit(on)

    def in_sight(self) -> bool:
        """Whether it is before all other windows, so that its own ring is seen."""
        return self.isVisible() and not self.isMinimized() and self.pin.isChecked()

    # --- Qt

    def retranslate(self) -> None:
        """Set the words again."""
        self._keys.set_again()
        self.setWindowTitle(self.tr("Desk App"))
        self.look_for.name(self.tr("Search or dial (Ctrl+K)"))
        self.pin.name(self.tr("Always in front"))
        self.whole.name(self.tr("Whole window (Ctrl+M)"))

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the ground."""
        QPainter(self).fillRect(self.rect(), QColor(theme.tokens().surface))

    def showEvent(self, event: QShowEvent) -> None:
        """Listen to the keys of the native window, which is another one after a new pin."""
        super().showEvent(event)
        handle = self.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self._latin_keys)
            handle.installEventFilter(self._latin_keys)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Go back to the whole window: closing this one ends nothing."""
        if self.isVisible() and event.spontaneous():
            event.ignore()
            self.intents.compact.emit()
            return
        super().closeEvent(event)
