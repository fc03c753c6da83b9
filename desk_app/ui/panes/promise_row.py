"""One promised callback of the ready page, 56 px: when, who, what; Call, Move, Done."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from desk_app.crm.records import Promise
from desk_app.ui import language, text, theme, when
from desk_app.ui.clock import Clock
from desk_app.ui.panes.panel import column
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import (
    Button,
    ElidedLabel,
    IconLabel,
    Kind,
    Live,
    PaintedButton,
    line_height,
    t1,
    t2,
    t3,
    text_of,
)
from desk_app.ui.widgets.painting import Words, paint_row, rounded

INSET = 12
"""The row's tint reaches so far out beyond the section's heading."""

_WHEN_WIDTH, _WHEN_WIDTH_FA = 100, 124
_NUMBER_WIDTH = 112
_SOON_MIN = 60


class _Tool(Button):
    """A button of the row: seen while the row is in use, found by Tab always."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button while its row is in use."""
        row = _row_of(self)
        if row is None or row.in_use():
            super().paintEvent(event)


class _TicketLink(PaintedButton):
    """The ticket's number; pressing it opens the ticket."""

    def _words(self) -> Words:
        t = theme.tokens()
        return Words(self.text(), theme.font(Role.META), t.t2 if self.underMouse() else t.t3)

    def sizeHint(self) -> QSize:
        """Return the number's size."""
        return QSize(self._words().width(), line_height(Role.BODY))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the number."""
        painter = QPainter(self)
        self.face(painter, 3)
        paint_row(self, painter, self.rect(), [self._words()], 0)


class _End(QWidget):
    """The end of the row: the number, or Move and Call in its place."""

    def __init__(self, move: Button, call: Button) -> None:
        super().__init__()
        self._number = ""
        self._call = call
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addStretch(1)
        row.addWidget(move)
        row.addWidget(call)
        self.setMinimumWidth(_NUMBER_WIDTH)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def set_number(self, number: str) -> None:
        """Show another number."""
        self._number = number
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the number at the end edge while the row is not in use."""
        row = _row_of(self)
        if row is None or row.in_use() or not self._number:
            return
        font = theme.font(Role.BODY, tabular=not language.is_persian())
        words = Words(self._number, font, theme.tokens().t2)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0 if rtl else self.width() - words.width()
        words.paint(self, QPainter(self), QRect(left, 0, words.width(), self.height()))


