"""The tabs over the timeline: one for each channel, with its count."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk_app.crm.records import EntryKind
from desk_app.ui import text, theme
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Live, PaintedButton
from desk_app.ui.widgets.painting import Piece, Words, paint_row, rounded, row_width

_RADIUS = 6
_HEIGHT = 28
_PADDING = 9


class FilterTab(PaintedButton):
    """A word and a quiet count; grey and bold while it is chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._count = 0
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.begin()

    def set(self, word: str, count: int) -> None:
        """Show a word and a count."""
        self.setText(word)
        self._count = count
        self.setAccessibleName(f"{word} {text.digits(count)}")
        self.restyle()

    def count(self) -> int:
        """Return the count shown."""
        return self._count

    def _pieces(self) -> list[Piece]:
        t = theme.tokens()
        weight = Weight.SEMIBOLD if self.isChecked() else Weight.REGULAR
        ink = t.t1 if self.isChecked() else t.t2
        return [
            Words(self.text(), theme.font(Role.BODY, weight), ink),
            Words(text.digits(self._count), theme.font(Role.META), t.t3),
        ]

    def sizeHint(self) -> QSize:
        """Return word and count with their padding."""
        return QSize(row_width(self._pieces(), 3) + 2 * _PADDING, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tab."""
        painter = QPainter(self)
        t = theme.tokens()
        box = self.face(painter, _RADIUS)
        if self.isChecked():
            rounded(painter, box, _RADIUS, t.grey)
        elif self.underMouse():
            rounded(painter, box, _RADIUS, t.hover)
        inner = self.rect().adjusted(_PADDING, 0, -_PADDING, 0)
        paint_row(self, painter, inner, self._pieces(), 3)


class FilterTabs(Live, QWidget):
    """All channels and each of them. Arrow keys move the choice, as Qt's exclusive buttons do."""

    chosen = Signal(object)  # EntryKind, None for all

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: dict[EntryKind, int] = {}
        self.setFixedHeight(_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        self._tabs: dict[EntryKind | None, FilterTab] = {}
        for kind in (None, *EntryKind):
            tab = FilterTab(self)
            tab.toggled.connect(lambda on, kind=kind: self._on_toggled(kind, on))
            row.addWidget(tab)
            self._tabs[kind] = tab
        row.addStretch(1)
        self._tabs[None].setChecked(True)
        self.begin()

    def set_counts(self, counts: dict[EntryKind, int]) -> None:
        """Show how many interactions each channel has."""
        self._counts = counts
        self.retranslate()

    def tab(self, kind: EntryKind | None) -> FilterTab:
        """Return the tab of a channel; None is all."""
        return self._tabs[kind]

    def choose(self, kind: EntryKind | None) -> None:
        """Choose a channel as a click does."""
        self._tabs[kind].setChecked(True)

    def retranslate(self) -> None:
        """Set the words again."""
        words = {
            None: self.tr("All"),
            EntryKind.CALL: self.tr("Calls"),
            EntryKind.TICKET: self.tr("Tickets"),
            EntryKind.EMAIL: self.tr("E-mail"),
            EntryKind.CHAT: self.tr("Chat"),
            EntryKind.NOTE: self.tr("Notes"),
        }
        for kind, tab in self._tabs.items():
            count = sum(self._counts.values()) if kind is None else self._counts.get(kind, 0)
            tab.set(words[kind], count)

    def _on_toggled(self, kind: EntryKind | None, on: bool) -> None:
        self._tabs[kind].restyle()
        if on:
            self.chosen.emit(kind)
