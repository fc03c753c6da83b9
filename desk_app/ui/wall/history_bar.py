"""The bar that picks a minute of the past day: a slider and a field for the time."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSlider, QWidget

from desk_app.ui import text as say
from desk_app.ui import when
from desk_app.ui.theme import Weight
from desk_app.ui.wall.easel import Cell, Easel, Part, WallLook
from desk_app.ui.widgets import Live

MINUTES = 24 * 60
DAY_US = MINUTES * when.MINUTE_US
_END = 140  # units for the words at the ends of the slider
_SETTLE_MS = 120  # a slider that is drawn passes many minutes


class DaySlider(Live, QSlider):
    """Minutes of the past day. Time runs left to right in both languages."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._look = look
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.setRange(0, MINUTES)
        self.setPageStep(60)
        self.setValue(MINUTES)
        self._ends = ("", "")
        self.begin()

    def show_ends(self, first: str, last: str) -> None:
        """Say when the day begins and ends."""
        self._ends = (first, last)
        self.update()

    def _inset(self) -> float:
        return self.height() / 2 + _END * self._look.unit

    def retranslate(self) -> None:
        """Name it."""
        self.setAccessibleName(self.tr("Minute of the past day"))

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where the mouse is."""
        self.setSliderDown(True)
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if self.isSliderDown():
            inset = self._inset()
            share = (event.position().x() - inset) / max(1.0, self.width() - 2 * inset)
            self.setValue(round(share * MINUTES))

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let go."""
        self.setSliderDown(False)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw track, hours and handle."""
        painter, t = QPainter(self), self._look.tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide, high = self.width(), self.height()
        inset, thick = self._inset(), max(2.0, 4 * self._look.unit)
        painter.setFont(self._look.font(17))
        painter.setPen(QColor(t.t2))
        room = _END * self._look.unit
        for left, said in zip((0.0, wide - room), self._ends, strict=True):
            painter.drawText(QRectF(left, 0, room, high), Qt.AlignmentFlag.AlignCenter, said)
        run = wide - 2 * inset
        middle = high / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(t.line2))
        painter.drawRect(QRectF(inset, middle - thick / 2, run, thick))
        for hour in range(25):
            x = inset + run * hour / 24
            painter.drawRect(QRectF(x - 0.5, middle + thick * 1.5, 1, thick * 1.5))
        x = inset + run * self.value() / MINUTES
        painter.setBrush(QColor(t.lapis.solid))
        painter.drawRect(QRectF(inset, middle - thick / 2, x - inset, thick))
        radius = min(middle, 11 * self._look.unit)
        if self.hasFocus():
            painter.setBrush(QColor(t.lapis.line))
            painter.drawEllipse(QRectF(x - middle, 0, high, high))
        painter.setBrush(QColor(t.lapis.text))
        painter.drawEllipse(QRectF(x - radius, middle - radius, 2 * radius, 2 * radius))


class LiveButton(Cell):
    """Back to live."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self.begin()

    def retranslate(self) -> None:
        """Set the words."""
        self.setText(self.tr("Back to live"))
        self.setAccessibleName(self.text())
        self.setToolTip(self.tr("Back to live (Esc)"))

    def wanted(self) -> float:
        """Return how wide it is, in units."""
        return self.look.width(self.text(), 20, Weight.SEMIBOLD) + 40

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the button."""
        easel = Easel(self, self.look)
        t = easel.t
        wide, high = self.units()
        fill = t.turquoise.tint
        edge = t.lapis.solid if self.shows_focus() else t.turquoise.line
        easel.card((0, 0, wide, high), 10, fill, edge, 2 if self.shows_focus() else 1)
        ink, easel.on = t.turquoise.text, fill
        easel.text((20, 0, wide - 38, high), self.text(), 20, ink, Weight.SEMIBOLD)


class HistoryBar(Part):
    """`moment_wanted(us)`: the floor of that minute is wanted; `left`: that of now is."""

    moment_wanted = Signal(object)
    left = Signal()

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._now_us = 0
        self.slider = DaySlider(look, self)
        self.field = QLineEdit(self)
        self.field.setMaxLength(16)
        self.field.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.live = LiveButton(look, self)
        self._settle = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settle.timeout.connect(self._want)
        self.slider.valueChanged.connect(self._on_moved)
        self.field.returnPressed.connect(self._on_typed)
        self.live.clicked.connect(self.left)
        self.begin()

    def open_at(self, now_us: int, moment_us: int | None = None) -> None:
        """Offer the day that ends now, with a minute of it picked already if one is given."""
        self._now_us = now_us - now_us % when.MINUTE_US
        picked = now_us if moment_us is None else moment_us
        picked -= picked % when.MINUTE_US
        self.slider.blockSignals(True)
        self.slider.setValue(MINUTES - (self._now_us - picked) // when.MINUTE_US)
        self.slider.blockSignals(False)
        self._show()
        self.update()

    @property
    def moment_us(self) -> int:
        """The minute that is picked."""
        return self._now_us - (MINUTES - self.slider.value()) * when.MINUTE_US

    def _on_moved(self) -> None:
        self._show()
        self._settle.start()

    def _show(self) -> None:
        said = say.clock_time(self.moment_us)
        self.field.setText(said.strip("\u2066\u2069"))
        first = say.clock_time(self._now_us - DAY_US)
        self.slider.show_ends(self.tr("yesterday {time}").format(time=first), self.tr("now"))
        self.slider.setAccessibleDescription(said)
        self.slider.setToolTip(said)

    def _want(self) -> None:
        self.moment_wanted.emit(self.moment_us)

    def _on_typed(self) -> None:
        # What is meant is the next such time after this time yesterday.
        found = when.read(self.field.text(), self._now_us - DAY_US)
        if found is not None and found <= self._now_us:
            self.slider.setValue(MINUTES - (self._now_us - found) // when.MINUTE_US)
            self._settle.stop()
            self._want()
        else:
            self._show()

    def lay_out(self) -> None:
        """Place slider, field and button."""
        wide, high = self.units()
        live = self.live.wanted()
        self.put(self.live, wide - live - 10, (high - 44) / 2, live, 44)
        font = self.look.font(20, Weight.SEMIBOLD)
        self.field.setFont(font)
        tall = max(34, self.look.px(40)) / self.look.unit
        field = max(110.0, 90 / self.look.unit)
        self.put(self.field, wide - live - 26 - field, (high - tall) / 2, field, tall)
        self.put(self.slider, 8, (high - 32) / 2, wide - live - field - 50, 32)
        self.update()

    def retranslate(self) -> None:
        """Say everything again."""
        self.field.setAccessibleName(self.tr("Time"))
        self._show()
        super().retranslate()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bar."""
        easel = Easel(self, self.look)
        t = easel.t
        wide, high = self.units()
        easel.card((0, 0, wide, high), 10, t.surface, t.line)
