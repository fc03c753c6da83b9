"""The strip of an incoming call: who, since when, from which queue; Answer and Decline."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from desk_app.state import Case
from desk_app.telephony.calls import Call
from desk_app.ui import keys, number_menu, theme, who
from desk_app.ui import text as say
from desk_app.ui.clock import Clock
from desk_app.ui.intents import Intents
from desk_app.ui.keys import Act
from desk_app.ui.queue import words as queued
from desk_app.ui.theme import Role, Tokens, Weight, motion
from desk_app.ui.widgets import ElidedLabel, Live, PaintedButton, on_ring, white
from desk_app.ui.widgets.bar import Bar, Fact
from desk_app.ui.widgets.painting import (
    Icon,
    Key,
    Piece,
    Words,
    focus_ring,
    paint_row,
    rounded,
    row_width,
)

_ANSWER_INK = "#084F4D"  # the white button is the same in both schemes
_ANSWER_KEY = "#E8F5F4"


def _ring(tokens: Tokens) -> str:
    return tokens.ring


def _divider(tokens: Tokens) -> str:
    # White at 18 % over the strip's own fill.
    fill, white_part = theme.colour(tokens.ring), 0.18
    channels = (fill.red(), fill.green(), fill.blue())
    return "#" + "".join(f"{round(c + (255 - c) * white_part):02x}" for c in channels)


class Pulse(Live, QWidget):
    """The circle that pulses once a second, in opacity only; still if motion is reduced."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(64, 64)
        self._phase = 0
        self._timer = QTimer(self)
        self._timer.setInterval(50)
        self._timer.timeout.connect(self._step)
        self.begin()

    def run(self, on: bool) -> None:
        """Start or stop the pulse."""
        self._phase = 0
        if on and not motion.reduced():
            self._timer.start()
        else:
            self._timer.stop()
        self.update()

    def is_running(self) -> bool:
        """Whether it pulses."""
        return self._timer.isActive()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def _step(self) -> None:
        self._phase = (self._phase + 1) % 20
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw halo, disc and phone."""
        painter = QPainter(self)
        t = theme.tokens()
        swing = abs(self._phase - 10) / 10 if self._timer.isActive() else 1.0
        rounded(painter, self.rect(), 32, theme.colour(theme.WHITE, 0.02 + 0.06 * swing))
        rounded(painter, self.rect().adjusted(6, 6, -6, -6), 26, t.ring2)
        painter.drawPixmap(20, 20, theme.pixmap(self, "phone-incoming", 24, theme.WHITE))


class RingButton(PaintedButton):
    """Answer (white) or Decline (edge only), 48 px high, with its key, if it has one."""

    def __init__(self, icon: str, key: str, *, loud: bool) -> None:
        super().__init__()
        self._icon, self._key, self._loud = icon, key, loud
        self.begin()

    def set_key(self, key: str) -> None:
        """Show another key, "" for none."""
        self._key = key
        self.restyle()

    def _pieces(self) -> list[Piece]:
        if self._loud:
            edge = theme.colour(theme.tokens().ring_key)
            pieces: list[Piece] = [
                Icon(self._icon, 20, _ANSWER_INK),
                Words(self.text(), theme.font(Role.FACT, Weight.SEMIBOLD), _ANSWER_INK),
                Key(self._key, _ANSWER_INK, edge, _ANSWER_KEY, Role.META),
            ]
        else:
            pieces = [
                Icon(self._icon, 18, theme.WHITE),
                Words(self.text(), theme.font(14, Weight.MEDIUM), theme.WHITE),
                Key(self._key, theme.WHITE, theme.colour(theme.WHITE, 0.4), None),
            ]
        return pieces if self._key else pieces[:-1]

    def sizeHint(self) -> QSize:
        """Return the content with its padding."""
        gap, padding = (10, 38) if self._loud else (8, 32)
        return QSize(row_width(self._pieces(), gap) + padding, 48)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button."""
        painter = QPainter(self)
        box = focus_ring(painter, self.rect(), 10) if self.shows_focus() else self.rect()
        over = self.underMouse() or self.isDown()
        if self._loud:
            rounded(painter, box, 10, "#E8F5F4" if over else theme.WHITE)
        else:
            fill = theme.colour(theme.WHITE, 0.1) if over else None
            rounded(painter, box, 10, fill, theme.colour(theme.WHITE, 0.4))
        gap = 10 if self._loud else 8
        paint_row(self, painter, self.rect(), self._pieces(), gap, centred=True)


