"""Who somebody is before they are picked: name, company, tags, open tickets, last contact."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desk_app.crm.records import Caller, CallerKind
from desk_app.ui import text as say
from desk_app.ui.clock import Clock
from desk_app.ui.panes.flow import Flow
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.words import Words as Vocabulary
from desk_app.ui.queue import words
from desk_app.ui.queue.waiting_model import Row
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import (
    Avatar,
    Button,
    ElidedLabel,
    IconLabel,
    Kind,
    Label,
    Live,
    Tag,
    t2,
    t3,
    text_of,
)

_TAGS = 4  # more are in the customer pane, once the caller is taken


class CallerBrief(Live, QWidget):
    """Paints one waiting caller and has the buttons for what can be done."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._vocabulary = Vocabulary(self)
        self._row: Row | None = None
        self._caller: Caller | None = None
        self._sure = False
        self._avatar = Avatar(44)
        self.name = ElidedLabel("", Role.NAME, Weight.SEMIBOLD, own_direction=True)
        self.company = ElidedLabel("", Role.META, ink=t2)
        self._tag_room = QWidget()
        self._flow = Flow(self._tag_room)
        self.tags = [Tag() for _ in range(_TAGS)]
        for tag in self.tags:
            self._flow.addWidget(tag)
        self.known = ElidedLabel("", Role.BODY, ink=t2)
        self.ahead = IconLabel("star", "", Role.BODY, ink=text_of(Tone.LAPIS))
        self.back = IconLabel("phone-outgoing", "", Role.BODY, ink=text_of(Tone.VIOLET))
        self.nobody = Label("", Role.BODY, ink=t3, wrap=True)
        self.take = Button("", Kind.PRIMARY, icon="phone", key="↵")
        self.move_to = Button("", Kind.PLAIN, icon="chevron-down")
        self.hang_up = Button("", Kind.PLAIN, icon="phone-off")
        self._lay_out()
        self.begin()

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(self.name)
        names.addWidget(self.company)
        names.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._avatar)
        head.addLayout(names, 1)
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for button in (self.take, self.move_to, self.hang_up):
            acts.addWidget(button)
        acts.addStretch(1)
        self._who = QWidget()
        inner = column(self._who, (0, 0, 0, 0), 8)
        inner.addLayout(head)
        for widget in (self._tag_room, self.ahead, self.back, self.known):
            inner.addWidget(widget)
        inner.addLayout(acts)
        layout = column(self, (16, 12, 16, 12))
        layout.addWidget(self._who)
        layout.addWidget(self.nobody)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def show_caller(
        self, row: Row | None, caller: Caller | None, *, can_move: bool, can_hang_up: bool
    ) -> None:
        """Show who waits there; `caller` is None while the database looks."""
        self._row, self._caller = row, caller
        self.move_to.setVisible(can_move)
        self.hang_up.setVisible(can_hang_up)
        self.retranslate()

    def ask(self, on: bool) -> None:
        """Ask for the second press that hangs up."""
        self._sure = on
        self.hang_up.set_kind(Kind.DANGER if on else Kind.PLAIN)
        self.retranslate()

    def retranslate(self) -> None:
        """Set all texts again."""
        self.nobody.setText(self.tr("Choose a caller to see who it is."))
        self.take.setText(self.tr("Take"))
        self.move_to.setText(self.tr("Move"))
        self.move_to.setToolTip(self.tr("Move to another queue (Shift+Enter)"))
        self.hang_up.setText(self.tr("Press again") if self._sure else self.tr("Hang up"))
        self.hang_up.setToolTip(self.tr("Hang up (Delete, twice)"))
        row = self._row
        self._who.setVisible(row is not None)
        self.nobody.setVisible(row is None)
        if row is None:
            return
        waiting, caller = row.caller, self._caller
        customer = caller.customer if caller else None
        self._avatar.set_name(waiting.name if words.has_name(waiting) else "")
        self.name.setText(words.caller(waiting))
        parts = (customer.role, customer.company) if customer else (caller.place,) if caller else ()
        self.company.setText(" · ".join(say.embed(say.plain_text(p, 60)) for p in parts if p))
        self.company.setVisible(bool(self.company.text()))
        self._show_tags(customer.tags if customer else ())
        self.known.setText(self._known())
        goes_ahead = self.tr("Goes ahead: {why}").format(why=words.why(waiting.why))
        self.ahead.set("star", goes_ahead, text_of(Tone.LAPIS))
        self.ahead.setVisible(waiting.priority > 0)
        said = self.tr("Asked to be called back: Take dials {number}")
        said = said.format(number=say.phone(waiting.number))
        self.back.set("phone-outgoing", said, text_of(Tone.VIOLET))
        self.back.setVisible(waiting.callback)

    def _show_tags(self, tags: tuple[str, ...]) -> None:
        for tag, said in zip(self.tags, tags, strict=False):
            tag.set(say.plain_text(self._vocabulary.tag(said), 24))
        for number, tag in enumerate(self.tags):
            tag.setVisible(number < len(tags))
        self._tag_room.setVisible(bool(tags))

    def _known(self) -> str:
        """Return "3 open tickets · last contact yesterday", or why there is nothing to say."""
        caller = self._caller
        if caller is None:
            return self.tr("Looking up who this is")
        if caller.kind is CallerKind.SEVERAL:
            said = self.tr("{n} people have this number")
            return said.format(n=say.digits(len(caller.choice)))
        if caller.customer is None:
            return self.tr("Not known yet")
        count = len(caller.open_tickets)
        said = self.tr("{n} open tickets").format(n=say.digits(count))
        if count < 2:
            said = self.tr("1 open ticket") if count else self.tr("No open ticket")
        key = self._row.caller.key if self._row else ""
        past = (e.at_us for e in caller.timeline if not e.call_key or e.call_key != key)
        last_us = next(past, None)
        if last_us is None:
            return f"{said} · " + self.tr("first contact")
        last = self.tr("last contact {ago}")
        return f"{said} · " + last.format(ago=say.ago(last_us, now_us=self._clock.now_us()))
