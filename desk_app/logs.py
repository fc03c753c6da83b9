"""Logs of the desk: one file of its own, and a crash log for what is our fault."""

from __future__ import annotations

import atexit
import faulthandler
import logging
import queue
import sys
import threading
from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import IO

log = logging.getLogger(__name__)

_SIZE = 2_000_000
_KEPT = 3


def start(folder: Path, name: str) -> IO[str] | None:
    """Log to `folder/name.log`, uncaught errors included; return the crash log, kept open.

    A folder that cannot be written costs the log, never the program: then None.
    """
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        handler = RotatingFileHandler(
            folder / f"{name}.log",
            maxBytes=_SIZE,
            backupCount=_KEPT,
            encoding="utf-8",
            errors="backslashreplace",  # what comes over the wire may be no text at all
        )
        crash = (folder / f"{name}-crash.log").open("a", encoding="utf-8")
    except OSError as error:
        root.addHandler(logging.StreamHandler())
        log.warning("no log file: %s", error)
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    waiting: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    root.addHandler(QueueHandler(waiting))  # no thread of ours waits for the disk to log
    listener = QueueListener(waiting, handler)
    listener.start()
    atexit.register(listener.stop)
    faulthandler.enable(crash)
    sys.excepthook = _on_uncaught
    threading.excepthook = _on_uncaught_in_thread
    return crash


def _on_uncaught(
    kind: type[BaseException], error: BaseException, traceback: TracebackType | None
) -> None:
    log.critical("uncaught", exc_info=(kind, error, traceback))


def _on_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        _on_uncaught(args.exc_type, args.exc_value, args.exc_traceback)
