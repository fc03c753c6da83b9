"""What works and what does not, as findings: shared by `desk-app doctor` and the doctor page.

A finding is a name and details, never a sentence and never a secret. The functions that
say so block and belong off the UI thread; the others are pure.
"""

from __future__ import annotations

import contextlib
import enum
import platform
import shutil
import socket
from collections.abc import Iterable, Iterator

import msgspec
from PySide6.QtCore import qVersion

from desk_app import __version__, passwords
from desk_app.crm.server import Server
from desk_app.database_place import where
from desk_app.paths import Paths
from desk_app.settings import AccountSection, Settings
from desk_app.settings_file import Complaint
from desk_app.telephony.messages import (
    Devices,
    Problem,
    Registration,
    RegistrationState,
    Transport,
)

_DISK_BYTES = 500_000_000  # less is a matter of days with recordings
_REACH_S = 3.0
FEW_CALLERS = 10
"""An engine that holds fewer waiting callers is PyPI's, and says so."""
_PORTS = {Transport.TCP: 5060, Transport.TLS: 5061}


class What(enum.Enum):
    """Everything that can be found."""

    PROGRAM = "program"
    SYSTEM = "system"
    DATA_FOLDER = "data_folder"
    SETTINGS_GOOD = "settings_good"
    SETTING_UNUSABLE = "setting_unusable"
    SETTINGS_UNREADABLE = "settings_unreadable"
    PASSWORD_KEPT = "password_kept"  # noqa: S105
    PASSWORD_MISSING = "password_missing"  # noqa: S105
    KEYRING_UNUSABLE = "keyring_unusable"
    REGISTERED = "registered"
    NOT_REGISTERED = "not_registered"
    NO_ACCOUNT = "no_account"
    LISTENING = "listening"
    REACHABLE = "reachable"
    NAME_FOUND = "name_found"
    NAME_NOT_FOUND = "name_not_found"
    UNREACHABLE = "unreachable"
    MICROPHONES = "microphones"
    SPEAKERS = "speakers"
    NO_MICROPHONE = "no_microphone"
    NO_SPEAKER = "no_speaker"
    DEVICE_ABSENT = "device_absent"
    DATABASE_NONE = "database_none"
    DATABASE_WHOLE = "database_whole"
    DATABASE_DAMAGED = "database_damaged"
    DATABASE_TROUBLE = "database_trouble"
    DATABASE_OF_TEAM = "database_of_team"
    DISK_SPACE = "disk_space"
    DISK_FULL = "disk_full"
    ENGINE_OWN = "engine_own"
    ENGINE_WHEEL = "engine_wheel"
    ENGINE_DOWN = "engine_down"
    QUEUES_SMALL = "queues_small"
    DESK_IS_OPEN = "desk_is_open"
    TROUBLE = "trouble"


class Topic(enum.Enum):
    """What findings are grouped by."""

    ACCOUNT = "account"
    NETWORK = "network"
    SOUND = "sound"
    DATABASE = "database"
    ENGINE = "engine"
    PROGRAM = "program"


class Finding(msgspec.Struct, frozen=True):
    """One thing found. `good` None is neither good nor bad, only worth knowing.

    `detail` holds names, addresses, versions, a library's own words, or one number: GB, callers.
    """

    topic: Topic
    good: bool | None
    what: What
    detail: str = ""


def program(paths: Paths) -> Iterator[Finding]:
    """Say what runs, and where its data is."""
    yield Finding(Topic.PROGRAM, None, What.PROGRAM, __version__)
    system = f"Python {platform.python_version()}, Qt {qVersion()}, {platform.platform()}"
    yield Finding(Topic.PROGRAM, None, What.SYSTEM, system)
    yield Finding(Topic.PROGRAM, None, What.DATA_FOLDER, str(paths.data_dir))


def settings(complaints: Iterable[Complaint]) -> Iterator[Finding]:
    """Say what of the settings file cannot be used."""
    none = True
    for complaint in complaints:
        none = False
        unreadable = What.SETTINGS_UNREADABLE
        what = What.SETTING_UNUSABLE if complaint.key else unreadable
        detail = ": ".join(part for part in (complaint.key, complaint.detail) if part)
        yield Finding(Topic.PROGRAM, False, what, detail)
    if none:
        yield Finding(Topic.PROGRAM, True, What.SETTINGS_GOOD)


def password(account: str) -> Iterator[Finding]:
    """Say whether the keyring has the password of "user@domain"; blocks."""
    if not account:
        return
    try:
        kept = passwords.read(account) is not None
    except passwords.KeyringUnusable as error:
        yield Finding(Topic.ACCOUNT, False, What.KEYRING_UNUSABLE, str(error))
        return
    what = What.PASSWORD_KEPT if kept else What.PASSWORD_MISSING
    yield Finding(Topic.ACCOUNT, kept, what, account)


def line(registration: Registration) -> Iterator[Finding]:
    """Say whether the account is registered."""
    match registration.state:
        case RegistrationState.NONE:
            yield Finding(Topic.ACCOUNT, None, What.NO_ACCOUNT)
        case RegistrationState.REGISTERED:
            yield Finding(Topic.ACCOUNT, True, What.REGISTERED, registration.account)
        case _:
            why = registration.problem.value if registration.problem else ""
            parts = (registration.account, why, registration.detail)
            detail = ": ".join(part for part in parts if part)
            yield Finding(Topic.ACCOUNT, False, What.NOT_REGISTERED, detail)


