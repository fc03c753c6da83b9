"""A busy machine, for a bounded time."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator

from tests.bench import rigs

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
