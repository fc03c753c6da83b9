"""What has changed is painted some cells at a time: a busy floor makes no frame long."""

from __future__ import annotations

from itertools import islice

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

MOST = 16
"""Cells that a frame paints; one takes a quarter of a millisecond or so."""


class Turns(QObject):
    """Cells that are to be painted again, in the order in which they changed. UI thread.

    A cell shows what is true when it is painted. Between two frames the event loop turns, so
    that a key or a click need not wait for the whole wall.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cells: dict[QWidget, None] = {}
        # Of 0 ms: it is over when what was to be painted has been.
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._paint)

    @property
    def over(self) -> bool:
        """Whether every cell has been told to paint itself."""
        return not self._cells

    def ask(self, cell: QWidget) -> None:
        """Let a cell be painted when it is its turn."""
        self._cells[cell] = None
        if not self._next.isActive():
            self._next.start()

    def _paint(self) -> None:
        for cell in list(islice(self._cells, MOST)):
            del self._cells[cell]
            cell.update()
        if self._cells:
            self._next.start()
