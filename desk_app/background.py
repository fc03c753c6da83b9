"""run(work, done, failed): work on the one database thread, done on the UI thread."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

T = TypeVar("T")
Job = tuple[Callable[[], Any], Callable[[Any], None], Callable[[Exception], None]]

log = logging.getLogger(__name__)


class Background(QObject):
    """One thread that does jobs in the order they come; results return to the UI thread."""

    _finished = Signal(object, object)

    def __init__(self, name: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._finished.connect(self._on_finished, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name=name, daemon=True)
        self._thread.start()

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Do `work` on the thread, then `done(result)` or `failed(error)` on the UI thread."""
        self._jobs.put((work, done, failed))

    def close(self, timeout_s: float = 5.0) -> bool:
        """Finish the jobs that wait and end the thread. Return whether it ended in time."""
        self._jobs.put(None)
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            work, done, failed = job
            try:
                outcome: tuple[Callable[[Any], None], Any] = (done, work())
            except Exception as error:  # handed to `failed`, which knows whom to tell
                log.debug("job failed", exc_info=True)
                outcome = (failed, error)
            self._finished.emit(*outcome)

    def _on_finished(self, callback: Callable[[Any], None], result: object) -> None:
        callback(result)
