"""Which database a desk uses, and with which password: settings and keyring made one."""

from __future__ import annotations

import logging
from collections.abc import Callable

from desk_app import passwords
from desk_app.crm.server import Server, Where
from desk_app.paths import Paths
from desk_app.settings import Settings

log = logging.getLogger(__name__)


def where(paths: Paths, settings: Settings, typed: str = "") -> Where:
    """Return the file of this data folder, or the team's server where one is set.

    `typed` is a password for today. Without one the keyring is asked, which may block; and
    without that libpq looks where it always does (its password file, the system's login).
    """
    url = settings.database.url
    if not url:
        return paths.database
    return Server(url, typed or _kept(url))


def _kept(url: str) -> str:
    try:
        return passwords.read(url) or ""
    except passwords.KeyringUnusable as error:
        log.warning("keyring: %s", error)
        return ""


class DatabasePlace:
    """Where a running desk's database is. Set on the UI thread, asked on the database's."""

    def __init__(self, paths: Paths, settings: Callable[[], Settings]) -> None:
        self._paths, self._settings = paths, settings
        self._typed = ""

    @property
    def url(self) -> str:
        """The address of the team's server, "" for a file."""
        return self._settings().database.url

    def now(self) -> Where:
        """Return where it is; may ask the keyring."""
        return where(self._paths, self._settings(), self._typed)

    def use_password(self, typed: str) -> None:
        """Log in with a password that the person has typed, until the address changes."""
        self._typed = typed
