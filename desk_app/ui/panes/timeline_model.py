"""The rows of the timeline: headings and interactions, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desk_app.crm.records import EntryKind, TicketNow, TimelineEntry, TimelinePage
from desk_app.telephony.calls import Call
from desk_app.ui.panes import timeline_groups
from desk_app.ui.panes.timeline_lines import Line, Lines
from desk_app.ui.panes.timeline_loaded import Loaded

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Group(msgspec.Struct, frozen=True):
    """The heading over the interactions of a day or a month."""

    label: str


class CallNow(msgspec.Struct, frozen=True):
    """The call in hand, which stands on top, with its ticket once there is one."""

    call: Call
    ticket: TicketNow | None = None


Row = Group | TimelineEntry | CallNow


class TimelineModel(QAbstractListModel):
    """Interactions of one customer as a flat list with headings. UI thread only.

    The texts of a row are made when they are first asked for.
    """

    LineRole = Qt.ItemDataRole.UserRole + 1
    GroupRole = Qt.ItemDataRole.UserRole + 2

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines = Lines(self)
        self._newest: tuple[TimelineEntry, ...] = ()
        self.loaded = Loaded()
        self._call: CallNow | None = None
        self._now_us = 0
        self._kind: EntryKind | None = None
        self._rows: list[Row] = []
        self._call_line: Line | None = None
        self._shown = 0  # interactions in the rows or left out of them on purpose
        self._from_us: int | None = None  # where the last heading begins
        self._made: dict[int, tuple[TimelineEntry, Line]] = {}  # by the interaction's id

    def set_entries(
        self, entries: tuple[TimelineEntry, ...], now_us: int, *, same: bool = False
    ) -> None:
        """Show these interactions, newest first, under the headings they have at `now_us`.

        `same`: they are the newest of the customer who is shown; what was read of older ones stays.
        """
        next_day = timeline_groups.starts_us(now_us, now_us=now_us) > self._now_us
        if same and not next_day and entries == self._newest:
            return
        if same:
            self.loaded.renew(entries)
        elif entries == self._newest == self.loaded.of(None) and not next_day:
            return
        else:
            self.loaded = Loaded(entries)
        self._newest, self._now_us = entries, now_us
        if next_day or not same:
            self._made.clear()
        self._rebuild()

    def append(self, page: TimelinePage) -> bool:
        """Show a page at the end. Return False if it does not belong there."""
        if not self.loaded.add(page):
            return False
        known = self.loaded.of(self._kind)
        rows = list(self._grouped(known[self._shown :]))
        self._shown = len(known)
        if rows:
            first = len(self._rows)
            self.beginInsertRows(_ROOT, first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()
        return True

    def set_call(self, call: CallNow | None) -> None:
        """Show the call in hand on top; its own record further down is then left out."""
        before, self._call = self._call, call
        if before == call:
            return
        if before and call and before.call.key == call.call.key and self._has_call():
            self._rows[:2] = self._call_rows()
            self._call_line = None
            first = 1 if before.call.live == call.call.live else 0  # the heading says so too
            self.dataChanged.emit(self.index(first), self.index(1))
        else:
            self._rebuild()

    def set_kind(self, kind: EntryKind | None) -> None:
        """Show one channel only, or all."""
        if kind is not self._kind:
            self._kind = kind
            self._rebuild()

    def retranslate(self) -> None:
        """Make all texts anew: the language or the calendar has changed."""
        self._made.clear()
        self._rebuild()

    @property
    def kind(self) -> EntryKind | None:
        """The channel that is shown, None for all."""
        return self._kind

    @property
    def rows(self) -> list[Row]:
        """What the rows stand for; to be read only."""
        return self._rows

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._call_line = None
        self._from_us = None
        known = self.loaded.of(self._kind)
        self._rows = [*self._call_rows(), *self._grouped(known)]
        self._shown = len(known)
        self.endResetModel()

    def _has_call(self) -> bool:
        return len(self._rows) > 1 and isinstance(self._rows[1], CallNow)

    def _call_rows(self) -> Iterator[Row]:
        if self._call is not None and self._kind in (None, EntryKind.CALL):
            yield Group(self.tr("Now") if self._call.call.live else self.tr("Just now"))
            yield self._call

    def _grouped(self, entries: Iterable[TimelineEntry]) -> Iterator[Row]:
        """Put headings between interactions that follow the last row's."""
        own = self._call.call.key if self._call is not None else ""
        # One comparison for each interaction, one conversion of the calendar for each heading.
        for entry in entries:
            if own and entry.call_key == own and entry.kind is EntryKind.CALL:
                continue
            if self._from_us is None or entry.at_us < self._from_us:
                self._from_us = timeline_groups.starts_us(entry.at_us, now_us=self._now_us)
                yield Group(timeline_groups.heading(entry.at_us, now_us=self._now_us))
            yield entry

    def entry(self, index: Index) -> Row:
        """Return what a row stands for."""
        return self._rows[index.row()]

    def _line(self, number: int) -> Line | None:
        row = self._rows[number]
        if isinstance(row, Group):
            return None
        if isinstance(row, CallNow):
            if self._call_line is None:
                self._call_line = self._lines.of_call(row.call, row.ticket)
            return self._call_line
        made = self._made.get(row.id)
        if made is None or (made[0] is not row and made[0] != row):
            made = self._made[row.id] = row, self._lines.of_entry(row, self._now_us)
        return made[1]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return the number of headings and interactions."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a heading, a row's texts, or the sentence a screen reader says."""
        if not index.isValid():
            return None
        spoken = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        row = self._rows[index.row()]
        if isinstance(row, Group):
            return row.label if spoken or role == self.GroupRole else None
        line = self._line(index.row())
        if role == self.LineRole:
            return line
        return line.spoken if spoken and line else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return the flags: headings cannot be chosen."""
        if not index.isValid() or isinstance(self._rows[index.row()], Group):
            return Qt.ItemFlag.NoItemFlags
        return (
            Qt.ItemFlag.ItemIsEnabled
            | Qt.ItemFlag.ItemIsSelectable
            | Qt.ItemFlag.ItemNeverHasChildren
        )
