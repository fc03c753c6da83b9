"""A vertical scroll bar that lies over the content, so that nothing shifts when it comes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QScrollBar, QWidget

_WIDTH = 10


class OverlayScroll(QObject):
    """Gives an area such a bar at its end edge; owned by the area."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._area = area
        area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._real = area.verticalScrollBar()
        self._bar = QScrollBar(Qt.Orientation.Vertical, area)
        self._real.rangeChanged.connect(self._follow)
        self._real.valueChanged.connect(self._bar.setValue)
        self._bar.valueChanged.connect(self._real.setValue)
        area.installEventFilter(self)
        self._follow()

    def _follow(self) -> None:
        bar = self._bar
        bar.setRange(self._real.minimum(), self._real.maximum())
        bar.setPageStep(self._real.pageStep())
        bar.setSingleStep(self._real.singleStep())
        bar.setValue(self._real.value())
        rtl = self._area.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = 0 if rtl else self._area.width() - _WIDTH
        bar.setGeometry(left, 0, _WIDTH, self._area.height())
        bar.setVisible(self._real.maximum() > self._real.minimum())
        bar.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the area's size and direction."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutDirectionChange):
            self._follow()
        return super().eventFilter(watched, event)


def scrolled(inner: QWidget, parent: QWidget) -> QScrollArea:
    """Return `inner` in an area that scrolls up and down and never takes the focus."""
    area = QScrollArea(parent)
    area.setWidget(inner)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    OverlayScroll(area)
    return area
