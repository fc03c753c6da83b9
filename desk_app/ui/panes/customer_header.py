"""The customer pane folded to one line of 56 px, for narrow windows."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.state import Case
from desk_app.ui import who
from desk_app.ui.panes.panel import Panel, column
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import Avatar, Button, ElidedLabel, Hairline, Kind, Tag, t2


class CustomerHeader(Panel):
    """Name, company and number; a button opens the whole pane in the timeline's place."""

    opened = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(sunken=True, parent=parent)
        self._open = False
        self._ringing = False
        self._avatar = Avatar(28)
        self._name = ElidedLabel("", Role.BODY, Weight.SEMIBOLD, own_direction=True)
        self._about = ElidedLabel("", Role.META, ink=t2, tabular=False)
        self._tag = Tag("", Tone.TURQUOISE)
        self._toggle = Button("", Kind.QUIET, icon="chevron-down", small=True)
        words = column()
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._about)
        words.addStretch(1)
        inner = QWidget(self)
        row = QHBoxLayout(inner)
        # Spacers at the edges, because a layout's margins do not change sides in RTL.
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addSpacing(8)
        row.addWidget(self._avatar)
        row.addLayout(words, 1)
        row.addWidget(self._tag)
        row.addWidget(self._toggle)
        row.addSpacing(0)
        layout = column(self, (0, 0, 1, 0))
        layout.addWidget(inner, 1)
        layout.addWidget(Hairline())
        self.setFixedHeight(56)
        self._toggle.clicked.connect(lambda: self.set_open(not self._open))
        self.begin()

    def show_case(self, case: Case) -> None:
        """Show who is calling."""
        words = who.of_case(case)
        self._ringing = case.call.ringing_here
        self._avatar.set_name(words.person)
        self._name.setText(words.name)
        self._about.setText(" · ".join(part for part in (words.number, words.company) if part))
        self._about.setVisible(bool(self._about.text()))
        self.retranslate()

    def set_open(self, on: bool) -> None:
        """Open or close the pane."""
        if on != self._open:
            self._open = on
            self.retranslate()
            self.opened.emit(on)

    def is_open(self) -> bool:
        """Whether the pane is open."""
        return self._open

    def retranslate(self) -> None:
        """Set all texts again."""
        self._tag.set(self.tr("calling") if self._ringing else self.tr("this call"))
        self._toggle.setText(self.tr("History") if self._open else self.tr("Details"))
        self._toggle.set_icon("chevron-up" if self._open else "chevron-down")
