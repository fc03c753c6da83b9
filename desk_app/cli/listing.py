"""`desk-app calls` and `desk-app tickets`: oldest first, for people or one JSON object a line."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Mapping

from desk_app.call_book import enter_journals
from desk_app.core import number_rules
from desk_app.crm.service import Crm
from desk_app.database_place import where
from desk_app.paths import Paths
from desk_app.settings_file import load
from desk_app.telephony.journal_files import journals


def _open(paths: Paths) -> Crm:
    """Return the database with everything the journals have, made if only they are there."""
    settings, _ = load(paths.settings)
    crm = Crm(where(paths, settings), number_rules(settings))
    crm.open(create=bool(journals(paths.data_dir)))
    enter_journals(crm, paths.data_dir, settings.general.name)
    return crm


def _print(rows: Iterable[Mapping[str, object]], columns: tuple[str, ...], as_json: bool) -> None:
    for row in rows:
        if as_json:
            print(json.dumps(row, ensure_ascii=False))
        else:
            print("  ".join(_cell(row[column]) for column in columns))


def _cell(value: object) -> str:
    text = "-" if value in (None, "") else str(value)
    return "".join(char if char.isprintable() else " " for char in text)


def calls(paths: Paths, args: argparse.Namespace) -> int:
    """Print every call with its legs and ticket."""
    columns = ("ring_at", "direction", "number", "name", "outcome", "talk_s", "ticket_id")
    _print(_open(paths).list_calls(), columns, args.json)
    return 0


def tickets(paths: Paths, args: argparse.Namespace) -> int:
    """Print every ticket."""
    columns = ("id", "created_at", "status", "priority", "owner", "subject")
    _print(_open(paths).list_tickets(), columns, args.json)
    return 0
