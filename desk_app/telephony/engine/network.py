"""Noticing that the machine slept or changed its addresses: the registration is void then."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

import psutil

log = logging.getLogger(__name__)

EVERY_S = 3.0
SLEEP_S = 5.0


def _asleep() -> float:
    """Return a clock that runs on while the machine sleeps, less one that does not.

    Linux's monotonic clock stands still in sleep. Elsewhere the wall clock tells; setting
    it looks like a sleep, which costs one REGISTER.
    """
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime(time.CLOCK_BOOTTIME) - time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.time() - time.monotonic()


def _addresses() -> frozenset[str]:
    """Return this machine's addresses, without loopback and link-local ones."""
    return frozenset(
        entry.address
        for entries in psutil.net_if_addrs().values()
        for entry in entries
        if entry.family.name in ("AF_INET", "AF_INET6")
        and not entry.address.startswith(("127.", "::1", "fe80", "169.254."))
    )


class NetworkWatch:
    """Calls `changed` when the network under the account is another one."""

    def __init__(self, changed: Callable[[], None]) -> None:
        self._changed = changed
        self._asleep = _asleep()
        self._addresses = _addresses()
        self._next = time.monotonic() + EVERY_S

    def poll(self, now: float) -> None:
        """Look every few seconds; cheap."""
        if now < self._next:
            return
        self._next = now + EVERY_S
        asleep, addresses = _asleep(), _addresses()
        slept = asleep - self._asleep > SLEEP_S
        moved = bool(addresses) and addresses != self._addresses
        self._asleep, self._addresses = asleep, addresses
        if slept or moved:
            log.info("machine %s", "slept" if slept else "changed its addresses")
            self._changed()
