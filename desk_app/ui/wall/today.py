"""The day over all queues: four figures, and calls by the hour."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desk_app.floor_figures import AllQueues, share_lost
from desk_app.ui import text as say
from desk_app.ui.theme import Weight
from desk_app.ui.wall import words
from desk_app.ui.wall.easel import Easel, Part, WallLook
from desk_app.ui.wall.figures import Figure, Value
from desk_app.ui.wall.queues import ANSWERED, LOST, SERVICE

HEAD, FIGURES = 40, 70
_TALLEST, _GAP = 64, 10
_FEW = 14  # hours whose numbers all have room


class WallHours(Part):
    """Calls by the hour. Time runs left to right in both languages."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._by_hour: tuple[int, ...] = ()
        self._hour = 0
        self.begin()

    def show_hours(self, by_hour: tuple[int, ...], hour: int) -> None:
        """Show calls from 0 o'clock on; `hour` is the present one."""
        if (by_hour, hour) != (self._by_hour, self._hour):
            self._by_hour, self._hour = by_hour, hour
            self.retranslate()

    def _hours(self) -> list[tuple[int, int]]:
        counts = (*self._by_hour, *([0] * (self._hour + 1 - len(self._by_hour))))
        busy = [hour for hour, count in enumerate(counts) if count]
        first = busy[0] if busy else max(0, self._hour - 6)
        return [(hour, counts[hour]) for hour in range(min(first, self._hour), len(counts))]

    def retranslate(self) -> None:
        """Name the chart."""
        super().retranslate()
        self.setAccessibleName(self.tr("Calls by hour"))
        said = [f"{say.digits(hour)}: {say.digits(count)}" for hour, count in self._hours()]
        self.setAccessibleDescription(", ".join(said))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bars between their numbers and their hours."""
        painter, look = QPainter(self), self.look
        t, unit = look.tokens(), look.unit
        wide, high = self.units()
        hours = self._hours()
        most = max(1, *(count for _, count in hours))
        step = (wide + _GAP) / len(hours)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, (hour, count) in enumerate(hours):
            now = hour == self._hour
            tall = max(2.0, count / most * _TALLEST)
            top = high - 24 - tall
            colour = t.lapis.text if now else t.lapis.line
            box = QRectF(place * step * unit, top * unit, (step - _GAP) * unit, tall * unit)
            painter.setClipRect(box)
            painter.setPen(QColor(colour))
            painter.setBrush(QColor(colour))
            radius = 4 * unit
            painter.drawRoundedRect(box.adjusted(0, 0, 0, radius), radius, radius)
            painter.setClipping(False)
            every = 1 if len(hours) <= _FEW else 3
            if place % every == 0:
                self._label(painter, box, high - 24, 24, say.digits(hour), t.t3)
            if count and every == 1:
                self._label(painter, box, top - 22, 22, say.digits(count), t.t2)

    def _label(
        self, painter: QPainter, box: QRectF, top: float, high: float, said: str, ink: str
    ) -> None:
        unit = self.look.unit
        font = self.look.font(16)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        wide = self.look.width(said, 16) * unit
        left = box.center().x() - wide / 2
        room = QRectF(left, top * unit, wide + 1, high * unit)
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, said)


class Today(Part):
    """ "Today, all queues". `opened("", figure)`: the calls behind a figure are wanted."""

    opened = Signal(str, str)

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._day = AllQueues(0, 0, None, None, ())
        self._hour = 0
        names = (ANSWERED, LOST, "wait", SERVICE)
        self.figures = {name: Figure(look, self, inset=0) for name in names}
        self.hours = WallHours(look, self)
        for name, button in self.figures.items():
            button.clicked.connect(lambda _=False, figure=name: self._on_figure(figure))
        self.begin()

    def _on_figure(self, figure: str) -> None:
        self.opened.emit("", ANSWERED if figure == "wait" else figure)

    def show_day(self, day: AllQueues, hour: int) -> None:
        """Show the day; `hour` is the present local hour."""
        if (day, hour) != (self._day, self._hour):
            self._day, self._hour = day, hour
            self._show()

    def _show(self) -> None:
        day = self._day
        share = share_lost(day.answered, day.lost)
        level = "–" if day.service_level is None else words.percent(day.service_level)
        wait = "–" if day.wait_s is None else say.duration(day.wait_s)
        values = (
            (say.digits(day.answered), self.tr("answered")),
            (say.digits(day.lost), words.lost(day.lost, share)),
            (wait, self.tr("average wait")),
            (level, self.tr("service level")),
        )
        show = self.tr("Show the calls.")
        for button, (number, under) in zip(self.figures.values(), values, strict=True):
            said = f"{number} {under}. {show}"
            button.show_value(Value(number, under, None, 34), said)
        self.hours.show_hours(day.by_hour, self._hour)

    def lay_out(self) -> None:
        """Place figures and bars."""
        wide, high = self.units()
        for at, button in enumerate(self.figures.values()):
            self.put(button, at * wide / 4, HEAD + 2, wide / 4, FIGURES)
        bars = _TALLEST + 22 + 24
        self.put(self.hours, 0, high - bars, wide, bars)

    def retranslate(self) -> None:
        """Say everything again."""
        super().retranslate()
        self.setAccessibleName(self.tr("Today, all queues"))
        self._show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the headings."""
        easel = Easel(self, self.look)
        wide = self.units()[0]
        title = self.tr("Today, all queues")
        easel.text((0, 0, wide, HEAD), title, 20, easel.t.t1, Weight.SEMIBOLD)
        easel.text((0, HEAD + FIGURES + 22, wide, 24), self.tr("Calls by hour"), 17, easel.t.t3)
