"""Who rings, small enough for the toast and the compact window: answer, decline, open the desk."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk_app.state import Case
from desk_app.ui import keys, theme, who
from desk_app.ui import text as say
from desk_app.ui.clock import Clock
from desk_app.ui.intents import Intents
from desk_app.ui.keys import Act
from desk_app.ui.queue import words as queued
from desk_app.ui.ring_strip import RingButton
from desk_app.ui.theme import Role, Tokens, Weight
from desk_app.ui.widgets import ElidedLabel, IconLabel, Label, Live, PaintedButton, on_ring, white
from desk_app.ui.widgets.painting import focus_ring, rounded

WIDTH = 420
HIT = 44
"""Least height and width of everything that can be pressed here."""
OTHERS = 3

_EDGE = "#0F6E6A"
_HISTORY = "#FFE3B0"


def _history(_tokens: Tokens) -> str:
    return _HISTORY  # on the ring's own fill, which is dark in both schemes: 7.5


class _Square(PaintedButton):
    """An icon that can be pressed, 44 px."""

    def __init__(self, icon: str, *, loud: bool = False, edge: bool = False) -> None:
        super().__init__()
        self._icon, self._loud, self._edge = icon, loud, edge
        self.begin()

    def sizeHint(self) -> QSize:
        """Return the hit area."""
        return QSize(HIT, HIT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon, and what is under it."""
        painter = QPainter(self)
        box = focus_ring(painter, self.rect(), 9) if self.shows_focus() else self.rect()
        over = self.underMouse() or self.isDown()
        ink = theme.WHITE
        if self._loud:
            rounded(painter, box.adjusted(4, 4, -4, -4), 9, theme.WHITE)
            ink = theme.LIGHT.ring
        elif self._edge or over:
            edge = theme.colour(theme.WHITE, 0.4) if self._edge else None
            rounded(painter, box, 9, theme.colour(theme.WHITE, 0.1) if over else None, edge)
        painter.drawPixmap(14, 14, theme.pixmap(self, self._icon, 16, ink))


class RingRow(Live, QWidget):
    """Another call that rings: name and number, Decline, Answer; 44 px."""

    def __init__(self, intents: Intents, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._case: Case | None = None
        self.setFixedHeight(HIT)
        self.name = ElidedLabel("", Role.BODY, Weight.MEDIUM, white, own_direction=True)
        self.number = ElidedLabel("", Role.META, Weight.REGULAR, on_ring, tabular=False)
        self.decline = _Square("phone-off")
        self.answer = _Square("phone", loud=True)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.number)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addLayout(words, 1)
        row.addWidget(self.decline)
        row.addWidget(self.answer)
        self.answer.clicked.connect(lambda: self._tell(intents.answer))
        self.decline.clicked.connect(lambda: self._tell(intents.decline))
        self.begin()

    def show_case(self, case: Case) -> None:
        """Show a ringing call."""
        self._case = case
        self.retranslate()
        self.show()

    def _tell(self, intent: object) -> None:
        if self._case is not None:
            intent.emit(self._case.call.key)  # type: ignore[attr-defined]

    def retranslate(self) -> None:
        """Set the words again."""
        if self._case is None:
            return
        person = who.of_case(self._case)
        self.name.setText(person.name)
        self.number.setText(person.number)
        self.number.setVisible(bool(person.number))
        name = say.embed(person.name)
        for button, said in (
            (self.answer, self.tr("Answer {name}").format(name=name)),
            (self.decline, self.tr("Decline {name}").format(name=name)),
        ):
            button.setAccessibleName(said)
            button.setToolTip(said)


