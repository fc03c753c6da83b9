"""A report as PDF: painted, because Qt's documents do not mirror a table's columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import accumulate

import msgspec
from PySide6.QtCore import QBuffer, QCoreApplication, QMarginsF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPageLayout, QPageSize, QPainter, QPdfWriter

from desk_app.ui import language
from desk_app.ui import text as say
from desk_app.ui.reports.columns import cell
from desk_app.ui.reports.sheet import Line, Sheet
from desk_app.ui.theme import LIGHT, Weight, fonts

_DPI = 1200
_PT = _DPI / 72
_MARGIN = 34.0  # points, as all lengths here
_NAME, _WIDEST = 124.0, 70.0
_ROW, _LINE, _GAP = 15.0, 10.0, 5.0
_TEXT, _HEAD, _TITLE = 7.5, 6.5, 13.0
_TOP, _FOOT = 44.0, 20.0


class _Block(msgspec.Struct, frozen=True):
    """Something of a height, in points, that stays together on a page."""

    height: float
    paint: Callable[[QPainter, float], None]
    of_table: bool = False


def pdf_of(sheet: Sheet) -> bytes:
    """Return A4 pages across: header, table, definitions, page numbers. Any thread."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DPI)
    writer.setTitle(sheet.title)
    writer.setCreator("Desk App")
    landscape = QPageLayout.Orientation.Landscape
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, landscape, QMarginsF()))
    painter = QPainter(writer)
    try:
        _Paper(sheet, writer.width() / _PT, writer.height() / _PT).paint(painter, writer)
    finally:
        painter.end()
    return bytes(buffer.data().data())


def _font(size: float, weight: Weight = Weight.REGULAR) -> QFont:
    made = QFont()
    made.setFamilies(fonts.families())
    made.setPixelSize(round(size * _PT))
    made.setWeight(QFont.Weight(int(weight)))
    # Tabular figures and contextual alternates have glyphs without a code in a PDF:
    # nobody could search or copy a number or a time.
    for feature in ("tnum", "calt"):
        made.setFeature(QFont.Tag(feature), 0)
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return made


def _width(text: str, size: float, weight: Weight) -> float:
    """Return the width of a text in points."""
    return QFontMetricsF(_font(size, weight)).horizontalAdvance(text) / _PT


