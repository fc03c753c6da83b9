"""`desk-app customers import FILE.csv`."""

from __future__ import annotations

import argparse
import sys

from desk_app.core import number_rules
from desk_app.crm.customer_file import FileProblem, ImportTrouble, RowProblem
from desk_app.crm.service import Crm
from desk_app.database_place import where
from desk_app.paths import Paths
from desk_app.settings_file import load as load_settings

_FILE = {
    FileProblem.UNREADABLE: "The file cannot be read. Check its path and rights.",
    FileProblem.NOT_TEXT: "The file is no text in UTF-8 or Windows-1256. Save it as UTF-8.",
    FileProblem.NO_HEADER: "The first line names no column `name` or `company`. Add it.",
}
_ROW = {
    RowProblem.NO_NAME: "left out: neither name nor company",
    RowProblem.TOO_MANY_CELLS: "left out: more cells than the first line",
    RowProblem.SAME_ID_TWICE: "left out: its id came before in this file",
    RowProblem.BAD_NUMBER: "taken, but this number is not valid and identifies nobody",
    RowProblem.BAD_DATE: "taken without its date",
}


def load(paths: Paths, args: argparse.Namespace) -> int:
    """Import customers; repeated, it updates them. Bad rows are named, the others are taken."""
    settings, _ = load_settings(paths.settings)
    paths.create()
    crm = Crm(where(paths, settings), number_rules(settings))
    crm.open()
    try:
        report = crm.import_csv(args.file)
    except ImportTrouble as trouble:
        print(_FILE[trouble.problem], f"({trouble.detail})", file=sys.stderr)
        return 1
    finally:
        crm.close()
    for bad in report.bad:
        print(f"line {bad.line}: {_ROW[bad.problem]} {bad.detail}".rstrip(), file=sys.stderr)
    if report.unknown_columns:
        columns = ", ".join(report.unknown_columns)
        print(f"Columns not known and not read: {columns}.", file=sys.stderr)
    print(f"{report.created} new, {report.updated} changed, {report.unchanged} as they were.")
    return 0