class RingCard(Live, QWidget):
    """The call that has rung longest, and above it the others: so that nothing of it moves.

    `opened`: the person wants the desk's window.
    """

    opened = Signal()

    def __init__(
        self,
        intents: Intents,
        clock: Clock,
        parent: QWidget | None = None,
        *,
        others: int = OTHERS,
    ) -> None:
        super().__init__(parent)
        self._intents, self._clock = intents, clock
        self._cases: tuple[Case, ...] = ()
        self._key_works = True
        self.others = [RingRow(intents, self) for _ in range(others)]
        self.more = Label("", Role.META, Weight.REGULAR, on_ring)
        self.queue = IconLabel("phone-incoming", "", ink=white, icon_ink=on_ring, gap=8)
        self.waited = ElidedLabel("", Role.BODY, Weight.REGULAR, on_ring)
        self.since = IconLabel("volume-2", "", Role.META, ink=on_ring)
        self.since.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.name = ElidedLabel("", Role.TITLE, Weight.SEMIBOLD, white, own_direction=True)
        self.number = Label("", Role.BODY, Weight.MEDIUM, white, tabular=False)
        self.company = ElidedLabel("", Role.BODY, Weight.REGULAR, on_ring)
        self.past = ElidedLabel("", Role.BODY, Weight.REGULAR, _history)
        self._past_icon = IconLabel("rotate-ccw-clock", "", icon_ink=_history, size=14)
        self.answer = RingButton("phone", "", loud=True)
        self.decline = RingButton("phone-off", "", loud=False)
        self.open = _Square("maximize-2", edge=True)
        self.number.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.answer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.answer.setFixedHeight(HIT)
        self.decline.setFixedHeight(HIT)
        self._lay_out()
        self.answer.clicked.connect(self._on_answer)
        self.decline.clicked.connect(self._on_decline)
        self.open.clicked.connect(self.opened)
        clock.tick.connect(self._tick)
        self.begin()

    def _lay_out(self) -> None:
        self.column = column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 16)
        column.setSpacing(0)
        for other in self.others:
            other.hide()
            column.addWidget(other)
        if self.others:
            column.addWidget(self.more)
        self._gap = QWidget()
        self._gap.setFixedHeight(10)
        column.addWidget(self._gap)
        column.addLayout(_row(self.queue, self.waited, None, self.since))
        column.addSpacing(8)
        column.addWidget(self.name)
        line = _row(self.number, self.company)
        line.setStretch(1, 1)
        if not self.others:
            line.addWidget(self.more)
        column.addLayout(line)
        column.addSpacing(6)
        self._past_row = QWidget()
        line = _row(self._past_icon, self.past)
        line.setStretch(1, 1)
        line.setSpacing(6)
        self._past_row.setLayout(line)
        column.addWidget(self._past_row)
        column.addStretch(1)
        column.addSpacing(12)
        column.addLayout(_row(self.answer, self.decline, self.open))

    def show_cases(self, cases: Sequence[Case]) -> None:
        """Paint the ringing calls, oldest first; at least one."""
        self._cases = tuple(cases)
        case, *rest = self._cases
        person = who.of_case(case)
        self.name.setText(person.name)
        self.number.setText(person.number)
        about = " · ".join(part for part in (person.company, queued.ahead(case.call)) if part)
        self.company.setText(f"· {about}" if about else "")
        self.queue.set("phone-incoming", self._queue_of(case), white, on_ring)
        said = self.tr("waited {time}").format(time=say.duration(case.call.waited_s))
        self.waited.setText(said if case.call.waited_s > 0 else "")
        self.past.setText(self._past_of(case))
        self._past_row.setVisible(bool(self.past.text()))
        for row, other in zip(self.others, rest, strict=False):
            row.show_case(other)
        for row in self.others[len(rest) :]:
            row.hide()
        self._gap.setVisible(bool(rest and self.others))
        hidden = len(rest) - len(self.others)
        self.more.setText(self.tr("+{n} more").format(n=say.digits(hidden)) if hidden > 0 else "")
        self.more.setVisible(hidden > 0)
        self.answer.setText(queued.answer_word(case.call))
        self.answer.setToolTip(queued.answer_tip(case.call))
        self.decline.setToolTip(queued.decline_tip(case.call))
        if case.call.callback:
            asks = f"{queued.callback()}: {queued.dials(case.call)}"
            self.past.setText(asks)
            self._past_row.show()
        said = self.tr("Incoming call from {name}").format(name=say.embed(person.name))
        self.setAccessibleName(said)
        self._tick()

    def show_key(self, *, works: bool) -> None:
        """Show the key on Answer only where it works: the keyboard is another program's."""
        self._key_works = works
        self.answer.set_key(keys.cap(Act.ANSWER) if works else "")

    def stop(self) -> None:
        """Rest: nothing rings any more."""
        self._cases = ()

    def _queue_of(self, case: Case) -> str:
        return say.plain_text(case.call.queue, 40) or self.tr("Direct call")

    def _past_of(self, case: Case) -> str:
        past = who.history(case.caller, case.call.key, now_us=self._clock.now_us())
        tickets = case.caller.open_tickets if case.caller else ()
        own = case.ticket.id if case.ticket else 0
        ticket = next((t for t in tickets if t.id != own), None)
        if past is None or ticket is None:
            return past.last_call if past else ""
        said = self.tr("{last}, open ticket {ticket}: {subject}")
        subject = say.embed(say.plain_text(ticket.subject, 60))
        return said.format(last=past.last_call, ticket=say.ticket_id(ticket.id), subject=subject)

    def _tick(self) -> None:
        if self._cases:
            since = self._clock.seconds_since(self._cases[0].call.started_us)
            said = self.tr("Ringing {time}").format(time=say.duration(since))
            self.since.set("volume-2", said, on_ring)

    def _on_answer(self) -> None:
        if self._cases:
            self._intents.answer.emit(self._cases[0].call.key)

    def _on_decline(self) -> None:
        if self._cases:
            self._intents.decline.emit(self._cases[0].call.key)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click beside the buttons opens the desk."""
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(
            event.position().toPoint()
        ):
            self.opened.emit()

    def retranslate(self) -> None:
        """Set the words again."""
        self.answer.setText(self.tr("Answer"))
        self.show_key(works=self._key_works)
        self.decline.setText(self.tr("Decline"))
        self.open.setAccessibleName(self.tr("Open the desk"))
        self.open.setToolTip(self.tr("Open the desk"))
        for button in (self.answer, self.decline):
            button.updateGeometry()
        if self._cases:
            self.show_cases(self._cases)

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw fill and edge."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.tokens().ring))
        painter.setPen(QColor(_EDGE))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


def _row(*widgets: QWidget | None) -> QHBoxLayout:
    """Return a row; None is the space that gives way."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(8)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row
