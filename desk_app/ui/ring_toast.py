"""The ring over other programs: on top, at the screen's lower end corner, never with the focus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QCursor, QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.state import Case
from desk_app.ui.clock import Clock
from desk_app.ui.intents import Intents
from desk_app.ui.ring_card import WIDTH, RingCard

LEAST_HEIGHT = 190
_FROM_EDGE = 16

_FLAGS = (
    Qt.WindowType.Tool
    | Qt.WindowType.FramelessWindowHint
    | Qt.WindowType.WindowStaysOnTopHint
    | Qt.WindowType.WindowDoesNotAcceptFocus
)


class RingToast(QWidget):
    """A window of its own around the ring card. Where windows place themselves (X11, Windows,
    macOS) its lower edge stays where it is when more calls ring: they are listed above.
    """

    def __init__(self, intents: Intents, clock: Clock) -> None:
        super().__init__(None, _FLAGS)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_MacAlwaysShowToolWindow)
        self.setFixedWidth(WIDTH)
        self.card = RingCard(intents, clock, self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self.card)

    def show_cases(self, cases: Sequence[Case]) -> None:
        """Show the ringing calls, oldest first; at least one."""
        self.card.show_cases(cases)
        self._fit()
        self.show()

    def _fit(self) -> None:
        self.setWindowTitle(self.card.accessibleName())
        self.card.column.activate()  # what was hidden just now counts until then
        self._column.activate()
        self.setFixedHeight(max(LEAST_HEIGHT, self.sizeHint().height()))
        self._place()

    def stop(self) -> None:
        """Hide: nothing rings any more, or the desk itself shows it."""
        self.card.stop()
        self.hide()

    def _place(self) -> None:
        screen = self.screen() if self.isVisible() else None
        screen = screen or QGuiApplication.screenAt(QCursor.pos()) or self.screen()
        room = screen.availableGeometry()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = room.left() + _FROM_EDGE if rtl else room.right() + 1 - _FROM_EDGE - self.width()
        self.move(QPoint(left, room.bottom() + 1 - _FROM_EDGE - self.height()))

    def changeEvent(self, event: QEvent) -> None:
        """Take the size of another language when its words are there."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange and self.isVisible():
            QTimer.singleShot(0, self, self._fit)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Only hide: a window manager's close key must neither decline nor end the program."""
        event.ignore()
        self.hide()