class _Paper:
    """Paints one sheet; what is at the start edge is right in Persian."""

    def __init__(self, sheet: Sheet, width: float, height: float) -> None:
        self._sheet, self._width, self._height = sheet, width, height
        self._rtl = language.is_persian()
        self._inner = width - 2 * _MARGIN
        lines = (*sheet.lines, sheet.total)
        names = [_width(line.name, _TEXT, Weight.SEMIBOLD) for line in lines]
        self._name = min(_NAME, max(names) + _GAP)
        self._places = self._columns(lines)

    def _columns(self, lines: Sequence[Line]) -> list[tuple[float, float]]:
        """Return where each column begins and how wide it is: no word of its head is cut."""
        needs = []
        for number, column in enumerate(self._sheet.columns):
            said = (cell(column.kind, line.values[number]) for line in lines)
            words = (_width(word, _HEAD, Weight.MEDIUM) for word in column.title.split())
            cells = (_width(text, _TEXT, Weight.SEMIBOLD) for text in said)
            needs.append(max(*words, *cells) + _GAP)
        room = self._inner - self._name
        spare = max(0.0, room - sum(needs)) / max(1, len(needs))
        shrunk = min(1.0, room / max(1.0, sum(needs)))
        widths = [min(need + spare, max(need, _WIDEST)) * shrunk for need in needs]
        begins = accumulate(widths, initial=self._name)
        return list(zip(begins, widths, strict=False))

    # --- places and texts

    def _box(self, start: float, width: float, top: float, height: float) -> QRectF:
        left = self._width - _MARGIN - start - width if self._rtl else _MARGIN + start
        return QRectF(left * _PT, top * _PT, width * _PT, height * _PT)

    def _flags(self, *, end: bool = False, wrap: bool = False, top: bool = False) -> int:
        side = Qt.AlignmentFlag.AlignRight if end != self._rtl else Qt.AlignmentFlag.AlignLeft
        down = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag.AlignVCenter
        flags = (side | Qt.AlignmentFlag.AlignAbsolute | down).value
        return int(flags | Qt.TextFlag.TextWordWrap.value) if wrap else int(flags)

    def _rule(self, painter: QPainter, y: float, colour: str) -> None:
        painter.fillRect(self._box(0, self._inner, y, 0.5), QColor(colour))

    # --- blocks

    def _head(self) -> _Block:
        def paint(painter: QPainter, y: float) -> None:
            painter.setFont(_font(_HEAD, Weight.MEDIUM))
            painter.setPen(QColor(LIGHT.t2))
            painter.drawText(self._box(0, self._name, y, 32), self._flags(), self._sheet.interval)
            for (begin, width), column in zip(self._places, self._sheet.columns, strict=True):
                box = self._box(begin + 2, width - 2, y, 32)
                painter.drawText(box, self._flags(end=True, wrap=True), column.title)
            self._rule(painter, y + 33, LIGHT.t3)

        return _Block(35, paint)

    def _row(self, line: Line, weight: Weight) -> _Block:
        def paint(painter: QPainter, y: float) -> None:
            painter.setFont(_font(_TEXT, weight))
            painter.setPen(QColor(LIGHT.t1))
            painter.drawText(self._box(0, self._name, y, _ROW), self._flags(), line.name)
            for number, (begin, width) in enumerate(self._places):
                said = cell(self._sheet.columns[number].kind, line.values[number])
                box = self._box(begin, width, y, _ROW)
                painter.drawText(box, self._flags(end=True), said)
            self._rule(painter, y + _ROW - 0.5, LIGHT.line)

        return _Block(_ROW, paint, of_table=True)

    def _meaning(self, painter: QPainter, name: str, meaning: str) -> _Block:
        width = self._inner - _NAME
        painter.setFont(_font(_TEXT))
        room = QRectF(0, 0, width * _PT, 1e6)
        needed = painter.boundingRect(room, self._flags(wrap=True, top=True), meaning)
        height = max(_LINE, needed.height() / _PT) + 3

        def paint(painter: QPainter, y: float) -> None:
            painter.setPen(QColor(LIGHT.t1))
            painter.setFont(_font(_TEXT, Weight.SEMIBOLD))
            painter.drawText(self._box(0, _NAME, y, height), self._flags(top=True), name)
            painter.setFont(_font(_TEXT))
            flags = self._flags(wrap=True, top=True)
            painter.drawText(self._box(_NAME, width, y, height), flags, meaning)

        return _Block(height, paint)

    def _title(self, said: str) -> _Block:
        def paint(painter: QPainter, y: float) -> None:
            painter.setFont(_font(_TEXT + 2, Weight.SEMIBOLD))
            painter.setPen(QColor(LIGHT.t1))
            painter.drawText(self._box(0, self._inner, y, 30), self._flags(), said)

        return _Block(30, paint)

    # --- pages

    def _pages(self, blocks: Iterable[_Block]) -> list[list[_Block]]:
        """Return the blocks of each page; a table goes on under its heads."""
        room = self._height - _MARGIN - _TOP - _FOOT - _MARGIN / 2
        head = self._head()
        pages: list[list[_Block]] = [[head]]
        used = head.height
        for block in blocks:
            if used + block.height > room:
                pages.append([head] if block.of_table else [])
                used = head.height if block.of_table else 0.0
            pages[-1].append(block)
            used += block.height
        return pages

    def paint(self, painter: QPainter, writer: QPdfWriter) -> None:
        """Paint everything."""
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if self._rtl else Qt.LayoutDirection.LeftToRight
        )
        sheet = self._sheet
        translate = QCoreApplication.translate
        pages = self._pages(
            [
                *(self._row(line, Weight.REGULAR) for line in sheet.lines),
                self._row(sheet.total, Weight.SEMIBOLD),
                self._title(translate("reports", "What the figures mean")),
                *(self._meaning(painter, *meaning) for meaning in sheet.definitions),
            ]
        )
        for number, blocks in enumerate(pages, start=1):
            if number > 1:
                writer.newPage()
            self._frame(painter, number, len(pages))
            y = _MARGIN + _TOP
            for block in blocks:
                block.paint(painter, y)
                y += block.height

    def _frame(self, painter: QPainter, number: int, pages: int) -> None:
        painter.setPen(QColor(LIGHT.t1))
        painter.setFont(_font(_TITLE, Weight.SEMIBOLD))
        metrics = painter.fontMetrics()
        room = self._inner - 150
        title = metrics.elidedText(
            self._sheet.title, Qt.TextElideMode.ElideRight, round(room * _PT)
        )
        painter.drawText(self._box(0, room, _MARGIN, 22), self._flags(), title)
        painter.setFont(_font(_TEXT))
        painter.setPen(QColor(LIGHT.t2))
        made = self._box(room, self._inner - room, _MARGIN, 22)
        painter.drawText(made, self._flags(end=True), self._sheet.made)
        self._rule(painter, _MARGIN + 28, LIGHT.t1)
        said = QCoreApplication.translate("reports", "Page {n} of {all}")
        said = said.format(n=say.digits(number), all=say.digits(pages))
        foot = self._box(0, self._inner, self._height - _MARGIN, _FOOT)
        painter.drawText(foot, self._flags(end=True), said)
        painter.drawText(foot, self._flags(), "Desk App")
