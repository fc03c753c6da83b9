"""The parts of a queue's row: figures that open, agents by state, the last hour."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from desk_app.floor_figures import AgentCounts
from desk_app.telephony.team.board import AgentStatus
from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.states import Look
from desk_app.ui.theme import Tone, Weight
from desk_app.ui.wall import words
from desk_app.ui.wall.easel import Cell, Easel, Part, WallLook

_CELLS = (
    (AgentStatus.READY, "circle-check", Tone.TURQUOISE),
    (AgentStatus.TALKING, "phone-call", Tone.LAPIS),
    (AgentStatus.WRAP_UP, "square-pen", Tone.SAFFRON),
    (AgentStatus.PAUSED, "coffee", Tone.VIOLET),
)
_MINUTES = 5  # one point of the sparkline
_ABOVE = 1.22  # the limit's line lies under the top
_SPARK = (2.0, 150.0, 6.0, 58.0)  # left, right, top, bottom, in units


Ground = Callable[[], str]
"""The colour that a part lies on; "" where it is not one colour."""


def _wall() -> str:
    return theme.tokens().bg


class Value(msgspec.Struct, frozen=True):
    """A number as it is shown: large, with a quiet line under it."""

    number: str
    under: str
    tone: Tone | None = None
    size: int = 42
    weight: Weight = Weight.SEMIBOLD


class Figure(Cell):
    """A number that can be opened into the calls behind it."""

    def __init__(
        self, look: WallLook, parent: QWidget, ground: Ground = _wall, *, inset: int = 4
    ) -> None:
        super().__init__(look, parent)
        self._inset, self._ground = inset, ground
        self._value = Value("", "")
        self.begin()

    def show_value(self, value: Value, said: str) -> None:
        """Show a number; `said` tells it, and what a click does, to screen readers."""
        if value != self._value:
            self._value = value
            self.look.turns.ask(self)
        if said != self.accessibleName():
            self.setAccessibleName(said)
            self.setToolTip(said)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw number and line, from the start edge."""
        easel, value = Easel(self, self.look), self._value
        easel.on = self._ground()
        t = easel.t
        wide, high = self.units()
        if self.shows_focus() or self.underMouse():
            edge = t.lapis.solid if self.shows_focus() else t.line2
            easel.card((0, 0, wide, high), 7, None, edge, 2 if self.shows_focus() else 1)
        ink = t.t1 if value.tone is None else t.hue(value.tone).text
        left, room = self._inset, wide - self._inset
        if not value.under:
            easel.text((left, 0, room, high), value.number, value.size, ink, value.weight)
            return
        top = (high - 68) / 2
        easel.text((left, top, room, 46), value.number, value.size, ink, value.weight)
        easel.text((left, top + 46, room, 22), value.under, 17, t.t2)


