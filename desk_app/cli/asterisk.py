"""`desk-app bridge --asterisk-config`: what Asterisk needs, from the settings."""

from __future__ import annotations

import argparse
import os
import re
import secrets
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from desk_app import pbx_settings, settings_file
from desk_app.paths import Paths
from desk_app.queue_settings import QueueSection
from desk_app.telephony.pbx import asterisk_config
from desk_app.telephony.pbx.names import Unfit
from desk_app.telephony.pbx.setup import Phone
from desk_app.telephony.queue.plan import Overflow

SECRET = "DESK_APP_PBX_SECRET"  # noqa: S105 - the variable's name
"""Environment variable with the bridge's password at the manager interface."""

_KEPT = re.compile(r"^\[([^\]]+)\]$|^(?:password|secret) = (\S+)$", re.MULTILINE)


def run(paths: Paths, args: argparse.Namespace) -> int:
    """Print or write the configuration; 1 with a sentence where the settings do not do."""
    path: Path = args.settings or paths.settings
    settings, complaints = settings_file.load(path)
    for complaint in complaints:
        print(f"{path}: {complaint.key or 'the file'}: {complaint.detail}", file=sys.stderr)
    if not settings.queues:
        print(f"There is no queue in {path}: add [[queues]].", file=sys.stderr)
        return 1
    for queue in settings.queues:
        if left_out := ", ".join(_left_out(queue)):
            print(f"{path}: {queue.name}: Asterisk does nothing with {left_out}.", file=sys.stderr)
    kept = _kept(args.into)
    secret = os.environ.get(SECRET) or kept.get(settings.pbx.user) or _new_secret()
    try:
        lines = args.phones.read_text("utf-8").splitlines() if args.phones else ()
        phones = tuple(_phones(lines, kept))
        files = asterisk_config.files(pbx_settings.team(settings, phones, secret))
        if args.into is None:
            _print(files)
        else:
            _write(files, args.into)
    except (Unfit, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _left_out(queue: QueueSection) -> Iterator[str]:
    """Yield what is set for a queue that only a desk's own can do."""
    if queue.priority_tags:
        yield "priority_tags"
    if len(queue.languages) > 1:
        yield f"languages after {queue.languages[0]}"
    for name in ("when_full", "when_late", "when_closed"):
        if (what := getattr(queue, name)) in (Overflow.CALLBACK, Overflow.VOICEMAIL):
            yield f"{name} = {what}"


def _phones(lines: Iterable[str], kept: Mapping[str, str]) -> Iterable[Phone]:
    for line in lines:
        user, _, name = line.strip().partition(" ")
        if user and not user.startswith("#"):
            yield Phone(user, kept.get(user) or _new_secret(), name.strip())


def _new_secret() -> str:
    return secrets.token_urlsafe(18)


def _kept(folder: Path | None) -> dict[str, str]:
    """Return passwords that were written there before, by phone and login."""
    found: dict[str, str] = {}
    for name in ("pjsip", "manager"):
        file = folder / f"{asterisk_config.PREFIX}{name}.conf" if folder else None
        if file is None or not file.exists():
            continue
        section = ""
        for match in _KEPT.finditer(file.read_text("utf-8")):
            section = match[1] or section
            if match[2]:
                found[section] = match[2]
    return found


def _print(files: Mapping[str, str]) -> None:
    for name, text in files.items():
        including, line = asterisk_config.including(name)
        print(f"; --- {name}: in {including}, at the end: {line}\n{text}")


def _write(files: Mapping[str, str], folder: Path) -> None:
    """Write files whole or not at all, readable by their owner and group only.

    Root gives them to the folder's owner: Asterisk may run as a user of its own.
    """
    folder.mkdir(parents=True, exist_ok=True)
    owner = folder.stat()
    for name, text in files.items():
        scratch = folder / f"{name}.new"
        with scratch.open("w", encoding="utf-8") as file:
            scratch.chmod(0o640)
            if sys.platform != "win32" and os.geteuid() == 0:
                os.chown(scratch, owner.st_uid, owner.st_gid)
            file.write(text)
        scratch.replace(folder / name)
        including, line = asterisk_config.including(name)
        print(f"{folder / name}: in {including}, at the end: {line}")
