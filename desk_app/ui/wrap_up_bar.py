"""The bar after a call: how much time is left for its ticket, and how the call ended."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.agent import BREAK, Agent, WrapUp
from desk_app.state import Case
from desk_app.telephony.calls import Call
from desk_app.telephony.messages import End
from desk_app.ui import number_menu, theme, who
from desk_app.ui import text as say
from desk_app.ui.clock import Clock
from desk_app.ui.intents import Intents
from desk_app.ui.theme import Role, Tokens, Weight
from desk_app.ui.widgets import Button, ElidedLabel, IconLabel, Kind, Label, Mark, t1, t2
from desk_app.ui.widgets.bar import Bar, Fact, Lines

MORE_S = 30


def _fill(tokens: Tokens) -> str:
    return tokens.saffron.tint


def _stripe(tokens: Tokens) -> str:
    return tokens.saffron.solid


def _line(tokens: Tokens) -> str:
    return tokens.saffron.line


def _saved(tokens: Tokens) -> str:
    return tokens.turquoise.text


class Countdown(Mark):
    """A ring that empties clockwise, the seconds left in it."""

    def __init__(self) -> None:
        super().__init__()
        self._left, self._part = 0, 1.0
        self.begin()

    def set_left(self, seconds: int, total: int) -> None:
        """Show `seconds` left of `total`."""
        self._left, self._part = seconds, seconds / total if total else 0.0
        self.update()

    def sizeHint(self) -> QSize:
        """Return the ring's size."""
        return QSize(52, 52)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        t = theme.tokens()
        circle = QRectF(3, 3, 46, 46)
        painter.setPen(QPen(QColor(t.saffron.line), 4))
        painter.drawEllipse(circle)
        pen = QPen(QColor(t.saffron.solid), 4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawArc(circle, 90 * 16, -round(self._part * 360 * 16))
        painter.setPen(QColor(t.t1))
        painter.setFont(theme.font(17, Weight.SEMIBOLD))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, say.digits(self._left))


class WrapUpBar(Bar):
    """Paints the agent's `WrapUp` and the call it belongs to."""

    def __init__(self, intents: Intents, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(_fill, _stripe, edge=True, parent=parent)
        self._intents, self._clock = intents, clock
        self._case: Case | None = None
        self._agent = Agent()
        self.countdown = Countdown()
        self.title = ElidedLabel("", Role.NAME, Weight.SEMIBOLD)
        self.hint = ElidedLabel("", Role.BODY, Weight.REGULAR, t2)
        self.ended = Fact(line=_line, heading=t2, value=t1)
        self._recorded = Label("", Role.META, Weight.REGULAR, t2)
        self.saved = IconLabel("check", "", Role.BODY, Weight.MEDIUM, icon_ink=_saved)
        self.recording = Lines(self._recorded, self.saved, line=_line, after=16)
        self.again = Button("", Kind.PLAIN, icon="phone-outgoing")
        self.more = Button("", Kind.PLAIN, icon="plus", key="Ctrl +")
        self.rest = Button("", Kind.PLAIN, icon="coffee")
        self._lay_out()
        self.again.clicked.connect(self._on_again)
        self.more.clicked.connect(lambda: intents.more_wrap_up.emit(MORE_S))
        self.rest.clicked.connect(self.toggle_break)
        number_menu.offer(
            self, lambda: self._case.call.number if self._case else "", intents.dial.emit
        )
        clock.tick.connect(self._tick)
        self.begin()

    def _lay_out(self) -> None:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addStretch(1)
        self.row.addWidget(self.countdown)
        self.row.addLayout(column)
        self.row.addWidget(self.ended)
        self.row.addWidget(self.recording)
        self.row.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.again, self.more, self.rest):
            buttons.addWidget(button)
        self.row.addLayout(buttons)
        self.row.addSpacing(16)
        self.gives_way(self.recording, self.ended)

    def show_wrap_up(self, case: Case | None, agent: Agent) -> None:
        """Paint the wrap-up of `agent`; the case may be gone already."""
        self._case, self._agent = case, agent
        call = case.call if case else None
        self.want(self.ended, call is not None)
        self.want(self.recording, call is not None and bool(call.recording_path))
        if case is not None:
            talked = say.duration(self._talked(case.call))
            name = say.embed(who.of_case(case).name)
            comma = self.tr("{name}, {time}")
            self.ended.set(self._how(case.call), comma.format(name=name, time=talked))
            self._recorded.setText(self.tr("Recording"))
            self.saved.set("check", self.tr("Saved"), t1, _saved)
        self.again.setVisible(call is not None and bool(call.number))
        on = agent.next_reason == BREAK
        self.rest.set_kind(Kind.ACCENT if on else Kind.PLAIN)
        self.rest.set_icon("check" if on else "coffee")
        self._tick()
        self.fit()

    @staticmethod
    def _talked(call: Call) -> float:
        if call.answered_us is None or call.ended_us is None:
            return 0.0
        return (call.ended_us - call.answered_us) / 1e6

    def _how(self, call: Call) -> str:
        if call.transferred_to:
            return self.tr("Transferred to {who}").format(who=say.phone(call.transferred_to))
        if call.end in (End.LOST, End.FAILED):
            return self.tr("The line broke off")
        return self.tr("You ended the call") if call.by_agent else self.tr("Call ended by caller")

    def _tick(self) -> None:
        wrap_up: WrapUp | None = self._agent.wrap_up
        if wrap_up is None:
            return
        left = max(0, -(-(wrap_up.ends_us - self._clock.now_us()) // 1_000_000))
        self.countdown.set_left(left, wrap_up.total_s)
        title = self.tr("Wrap-up, {left} s left of {total}")
        self.title.setText(title.format(left=say.digits(left), total=say.digits(wrap_up.total_s)))
        self.countdown.setAccessibleName(self.title.text())
        if self._agent.next_reason == BREAK:
            self.hint.setText(self.tr("At 0 your break begins, this form moves to Waiting for me"))
        elif self._agent.next_reason:
            self.hint.setText(self.tr("At 0 you go Not ready, this form moves to Waiting for me"))
        else:
            self.hint.setText(self.tr("At 0 you go Ready, this form moves to Waiting for me"))

    def toggle_break(self) -> None:
        """Ask for a break after this, or take that back."""
        self._intents.choose_state.emit("" if self._agent.next_reason == BREAK else BREAK)

    def more_time(self) -> None:
        """Ask for 30 seconds more."""
        if self._agent.wrap_up is not None:
            self._intents.more_wrap_up.emit(MORE_S)

    def _on_again(self) -> None:
        if self._case is not None:
            self._intents.dial.emit(self._case.call.number)

    def retranslate(self) -> None:
        """Set the words again."""
        self.again.setText(self.tr("Call again"))
        self.more.setText(self.tr("{n} s").format(n=say.digits(MORE_S)))
        self.more.setToolTip(self.tr("30 s more (Ctrl++)"))
        self.more.setAccessibleName(self.tr("30 seconds more"))
        self.rest.setText(self.tr("Break after this"))
        self.rest.setToolTip(self.tr("Break after this (Ctrl+B)"))
        if self._agent.wrap_up is not None:
            self.show_wrap_up(self._case, self._agent)
