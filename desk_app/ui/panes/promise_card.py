"""The ticket's promise in two lines: what, and who does it by when. Pressing it opens the form."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desk_app.crm.records import Promise
from desk_app.ui import text, theme
from desk_app.ui.clock import Clock
from desk_app.ui.theme import Role, Size, Tone, Weight
from desk_app.ui.widgets import PaintedButton, line_height
from desk_app.ui.widgets.painting import Icon, Words, paint_row, rounded

_PAD, _ICON, _GAP = 10, 16, 8


class PromiseCard(PaintedButton):
    """52 px; without a promise a single quiet line that offers to make one."""

    def __init__(self, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._promise: Promise | None = None
        self._short = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        clock.tick.connect(self._on_tick)
        self.begin()

    def show_promise(self, promise: Promise | None, *, short: bool) -> None:
        """Show a promise, None for none; `short` leaves the reminder out."""
        if (promise, short) != (self._promise, self._short):
            self._promise, self._short = promise, short
            self.updateGeometry()
            self.retranslate()

    def promise(self) -> Promise | None:
        """Return the promise in sight."""
        return self._promise

    def about(self) -> str:
        """Return the second line: who, by when."""
        promise = self._promise
        if promise is None:
            return ""
        days = text.days_between(self._clock.now_us(), promise.due_us)
        said = {
            0: self.tr("Me, today by {time}"),
            1: self.tr("Me, tomorrow by {time}"),
        }.get(days, self.tr("Me, {date} by {time}"))
        date = text.short_date(promise.due_us, now_us=self._clock.now_us())
        who = said.format(time=text.clock_time(promise.due_us), date=date)
        if self._short:
            return who
        if not promise.reminder_min:
            return self.tr("{who}. Reminder then.").format(who=who)
        minutes = text.digits(promise.reminder_min)
        return self.tr("{who}. Reminder {n} min before.").format(who=who, n=minutes)

    def tag(self) -> str:
        """Return the time; how late it is when it has passed."""
        promise, now = self._promise, self._clock.now_us()
        if promise is None:
            return ""
        if promise.due_us <= now:
            return text.due(promise.due_us, now_us=now)
        return text.clock_time(promise.due_us)

    def retranslate(self) -> None:
        """Set all texts again."""
        promise = self._promise
        if promise is None:
            self.setText(self.tr("Promise a call back"))
            self.setAccessibleName(self.text())
        else:
            self.setText(text.plain_text(promise.what, 200))
            said = self.tr("Promise: {what}. {about}")
            self.setAccessibleName(said.format(what=self.text(), about=self.about()))
        self.setToolTip(self.tr("Who does what, by when (Ctrl+P)"))
        self.update()

    def _on_tick(self) -> None:
        if self._promise is not None and self.isVisible():
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open by Enter as well."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.click()
        else:
            super().keyPressEvent(event)

    # --- paint

    def sizeHint(self) -> QSize:
        """Return the height of the lines in sight."""
        lines = line_height(Role.BODY)
        if self._promise is not None:
            lines += line_height(Role.META) + 2
        return QSize(200, lines + 2 * 7)

    def minimumSizeHint(self) -> QSize:
        """Return little width: the words may be cut."""
        return QSize(60, self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card."""
        painter = QPainter(self)
        t = theme.tokens()
        box = self.face(painter, Size.RADIUS)
        over = t.hover if self.underMouse() else t.surface
        rounded(painter, box, Size.RADIUS, over, t.lapis.solid if self.shows_focus() else t.line2)
        inner = self.rect().adjusted(_PAD, 7, -_PAD, -7)
        ink = t.lapis.text if self._promise is not None else t.t3
        icon = self._part(inner, 0, _ICON)
        paint_row(self, painter, icon, [Icon("calendar-clock", _ICON, ink)], 0)
        if self._promise is None:
            words = self._part(inner, _ICON + _GAP, inner.width() - _ICON - _GAP)
            quiet = Words(self.text(), theme.font(Role.BODY), t.t3)
            paint_row(self, painter, words, [quiet], 0)
            return
        end = self._paint_tag(painter, inner)
        room = self._part(inner, _ICON + _GAP, inner.width() - _ICON - _GAP - end - _GAP)
        first = QRect(room.left(), room.top(), room.width(), line_height(Role.BODY))
        second = QRect(room.left(), first.bottom() + 3, room.width(), line_height(Role.META))
        what = Words(self.text(), theme.font(Role.BODY), t.t1)
        paint_row(self, painter, first, [what], 0)
        about = Words(self.about(), theme.font(Role.META), t.t3)
        paint_row(self, painter, second, [about], 0)

    def _paint_tag(self, painter: QPainter, inner: QRect) -> int:
        late = self._promise is not None and self._promise.due_us <= self._clock.now_us()
        hue = theme.tokens().hue(Tone.POMEGRANATE if late else Tone.LAPIS)
        words = Words(self.tag(), theme.font(Role.META, Weight.MEDIUM), hue.text)
        width = words.width() + 14
        box = self._part(inner, inner.width() - width, width)
        box = QRect(box.left(), box.top() + (box.height() - 20) // 2, width, 20)
        rounded(painter, box, Size.RADIUS_TAG, hue.tint)
        paint_row(self, painter, box.adjusted(7, 0, -7, 0), [words], 0)
        return width

    def _part(self, inner: QRect, start: int, width: int) -> QRect:
        """Return a part of the line, `start` px from where reading begins."""
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = inner.right() + 1 - start - width if rtl else inner.left() + start
        return QRect(left, inner.top(), width, inner.height())
