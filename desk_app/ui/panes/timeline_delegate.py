"""Paints the rows of the timeline. All geometry is left to right and mirrored at the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desk_app.ui import language, theme
from desk_app.ui.panes.clamped_text import paint_clamped
from desk_app.ui.panes.timeline_lines import Does, Line, Mark
from desk_app.ui.panes.timeline_model import Index, TimelineModel
from desk_app.ui.theme import Role, Weight, icons

SIDE = 20
CIRCLE = 28
GAP = 12
PAD = 7
HEAD = 20
MARK = 20
MARK_ABOVE = 5
GROUP = 34
TEXT_LINES = 2
_MEASURED = 400  # characters: more than two lines hold, so longer text need not be measured


@dataclass(frozen=True)
class Hit:
    """What lies under the pointer."""

    mark: Mark
    rect: QRect


class TimelineDelegate(QStyledItemDelegate):
    """Draws headings and interactions; a pressed mark is emitted as an intent. UI thread only."""

    mark_pressed = Signal(object)  # Mark

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._view = view

    # --- sizes

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the row's size for the width of the view."""
        width = self._view.viewport().width()
        line = _line(index)
        if line is None:
            return QSize(width, GROUP)
        height = HEAD
        if line.text:
            height += 1 + self._lines_of(line, width) * _line_height()
        if line.marks:
            height += MARK_ABOVE + MARK
        return QSize(width, 2 * PAD + max(CIRCLE, height))

    def _lines_of(self, line: Line, width: int) -> int:
        room = _text_rect(QRect(0, 0, width, 100), line).width()
        # Widths of glyphs lie between these bounds; only text between them is measured.
        if len(line.text) * 3 > room:
            return TEXT_LINES
        if len(line.text) * 14 < room:
            return 1
        advance = _metrics(Role.BODY).horizontalAdvance(line.text[:_MEASURED])
        return 1 if advance <= room else TEXT_LINES

    # --- painting

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one row."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(self._view.layoutDirection())
        rect = option.rect
        line = _line(index)
        if line is None:
            label = index.data(TimelineModel.GroupRole)
            self._paint_group(painter, rect, str(label or ""))
        else:
            state = option.state
            if state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
                _paint_focus(painter, rect)
            self._paint_line(painter, rect, line)
        painter.restore()

    def _mirror(self, bounds: QRect, rect: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), bounds, rect)

    def _paint_group(self, painter: QPainter, bounds: QRect, label: str) -> None:
        tokens = theme.tokens()
        font = theme.font(Role.META, Weight.SEMIBOLD)
        line = bounds.adjusted(SIDE, 6, -SIDE, 0)
        width = QFontMetrics(font).horizontalAdvance(label)
        self._text(painter, bounds, QRect(line.left(), line.top(), width + 2, 28), label, font,
                   tokens.t2)  # fmt: skip
        rule = QRect(line.left() + width + 10, line.top() + 14, line.width() - width - 10, 1)
        painter.fillRect(self._mirror(bounds, rule), QColor(tokens.line))

    def _paint_line(self, painter: QPainter, bounds: QRect, line: Line) -> None:
        tokens = theme.tokens()
        self._paint_circle(painter, bounds, line)
        at = _at_rect(bounds, line)
        self._text(painter, bounds, at, line.at, theme.font(Role.META), tokens.t3, end=True)
        body = _text_rect(bounds, line)
        self._paint_head(painter, bounds, body, line)
        if line.text:
            self._paint_text(painter, bounds, body, line.text)
        for hit in self._hits(bounds, line):
            self._paint_mark(painter, hit.rect, hit.mark)

    def _paint_circle(self, painter: QPainter, bounds: QRect, line: Line) -> None:
        hue = theme.tokens().hue(line.tone)
        circle = QRect(bounds.left() + SIDE, bounds.top() + PAD, CIRCLE, CIRCLE)
        circle = self._mirror(bounds, circle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(hue.tint))
        painter.drawEllipse(circle)
        self._icon(painter, circle, line.icon, 14, hue.text)

    def _paint_head(self, painter: QPainter, bounds: QRect, body: QRect, line: Line) -> None:
        tokens = theme.tokens()
        bold = theme.font(Role.BODY, Weight.MEDIUM)
        plain = theme.font(Role.BODY)
        title = QFontMetrics(bold).elidedText(line.title, Qt.TextElideMode.ElideRight, body.width())
        width = QFontMetrics(bold).horizontalAdvance(title)
        head = QRect(body.left(), body.top(), width + 2, HEAD)
        self._text(painter, bounds, head, title, bold, tokens.t1)
        room = body.width() - width - 8
        if line.detail and room > 24:
            detail = QFontMetrics(plain).elidedText(line.detail, Qt.TextElideMode.ElideRight, room)
            rest = QRect(body.left() + width + 8, body.top(), room, HEAD)
            self._text(painter, bounds, rest, detail, plain, tokens.t3)

    def _paint_text(self, painter: QPainter, bounds: QRect, body: QRect, content: str) -> None:
        area = QRect(body.left(), body.top() + HEAD + 1, body.width(), 2 * _line_height())
        area = self._mirror(bounds, area)
        painter.setPen(QColor(theme.tokens().t2))
        paint_clamped(painter, area, content, theme.font(Role.BODY), _line_height(),
                      self._view.layoutDirection(), TEXT_LINES)  # fmt: skip

    def _paint_mark(self, painter: QPainter, rect: QRect, mark: Mark) -> None:
        tokens = theme.tokens()
        hue = tokens.hue(mark.tone)
        if mark.outlined:
            painter.setPen(QColor(tokens.line2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4.5, 4.5)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(hue.tint))
            painter.drawRoundedRect(rect, theme.Size.RADIUS_TAG, theme.Size.RADIUS_TAG)
        icon = self._mirror(rect, QRect(rect.left() + 7, rect.top() + 4, 12, 12))
        self._icon(painter, icon, mark.icon, 12, hue.text)
        label = QRect(rect.left() + 24, rect.top(), rect.width() - 29, rect.height())
        self._text(painter, rect, label, mark.label, _mark_font(), hue.text)

    def _text(self, painter: QPainter, bounds: QRect, rect: QRect, content: str, font: QFont,
              colour: str, *, end: bool = False) -> None:  # fmt: skip
        painter.setFont(font)
        painter.setPen(QColor(colour))
        side = Qt.AlignmentFlag.AlignRight if end else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(self._mirror(bounds, rect), int(flags), content)

    def _icon(self, painter: QPainter, rect: QRect, name: str, size: int, tint: str) -> None:
        rtl = self._view.layoutDirection() == Qt.LayoutDirection.RightToLeft
        pixmap = icons.pixmap(name, size, tint, self._view.devicePixelRatioF(), rtl=rtl)
        painter.drawPixmap(
            rect.left() + (rect.width() - size) // 2,
            rect.top() + (rect.height() - size) // 2,
            pixmap,
        )

    # --- marks as buttons

    def _hits(self, bounds: QRect, line: Line) -> Iterator[Hit]:
        body = _text_rect(bounds, line)
        top = bounds.bottom() + 1 - PAD - MARK
        left = body.left()
        metrics = QFontMetrics(_mark_font())
        for mark in line.marks:
            width = 31 + metrics.horizontalAdvance(mark.label)
            yield Hit(mark, self._mirror(bounds, QRect(left, top, width, MARK)))
            left += width + 8

    def mark_at(self, index: Index, bounds: QRect, point: QPoint) -> Mark | None:
        """Return the mark under a point of the view, if it does anything."""
        line = _line(index)
        if line is None:
            return None
        for hit in self._hits(bounds, line):
            # The tag is 20 px high; what can be pressed is 28.
            if hit.rect.adjusted(-4, -4, 4, 4).contains(point):
                return hit.mark if hit.mark.does is not Does.NOTHING else None
        return None

    def editorEvent(self, event: QEvent, model: QAbstractItemModel,
                    option: QStyleOptionViewItem, index: Index) -> bool:  # fmt: skip
        """Emit the mark that was pressed."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            bounds = option.rect
            mark = self.mark_at(index, bounds, event.position().toPoint())
            if mark is not None:
                self.mark_pressed.emit(mark)
                return True
        return super().editorEvent(event, model, option, index)


def _line(index: Index) -> Line | None:
    found = index.data(TimelineModel.LineRole)
    return found if isinstance(found, Line) else None


def _line_height() -> int:
    # Persian letters need 2 px more (tokens, section 4).
    return theme.LINE_HEIGHT[Role.BODY] + (2 if language.is_persian() else 0)


def _metrics(role: Role) -> QFontMetrics:
    return QFontMetrics(theme.font(role))


def _mark_font() -> QFont:
    return theme.font(Role.META, Weight.MEDIUM)


def _at_rect(bounds: QRect, line: Line) -> QRect:
    width = _metrics(Role.META).horizontalAdvance(line.at) + 2
    right = bounds.right() + 1 - SIDE
    return QRect(right - width, bounds.top() + PAD, width, HEAD)


def _text_rect(bounds: QRect, line: Line) -> QRect:
    left = bounds.left() + SIDE + CIRCLE + GAP
    right = _at_rect(bounds, line).left() - GAP
    return QRect(left, bounds.top() + PAD, max(0, right - left), bounds.height() - 2 * PAD)


def _paint_focus(painter: QPainter, bounds: QRect) -> None:
    tokens = theme.tokens()
    frame = QRectF(bounds).adjusted(SIDE - 11, 1, 11 - SIDE, -1)
    painter.setBrush(QColor(tokens.hover))
    pen = painter.pen()
    pen.setColor(QColor(tokens.lapis.line))
    pen.setWidth(2)
    painter.setPen(pen)
    painter.drawRoundedRect(frame, theme.Size.RADIUS, theme.Size.RADIUS)
