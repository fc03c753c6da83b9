"""The slot's bars: one height, a fill, and blocks that give way when the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desk_app.ui import theme
from desk_app.ui.theme import Role, Size, Weight
from desk_app.ui.widgets.labels import ElidedLabel, Ink, Label
from desk_app.ui.widgets.live import Live
from desk_app.ui.widgets.marks import Hairline


class Bar(Live, QWidget):
    """Base of ring strip, call bar and wrap-up bar: 84 px, so that nothing below ever moves."""

    def __init__(
        self, fill: Ink, stripe: Ink | None, edge: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._fill, self._stripe, self._edge = fill, stripe, edge
        self._optional: list[QWidget] = []
        self._wanted: dict[QWidget, bool] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFixedHeight(Size.BAR)
        self.row = QHBoxLayout(self)
        # Spacers at the edges, because a layout's margins do not change sides in RTL.
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(16)
        self.row.addSpacing(20)

    def gives_way(self, *widgets: QWidget) -> None:
        """Name the blocks that hide when there is no room, the first to go first."""
        self._optional = list(widgets)

    def want(self, widget: QWidget, on: bool) -> None:
        """Say whether an optional block has anything to show."""
        self._wanted[widget] = on

    def fit(self) -> None:
        """Show the wanted blocks as far as there is room."""
        for widget in self._optional:
            widget.setVisible(self._wanted.get(widget, True))
        self._measure()
        for widget in self._optional:
            if self.row.sizeHint().width() <= self.width():
                break
            widget.hide()

    def _measure(self) -> None:
        """Let blocks and lines that lie deeper forget the width of earlier words."""
        for block in reversed(self.findChildren(QWidget)):
            layout = block.layout()
            if layout is not None:
                layout.activate()
        for at in range(self.row.count()):
            item = self.row.itemAt(at)
            if item is not None:
                item.invalidate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Find out again what there is room for."""
        super().resizeEvent(event)
        self.fit()

    def minimumSizeHint(self) -> QSize:
        """Return no width: a bar never keeps the window from shrinking."""
        return QSize(0, Size.BAR)

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw fill, bottom line and the stripe at the start edge."""
        painter = QPainter(self)
        t = theme.tokens()
        painter.fillRect(self.rect(), QColor(self._fill(t)))
        if self._edge:
            painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(t.line))
        if self._stripe:
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = self.width() - 4 if rtl else 0
            painter.fillRect(left, 0, 4, self.height(), QColor(self._stripe(t)))


class Lines(QWidget):
    """A block of a bar: an upright hairline, then a column of lines."""

    def __init__(
        self, *widgets: QWidget, line: Ink, inset: int = 16, height: int = 44, after: int = 0
    ) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(inset)

        hairline = Hairline(vertical=True, ink=line)
        hairline.setFixedHeight(height)
        row.addWidget(hairline)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addStretch(1)
        for widget in widgets:
            column.addWidget(widget)
        column.addStretch(1)
        row.addLayout(column, 1)
        if after:
            row.addSpacing(after)


class Fact(Lines):
    """A small heading over a value."""

    def __init__(
        self,
        *,
        line: Ink,
        heading: Ink,
        value: Ink,
        role: Role = Role.BODY,
        weight: Weight = Weight.MEDIUM,
        inset: int = 16,
        own_direction: bool = False,
    ) -> None:
        self.heading = Label("", Role.META, Weight.REGULAR, heading)
        self.value = ElidedLabel("", role, weight, value, own_direction=own_direction)
        self.value.setMaximumWidth(220)
        super().__init__(self.heading, self.value, line=line, inset=inset, after=inset)

    def set(self, heading: str, value: str) -> None:
        """Show another heading and value."""
        self.heading.setText(heading)
        self.value.setText(value)
        self.value.setMinimumWidth(min(160, self.value.sizeHint().width()))
