"""How high each row of the timeline is, and so where: measured once for a width, or guessed."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable
from itertools import accumulate

from desk_app.crm.records import TimelineEntry
from desk_app.ui.panes.timeline_model import Group, Row
from desk_app.ui.panes.timeline_row import GROUP

_GUESS = 75
_AT_ONCE = 15  # rows measured before the window may do something else: 4 ms


class Heights:
    """Rows under each other, in pixels from the first one's top. `measure` is given a number."""

    def __init__(self, measure: Callable[[int], int]) -> None:
        self._measure = measure
        self._width = 0
        self._heights: list[int] = []
        self._guessed: set[int] = set()
        self._known: dict[int, tuple[TimelineEntry, int, int]] = {}  # id: entry, height, width
        self.rows: list[Row] = []
        self.tops: list[int] = [0]  # of each row, and the end of the last

    @property
    def measured(self) -> bool:
        """Whether no row's height is a guess."""
        return not self._guessed

    def of(self, number: int) -> int:
        """Return a row's height."""
        return self._heights[number]

    def at(self, y: int) -> int:
        """Return the row at a height, the nearest where there is none."""
        return max(0, min(bisect_right(self.tops, y) - 1, len(self.rows) - 1))

    def forget(self) -> None:
        """Know nothing of the rows that are taken next: fonts or texts are others."""
        self._known.clear()

    def take(self, rows: Iterable[Row], width: int) -> None:
        """Put other rows in, or the same in another width, with what is known of them."""
        self.rows, self._width = list(rows), width
        self._heights, self._guessed = [], set()
        for number, row in enumerate(self.rows):
            height = GROUP
            if isinstance(row, TimelineEntry):
                entry, height, at_width = self._known.get(row.id, (None, _GUESS, 0))
                if at_width != width or (entry is not row and entry != row):
                    self._guessed.add(number)
            elif not isinstance(row, Group):
                height = self._measure(number)
            self._heights.append(height)
        self._stack()

    def measure_between(self, top: int, end: int) -> bool:
        """Measure what lies between; return whether anything was other than thought."""
        other, number = False, self.at(top)
        top = self.tops[number]
        while self._guessed and number < len(self.rows) and top < end:
            other |= self._measured(number)
            top += self._heights[number]
            number += 1
        if other:
            self._stack()
        return other

    def measure_some(self) -> bool:
        """Measure a few of the rows nobody has seen yet; return as `measure_between`."""
        others = [number for number in sorted(self._guessed)[:_AT_ONCE] if self._measured(number)]
        if others:
            self._stack()
        return bool(others)

    def _measured(self, number: int) -> bool:
        if number not in self._guessed:
            return False
        self._guessed.discard(number)
        row, height = self.rows[number], self._measure(number)
        if isinstance(row, TimelineEntry):
            self._known[row.id] = row, height, self._width
        before, self._heights[number] = self._heights[number], height
        return height != before

    def _stack(self) -> None:
        self.tops = list(accumulate(self._heights, initial=0))

    # --- places that stay when rows come, go or change their height

    def place(self, y: int) -> tuple[int, int] | None:
        """Return the first interaction from `y` on (its id), and how far `y` is below its top."""
        for number in range(self.at(y), len(self.rows)):
            row = self.rows[number]
            if isinstance(row, TimelineEntry):
                return row.id, y - self.tops[number]
        return None

    def find(self, entry_id: int) -> int | None:
        """Return the row of an interaction."""
        for number, row in enumerate(self.rows):
            if isinstance(row, TimelineEntry) and row.id == entry_id:
                return number
        return None
