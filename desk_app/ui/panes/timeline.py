"""The middle column: the open ticket, the channels' tabs, and everything that happened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListView, QWidget

from desk_app.crm.records import Caller, EntryKind, TicketNow, TimelineEntry
from desk_app.telephony.calls import Call
from desk_app.ui.clock import Clock
from desk_app.ui.panes.filter_tabs import FilterTabs
from desk_app.ui.panes.open_ticket_card import OpenTicketCard
from desk_app.ui.panes.overlay_scroll import OverlayScroll
from desk_app.ui.panes.panel import Panel, column
from desk_app.ui.panes.timeline_delegate import TimelineDelegate
from desk_app.ui.panes.timeline_lines import Does, Line, Mark
from desk_app.ui.panes.timeline_model import CallNow, TimelineModel
from desk_app.ui.panes.timeline_row import SIDE
from desk_app.ui.theme import Role
from desk_app.ui.widgets import Hairline, Label, Live, t3

_BATCH = 50  # rows laid out at a time; Qt draws none of them before the last is


class TimelineView(Live, QListView):
    """The list. Enter opens a row's ticket, Space plays its recording."""

    mark_pressed = Signal(object)  # Mark

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.laid_at = 0
        self._delegate = TimelineDelegate(self)
        self._delegate.mark_pressed.connect(self.mark_pressed)
        model.modelReset.connect(self._delegate.forget_sizes)
        model.dataChanged.connect(self._delegate.forget_sizes)
        self.setModel(model)
        self.setItemDelegate(self._delegate)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(20)
        OverlayScroll(self)
        self.begin()

    def restyle(self) -> None:
        """Measure the rows again."""
        self._delegate.forget()
        self.scheduleDelayedItemsLayout()

    def retranslate(self) -> None:
        """Make the rows' texts again."""
        self.setAccessibleName(self.tr("What happened before"))
        model = self.model()
        if isinstance(model, TimelineModel):
            model.retranslate()

    def doItemsLayout(self) -> None:
        """Place the rows, whose heights belong to this width."""
        self.laid_at = self.viewport().width()
        super().doItemsLayout()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows; place them again if the page was wider before it unfolded."""
        super().paintEvent(event)
        if self.laid_at != self.viewport().width():
            self.scheduleDelayedItemsLayout()

    def _mark_at(self, point: QPoint) -> Mark | None:
        index = self.indexAt(point)
        if not index.isValid():
            return None
        return self._delegate.mark_at(index, self.visualRect(index), point)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over what can be pressed."""
        over = self._mark_at(event.position().toPoint()) is not None
        shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        super().mouseMoveEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press a mark of the current row by its key."""
        wanted = {
            Qt.Key.Key_Return: Does.TICKET,
            Qt.Key.Key_Enter: Does.TICKET,
            Qt.Key.Key_Space: Does.PLAY,
        }.get(Qt.Key(event.key()))
        if event.text().isdigit():
            event.ignore()  # not a search for rows: the page's number keys
            return
        line = self.currentIndex().data(TimelineModel.LineRole)
        if wanted is None or event.modifiers() or not isinstance(line, Line):
            super().keyPressEvent(event)
            return
        for mark in line.marks:
            if mark.does is wanted:
                self.mark_pressed.emit(mark)
                return

    def focusInEvent(self, event: QEvent) -> None:
        """Stand on the first row, so that the keyboard's place is seen."""
        super().focusInEvent(event)  # type: ignore[arg-type]
        if not self.currentIndex().isValid() and self.model().rowCount() > 1:
            self.setCurrentIndex(self.model().index(1, 0, QModelIndex()))


class Timeline(Panel):
    """History of the caller. Paints a Caller and the call in hand; emits what is asked for."""

    continue_requested = Signal(int)
    undo_continue_requested = Signal()
    ticket_opened = Signal(int)
    play_requested = Signal(str)  # recording

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._clock = clock
        self._entries: tuple[TimelineEntry, ...] = ()
        self.model = TimelineModel(self)
        self.card = OpenTicketCard(clock, self)
        self.tabs = FilterTabs(self)
        self.view = TimelineView(self.model, self)
        self._nothing = Label("", Role.BODY, ink=t3)
        self._lay_out()
        self.card.hide()
        self._empty.hide()
        self.card.continue_requested.connect(self.continue_requested)
        self.card.undo_requested.connect(self.undo_continue_requested)
        self.tabs.chosen.connect(self._on_kind)
        self.view.mark_pressed.connect(self._on_mark)
        self.begin()

    def _lay_out(self) -> None:
        held = QWidget(self)
        around = column(held, (SIDE, 12, SIDE, 4))
        around.addWidget(self.card)
        self._card_room = held
        strip = QWidget(self)
        strip.setFixedHeight(43)
        row = QHBoxLayout(strip)
        row.setContentsMargins(SIDE, 0, SIDE, 0)
        row.addWidget(self.tabs)
        self._empty = QWidget(self)
        column(self._empty, (SIDE, 16, SIDE, 8)).addWidget(self._nothing)
        layout = column(self, (0, 0, 1, 0))
        layout.addWidget(held)
        layout.addWidget(strip)
        layout.addWidget(Hairline())
        layout.addWidget(self._empty)
        layout.addWidget(self.view, 1)

    def show_caller(self, caller: Caller | None, continued: int = 0) -> None:
        """Show the caller's history; None while it is being looked up."""
        tickets = caller.open_tickets if caller else ()
        self._entries = caller.timeline if caller else ()
        self.card.show_tickets(tickets, continued)
        self._card_room.setVisible(bool(tickets))
        self.tabs.set_counts(caller.counts if caller else {})
        self.model.set_entries(self._entries, self._clock.now_us())
        self._tell_if_nothing(known=caller is not None)

    def show_call(self, call: Call | None, ticket: TicketNow | None = None) -> None:
        """Show the call in hand on top."""
        self.model.set_call(CallNow(call, ticket) if call else None)

    def _tell_if_nothing(self, *, known: bool) -> None:
        self._empty.setVisible(known and not self._entries)

    def retranslate(self) -> None:
        """Set the texts again."""
        self._nothing.setText(self.tr("Nothing before this call."))

    def _on_kind(self, kind: EntryKind | None) -> None:
        self.model.set_kind(kind)
        self.view.scrollToTop()

    def _on_mark(self, mark: Mark) -> None:
        if mark.does is Does.PLAY:
            self.play_requested.emit(mark.recording)
        elif mark.does is Does.TICKET:
            self.ticket_opened.emit(mark.ticket_id)
