"""Starts and leads the driver process, and waits for what it reports."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from desk_app.telephony.messages import Message, Report, decode_report
from tests.rigs.patience import PATIENCE_S

Kind = TypeVar("Kind", bound=Message)
_ROOT = Path(__file__).parents[3]


class AudioProcess:
    """One driver; a context manager. Every wait has a deadline."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.telephony.audio.driver"],
            cwd=_ROOT,
            env=dict(environment),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self._arrived = threading.Condition()
        self.reports: list[Report] = []
        self._replies: list[Any] = []
        self._ended = False
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            with self._arrived:
                if line.startswith(b'{"reply"'):
                    self._replies.append(json.loads(line)["reply"])
                else:
                    self.reports.append(decode_report(line))
                self._arrived.notify_all()
        with self._arrived:
            self._ended = True
            self._arrived.notify_all()

    def tell(self, name: str, *arguments: Any, **fields: Any) -> None:
        """Have the driver do something, without waiting for it."""
        assert self._process.stdin is not None
        words = [name, *arguments, fields] if fields else [name, *arguments]
        self._process.stdin.write(json.dumps(words).encode() + b"\n")
        self._process.stdin.flush()

    def ask(self, name: str, *arguments: Any, seconds: float = PATIENCE_S, **fields: Any) -> Any:
        """Have the driver do something and return its answer."""
        with self._arrived:
            self._replies.clear()
        self.tell(name, *arguments, **fields)
        with self._arrived:
            done = self._arrived.wait_for(lambda: self._replies or self._ended, seconds)
            assert done, f"no answer to {name}"
            assert self._replies, f"the driver died of {name}"
            return self._replies.pop(0)

    def wait(
        self, wanted: Callable[[Any], object], seconds: float = PATIENCE_S, *, since: int = 0
    ) -> Any:
        """Return the first report that is wanted.

        `since` is an index into `reports`, to leave out older ones.
        """
        found: list[Any] = []

        def look() -> bool:
            found[:] = [report for report in self.reports[since:] if wanted(report)][:1]
            return bool(found) or self._ended

        with self._arrived:
            self._arrived.wait_for(look, seconds)
            assert found, f"not within {seconds} s; heard {self.reports[since:][-20:]}"
        return found[0]

    def of(self, kind: type[Kind]) -> list[Kind]:
        """Return the reports of one kind so far."""
        with self._arrived:
            return [report for report in self.reports if isinstance(report, kind)]

    def mark(self) -> int:
        """Return the index that the next report will have."""
        with self._arrived:
            return len(self.reports)

    def kill(self) -> None:
        """End the driver without its help."""
        self._process.kill()

    def close(self) -> int:
        """End the driver in order; return its exit status."""
        if self._process.poll() is None:
            with contextlib.suppress(BrokenPipeError):
                self.tell("quit")
        try:
            status = self._process.wait(timeout=PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            assert pipe is not None
            pipe.close()
        return status

    def __enter__(self) -> AudioProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
