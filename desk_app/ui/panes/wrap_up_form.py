"""The saffron block of the wrap-up: the one question that must be answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.ui import text, theme
from desk_app.ui.panes.disposition_list import DispositionList
from desk_app.ui.panes.panel import column
from desk_app.ui.panes.words import Words
from desk_app.ui.theme import Role, Size, Tone, Weight
from desk_app.ui.widgets import Label, Live, Tag, t2
from desk_app.ui.widgets.painting import paint_row, rounded


class _Required(Tag):
    """A tag on the surface's fill, since the block is saffron itself."""

    def __init__(self) -> None:
        super().__init__("", Tone.SAFFRON, icon="circle-alert")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the tag."""
        painter = QPainter(self)
        rounded(painter, self.rect(), Size.RADIUS_TAG, theme.tokens().surface)
        paint_row(self, painter, self.rect().adjusted(7, 0, -7, 0), self._pieces(), 5)


class WrapUpForm(Live, QWidget):
    """ "How did this call end?" and its answers."""

    disposition_chosen = Signal(str)

    def __init__(self, vocabulary: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", Role.BODY, Weight.SEMIBOLD)
        self._required = _Required()
        self._keys = Label("", Role.META, ink=t2)
        self.list = DispositionList(vocabulary)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._title)
        top.addWidget(self._required)
        top.addStretch(1)
        top.addWidget(self._keys)
        layout = column(self, (16, 14, 16, 15), 8)
        layout.addLayout(top)
        layout.addWidget(self.list)
        self.list.chosen.connect(self.disposition_chosen)
        self.begin()

    def set_codes(self, codes: Sequence[str]) -> None:
        """Offer these dispositions."""
        self.list.set_codes(codes)
        self.retranslate()

    def choose(self, code: str) -> None:
        """Show a disposition as chosen, "" for none."""
        self.list.choose(code)
        self._required.setVisible(not code)

    def focus(self) -> None:
        """Let the number keys choose."""
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def retranslate(self) -> None:
        """Set all texts again."""
        self._title.setText(self.tr("How did this call end?"))
        self._required.set(self.tr("Required"))
        first, last = text.digits(1), text.digits(len(self.list.codes()))
        self._keys.setText(self.tr("Press {first}–{last}").format(first=first, last=last))

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Fill the block and draw the line under it."""
        hue = theme.tokens().saffron
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(hue.tint))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(hue.line))
