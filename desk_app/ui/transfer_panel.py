"""The panel under Transfer and Add: a queue or somebody's number, then how to bring them in."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desk_app import dialling, team_queues
from desk_app.crm.records import CustomerBrief
from desk_app.state import DeskState
from desk_app.telephony.messages import Direction
from desk_app.ui import states, who
from desk_app.ui import text as say
from desk_app.ui.intents import Intents
from desk_app.ui.suggestions import Row, Suggestions
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Button, ElidedLabel, Kind, t2
from desk_app.ui.widgets.popover import Popover

WIDTH = 360
_RECENT, _COLLEAGUES = 4, 3


class QueueChoice(msgspec.Struct, frozen=True):
    """The value of a row that stands for a queue of the desk's own."""

    queue: str


class TransferPanel(Popover):
    """Transfer now, consult first, swap, complete, confer, cancel: whatever the state allows."""

    search = Signal(str)

    def __init__(self, window: QWidget, intents: Intents) -> None:
        super().__init__(window)
        self._intents = intents
        self._adding = False
        self._state = DeskState()
        self._key = ""
        self._queue = ""  # chosen instead of a number
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.title = ElidedLabel("", Role.BODY, Weight.SEMIBOLD)
        self.hint = ElidedLabel("", Role.META, Weight.REGULAR, t2)
        self.target = QLineEdit()
        self.target.setMaxLength(128)
        self.people = Suggestions()
        self.now = Button("", Kind.PLAIN)
        self.first = Button("", Kind.PRIMARY)
        self.complete = Button("", Kind.PRIMARY, icon="phone-forwarded")
        self.together = Button("", Kind.PLAIN, icon="users")
        self.swap = Button("", Kind.PLAIN, icon="arrow-left-right")
        self.cancel = Button("", Kind.QUIET)
        for widget in (self.title, self.hint, self.target, self.people):
            self.body.addWidget(widget)
        self._rows()
        self._connect()
        self.begin()

    def _rows(self) -> None:
        for buttons in (
            (self.now, self.first),
            (self.complete, self.together),
            (self.swap, self.cancel),
        ):
            row = QHBoxLayout()
            row.setSpacing(8)
            for button in buttons:
                row.addWidget(button)
            row.addStretch(1)
            self.body.addLayout(row)

    def _connect(self) -> None:
        self.target.textChanged.connect(self._on_typed)
        self.target.returnPressed.connect(self._on_enter)
        self.target.installEventFilter(self)
        self.people.picked.connect(self._on_picked)
        self.now.clicked.connect(self._on_now)
        self.first.clicked.connect(self._on_first)
        self.complete.clicked.connect(lambda: self._end(self._intents.complete_transfer.emit))
        self.together.clicked.connect(self._on_together)
        self.swap.clicked.connect(self._on_swap)
        self.cancel.clicked.connect(lambda: self._end(self._intents.cancel_consult.emit))

    # --- what is shown -----------------------------------------------------------------------

    def show_state(self, state: DeskState, key: str, *, adding: bool | None = None) -> None:
        """Paint for the call `key`; `adding` asks for a conference rather than a transfer."""
        self._state, self._key = state, key
        if adding is not None and adding != self._adding:
            self._adding = adding
            self.target.clear()
        if not self.isVisible() and not self.target.text():
            self._offer_recent()
        self._show()

    def show_results(self, results: Sequence[CustomerBrief]) -> None:
        """Offer people for the words typed."""
        people = [self.people.person(p) for p in results if p.number]
        words = self.target.text()
        self.people.show_rows([*self._queues(words), *self._colleagues(words), *people])
        self._show()

    def _other(self) -> str:
        """Return the call that could join: the consultation, else any other call that talks."""
        if self._state.consulting:
            return self._state.consulting[1]
        others = [
            c.call.key
            for c in self._state.cases
            if c.call.live and c.call.answered_us is not None and c.call.key != self._key
        ]
        return others[-1] if others else ""

    def _show(self) -> None:
        consulting = self._state.consulting is not None
        other = self._state.case(self._other())
        name = say.embed(who.of_case(other).name) if other else ""
        if consulting:
            self.title.setText(self.tr("Consulting {name}").format(name=name))
            self.hint.setText(self.tr("The caller is on hold and hears nothing of this."))
        elif self._adding:
            self.title.setText(self.tr("Add a person"))
            self.hint.setText(self.tr("Call them first, then bring all together."))
        else:
            self.title.setText(self.tr("Transfer this call"))
            self.hint.setText(self.tr("Type a number or a name."))
        answered = other is not None and other.call.answered_us is not None
        if consulting and self.target.hasFocus():
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        typed = bool(dialling.clean(self.target.text()))
        self.target.setVisible(not consulting)
        self.people.setVisible(not consulting and self.people.count() > 0)
        self.now.setVisible(not consulting and not self._adding)
        self.first.setVisible(not consulting)
        self.now.setEnabled(typed or bool(self._queue))
        self.first.setEnabled(typed and not self._queue)
        alone = self.tr("Nobody can be consulted in a queue.") if self._queue else ""
        self.first.setToolTip(alone)
        self.complete.setVisible(consulting)
        self.complete.setEnabled(answered)
        self.together.setVisible(other is not None and not self._state.conference)
        self.together.setEnabled(answered)
        self.swap.setVisible(consulting)
        self.swap.setEnabled(answered)
        self.cancel.setVisible(consulting)
        self._name(name)
        self.place()

    def _name(self, other: str) -> None:
        adding = self._adding
        self.first.setText(self.tr("Call them") if adding else self.tr("Consult first"))
        together = self.tr("Join with {name}").format(name=other.replace("&", "&&"))
        consulting = self._state.consulting is not None
        self.together.setText(self.tr("All together") if consulting else together)

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(self.tr("Transfer"))
        self.target.setPlaceholderText(self.tr("Number or name"))
        self.target.setAccessibleName(self.tr("Number or name"))
        self.now.setText(self.tr("Transfer now"))
        self.complete.setText(self.tr("Complete transfer"))
        self.swap.setText(self.tr("Swap"))
        self.cancel.setText(self.tr("Back to the caller"))
        self._show()

    # --- what is done ------------------------------------------------------------------------

    def _on_typed(self, text: str) -> None:
        self._queue = ""
        if not text.strip():
            self._offer_recent()
            return
        self.people.show_rows([*self._queues(text), *self._colleagues(text)])
        if not dialling.clean(text) and len(text.strip()) > 1:
            self.search.emit(text.strip())
        self._show()

    def _queues(self, words: str = "") -> list[Row]:
        """Return the queues a caller can be given to, by a part of the name or the number.

        The PBX takes a caller into one of its own by that queue's number only.
        """
        case, wanted = self._state.case(self._key), words.strip().casefold()
        if self._adding or case is None:
            return []
        rows: list[Row] = []
        for name in (queue.name for queue in self._state.queues.queues):
            of_team = self._state.queues.team.queue(name)
            number = of_team.terms.number if of_team else ""
            possible = number if of_team else case.call.direction is Direction.IN
            if possible and (wanted in name.casefold() or (number and number.startswith(wanted))):
                rows.append(self._queue_row(name, number))
        return rows

    def _queue_row(self, name: str, number: str) -> Row:
        waiting = say.digits(len(self._state.queues.board.of(name)))
        note = self.tr("queue, {n} waiting").format(n=waiting)
        if number:
            note += f" · {say.isolate(say.digits(number))}"
        return Row("users", say.plain_text(name, 60), note, "", number or QueueChoice(name))

    def _colleagues(self, words: str = "") -> list[Row]:
        """Return who of the team can be asked, by a part of the name or number, the free first."""
        queues, wanted = self._state.queues, words.strip().casefold()
        rows: list[Row] = []
        for agent in team_queues.colleagues(queues.team, queues.me):
            number, name = team_queues.number_of(agent), say.plain_text(agent.name, 60)
            if number and (wanted in name.casefold() or number.startswith(wanted)):
                look = states.of_team(agent)
                note = f"{look.text} · {say.isolate(say.digits(number))}"
                rows.append(Row(look.icon, name or number, note, "", number))
        return rows if wanted else rows[:_COLLEAGUES]

    def _offer_recent(self) -> None:
        """List queues, team, and who was talked to last, each once, but not who is in hand."""
        here = {say.phone(case.call.number) for case in self._state.cases}
        found: dict[str, Row] = {}
        for call in self._state.recent:
            number, shown = dialling.clean(call.number), say.phone(call.number)
            if number and shown not in here and shown not in found:
                name = say.plain_text(call.name, 60)
                found[shown] = Row("phone", name or shown, shown if name else "", "", number)
        team = self._colleagues()
        self.people.show_rows([*self._queues(), *team, *list(found.values())[:_RECENT]])
        self._show()

    def _on_picked(self, value: object) -> None:
        number = value.number if isinstance(value, CustomerBrief) else str(value)
        if isinstance(value, QueueChoice):
            self.target.setText(say.plain_text(value.queue, 60))
            self._queue = value.queue
            self.people.show_rows(())
            self._show()
        else:
            self.target.setText(number)
        self.target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_enter(self) -> None:
        # The safe act: nobody is sent away by a key pressed too early.
        if self.first.isEnabled():
            self._on_first()
        elif self._queue:
            self.now.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self.people.pick()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrow keys of the field choose a row."""
        if watched is self.target and isinstance(event, QKeyEvent):
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and event.type() == QEvent.Type.KeyPress:
                self.people.move_choice(step)
                return True
        return super().eventFilter(watched, event)

    def _on_now(self) -> None:
        target, queue = dialling.clean(self.target.text()), self._queue
        if queue:
            self._end(lambda: self._intents.move.emit(self._key, queue))
        elif target:
            self._end(lambda: self._intents.blind_transfer.emit(self._key, target))

    def _on_first(self) -> None:
        target = dialling.clean(self.target.text())
        if target and not self._queue:
            self.target.clear()
            self._intents.consult.emit(self._key, target)

    def _on_together(self) -> None:
        consulting = self._state.consulting
        keys = consulting or (self._key, self._other())
        self._end(lambda: self._intents.confer.emit(keys))

    def _on_swap(self) -> None:
        consulting = self._state.consulting
        if consulting:
            call, consult = consulting
            case = self._state.case(consult)
            held = case is not None and case.call.held
            self._intents.switch_to.emit(consult if held else call)

    def _end(self, act: object) -> None:
        assert callable(act)  # noqa: S101
        act()
        self.target.clear()
        self.close_card()
