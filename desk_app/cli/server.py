"""The team's server on the command line: addresses without passwords, asked for where needed."""

from __future__ import annotations

import getpass
import sys
from dataclasses import replace

from desk_app import settings_file
from desk_app.crm.server import Server, check_url
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from desk_app.paths import Paths


class BadAddress(Exception):
    """What was given is no address of a server; the words say why."""


def ask_password(prompt: str) -> str:
    """Return a password that is typed, or the first line of what is piped in."""
    return getpass.getpass(prompt) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\r\n")


def administrator(paths: Paths, url: str | None) -> Server:
    """Return the server as its administrator logs in to it, with a password if it wants one.

    Without an address it is the one of the settings. libpq's own ways to a password
    (PGPASSFILE, the system's login) come first; where none helps, the person is asked.

    Raises:
        BadAddress: there is none.
        DatabaseTrouble: it is not to be reached.
    """
    from desk_app.crm.postgres.connecting import connect

    settings, _ = settings_file.load(paths.settings)
    try:
        server = Server(check_url(url or settings.database.url))
    except ValueError as error:
        raise BadAddress(str(error)) from error
    try:
        connect(server).close()
    except DatabaseTrouble as trouble:
        if trouble.problem is DatabaseProblem.MISSING:
            return server  # to be made
        if trouble.problem is not DatabaseProblem.REFUSED or not sys.stdin.isatty():
            raise
        name = server.login or getpass.getuser()
        return replace(server, password=getpass.getpass(f"Password of {name}: "))
    return server
