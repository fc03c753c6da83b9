"""The words of the doctor's findings: what was found, and what to do about it.

Without a translator, as on the command line, they are English. QtCore only: the command
line works where no window could.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desk_app.doctor import Finding, What

_FOUND: dict[What, object] = {
    What.PROGRAM: QT_TRANSLATE_NOOP("doctor", "Desk App {detail}"),
    What.SYSTEM: QT_TRANSLATE_NOOP("doctor", "{detail}"),
    What.DATA_FOLDER: QT_TRANSLATE_NOOP("doctor", "Data folder: {detail}"),
    What.SETTINGS_GOOD: QT_TRANSLATE_NOOP("doctor", "All settings are understood."),
    What.SETTING_UNUSABLE: QT_TRANSLATE_NOOP("doctor", "A setting cannot be used: {detail}"),
    What.SETTINGS_UNREADABLE: QT_TRANSLATE_NOOP(
        "doctor", "The settings file cannot be read: {detail}"
    ),
    What.PASSWORD_KEPT: QT_TRANSLATE_NOOP("doctor", "The keyring has the password of {detail}."),
    What.PASSWORD_MISSING: QT_TRANSLATE_NOOP("doctor", "The keyring has no password for {detail}."),
    What.KEYRING_UNUSABLE: QT_TRANSLATE_NOOP("doctor", "The keyring cannot be used: {detail}"),
    What.REGISTERED: QT_TRANSLATE_NOOP("doctor", "{detail} is registered."),
    What.NOT_REGISTERED: QT_TRANSLATE_NOOP("doctor", "{detail} is not registered."),
    What.NO_ACCOUNT: QT_TRANSLATE_NOOP("doctor", "There is no phone account; direct calls only."),
    What.LISTENING: QT_TRANSLATE_NOOP("doctor", "Direct calls can come in at {detail}."),
    What.REACHABLE: QT_TRANSLATE_NOOP("doctor", "The phone system answers at {detail}."),
    What.NAME_FOUND: QT_TRANSLATE_NOOP("doctor", "The phone system's address is known: {detail}"),
    What.NAME_NOT_FOUND: QT_TRANSLATE_NOOP(
        "doctor", "The phone system's address was not found: {detail}"
    ),
    What.UNREACHABLE: QT_TRANSLATE_NOOP("doctor", "The phone system does not answer: {detail}"),
    What.MICROPHONES: QT_TRANSLATE_NOOP("doctor", "Microphones: {detail}"),
    What.SPEAKERS: QT_TRANSLATE_NOOP("doctor", "Speakers: {detail}"),
    What.NO_MICROPHONE: QT_TRANSLATE_NOOP("doctor", "There is no sound device to speak into."),
    What.NO_SPEAKER: QT_TRANSLATE_NOOP("doctor", "There is no sound device to hear with."),
    What.DEVICE_ABSENT: QT_TRANSLATE_NOOP("doctor", "A chosen sound device is not there: {detail}"),
    What.DATABASE_NONE: QT_TRANSLATE_NOOP(
        "doctor", "There is no database yet; the desk makes one."
    ),
    What.DATABASE_WHOLE: QT_TRANSLATE_NOOP("doctor", "The database is whole."),
    What.DATABASE_DAMAGED: QT_TRANSLATE_NOOP("doctor", "The database is damaged: {detail}"),
    What.DATABASE_OF_TEAM: QT_TRANSLATE_NOOP("doctor", "The team's database answers: {detail}"),
    What.DATABASE_TROUBLE: QT_TRANSLATE_NOOP("doctor", "The database cannot be used: {detail}"),
    What.DISK_SPACE: QT_TRANSLATE_NOOP("doctor", "Free on its disk: {detail} GB"),
    What.DISK_FULL: QT_TRANSLATE_NOOP("doctor", "Only {detail} GB is free on its disk."),
    What.ENGINE_OWN: QT_TRANSLATE_NOOP("doctor", "SIP engine {detail}"),
    What.ENGINE_WHEEL: QT_TRANSLATE_NOOP("doctor", "SIP engine {detail}"),
    What.ENGINE_DOWN: QT_TRANSLATE_NOOP("doctor", "The SIP engine does not run."),
    What.QUEUES_SMALL: QT_TRANSLATE_NOOP("doctor", "This engine holds {detail} waiting callers."),
    What.DESK_IS_OPEN: QT_TRANSLATE_NOOP(
        "doctor", "A desk is open on this data folder; its Doctor page tells about the line."
    ),
    What.TROUBLE: QT_TRANSLATE_NOOP("doctor", "The engine reports {detail}."),
}

_ADVICE: dict[What, object] = {
    What.SETTING_UNUSABLE: QT_TRANSLATE_NOOP(
        "doctor", "Correct it here or in settings.toml; its default is used meanwhile."
    ),
    What.SETTINGS_UNREADABLE: QT_TRANSLATE_NOOP(
        "doctor", "Mend settings.toml; it is not used meanwhile."
    ),
    What.PASSWORD_MISSING: QT_TRANSLATE_NOOP("doctor", "Enter it under Settings, Phone account."),
    What.KEYRING_UNUSABLE: QT_TRANSLATE_NOOP(
        "doctor", "Install or unlock the system's keyring, or type the password at each start."
    ),
    What.NOT_REGISTERED: QT_TRANSLATE_NOOP(
        "doctor", "Check the account, its password, and the network."
    ),
    What.NAME_NOT_FOUND: QT_TRANSLATE_NOOP(
        "doctor", "Check the domain, then the network and its DNS."
    ),
    What.UNREACHABLE: QT_TRANSLATE_NOOP("doctor", "Check the network, the VPN, and the firewall."),
    What.NO_MICROPHONE: QT_TRANSLATE_NOOP("doctor", "Plug in a headset; callers hear nothing."),
    What.NO_SPEAKER: QT_TRANSLATE_NOOP("doctor", "Plug in a headset; you hear nothing."),
    What.DEVICE_ABSENT: QT_TRANSLATE_NOOP(
        "doctor", "Plug it in, or choose another under Settings, Sound."
    ),
    What.DATABASE_DAMAGED: QT_TRANSLATE_NOOP(
        "doctor", "Put back a backup (docs/administrators.md)."
    ),
    What.DATABASE_TROUBLE: QT_TRANSLATE_NOOP("doctor", "See docs/administrators.md."),
    What.DISK_FULL: QT_TRANSLATE_NOOP(
        "doctor", "Free some space: recordings and words could be lost."
    ),
    What.ENGINE_WHEEL: QT_TRANSLATE_NOOP(
        "doctor", "It allows few calls and old encryption only. Build ours: dev.py engine."
    ),
    What.ENGINE_DOWN: QT_TRANSLATE_NOOP(
        "doctor",
        "It is started again by itself; if it stays so, see engine.log in the data folder's logs.",
    ),
}


def found(finding: Finding, detail: str) -> str:
    """Return the sentence for a finding, with its detail as it is to be shown."""
    words = QCoreApplication.translate("doctor", str(_FOUND[finding.what]))
    return words.format(detail=detail)


def advice(finding: Finding) -> str:
    """Return what to do, "" when there is nothing."""
    words = _ADVICE.get(finding.what)
    return QCoreApplication.translate("doctor", str(words)) if words else ""


def report(findings: Iterable[Finding]) -> str:
    """Return all findings as text to be sent to somebody who can help."""
    lines = []
    for finding in findings:
        mark = {True: "ok  ", False: "BAD ", None: "    "}[finding.good]
        lines.append(f"{mark} {found(finding, finding.detail)}")
        if advice(finding):
            lines.append(f"      -> {advice(finding)}")
    return "\n".join(lines)
