"""The agent's own day: three figures, and calls by the hour."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.crm.records import DayFigures
from desk_app.ui import text, theme
from desk_app.ui.panes.panel import column
from desk_app.ui.theme import Role, Tokens, Weight
from desk_app.ui.widgets import Live, Section
from desk_app.ui.widgets.painting import rounded

_PADDING = 16
_SHIFT_H = 9  # hours in sight at least
_FIRST_H = 8


class DayNumbers(Live, QWidget):
    """Three numbers side by side, each with a word and a quiet line; mirrored."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._figures: tuple[tuple[str, str, str], ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.begin()

    def show_figures(self, figures: tuple[tuple[str, str, str], ...]) -> None:
        """Show (number, word, quiet line)."""
        self._figures = figures
        self.setAccessibleName(". ".join(" ".join(part for part in f if part) for f in figures))
        self.update()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def sizeHint(self) -> QSize:
        """Return the height of the three lines."""
        return QSize(300, 68)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the figures."""
        painter = QPainter(self)
        painter.setLayoutDirection(self.layoutDirection())
        t = theme.tokens()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        width = self.width() // max(1, len(self._figures))
        for place, figure in enumerate(self._figures):
            left = self.width() - (place + 1) * width if rtl else place * width
            inset = _PADDING if place else 0
            if place:
                painter.fillRect(left + width - 1 if rtl else left, 0, 1, 68, QColor(t.line))
            room = QRect(left + (4 if rtl else inset), 0, width - inset - 4, 68)
            _paint_figure(painter, room, figure, t)


def _paint_figure(
    painter: QPainter, room: QRect, figure: tuple[str, str, str], tokens: Tokens
) -> None:
    number, word, quiet = figure
    lines = (
        (0, 36, number, theme.font(Role.FIGURE, Weight.SEMIBOLD), tokens.t1),
        (36, 16, word, theme.font(Role.META, Weight.MEDIUM), tokens.t2),
        (52, 16, quiet, theme.font(Role.META), tokens.t3),
    )
    align = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    for top, height, said, font, ink in lines:
        painter.setFont(font)
        painter.setPen(QColor(ink))
        painter.drawText(QRect(room.left(), top, room.width(), height), int(align), said)


class HourBars(Live, QWidget):
    """Calls by the hour. Time runs left to right in both languages."""

    _TALLEST = 34

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._by_hour: dict[int, int] = {}
        self._hour = -1
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.begin()

    def show_hours(self, by_hour: dict[int, int], hour: int) -> None:
        """Show calls by local hour; `hour` is the present one."""
        self._by_hour, self._hour = by_hour, hour
        said = [f"{text.digits(h)}: {text.digits(n)}" for h, n in sorted(by_hour.items())]
        self.setAccessibleDescription(", ".join(said))
        self.update()

    def hours(self) -> range:
        """Return the hours in sight: a shift, and whatever lies outside it."""
        known = [hour for hour, count in self._by_hour.items() if count]
        first = min([_FIRST_H, *known])
        last = max([first + _SHIFT_H - 1, *known])
        return range(first, last + 1)

    def retranslate(self) -> None:
        """Name the chart for screen readers."""
        self.setAccessibleName(self.tr("Calls by the hour"))
        self.update()

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def sizeHint(self) -> QSize:
        """Return bars over their hours."""
        return QSize(200, 52)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars."""
        painter = QPainter(self)
        t = theme.tokens()
        hours = self.hours()
        most = max([1, *self._by_hour.values()])
        step = (self.width() + 6) / len(hours)
        for place, hour in enumerate(hours):
            left, right = round(place * step), round((place + 1) * step) - 6
            count = self._by_hour.get(hour, 0)
            now = hour == self._hour
            height = max(3, round(count / most * self._TALLEST)) if count else 2
            colour = (t.lapis.solid if now else t.lapis.line) if count else t.line
            box = QRect(left, 36 - height, right - left, height)
            rounded(painter, box, 3 if count else 0, colour)
            if count:
                painter.fillRect(box.adjusted(0, height // 2, 0, 0), QColor(colour))
            painter.setFont(theme.font(Role.TINY, Weight.SEMIBOLD if now else Weight.REGULAR))
            painter.setPen(QColor(t.lapis.text if now else t.t3))
            label = QRect(left, 36, right - left, 16)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, text.digits(hour))


class MyDay(Live, QWidget):
    """The section "My day"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = DayFigures()
        self._hour = -1
        self._title = Section()
        self._numbers = DayNumbers()
        self._bars = HourBars()
        layout = column(self)
        layout.addWidget(self._title)
        layout.addSpacing(6)
        layout.addWidget(self._numbers)
        layout.addSpacing(16)
        layout.addWidget(self._bars)
        self.begin()

    def show_day(self, day: DayFigures, hour: int) -> None:
        """Show the figures; `hour` is the present local hour."""
        if (day, hour) != (self._day, self._hour):
            self._day, self._hour = day, hour
            self.retranslate()

    def retranslate(self) -> None:
        """Set all texts again."""
        day = self._day
        hours = [hour for hour, count in day.by_hour.items() if count]
        first = text.isolate(text.digits(f"{min(hours):02}:00")) if hours else ""
        since = self.tr("since {time}").format(time=first) if first else ""
        self._title.set(self.tr("My day"), since)
        # Alone in its line a time needs no isolates, which move the base line by a pixel.
        handle = "–" if day.handle_s is None else text.duration(day.handle_s)[1:-1]
        outgoing = self.tr("{n} outgoing").format(n=text.digits(day.outgoing))
        talked = self.tr("talked {time}").format(time=text.duration(day.talk_s))
        answered = self.tr("{n} answered").format(n=text.digits(day.answered))
        self._numbers.show_figures(
            (
                (text.digits(day.calls), self.tr("Calls"), outgoing),
                (handle, self.tr("Handle time (AHT)"), talked),
                (text.digits(day.missed), self.tr("Missed"), answered),
            )
        )
        self._bars.show_hours(day.by_hour, self._hour)
