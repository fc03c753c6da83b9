"""The window with its pages: one `DeskState` in, painted everywhere; every act out as a signal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desk_app import __version__
from desk_app.crm.records import Choice
from desk_app.remembered import Remembered
from desk_app.state import DeskState
from desk_app.telephony.messages import Levels, Quality
from desk_app.ui import places
from desk_app.ui import text as say
from desk_app.ui.about import Versions
from desk_app.ui.announcer import Announcer
from desk_app.ui.clock import Clock
from desk_app.ui.keys import Act
from desk_app.ui.missed import Missed
from desk_app.ui.panes.panel import settle
from desk_app.ui.panes.ready_page import ReadyPage
from desk_app.ui.window import MainWindow

if TYPE_CHECKING:  # what the first paint does without is loaded after it
    from desk_app.notifications import Notifications
    from desk_app.ui.attention import Attention
    from desk_app.ui.compact.window import CompactWindow
    from desk_app.ui.panes.call_page import CallPage
    from desk_app.ui.x11_key import GlobalKey

RECORD_WAIT_MS = 30
"""How long a new call waits for its record before it is painted without one."""


def bring_forward(window: QWidget) -> None:
    """Show a window, unminimised and in front, and ask for the keyboard."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    window.raise_()
    window.activateWindow()


