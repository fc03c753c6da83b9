"""`desk-app doctor`: what works, and what to do about what does not."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QEventLoop, QLockFile, QTimer

from desk_app import doctor, settings_file
from desk_app.background import Background
from desk_app.configuration import Configuration
from desk_app.doctor import Finding, Topic, What
from desk_app.paths import Paths
from desk_app.settings import Settings
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
from desk_app.ui.doctor_words import report

WAIT_MS = 8_000
_OF_DEVICES = (Problem.NO_SOUND_DEVICE, Problem.DEVICE_MISSING)  # said by the lists


def run(paths: Paths, _args: argparse.Namespace) -> int:
    """Print the findings; exit with 1 when something is wrong."""
    loaded, complaints = settings_file.load(paths.settings)
    account = loaded.account
    findings = [
        *doctor.program(paths),
        *doctor.settings(complaints),
        *doctor.password(f"{account.user}@{account.domain}" if account.user else ""),
        *doctor.database(paths, loaded),
        *doctor.network(account),
        *_phone(paths, loaded),
    ]
    print(report(findings))
    return int(any(finding.good is False for finding in findings))


def _phone(paths: Paths, loaded: Settings) -> Iterator[Finding]:
    paths.create()
    lock = QLockFile(str(paths.data_dir / "desk.lock"))
    if not lock.tryLock(0):
        yield Finding(Topic.ENGINE, None, What.DESK_IS_OPEN)
        return
    app = QCoreApplication.instance() or QCoreApplication([])
    heard = _listen(app, paths, loaded)
    lock.unlock()
    snapshot = next((r for r in heard if isinstance(r, Snapshot)), None)
    if snapshot is None:
        yield from doctor.engine("")
        return
    yield from doctor.engine(snapshot.engine)
    yield from doctor.queues(max(0, snapshot.max_calls - 1))
    devices = [r for r in heard if isinstance(r, Devices)]
    yield from doctor.sound(devices[-1] if devices else snapshot.devices)
    lines = [r for r in heard if isinstance(r, Registration)]
    yield from doctor.line(lines[-1] if lines else snapshot.registration)
    for trouble in heard:
        if isinstance(trouble, Trouble) and trouble.problem not in _OF_DEVICES:
            yield doctor.trouble(trouble.problem, trouble.detail)


def _listen(app: QCoreApplication, paths: Paths, loaded: Settings) -> list[Report]:
    """Return what an engine says until its line is decided."""
    heard: list[Report] = []
    loop = QEventLoop()
    background = Background("doctor")
    configuration = Configuration(loaded, paths.settings, background, background)
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
