"""A list of rows of many heights that takes more at its end without moving what is in sight.

Qt's own list lays all rows out again whenever one comes: 20 ms and more for 2,000, and the
place that was looked at is lost. Here a row is measured once for a width, those in sight at
once and the others a few at a time; a row that has not been measured stands in with a guess.
"""

from __future__ import annotations

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QPainter, QPaintEvent, QRegion, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyleOptionViewItem,
    QWidget,
)

from desk_app.crm.records import TimelineEntry
from desk_app.ui.panes.timeline_delegate import TimelineDelegate
from desk_app.ui.panes.timeline_heights import Heights
from desk_app.ui.panes.timeline_model import Group, Index, TimelineModel

_STEP = 20
Act = QAbstractItemView.CursorAction
Hint = QAbstractItemView.ScrollHint


class TimelineRows(QListView):
    """Places, paints and scrolls the rows of a TimelineModel. UI thread only."""

    near_end = Signal()  # less than half a page is left below

    def __init__(self, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.laid_at = 0
        self._timeline = model
        self._heights = Heights(self._height_of)
        self._room_below = 0
        self._stood_on: int | None = None  # the keyboard's place before the rows became others
        self.rows_delegate = TimelineDelegate(self)
        self._rest = QTimer(self, singleShot=True, interval=0)
        self._rest.timeout.connect(self._measure_some)
        self.setModel(model)
        self.setItemDelegate(self.rows_delegate)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        model.modelAboutToBeReset.connect(self._on_other_rows)
        bar = self.verticalScrollBar()
        bar.setSingleStep(_STEP)
        bar.valueChanged.connect(self._on_scrolled)

    def begin_again(self) -> None:
        """Show the newest, the keyboard's place too: other rows than before are wanted."""
        self._stood_on = None
        self.setCurrentIndex(QModelIndex())
        self.scrollToTop()

    def forget_heights(self) -> None:
        """Measure all rows again: fonts or texts have changed."""
        self._heights.forget()
        self.scheduleDelayedItemsLayout()

    def keep_room_below(self, height: int) -> None:
        """Leave so much free after the last row."""
        if height != self._room_below:
            self._room_below = height
            self.updateGeometries()
            self.viewport().update()

    @property
    def measured(self) -> bool:
        """Whether no row's height is a guess."""
        return self._heights.measured

    @property
    def rows_end(self) -> int:
        """Where the last row ends in the viewport."""
        return self._heights.tops[-1] - self.verticalScrollBar().value()

    # --- heights

    def doItemsLayout(self) -> None:
        """Take the model's rows, with the heights that are known of them."""
        place = self._place()
        self.laid_at = self.viewport().width()
        self._heights.take(self._timeline.rows, self.laid_at)
        self._put_back(place)
        self._measure_in_sight()
        self._stand_again()
        self._rest.start()

    def _height_of(self, number: int) -> int:
        index = self._timeline.index(number)
        return self.rows_delegate.sizeHint(QStyleOptionViewItem(), index).height()

    def _measure_in_sight(self) -> None:
        value = self.verticalScrollBar().value()
        if self._heights.measure_between(value, value + self.viewport().height()):
            self._put_back(None)

    def _measure_some(self) -> None:
        """Measure a few of the rows nobody has seen yet; what is in sight stays in its place."""
        rows = self._timeline.rows
        if self.laid_at != self.viewport().width() or len(self._heights.rows) != len(rows):
            return  # to be laid out anew first
        place = self._place()
        if self._heights.measure_some():
            self._put_back(place)
        if self._heights.measured:
            self._look()
        else:
            self._rest.start()

    def _place(self) -> tuple[int, int] | None:
        """Return what the view shows first; None at the very top: what comes there is seen."""
        value = self.verticalScrollBar().value()
        return self._heights.place(value) if value else None

    def _put_back(self, place: tuple[int, int] | None) -> None:
        """Scroll to where the interaction of `place` is now."""
        self.updateGeometries()
        self.viewport().update()
        number = self._heights.find(place[0]) if place else None
        if place is not None and number is not None:
            self.verticalScrollBar().setValue(self._heights.tops[number] + place[1])

    def _on_other_rows(self) -> None:
        number = self.currentIndex().row()
        if 0 <= number < len(self._timeline.rows):
            row = self._timeline.rows[number]
            self._stood_on = row.id if isinstance(row, TimelineEntry) else None

    def _stand_again(self) -> None:
        stood_on, self._stood_on = self._stood_on, None
        number = self._heights.find(stood_on) if stood_on is not None else None
        if number is not None:
            self.setAutoScroll(False)
            self.setCurrentIndex(self._timeline.index(number))
            self.setAutoScroll(True)

    def showEvent(self, event: QShowEvent) -> None:
        """See whether the page is too short to be scrolled."""
        super().showEvent(event)
        self._rest.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """See whether all rows have room now, so that nobody can scroll."""
        super().resizeEvent(event)
        self._rest.start()

    # --- scrolling

    def updateGeometries(self) -> None:
        """Give the scroll bar the height of all rows."""
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(room)
        bar.setRange(0, max(0, self._heights.tops[-1] + self._room_below - room))

    def _on_scrolled(self) -> None:
        self._measure_in_sight()
        self._look()

    def _look(self) -> None:
        bar = self.verticalScrollBar()
        if self.isVisible() and bar.maximum() - bar.value() <= bar.pageStep() // 2:
            self.near_end.emit()

    def verticalOffset(self) -> int:
        """Return how far the rows are scrolled."""
        return self.verticalScrollBar().value()

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        """Bring a row into sight."""
        self.executeDelayedItemsLayout()
        if not index.isValid() or index.row() >= len(self._heights.rows):
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        for _ in range(2):  # what comes into sight is measured, and may push the row out again
            top = self._heights.tops[index.row()]
            over = top + self._heights.of(index.row()) - room
            match hint:
                case Hint.PositionAtTop:
                    bar.setValue(top)
                case Hint.PositionAtBottom:
                    bar.setValue(over)
                case Hint.PositionAtCenter:
                    bar.setValue((top + over) // 2)
                case _:
                    bar.setValue(min(max(bar.value(), over), top))

    def moveCursor(self, action: Act, _modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Return the row a key leads to; headings are passed over."""
        self.executeDelayedItemsLayout()
        now, last = self.currentIndex().row(), len(self._heights.rows) - 1
        top, page = self._heights.tops[max(0, now)], self.viewport().height()
        match action:
            case Act.MoveDown | Act.MoveNext:
                return self._interaction(now + 1, 1)
            case Act.MoveUp | Act.MovePrevious:
                return self._interaction(now - 1, -1)
            case Act.MoveHome:
                return self._interaction(0, 1)
            case Act.MoveEnd:
                return self._interaction(last, -1)
            case Act.MovePageDown:
                return self._interaction(self._heights.at(top + page), -1)
            case Act.MovePageUp:
                return self._interaction(self._heights.at(top - page), 1)
            case _:
                return self.currentIndex()

    def _interaction(self, number: int, step: int) -> QModelIndex:
        while 0 <= number < len(self._heights.rows):
            if not isinstance(self._heights.rows[number], Group):
                return self._timeline.index(number)
            number += step
        return self.currentIndex()

    # --- what is where

    def visualRect(self, index: Index) -> QRect:
        """Return a row's box in the viewport."""
        self.executeDelayedItemsLayout()
        if not index.isValid() or index.row() >= len(self._heights.rows):
            return QRect()
        top = self._heights.tops[index.row()] - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self._heights.of(index.row()))

    def indexAt(self, point: QPoint) -> QModelIndex:
        """Return the row under a point of the viewport."""
        self.executeDelayedItemsLayout()
        y = point.y() + self.verticalScrollBar().value()
        if not 0 <= y < self._heights.tops[-1]:
            return QModelIndex()
        return self._timeline.index(self._heights.at(y))

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        """Select the row in which the pointer went down."""
        index = self.indexAt(rect.topLeft())
        self.selectionModel().select(QItemSelection(index, index), command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """Return what is to be painted when a selection changes."""
        region = QRegion()
        for index in selection.indexes():
            region += self.visualRect(index)
        return region

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows in sight; place them first if the page was wider before it unfolded."""
        if self.laid_at != self.viewport().width():
            self.doItemsLayout()
        value, box = self.verticalScrollBar().value(), event.rect()
        current = self.currentIndex().row() if self.hasFocus() else -1
        option = QStyleOptionViewItem()
        plain, tops = option.state, self._heights.tops
        painter = QPainter(self.viewport())
        number = self._heights.at(value + box.top())
        while number < len(tops) - 1 and tops[number] - value <= box.bottom():
            index = self._timeline.index(number)
            option.rect = self.visualRect(index)
            option.state = QStyle.StateFlag.State_HasFocus if number == current else plain
            self.rows_delegate.paint(painter, option, index)
            number += 1
        painter.end()
