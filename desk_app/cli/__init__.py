"""The words of the command line besides run and demo. Each returns an exit code."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Callable

from desk_app.cli.server import BadAddress
from desk_app.crm.trouble import DatabaseTrouble
from desk_app.paths import Paths

_SENTENCES = {
    "locked": "Another program uses the database and does not let go. Close it, try again.",
    "full": "The disk is full. Free some space, try again.",
    "read_only": "The database may not be written. Give yourself the right to write it, try again.",
    "corrupt": "The database is damaged. Put back a backup (see docs/administrators.md).",
    "newer": "The database was made by a newer Desk App. Update this one; nothing was changed.",
    "foreign": "That file is a database, but not one of Desk App. Nothing was changed.",
    "missing": "There is no such file or folder. Check the path.",
    "disk": "Reading or writing failed. Check the disk.",
    "gone": "The database server does not answer. Check its address, and that it runs.",
    "late": "The database server did not answer in time. Try again later.",
    "refused": "The database server does not accept this login. Check name and password.",
    "no_rights": "This login may not do that. Log in as somebody who may.",
    "older": "The team's database is older than this Desk App. Run desk-app db init on it.",
}


def run(args: argparse.Namespace) -> int:
    """Do the word of `args`; say failures in one sentence on stderr."""
    try:
        return _work(args.word)(Paths(args.data_dir), args)
    except DatabaseTrouble as trouble:
        print(_SENTENCES[trouble.problem.value], f"({trouble.detail})", file=sys.stderr)
        return 1
    except BadAddress as bad:
        print(f"That is no address of a database server: {bad}.", file=sys.stderr)
        return 1
    except BrokenPipeError:  # `| head` has seen enough
        sys.stderr.close()
        return 0


def _work(word: str) -> Callable[[Paths, argparse.Namespace], int]:
    """Return what does a word, importing only that."""
    module, function = {
        "calls": ("listing", "calls"),
        "tickets": ("listing", "tickets"),
        "customers": ("customers", "load"),
        "db": ("data", "run"),
        "people": ("people", "run"),
        "doctor": ("doctor", "run"),
        "dial": ("dial", "run"),
        "links": ("links", "run"),
        "bridge": ("bridge", "run"),
        "report": ("report", "run"),
    }[word]
    work: Callable[[Paths, argparse.Namespace], int]
    work = getattr(importlib.import_module(f"desk_app.cli.{module}"), function)
    return work
