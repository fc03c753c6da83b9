"""The bar over pages that are no call's: what is open, and the way back.

It keeps the place that the ring strip takes, so that a call moves nothing.
"""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app import dialling
from desk_app.state import Case
from desk_app.ui import number_menu, who
from desk_app.ui import text as say
from desk_app.ui.intents import Intents
from desk_app.ui.theme import Role, Tokens, Weight
from desk_app.ui.widgets import Button, ElidedLabel, IconLabel, Kind, t2
from desk_app.ui.widgets.bar import Bar


def _fill(tokens: Tokens) -> str:
    return tokens.sunken


class RestBar(Bar):
    """Names the section or the earlier ticket in sight; `back` leads to the desk."""

    def __init__(self, intents: Intents, parent: QWidget | None = None) -> None:
        super().__init__(_fill, None, edge=True, parent=parent)
        self._case: Case | None = None
        self._section: QWidget | None = None
        self._icon = ""
        self._mark = IconLabel("ticket", ink=t2, size=20)
        self.title = ElidedLabel("", Role.NAME, Weight.SEMIBOLD, own_direction=True)
        self.hint = ElidedLabel("", Role.BODY, Weight.REGULAR, t2)
        self.again = Button("", Kind.PLAIN, icon="phone-outgoing")
        self.back = Button("", Kind.PLAIN, key="Esc")
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.title)
        column.addWidget(self.hint)
        column.addStretch(1)
        self.row.addWidget(self._mark)
        self.row.addLayout(column, 1)
        self.row.addWidget(self.again)
        self.row.addWidget(self.back)
        self.row.addSpacing(16)
        self.again.clicked.connect(lambda: intents.dial.emit(self._number()))
        number_menu.offer(self, self._number, intents.dial.emit)
        self.begin()

    def show_section(self, section: QWidget, icon: str) -> None:
        """Name a section."""
        self._section, self._case, self._icon = section, None, icon
        self.retranslate()

    def show_case(self, case: Case) -> None:
        """Name an earlier ticket."""
        self._section, self._case = None, case
        self.retranslate()

    def _number(self) -> str:
        return self._case.call.number if self._case else ""

    def retranslate(self) -> None:
        """Set the words again."""
        self.again.setText(self.tr("Call"))
        self.back.setText(self.tr("Back to the desk"))
        case = self._case
        self.again.setVisible(bool(dialling.clean(self._number())))
        if case is None:
            self._mark.set(self._icon or "ticket", "", t2)
            self.title.setText(self._section.accessibleName() if self._section else "")
            self.hint.setText(self.tr("Calls ring here as well."))
            return
        person = who.of_case(case)
        self._mark.set("ticket", "", t2)
        self.title.setText(person.name)
        ticket = say.ticket_id(case.ticket.id) if case.ticket else ""
        self.hint.setText(self.tr("Earlier ticket {number}").format(number=ticket).strip())
