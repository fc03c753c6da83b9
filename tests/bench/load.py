"""A busy machine, for a bounded time."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

from tests.bench import rigs

_NICE = -11
_SPIN = (
    "import sys, time\n"
    "end = time.monotonic() + float(sys.argv[1])\n"
    "while time.monotonic() < end:\n"
    "    sum(range(1000))\n"
)


@contextlib.contextmanager
def spinning(seconds: float) -> Iterator[None]:
    """Keep every core busy with an ordinary process; they end by themselves as well."""
    with contextlib.ExitStack() as stack:
        for _ in range(os.cpu_count() or 1):
            stack.enter_context(rigs.process([sys.executable, "-c", _SPIN, str(seconds)]))
        yield


def go_first(thread: int) -> None:
    """Let a thread of the surroundings, which are not measured, go before the load."""
    with contextlib.suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, thread, _NICE)
