"""What does not fit is shown page after page, by itself; keys and wheel turn pages too."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.ui import text as say
from desk_app.ui.wall.easel import Part, WallLook

_NOTCH = 120


class Paged(Part):
    """A part with more to show than there is room for. `room`: what fits on a page."""

    def __init__(self, look: WallLook, parent: QWidget | None = None) -> None:
        super().__init__(look, parent)
        self.room = 1
        self.page = 0
        self._turned = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    @abstractmethod
    def count(self) -> int:
        """Return how many there are."""

    @abstractmethod
    def show_page(self) -> None:
        """Paint the page that is turned to."""

    def columns(self) -> int:
        """Return how many lie side by side."""
        return 1

    @abstractmethod
    def cells(self) -> list[QWidget]:
        """Return the widgets of the page that can have the focus, in order."""

    @property
    def pages(self) -> int:
        """How many pages there are, at least one."""
        return max(1, -(-self.count() // max(1, self.room)))

    def update_head(self, height: float) -> None:
        """Paint the heading again, and not what is under it."""
        self.update(0, 0, self.width(), self.look.px(height))

    def first(self) -> int:
        """Return the number of the first on the page."""
        self.page = min(self.page, self.pages - 1)
        return self.page * max(1, self.room)

    def turn(self, by: int = 1) -> None:
        """Turn pages; after the last comes the first."""
        before = self.page
        self.page = (self.page + by) % self.pages
        if self.page != before:
            self.show_page()

    def turn_by_itself(self) -> None:
        """Turn to the next page unless somebody is at work on this one."""
        focus = QApplication.focusWidget()
        busy = self.underMouse() or (focus is not None and self.isAncestorOf(focus))
        if self.pages > 1 and not busy and QApplication.activePopupWidget() is None:
            self.turn()

    def page_said(self) -> str:
        """Return "2/25", "" for a single page."""
        if self.pages == 1:
            return ""
        return say.isolate(f"{say.digits(self.page + 1)}/{say.digits(self.pages)}")

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn a page for each notch."""
        self._turned += event.angleDelta().y()
        while abs(self._turned) >= _NOTCH:
            step = 1 if self._turned < 0 else -1
            self._turned += step * _NOTCH
            self.turn(step)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Page Up and Page Down turn, the arrows go from one to the next."""
        key = Qt.Key(event.key())
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self.turn(1 if key == Qt.Key.Key_PageDown else -1)
            return
        step = self._steps().get(key)
        if step is None:
            super().keyPressEvent(event)
        else:
            self._go(step)

    def _steps(self) -> dict[Qt.Key, int]:
        onward = 1 if self.layoutDirection() == Qt.LayoutDirection.LeftToRight else -1
        return {
            Qt.Key.Key_Down: self.columns(),
            Qt.Key.Key_Up: -self.columns(),
            Qt.Key.Key_Right: onward,
            Qt.Key.Key_Left: -onward,
        }

    def _go(self, step: int) -> None:
        cells = [cell for cell in self.cells() if cell.isVisible()]
        focus = QApplication.focusWidget()
        if focus is None or focus not in cells:
            return
        to = cells.index(focus) + step
        if 0 <= to < len(cells):
            cells[to].setFocus(Qt.FocusReason.TabFocusReason)
        elif self.pages > 1:
            self.turn(1 if step > 0 else -1)
            shown = [cell for cell in self.cells() if cell.isVisible()]
            shown[0 if step > 0 else -1].setFocus(Qt.FocusReason.TabFocusReason)

    def changeEvent(self, event: QEvent) -> None:
        """Lie the other way round at once when the direction changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self.lay_out()
