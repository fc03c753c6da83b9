"""A row of the timeline, laid out for a width: what is painted, where, and what can be pressed."""

from __future__ import annotations

from dataclasses import dataclass, field

import msgspec
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout

from desk_app.ui import theme
from desk_app.ui.panes.clamped_text import Lines, clamped, one_line
from desk_app.ui.panes.timeline_lines import Line, Mark
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import line_height
from desk_app.ui.widgets.painting import rounded, width_of

SIDE = 20
CIRCLE = 28
GAP = 12
PAD = 7
HEAD = 20
MARK = 20
MARK_ABOVE = 5
GROUP = 34
TEXT_LINES = 2


class Picture(msgspec.Struct, frozen=True):
    """An icon by name, 12 or 14 px, tinted."""

    name: str
    size: int
    tint: str
    corner: QPointF


class Button(msgspec.Struct, frozen=True):
    """A mark and its box within the row."""

    mark: Mark
    box: QRect
    fill: str  # "" for an outlined one


@dataclass
class RowPicture:
    """Everything of one row, relative to its corner, already mirrored."""

    size: tuple[int, int]
    texts: list[tuple[QTextLayout, QPointF, QColor]] = field(default_factory=list)
    lines: tuple[Lines, QPointF, QColor] | None = None
    circle: tuple[QRect, QColor] | None = None
    rule: tuple[QRect, QColor] | None = None
    icons: list[Picture] = field(default_factory=list)
    buttons: list[Button] = field(default_factory=list)


def mark_font() -> QFont:
    """Return the font of the marks."""
    return theme.font(Role.META, Weight.MEDIUM)


def text_room(line: Line, width: int) -> int:
    """Return how wide the row's text may be."""
    taken = round(width_of(line.at, theme.font(Role.META))) + 2
    return max(0, width - 2 * SIDE - CIRCLE - 2 * GAP - taken)


def text_lines(line: Line, room: int, *, rtl: bool) -> Lines:
    """Return the row's text, laid out in the lines it may have."""
    font, height = theme.font(Role.BODY), line_height(Role.BODY)
    return clamped(line.text, font, room, height, TEXT_LINES, rtl=rtl)


class _Builder:
    """Places pieces from left to right and mirrors them on the way."""

    def __init__(self, width: int, height: int, *, rtl: bool) -> None:
        self.picture = RowPicture((width, height))
        self._width, self._rtl = width, rtl

    def x(self, left: float, width: float) -> float:
        return self._width - left - width if self._rtl else left

    def words(
        self, content: str, font: QFont, colour: str, left: int, top: int, room: int, height: int
    ) -> float:
        layout, taken = one_line(content, font, room, rtl=self._rtl)
        line = layout.lineAt(0)
        # The layout's own width is `room`; a right-to-left line would stand at its far end.
        corner = QPointF(self.x(left, taken) - line.naturalTextRect().left(), 0)
        corner.setY(top + (height - line.height()) / 2)
        self.picture.texts.append((layout, corner, QColor(colour)))
        return taken

    def icon(self, name: str, size: int, tint: str, left: float, top: float) -> None:
        self.picture.icons.append(Picture(name, size, tint, QPointF(self.x(left, size), top)))


def lay_out_group(label: str, width: int, *, rtl: bool) -> RowPicture:
    """Lay out a heading."""
    tokens = theme.tokens()
    made = _Builder(width, GROUP, rtl=rtl)
    font = theme.font(Role.META, Weight.SEMIBOLD)
    taken = made.words(label, font, tokens.t2, SIDE, 6, width - 2 * SIDE, 28)
    left = SIDE + round(taken) + 10
    length = max(0, width - SIDE - left)
    rule = QRect(round(made.x(left, length)), 20, length, 1)
    made.picture.rule = (rule, QColor(tokens.line))
    return made.picture


def lay_out_row(line: Line, width: int, height: int, *, rtl: bool) -> RowPicture:
    """Lay out an interaction in a row of this size."""
    tokens = theme.tokens()
    hue = tokens.hue(line.tone)
    made = _Builder(width, height, rtl=rtl)
    circle = QRect(round(made.x(SIDE, CIRCLE)), PAD, CIRCLE, CIRCLE)
    made.picture.circle = (circle, QColor(hue.tint))
    made.icon(line.icon, 14, hue.text, SIDE + 7, PAD + 7)
    left, room = SIDE + CIRCLE + GAP, text_room(line, width)
    at_left = left + room + GAP
    at_room = width - SIDE - at_left
    layout, taken = one_line(line.at, theme.font(Role.META), at_room, rtl=rtl)
    corner = QPointF(made.x(width - SIDE - taken, taken), 0)
    corner -= QPointF(layout.lineAt(0).naturalTextRect().left(), 0)
    corner.setY(PAD + (HEAD - layout.lineAt(0).height()) / 2)
    made.picture.texts.append((layout, corner, QColor(tokens.t3)))
    bold = theme.font(Role.BODY, Weight.MEDIUM)
    used = made.words(line.title, bold, tokens.t1, left, PAD, room, HEAD)
    rest = room - round(used) - 8
    if line.detail and rest > 24:
        plain = theme.font(Role.BODY)
        made.words(line.detail, plain, tokens.t3, left + round(used) + 8, PAD, rest, HEAD)
    if line.text:
        lines = text_lines(line, room, rtl=rtl)
        place = QPointF(made.x(left, room), PAD + HEAD + 1)
        made.picture.lines = (lines, place, QColor(tokens.t2))
    _lay_out_marks(made, line, left, height - PAD - MARK)
    return made.picture


def _lay_out_marks(made: _Builder, line: Line, left: int, top: int) -> None:
    font = mark_font()
    for mark in line.marks:
        hue = theme.tokens().hue(mark.tone)
        taken = round(made.words(mark.label, font, hue.text, left + 24, top, 400, MARK))
        box = QRect(round(made.x(left, taken + 31)), top, taken + 31, MARK)
        made.picture.buttons.append(Button(mark, box, "" if mark.outlined else hue.tint))
        made.icon(mark.icon, 12, hue.text, left + 7, top + 4)
        left += taken + 39


def draw(painter: QPainter, picture: RowPicture) -> None:
    """Draw circle, boxes and words; the icons are the view's (they need its screen)."""
    tokens = theme.tokens()
    if picture.rule is not None:
        painter.fillRect(*picture.rule)
    if picture.circle is not None:
        box, fill = picture.circle
        rounded(painter, box, box.width() / 2, fill)
    for button in picture.buttons:
        edge = None if button.fill else tokens.line2
        rounded(painter, button.box, 5, button.fill or None, edge)
    for layout, corner, colour in picture.texts:
        painter.setPen(colour)
        layout.draw(painter, corner)
    if picture.lines is not None:
        lines, corner, colour = picture.lines
        painter.setPen(colour)
        lines.draw(painter, corner)
