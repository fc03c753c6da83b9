"""Where the team's database is: an address without its password. Free of any driver."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

WAIT_S = 5.0
"""So long a desk waits for the server: longer, and the journal is the better place."""
SCHEMES = ("postgresql", "postgres")


@dataclass(frozen=True)
class Server:
    """A PostgreSQL database: "postgresql://LOGIN@HOST[:PORT]/NAME[?options of libpq]".

    `wait_s` bounds every wait for its answer; whoever migrates or imports gives it longer.
    """

    url: str
    password: str = field(default="", repr=False)
    wait_s: float = WAIT_S

    @property
    def login(self) -> str:
        """Return the name that the address logs in with, "" for the system's own."""
        return unquote(urlsplit(self.url).username or "")


Where: TypeAlias = Path | Server
"""A SQLite file, or a server."""


def check_url(url: str) -> str:
    """Return the address of a server as it is kept.

    Raises:
        ValueError: it is none, or it holds a password, which belongs in the keyring.
    """
    parts = urlsplit(url.strip())
    if parts.scheme not in SCHEMES or not parts.path.strip("/"):
        raise ValueError("an address is postgresql://LOGIN@HOST/NAME")
    if parts.password is not None or "password=" in parts.query:
        raise ValueError("the password is not part of the address")
    _ = parts.port  # raises for what is no port
    return url.strip()
