"""`desk-app db init|connect|upgrade|check|backup`."""

from __future__ import annotations

import argparse
import contextlib
import sys

from desk_app import passwords, settings_file
from desk_app.cli.server import BadAddress, administrator, ask_password
from desk_app.crm.database import check_database, open_database, version_of
from desk_app.crm.opening import open_anywhere
from desk_app.crm.server import Server, check_url
from desk_app.crm.trouble import DatabaseProblem, DatabaseTrouble
from desk_app.database_place import where
from desk_app.paths import Paths


def run(paths: Paths, args: argparse.Namespace) -> int:
    """Do the action of `args`; a check that finds damage exits with 1."""
    if args.action == "init":
        return _init(paths, args.url)
    if args.action == "connect":
        return _connect(paths, args.url)
    settings, _ = settings_file.load(paths.settings)
    if settings.database.url:
        return _on_server(where(paths, settings), args.action)
    if args.action == "upgrade":
        before = version_of(paths.database)
        open_database(paths.database).close()
        after = version_of(paths.database)
        print(f"The database was at revision {before or 'none'} and is at {after}.")
    elif args.action == "check":
        damage = check_database(paths.database)
        if damage:
            print("The database is damaged. Put back a backup.", *damage, sep="\n", file=sys.stderr)
            return 1
        print("The database is whole.")
    else:
        with contextlib.closing(open_database(paths.database, create=False)) as database:
            database.backup(args.file)
        print(f"Copied to {args.file}.")
    return 0


def _init(paths: Paths, url: str) -> int:
    """Make the team's database, or bring it up to date."""
    from desk_app.crm.postgres.setting_up import set_up

    before, after = set_up(administrator(paths, url))
    print(f"The team's database was at revision {before or 'none'} and is at {after}.")
    print("Roles and rights are as this version wants them. Next: desk-app people add.")
    return 0


def _connect(paths: Paths, url: str) -> int:
    """Let this desk use the team's database: settings and keyring, once the login works."""
    try:
        address = check_url(url)
    except ValueError as error:
        raise BadAddress(str(error)) from error
    password = _password(address)
    paths.create()
    settings_file.save(paths.settings, "database.url", address)
    print("This desk uses the team's database from now on.")
    if password:
        try:
            passwords.write(address, password)
        except passwords.KeyringUnusable as error:
            print(f"The desk will ask for the password: no keyring keeps it ({error}).")
    return 0


def _password(address: str) -> str:
    """Return a password that the server takes; "" where libpq finds one by itself."""
    try:
        open_anywhere(Server(address)).close()
    except DatabaseTrouble as trouble:
        if trouble.problem is not DatabaseProblem.REFUSED:
            raise
    else:
        return ""
    password = ask_password("Password: ")
    open_anywhere(Server(address, password)).close()
    return password


def _on_server(database: object, action: str) -> int:
    assert isinstance(database, Server)  # noqa: S101 - narrows the type
    if action == "check":
        open_anywhere(database).close()
        print("The team's database answers, and is of this version.")
        return 0
    by_whom = {"upgrade": "desk-app db init", "backup": "pg_dump"}[action]
    print(f"The team's database is its administrator's: {by_whom}.", file=sys.stderr)
    return 1
