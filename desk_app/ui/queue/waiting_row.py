"""Paints those who wait: place, name, what is special about them, and how long they wait."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk_app.levels import Level
from desk_app.ui import language, theme
from desk_app.ui import text as say
from desk_app.ui.queue import words
from desk_app.ui.queue.waiting_model import Index, Row, WaitingModel
from desk_app.ui.queue.watch import QueueWatch
from desk_app.ui.theme import Role, Size, Tone, Weight
from desk_app.ui.widgets.painting import Icon, Piece, Words, paint_row, rounded, row_width

HEIGHT = 48
SIDE = 16
_PLACE = 28
_TIME = 76
_BUTTON_HEIGHT = 28


class WaitingDelegate(QStyledItemDelegate):
    """Draws one caller. The row that is pointed at or chosen has a Take. UI thread only."""

    take_pressed = Signal(str)  # key

    def __init__(self, view: QListView, watch: QueueWatch) -> None:
        super().__init__(view)
        self._view, self._watch = view, watch
        self.all_queues = False

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the row's size: all are alike."""
        return QSize(200, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        row = _row(index)
        if row is None:
            return
        t = theme.tokens()
        bounds: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        over = bool(option.state & QStyle.StateFlag.State_MouseOver)
        if chosen or over:
            painter.fillRect(bounds, QColor(t.lapis.tint if chosen else t.hover))
        if chosen and self._view.hasFocus():
            rounded(painter, bounds.adjusted(2, 1, -2, -2), Size.RADIUS, None, t.lapis.solid, 2)
        painter.fillRect(bounds.left(), bounds.bottom(), bounds.width(), 1, QColor(t.line))
        inner = bounds.adjusted(SIDE, 0, -SIDE, -1)
        inner = self._paint_end(painter, inner, row, take=chosen or over)
        place = Words(say.digits(row.place), theme.font(Role.BODY, Weight.MEDIUM), t.t3)
        place.paint(self._view, painter, self._cut(inner, _PLACE))
        names = self._rest(inner, _PLACE)
        about = self._about(row)
        if about:
            lower = QRect(names.left(), names.top() + 25, names.width(), 18)
            paint_row(self._view, painter, lower, about, 6)
            names = QRect(names.left(), names.top() + 5, names.width(), 20)
        paint_row(self._view, painter, names, [self._name(row)], 0)

    def _paint_end(self, painter: QPainter, inner: QRect, row: Row, *, take: bool) -> QRect:
        """Draw the time, and the button where it is due; return what is left."""
        if take:
            box = self._button(inner)
            t = theme.tokens()
            rounded(painter, box, Size.RADIUS, t.surface, t.lapis.line)
            paint_row(self._view, painter, box, self._take(), 6, centred=True)
            inner = self._without_end(inner, box.width() + 12)
        pieces = self._time(row)
        width = max(row_width(pieces, 5), _TIME if not take else 0)
        time = self._end(inner, row_width(pieces, 5))
        paint_row(self._view, painter, time, pieces, 5)
        return self._without_end(inner, width + 12)

    def _take(self) -> list[Piece]:
        t = theme.tokens()
        font = theme.font(Role.BODY, Weight.MEDIUM)
        return [Icon("phone", 14, t.lapis.text), Words(self.tr("Take"), font, t.lapis.text)]

    def _button(self, inner: QRect) -> QRect:
        width = row_width(self._take(), 6) + 20
        box = self._end(inner, width)
        top = box.top() + (box.height() - _BUTTON_HEIGHT) // 2
        return QRect(box.left(), top, width, _BUTTON_HEIGHT)

    def _name(self, row: Row) -> Words:
        t = theme.tokens()
        named = words.has_name(row.caller)
        # Persian numbers are read in groups, not in columns: proportional figures.
        font = theme.font(Role.BODY, Weight.MEDIUM, named or not language.is_persian())
        return Words(words.caller(row.caller), font, t.t1)

    def _about(self, row: Row) -> list[Piece]:
        t, caller = theme.tokens(), row.caller
        plain = theme.font(Role.META, Weight.REGULAR, not language.is_persian())
        medium = theme.font(Role.META, Weight.MEDIUM)
        said = []
        if words.has_name(caller) and caller.number:
            said.append(say.phone(caller.number))
        if self.all_queues:
            said.append(words.name_of(caller.queue))
        pieces: list[Piece] = [Words(" · ".join(said), plain, t.t3)] if said else []
        marks = (
            (caller.offered, "phone-incoming", words.rings(), Tone.TURQUOISE),
            (caller.callback, "phone-outgoing", words.callback(), Tone.VIOLET),
            (caller.priority > 0, "star", words.why(caller.why), Tone.LAPIS),
        )
        for due, icon, word, tone in marks:
            if due:
                ink = t.hue(tone).text
                pieces += [Icon(icon, 12, ink), Words(word, medium, ink)]
        return pieces

    def _time(self, row: Row) -> list[Piece]:
        t = theme.tokens()
        waited_s = self._watch.clock.seconds_since(row.caller.entered_us)
        level = self._watch.level(row.caller.queue, waited_s)
        look = words.look(level)
        ink = t.t2 if level is Level.NORMAL else t.hue(look.tone).text
        time = Words(say.duration(waited_s), theme.font(Role.BODY, Weight.MEDIUM), ink)
        return [time] if level is Level.NORMAL else [Icon(look.icon, 14, ink), time]

    # --- places, mirrored where the layout is

    def _rtl(self) -> bool:
        return self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _cut(self, box: QRect, width: int) -> QRect:
        left = box.right() + 1 - width if self._rtl() else box.left()
        return QRect(left, box.top(), width, box.height())

    def _rest(self, box: QRect, width: int) -> QRect:
        return box.adjusted(0, 0, -width, 0) if self._rtl() else box.adjusted(width, 0, 0, 0)

    def _end(self, box: QRect, width: int) -> QRect:
        left = box.left() if self._rtl() else box.right() + 1 - width
        return QRect(left, box.top(), width, box.height())

    def _without_end(self, box: QRect, width: int) -> QRect:
        return box.adjusted(width, 0, 0, 0) if self._rtl() else box.adjusted(0, 0, -width, 0)

    # --- the mouse

    def take_box(self, bounds: QRect) -> QRect:
        """Return where a row's Take can be pressed."""
        return self._button(bounds.adjusted(SIDE, 0, -SIDE, -1))

    def pressed(self, index: Index, bounds: QRect, point: QPoint) -> bool:
        """Take the caller whose button is under the point, if it is."""
        row = _row(index)
        if row is None or not self.take_box(bounds).contains(point):
            return False
        self.take_pressed.emit(row.caller.key)
        return True

    def editorEvent(
        self,
        event: QEvent,
        _model: object,
        option: QStyleOptionViewItem,
        index: QModelIndex | Index,
    ) -> bool:
        """Emit the caller whose Take was pressed."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            left = event.button() == Qt.MouseButton.LeftButton
            return left and self.pressed(index, option.rect, event.position().toPoint())
        return False


def _row(index: Index) -> Row | None:
    found = index.data(WaitingModel.RowRole)
    return found if isinstance(found, Row) else None
