"""The list of those who wait, with its keys; no widget for each, so a thousand may wait."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QListView, QMenu, QWidget

from desk_app.queue_state import QueueDeskState
from desk_app.ui import text as say
from desk_app.ui.panes.overlay_scroll import OverlayScroll
from desk_app.ui.queue import words
from desk_app.ui.queue.waiting_model import Index, Row, WaitingModel
from desk_app.ui.queue.waiting_row import WaitingDelegate
from desk_app.ui.queue.watch import QueueWatch
from desk_app.ui.widgets import Live

SURE_MS = 4000
"""A second press within this time hangs up."""


class WaitingList(Live, QListView):
    """Enter takes, Shift+Enter moves to another queue, Delete twice hangs up."""

    taken = Signal(str)  # key
    moved = Signal(str, str)  # key, queue
    hung_up = Signal(str)  # key
    asked = Signal(str)  # key: one more press hangs up; "" when that is over
    chosen = Signal(object)  # Row, or None

    def __init__(self, watch: QueueWatch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self._state = QueueDeskState()
        self._asked = ""
        self._sure = QTimer(self, singleShot=True, interval=SURE_MS)
        self._sure.timeout.connect(self.forget)
        self.rows = WaitingModel(watch, self)
        self.delegate = WaitingDelegate(self, watch)
        self.delegate.take_pressed.connect(self.taken)
        self.setModel(self.rows)
        self.setItemDelegate(self.delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(20)
        OverlayScroll(self)
        watch.clock.tick.connect(self._tick)
        self.begin()

    # --- what is shown

    def show_queue(self, queue: str) -> None:
        """Show one queue, or all of the agent's ("")."""
        self.delegate.all_queues = not queue
        self._keeping(lambda: self.rows.show_queue(queue))

    def show_state(self, state: QueueDeskState) -> None:
        """Take a snapshot."""
        self._state = state
        self._keeping(lambda: self.rows.show_state(state))

    def _keeping(self, change: Callable[[], None]) -> None:
        """Keep who is chosen; one who has gone leaves nobody chosen: no key hits another."""
        key, scrolled = self.current_key(), self.verticalScrollBar().value()
        change()
        index = self.rows.index_of(key)
        if index != self.currentIndex() or not index.isValid():
            none = QItemSelectionModel.SelectionFlag.Clear
            same = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, same if index.isValid() else none)
        self.verticalScrollBar().setValue(scrolled)
        if key and not index.isValid():
            self.forget()
        self.chosen.emit(self.current())

    def current(self) -> Row | None:
        """Return who is chosen."""
        return self.rows.row(self.currentIndex())

    def current_key(self) -> str:
        """Return the key of who is chosen, "" for nobody."""
        row = self.current()
        return row.caller.key if row else ""

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Say who is chosen."""
        super().currentChanged(current, previous)
        if self._begun:
            self.forget()
            self.chosen.emit(self.current())

    def _tick(self) -> None:
        if self.isVisible():
            self.viewport().update()

    # --- what is done

    def take(self) -> None:
        """Talk to who is chosen."""
        key = self.current_key()
        if key:
            self.taken.emit(key)

    def hang_up(self) -> None:
        """End the call of who is chosen, at the second press."""
        key = self.current_key() if self.can_hang_up() else ""
        if key and key == self._asked:
            self.forget()
            self.hung_up.emit(key)
        elif key:
            self._asked = key
            self._sure.start()
            self.asked.emit(key)

    def forget(self) -> None:
        """Let the next press be the first again."""
        self._sure.stop()
        if self._asked:
            self._asked = ""
            self.asked.emit("")

    def move_menu(self) -> QMenu:
        """Return the other queues, as a menu that moves who is chosen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill(menu)
        return menu

    def can_move(self) -> bool:
        """Whether there is another queue for who is chosen."""
        row = self.current()
        return (
            row is not None
            and self._state.may_direct(row.caller.key)
            and bool(self._state.others_for(row.caller))
        )

    def can_hang_up(self) -> bool:
        """Whether the call of who is chosen may be ended."""
        row = self.current()
        return row is not None and self._state.may_direct(row.caller.key)

    def _fill(self, menu: QMenu) -> None:
        row = self.current()
        if row is None:
            return
        key = row.caller.key
        for queue in self._state.others_for(row.caller):
            action = menu.addAction(words.name_of(queue).replace("&", "&&"))
            move = lambda _=False, q=queue: self.moved.emit(key, q)  # noqa: E731
            action.triggered.connect(move)

    def menu(self) -> QMenu:
        """Return everything that can be done for who is chosen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = self.current()
        if row is None:
            return menu
        name = words.caller(row.caller).replace("&", "&&")
        take = menu.addAction(self.tr("Take {name}").format(name=name))
        _show_key(take, "Return")
        take.triggered.connect(lambda: self.taken.emit(row.caller.key))
        if self.can_move():
            self._fill(menu.addMenu(self.tr("Move to another queue")))
        if self.can_hang_up():
            again = self._asked == row.caller.key
            end = menu.addAction(self.tr("Hang up now") if again else self.tr("Hang up"))
            _show_key(end, "Delete")
            end.triggered.connect(self.hang_up)
        return menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done: right button and menu key."""
        row = self.current()
        if row is not None:
            spot = self.visualRect(self.currentIndex()).center()
            by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
            self.menu().popup(event.globalPos() if by_mouse else self.mapToGlobal(spot))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Act on who is chosen."""
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if shift:
                if self.can_move():
                    below = self.visualRect(self.currentIndex()).bottomLeft()
                    self.move_menu().popup(self.viewport().mapToGlobal(below))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.take()
            case Qt.Key.Key_Delete:
                if not event.isAutoRepeat():
                    self.hang_up()
            case _ if event.text().isprintable() and event.text():
                event.ignore()  # not a search for rows
            case _:
                super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Stand on the first, so that the keyboard's place is seen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.rows.rowCount():
            self.setCurrentIndex(self.rows.index(0, 0))

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(self.tr("Who waits"))
        self.viewport().update()

    def restyle(self) -> None:
        """Paint again."""
        self.viewport().update()


def _show_key(action: QAction, key: str) -> None:
    action.setShortcut(QKeySequence(key))
    action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)  # shown; the list has the key


def count_said(state: QueueDeskState, queue: str) -> str:
    """Return "8 waiting" for a queue, or for all the agent's ("")."""
    queues = {queue} if queue else set(state.logged_in)
    count = sum(caller.queue in queues for caller in state.board.callers.values())
    return f"{say.digits(count)} {words.waiting()}"
