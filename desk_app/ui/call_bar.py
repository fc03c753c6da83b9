"""The bar of the call in hand: who, how long, how it sounds, and every control."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from desk_app.state import Case, DeskState
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import Direction, Levels, Quality
from desk_app.ui import number_menu, who
from desk_app.ui import text as say
from desk_app.ui.call_controls import CallControls
from desk_app.ui.call_lines import CallLines
from desk_app.ui.clock import Clock
from desk_app.ui.intents import Intents
from desk_app.ui.quality import QualityBlock
from desk_app.ui.queue import words as queued
from desk_app.ui.theme import Role, Tokens, Weight
from desk_app.ui.widgets import Avatar, ElidedLabel, Label, Meter, t2
from desk_app.ui.widgets.bar import Bar, Lines

_NAMES = 170  # px for a name; a conference has several


def _fill(tokens: Tokens) -> str:
    return tokens.lapis.tint


def _stripe(tokens: Tokens) -> str:
    return tokens.lapis.solid


def _line(tokens: Tokens) -> str:
    return tokens.lapis.line


def _surface(tokens: Tokens) -> str:
    return tokens.surface


def call_in_hand(state: DeskState) -> Case | None:
    """Return the call that is talked on: the one in the panes, else one that talks, else held."""
    in_hand = [c for c in state.cases if c.call.live and not c.call.ringing_here]
    current = [c for c in in_hand if c.call.key == state.current]
    talking = [c for c in in_hand if not c.call.held]
    return next(iter([*current, *talking, *in_hand]), None)


class CallBar(Bar):
    """Paints one call of a `DeskState`; the others are chips beside it."""

    def __init__(
        self, intents: Intents, clock: Clock, window: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(_fill, _stripe, edge=True, parent=parent)
        self._clock = clock
        self._case: Case | None = None
        self._state = DeskState()
        self.avatar = Avatar(44, fill=_surface)
        self.name = ElidedLabel("", Role.NAME, Weight.SEMIBOLD, own_direction=True)
        self.number = ElidedLabel("", Role.BODY, Weight.REGULAR, t2, tabular=False)
        self.timer = Label("", Role.TIMER, Weight.SEMIBOLD)
        self.note = ElidedLabel("", Role.META, Weight.REGULAR, t2)
        self.you, self.them = Meter(), Meter()
        self._you_said = Label("", Role.META, Weight.REGULAR, t2)
        self._them_said = Label("", Role.META, Weight.REGULAR, t2)
        self.quality = QualityBlock(window)
        self.lines = CallLines(intents, clock)
        self.controls = CallControls(intents, window)
        self._lay_out()
        number_menu.offer(self, lambda: self._case.call.number if self._case else "")
        clock.tick.connect(self._tick)
        self.begin()

    def _lay_out(self) -> None:
        self._names = names = QWidget()
        names.setMinimumWidth(96)
        names.setMaximumWidth(_NAMES)
        column = QVBoxLayout(names)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.name)
        column.addWidget(self.number)
        column.addStretch(1)
        meters = QWidget()
        grid = QGridLayout(meters)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        pairs = ((self._you_said, self.you), (self._them_said, self.them))
        for at, (said, meter) in enumerate(pairs):
            said.setFixedHeight(18)
            said.setMinimumWidth(40)
            grid.addWidget(said, at, 0)
            grid.addWidget(meter, at, 1)
        self._time = Lines(self.timer, self.note, line=_line, height=46, after=16)
        self._meters = Lines(meters, line=_line, height=40)
        self.row.addWidget(self.avatar)
        self.row.addWidget(names, 2)
        for block in (self._time, self._meters, self.quality, self.lines):
            self.row.addWidget(block)
        self.row.addStretch(1)
        self.row.addWidget(self.controls)
        self.row.addSpacing(16)
        self.gives_way(self._meters, self.avatar, self.quality)

    def show_call(self, case: Case, state: DeskState) -> None:
        """Paint this call; everything follows the snapshot."""
        if self._case is None or self._case.call.key != case.call.key:
            self.quality.show_quality(None)
            self.them.set_level(0)
        self._case, self._state = case, state
        person = who.of_case(case)
        self.avatar.set_name(person.person)
        name, number = person.name, person.number
        if len(state.conference) > 1 and case.call.key in state.conference:
            others = [state.case(k) for k in state.conference if k != case.call.key]
            said = [person.name, *(who.of_case(c).name for c in others if c)]
            name, number = self.tr(" and ").join(map(say.embed, said)), self.tr("Conference")
        self.name.setText(name)
        self.number.setText(number)
        self.number.setVisible(bool(number))  # a name alone stands in the middle
        together = number != person.number
        self._names.setMaximumWidth(2 * _NAMES if together else _NAMES)
        self.row.setStretchFactor(self._names, 8 if together else 2)
        others_live = [c for c in state.cases if c.call.live and c.call.key != case.call.key]
        self.lines.show_cases(others_live)
        active = case.call.state is CallState.ACTIVE
        self.lines.setVisible(bool(others_live))
        self.want(self.quality, active)
        self.want(self._meters, active)
        self.controls.show_call(case.call, state)
        self._tick()
        self.fit()

    def stop(self) -> None:
        """Rest: no call is in hand."""
        self._case = None
        self.controls.stop()

    def show_levels(self, levels: Levels) -> None:
        """Move the meters."""
        if self._case is not None:
            self.you.set_level(0 if self._case.call.muted else levels.microphone)
            self.them.set_level(levels.callers.get(self._case.call.key, 0))

    def show_quality(self, quality: Quality) -> None:
        """Paint the quality, if it is this call's."""
        if self._case is not None and quality.key == self._case.call.key:
            self.quality.show_quality(quality)

    def _tick(self) -> None:
        if self._case is None:
            return
        call = self._case.call
        since = call.answered_us if call.answered_us is not None else call.started_us
        self.timer.setText(say.duration(self._clock.seconds_since(since)))
        self.note.setText(self._note(call))

    def _note(self, call: Call) -> str:
        if call.state is CallState.DIALING:
            return self.tr("Calling back") if call.calling_back else self.tr("Calling")
        if call.state in (CallState.RINGING, CallState.EARLY):
            return self.tr("It rings there")
        if call.held:
            return self.tr("On hold")
        if self._state.consulting and self._state.consulting[1] == call.key:
            return self.tr("Consulting")
        if call.remote_held:
            return self.tr("You are on hold")
        queue = say.plain_text(call.queue, 40)
        waited = self.tr("waited {time}").format(time=say.duration(call.waited_s))
        if queue:
            said = (queue, waited if call.waited_s > 0 else "", queued.ahead(call))
            return " · ".join(part for part in said if part)
        out = call.direction is Direction.OUT
        return self.tr("Outgoing call") if out else self.tr("Direct call")

    def retranslate(self) -> None:
        """Set the words again."""
        self._you_said.setText(self.tr("You"))
        self._them_said.setText(self.tr("Caller"))
        self.you.setAccessibleName(self.tr("Your microphone's level"))
        self.them.setAccessibleName(self.tr("The caller's level"))
        if self._case is not None:
            self.show_call(self._case, self._state)
