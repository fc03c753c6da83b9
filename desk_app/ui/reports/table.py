"""The table of a report: a row for each interval, the whole period last."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desk_app.crm.report_figures import Behind, Report
from desk_app.ui import theme
from desk_app.ui.reports import words
from desk_app.ui.reports.columns import Column, cell, columns
from desk_app.ui.theme import Role, Weight
from desk_app.ui.widgets import Live

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_ROW, _NAME, _FIGURE = 30, 190, 92
_END = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_START = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ReportModel(QAbstractTableModel):
    """A report as Qt's tables read it; every cell is said when it is looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.report: Report | None = None
        self.columns: tuple[Column, ...] = ()

    def show_report(self, report: Report | None) -> None:
        """Take a report, or none."""
        self.beginResetModel()
        self.report = report
        self.columns = columns(report.asked) if report else ()
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """Return the intervals and one for the whole."""
        return 0 if self.report is None or parent.isValid() else len(self.report.rows) + 1

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        """Return the name's column and the figures'."""
        return 0 if self.report is None or parent.isValid() else len(self.columns) + 1

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return what a cell shows."""
        report = self.report
        if report is None or not index.isValid():
            return None
        last = index.row() == len(report.rows)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _START if index.column() == 0 else _END
        if role == Qt.ItemDataRole.FontRole:
            bold = last or index.column() == 0
            return theme.font(Role.BODY, Weight.SEMIBOLD if bold else Weight.REGULAR)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == 0:
            return words.total() if last else words.row(report.rows[index.row()], report.asked)
        column = self.columns[index.column() - 1]
        sums = report.total if last else report.rows[index.row()].sums
        return cell(column.kind, column.value(sums))

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's title, and its definition as tooltip."""
        if orientation is Qt.Orientation.Vertical or self.report is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _START if section == 0 else _END
        if section == 0:
            name = words.interval(self.report.asked.interval)
            return name if role == Qt.ItemDataRole.DisplayRole else None
        column = self.columns[section - 1]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.title
        return column.definition if role == Qt.ItemDataRole.ToolTipRole else None

    def behind(self, index: _Index) -> tuple[Behind, tuple[int, int], str] | None:
        """Return what a cell counts, in which interval, and how to call that."""
        report = self.report
        if report is None or not index.isValid() or index.column() == 0:
            return None
        column = self.columns[index.column() - 1]
        if column.behind is None:
            return None
        if index.row() == len(report.rows):
            span, name = (report.asked.from_us, report.asked.to_us), words.title(report.asked)
        else:
            row = report.rows[index.row()]
            span, name = (row.from_us, row.to_us), words.row(row, report.asked)
        return column.behind, span, f"{column.title}, {name}"


class ReportTable(Live, QTableView):
    """Shows a report; a click or Enter on a figure asks for the calls behind it."""

    opened = Signal(object, object, str)  # Behind, ((from_us, to_us),), title

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = ReportModel()
        self.setModel(self.rows)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(_ROW)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setDefaultSectionSize(_FIGURE)
        head.setFixedHeight(44)
        self.setTabKeyNavigation(False)
        self.clicked.connect(self._open)
        self.begin()

    def show_report(self, report: Report | None) -> None:
        """Show a report, or nothing."""
        self.rows.show_report(report)
        if report is not None:
            self.setColumnWidth(0, _NAME)
            room = self.horizontalHeader().fontMetrics()
            for number, column in enumerate(self.rows.columns, start=1):
                width = room.horizontalAdvance(column.title) + 28
                self.setColumnWidth(number, max(_FIGURE - 16, width))

    def _open(self, index: QModelIndex) -> None:
        found = self.rows.behind(index)
        if found is not None:
            behind, span, title = found
            self.opened.emit(behind, (span,), title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open what is behind a figure with Enter."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def restyle(self) -> None:
        """Take the fonts again."""
        self.horizontalHeader().setFont(theme.font(Role.META, Weight.MEDIUM))
        self.viewport().update()

    def retranslate(self) -> None:
        """Say everything again."""
        self.setAccessibleName(self.tr("Figures by interval"))
        self.rows.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, 0)
        self.viewport().update()
