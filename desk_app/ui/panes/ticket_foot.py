"""The foot of the ticket pane: what is missing, and Save."""

from __future__ import annotations

import enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.ui import text
from desk_app.ui.panes.panel import column
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import Button, Hairline, IconLabel, Kind, Live, t3, text_of


class Phase(enum.Enum):
    """Where the call stands, as far as its ticket cares."""

    RINGING = "ringing"
    TALKING = "talking"
    WRAP_UP = "wrap_up"


class TicketFoot(Live, QWidget):
    """56 px at the bottom of the pane."""

    save_pressed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dispositions = 0
        self._phase = Phase.RINGING
        self._chosen = False
        self._logged = IconLabel("shield-check", "", Role.META, ink=t3)
        self._missing = IconLabel(
            "circle-alert", "", Role.BODY, Weight.MEDIUM, text_of(Tone.SAFFRON)
        )
        self.save = Button("", Kind.ACCENT, key="Ctrl ↵")
        outer = column(self)
        outer.addWidget(Hairline())
        inner = QWidget(self)
        inner.setFixedHeight(55)
        row = QHBoxLayout(inner)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(8)
        row.addWidget(self._logged, 1)
        row.addWidget(self._missing, 1)
        row.addStretch(0)
        row.addWidget(self.save)
        outer.addWidget(inner)
        self.save.clicked.connect(self.save_pressed)
        self.begin()

    def set_count(self, dispositions: int) -> None:
        """Say how many dispositions there are to choose from."""
        self._dispositions = dispositions
        self.retranslate()

    def show_phase(self, phase: Phase, *, chosen: bool) -> None:
        """Show a phase; `chosen`: the disposition is there."""
        self._phase, self._chosen = phase, chosen
        self.retranslate()

    def missing(self) -> str:
        """Return what is still to be done before saving."""
        return self._missing.text()

    def can_save(self) -> bool:
        """Whether Save is offered now."""
        return self._phase is not Phase.RINGING and self.save.isEnabled()

    def retranslate(self) -> None:
        """Set all texts again."""
        wrap_up = self._phase is Phase.WRAP_UP
        said = self.tr("This call is logged on the draft even if you do not answer.")
        self._logged.set("shield-check", said, t3)
        self._logged.setVisible(self._phase is Phase.RINGING)
        most = text.digits(self._dispositions)
        first = text.digits(1)
        missing = self.tr("Choose {first}–{last} to finish").format(first=first, last=most)
        self._missing.set("circle-alert", missing, text_of(Tone.SAFFRON))
        self._missing.setVisible(wrap_up and not self._chosen)
        self.save.setText(self.tr("Save and go Ready") if wrap_up else self.tr("Save"))
        self.save.set_kind(Kind.PRIMARY if wrap_up else Kind.ACCENT)
        self.save.setEnabled(self._chosen or not wrap_up)
        self.save.setVisible(self._phase is not Phase.RINGING)
