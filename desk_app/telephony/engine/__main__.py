"""`python -m desk_app.telephony.engine --data-dir D --socket PATH`: started by the desk."""

from __future__ import annotations

import argparse
import contextlib
import faulthandler
import logging
import logging.handlers
import os
import sys
import tempfile
from pathlib import Path
from typing import IO

ALREADY_RUNNING = 3
CANNOT_LISTEN = 4


def _lock(data_dir: Path, socket_path: str) -> IO[str] | None:
    """Return the held lock of the data folder, None when another engine has it.

    A folder that cannot be written is locked beside its socket.
    """
    try:
        file = (data_dir / "engine.lock").open("a+")
    except OSError:
        beside = Path(tempfile.gettempdir()) if os.name == "nt" else Path(socket_path).parent
        file = (beside / f"{Path(socket_path).name}.lock").open("a+")
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return None
    return file


def _start_log(data_dir: Path) -> IO[str] | None:
    """Log into the data folder; one that cannot be written costs the log, never the phone."""
    folder = data_dir / "logs"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            folder / "engine.log",
            maxBytes=2_000_000,
            backupCount=3,
            encoding="utf-8",
            errors="backslashreplace",  # what comes over the wire may be no text at all
        )
        crashes = (folder / "engine-crash.log").open("a")
    except OSError:
        logging.basicConfig(level=logging.INFO)
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    faulthandler.enable(crashes)
    return crashes


def main(arguments: list[str] | None = None) -> int:
    """Run the engine; return 0, 3 when one runs on this folder, 4 when the socket is refused."""
    parser = argparse.ArgumentParser(prog="desk-app engine")
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--socket", required=True)
    options = parser.parse_args(arguments)
    data_dir = options.data_dir.resolve()
    with contextlib.suppress(OSError):
        data_dir.mkdir(parents=True, exist_ok=True)
    lock = _lock(data_dir, options.socket)
    if lock is None:
        return ALREADY_RUNNING
    if os.name != "nt" and os.getsid(0) != os.getpid() and os.getpgrp() != os.getpid():
        os.setsid()
    crashes = _start_log(data_dir)
    log = logging.getLogger("desk_app.telephony.engine")

    from desk_app.telephony.engine.link import open_link

    try:
        link = open_link(options.socket)
    except OSError as error:
        log.error("socket %s: %s", options.socket, error)
        return CANNOT_LISTEN

    from desk_app.telephony.engine.engine import Engine  # heavy: only when it is ours to run

    try:
        Engine(data_dir, link).run()
    except BaseException:
        log.exception("engine failed")
        raise
    finally:
        lock.close()
        faulthandler.disable()
        if crashes is not None:
            crashes.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
