"""The command line: `desk-app`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from desk_app import __version__
from desk_app.paths import Paths, default_data_dir


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="desk-app", description="Answer the phone knowing who is calling and why."
    )
    parser.add_argument("--version", action="version", version=f"desk-app {__version__}")
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data-dir",
        type=Path,
        default=default_data_dir(),
        metavar="D",
        help="folder of settings, database and recordings (default: %(default)s)",
    )
    words = parser.add_subparsers(dest="word", metavar="WORD")

    run = words.add_parser("run", parents=[common], help="open the desk (the default)")
    run.add_argument(
        "--auto-answer", type=float, metavar="S", help="answer by itself after S seconds"
    )
    wall = words.add_parser(
        "wall", parents=[common], help="show the whole floor on a screen of its own"
    )
    wall.add_argument(
        "--screen", type=int, metavar="N", help="fill this monitor, counted from 1; F11 later"
    )
    dial = words.add_parser(
        "dial", parents=[common], help="call a number or link from the running desk, or open one"
    )
    dial.add_argument("number", nargs="*", metavar="NUMBER", help="as written; or a tel: link")
    demo = words.add_parser("demo", help="open the desk on made-up customers who really call")
    demo.add_argument("--language", choices=("en", "fa"), default=None)
    demo.add_argument(
        "--auto-answer", type=float, metavar="S", help="answer by itself after S seconds"
    )
    demo.add_argument(
        "--queue",
        type=int,
        choices=range(12),
        metavar="N",
        help="N callers wait in the queue at once, up to 11; 0 for one call after the other "
        "(default: 8, after the first call)",
    )
    engine = words.add_parser("engine", parents=[common], help="(internal) the phone's process")
    engine.add_argument("--socket", required=True)
    words.add_parser("callers", help="(internal) the demo's callers", add_help=False)
    words.add_parser("alarm", help="(internal) the wall's alarm, once", add_help=False)
    words.add_parser("devices", help="(internal) sound devices of this moment", add_help=False)
    for word, what in (("calls", "calls"), ("tickets", "tickets")):
        listing = words.add_parser(word, parents=[common], help=f"list {what}, oldest first")
        listing.add_argument("--json", action="store_true", help="one JSON object a line")
    customers = words.add_parser("customers", help="customer records")
    actions = customers.add_subparsers(dest="action", required=True, metavar="ACTION")
    load = actions.add_parser("import", parents=[common], help="read customers from a CSV file")
    load.add_argument("file", type=Path, metavar="FILE.csv")
    _people(words.add_parser("people", help="who may use the team's database"), common)
    db = words.add_parser("db", help="the database")
    actions = db.add_subparsers(dest="action", required=True, metavar="ACTION")
    init = actions.add_parser(
        "init", parents=[common], help="make a team's database on a server, or bring it up to date"
    )
    init.add_argument("url", metavar="postgresql://ADMIN@HOST/NAME")
    connect = actions.add_parser("connect", parents=[common], help="let this desk use a team's")
    connect.add_argument("url", metavar="postgresql://LOGIN@HOST/NAME")
    actions.add_parser("upgrade", parents=[common], help="bring it to this version's form")
    actions.add_parser("check", parents=[common], help="see whether it is whole")
    backup = actions.add_parser("backup", parents=[common], help="copy it, also while it is used")
    backup.add_argument("file", type=Path, metavar="FILE")
    links = words.add_parser("links", help="tel:, sip: and callto: links of other programs")
    actions = links.add_subparsers(dest="action", required=True, metavar="ACTION")
    actions.add_parser("install", parents=[common], help="open them with this desk")
    actions.add_parser("remove", parents=[common], help="leave them to others again")
    bridge = words.add_parser(
        "bridge", parents=[common], help="serve a team's PBX until told to end"
    )
    bridge.add_argument(
        "--asterisk-config",
        action="store_true",
        help="print what Asterisk needs for these settings, or write it",
    )
    bridge.add_argument("--into", type=Path, metavar="DIR", help="write files into this folder")
    bridge.add_argument(
        "--phones",
        type=Path,
        metavar="FILE",
        help="agents' phones, one a line: SIP user, then the agent's name",
    )
    bridge.add_argument("--settings", type=Path, metavar="FILE", help="default: D/settings.toml")
    _add_report(
        words.add_parser("report", parents=[common], help="figures of the queues, as a file")
    )
    words.add_parser("doctor", parents=[common], help="say what works and what to do")
    return parser


def _people(people: argparse.ArgumentParser, common: argparse.ArgumentParser) -> None:
    actions = people.add_subparsers(dest="action", required=True, metavar="ACTION")
    add = actions.add_parser("add", parents=[common], help="make a login, or change it")
    remove = actions.add_parser("remove", parents=[common], help="take a login away")
    listing = actions.add_parser("list", parents=[common], help="list everybody")
    for action in (add, remove, listing):
        action.add_argument(
            "--database",
            metavar="postgresql://ADMIN@HOST/NAME",
            help="the server, as its administrator (default: the address in the settings)",
        )
    for action in (add, remove):
        action.add_argument("name", metavar="NAME")
    add.add_argument("--role", required=True, choices=("agent", "supervisor", "admin", "bridge"))
    add.add_argument("--extension", metavar="N", help="the person's phone, such as 101")
    add.add_argument(
        "--interface",
        metavar="I",
        help="its name in the PBX: PJSIP/N (default), or Local/N@context with or without /n",
    )
    add.add_argument("--ask-password", action="store_true", help="type it instead of making one")
    add.add_argument("--new-password", action="store_true", help="make another for a known login")


def _add_report(report: argparse.ArgumentParser) -> None:
    day = "a day: 2026-11-22 or 1405/9/1"
    report.add_argument("file", type=Path, metavar="FILE")
    report.add_argument("--from", dest="first", required=True, metavar="DAY", help=day)
    report.add_argument("--to", dest="last", required=True, metavar="DAY", help="the last one")
    report.add_argument("--queue", default="", metavar="NAME", help="(default: all)")
    report.add_argument("--agent", default="", metavar="NAME", help="(default: all)")
    report.add_argument("--by", choices=("15min", "hour", "day", "week", "month"), default="day")
    report.add_argument("--format", choices=("csv", "xlsx", "pdf"), help="(default: FILE's end)")
    report.add_argument("--language", choices=("en", "fa"), help="(default: the settings')")
    report.add_argument("--service-level", choices=("ours", "asterisk", "connect"), default="ours")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one word of the command line; return the exit code.

    0 done, 1 it could not be done (one sentence on stderr), 2 wrong usage.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "run")
    args, rest = _parser().parse_known_args(given)
    if rest and args.word not in ("alarm", "callers", "devices"):
        _parser().error(f"not understood: {' '.join(rest)}")
    if args.word == "demo":
        from desk_app.app import demo

        return demo(args.language, args.auto_answer, args.queue)
    if args.word == "run":
        from desk_app import app

        return app.open_desk(Paths(args.data_dir), auto_answer_s=args.auto_answer)
    if args.word == "wall":
        from desk_app.wall_app import open_wall

        return open_wall(Paths(args.data_dir), args.screen)
    if args.word == "alarm":
        from desk_app.telephony.engine.audio.alarm import main as alarm_main

        return alarm_main(*rest)
    if args.word == "devices":
        from desk_app.telephony.engine.audio.list_devices import main as devices_main

        return devices_main(rest[0])
    if args.word == "callers":
        from desk_app.demo.caller_process import main as callers_main

        return callers_main(rest)
    if args.word == "engine":
        from desk_app.telephony.engine.__main__ import main as engine_main

        return engine_main(["--data-dir", str(args.data_dir), "--socket", args.socket])
    from desk_app import cli

    return cli.run(args)


if __name__ == "__main__":
    sys.exit(main())
