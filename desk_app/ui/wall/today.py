"""The day over all queues: four figures, and calls by the hour."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent
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
_RADIUS = 4
_LEAST, _FEW = 7, 14  # hours that there is room for; hours whose numbers all have room


class WallHours(Part):
    """Calls by the hour. Time runs left to right in both languages."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._by_hour: tuple[int, ...] = ()
        self._hour = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.begin()

    def show_hours(self, by_hour: tuple[int, ...], hour: int) -> None:
        """Show calls from 0 o'clock on; `hour` is the present one."""
        if (by_hour, hour) != (self._by_hour, self._hour):
            self._by_hour, self._hour = by_hour, hour
            self.retranslate()

    def _hours(self) -> list[tuple[int, int | None]]:
        """Return hours and calls, from the day's first calls on; None: still to come.

        Bars are as wide as in a picture of seven hours at most, and wait for the day to fill
        the rest: one hour alone would be one wide block.
        """
        counts = (*self._by_hour, *([0] * (self._hour + 1 - len(self._by_hour))))
        busy = next((hour for hour, count in enumerate(counts) if count), self._hour)
        first = max(0, min(busy, self._hour, 24 - _LEAST))
        last = max(len(counts), first + _LEAST)
        return [(hour, counts[hour] if hour <= self._hour else None) for hour in range(first, last)]

    def retranslate(self) -> None:
        """Name the chart."""
        super().retranslate()
        self.setAccessibleName(self.tr("Calls by hour"))
        known = [(hour, count) for hour, count in self._hours() if count is not None]
        said = [f"{say.digits(hour)}: {say.digits(count)}" for hour, count in known]
        self.setAccessibleDescription(", ".join(said))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw bars between their numbers and their hours."""
        easel = Easel(self, self.look)
        easel.rtl = False
        easel.ground(event.rect())
        t, high = easel.t, self.units()[1]
        hours = self._hours()
        most = max(1, *(count or 0 for _, count in hours))
        every = 1 if len(hours) <= _FEW else 3
        step = (self.units()[0] + _GAP) / len(hours)
        for place, (hour, count) in enumerate(hours):
            x, wide = place * step, step - _GAP
            if place % every == 0:
                easel.centred((x, high - 24, wide, 24), say.digits(hour), 16, t.t3)
            if count is None:
                continue
            tall = max(2.0, count / most * _TALLEST)
            top = high - 24 - tall
            easel.painter.setClipRect(easel.box(x, top, wide, tall))
            colour = t.lapis.text if hour == self._hour else t.lapis.line
            easel.card((x, top, wide, tall + _RADIUS), _RADIUS, colour)
            easel.painter.setClipping(False)
            if count and every == 1:
                easel.centred((x, top - 22, wide, 22), say.digits(count), 16, t.t2)


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
        told = {
            "wait": " ".join(filter(None, (self._said_of_mean(), self._said_of_waits()))),
            SERVICE: self.tr(
                "Answered within the target of their queue, of all answered and abandoned calls "
                "of today but those given up within the first seconds."
            ),
        }
        show = self.tr("Show the calls.")
        for (name, button), (number, under) in zip(self.figures.items(), values, strict=True):
            parts = (f"{number} {under}.", told.get(name, ""), show)
            button.show_value(Value(number, under, None, 34), " ".join(filter(None, parts)))
        self.hours.show_hours(day.by_hour, self._hour)

    def _said_of_mean(self) -> str:
        return self.tr(
            "The mean wait of the calls that were answered today; those given up are not in it."
        )

    def _said_of_waits(self) -> str:
        half_s, most_s = self._day.half_s, self._day.most_s
        if half_s is None or most_s is None:
            return ""
        said = self.tr("Half of them waited less than {half}, nine of ten less than {most}.")
        return said.format(half=say.duration(half_s), most=say.duration(most_s))

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