class AgentsByState(Part):
    """Four numbers of agents with icon and word; none is quiet."""

    def __init__(self, look: WallLook, parent: QWidget, ground: Ground) -> None:
        super().__init__(look, parent)
        self._counts = AgentCounts()
        self._ground = ground
        self.begin()

    def show_counts(self, counts: AgentCounts) -> None:
        """Show how many do what."""
        if counts != self._counts:
            self._counts = counts
            self._say()
            self.look.turns.ask(self)

    def _numbers(self) -> tuple[int, ...]:
        counts = self._counts
        return counts.ready, counts.on_calls, counts.wrap_up, counts.paused

    def retranslate(self) -> None:
        """Say it again."""
        super().retranslate()
        self._say()

    def _say(self) -> None:
        said = [
            f"{say.digits(number)} {words.counted(cell[0])}"
            for number, cell in zip(self._numbers(), _CELLS, strict=True)
        ]
        self.setAccessibleName(", ".join(said))
        self.setToolTip(", ".join(said))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw two rows of two."""
        easel = Easel(self, self.look)
        easel.on = self._ground()
        top = (self.units()[1] - 56) / 2
        for at, (status, icon, tone) in enumerate(_CELLS):
            number = self._numbers()[at]
            ink = easel.t.hue(tone).text if number else easel.t.t3
            x, y = (at % 2) * 128, top + (at // 2) * 32
            easel.icon(x, y + 3, icon, 18, ink)
            shown = say.digits(number)
            wide = easel.text((x + 24, y, 60, 24), shown, 22, ink, Weight.SEMIBOLD)
            left = x + 24 + max(14, wide) + 6
            room = (126 if at % 2 == 0 else 111) - (left - x)
            easel.text((left, y, room, 24), words.counted(status), 16, easel.t.t2)


class Sparkline(Part):
    """How many waited in the last hour. Time runs left to right in both languages."""

    def __init__(self, look: WallLook, parent: QWidget) -> None:
        super().__init__(look, parent)
        self._shown: tuple[tuple[int, ...], int, Tone] = ((), 0, Tone.TURQUOISE)
        self.begin()

    def show_hour(self, last_hour: tuple[int, ...], now: int, limit: int, tone: Tone) -> None:
        """Show the most waiting callers minute by minute, and how many wait now."""
        first = len(last_hour) % _MINUTES
        groups = [last_hour[at : at + _MINUTES] for at in range(first, len(last_hour), _MINUTES)]
        shown = (*(max(group) for group in groups), now), limit, tone
        if shown != self._shown:
            self._shown = shown
            self.look.turns.ask(self)

    def retranslate(self) -> None:
        """Name the chart."""
        super().retranslate()
        self.setAccessibleName(self.tr("Waiting in the last hour"))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw line, fill, the last point and the limit."""
        points, limit, tone = self._shown
        painter, unit = QPainter(self), self.look.unit
        t = self.look.tokens()
        left, right, top, bottom = _SPARK
        most = max(1.0, limit * _ABOVE, *points)
        painter.translate(0, (self.height() - 60 * unit) / 2)
        painter.scale(unit, unit)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if limit:
            y = bottom - limit / most * (bottom - top)
            painter.setPen(QPen(QColor(t.line2), 1.5, Qt.PenStyle.CustomDashLine))
            pen = painter.pen()
            pen.setDashPattern([2.7, 2.7])
            painter.setPen(pen)
            painter.drawLine(QPointF(0, y), QPointF(156, y))
        step = (right - left) / max(1, len(points) - 1)
        line = QPolygonF(
            [
                QPointF(left + at * step, bottom - count / most * (bottom - top))
                for at, count in enumerate(points)
            ]
        )
        ink = t.hue(tone).text
        area = QPolygonF(line)
        area.append(QPointF(line.last().x(), 60))
        area.append(QPointF(line.first().x(), 60))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(ink, 0.16))
        painter.drawPolygon(area)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(QColor(ink), 2.5)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ink))
        end = line.last()
        painter.drawEllipse(QRectF(end.x() - 4, end.y() - 4, 8, 8))


class QueueName(Part):
    """A queue's name over the word for how it stands."""

    def __init__(self, look: WallLook, parent: QWidget, ground: Ground) -> None:
        super().__init__(look, parent)
        self._name, self._shown = "", Look("circle-check", "", Tone.GREY)
        self._ground = ground
        self.begin()

    def show_queue(self, name: str, shown: Look, said: str) -> None:
        """Show name, icon and word."""
        if (name, shown) != (self._name, self._shown):
            self._name, self._shown = name, shown
            self.look.turns.ask(self)
        if said != self.accessibleName():
            self.setAccessibleName(said)
            self.setToolTip(said)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw both lines."""
        easel = Easel(self, self.look)
        easel.on = self._ground()
        wide, high = self.units()
        top = (high - 62) / 2
        name = words.plain(self._name)
        easel.text((0, top, wide, 36), name, 28, easel.t.t1, Weight.SEMIBOLD)
        ink = easel.t.hue(self._shown.tone).text
        easel.icon(0, top + 40, self._shown.icon, 20, ink)
        easel.text((28, top + 38, wide - 28, 24), self._shown.text, 19, ink, Weight.MEDIUM)
