"""Who waits, in the order of service, as a flat list that changes as little as it must."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desk_app.queue_state import QueueDeskState
from desk_app.telephony.queue.board import Waiting
from desk_app.ui import text as say
from desk_app.ui.queue import words
from desk_app.ui.queue.watch import QueueWatch

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MOST_STEPS = 40  # more rows at once are shown as a new list


class Row(msgspec.Struct, frozen=True):
    """A caller and the place in the queue, 1 for the next."""

    caller: Waiting
    place: int


class WaitingModel(QAbstractListModel):
    """The callers of one queue, or of all the agent's. UI thread only."""

    RowRole = Qt.ItemDataRole.UserRole + 1

    def __init__(self, watch: QueueWatch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watch = watch
        self._queue = ""
        self._state = QueueDeskState()
        self._rows: list[Row] = []

    @property
    def queue(self) -> str:
        """The queue that is shown, "" for all the agent's."""
        return self._queue

    def show_queue(self, queue: str) -> None:
        """Show one queue only, or all of the agent's ("")."""
        if queue != self._queue:
            self._queue = queue
            self._reset(self._wanted())

    def show_state(self, state: QueueDeskState) -> None:
        """Take a snapshot."""
        before, self._state = self._state, state
        if (before.board, before.logged_in) == (state.board, state.logged_in):
            return
        rows = self._wanted()
        if rows != self._rows:
            self._become(rows)

    def _wanted(self) -> list[Row]:
        """Return the rows, places counted queue by queue."""
        queues = {self._queue} if self._queue else set(self._state.logged_in)
        callers = (c for c in self._state.board.callers.values() if c.queue in queues)
        places: dict[str, int] = {}
        rows: list[Row] = []
        for caller in sorted(callers, key=lambda caller: caller.rank):
            places[caller.queue] = places.get(caller.queue, 0) + 1
            rows.append(Row(caller, places[caller.queue]))
        return rows

    def _become(self, rows: list[Row]) -> None:
        """Go over to other rows: the others keep their selection and stay where they are."""
        keep = {row.caller.key for row in rows}
        have = {row.caller.key for row in self._rows}
        stay = [row.caller.key for row in self._rows if row.caller.key in keep]
        in_order = stay == [row.caller.key for row in rows if row.caller.key in have]
        if not in_order or len(keep ^ have) > _MOST_STEPS:
            self._reset(rows)
            return
        for number in range(len(self._rows) - 1, -1, -1):
            if self._rows[number].caller.key not in keep:
                self.beginRemoveRows(_ROOT, number, number)
                del self._rows[number]
                self.endRemoveRows()
        for number, row in enumerate(rows):
            if row.caller.key not in have:
                self.beginInsertRows(_ROOT, number, number)
                self._rows.insert(number, row)
                self.endInsertRows()
        self._rows = rows
        if rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def _reset(self, rows: list[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: Index) -> Row | None:
        """Return who stands in a row."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        return self._rows[index.row()]

    def index_of(self, key: str) -> QModelIndex:
        """Return a caller's row; an invalid one for who does not wait here."""
        for number, row in enumerate(self._rows):
            if row.caller.key == key:
                return self.index(number)
        return QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many wait."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, or the sentence a screen reader says."""
        row = self.row(index)
        if row is None:
            return None
        if role == self.RowRole:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        return None

    def _spoken(self, row: Row) -> str:
        caller = row.caller
        waited = say.duration(self._watch.clock.seconds_since(caller.entered_us))
        said = [words.place(row.place), words.caller(caller), f"{words.waiting()} {waited}"]
        if not self._queue:
            said.append(words.name_of(caller.queue))
        if caller.callback:
            said.append(words.callback())
        if caller.priority:
            said.append(words.why(caller.why))
        if caller.offered:
            said.append(words.rings())
        return ". ".join(said)
