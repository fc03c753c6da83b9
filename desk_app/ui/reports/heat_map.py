"""Weekday by hour: how many calls came, the more the darker.

The weekdays stand at the reading start; the hours run from left to right in every language.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QToolTip, QWidget

from desk_app.crm.report_figures import Behind, Report, Sums
from desk_app.ui import text as say
from desk_app.ui import theme
from desk_app.ui.reports import words
from desk_app.ui.reports.columns import Kind, cell
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Live
from desk_app.ui.widgets.painting import focus_ring, rounded

_NAME, _HEAD, _ROW = 84, 24, 40
Slot = tuple[int, int]


class HeatMap(Live, QWidget):
    """Seven rows of 24 hours; a click or Enter on one asks for its calls."""

    opened = Signal(int, int)  # weekday (0 is Monday), hour

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._report: Report | None = None
        self._at: Slot = (0, 9)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.begin()

    def show_report(self, report: Report | None) -> None:
        """Show a report's weekdays and hours."""
        self._report = report
        self._say()
        self.update()

    def behind(self) -> Behind:
        """Return what is counted: calls, or an agent's rings."""
        agent = self._report is not None and self._report.asked.agent
        return Behind.RANG if agent else Behind.OFFERED

    def count(self, slot: Slot) -> int:
        """Return how many calls a weekday's hour had."""
        sums = self._report.slots.get(slot) if self._report else None
        return sums.counts[self.behind()] if sums else 0

    # --- places

    def sizeHint(self) -> QSize:
        """Return room for a number in each hour."""
        return QSize(_NAME + 24 * 32, _HEAD + 7 * _ROW)

    def minimumSizeHint(self) -> QSize:
        """Return narrow hours."""
        return QSize(_NAME + 24 * 22, _HEAD + 7 * 26)

    def box_of(self, slot: Slot) -> QRect:
        """Return where a weekday's hour is."""
        row = words.weekdays().index(slot[0])
        width = (self.width() - _NAME) / 24
        height = min(_ROW, (self.height() - _HEAD) // 7)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        edge = 0 if rtl else _NAME
        left, right = (round(edge + hour * width) for hour in (slot[1], slot[1] + 1))
        return QRect(left, _HEAD + row * height, right - left, height)

    def _slots(self) -> list[Slot]:
        return [(weekday, hour) for weekday in words.weekdays() for hour in range(24)]

    def slot_at(self, x: int, y: int) -> Slot | None:
        """Return the weekday and hour at a place."""
        return next((slot for slot in self._slots() if self.box_of(slot).contains(x, y)), None)

    # --- acts

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the calls of the hour."""
        at = event.position().toPoint()
        slot = self.slot_at(at.x(), at.y())
        if slot is not None:
            self._at = slot
            self._open()

    def _open(self) -> None:
        self._say()
        self.update()
        if self.count(self._at):
            self.opened.emit(*self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go by the arrow keys, open with Enter."""
        key = Qt.Key(event.key())
        days = words.weekdays()
        row, hour = days.index(self._at[0]), self._at[1]
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            hour = (hour + (1 if key == Qt.Key.Key_Right else -1)) % 24
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            row = (row + (1 if key == Qt.Key.Key_Down else -1)) % 7
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open()
            return
        else:
            super().keyPressEvent(event)
            return
        self._at = (days[row], hour)
        self._say()
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tell an hour's figures as a tooltip."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            slot = self.slot_at(event.pos().x(), event.pos().y())
            QToolTip.showText(event.globalPos(), self.told(slot) if slot else "", self)
            return True
        return super().event(event)

    def told(self, slot: Slot) -> str:
        """Return an hour's figures in words."""
        said = self.tr("{day} {hour}: {n} calls").format(
            day=words.weekday(slot[0]),
            hour=say.isolate(say.digits(f"{slot[1]:02}:00")),
            n=say.digits(self.count(slot)),
        )
        sums = self._report.slots.get(slot) if self._report else None
        return said if sums is None or self.behind() is Behind.RANG else self._more(said, sums)

    def _more(self, said: str, sums: Sums) -> str:
        assert self._report is not None  # noqa: S101
        level = cell(Kind.SHARE, sums.service_level(self._report.asked.rules.service_level))
        more = self.tr("{said}, {gone} abandoned, service level {level}")
        gone = say.digits(sums.counts[Behind.ABANDONED])
        return more.format(said=said, gone=gone, level=level)

    def _say(self) -> None:
        self.setAccessibleDescription(self.told(self._at))

    def restyle(self) -> None:
        """Paint again."""
        self.update()

    def retranslate(self) -> None:
        """Set the words again."""
        self.setAccessibleName(self.tr("Calls by weekday and hour"))
        self._say()
        self.update()

    # --- paint

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw days, hours and cells."""
        painter = QPainter(self)
        t = theme.tokens()
        painter.setFont(theme.font(Role.META))
        painter.setPen(QColor(t.t3))
        first = words.weekdays()[0]
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for hour in range(24):
            box = self.box_of((first, hour))
            box.moveTop(0)
            box.setHeight(_HEAD)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, say.digits(hour))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        for weekday in words.weekdays():
            box = self.box_of((weekday, 0))
            room = QRect(self.width() - _NAME if rtl else 0, box.top(), _NAME, box.height())
            flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
            painter.drawText(room, flags, words.weekday(weekday))
        most = max((self.count(slot) for slot in self._slots()), default=0)
        for slot in self._slots():
            self._paint_slot(painter, slot, most)

    def _paint_slot(self, painter: QPainter, slot: Slot, most: int) -> None:
        t = theme.tokens()
        box, count = self.box_of(slot).adjusted(1, 1, -1, -1), self.count(slot)
        share = count / most if most else 0.0
        rounded(painter, box, 4, t.grey if not count else mixed(t.surface, t.lapis.solid, share))
        if count:
            painter.setFont(theme.font(Role.TINY, Weight.MEDIUM))
            painter.setPen(QColor(theme.WHITE if share > 0.55 else t.t1))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, say.digits(count))
        if slot == self._at and self.hasFocus():
            focus_ring(painter, box, 4)


def mixed(ground: str, ink: str, share: float) -> str:
    """Return the ink laid on the ground, thinner for a smaller share, never invisible."""
    strength = 0.16 + 0.84 * share
    a, b = QColor(ground), QColor(ink)
    parts = zip(a.getRgb()[:3], b.getRgb()[:3], strict=True)  # type: ignore[index]
    return QColor(*(round(x + (y - x) * strength) for x, y in parts)).name()
