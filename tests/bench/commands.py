"""Words between the bench and a measured process: lines of JSON over its standard streams."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal


class Commands(QObject):
    """Reads orders on a thread and carries them out on the UI thread; ends with the input."""

    _heard = Signal(str)
    _ended = Signal()

    def __init__(self, orders: Mapping[str, Callable[[], None]]) -> None:
        super().__init__(QCoreApplication.instance())
        self._orders = orders
        self._heard.connect(self._on_heard, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)
        threading.Thread(target=self._read, daemon=True).start()

    @staticmethod
    def say(what: str, *details: object) -> None:
        """Tell the bench something."""
        sys.stdout.write(json.dumps([what, *details]) + "\n")
        sys.stdout.flush()

    def _read(self) -> None:
        for line in sys.stdin:
            self._heard.emit(line.strip())
        self._ended.emit()

    def _on_heard(self, order: str) -> None:
        self._orders[order]()

    def _on_ended(self) -> None:
        application = QCoreApplication.instance()
        if application is not None:
            application.quit()
