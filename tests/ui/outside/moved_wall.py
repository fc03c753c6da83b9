"""A wall that says where it is: "fill RIGHT", "leave" and "toggle" move it, "end" closes it.

It is where the file WALL_PLACE says, and keeps it there.
A line for each change: name of the monitor, "whole" or "window", x, y, width, height.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desk_app import remembered
from desk_app.ui.wall.window import WallWindow

_OFTEN_MS, _AT_REST = 20, 10  # how often it looks, and how often it must have seen the same


class Moved:
    """Does what is said, and tells where the wall has come to rest."""

    def __init__(self, wall: WallWindow, file: Path) -> None:
        self._wall, self._file, self._told = wall, file, ""
        self._seen, self._times = "", 0
        self._said = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._said.activated.connect(self._on_line)
        self._often = QTimer(interval=_OFTEN_MS)
        self._often.timeout.connect(self._tell)
        self._often.start()

    def _tell(self) -> None:
        wall = self._wall
        box = wall.geometry()
        kind = "whole" if wall.isFullScreen() else "window"
        where = (box.x(), box.y(), box.width(), box.height())
        now = " ".join(map(str, (wall.screen().name(), kind, *where)))
        self._times = self._times + 1 if now == self._seen else 0
        self._seen = now
        if self._times >= _AT_REST and now != self._told:  # it is moved in several steps
            self._told = now
            print(now, flush=True)

    def _on_line(self) -> None:
        monitors = self._wall.monitors
        match sys.stdin.readline().split():
            case ["fill", name]:
                monitors.fill(next(s for s in QGuiApplication.screens() if s.name() == name))
            case ["leave"]:
                monitors.leave()
            case ["toggle"]:
                monitors.toggle()
            case _:
                remembered.save(self._file, monitors.place())
                QApplication.quit()


app = QApplication(sys.argv)
wall = WallWindow()
wall.resize(1200, 700)
file = Path(os.environ["WALL_PLACE"])
wall.monitors.restore(remembered.load_wall(file))
moved = Moved(wall, file)
print("ready", flush=True)
sys.exit(app.exec())
