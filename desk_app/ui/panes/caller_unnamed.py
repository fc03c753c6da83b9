"""The customer pane for a caller who is not one known customer: who could it be?"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desk_app.crm.records import Caller, CallerKind, CustomerBrief
from desk_app.ui import text
from desk_app.ui.clock import Clock
from desk_app.ui.panes.clamped_text import Paragraph
from desk_app.ui.panes.number_link import NumberLink
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.person_row import PersonButton
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import (
    Avatar,
    Button,
    ElidedLabel,
    Hairline,
    Kind,
    Label,
    Live,
    Tag,
    t2,
)

_NAME_LIMIT = 120


class Choice(QWidget):
    """A list of customers; pressing one chooses it. Buttons are kept and reused."""

    customer_chosen = Signal(int)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._buttons: list[PersonButton] = []
        self._column = column(self, gap=8)

    def show_people(self, people: tuple[CustomerBrief, ...]) -> None:
        """Offer these customers, in this order."""
        while len(self._buttons) < len(people):
            button = PersonButton(self)
            button.clicked.connect(lambda _on=False, b=button: self._on_clicked(b))
            self._buttons.append(button)
            self._column.addWidget(button)
        for button, person in zip(self._buttons, people, strict=False):
            button.show_person(person, self._clock.now_us())
        for button in self._buttons[len(people) :]:
            button.hide()

    def buttons(self) -> list[PersonButton]:
        """Return the buttons in sight."""
        return [button for button in self._buttons if not button.isHidden()]

    def _on_clicked(self, button: PersonButton) -> None:
        self.customer_chosen.emit(button.person().id)


class UnnamedCaller(Live, QWidget):
    """Several customers, an unknown number, a withheld one, a colleague, or something odd."""

    customer_chosen = Signal(int)
    new_customer = Signal(str)
    dial_requested = Signal(str)

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caller: Caller | None = None
        self._ringing = False
        self._avatar = Avatar(44)
        self._title = ElidedLabel("", Role.NAME, Weight.SEMIBOLD)
        self._number = NumberLink(Role.NAME, Weight.SEMIBOLD)
        self._tag = Tag("", Tone.TURQUOISE)
        self._below = ElidedLabel("", Role.META, ink=t2, tabular=False)
        self._sentence = Paragraph(line_height=19)
        self.choice = Choice(clock, self)
        self._form = QWidget(self)
        self._name_label = Label("", Role.META, Weight.MEDIUM, t2)
        self.name = QLineEdit()
        self.name.setMaxLength(_NAME_LIMIT)
        self.add = Button("", Kind.ACCENT, icon="user-plus")
        self._possible = QWidget(self)
        self._possible_title = Label("", Role.BODY, Weight.SEMIBOLD)
        self._uncertain = Tag("", Tone.SAFFRON, icon="triangle-alert")
        self._possible_words = Paragraph(line_height=19)
        self.matches = Choice(clock, self)
        self._lay_out()
        self.choice.customer_chosen.connect(self.customer_chosen)
        self.matches.customer_chosen.connect(self.customer_chosen)
        self._number.dial_requested.connect(self.dial_requested)
        self.name.returnPressed.connect(self._on_add)
        self.name.textChanged.connect(self._on_name)
        self.add.clicked.connect(self._on_add)
        self._on_name("")
        self.begin()

    def _lay_out(self) -> None:
        outer = column(self)
        outer.addWidget(self._head())
        outer.addWidget(Hairline())
        body = QWidget(self)
        inner = column(body, (16, 12, 16, 12), 12)
        inner.addWidget(self._sentence)
        inner.addWidget(self.choice)
        inner.addWidget(self._form)
        self._name_label.setBuddy(self.name)
        form = column(self._form, gap=4)
        form.addWidget(self._name_label)
        form.addWidget(self.name)
        form.addSpacing(8)
        form.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        outer.addWidget(body)
        self._lay_out_matches(outer)
        outer.addStretch(1)

    def _head(self) -> QWidget:
        head = QWidget(self)
        row = QHBoxLayout(head)
        row.setContentsMargins(16, 16, 16, 12)
        row.setSpacing(12)
        row.addWidget(self._avatar)
        words = column()
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(self._title, 1)
        first.addWidget(self._number)
        first.addWidget(self._tag)
        first.addStretch(0)
        words.addLayout(first)
        words.addWidget(self._below)
        row.addLayout(words, 1)
        return head

    def _lay_out_matches(self, outer: QVBoxLayout) -> None:
        layout = column(self._possible)
        layout.addWidget(Hairline())
        inner = QWidget(self)
        within = column(inner, (16, 12, 16, 12), 8)
        title = QHBoxLayout()
        title.addWidget(self._possible_title)
        title.addWidget(self._uncertain)
        title.addStretch(1)
        within.addLayout(title)
        within.addWidget(self._possible_words)
        within.addWidget(self.matches)
        layout.addWidget(inner)
        outer.addWidget(self._possible)

    def show_caller(self, caller: Caller, *, ringing: bool) -> None:
        """Show a caller of any kind but ONE. What was typed for the same number stays."""
        if self._caller is None or self._caller.number != caller.number:
            self.name.setText(text.plain_text(caller.name, _NAME_LIMIT))
        self._caller, self._ringing = caller, ringing
        self.choice.show_people(caller.choice)
        self.matches.show_people(caller.possible)
        self.choice.setVisible(caller.kind is CallerKind.SEVERAL)
        self._form.setVisible(caller.kind is CallerKind.UNKNOWN)
        self._possible.setVisible(caller.kind is CallerKind.UNKNOWN and bool(caller.possible))
        self.retranslate()

    def retranslate(self) -> None:
        """Set all texts again."""
        self._name_label.setText(self.tr("Name"))
        self.name.setPlaceholderText(self.tr("Who is calling?"))
        self.add.setText(self.tr("New customer"))
        self._possible_title.setText(self.tr("Possible matches"))
        self._uncertain.set(self.tr("Not certain"))
        self._possible_words.setText(
            self.tr("Only the last eight digits agree. Ask before you choose.")
        )
        if self._caller is not None:
            self._say(self._caller)

    def _say(self, caller: Caller) -> None:
        number = text.phone(caller.number)
        shown_name = text.plain_text(caller.name, _NAME_LIMIT)
        is_number = caller.kind is CallerKind.UNKNOWN
        title, below, sentence = {
            CallerKind.SEVERAL: (
                self.tr("Several customers"),
                number,
                self.tr("This number belongs to more than one customer. Choose who is calling."),
            ),
            CallerKind.UNKNOWN: (self.tr("Unknown number"), text.plain_text(caller.place), ""),
            CallerKind.WITHHELD: (
                self.tr("Number withheld"),
                shown_name,
                self.tr("The caller hides the number. Ask for the name and search with Ctrl+K."),
            ),
            CallerKind.INTERNAL: (
                shown_name or self.tr("Colleague"),
                self.tr("Extension {number}").format(number=number),
                self.tr("This is a call from inside, no customer's."),
            ),
        }.get(
            caller.kind,
            (
                shown_name or self.tr("Not a telephone number"),
                number,
                self.tr("What the network sent as the number is none. Ask for it."),
            ),
        )
        self._title.setText(title)
        self._title.setVisible(not is_number)
        self._number.setVisible(is_number)
        self._number.set_number(caller.e164 or caller.number)
        self._tag.setVisible(is_number)
        self._tag.set(self.tr("calling") if self._ringing else self.tr("this call"))
        self._below.setText(below or (title if is_number else ""))
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))

    def focus_name(self) -> None:
        """Put the cursor into the Name field, its text selected."""
        if self._form.isVisibleTo(self):
            self.name.setFocus(Qt.FocusReason.OtherFocusReason)
            self.name.selectAll()

    def _on_name(self, name: str) -> None:
        self.add.setEnabled(bool(name.strip()))

    def _on_add(self) -> None:
        name = text.plain_text(self.name.text(), _NAME_LIMIT)
        if name:
            self.new_customer.emit(name)
