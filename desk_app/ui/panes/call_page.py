"""The desk in a call: customer, history and ticket side by side."""

from __future__ import annotations

from msgspec.structs import replace
from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLayout,
    QLineEdit,
    QStackedWidget,
    QTextEdit,
    QWidget,
)

from desk_app.crm.records import Caller, CallerKind, OpenTicket, Promise, TicketNow, TimelinePage
from desk_app.state import Case
from desk_app.telephony.calls import Call
from desk_app.ui import text
from desk_app.ui.clock import Clock
from desk_app.ui.panes.customer_header import CustomerHeader
from desk_app.ui.panes.customer_pane import CustomerPane
from desk_app.ui.panes.ordinary import ENDED, ORDINARY
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.ticket_foot import Phase
from desk_app.ui.panes.ticket_pane import TicketPane
from desk_app.ui.panes.timeline import Timeline
from desk_app.ui.theme import Size

_FOLD_BELOW = Size.FOLD_BELOW - Size.RAIL
_WARM_UP_MS = 600  # after the window has painted itself


class CallPage(QWidget):
    """Paints the current Case; every intent carries the key of its call. UI thread only.

    288 px | rest | 432 px. In windows under 1280 px the customer folds into a header over
    the timeline, and opens in the timeline's place; a caller who has to be chosen or named
    opens it by itself.
    """

    customer_chosen = Signal(str, int)  # call key, customer
    new_customer = Signal(str, str)  # call key, name
    continue_requested = Signal(str, int)  # call key, ticket
    undo_continue = Signal(str)  # call key
    dial_requested = Signal(str)  # number
    ticket_opened = Signal(int)
    play_requested = Signal(str)  # recording
    # call key, customer, channel or None, (at_us, id) of the oldest shown or None
    history_wanted = Signal(str, object, object, object)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: Case | None = None
        self._folded = False
        self.customer = CustomerPane(clock, self)
        self._column = QWidget(self)
        self._middle = QStackedWidget(self._column)
        self.header = CustomerHeader(self._column)
        self.timeline = Timeline(clock, self._middle)
        self.ticket = TicketPane(clock, self)
        self._lay_out()
        self._connect()
        QTimer.singleShot(_WARM_UP_MS, self, self.warm_up)
        for keys, act in (
            ((Qt.Key.Key_J,), self.timeline.card.continue_shown),
            ((Qt.Key.Key_Return, Qt.Key.Key_Enter), self.ticket.request_save),
            ((Qt.Key.Key_P,), self.ticket.promise.open),
        ):
            for key in keys:
                sequence = QKeySequence(Qt.Modifier.CTRL | key)
                QShortcut(sequence, self).activated.connect(act)

    def _lay_out(self) -> None:
        self.customer.setFixedWidth(Size.CUSTOMER_PANE)
        self.ticket.setFixedWidth(Size.TICKET_PANE)
        opened = QWidget(self._middle)
        self._opened_column = column(opened)
        self._middle.addWidget(self.timeline)
        self._middle.addWidget(opened)
        within = column(self._column)
        within.addWidget(self.header)
        within.addWidget(self._middle, 1)
        self.header.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self._row.addWidget(self.customer)
        self._row.addWidget(self._column, 1)
        self._row.addWidget(self.ticket)

    def _connect(self) -> None:
        self.customer.customer_chosen.connect(
            lambda number: self.customer_chosen.emit(self._key(), number)
        )
        self.customer.new_customer.connect(lambda name: self.new_customer.emit(self._key(), name))
        self.customer.dial_requested.connect(self.dial_requested)
        self.timeline.continue_requested.connect(self._on_continue)
        self.timeline.undo_continue_requested.connect(lambda: self.undo_continue.emit(self._key()))
        self.timeline.ticket_opened.connect(self.ticket_opened)
        self.timeline.play_requested.connect(self.play_requested)
        self.timeline.more_wanted.connect(
            lambda customer, kind, before: self.history_wanted.emit(
                self._key(), customer, kind, before
            )
        )
        self.timeline.card.ticket_shown.connect(self.ticket.show_open_ticket)
        self.ticket.continue_requested.connect(self.continue_requested)
        self.header.opened.connect(self._on_opened)

    def _key(self) -> str:
        return self._case.call.key if self._case else ""

    def _on_continue(self, ticket_id: int) -> None:
        self.ticket.flush()
        self.continue_requested.emit(self._key(), ticket_id)

    # --- contents

    def show_case(self, case: Case) -> None:
        """Show a call with its caller and its ticket, whichever of them are known."""
        if case == self._case:
            return
        before, self._case = self._case, case
        call, caller, ticket = case.call, case.caller, case.ticket
        continued = _continued(caller, ticket)
        self.customer.show_caller(caller, ringing=call.ringing_here)
        if self._folded:
            self.header.show_case(case)
        anew = before is None or before.call.key != call.key
        self.timeline.show_caller(_without_own(caller, ticket, continued), continued, anew=anew)
        self.timeline.show_call(call, ticket)
        self.ticket.show_ticket(
            call.key,
            ticket,
            case.saving,
            phase_of(call),
            continuing=ticket is not None and ticket.continued,
        )
        self._lead_the_eye(before, case)

    def _lead_the_eye(self, before: Case | None, case: Case) -> None:
        same = before is not None and before.call.key == case.call.key
        kind = case.caller.kind if case.caller else None
        if not same or before is None or before.caller is None or before.caller.kind != kind:
            self.header.set_open(kind is not None and kind is not CallerKind.ONE)
        answered = case.call.answered_us is not None and case.call.live
        was_answered = same and before is not None and before.call.answered_us is not None
        known_before = same and before is not None and before.caller is not None
        new = answered and not (was_answered and known_before)
        if kind is CallerKind.UNKNOWN and new and not _is_typing(self):
            self.customer.unnamed.focus_name()

    def show_history(self, call_key: str, page: TimelinePage) -> None:
        """Show more of the caller's history, if the call is still the one in the panes."""
        if call_key == self._key():
            self.timeline.show_page(page)

    def show_promises(self, promises: tuple[Promise, ...]) -> None:
        """Show the agent's promise in the ticket in sight, the first made if there are more."""
        ticket = self._case.ticket if self._case else None
        here = [p for p in promises if ticket is not None and p.ticket_id == ticket.id]
        self.ticket.show_promise(min(here, key=lambda p: p.id, default=None))

    def pending_notes(self) -> tuple[str, str] | None:
        """Return (call key, notes) that have not been handed over yet, else None."""
        return self.ticket.pending_notes()

    def flush(self) -> None:
        """Hand over everything typed, at once: before the window closes."""
        self.ticket.flush()

    def warm_up(self) -> None:
        """Draw the hidden page once, into nothing, while there is time.

        The first ring would else pay for styles, fonts and icons: 60 ms.
        """
        if self._case is None and not self.isVisible():
            if (room := self.parentWidget()) is not None:
                self.resize(room.size())  # folded or not as it will be shown
            for case in (ENDED, ORDINARY, ORDINARY):  # what is painted again is kept
                self.show_case(case)
                self.grab()
            self._case = None

    # --- folding

    def minimumSizeHint(self) -> QSize:
        """Return the width of the folded page: unfolded it must be able to become narrower."""
        return QSize(Size.MIN_WINDOW[0] - Size.RAIL, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold or unfold the customer."""
        super().resizeEvent(event)
        folded = event.size().width() < _FOLD_BELOW
        if folded == self._folded:
            return
        self._folded = folded
        self.header.setVisible(folded)
        if folded:
            if self._case is not None:
                self.header.show_case(self._case)
            self.customer.setMinimumWidth(0)
            self.customer.setMaximumWidth(16_777_215)
            self._opened_column.addWidget(self.customer)
        else:
            self.customer.setFixedWidth(Size.CUSTOMER_PANE)
            self._row.insertWidget(0, self.customer)
        self.customer.show()
        self._on_opened(self.header.is_open())

    def folded(self) -> bool:
        """Whether the customer is folded into the header."""
        return self._folded

    def _on_opened(self, on: bool) -> None:
        self._middle.setCurrentIndex(1 if on and self._folded else 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let the number keys choose a disposition wherever nobody types."""
        digit = text.latin_digits(event.text())
        if len(digit) == 1 and digit.isascii() and digit.isdigit() and not event.modifiers():
            self.ticket.press_number(int(digit))
            return
        super().keyPressEvent(event)


def phase_of(call: Call) -> Phase:
    """Return what the ticket pane makes of a call's state."""
    if not call.live:
        return Phase.WRAP_UP
    return Phase.RINGING if call.ringing_here else Phase.TALKING


def _continued(caller: Caller | None, ticket: TicketNow | None) -> int:
    """Return the id of the open ticket that this call continues, 0 for none."""
    if caller is None or ticket is None or not ticket.continued:
        return 0
    return ticket.id if any(one.id == ticket.id for one in caller.open_tickets) else 0


def _without_own(caller: Caller | None, ticket: TicketNow | None, continued: int) -> Caller | None:
    """Leave this call's own ticket out of those it could continue."""
    if caller is None or ticket is None or continued:
        return caller
    others: tuple[OpenTicket, ...] = tuple(t for t in caller.open_tickets if t.id != ticket.id)
    return caller if others == caller.open_tickets else replace(caller, open_tickets=others)


def _is_typing(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return (
        isinstance(focus, QLineEdit | QTextEdit)
        and widget.isAncestorOf(focus)
        and bool(focus.property("text") or focus.property("plainText"))
    )
