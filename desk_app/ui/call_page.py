"""The three columns of a call: customer, timeline, ticket. The customer folds when it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.state import Case
from desk_app.ui import theme, who
from desk_app.ui.theme import Role, Size, Weight
from desk_app.ui.widgets import Avatar, Button, ElidedLabel, Kind, Live, t2

HEADER = 56


class FoldedCustomer(Live, QWidget):
    """The customer pane's stand-in, 56 px high: who it is, and a button that brings the pane."""

    toggled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedHeight(HEADER)
        self.avatar = Avatar(36)
        self.name = ElidedLabel("", Role.BODY, Weight.SEMIBOLD)
        self.note = ElidedLabel("", Role.META, Weight.REGULAR, t2)
        self.more = Button("", Kind.PLAIN, small=True)
        self.more.clicked.connect(self.toggled)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.name)
        column.addWidget(self.note)
        column.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 1)
        row.setSpacing(12)
        row.addWidget(self.avatar)
        row.addLayout(column, 1)
        row.addWidget(self.more)
        self.begin()

    def show_case(self, case: Case) -> None:
        """Paint who it is."""
        person = who.of_case(case)
        self.avatar.set_name(person.person)
        self.name.setText(person.name)
        self.note.setText(" · ".join(p for p in (person.company, person.number) if p))

    def retranslate(self) -> None:
        """Set the words again."""
        self.more.setText(self.tr("Customer"))

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw fill and lower edge."""
        painter = QPainter(self)
        t = theme.tokens()
        painter.fillRect(self.rect(), QColor(t.sunken))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(t.line))


class CallPage(QWidget):
    """288 | rest | 432 px. In a window under 1280 px the customer is a header of the timeline,
    and the pane comes over the timeline when it is asked for."""

    def __init__(
        self,
        customer_pane: QWidget,
        timeline: QWidget,
        ticket_pane: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._customer, self._timeline, self._ticket = customer_pane, timeline, ticket_pane
        self.header = FoldedCustomer(self)
        self._open = False
        for pane in (timeline, ticket_pane, customer_pane):
            pane.setParent(self)
        self.header.toggled.connect(self._toggle)

    def show_case(self, case: Case) -> None:
        """Paint the header; the panes are painted by whoever made them."""
        self.header.show_case(case)

    def folded(self) -> bool:
        """Whether the customer pane is folded into the header."""
        return self.width() + Size.RAIL < Size.FOLD_BELOW

    def minimumSizeHint(self) -> QSize:
        """Return what the smallest window leaves."""
        return QSize(Size.MIN_WINDOW[0] - Size.RAIL, 200)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give each column its place, from the start edge."""
        super().resizeEvent(event)
        self._place()

    def _toggle(self) -> None:
        self._open = not self._open
        self._place()

    def _place(self) -> None:
        width, height = self.width(), self.height()
        folded = self.folded()
        if not folded:
            self._open = False
        ticket = min(Size.TICKET_PANE, width // 2)
        customer = 0 if folded else Size.CUSTOMER_PANE
        top = HEADER if folded else 0
        middle = width - customer - ticket
        self.header.setVisible(folded)
        self._put(self.header, 0, 0, middle, HEADER)
        self._put(self._timeline, customer, top, middle, height - top)
        self._put(self._ticket, width - ticket, 0, ticket, height)
        self._put(self._customer, 0, top, Size.CUSTOMER_PANE, height - top)
        self._customer.setVisible(not folded or self._open)
        if folded:
            self._customer.raise_()

    def _put(self, pane: QWidget, start: int, top: int, width: int, height: int) -> None:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - start - width if rtl else start
        pane.setGeometry(left, top, width, height)

    def changeEvent(self, event: QEvent) -> None:
        """Mirror the columns when the reading direction changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._place()
