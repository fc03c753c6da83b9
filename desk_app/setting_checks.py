"""Whether a value that somebody typed fits its setting, and if not, why: by name."""

from __future__ import annotations

import enum
import ipaddress
import ssl
import wave
from collections.abc import Callable
from pathlib import Path

import msgspec

from desk_app import settings

_LONGEST = 256


class Fault(enum.Enum):
    """What is wrong with a value."""

    NUMBER = "number"  # not a number, or outside its bounds
    REGION = "region"
    ADDRESS = "address"  # not host:port
    SERVER = "server"  # not the address of a database server, or with a password in it
    NETWORK = "network"  # neither an address nor a network
    RULE = "rule"
    FILE = "file"  # there is no such file
    SOUND = "sound"  # a file, but no WAV that can be played
    CERTIFICATES = "certificates"  # a file, but without certificates
    KEY = "key"  # not a function key
    TAKEN = "taken"  # another act has this key
    LONG = "long"
    OTHER = "other"


def fault(key: str, value: object, others: settings.Settings | None = None) -> Fault | None:
    """Return what is wrong with a value for a setting ("section.name"), None if it is good.

    `others` are the settings in force, for what two of them may not share. May look at the
    disk for settings that name a file.
    """
    try:
        settings.convert(key, value)
    except ValueError:
        of_key = Fault.KEY if key.startswith("keys.") else None
        return _OF_TYPE.get(key) or of_key or _by_default(key)
    if isinstance(value, str) and len(value) > _LONGEST:
        return Fault.LONG
    section, name = key.split(".")
    if section == "keys" and others is not None:
        taken = {n: v for n, v in msgspec.structs.asdict(others.keys).items() if n != name}
        return Fault.TAKEN if value in taken.values() else None
    check = _CHECKS.get(key)
    return check(value) if check is not None and value else None


def _by_default(key: str) -> Fault:
    row = next(row for row in (*settings.table(), *settings.queue_table()) if row.key == key)
    return Fault.NUMBER if row.bounds else Fault.OTHER


def _host_and_port(text: object, *, port_needed: bool) -> Fault | None:
    host, colon, port = str(text).rpartition(":") if ":" in str(text) else (str(text), "", "")
    good_port = port.isascii() and port.isdigit() and 0 < int(port) < 65536
    if not host or " " in str(text) or ((colon or port_needed) and not good_port):
        return Fault.ADDRESS
    return None


def _listen(text: object) -> Fault | None:
    return _host_and_port(text, port_needed=True)


def _host(text: object) -> Fault | None:
    return _host_and_port(text, port_needed=False)


def _networks(values: object) -> Fault | None:
    assert isinstance(values, tuple)  # noqa: S101
    for value in values:
        try:
            ipaddress.ip_network(value, strict=False)
        except ValueError:
            return Fault.NETWORK
    return None


def _file(text: object) -> Fault | None:
    try:
        there = Path(str(text)).expanduser().is_file()
    except (OSError, ValueError, RuntimeError):
        there = False
    return None if there else Fault.FILE


def _sound(text: object) -> Fault | None:
    if missing := _file(text):
        return missing
    try:
        with wave.open(str(Path(str(text)).expanduser()), "rb") as file:
            good = file.getnchannels() in (1, 2) and 8_000 <= file.getframerate() <= 96_000
            enough = file.getnframes() * 10 >= file.getframerate()  # a tenth of a second
    except (OSError, EOFError, wave.Error):
        return Fault.SOUND
    return None if good and enough else Fault.SOUND


def _certificates(text: object) -> Fault | None:
    if missing := _file(text):
        return missing
    try:
        ssl.create_default_context(cafile=Path(str(text)).expanduser())
    except (OSError, ValueError):
        return Fault.CERTIFICATES
    return None


_OF_TYPE = {
    "numbers.region": Fault.REGION,
    "database.url": Fault.SERVER,
    "numbers.rewrite": Fault.RULE,
    "calls.reasons": Fault.LONG,
}

_CHECKS: dict[str, Callable[[object], Fault | None]] = {
    "sip.listen": _listen,
    "sip.gateway": _host,
    "sip.allow_from": _networks,
    "account.domain": _host,
    "account.registrar": _host,
    "account.proxy": _host,
    "account.ca_file": _certificates,
    "audio.ring_sound": _sound,
}