class MoreButton(PaintedButton):
    """ "+2 more": the other calls that ring, as a menu."""

    def sizeHint(self) -> QSize:
        """Return the words with their padding."""
        return QSize(row_width(self._pieces(), 4) + 20, 32)

    def _pieces(self) -> list[Piece]:
        words = Words(self.text(), theme.font(Role.BODY, Weight.SEMIBOLD), theme.WHITE)
        return [words, Icon("chevron-down", 14, theme.WHITE)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button."""
        painter = QPainter(self)
        box = self.face(painter, 8)
        strength = 0.2 if self.underMouse() or self.isDown() else 0.12
        rounded(painter, box, 8, theme.colour(theme.WHITE, strength))
        paint_row(self, painter, self.rect(), self._pieces(), 4, centred=True)


class RingStrip(Bar):
    """Shows the call that has rung longest; the others are one menu away."""

    def __init__(self, intents: Intents, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(_ring, None, edge=False, parent=parent)
        self._intents, self._clock = intents, clock
        self._cases: tuple[Case, ...] = ()
        self.pulse = Pulse()
        self.name = ElidedLabel("", Role.TITLE, Weight.SEMIBOLD, white, own_direction=True)
        self.name.setMaximumWidth(420)
        self.number = ElidedLabel("", Role.NAME, Weight.MEDIUM, white, tabular=False)
        self.company = ElidedLabel("", Role.BODY, Weight.REGULAR, on_ring)
        self.queue = self._fact(own_direction=True)
        self.waited, self.before = self._fact(), self._fact()
        self.ahead, self.back = self._fact(), self._fact()
        self.more = MoreButton()
        self.more.begin()
        self.decline = RingButton("phone-off", "", loud=False)
        self.answer = RingButton("phone", "", loud=True)
        self._lay_out()
        self.gives_way(self.before, self.ahead, self.queue, self.waited, self.back)
        self.answer.clicked.connect(self.answer_now)
        self.decline.clicked.connect(self.decline_now)
        self.more.clicked.connect(self._show_others)
        number_menu.offer(self, lambda: self._cases[0].call.number if self._cases else "")
        self.begin()

    def _fact(self, *, own_direction: bool = False) -> Fact:
        return Fact(
            line=_divider,
            heading=on_ring,
            value=white,
            role=Role.FACT,
            weight=Weight.SEMIBOLD,
            inset=18,
            own_direction=own_direction,
        )

    def _lay_out(self) -> None:
        self.row.setSpacing(0)
        self.row.addWidget(self.pulse)
        self.row.addSpacing(14)
        under = QWidget()
        line = QHBoxLayout(under)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.number)
        line.addWidget(self.company, 1)
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self.name)
        names.addWidget(under)
        names.addStretch(1)
        self.row.addLayout(names)
        self.row.addSpacing(28)
        for fact in (self.queue, self.waited, self.ahead, self.back, self.before):
            self.row.addWidget(fact)
        self.row.addStretch(1)
        for button, gap in ((self.more, 16), (self.decline, 12), (self.answer, 20)):
            self.row.addWidget(button)
            self.row.addSpacing(gap)

    def show_cases(self, cases: Sequence[Case]) -> None:
        """Paint the ringing calls, oldest first; at least one."""
        self._cases = tuple(cases)
        case = cases[0]
        person = who.of_case(case)
        self.name.setText(person.name)
        self.name.setMinimumWidth(min(180, self.name.sizeHint().width()))
        self.number.setText(person.number)
        self.company.setText(f"· {person.company}" if person.company else "")
        self.queue.set(self.tr("Queue"), say.plain_text(case.call.queue))
        self.want(self.queue, bool(case.call.queue))
        again = case.call.leg > 1
        heading = self.tr("Waited, rings again") if again else self.tr("Waited")
        self.waited.set(heading, say.duration(case.call.waited_s))
        self.want(self.waited, case.call.waited_s > 0)
        self._show_queued(case.call)
        past = who.history(case.caller, case.call.key, now_us=self._clock.now_us())
        self.before.set(past.today if past else "", past.last_call if past else "")
        self.want(self.before, past is not None)
        self.more.setText(self.tr("+{n} more").format(n=say.digits(len(cases) - 1)))
        self.more.setVisible(len(cases) > 1)
        said = self.tr("Incoming call from {name}").format(name=say.embed(person.name))
        self.setAccessibleName(said)
        self.more.updateGeometry()
        self.fit()
        self.pulse.run(True)

    def _show_queued(self, call: Call) -> None:
        """Say why a queue's caller goes ahead, and who wants to be called back."""
        self.ahead.set(self.tr("Goes ahead"), queued.ahead(call))
        self.want(self.ahead, bool(queued.ahead(call)))
        self.back.set(self.tr("Asks to be called back"), queued.dials(call))
        self.want(self.back, call.callback)
        self.answer.setText(queued.answer_word(call))
        self.answer.setToolTip(queued.answer_tip(call))
        self.decline.setToolTip(queued.decline_tip(call))
        self.answer.updateGeometry()

    def stop(self) -> None:
        """Rest: nothing rings any more."""
        self._cases = ()
        self.pulse.run(False)

    def answer_now(self) -> None:
        """Answer the call that is shown."""
        if self._cases:
            self._intents.answer.emit(self._cases[0].call.key)

    def decline_now(self) -> None:
        """Decline the call that is shown."""
        if self._cases:
            self._intents.decline.emit(self._cases[0].call.key)

    def others(self) -> QMenu:
        """Return the menu of the other ringing calls."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for case in self._cases[1:]:
            key = case.call.key
            name = say.embed(who.of_case(case).name).replace("&", "&&")
            answer = menu.addAction(self.tr("Answer {name}").format(name=name))
            answer.triggered.connect(lambda _=False, k=key: self._intents.answer.emit(k))
            decline = menu.addAction(self.tr("Decline {name}").format(name=name))
            decline.triggered.connect(lambda _=False, k=key: self._intents.decline.emit(k))
        return menu

    def _show_others(self) -> None:
        self.others().popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def retranslate(self) -> None:
        """Set the buttons' words again."""
        self.answer.setText(self.tr("Answer"))
        self.decline.setText(self.tr("Decline"))
        self.answer.set_key(keys.cap(Act.ANSWER))
        self.decline.set_key(keys.cap(Act.DECLINE_OR_HANG_UP))
        self.more.setAccessibleName(self.tr("Other calls that are ringing"))
        for button in (self.answer, self.decline):
            button.updateGeometry()
        if self._cases:
            self.show_cases(self._cases)
