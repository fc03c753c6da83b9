"""Parts of the ticket's forms: a labelled field, a list of codes, the priority's options."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.crm.records import Priority
from desk_app.ui import theme
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.words import Words as Vocabulary
from desk_app.ui.theme import Role, Tone, Weight, icons
from desk_app.ui.widgets import Label, Option, Select, t2, t3
from desk_app.ui.widgets.painting import Words, paint_row


class Field(QWidget):
    """A label over an input, with quiet words after the label or at the end of its line."""

    def __init__(self, within: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.within = within
        self._label = Label("", Role.META, Weight.MEDIUM, t2)
        self._label.setBuddy(within)
        self._note = Label("", Role.META, ink=t3)
        self._top = top = QHBoxLayout()
        top.setSpacing(6)
        top.addWidget(self._label)
        top.addWidget(self._note)
        top.addStretch(1)
        layout = column(self, gap=4)
        layout.addLayout(top)
        layout.addWidget(within, 1)

    def add(self, widget: QWidget) -> None:
        """Put a widget at the end of the label's line."""
        self._top.addWidget(widget)

    def set(self, label: str, note: str = "") -> None:
        """Set the label, which also names the input for screen readers."""
        self.set_label(label, note)
        self.within.setAccessibleName(label)

    def set_label(self, label: str, note: str = "") -> None:
        """Set the label of what has a name of its own."""
        self._label.setText(label)
        self._note.setText(note)
        self._note.setVisible(bool(note))


class CodeSelect(Select):
    """A drop-down list of codes shown as words. Says what a person chose, never what a program set.

    While nothing is chosen the placeholder is shown.
    """

    code_chosen = Signal(str)

    def __init__(self, word: Callable[[str], str], parent: QWidget | None = None) -> None:
        self._word = word
        self._codes: tuple[str, ...] = ()
        self._placeholder = ""
        self._icons: dict[str, tuple[str, Tone]] = {}
        super().__init__(parent)
        self.activated.connect(self._on_activated)

    def set_codes(self, codes: Sequence[str]) -> None:
        """Offer these codes; the one chosen stays."""
        if tuple(codes) != self._codes:
            chosen = self.code()
            self._codes = tuple(codes)
            self._fill()
            self.choose(chosen)

    def choose(self, code: str) -> None:
        """Show a code as chosen; one that is not offered is added, "" is none."""
        if code == self.code():
            return
        if code and code not in self._codes:
            self._codes = (*self._codes, code)
            self._fill()
        self.setCurrentIndex(self._codes.index(code) if code else -1)

    def set_placeholder(self, text: str) -> None:
        """Show `text` while nothing is chosen."""
        self._placeholder = text
        self.update()

    def set_icons(self, icons: dict[str, tuple[str, Tone]]) -> None:
        """Mark codes with an icon in a tone."""
        self._icons = icons
        self.restyle()

    def code(self) -> str:
        """Return the chosen code, "" for none."""
        index = self.currentIndex()
        return self._codes[index] if 0 <= index < len(self._codes) else ""

    def retranslate(self) -> None:
        """Set the words again."""
        chosen = self.currentIndex()
        self._fill()
        self.setCurrentIndex(chosen)

    def restyle(self) -> None:
        """Make the icons again."""
        super().restyle()
        for code, (name, tone) in self._icons.items():
            if code in self._codes:
                tint = theme.tokens().hue(tone).text
                self.setItemIcon(self._codes.index(code), icons.icon(name, 14, tint))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box, and the placeholder in its own colour, which a style sheet overrules."""
        super().paintEvent(event)
        if not self.code() and self._placeholder:
            painter = QPainter(self)
            words = Words(self._placeholder, theme.font(Role.BODY), theme.tokens().t3)
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left, right = (30, 10) if rtl else (10, 30)
            paint_row(self, painter, self.rect().adjusted(left, 0, -right, 0), [words], 0)

    def _fill(self) -> None:
        self.clear()
        self.addItems([self._word(code) for code in self._codes])
        self.setCurrentIndex(-1)
        self.restyle()

    def _on_activated(self, index: int) -> None:
        self.code_chosen.emit(self._codes[index])


LOUD = {
    Priority.HIGH.value: ("flag", Tone.POMEGRANATE),
    Priority.URGENT.value: ("flag", Tone.POMEGRANATE),
}
"""Priorities that carry a mark."""


def priority_options(words: Vocabulary) -> list[Option]:
    """Return the segments of the priority, loud ones with a flag."""
    return [
        Option(priority.value, words.priority(priority), *LOUD.get(priority.value, ("", Tone.GREY)))
        for priority in Priority
    ]
