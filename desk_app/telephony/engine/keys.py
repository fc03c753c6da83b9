"""Names for calls: 26 characters, time-ordered, unguessable enough, ours alone (ULID)."""

from __future__ import annotations

import os

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base 32


def new_key(at_us: int) -> str:
    """Return a key whose order is that of `at_us` (UTC microseconds) to the millisecond."""
    number = (at_us // 1000) << 80 | int.from_bytes(os.urandom(10))
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
