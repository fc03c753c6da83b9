"""The rows of the timeline: headings and interactions, newest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desk_app.crm.records import EntryKind, TicketNow, TimelineEntry
from desk_app.telephony.calls import Call
from desk_app.ui.panes import timeline_groups
from desk_app.ui.panes.timeline_lines import Line, Lines

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True)
class Group:
    """The heading over the interactions of a day or a month."""

    label: str


@dataclass(frozen=True)
class CallNow:
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
        self._entries: tuple[TimelineEntry, ...] = ()
        self._call: CallNow | None = None
        self._now_us = 0
        self._kind: EntryKind | None = None
        self._rows: list[Row] = []
        self._made: dict[int, Line] = {}

    def set_entries(self, entries: tuple[TimelineEntry, ...], now_us: int) -> None:
        """Show these interactions, newest first, under the headings they have at `now_us`."""
        next_day = timeline_groups.starts_us(now_us, now_us=now_us) > self._now_us
        if entries is self._entries and not next_day:
            return
        if entries == self._entries and not next_day:
            return
        self._entries, self._now_us = entries, now_us
        self._rebuild()

    def set_call(self, call: CallNow | None) -> None:
        """Show the call in hand on top; its own record further down is then left out."""
        before, self._call = self._call, call
        if before == call:
            return
        same = before and call and before.call.key == call.call.key
        if same and before and call and before.call.live == call.call.live and self._has_call():
            self._made.pop(1, None)
            self._rows[1] = call
            self.dataChanged.emit(self.index(1), self.index(1))
        else:
            self._rebuild()

    def set_kind(self, kind: EntryKind | None) -> None:
        """Show one channel only, or all."""
        if kind is not self._kind:
            self._kind = kind
            self._rebuild()

    def retranslate(self) -> None:
        """Make all texts anew: the language or the calendar has changed."""
        self._rebuild()

    def _rebuild(self) -> None:
        self.beginResetModel()
        self._made.clear()
        self._rows = list(self._grouped())
        self.endResetModel()

    def _has_call(self) -> bool:
        return len(self._rows) > 1 and isinstance(self._rows[1], CallNow)

    def _grouped(self) -> Iterator[Row]:
        own = ""
        if self._call is not None and self._kind in (None, EntryKind.CALL):
            own = self._call.call.key
            yield Group(self.tr("Now") if self._call.call.live else self.tr("Just now"))
            yield self._call
        # One comparison for each interaction, one conversion of the calendar for each heading.
        from_us: int | None = None
        for entry in self._entries:
            if self._kind is not None and entry.kind is not self._kind:
                continue
            if own and entry.call_key == own and entry.kind is EntryKind.CALL:
                continue
            if from_us is None or entry.at_us < from_us:
                from_us = timeline_groups.starts_us(entry.at_us, now_us=self._now_us)
                yield Group(timeline_groups.heading(entry.at_us, now_us=self._now_us))
            yield entry

    def entry(self, index: Index) -> Row:
        """Return what a row stands for."""
        return self._rows[index.row()]

    def _line(self, number: int) -> Line | None:
        row = self._rows[number]
        if isinstance(row, Group):
            return None
        line = self._made.get(number)
        if line is None:
            if isinstance(row, CallNow):
                line = self._lines.of_call(row.call, row.ticket)
            else:
                line = self._lines.of_entry(row, self._now_us)
            self._made[number] = line
        return line

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
