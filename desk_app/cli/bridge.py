"""`desk-app bridge`: hear the team's PBX and carry out its orders, until SIGTERM."""

from __future__ import annotations

import argparse
import asyncio
import faulthandler
import logging
import os
import signal
import sys
from pathlib import Path

from desk_app import logs, passwords, pbx_settings, settings_file
from desk_app.bridge.bridge import Bridge, Plan
from desk_app.cli import asterisk
from desk_app.crm.numbers import NumberRules
from desk_app.crm.opening import open_anywhere
from desk_app.crm.server import Server, check_url
from desk_app.crm.trouble import DatabaseTrouble
from desk_app.paths import Paths
from desk_app.settings import Settings
from desk_app.telephony.pbx.ami import Address

log = logging.getLogger(__name__)

DATABASE_SECRET = "DESK_APP_DATABASE_SECRET"  # noqa: S105 - a name, as is SECRET
_CREDENTIALS = "CREDENTIALS_DIRECTORY"
"""Where systemd puts the files of `LoadCredential`, called as the variables are."""


class Unready(Exception):
    """Something is missing; the words say what to do."""


def run(paths: Paths, args: argparse.Namespace) -> int:
    """Be the bridge, or write what Asterisk needs; 1 with a sentence when something is missing."""
    if args.asterisk_config:
        return asterisk.run(paths, args)
    path: Path = args.settings or paths.settings
    loaded, complaints = settings_file.load(path)
    for complaint in complaints:
        print(f"{path}: {complaint.key or 'the file'}: {complaint.detail}", file=sys.stderr)
    try:
        plan = _plan(loaded)
    except Unready as missing:
        print(missing, file=sys.stderr)
        return 1
    paths.create()
    crash_log = logs.start(paths.logs, "bridge")
    aloud = logging.StreamHandler()  # for systemd's journal, or whoever tries it by hand
    aloud.setLevel(logging.WARNING)
    logging.getLogger().addHandler(aloud)
    asyncio.run(_bridge(plan))
    if crash_log is not None:
        faulthandler.disable()
        crash_log.close()
    return 0


async def _bridge(plan: Plan) -> None:
    bridge = Bridge(plan)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, bridge.stop)
    trying = asyncio.create_task(asyncio.to_thread(_try, plan.server))
    await bridge.run()
    await trying


def _try(server: Server) -> None:
    """Say what is wrong with the database, which the bridge itself waits for in silence."""
    try:
        open_anywhere(server).close()
    except DatabaseTrouble as trouble:
        log.warning("%s: %s; trying until it works", server.url, trouble)


def _plan(loaded: Settings) -> Plan:
    pbx = loaded.pbx
    host, _, port = pbx.manager.rpartition(":")
    if not host or not port.isdecimal():
        raise Unready("Set [pbx] manager to host:port of the manager interface.")
    try:
        url = check_url(loaded.database.url)
    except ValueError as error:
        raise Unready(f"Set [database] url to the team's database: {error}.") from error
    secret = _secret(asterisk.SECRET, f"{pbx.user}@{pbx.manager}")
    if not secret:
        raise Unready(
            f"There is no password for {pbx.user} at {pbx.manager}: put it into the keyring, "
            f"a systemd credential or the variable {asterisk.SECRET}."
        )
    # A database may do without one: a socket knows its user.
    server = Server(url, _secret(DATABASE_SECRET, url))
    address = Address(host.strip("[]"), int(port), pbx.user, secret)
    log = Path(pbx.queue_log) if pbx.queue_log else None
    numbers = loaded.numbers
    rules = NumberRules(numbers.region, numbers.extension_digits, numbers.rewrite)
    return Plan(pbx.name, address, server, rules, pbx_settings.terms(loaded), log)


def _secret(name: str, account: str) -> str:
    """Return a secret from systemd, the environment or the keyring; "" for none."""
    folder = os.environ.get(_CREDENTIALS)
    if folder and (Path(folder) / name).is_file():
        return (Path(folder) / name).read_text("utf-8").rstrip("\r\n")
    if given := os.environ.get(name):
        return given
    try:
        return passwords.read(account) or ""
    except passwords.KeyringUnusable:
        return ""