class MainView(QObject):
    """Builds the window and its two pages and paints them together. UI thread.

    The call page is made when it is first asked for: right after the first paint, or by
    the first call.
    """

    shown = Signal(object)  # DeskState, when it has been painted
    left = Signal(str)  # key: Esc or "Desk"; an earlier ticket can be put away
    call_page_made = Signal(object)  # CallPage
    compact_made = Signal(object)  # CompactWindow: it is made when it is first wanted
    changed = Signal()  # what `remembered` returns

    def __init__(self, *, clock: Clock | None = None) -> None:
        super().__init__()
        self.clock = clock or Clock(self)
        self.ready_page = ReadyPage(self.clock)
        self.window = MainWindow(
            ready_page=self.ready_page,
            clock=self.clock,
            versions=Versions(__version__),
        )
        self.setParent(self.window)  # a desk that outlives its window has nothing left to paint
        self._painted = ""  # key of the call whose page was painted last
        self._record_wait = QTimer(self, singleShot=True, interval=RECORD_WAIT_MS)
        self._record_wait.timeout.connect(self._paint)
        self._state = DeskState()
        self._choices: tuple[tuple[Choice, ...], tuple[Choice, ...]] | None = None
        self._remembered = Remembered()
        self._call_page: CallPage | None = None
        self.compact: CompactWindow | None = None
        self.attention: Attention | None = None
        self.shown.connect(Announcer(self.window).show_state)
        self.missed = Missed(self._list_in_sight, self)
        self.window.rail.desk.clicked.connect(self._on_leave)
        self.window.rest_bar.back.clicked.connect(self._on_leave)
        intents = self.window.intents
        intents.compact.connect(self.toggle_compact)
        self.ready_page.dial_requested.connect(intents.dial)
        self.ready_page.recent.play_requested.connect(intents.play)
        self.ready_page.owed.play_requested.connect(intents.play)
        self.ready_page.queues.follow(self.window.queues.watch)
        self.ready_page.queues.log_in.connect(intents.log_in)
        self.ready_page.queues.opened.connect(self.window.queues.open_list)
        self.ready_page.search_requested.connect(self.window.top_bar.search.take_focus)
        self.missed.changed.connect(self._show_missed)
        self.missed.seen.connect(lambda _: self.changed.emit())
        self.window.installEventFilter(self)
        self.window.closing.connect(self._on_closing)

    def furnish(self) -> None:
        """Make what the first call needs and the first paint does not."""
        _ = self.call_page

    @property
    def call_page(self) -> CallPage:
        """The page of a call, made now if it is not there yet."""
        if self._call_page is None:
            self._call_page = self._make_call_page()
            self.call_page_made.emit(self._call_page)
        return self._call_page

    def _make_call_page(self) -> CallPage:
        from desk_app.ui.panes.call_page import CallPage

        page = CallPage(self.clock, self.window.pages)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), page)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self._on_leave)
        page.dial_requested.connect(self.window.intents.dial)
        page.play_requested.connect(self.window.intents.play)
        if self._choices is not None:
            page.ticket.set_choices(*self._choices)
        self.window.take_call_page(page)
        return page

    # --- rings and missed calls

    def attend(self, notifications: Notifications, key: GlobalKey) -> None:
        """Show rings outside the windows too, from now on."""
        from desk_app.ui.attention import Attention

        self.attention = Attention(
            self.window.intents,
            self.clock,
            in_sight=lambda: self.compact is not None and self.compact.in_sight(),
            come_forward=self.come_forward,
            notifications=notifications,
            key=key,
            parent=self,
        )
        self.attention.watch(self.window)
        if self.compact is not None:
            self.attention.watch(self.compact)
        self.shown.connect(self.attention.show_state)
        self.attention.show_state(self._state)

    def end(self) -> None:
        """Leave nothing on the screen: the program ends."""
        if self.attention is not None:
            self.shown.disconnect(self.attention.show_state)  # calls may go on ringing
            self.attention.end()
            self.attention = None

    def _list_in_sight(self) -> bool:
        if self.compact is not None and self.compact.isVisible():
            return self.compact.isActiveWindow() and self.compact.dial.last.isVisible()
        return self.window.isActiveWindow() and self.ready_page.isVisible()

    def _show_missed(self, count: int) -> None:
        self.window.show_missed(count)
        if self.compact is not None:
            said = self.tr("{n} missed").format(n=say.digits(count))
            self.compact.show_missed(count, said)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Begin or end a look at the missed calls."""
        if event.type() in (QEvent.Type.ActivationChange, QEvent.Type.Show, QEvent.Type.Hide):
            self.missed.look()
        return False

    # --- which window

    def toggle_compact(self) -> None:
        """Show the small window instead of the whole one, or the other way round."""
        if self.compact is not None and self.compact.isVisible():
            self._leave_compact(self.compact)
        else:
            self._enter_compact()
        self.changed.emit()

    def _enter_compact(self) -> None:
        compact = self.compact or self._make_compact()
        self.flush()
        compact.show_state(self._state)
        compact.show()
        self.window.hide()
        compact.activateWindow()

    def _leave_compact(self, compact: CompactWindow) -> None:
        self._remembered = self.remembered()
        compact.call.flush()
        typed = compact.call.typed()
        compact.hide()
        bring_forward(self.window)
        if typed is not None and typed[0] == self._state.current:
            # Until the database has them the snapshot's words are older.
            self.call_page.ticket.notes.show_notes(*typed)

    def _do_in_whole(self, compact: CompactWindow, act: Act) -> None:
        self._leave_compact(compact)
        self.window.do(act)
        self.changed.emit()

    def _make_compact(self) -> CompactWindow:
        from desk_app.ui.compact.window import CompactWindow

        self.compact = compact = CompactWindow(self.clock)
        compact.installEventFilter(self)
        compact.queue.follow(self.window.queues.watch)
        compact.intents.compact.connect(self.toggle_compact)
        compact.whole_asked.connect(partial(self._do_in_whole, compact))
        compact.pin.setChecked(self._remembered.in_front)
        compact.pinned.connect(lambda _: self.changed.emit())
        places.put(compact, self._remembered.small, resize=False)
        if self._choices is not None:
            compact.call.set_choices(*self._choices)
        if self.attention is not None:
            self.attention.watch(compact)
        self.compact_made.emit(compact)
        self._show_missed(self.missed.count)
        return compact

    @property
    def in_use(self) -> QWidget:
        """The window that is shown: the small one or the whole one."""
        compact = self.compact
        return compact if compact is not None and compact.isVisible() else self.window

    def come_forward(self) -> None:
        """Bring the window in use before all others, also from the task bar."""
        bring_forward(self.in_use)

    def restore(self, remembered: Remembered, usual: tuple[int, int]) -> None:
        """Show the window in use last, where it was; `usual` is the size of the first time."""
        self._remembered = remembered
        # What rang before the desk was first opened here is nobody's to have missed.
        self.missed.seen_us = remembered.seen_us or self.clock.now_us()
        self.window.resize(*usual)
        places.put(self.window, remembered.whole)
        if remembered.compact:
            self._enter_compact()
        elif remembered.maximized:
            self.window.showMaximized()
        else:
            self.window.show()

    def remembered(self) -> Remembered:
        """Return what is to be known when the desk is opened again."""
        compact = self.compact
        small = compact is not None and compact.isVisible()
        return Remembered(
            whole=places.box_of(self.window),
            maximized=self.window.isMaximized(),
            small=places.box_of(compact) if compact and small else self._remembered.small,
            in_front=compact.pin.isChecked() if compact else self._remembered.in_front,
            compact=small,
            seen_us=self.missed.seen_us,
        )

    def _on_closing(self) -> None:
        self.changed.emit()
        if self.compact is not None:
            self.compact.call.flush()
            self.compact.close()

    # --- what is shown

    def _on_leave(self) -> None:
        if self.window.leave_section():
            return
        if self._state.current:
            self.flush()
            self.left.emit(self._state.current)

    def set_choices(self, categories: tuple[Choice, ...], dispositions: tuple[Choice, ...]) -> None:
        """Offer a team's categories and dispositions."""
        self._choices = (categories, dispositions)
        if self._call_page is not None:
            self._call_page.ticket.set_choices(categories, dispositions)
        if self.compact is not None:
            self.compact.call.set_choices(categories, dispositions)

    def flush(self) -> None:
        """Hand over what is being typed in the call page, words and fields."""
        if self._call_page is not None:
            self._call_page.flush()

    def pending_notes(self) -> list[tuple[str, str]]:
        """Return (call key, notes) of words that have not been handed over yet."""
        editors = [] if self._call_page is None else [self._call_page.ticket.notes]
        if self.compact is not None:
            editors.append(self.compact.call.notes)
        return [typed for editor in editors if (typed := editor.pending()) is not None]

    def show_state(self, state: DeskState) -> None:
        """Paint a snapshot of the whole desk.

        A new call waits a moment for its record, which takes 3 ms to come: a whole
        window painted without it would hold the record up by that painting.
        """
        self._state = state
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
            self.call_page.show_promises(state.promises)
        else:
            self.ready_page.show_lists(state.recent, state.day, state.waiting_for_me)
            self.ready_page.show_promises(state.promises)
            self.ready_page.show_to_call_back(state.to_call_back)
            self.ready_page.show_devices(state.devices)
        self.window.show_state(state)
        settle()
        if self.compact is not None and self.compact.isVisible():
            self.compact.show_state(state)
        self.window.top_bar.search.know(state.recent)
        self.missed.show_calls(state.recent)
        self.shown.emit(state)

    def offer_number(self, text: str) -> None:
        """Put what another program wants to be dialled into the search field."""
        if self.compact is not None and self.compact.isVisible():
            self.compact.dial.put(text)
        else:
            self.window.top_bar.search.put(text)

    def show_levels(self, levels: Levels) -> None:
        """Move the meters."""
        self.window.show_levels(levels)
        if self.compact is not None and self.compact.isVisible():
            self.compact.show_levels(levels)

    def show_quality(self, quality: Quality) -> None:
        """Paint a call's quality."""
        self.window.show_quality(quality)
        if self.compact is not None:
            self.compact.show_quality(quality)
