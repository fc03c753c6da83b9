"""The main window: rail, top bar, notices, the bar of the moment, and the page under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desk_app.crm.records import CustomerBrief
from desk_app.state import DeskState
from desk_app.telephony.messages import Levels, Quality
from desk_app.ui import text as say
from desk_app.ui.about import About, Shortcuts, Versions
from desk_app.ui.banner import Banner
from desk_app.ui.call_bar import CallBar, call_in_hand
from desk_app.ui.clock import Clock
from desk_app.ui.intents import Intents
from desk_app.ui.keys import Act
from desk_app.ui.latin_keys import LatinKeys
from desk_app.ui.queue.room import QueueRoom
from desk_app.ui.rail import Rail, RailButton
from desk_app.ui.rest_bar import RestBar
from desk_app.ui.ring_strip import RingStrip
from desk_app.ui.shortcuts import KeyMap
from desk_app.ui.state_pill import chosen_by_break_key
from desk_app.ui.theme import Size
from desk_app.ui.top_bar import TopBar
from desk_app.ui.wrap_up_bar import WrapUpBar

_WARM_UP_MS = 200  # after the first paint
_GUARD_MS = 300  # nobody reads a ring and decides about it in less


def _about_agent(state: DeskState) -> tuple[object, ...]:
    """Return what the top bar shows."""
    return (state.agent, state.reasons, state.engine, state.registration, state.listening)


def _about_calls(state: DeskState) -> tuple[object, ...]:
    """Return what the bars and the notices show."""
    calls = (state.cases, state.current, state.conference, state.consulting)
    notices = (state.notices, state.messages, state.due, state.demo)
    return (*calls, state.agent, *notices)


class MainWindow(QMainWindow):
    """Paints `DeskState` and tells `intents`; decides nothing.

    The two pages come ready-made and are painted by whoever made them; the window
    only shows one of them: the call page (`take_call_page`) while the state has a current
    case.
    """

    closing = Signal()
    """The person closes the window."""

    def __init__(
        self,
        *,
        ready_page: QWidget,
        clock: Clock,
        versions: Versions,
    ) -> None:
        super().__init__()
        self._versions = versions
        self._state = DeskState()
        self._blank = True
        self._section: QWidget | None = None
        self._missed = 0
        self.intents = Intents(self)
        self.rail = Rail()
        self._section_button = self.rail.settings
        self.queues = QueueRoom(self.intents, clock, self)
        self.top_bar = TopBar(self.intents, clock, self, self.queues.chips)
        self.banner = Banner(self.intents)
        self.ring_strip = RingStrip(self.intents, clock)
        self.call_bar = CallBar(self.intents, clock, self)
        self.wrap_up_bar = WrapUpBar(self.intents, clock)
        self.rest_bar = RestBar(self.intents)
        self._settled = QTimer(self, singleShot=True, interval=_GUARD_MS)
        self._settled.timeout.connect(lambda: self._guard(on=False))
        self.ready_page = ready_page
        self.call_page: QWidget | None = None
        self.pages = QStackedWidget()
        self._lay_out()
        self.setMinimumSize(*Size.MIN_WINDOW)
        self.rail.about.connect(self._show_about)
        self.rail.settings.clicked.connect(self._open_settings)
        self.intents.search.connect(self._on_top_search)
        self.queues.page_wanted.connect(self.show_section)
        self.queues.page_left.connect(self.leave_section)
        self.call_bar.controls.panel.search.connect(self._on_panel_search)
        self._panel_asked = False
        self._keys = KeyMap(self, self._acts())
        self._latin_keys = LatinKeys(self)
        self._retranslate()
        self.show_state(self._state)

    def _lay_out(self) -> None:
        self.pages.addWidget(self.ready_page)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in (self.top_bar, self.banner, *self._bars()):
            column.addWidget(part)
        column.addWidget(self.pages, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(whole)

    def take_call_page(self, page: QWidget) -> None:
        """Take the page of a call; until then calls have the ready page under their bar."""
        self.call_page = page
        self.pages.addWidget(page)
        self._show_page()

    def _bars(self) -> tuple[QWidget, ...]:
        return (self.ring_strip, self.call_bar, self.wrap_up_bar, self.rest_bar)

    # --- what is shown -----------------------------------------------------------------------

    def show_state(self, state: DeskState) -> None:
        """Paint a snapshot; what did not change is not painted again."""
        before, self._state = self._state, state
        first, self._blank = self._blank, False
        self.queues.show_state(state)
        if first or _about_agent(before) != _about_agent(state):
            self.top_bar.show_state(state)
        if first or _about_calls(before) != _about_calls(state):
            self.banner.show_state(state)
            if self._in_hand_now(state) not in ("", self._in_hand_now(before)):
                self._section = None
            if state.ringing and not before.ringing:
                self._guard(on=True)
            self._show_bar(state)
        self._show_page()

    @staticmethod
    def _in_hand_now(state: DeskState) -> str:
        """Return the key of the case in the panes, "" while it only rings: then a section stays."""
        case = state.current_case
        return "" if case is None or case.call.ringing_here else case.call.key

    def show_section(self, page: QWidget, button: RailButton | None = None) -> None:
        """Show a page in front of the desk's, until the desk is asked for or a call is answered.

        `button` is its place on the rail, the settings' if none is named.
        """
        self._section_button = button or self.rail.settings
        if self.pages.indexOf(page) < 0:
            self.pages.addWidget(page)
        self._section = page
        self._show_bar(self._state)
        self._show_page()

    def leave_section(self) -> bool:
        """Go back to the desk; return whether a section was open."""
        was_open, self._section = self._section is not None, None
        if was_open:
            self._show_bar(self._state)
            self._show_page()
        return was_open

    def _guard(self, *, on: bool) -> None:
        """Let clicks meant for what a ring has just covered go nowhere."""
        for part in (self.pages, self.ring_strip):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on)
        if on:
            self._settled.start()

    def _show_page(self) -> None:
        in_call = self.call_page if self._state.current_case is not None else None
        page = self._section or in_call or self.ready_page
        if self.pages.currentWidget() is not page:
            self.pages.setCurrentWidget(page)
        other = self._section is not None and self._section is not self.queues.page
        self.rail.show_section(self._section_button if other else self.rail.desk)

    def _show_bar(self, state: DeskState) -> None:
        call = call_in_hand(state)
        shown: QWidget | None = None
        if call is not None:
            shown = self.call_bar
            self.call_bar.show_call(call, state)
        elif state.ringing:
            shown = self.ring_strip
            self.ring_strip.show_cases(state.ringing)
        elif state.agent.wrap_up is not None:
            shown = self.wrap_up_bar
            self.wrap_up_bar.show_wrap_up(state.case(state.agent.wrap_up.call_key), state.agent)
        elif self._section is not None:
            shown = self.rest_bar
            self.rest_bar.show_section(self._section, self._section_button.icon_name)
        elif state.current_case is not None:
            shown = self.rest_bar
            self.rest_bar.show_case(state.current_case)
        if shown is not self.call_bar:
            self.call_bar.stop()
        if shown is not self.ring_strip:
            self.ring_strip.stop()
        if shown is not None and shown.isHidden():
            self.top_bar.search.card.close_card()  # a caller's name is not to be covered
        for bar in self._bars():  # first, or the page would make room for two for a moment
            if bar is not shown:
                bar.hide()
        if shown is not None:
            shown.show()

    def show_levels(self, levels: Levels) -> None:
        """Move the meters: ten times a second."""
        self.call_bar.show_levels(levels)

    def show_quality(self, quality: Quality) -> None:
        """Paint the line's quality: once a second and call."""
        self.call_bar.show_quality(quality)

    def show_missed(self, count: int) -> None:
        """Say how many missed calls nobody has looked at: on the rail and in the title."""
        self._missed = count
        self.rail.desk.set_count(count)
        self._retranslate()

    def show_results(self, query: str, people: Sequence[CustomerBrief]) -> None:
        """Answer to `intents.search`."""
        if self._panel_asked:
            self.call_bar.controls.panel.show_results(people)
        else:
            self.top_bar.search.show_results(query, people)

    def _on_panel_search(self, words: str) -> None:
        self.intents.search.emit(words)
        self._panel_asked = True

    def _on_top_search(self) -> None:
        self._panel_asked = False

    # --- keys --------------------------------------------------------------------------------

    def _acts(self) -> dict[Act, Callable[[], None]]:
        return {
            **self.call_bar.controls.acts(),
            Act.ANSWER: self._answer,
            Act.DECLINE_OR_HANG_UP: self._decline_or_hang_up,
            Act.SEARCH: self.top_bar.search.take_focus,
            Act.REDIAL: self.top_bar.search.redial,
            Act.BREAK: self._break,
            Act.WAITING: self.queues.toggle,
            Act.COMPACT: self.intents.compact.emit,
            Act.MORE_WRAP_UP: self.wrap_up_bar.more_time,
            Act.SETTINGS: self._open_settings,
            Act.SHORTCUTS: self._show_shortcuts,
        }

    def do(self, act: Act) -> None:
        """Do what a key of this window does."""
        self._acts()[act]()

    def _answer(self) -> None:
        if self._state.ringing:
            self.intents.answer.emit(self._state.ringing[0].call.key)
        else:
            self.intents.take_next.emit()

    def _decline_or_hang_up(self) -> None:
        # With a call in hand the key ends that call, never the one that knocks.
        if call_in_hand(self._state) is not None:
            self.call_bar.controls.hang_up_now()
        else:
            self.ring_strip.decline_now()

    def _break(self) -> None:
        chosen = chosen_by_break_key(self._state.agent, self._state.reasons)
        self.intents.choose_state.emit(chosen)

    def _show_about(self) -> None:
        versions = Versions(self._versions.program, self._state.engine_name)
        About(versions, self).open()

    def _open_settings(self) -> None:
        self.intents.open_settings.emit("")

    def _show_shortcuts(self) -> None:
        Shortcuts(self).open()

    # --- Qt ----------------------------------------------------------------------------------

    def _retranslate(self) -> None:
        title = self.tr("Desk App")
        count = f"({say.digits(self._missed)}) " if self._missed else ""
        self.setWindowTitle(count + title)

    def changeEvent(self, event: QEvent) -> None:
        """Set the title again in another language."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._keys.set_again()
            self._retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        """Listen to the keys of the native window, which exists from now on."""
        super().showEvent(event)
        QTimer.singleShot(_WARM_UP_MS, self, self._warm_up)
        handle = self.windowHandle()
        if handle is not None:
            handle.removeEventFilter(self._latin_keys)
            handle.installEventFilter(self._latin_keys)

    def _warm_up(self) -> None:
        """Draw the hidden bars once, into nothing.

        The first ring would else pay for icons, glyphs and phonenumbers: 90 ms.
        """
        say.phone("+982100000000")
        central = self.centralWidget()
        whole = central.layout() if central is not None else None
        assert whole is not None  # noqa: S101
        whole.setEnabled(False)  # to be drawn they count as shown, and the page would move
        for bar in self._bars():
            if not bar.isVisible():
                bar.grab()
                bar.grab()  # what is painted again is kept
        whole.setEnabled(True)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that the person closes the window."""
        self.closing.emit()
        super().closeEvent(event)
