"""A small card over the window, under the control that opened it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from desk_app.ui import theme
from desk_app.ui.theme import Size
from desk_app.ui.widgets.live import Live
from desk_app.ui.widgets.painting import rounded
from desk_app.ui.widgets.role import play


class Popover(Live, QWidget):
    """A card inside the window: the window's shortcuts go on working while it is open.

    Esc or a click elsewhere closes it. It is a child of the window and takes the
    focus only where `open_under` is told to.
    """

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._anchor: QWidget | None = None
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(12, 12, 12, 12)
        self.body.setSpacing(8)
        play(self, QAccessible.Role.Dialog)
        self._shadow = QGraphicsDropShadowEffect(self)
        self._shadow.setBlurRadius(32)
        self._shadow.setOffset(0, 8)
        self.setGraphicsEffect(self._shadow)
        self.hide()

    def open_under(self, anchor: QWidget, *, focus: QWidget | None = None, width: int = 0) -> None:
        """Show under `anchor` (above it where that is cut off), start edges aligned."""
        self._anchor = anchor
        if width:
            self.setFixedWidth(width)
        self.place()
        self.show()
        self.raise_()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def place(self) -> None:
        """Take the size of the content and the place under the anchor again."""
        if self._anchor is None:
            return
        self.adjustSize()
        window = self._window
        spot = QRect(self._anchor.mapTo(window, QPoint(0, 0)), self._anchor.size())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = spot.right() + 1 - self.width() if rtl else spot.left()
        left = max(8, min(left, window.width() - self.width() - 8))
        below = spot.bottom() + 6
        above = spot.top() - 6 - self.height()
        lowest = max(8, window.height() - self.height() - 8)
        self.move(left, below if below <= lowest else above if above >= 8 else lowest)

    def close_card(self) -> None:
        """Hide."""
        if self.isVisible():
            inside = self.isAncestorOf(QApplication.focusWidget() or self.window())
            self.hide()
            if inside and self._anchor is not None:
                self._anchor.setFocus(Qt.FocusReason.PopupFocusReason)
            self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Watch for a click elsewhere, as long as the card can be seen."""
        super().showEvent(event)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def hideEvent(self, event: QHideEvent) -> None:
        """Let go, also when the whole window goes with the card open."""
        super().hideEvent(event)
        if (application := QApplication.instance()) is not None:
            application.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Close on a click elsewhere and on Esc."""
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            assert isinstance(event, QMouseEvent)  # noqa: S101
            inside = self.isAncestorOf(watched) or watched is self
            on_anchor = self._anchor is not None and (
                watched is self._anchor or self._anchor.isAncestorOf(watched)
            )
            if not inside and not on_anchor and watched.window() is self.window():
                self.close_card()
        elif event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            assert isinstance(event, QKeyEvent)  # noqa: S101
            if event.key() == Qt.Key.Key_Escape and watched.window() is self.window():
                self.close_card()
                return True
        return False

    def restyle(self) -> None:
        """Take the shadow's strength again."""
        self._shadow.setColor(theme.colour("#000000", 0.5 if theme.tokens().dark else 0.18))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        t = theme.tokens()
        rounded(QPainter(self), self.rect(), Size.RADIUS_CARD, t.surface, t.line2)
