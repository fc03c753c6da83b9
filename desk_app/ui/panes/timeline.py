"""The middle column: the open ticket, the channels' tabs, and everything that happened."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QWidget

from desk_app.crm.records import Caller, EntryKind, TicketNow, TimelineEntry, TimelinePage
from desk_app.telephony.calls import Call
from desk_app.ui import theme
from desk_app.ui.clock import Clock
from desk_app.ui.panes.filter_tabs import FilterTabs
from desk_app.ui.panes.open_ticket_card import OpenTicketCard
from desk_app.ui.panes.overlay_scroll import OverlayScroll
from desk_app.ui.panes.panel import Panel, column
from desk_app.ui.panes.timeline_lines import Does, Line, Mark
from desk_app.ui.panes.timeline_loaded import Place
from desk_app.ui.panes.timeline_model import CallNow, TimelineModel
from desk_app.ui.panes.timeline_row import SIDE
from desk_app.ui.panes.timeline_rows import TimelineRows
from desk_app.ui.theme import Role
from desk_app.ui.widgets import Hairline, Label, Live, t3

_LATE_MS = 200  # a page comes in 3 ms; only where it does not is there something to say
_LOADING = 44


class TimelineView(Live, TimelineRows):
    """The list. Enter opens a row's ticket, Space plays its recording."""

    mark_pressed = Signal(object)  # Mark

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(model, parent)
        self._loading = False
        self.rows_delegate.mark_pressed.connect(self.mark_pressed)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        OverlayScroll(self)
        self.begin()

    def restyle(self) -> None:
        """Measure the rows again."""
        self.rows_delegate.forget()
        self.forget_heights()

    def show_loading(self, on: bool) -> None:
        """Say below the rows that more is on its way, or take it back."""
        if on != self._loading:
            self._loading = on
            self.viewport().update()

    def loading(self) -> bool:
        """Whether it is said that more is on its way."""
        return self._loading

    def retranslate(self) -> None:
        """Make the rows' texts again."""
        self.setAccessibleName(self.tr("What happened before"))
        self._timeline.retranslate()
        self.forget_heights()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the line below them."""
        super().paintEvent(event)
        if self._loading:
            painter = QPainter(self.viewport())
            painter.setFont(theme.font(Role.META))
            painter.setPen(QColor(theme.tokens().t3))
            box = QRect(0, self.rows_end, self.viewport().width(), _LOADING)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.tr("Loading…"))
            painter.end()

    def _mark_at(self, point: QPoint) -> Mark | None:
        index = self.indexAt(point)
        if not index.isValid():
            return None
        return self.rows_delegate.mark_at(index, self.visualRect(index), point)

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
    more_wanted = Signal(object, object, object)  # customer, channel or None, (at_us, id) or None

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._clock = clock
        self._entries: tuple[TimelineEntry, ...] = ()
        self._counts: dict[EntryKind, int] = {}
        self._customer: int | None = None
        self._asked: set[tuple[EntryKind | None, Place | None]] = set()
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
        self.view.near_end.connect(self._on_near_end)
        self._late = QTimer(self, singleShot=True, interval=_LATE_MS)
        self._late.timeout.connect(lambda: self.view.show_loading(True))
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

    def show_caller(self, caller: Caller | None, continued: int = 0, *, anew: bool = False) -> None:
        """Show the caller's history; None while it is being looked up.

        `anew`: for another call than before, which begins with the newest. Else what was read
        of the same customer stays.
        """
        customer = caller.customer.id if caller and caller.customer else None
        same = customer is not None and customer == self._customer and not anew
        self._customer = customer
        tickets = caller.open_tickets if caller else ()
        self._entries = caller.timeline if caller else ()
        self.card.show_tickets(tickets, continued)
        self._card_room.setVisible(bool(tickets))
        self._counts = caller.counts if caller else {}
        self.tabs.set_counts(self._counts)
        if not same:
            self._asked.clear()
            self._over()
            self.view.begin_again()
        self.model.set_entries(self._entries, self._clock.now_us(), same=same)
        self._leave_room()
        self._tell_if_nothing(known=caller is not None)

    def show_call(self, call: Call | None, ticket: TicketNow | None = None) -> None:
        """Show the call in hand on top."""
        self.model.set_call(CallNow(call, ticket) if call else None)

    def show_page(self, page: TimelinePage) -> None:
        """Show older interactions at the end, if they are those that were asked for."""
        if page.customer_id != self._customer or (page.kind, page.before) not in self._asked:
            return
        self._asked.discard((page.kind, page.before))
        self.model.append(page)
        if page.kind is self.model.kind:
            self._over()
        self._leave_room()

    def _on_near_end(self) -> None:
        kind = self.model.kind
        if self._customer is None or not self._has_more():
            return
        wanted = kind, self.model.loaded.end(kind)
        if wanted not in self._asked:
            self._asked.add(wanted)
            self.more_wanted.emit(self._customer, *wanted)
        if not self.view.loading() and not self._late.isActive():
            self._late.start()

    def _has_more(self) -> bool:
        kind, counts = self.model.kind, self._counts
        count = sum(counts.values()) if kind is None else counts.get(kind, 0)
        return self.model.loaded.has_more(kind, count)

    def _leave_room(self) -> None:
        self.view.keep_room_below(_LOADING if self._has_more() else 0)

    def _over(self) -> None:
        self._late.stop()
        self.view.show_loading(False)

    def _tell_if_nothing(self, *, known: bool) -> None:
        self._empty.setVisible(known and not self._entries)

    def retranslate(self) -> None:
        """Set the texts again."""
        self._nothing.setText(self.tr("Nothing before this call."))

    def _on_kind(self, kind: EntryKind | None) -> None:
        self._over()
        self.view.begin_again()
        self.model.set_kind(kind)
        self._leave_room()

    def _on_mark(self, mark: Mark) -> None:
        if mark.does is Does.PLAY:
            self.play_requested.emit(mark.recording)
        elif mark.does is Does.TICKET:
            self.ticket_opened.emit(mark.ticket_id)
