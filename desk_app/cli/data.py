"""`desk-app db upgrade|check|backup`."""

from __future__ import annotations

import argparse
import contextlib
import sys

from desk_app.crm.database import check_database, open_database, version_of
from desk_app.paths import Paths


def run(paths: Paths, args: argparse.Namespace) -> int:
    """Do the action of `args`; a check that finds damage exits with 1."""
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
