"""Blocks of the customer pane: a heading over labelled facts, and figures side by side."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk_app.ui import theme
from desk_app.ui.panes.number_link import NumberLink
from desk_app.ui.panes.panel import column
from desk_app.ui.theme import Role, Tone, Weight
from desk_app.ui.widgets import ElidedLabel, Hairline, Label, Live, Tag, line_height, t3

_LABEL_WIDTH = 84
_ROW_GAP = 8


class Fact(msgspec.Struct, frozen=True):
    """A labelled line. `number` makes the value one that can be dialled, `tag` follows it."""

    label: str
    value: str = ""
    number: str = ""
    tag: str = ""


class _FactRow(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._label = ElidedLabel("", ink=t3)
        self._label.setFixedWidth(_LABEL_WIDTH)
        self._value = ElidedLabel("", own_direction=True)
        self.number = NumberLink()
        self._tag = Tag("", Tone.TURQUOISE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._label)
        row.addWidget(self._value, 1)
        row.addWidget(self.number)
        row.addWidget(self._tag)
        row.addStretch(0)

    def show_fact(self, fact: Fact) -> None:
        self.setFixedHeight(line_height(Role.BODY))
        self._label.setText(fact.label)
        self._value.setText(fact.value)
        self._value.setVisible(not fact.number)
        self.number.setVisible(bool(fact.number))
        if fact.number:
            self.number.set_number(fact.number)
        self._tag.setVisible(bool(fact.tag))
        self._tag.set(fact.tag)
        self.show()


class Facts(QWidget):
    """A section of labelled facts; without facts it takes no room. Rows are kept and reused."""

    dial_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", Role.BODY, Weight.SEMIBOLD)
        self._rows: list[_FactRow] = []
        outer = column(self)
        self._inner = inner = QWidget(self)
        self._column = column(inner, (16, 12, 16, 12), _ROW_GAP)
        self._column.addWidget(self._title)
        outer.addWidget(inner)
        outer.addWidget(Hairline())

    def show_facts(self, title: str, facts: Sequence[Fact]) -> None:
        """Show these facts under a title."""
        # A long address may reach into the margin at its end; Qt does not mirror margins.
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        self._column.setContentsMargins(*((8, 12, 16, 12) if rtl else (16, 12, 8, 12)))
        self._title.setText(title)
        while len(self._rows) < len(facts):
            row = _FactRow(self._inner)
            row.number.dial_requested.connect(self.dial_requested)
            self._rows.append(row)
            self._column.addWidget(row)
        for row, fact in zip(self._rows, facts, strict=False):
            row.show_fact(fact)
        for row in self._rows[len(facts) :]:
            row.hide()
        self.setVisible(bool(facts))


class Figures(Live, QWidget):
    """Two or three numbers over their words, divided by hairlines; mirrored with the window."""

    _PADDING = 14

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[tuple[str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.begin()

    def show_figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """Show (number, word) pairs."""
        self._figures = tuple(figures)
        self.setAccessibleName(", ".join(f"{number} {word}" for number, word in figures))
        self.update()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of number and word."""
        return QSize(200, 42)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the figures."""
        painter = QPainter(self)
        t = theme.tokens()
        painter.setLayoutDirection(self.layoutDirection())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        width = self.width() / max(1, len(self._figures))
        for place, (number, word) in enumerate(self._figures):
            left = round(self.width() - (place + 1) * width if rtl else place * width)
            inset = self._PADDING if place else 0
            text_left = left if rtl else left + inset
            room = round(width) - inset
            if place:
                edge = left + round(width) - 1 if rtl else left
                painter.fillRect(edge, 0, 1, 42, QColor(t.line))
            painter.setFont(theme.font(18, Weight.SEMIBOLD))
            painter.setPen(QColor(t.t1))
            painter.drawText(text_left, 0, room, 26, int(align), number)
            painter.setFont(theme.font(Role.META))
            painter.setPen(QColor(t.t3))
            painter.drawText(text_left, 26, room, 16, int(align), word)
