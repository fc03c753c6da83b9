"""The head of the ready page: the day, and the way to the search field."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.ui import text
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Button, ElidedLabel, Kind, Label, Live, t2

_GAP = 8


class ReadyHead(Live, QWidget):
    """One row; the hint beside the button is left out where it has no room."""

    search_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._date = ElidedLabel("", Role.TITLE, Weight.SEMIBOLD)
        self._hint = Label("", Role.BODY, ink=t2)
        self._dial = Button("", Kind.PLAIN, icon="search", key="Ctrl K", small=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        row.addWidget(self._date, 1)
        row.addWidget(self._hint)
        row.addWidget(self._dial)
        self._dial.clicked.connect(self.search_requested)
        self.begin()

    def show_day(self, now_us: int) -> None:
        """Say which day it is."""
        self._date.setText(text.date(now_us))
        self._fit()

    def retranslate(self) -> None:
        """Set all texts again, but for the day."""
        self._hint.setText(self.tr("Call a number or find a person"))
        self._dial.setText(self.tr("Search or dial"))
        self._fit()

    def _fit(self) -> None:
        parts = (self._date, self._hint, self._dial)
        wanted = sum(part.sizeHint().width() for part in parts) + 2 * _GAP
        self._hint.setVisible(wanted <= self.width())

    def minimumSizeHint(self) -> QSize:
        """Return no width: the head never keeps the page from shrinking."""
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what there is no room for."""
        super().resizeEvent(event)
        self._fit()
