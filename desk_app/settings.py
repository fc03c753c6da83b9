"""Every setting in one table: type, default, unit, sentence.

The file is `D/settings.toml`. A section or a key that is absent has its default,
so a new version's file is an old version's file. `docs/settings.md` is printed
from this table. The account's password is not a setting: it lives in the
system's keyring.
"""

from __future__ import annotations

import contextlib
import enum
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta

from desk_app.telephony.messages import Srtp, Transport

if TYPE_CHECKING:
    import tomlkit


class Language(enum.StrEnum):
    """Language of the interface."""

    SYSTEM = "system"
    ENGLISH = "en"
    PERSIAN = "fa"


class Theme(enum.StrEnum):
    """Light or dark."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the sections."""


class General(Section, frozen=True):
    """You and the window."""

    name: Annotated[str, Meta(description="Your name, as colleagues see it on tickets.")] = ""
    language: Annotated[Language, Meta(description="Language of the window.")] = Language.SYSTEM
    theme: Annotated[Theme, Meta(description="Light, dark, or as the system says.")] = Theme.SYSTEM


class Sip(Section, frozen=True):
    """Calls that come directly, without an account."""

    listen: Annotated[
        str,
        Meta(description="host:port for direct calls over UDP and TCP; empty for none."),
    ] = ""
    allow_from: Annotated[
        tuple[str, ...],
        Meta(
            description="Addresses or networks that may call besides the account's registrar; "
            "calls from anywhere else never ring."
        ),
    ] = ()
    gateway: Annotated[
        str,
        Meta(description="host[:port] that numbers are dialled through when there is no account."),
    ] = ""
    codecs: Annotated[
        tuple[str, ...],
        Meta(description="Codecs in order of preference; empty for the engine's own order."),
    ] = ()


class AccountSection(Section, frozen=True):
    """The SIP account; no user means no account."""

    user: Annotated[str, Meta(description="SIP user or extension.")] = ""
    domain: Annotated[str, Meta(description="SIP domain or PBX address.")] = ""
    auth_user: Annotated[str, Meta(description="User for authentication, where it differs.")] = ""
    display_name: Annotated[str, Meta(description="Name shown to the people you call.")] = ""
    registrar: Annotated[
        str, Meta(description="host[:port] to register with, where it is not the domain.")
    ] = ""
    proxy: Annotated[str, Meta(description="Outbound proxy, host[:port].")] = ""
    transport: Annotated[Transport, Meta(description="udp, tcp or tls.")] = Transport.TCP
    srtp: Annotated[
        Srtp, Meta(description="Encryption of the sound: off, optional or required; needs tls.")
    ] = Srtp.OFF
    ca_file: Annotated[
        str, Meta(description="Certificates to trust for TLS; empty for the system's.")
    ] = ""
    expires_s: Annotated[
        int, Meta(ge=60, le=3600, description="How long a registration is valid.")
    ] = 300


class Audio(Section, frozen=True):
    """Sound devices, by name; empty for the system's default."""

    microphone: Annotated[str, Meta(description="Microphone.")] = ""
    speaker: Annotated[str, Meta(description="Where you hear the caller.")] = ""
    ringer: Annotated[str, Meta(description="Where it rings.")] = ""
    ring_sound: Annotated[str, Meta(description="A WAV file; empty for the built-in ring.")] = ""
    ring_volume: Annotated[int, Meta(ge=0, le=100, description="Loudness of the ring.")] = 80
    silent: Annotated[
        bool, Meta(description="Use no sound device: silence goes out, nothing is heard.")
    ] = False


class Calls(Section, frozen=True):
    """How calls are handled."""

    auto_answer_s: Annotated[
        float, Meta(ge=0, le=120, description="Answer by itself after this time; 0 for never.")
    ] = 0
    ring_timeout_s: Annotated[
        int, Meta(ge=5, le=600, description="A call nobody answers is given up after this time.")
    ] = 120
    record: Annotated[bool, Meta(description="Record every call from its answer on.")] = False
    wrap_up_s: Annotated[
        int, Meta(ge=0, le=3600, description="Time for the ticket after a call; 0 for none.")
    ] = 60
    dtmf_info: Annotated[bool, Meta(description="Send digits by SIP INFO instead of RFC 4733.")] = (
        False
    )


class Numbers(Section, frozen=True):
    """How telephone numbers are read."""

    region: Annotated[
        str,
        Meta(
            pattern="^[A-Z]{2}$",
            description="Country (two letters) of numbers written without a country code.",
        ),
    ] = "IR"
    extension_digits: Annotated[
        int, Meta(ge=0, le=6, description="Numbers up to this length are your own extensions.")
    ] = 4
    rewrite: Annotated[
        tuple[tuple[str, str], ...],
        Meta(
            description="Rules [pattern, replacement] for numbers as the trunk sends them, "
            "regular expressions applied in order."
        ),
    ] = ()


class Settings(Section, frozen=True):
    """The whole table."""

    general: General = General()
    sip: Sip = Sip()
    account: AccountSection = AccountSection()
    audio: Audio = Audio()
    calls: Calls = Calls()
    numbers: Numbers = Numbers()


