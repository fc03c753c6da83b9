"""The cells of the ready page's table of queues."""

from __future__ import annotations

import math

import msgspec
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desk_app.levels import Level
from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.queue import words
from desk_app.ui.queue.watch import Standing
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import (
    Button,
    ElidedLabel,
    Hairline,
    IconLabel,
    Kind,
    Mark,
    PaintedButton,
)
from desk_app.ui.widgets.painting import Words, paint_row, rounded, width_of

_BAR = 54
_TIME = 46


class Served(msgspec.Struct, frozen=True):
    """How a queue's day went, by the definition that is named beside it.

    `service_level` is 0 to 1: answered within `target_s`, of all answered and abandoned
    less the short abandons (under `short_s`). None while there is nothing to divide by.
    """

    service_level: float | None
    answered: int
    target_s: float
    short_s: float


class FigureLink(PaintedButton):
    """A figure that opens what is behind it; underlined under the mouse."""

    def __init__(self, role: Role, weight: Weight, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._font = (role, weight)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.begin()

    def show_figure(self, text: str, said: str) -> None:
        """Show a figure; `said` is for the tooltip and the screen reader."""
        self.setAccessibleName(said)
        self.setToolTip(said)
        if text != self.text():
            self.setText(text)
            self.updateGeometry()

    def _words(self) -> Words:
        t = theme.tokens()
        over = self.underMouse() and self.isEnabled()
        return Words(self.text(), theme.font(*self._font), t.lapis.text if over else t.t1)

    def sizeHint(self) -> QSize:
        """Return the figure with room for the focus ring."""
        return QSize(self._words().width() + 8, 28)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the figure."""
        painter = QPainter(self)
        self.face(painter, 4)
        figure = self._words()
        paint_row(self, painter, self.rect(), [figure], 0, centred=True)
        if self.underMouse() and self.isEnabled():
            painter.fillRect(4, self.height() - 4, self.width() - 8, 1, QColor(figure.colour))


class WaitBar(Mark):
    """The longest wait as a time and as a bar of the limit; it fills from the start edge."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._standing: Standing | None = None
        self._with_limit = True
        self.begin()

    def show_standing(self, standing: Standing, *, with_limit: bool) -> None:
        """Show how a queue stands."""
        self._standing, self._with_limit = standing, with_limit
        self.setAccessibleName(f"{self._time()} {self._limit()}")
        self.updateGeometry()
        self.update()

    def _time(self) -> str:
        longest_s = self._standing.longest_s if self._standing else None
        return "–" if longest_s is None else say.duration(longest_s)

    def _limit(self) -> str:
        limit_s = self._standing.limit_s if self._standing else 0
        return self.tr("of {time}").format(time=say.duration(limit_s))

    def share(self) -> float:
        """Return how much of the bar is filled, 0 to 1."""
        if self._standing is None or self._standing.longest_s is None:
            return 0.0
        return min(1.0, self._standing.longest_s / self._standing.limit_s)

    def sizeHint(self) -> QSize:
        """Return time, bar and limit."""
        limit = round(width_of(self._limit(), theme.font(Role.META))) + 9 if self._with_limit else 0
        return QSize(self._time_width() + _BAR + limit, 20)

    def _time_width(self) -> int:
        """Return the time's room: the same in every row until somebody waits for hours."""
        font = theme.font(Role.BODY, Weight.MEDIUM)
        return max(_TIME, math.ceil(width_of(self._time(), font)) + 8)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw time, bar and limit."""
        if self._standing is None:
            return
        painter = QPainter(self)
        t = theme.tokens()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft

        def box(left: int, width: int, top: int = 0, height: int = 20) -> QRect:
            return QRect(self.width() - left - width if rtl else left, top, width, height)

        time = Words(self._time(), theme.font(Role.BODY, Weight.MEDIUM), t.t1)
        start = self._time_width()
        time.paint(self, painter, box(0, start))
        rounded(painter, box(start, _BAR, 8, 4), 2, t.grey)
        filled = round(self.share() * _BAR)
        if filled:
            look = words.look(self._standing.level)
            calm = self._standing.level is Level.NORMAL
            solid = t.t3 if calm else t.hue(look.tone).solid
            rounded(painter, box(start, max(4, filled), 8, 4), 2, solid)
        if self._with_limit:
            limit = Words(self._limit(), theme.font(Role.META), t.t3)
            limit.paint(self, painter, box(start + _BAR + 8, limit.width() + 1))


class QueueRow:
    """The cells of one queue in the table's grid."""

    def __init__(self) -> None:
        self.name = ElidedLabel("", Role.BODY, Weight.SEMIBOLD, own_direction=True)
        self.state = IconLabel("circle-check")
        self.waiting = FigureLink(Role.FACT, Weight.SEMIBOLD)
        self.wait = WaitBar()
        self.level = FigureLink(Role.BODY, Weight.REGULAR)
        self.answered = FigureLink(Role.BODY, Weight.REGULAR)
        self.you = Button("", Kind.PLAIN, icon="plus", small=True)
        self.line = Hairline()
        self.standing: Standing | None = None

    def cells(self) -> tuple[QWidget, ...]:
        """Return the cells from the start edge."""
        return (
            self.name,
            self.state,
            self.waiting,
            self.wait,
            self.level,
            self.answered,
            self.you,
        )
