"""`desk-app report FILE`: the figures of a period as CSV, XLSX or PDF."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, date, datetime

from PySide6.QtWidgets import QApplication

from desk_app.core import number_rules
from desk_app.crm.calendar import read_date
from desk_app.crm.figure_rules import ServiceLevelRule
from desk_app.crm.report_figures import Report
from desk_app.crm.report_spans import Asked, Interval, TooManyRows
from desk_app.crm.server import Server, Where
from desk_app.crm.service import Crm
from desk_app.database_place import where
from desk_app.paths import Paths
from desk_app.report_rules import queues_on, rules_for
from desk_app.settings import Language as LanguageSetting
from desk_app.settings import Settings
from desk_app.settings_file import load as load_settings
from desk_app.ui import language, theme
from desk_app.ui.reports import files, sheet, words


def run(paths: Paths, args: argparse.Namespace) -> int:
    """Write the report; 1 and a sentence when it cannot be made or written."""
    first, last = _day(args.first), _day(args.last)
    if first is None or last is None:
        print("Write days as 2026-11-22 or 1405/9/1.", file=sys.stderr)
        return 1
    if first > last:
        print("The period ends before it begins.", file=sys.stderr)
        return 1
    settings, _ = load_settings(paths.settings)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)  # noqa: S101
    language.install(app, _language(settings, args.language))
    theme.install(app)
    place = where(paths, settings)
    team = queues_on(place) if isinstance(place, Server) else ()
    asked = Asked(
        first=first,
        last=last,
        queue=args.queue,
        agent=args.agent,
        interval=Interval(args.by),
        calendar=words.calendar(),
        rules=rules_for(settings, team, args.queue, ServiceLevelRule(args.service_level)),
    )
    try:
        form = files.Format(args.format or args.file.suffix[1:].lower())
        report = _read(place, settings, asked)
        files.write(args.file, files.content(sheet.sheet_of(report), form))
    except TooManyRows:
        print("So long a period has too many rows. Take longer intervals.", file=sys.stderr)
        return 1
    except ValueError:
        print("Say what kind of file: --format csv, xlsx or pdf.", file=sys.stderr)
        return 1
    except files.CannotWrite as trouble:
        print(files.bare(str(trouble)), file=sys.stderr)
        return 1
    print(f"Written to {args.file}.")
    return 0


def _day(written: str) -> date | None:
    at_us = read_date(written)
    return None if at_us is None else datetime.fromtimestamp(at_us // 1_000_000, UTC).date()


def _language(settings: Settings, asked: str | None) -> language.Language:
    if asked:
        return language.Language(asked)
    if settings.general.language is LanguageSetting.SYSTEM:
        return language.of_system()
    return language.Language(settings.general.language.value)


def _read(place: Where, settings: Settings, asked: Asked) -> Report:
    crm = Crm(place, number_rules(settings))
    crm.open(create=False)
    try:
        return crm.report(asked)
    finally:
        crm.close()
