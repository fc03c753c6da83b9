"""The wall as `desk-app wall` opens it, in a process that also says what it shows.

`python -m tests.rigs.wall_process FOLDER`: a line of JSON on stdout (`Shown`) for each change.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

import msgspec
from PySide6.QtCore import QTimer

from desk_app import wall_app
from desk_app.__main__ import main
from desk_app.ui.wall.header import Mode
from desk_app.ui.wall.window import WallWindow
from tests.rigs.patience import PATIENCE_S

ROOT = Path(__file__).parents[2]
_OFTEN_MS = 20


class Shown(msgspec.Struct, frozen=True):
    """What is on the wall. `at` is monotonic seconds."""

    mode: Mode
    chip: str
    banner: str
    queues: tuple[str, ...]
    waiting: tuple[str, ...]
    acts: bool
    at: float = 0.0


class TellingWall(WallWindow):
    """A wall that prints what it shows whenever that is another."""

    def __init__(self) -> None:
        super().__init__()
        self._told: Shown | None = None
        self._telling = QTimer(self, interval=_OFTEN_MS)
        self._telling.timeout.connect(self._tell)
        self._telling.start()

    def _tell(self) -> None:
        rows = [row for row in self.board.queues.rows() if row.standing is not None]
        shown = Shown(
            self.header.chip.mode,
            self.header.chip.text(),
            "" if self.banner.isHidden() else self.banner.accessibleName(),
            tuple(row.standing.now.name for row in rows if row.standing is not None),
            tuple(row.figures["waiting"].accessibleName() for row in rows),
            self.hand.acts,
        )
        if shown != self._told:
            self._told = shown
            told = msgspec.structs.replace(shown, at=time.monotonic())
            sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
            sys.stdout.buffer.flush()


class WallRig:
    """A wall in a process of its own. A context manager: it ends as on SIGTERM."""

    def __init__(self, folder: Path, password_file: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.rigs.wall_process", str(folder)],
            cwd=ROOT,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PGPASSFILE": str(password_file)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._news = threading.Condition()
        self.shown: list[Shown] = []
        self._seen = 0
        self._thread = threading.Thread(target=self._read)
        self._thread.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._news:
                self.shown.append(msgspec.json.decode(line, type=Shown))
                self._news.notify()

    def until(self, condition: Callable[[Shown], bool], within_s: float = PATIENCE_S) -> Shown:
        """Wait until what is shown is so, from where the last wait ended on."""

        def found() -> Shown | None:
            while self._seen < len(self.shown):
                if condition(self.shown[self._seen]):
                    return self.shown[self._seen]
                self._seen += 1
            return None

        with self._news:
            shown = self._news.wait_for(found, within_s)
            assert shown is not None, self.shown[-3:]
            return shown

    def close(self) -> str:
        """End it; return what it said on stderr."""
        self._process.terminate()
        assert self._process.stderr is not None
        with self._process:
            said = self._process.stderr.read().decode()
            self._thread.join()
        assert self._process.returncode == 0, said
        return said

    def __enter__(self) -> WallRig:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._process.poll() is None:
            self.close()


if __name__ == "__main__":
    vars(wall_app)["WallWindow"] = TellingWall
    sys.exit(main(["wall", "--data-dir", sys.argv[1]]))