class PromiseRow(Live, QWidget):
    """Paints a promise; every act goes out with its number."""

    call_requested = Signal(int)
    moved = Signal(int, object)  # promise, the new time (UTC µs: more than Qt's int holds)
    pick_requested = Signal(object)  # this row: any other time
    done_requested = Signal(int)
    ticket_opened = Signal(int)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._promise: Promise | None = None
        self._when = IconLabel("clock", "", Role.BODY, Weight.MEDIUM)
        self._name = ElidedLabel("", Role.BODY, Weight.MEDIUM, own_direction=True)
        self._what = ElidedLabel("", Role.META, ink=t2, own_direction=True)
        self.done = _Tool("", Kind.QUIET, icon="check", small=True)
        self.ticket = _TicketLink()
        self.move_ = _Tool("", Kind.QUIET, small=True)
        self.call = _Tool("", Kind.PRIMARY, icon="phone", small=True)
        words = column(gap=0)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._what)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(INSET, 0, INSET, 0)
        row.setSpacing(14)
        row.addWidget(self._when)
        row.addLayout(words, 1)
        row.addWidget(self.done)
        row.addWidget(self.ticket)
        self._end = _End(self.move_, self.call)
        row.addWidget(self._end)
        self.setFixedHeight(56)
        self._connect()
        self.begin()

    def _connect(self) -> None:
        for part in (self.done, self.ticket, self.move_, self.call):
            part.installEventFilter(self)
        self.done.clicked.connect(lambda: self.done_requested.emit(self._id()))
        self.call.clicked.connect(lambda: self.call_requested.emit(self._id()))
        self.move_.clicked.connect(self._open_menu)
        self.ticket.clicked.connect(self._on_ticket)

    def show_promise(self, promise: Promise) -> None:
        """Show a promise."""
        if promise != self._promise:
            self._promise = promise
            self.retranslate()
        self.show()

    def promise(self) -> Promise | None:
        """Return the promise in sight."""
        return self._promise

    def in_use(self) -> bool:
        """Whether the row is pointed at, has the focus, or cannot wait: its buttons are seen."""
        parts = (self.done, self.ticket, self.move_, self.call)
        return self.underMouse() or self._late() or any(p.hasFocus() for p in parts)

    def _late(self) -> bool:
        return self._promise is not None and self._promise.due_us <= self._clock.now_us()

    def _id(self) -> int:
        return self._promise.id if self._promise else 0

    # --- acts

    def menu(self) -> QMenu:
        """Return the menu of other times."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now = self._clock.now_us()
        for said, at_us in (
            (self.tr("In 30 min"), when.in_half_an_hour(now)),
            (self.tr("In 1 hour"), when.in_an_hour(now)),
            (self.tr("Tomorrow 09:00"), when.tomorrow_morning(now)),
        ):
            action = menu.addAction(said)
            action.triggered.connect(lambda _=False, at=at_us: self.moved.emit(self._id(), at))
        menu.addSeparator()
        pick = menu.addAction(self.tr("Pick a time…"))
        pick.triggered.connect(lambda: self.pick_requested.emit(self))
        return menu

    def _open_menu(self) -> None:
        menu = self.menu()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        corner = self.move_.rect().bottomRight() if rtl else self.move_.rect().bottomLeft()
        spot = self.move_.mapToGlobal(corner)
        if rtl:
            spot.setX(spot.x() - menu.sizeHint().width())
        menu.popup(spot)

    def _on_ticket(self) -> None:
        if self._promise is not None:
            self.ticket_opened.emit(self._promise.ticket_id)

    # --- what is shown

    def tick(self) -> None:
        """Say again how long there is."""
        promise, now = self._promise, self._clock.now_us()
        if promise is None:
            return
        said = text.due(promise.due_us, now_us=now)
        self._when.setToolTip(when.long(promise.due_us))
        soon = 0 < promise.due_us - now < _SOON_MIN * 60_000_000
        if self._late():
            self._when.set("alarm-clock", said, text_of(Tone.POMEGRANATE))
        elif soon:
            self._when.set("clock", said, text_of(Tone.SAFFRON))
        else:
            self._when.set("clock", said, t1, t3)
        name = self._name.text()
        what = self._what.text()
        self.setAccessibleName(f"{said}. {name}. {what}. {self.ticket.text()}")
        self.update()

    def retranslate(self) -> None:
        """Set all texts again."""
        promise = self._promise
        self._when.setFixedWidth(_WHEN_WIDTH_FA if language.is_persian() else _WHEN_WIDTH)
        self.move_.setText(self.tr("Move"))
        self.call.setText(self.tr("Call"))
        if promise is None:
            return
        number = text.phone(promise.number) if promise.number else ""
        name = text.plain_text(promise.name, 60) or number or self.tr("Number withheld")
        self._name.setText(name)
        self._what.setText(text.plain_text(promise.what, 200))
        self._end.set_number(number)
        self.ticket.setText(text.ticket_id(promise.ticket_id))
        opens = self.tr("Open ticket {ticket}").format(ticket=self.ticket.text())
        self.ticket.setAccessibleName(opens)
        self.ticket.setToolTip(opens)
        self.ticket.updateGeometry()
        self.call.setEnabled(bool(number))
        called = self.tr("Call {number}").format(number=number)
        self.call.setToolTip(called if number else self.tr("No number is known."))
        names = {
            self.call: self.tr("Call {name}"),
            self.move_: self.tr("Move the callback to {name}"),
            self.done: self.tr("Done: the callback to {name}"),
        }
        for button, said in names.items():
            button.setAccessibleName(said.format(name=name))
        self.done.setToolTip(self.tr("Done without a call"))
        self.tick()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Show or hide the buttons when the focus comes or goes."""
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.refresh()
        return False

    def refresh(self) -> None:
        """Paint again with all that is seen only in use."""
        for part in (self, self._end, self.done, self.move_, self.call):
            part.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the buttons."""
        super().enterEvent(event)
        self.refresh()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the buttons."""
        super().leaveEvent(event)
        self.refresh()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tint of a row in use, else the line under it."""
        painter = QPainter(self)
        t = theme.tokens()
        if self.in_use():
            rounded(painter, self.rect(), 8, t.sunken)
        else:
            line = QRect(INSET, self.height() - 1, self.width() - 2 * INSET, 1)
            painter.fillRect(line, QColor(t.line))


def _row_of(part: QWidget) -> PromiseRow | None:
    above = part.parentWidget()
    while above is not None and not isinstance(above, PromiseRow):
        above = above.parentWidget()
    return above
