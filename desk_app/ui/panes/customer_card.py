"""One known customer: name, good to know, contact, account, the last 90 days, colleagues."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.crm.records import Caller, Customer, PhoneNumber
from desk_app.ui import text
from desk_app.ui.panes.clamped_text import Paragraph
from desk_app.ui.panes.facts import Fact, Facts, Figures
from desk_app.ui.panes.flow import Flow
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.person_row import PersonLine
from desk_app.ui.panes.words import Words
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import (
    Avatar,
    ElidedLabel,
    Hairline,
    IconLabel,
    Label,
    Live,
    Tag,
    t2,
    text_of,
)

_PEOPLE = 6  # of the same company; a longer list belongs to search


class CustomerCard(Live, QWidget):
    """Everything about one customer. Widgets are made once and shown again with other texts."""

    dial_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._caller: Caller | None = None
        self._ringing = False
        self._words = Words(self)
        self._avatar = Avatar(44)
        self._name = ElidedLabel("", Role.NAME, Weight.SEMIBOLD, own_direction=True)
        self._position = ElidedLabel("", Role.META, ink=t2)
        self._tag_room = QWidget(self)
        self._tags: list[Tag] = []
        self._flow = Flow(self._tag_room)
        self._pinned = IconLabel(
            "pin", "", Role.META, Weight.SEMIBOLD, text_of(Tone.SAFFRON), size=12
        )
        self._good_to_know = Paragraph(line_height=19)
        self._contact, self._account = Facts(self), Facts(self)
        self._figures_title = Label("", Role.BODY, Weight.SEMIBOLD)
        self._figures = Figures()
        self._people_title = Label("", Role.BODY, Weight.SEMIBOLD)
        self._people: list[PersonLine] = []
        self._lay_out()
        self._contact.dial_requested.connect(self.dial_requested)
        self.begin()

    def _lay_out(self) -> None:
        outer = column(self)
        outer.addWidget(self._head())
        outer.addWidget(Hairline())
        self._know, inner = _section(self, outer, gap=4)
        inner.addWidget(self._pinned)
        inner.addWidget(self._good_to_know)
        outer.addWidget(self._contact)
        outer.addWidget(self._account)
        _counts, inner = _section(self, outer, gap=6)
        inner.addWidget(self._figures_title)
        inner.addWidget(self._figures)
        self._company, self._people_column = _section(self, outer, line=False)
        self._people_column.addWidget(self._people_title)
        self._people_column.addSpacing(8)
        outer.addStretch(1)

    def _head(self) -> QWidget:
        head = QWidget(self)
        layout = column(head, (16, 16, 16, 12), 12)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._avatar)
        words = column()
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._position)
        words.addStretch(1)
        row.addLayout(words, 1)
        layout.addLayout(row)
        layout.addWidget(self._tag_room)
        return head

    def show_caller(self, caller: Caller, *, ringing: bool) -> None:
        """Show a caller of kind ONE."""
        if (caller, ringing) != (self._caller, self._ringing):
            self._caller, self._ringing = caller, ringing
            self.retranslate()

    def retranslate(self) -> None:
        """Set all texts again."""
        caller = self._caller
        if caller is None or caller.customer is None:
            return
        customer = caller.customer
        self._avatar.set_name(customer.name)
        self._name.setText(text.plain_text(customer.name, 120))
        self._position.setText(self._position_of(customer))
        self._position.setVisible(bool(self._position.text()))
        self._show_tags(customer.tags)
        self._pinned.set("pin", self.tr("Good to know"), text_of(Tone.SAFFRON))
        self._good_to_know.setText(text.plain_text(customer.good_to_know, 400))
        self._know.setVisible(bool(customer.good_to_know))
        self._contact.show_facts(self.tr("Contact"), self._contact_of(caller, customer))
        self._account.show_facts(self.tr("Account"), self._account_of(customer))
        self._show_figures(caller)
        self._show_people(caller)

    def _position_of(self, customer: Customer) -> str:
        parts = [text.plain_text(part) for part in (customer.role, customer.company)]
        return self.tr(", ", "between role and company").join(
            text.embed(part) for part in parts if part
        )

    def _show_tags(self, tags: tuple[str, ...]) -> None:
        while len(self._tags) < len(tags):
            self._tags.append(Tag())
            self._flow.addWidget(self._tags[-1])
        for tag, code in zip(self._tags, tags, strict=False):
            special = self._words.is_key_account(code)
            tone, icon = (Tone.LAPIS, "star") if special else (Tone.GREY, "")
            tag.set(text.plain_text(self._words.tag(code), 40), tone, icon)
            tag.show()
        for tag in self._tags[len(tags) :]:
            tag.hide()
        self._tag_room.setVisible(bool(tags))
        self._flow.invalidate()

    def _contact_of(self, caller: Caller, customer: Customer) -> list[Fact]:
        facts = [self._number_fact(caller, number) for number in customer.numbers]
        email = text.isolate(text.plain_text(customer.email))
        plain = (
            (self.tr("E-mail"), email),
            (self.tr("City"), text.plain_text(customer.city)),
            (self.tr("Language"), text.plain_text(self._words.language(customer.language))),
        )
        return facts + [Fact(label, value) for label, value in plain if value]

    def _number_fact(self, caller: Caller, number: PhoneNumber) -> Fact:
        calls = number.e164 == caller.e164 if number.e164 else number.raw == caller.number
        here = self.tr("calling") if self._ringing else self.tr("this call")
        label = text.plain_text(self._words.number_label(number.label), 24)
        return Fact(label, number=number.e164 or number.raw, tag=here if calls else "")

    def _account_of(self, customer: Customer) -> list[Fact]:
        contract = text.isolate(text.plain_text(customer.contract))
        since = text.month(customer.since_us) if customer.since_us is not None else ""
        facts = (
            (self.tr("Contract"), contract),
            (self.tr("Plan"), text.plain_text(customer.plan)),
            (self.tr("Since"), since),
            (self.tr("Balance"), text.plain_text(customer.balance)),
        )
        return [Fact(label, value) for label, value in facts if value]

    def _show_figures(self, caller: Caller) -> None:
        self._figures_title.setText(self.tr("Last {n} days").format(n=text.digits(90)))
        figures = [
            (text.digits(caller.calls_90d), self.tr("calls")),
            (text.digits(caller.tickets_90d), self.tr("tickets")),
        ]
        if caller.csat is not None:
            given = self.tr("{given}/{most}")
            said = given.format(given=text.digits(caller.csat), most=text.digits(5))
            figures.append((said, self.tr("last CSAT")))
        self._figures.show_figures(figures)

    def _show_people(self, caller: Caller) -> None:
        people = caller.also_at_company[:_PEOPLE]
        self._people_title.setText(self.tr("Also at this company"))
        while len(self._people) < len(people):
            self._people.append(PersonLine())
            self._people_column.addWidget(self._people[-1])
        for line, person in zip(self._people, people, strict=False):
            line.show_person(person)
        for line in self._people[len(people) :]:
            line.hide()
        self._company.setVisible(bool(people))


def _section(
    card: QWidget, outer: QVBoxLayout, *, gap: int = 0, line: bool = True
) -> tuple[QWidget, QVBoxLayout]:
    whole = QWidget(card)
    around = column(whole)
    inner = QWidget(whole)
    layout = column(inner, (16, 12, 16, 12), gap)
    around.addWidget(inner)
    if line:
        around.addWidget(Hairline())
    outer.addWidget(whole)
    return whole, layout
