"""One call of a list, 48 px: who, how it went, when; a missed caller can be called back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QEnterEvent, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.crm.records import LeftWhy, OutcomeOfCall, OutcomeOfLeg, RecentCall
from desk_app.telephony.messages import Direction
from desk_app.ui import number_menu, text, who
from desk_app.ui.panes.left_queue import LeftQueue
from desk_app.ui.panes.number_link import NumberLink
from desk_app.ui.panes.panel import column
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import (
    Button,
    ElidedLabel,
    Hairline,
    IconLabel,
    Kind,
    Label,
    Live,
    t3,
    text_of,
)


def is_missed(call: RecentCall) -> bool:
    """Whether somebody called and nobody has spoken to them."""
    spoken_to = (OutcomeOfCall.ANSWERED, OutcomeOfCall.OPEN)
    helped = call.outcome in spoken_to or call.left_why == LeftWhy.FORWARDED
    return call.direction == Direction.IN and not helped


class _CallAgain(Button):
    """The way to call anybody in the list: seen while its row is, found by Tab."""

    def __init__(self) -> None:
        super().__init__("", Kind.QUIET, icon="phone", small=True)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the button while the row is pointed at."""
        row = self.parentWidget()
        if self.hasFocus() or (row is not None and row.underMouse()):
            super().paintEvent(event)


class RecentRow(Live, QWidget):
    """One call. `when` writes its time, else it is the time of day.

    With `who_of`, which says who called, it can only be looked at: on a wall.
    """

    dial_requested = Signal(str)
    play_requested = Signal(str)  # recording

    def __init__(
        self,
        parent: QWidget | None = None,
        when: Callable[[int], str] = text.clock_time,
        who_of: Callable[[RecentCall], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._when, self._who_of = when, who_of
        self._call: RecentCall | None = None
        self._left = LeftQueue(self)
        self._icon = IconLabel("phone", "", ink=t3, size=16)
        self._name = ElidedLabel("", Role.BODY, Weight.MEDIUM, own_direction=True)
        self._number = NumberLink(Role.BODY, Weight.MEDIUM)
        self._about = ElidedLabel("", Role.META, ink=t3)
        self.back = Button("", Kind.ACCENT, icon="phone", small=True)
        self.again = _CallAgain()
        self.play = Button("", Kind.PLAIN, icon="play", small=True)
        self._at = Label("", Role.META, ink=t3)
        words = column()
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._number)
        words.addWidget(self._about)
        words.addStretch(1)
        inner = QWidget(self)
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(words, 1)
        row.addWidget(self.play)
        row.addWidget(self.back)
        row.addWidget(self.again)
        row.addWidget(self._at)
        layout = column(self)
        layout.addWidget(inner, 1)
        layout.addWidget(Hairline())
        self.setFixedHeight(48)
        self._number.dial_requested.connect(self.dial_requested)
        self.play.clicked.connect(self._on_play)
        for button in (self.back, self.again):
            button.clicked.connect(self._on_call)
        if who_of is None:
            number_menu.offer(self, self._number_called, self.dial_requested.emit)
        self.begin()

    def show_call(self, call: RecentCall) -> None:
        """Show a call."""
        if call != self._call:
            self._call = call
            self.retranslate()
        self.show()

    def key(self) -> str:
        """Return the key of the call shown, "" for none."""
        return self._call.key if self._call else ""

    def stops(self) -> tuple[QWidget, ...]:
        """Return what Tab stops at, in this order."""
        return (self._number, self.play, self.back, self.again)

    def retranslate(self) -> None:
        """Set all texts again."""
        call = self._call
        if call is None:
            return
        missed = is_missed(call)
        self._about.setText(self._about_of(call, missed=missed))
        self._about.set_ink(text_of(Tone.POMEGRANATE) if missed else t3)
        outgoing = call.direction == Direction.OUT
        icon = "phone-missed" if missed else "phone-outgoing" if outgoing else "phone-incoming"
        self._icon.set(icon, "", text_of(Tone.POMEGRANATE) if missed else t3)
        self._at.setText(self._when(call.ring_us))
        if self._who_of is None:
            self._offer(call, missed=missed)
            return
        self._name.setText(self._who_of(call))
        for act in self.stops():
            act.hide()

    def _offer(self, call: RecentCall, *, missed: bool) -> None:
        """Say who called, and what can be done about it."""
        known = any(character.isdigit() for character in call.number)
        name = who.name_of(call.name, call.number)
        self._name.setText(name or self.tr("Number withheld"))
        self._name.setVisible(bool(name) or not known)
        self._number.set_number(call.number)
        self._number.setVisible(known and not name)
        self.back.setText(self.tr("Call back"))
        said = self.tr("Call {number}").format(number=name or text.phone(call.number))
        for button in (self.back, self.again):
            button.setAccessibleName(said)
            button.setToolTip(self.tr("Call {number}").format(number=text.phone(call.number)))
        heard = self.tr("Listen to the message of {name}")
        caller = name or who.number_of(call.number) or self.tr("Number withheld")
        self.play.setAccessibleName(heard.format(name=caller))
        self.play.setToolTip(self.tr("Play message"))
        self.play.setVisible(bool(call.recording) and call.left_why == LeftWhy.MESSAGE)
        self.back.setVisible(missed and known)
        self.again.setVisible(not missed and known)

    def _about_of(self, call: RecentCall, *, missed: bool) -> str:
        if call.direction == Direction.OUT:
            if call.outcome in (OutcomeOfCall.ANSWERED, OutcomeOfCall.OPEN):
                said = self.tr("Outgoing, {time}")
                return said.format(time=text.duration(call.talk_s))
            return self.tr("Outgoing, not reached")
        if missed:
            return self._why_missed(call)
        if call.leg_outcome is OutcomeOfLeg.ANSWERED:
            queue = text.plain_text(call.queue, 40) or self.tr("Incoming")
            said = self.tr("{queue}, {time}")
            about = said.format(queue=text.embed(queue), time=text.duration(call.talk_s))
            if not call.rating:
                return about
            rated = self.tr("{about}, rated {rating} of 5")
            return rated.format(about=about, rating=text.digits(call.rating))
        if call.outcome is OutcomeOfCall.ANSWERED:
            return self.tr("A colleague answered")
        if call.left_why:
            return self._left.why(call.left_why)
        return self.tr("In progress")

    def _why_missed(self, call: RecentCall) -> str:
        if call.outcome is OutcomeOfCall.LOST:
            return self.tr("Lost: the phone stopped")
        let_go = self._left.why(call.left_why)
        if let_go:
            return let_go
        left = self._left.after(call)
        if left:
            return left
        return {
            OutcomeOfLeg.RANG_OUT: self.tr("Missed, rang out"),
            OutcomeOfLeg.CALLER_HUNG_UP: self.tr("Missed, the caller hung up"),
            OutcomeOfLeg.REJECTED: self.tr("Declined"),
            OutcomeOfLeg.OPEN: self.tr("Left the queue"),  # no phone of ours rang
        }.get(call.leg_outcome, self.tr("Missed, the call failed"))

    def _on_call(self) -> None:
        if self._call is not None:
            self.dial_requested.emit(self._call.number)

    def _number_called(self) -> str:
        return self._call.number if self._call else ""

    def _on_play(self) -> None:
        if self._call is not None:
            self.play_requested.emit(self._call.recording)

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the way to call."""
        super().enterEvent(event)
        self.again.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide the way to call."""
        super().leaveEvent(event)
        self.again.update()
