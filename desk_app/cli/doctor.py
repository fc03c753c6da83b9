"""`desk-app doctor`: what works, and what to do about what does not."""

from __future__ import annotations

import argparse
import platform
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEventLoop, QLockFile, QTimer, qVersion

from desk_app import __version__, passwords, settings
from desk_app.background import Background
from desk_app.configuration import Configuration
from desk_app.crm.database import check_database
from desk_app.crm.trouble import DatabaseTrouble
from desk_app.paths import Paths
from desk_app.telephony.messages import (
    Devices,
    Problem,
    Registration,
    RegistrationState,
    Report,
    Snapshot,
    Trouble,
)
from desk_app.telephony.phone import Phone

WAIT_MS = 8_000


@dataclass(frozen=True)
class Finding:
    """One line: `good` None is neither good nor bad, only worth knowing."""

    good: bool | None
    what: str
    advice: str = ""


def run(paths: Paths, _args: argparse.Namespace) -> int:
    """Print the findings; exit with 1 when something is wrong."""
    findings = [*_program(paths), *_settings(paths), *_database(paths), *_phone(paths)]
    for finding in findings:
        mark = {True: "ok  ", False: "BAD ", None: "    "}[finding.good]
        print(mark, finding.what)
        if finding.advice:
            print("      ->", finding.advice)
    return int(any(finding.good is False for finding in findings))


def _program(paths: Paths) -> Iterator[Finding]:
    yield Finding(None, f"Desk App {__version__}, Python {platform.python_version()}")
    yield Finding(None, f"Qt {qVersion()}, {platform.platform()}")
    yield Finding(None, f"data folder: {paths.data_dir}")


def _settings(paths: Paths) -> Iterator[Finding]:
    loaded, complaints = settings.load(paths.settings)
    for complaint in complaints:
        yield Finding(
            False,
            f"settings: {complaint.key or paths.settings.name}: {complaint.detail}",
            "Correct settings.toml (docs/settings.md); the default is used meanwhile.",
        )
    if not complaints:
        yield Finding(True, "settings are all understood")
    account = loaded.account
    if not account.user:
        return
    name = f"{account.user}@{account.domain}"
    try:
        stored = passwords.read(name) is not None
    except passwords.KeyringUnusable as error:
        yield Finding(
            False,
            f"keyring: {error}",
            "Install or unlock the system's keyring, or type the password at each start.",
        )
        return
    advice = "" if stored else "Open the desk and enter the password."
    yield Finding(stored, f"password of {name} in the keyring", advice)


def _database(paths: Paths) -> Iterator[Finding]:
    if not paths.database.exists():
        yield Finding(None, "no database yet; the desk makes one")
        return
    try:
        damage = check_database(paths.database)
    except DatabaseTrouble as trouble:
        yield Finding(False, f"database: {trouble}", "See docs/administrators.md.")
        return
    yield Finding(
        not damage,
        "database is " + ("damaged: " + "; ".join(damage[:3]) if damage else "whole"),
        "Put back a backup (docs/administrators.md)." if damage else "",
    )


def _phone(paths: Paths) -> Iterator[Finding]:
    paths.create()
    lock = QLockFile(str(paths.data_dir / "desk.lock"))
    if not lock.tryLock(0):
        yield Finding(None, "a desk is open on this data folder; its window tells about the line")
        return
    app = QCoreApplication.instance() or QCoreApplication([])
    heard = _listen(app, paths)
    lock.unlock()
    snapshot = next((r for r in heard if isinstance(r, Snapshot)), None)
    if snapshot is None:
        yield Finding(False, "the engine did not start", f"See {paths.logs / 'engine.log'}.")
        return
    yield Finding(True, f"SIP engine {snapshot.engine}, {snapshot.max_calls} calls at most")
    devices = [r for r in heard if isinstance(r, Devices)]
    yield from _sound(devices[-1] if devices else snapshot.devices)
    lines = [r for r in heard if isinstance(r, Registration)]
    yield from _line(lines[-1] if lines else snapshot.registration)
    for trouble in heard:
        if isinstance(trouble, Trouble) and trouble.problem is not Problem.NO_SOUND_DEVICE:
            yield Finding(False, f"{trouble.problem.value}: {trouble.detail}")


def _sound(devices: Devices) -> Iterator[Finding]:
    if not devices.inputs or not devices.outputs:
        yield Finding(
            False,
            "no sound device",
            "Plug in a headset; calls work, but nobody hears anything.",
        )
        return
    yield Finding(True, f"microphones: {', '.join(devices.inputs)}")
    yield Finding(True, f"speakers: {', '.join(devices.outputs)}")


def _line(registration: Registration) -> Iterator[Finding]:
    match registration.state:
        case RegistrationState.NONE:
            yield Finding(None, "no account; direct calls only")
        case RegistrationState.REGISTERED:
            yield Finding(True, f"{registration.account} is registered")
        case _:
            why = registration.problem.value if registration.problem else "no answer"
            yield Finding(
                False,
                f"{registration.account} is not registered: {why} {registration.detail}",
                "Check [account] in settings.toml, the password, and the network.",
            )


def _listen(app: QCoreApplication, paths: Paths) -> list[Report]:
    """Return what an engine says until its line is decided."""
    heard: list[Report] = []
    loop = QEventLoop()
    background = Background("doctor")
    configuration = Configuration(settings.load(paths.settings)[0], paths.settings, background)
    phone = Phone(paths.data_dir, paths.socket, configuration.configure)
    configuration.changed.connect(phone.configure)

    def hear(report: Report) -> None:
        heard.append(report)
        if isinstance(report, Registration) and report.state in (
            RegistrationState.REGISTERED,
            RegistrationState.LOST,
        ):
            loop.quit()

    def attached(snapshot: Snapshot) -> None:
        heard.append(snapshot)
        configuration.read_password()
        if not configuration.account_name:
            QTimer.singleShot(1_000, loop.quit)

    phone.reported.connect(hear)
    phone.attached.connect(attached)
    phone.start()
    QTimer.singleShot(WAIT_MS, loop.quit)
    loop.exec()
    phone.close()
    background.close()
    app.processEvents()
    return heard
