"""A month of days to choose from: Jalali in Persian, weeks from Saturday, by mouse or keys."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QLocale, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.ui import language, theme
from desk_app.ui import text as say
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets.button import PaintedButton
from desk_app.ui.widgets.painting import focus_ring, rounded

_CELL = QSize(36, 28)
_HEAD = 22
_WEEKS = 6
_FIRST = 6  # Saturday, as Qt counts
_KEYS = {
    Qt.Key.Key_Up: -7,
    Qt.Key.Key_Down: 7,
}


class DateGrid(PaintedButton):
    """One month. `moved` tells every chosen day, `taken` the one that was clicked or entered.

    Arrows go a day or a week, Home and End to the week's ends, Page Up and Down a month,
    with Shift a year. It has one focus for all its days; a screen reader hears its name,
    which is the chosen day.
    """

    moved = Signal(QDate)
    taken = Signal(QDate)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = self._today = QDate.currentDate()
        self._over: QDate | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.begin()

    def show_day(self, day: QDate, today: QDate) -> None:
        """Show a day as chosen, with its month."""
        if (day, today) != (self._day, self._today):
            self._day, self._today = day, today
            self.retranslate()

    def day(self) -> QDate:
        """Return the chosen day."""
        return self._day

    def title(self) -> str:
        """Return the month in sight: "November 2026" / «آبان ۱۴۰۵»."""
        parts = say.calendar().partsFromDate(self._day)
        name = say.calendar().standaloneMonthName(language.locale(), parts.month, parts.year)
        return f"{name} {say.digits(parts.year)}"

    def go(self, months: int) -> None:
        """Choose the same day so many months on, or the last one of a shorter month."""
        calendar = say.calendar()
        parts = calendar.partsFromDate(self._day)
        index = parts.year * 12 + parts.month - 1 + months
        year, month = divmod(index, 12)
        day = min(parts.day, calendar.daysInMonth(month + 1, year))
        self._choose(calendar.dateFromParts(year, month + 1, day))

    def retranslate(self) -> None:
        """Name the chosen day for screen readers, in the language's calendar."""
        self.setAccessibleName(say.named_day(self._day))
        how = self.tr("Arrow keys choose a day, Page Up and Page Down a month.")
        self.setAccessibleDescription(how)
        self.update()

    # --- geometry

    def sizeHint(self) -> QSize:
        """Return the size of six weeks and their heads."""
        return QSize(7 * _CELL.width() + 4, _HEAD + _WEEKS * _CELL.height() + 4)

    def _first(self) -> QDate:
        parts = say.calendar().partsFromDate(self._day)
        return say.calendar().dateFromParts(parts.year, parts.month, 1)

    def _length(self) -> int:
        parts = say.calendar().partsFromDate(self._day)
        return say.calendar().daysInMonth(parts.month, parts.year)

    def _column(self, column: int) -> int:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return 2 + (6 - column if rtl else column) * _CELL.width()

    def box_of(self, day: QDate) -> QRect:
        """Return where a day of the month in sight is."""
        first = self._first()
        place = _weekday(first) + first.daysTo(day)
        top = 2 + _HEAD + place // 7 * _CELL.height()
        return QRect(self._column(place % 7), top, _CELL.width(), _CELL.height())

    def _at(self, event: QMouseEvent) -> QDate | None:
        first = self._first()
        days = (first.addDays(n) for n in range(self._length()))
        return next((d for d in days if self.box_of(d).contains(event.position().toPoint())), None)

    # --- acts

    def _choose(self, day: QDate) -> None:
        if day.isValid() and day != self._day:
            self.show_day(day, self._today)
            self.moved.emit(day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move by keys; Enter and Space take the day."""
        key = Qt.Key(event.key())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._choose(self._day.addDays(1 if (key == Qt.Key.Key_Right) != rtl else -1))
        elif key in _KEYS:
            self._choose(self._day.addDays(_KEYS[key]))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            step = 12 if shift else 1
            self.go(step if key == Qt.Key.Key_PageDown else -step)
        elif key == Qt.Key.Key_Home:
            self._choose(self._day.addDays(-_weekday(self._day)))
        elif key == Qt.Key.Key_End:
            self._choose(self._day.addDays(6 - _weekday(self._day)))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.taken.emit(self._day)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day under the pointer."""
        day = self._at(event)
        if day is not None:
            self._choose(day)
            self.taken.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Mark the day under the pointer."""
        self._over = self._at(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Mark none."""
        self._over = None
        super().leaveEvent(event)

    # --- paint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the heads and the days."""
        painter = QPainter(self)
        t = theme.tokens()
        if self.shows_focus():
            focus_ring(painter, self.rect(), 7)
        painter.setFont(theme.font(Role.TINY, Weight.MEDIUM))
        painter.setPen(QColor(t.t3))
        for column in range(7):
            box = QRect(self._column(column), 2, _CELL.width(), _HEAD)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _head(column))
        first = self._first()
        for place in range(self._length()):
            self._paint_day(painter, first.addDays(place), place + 1)

    def _paint_day(self, painter: QPainter, day: QDate, number: int) -> None:
        t = theme.tokens()
        box = self.box_of(day)
        face = box.adjusted(4, 1, -4, -1)
        chosen, today = day == self._day, day == self._today
        ink = t.t3 if day < self._today else t.t1
        if chosen:
            rounded(painter, face, 7, t.lapis.solid)
            ink = theme.WHITE
        elif day == self._over:
            rounded(painter, face, 7, t.hover)
        if today and not chosen:
            rounded(painter, face, 7, None, t.lapis.line)
            ink = t.lapis.text
        bold = Weight.SEMIBOLD if chosen or today else Weight.REGULAR
        painter.setFont(theme.font(Role.BODY, bold))
        painter.setPen(QColor(ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, say.digits(number))


def _weekday(day: QDate) -> int:
    """Return how many days after Saturday it is."""
    return (day.dayOfWeek() - _FIRST) % 7


def _head(column: int) -> str:
    narrow = language.is_persian()  # Persian's short names are the whole ones
    kind = QLocale.FormatType.NarrowFormat if narrow else QLocale.FormatType.ShortFormat
    weekday = (_FIRST - 1 + column) % 7 + 1
    return str(language.locale().standaloneDayName(weekday, kind))
