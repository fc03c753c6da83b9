"""Free ports of the loopback, for tests that run side by side."""

from __future__ import annotations

import itertools
import os
import random
import re
import socket

# Above those that the system itself gives away: between this look and the use of a port nobody
# else gets it. Each worker has every eighth.
_FIRST, _LAST, _WORKERS = 61_000, 65_535, 8
_worker = int(re.sub(r"\D", "", os.environ.get("PYTEST_XDIST_WORKER", "")) or 0) % _WORKERS
_mine = range(_FIRST + _worker, _LAST, _WORKERS)
_next = itertools.islice(itertools.cycle(_mine), random.randrange(len(_mine)), None)


def free_port() -> int:
    """Return a port that is free for UDP and TCP now, and none that was returned just before."""
    for port in _next:
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp,
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as tcp,
        ):
            try:
                udp.bind(("127.0.0.1", port))
                tcp.bind(("127.0.0.1", port))
            except OSError:
                continue
        return port
    raise AssertionError("there is always a next one")