_LAST_GOOD = ".last-good.toml"
_UNITS = {"_s": "seconds", "_volume": "per cent", "_digits": "digits"}


@dataclass(frozen=True)
class Complaint:
    """Something in the settings file that cannot be used. An empty `key`: the whole file."""

    key: str
    detail: str


@dataclass(frozen=True)
class Row:
    """One line of the documented table."""

    key: str
    type: str
    default: object
    unit: str
    sentence: str


def load(path: Path) -> tuple[Settings, tuple[Complaint, ...]]:
    """Return the settings of a file, with defaults for all that is absent or unusable.

    A file that cannot be parsed, or has gone, is stood in for by what `remember` kept.
    A file that never was is no complaint. Never raises for what is in the file.
    """
    try:
        document = tomllib.loads(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        if path.name.endswith(_LAST_GOOD):
            return Settings(), ()
        last_good = path.with_suffix(_LAST_GOOD)
        if isinstance(error, FileNotFoundError) and not last_good.exists():
            return Settings(), ()
        detail = error.strerror if isinstance(error, OSError) else str(error)
        return load(last_good)[0], (Complaint("", detail or ""),)
    complaints: list[Complaint] = []
    sections: dict[str, Any] = {}
    kinds = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    for name, table in document.items():
        if name not in kinds or not isinstance(table, dict):
            complaints.append(Complaint(name, "no such setting"))
            continue
        sections[name] = _section(kinds[name], name, table, complaints)
    return Settings(**sections), tuple(complaints)


def remember(path: Path) -> None:
    """Keep a copy of a file that `load` could read, for the day it cannot. Never raises."""
    last_good = path.with_suffix(_LAST_GOOD)
    with contextlib.suppress(OSError):
        content = path.read_bytes()
        if not last_good.exists() or last_good.read_bytes() != content:
            scratch = path.with_suffix(".good.new")
            scratch.write_bytes(content)
            scratch.replace(last_good)


def _section(
    kind: Any, name: str, table: dict[str, object], complaints: list[Complaint]
) -> Section:
    good: dict[str, Any] = {}
    types = {field.name: field.type for field in msgspec.structs.fields(kind)}
    for key, value in table.items():
        if key not in types:
            complaints.append(Complaint(f"{name}.{key}", "no such setting"))
            continue
        try:
            good[key] = msgspec.convert(value, types[key], strict=True)
            _check(f"{name}.{key}", good[key])
        except (msgspec.ValidationError, ValueError) as error:
            good.pop(key, None)
            complaints.append(Complaint(f"{name}.{key}", str(error)))
    section: Section = kind(**good)
    return section


def _check(key: str, value: Any) -> None:
    """Raise ValueError for what types cannot say."""
    if key == "numbers.rewrite":
        for pattern, replacement in value:
            try:
                re.compile(pattern)
                # Expanding against an empty match proves the replacement's references.
                re.compile(f"(?:{pattern})|").sub(replacement, "")
            except (re.error, IndexError) as error:
                raise ValueError(f"{pattern!r}: {error}") from error


def save(path: Path, key: str, value: object) -> None:
    """Write one setting ("section.name"), keeping everything else in the file as it is.

    A file that cannot be parsed is kept beside as `settings.toml.broken`; the last good
    one takes its place.

    Raises:
        OSError: the file cannot be written.
        msgspec.ValidationError: the value does not fit the setting.
    """
    import tomlkit
    import tomlkit.exceptions

    section, name = key.split(".")
    kinds = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    types = {field.name: field.type for field in msgspec.structs.fields(kinds[section])}
    plain = msgspec.to_builtins(msgspec.convert(msgspec.to_builtins(value), types[name]))
    try:
        document = tomlkit.parse(path.read_text("utf-8"))
    except FileNotFoundError:
        document = _last_good(path)
    except (UnicodeDecodeError, tomlkit.exceptions.TOMLKitError):
        path.replace(path.with_suffix(".toml.broken"))
        document = _last_good(path)
    if section not in document:
        document[section] = tomlkit.table()
    document[section][name] = plain
    scratch = path.with_suffix(".toml.new")
    scratch.write_text(tomlkit.dumps(document), "utf-8")
    scratch.replace(path)


def _last_good(path: Path) -> tomlkit.TOMLDocument:
    import tomlkit

    try:
        return tomlkit.parse(path.with_suffix(_LAST_GOOD).read_text("utf-8"))
    except FileNotFoundError:
        return tomlkit.document()


def table() -> Iterator[Row]:
    """Yield every setting with its type, default, unit and sentence."""
    for section in msgspec.structs.fields(Settings):
        for field in msgspec.structs.fields(section.type):
            note, meta = field.type.__origin__, field.type.__metadata__[0]
            unit = next((u for end, u in _UNITS.items() if field.name.endswith(end)), "")
            kind = getattr(note, "__name__", str(note))
            if isinstance(note, type) and issubclass(note, enum.Enum):
                kind = " | ".join(member.value for member in note)
            yield Row(
                f"{section.name}.{field.name}",
                kind,
                msgspec.to_builtins(field.default),
                unit,
                meta.description,
            )