def listening(addresses: tuple[str, ...]) -> Iterator[Finding]:
    """Say where direct calls come in."""
    if addresses:
        yield Finding(Topic.NETWORK, True, What.LISTENING, ", ".join(addresses))


def network(account: AccountSection) -> Iterator[Finding]:
    """Say whether the account's phone system can be reached; blocks for some seconds.

    Over UDP only its name can be proved without speaking SIP: the registration does that.
    """
    if not account.user or not account.domain:
        return
    host, port = _host_and_port(account)
    where = f"{host}:{port}"
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        yield Finding(Topic.NETWORK, False, What.NAME_NOT_FOUND, f"{host}: {error}")
        return
    if account.transport is Transport.UDP:
        yield Finding(Topic.NETWORK, True, What.NAME_FOUND, f"{host}: {found[0][4][0]}")
        return
    try:
        with socket.create_connection((host, port), timeout=_REACH_S):
            yield Finding(Topic.NETWORK, True, What.REACHABLE, where)
    except OSError as error:
        yield Finding(Topic.NETWORK, False, What.UNREACHABLE, f"{where}: {error}")


def _host_and_port(account: AccountSection) -> tuple[str, int]:
    """Return where the account's packets go first: proxy, registrar or domain."""
    target = account.proxy or account.registrar or account.domain
    host, port = target.strip(), _PORTS.get(account.transport, 5060)
    if host.startswith("["):
        host, _, rest = host[1:].partition("]")
        written = rest.removeprefix(":")
    elif host.count(":") == 1:
        host, _, written = host.partition(":")
    else:
        written = ""
    with contextlib.suppress(ValueError):
        port = int(written)
    return host, port


def sound(devices: Devices) -> Iterator[Finding]:
    """Say which microphones and speakers there are, and which chosen one is not."""
    for names, there, absent in (
        (devices.inputs, What.MICROPHONES, What.NO_MICROPHONE),
        (devices.outputs, What.SPEAKERS, What.NO_SPEAKER),
    ):
        if names:
            yield Finding(Topic.SOUND, True, there, ", ".join(names))
        else:
            yield Finding(Topic.SOUND, False, absent)
    chosen = {devices.microphone: devices.inputs}
    chosen |= dict.fromkeys((devices.speaker, devices.ringer), devices.outputs)
    for name, names in chosen.items():
        if name and names and name not in names:
            yield Finding(Topic.SOUND, False, What.DEVICE_ABSENT, name)


def database(paths: Paths, settings: Settings) -> Iterator[Finding]:
    """Say whether the database can be used and has room; blocks, for long with a large one."""
    place = where(paths, settings)
    if isinstance(place, Server):
        yield from team_database(place)
    else:
        yield from _file(paths)
    with contextlib.suppress(OSError):
        free = shutil.disk_usage(paths.data_dir).free
        room = free >= _DISK_BYTES
        what = What.DISK_SPACE if room else What.DISK_FULL
        yield Finding(Topic.DATABASE, room, what, f"{free / 1e9:.1f}")


def _file(paths: Paths) -> Iterator[Finding]:
    from desk_app.crm.database import check_database  # SQLAlchemy
    from desk_app.crm.trouble import DatabaseTrouble

    if not paths.database.exists():
        yield Finding(Topic.DATABASE, None, What.DATABASE_NONE)
    else:
        try:
            damage = check_database(paths.database)
        except DatabaseTrouble as trouble:
            yield Finding(Topic.DATABASE, False, What.DATABASE_TROUBLE, str(trouble))
        else:
            what = What.DATABASE_DAMAGED if damage else What.DATABASE_WHOLE
            yield Finding(Topic.DATABASE, not damage, what, "; ".join(damage[:3]))


def team_database(server: Server) -> Iterator[Finding]:
    """Say whether the team's database lets this desk in; blocks for some seconds."""
    from desk_app.crm.opening import open_anywhere  # SQLAlchemy
    from desk_app.crm.trouble import DatabaseTrouble

    try:
        open_anywhere(server).close()
    except DatabaseTrouble as trouble:
        yield Finding(Topic.DATABASE, False, What.DATABASE_TROUBLE, str(trouble))
    else:
        yield Finding(Topic.DATABASE, True, What.DATABASE_OF_TEAM, server.url)


def engine(name: str) -> Iterator[Finding]:
    """Say which SIP engine runs; "" for none."""
    if not name:
        yield Finding(Topic.ENGINE, False, What.ENGINE_DOWN)
        return
    own = "own build" in name
    what = What.ENGINE_OWN if own else What.ENGINE_WHEEL
    yield Finding(Topic.ENGINE, own or None, what, name)


def queues(holds: int) -> Iterator[Finding]:
    """Say how many callers can wait in the engine if they are few; 0: it is not known."""
    if 0 < holds < FEW_CALLERS:
        yield Finding(Topic.ENGINE, None, What.QUEUES_SMALL, str(holds))


def trouble(problem: Problem, detail: str) -> Finding:
    """Say what the engine complained about."""
    said = f"{problem.value}: {detail}" if detail else problem.value
    return Finding(Topic.ENGINE, False, What.TROUBLE, said)
