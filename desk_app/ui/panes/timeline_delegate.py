"""Paints the rows of the timeline and tells which mark was pressed."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk_app.ui import theme
from desk_app.ui.panes.timeline_lines import Does, Line, Mark
from desk_app.ui.panes.timeline_model import Index, TimelineModel
from desk_app.ui.panes.timeline_row import (
    CIRCLE,
    GROUP,
    HEAD,
    MARK,
    MARK_ABOVE,
    PAD,
    SIDE,
    TEXT_LINES,
    RowPicture,
    draw,
    lay_out_group,
    lay_out_row,
    text_lines,
    text_room,
)
from desk_app.ui.theme import Role, icons
from desk_app.ui.widgets import line_height

_KEPT = 200  # laid-out rows: more than any screen shows


class TimelineDelegate(QStyledItemDelegate):
    """Draws headings and interactions; a pressed mark is emitted as an intent. UI thread only."""

    mark_pressed = Signal(object)  # Mark

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view
        self._laid: dict[tuple[object, int], RowPicture] = {}

    def _icon(self, name: str, size: int, tint: str) -> QPixmap:
        rtl = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return icons.pixmap(name, size, tint, self._view.devicePixelRatioF(), rtl=rtl)

    def forget(self) -> None:
        """Lay everything out anew: fonts, colours or the direction have changed."""
        self._laid.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Measure a row for the width of the view."""
        width = self._view.viewport().width()
        line = _line(index)
        if line is None:
            return QSize(width, GROUP)
        height = HEAD
        if line.text:
            height += 1 + self._lines_of(line, width) * line_height(Role.BODY)
        if line.marks:
            height += MARK_ABOVE + MARK
        return QSize(width, 2 * PAD + max(CIRCLE, height))

    def _lines_of(self, line: Line, width: int) -> int:
        room = text_room(line, width)
        # Widths of glyphs lie between these bounds; only text between them is measured.
        if len(line.text) * 3 > room:
            return TEXT_LINES
        if len(line.text) * 14 < room:
            return 1
        rtl = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        return text_lines(line, room, rtl=rtl).count

    def _picture(self, index: Index, bounds: QRect) -> RowPicture:
        line = _line(index)
        group = "" if line is not None else str(index.data(TimelineModel.GroupRole) or "")
        key = (line or group, bounds.width())
        picture = self._laid.get(key)
        if picture is None:
            rtl = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
            if line is None:
                picture = lay_out_group(group, bounds.width(), rtl=rtl)
            else:
                picture = lay_out_row(line, bounds.width(), bounds.height(), rtl=rtl)
            if len(self._laid) >= _KEPT:
                self._laid.clear()
            self._laid[key] = picture
        return picture

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        bounds = option.rect
        picture = self._picture(index, bounds)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(bounds.topLeft())
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            _paint_focus(painter, bounds.size())
        draw(painter, picture)
        for icon in picture.icons:
            painter.drawPixmap(icon.corner, self._icon(icon.name, icon.size, icon.tint))
        painter.restore()

    def mark_at(self, index: Index, bounds: QRect, point: QPoint) -> Mark | None:
        """Return the mark under a point of the view, if it does anything."""
        if _line(index) is None:
            return None
        within = point - bounds.topLeft()
        for button in self._picture(index, bounds).buttons:
            # The tag is 20 px high; what can be pressed is 28.
            if button.box.adjusted(-4, -4, 4, 4).contains(within):
                return button.mark if button.mark.does is not Does.NOTHING else None
        return None

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Emit the mark that was pressed."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            mark = self.mark_at(index, option.rect, event.position().toPoint())
            if mark is not None:
                self.mark_pressed.emit(mark)
                return True
        return super().editorEvent(event, model, option, index)


def _line(index: Index) -> Line | None:
    found = index.data(TimelineModel.LineRole)
    return found if isinstance(found, Line) else None


def _paint_focus(painter: QPainter, size: QSize) -> None:
    tokens = theme.tokens()
    frame = QRectF(0, 0, size.width(), size.height()).adjusted(SIDE - 11, 1, 11 - SIDE, -1)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(tokens.lapis.line), 2))
    painter.drawRoundedRect(frame, theme.Size.RADIUS, theme.Size.RADIUS)
