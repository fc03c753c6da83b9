"""Every setting in one table: type, default, unit, sentence.

The file is `D/settings.toml`. A section or a key that is absent has its default,
so a new version's file is an old version's file. `docs/settings.md` is printed
from this table. The account's password is not a setting: it lives in the
system's keyring.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from desk_app import queue_settings
from desk_app.agent import REASONS
from desk_app.crm.server import check_url
from desk_app.queue_settings import QueueSection
from desk_app.team_sections import DatabaseSection, Pbx
from desk_app.telephony.messages import Srtp, Transport


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


_KEY = "^((Ctrl|Alt|Shift)\\+){0,3}F([2-9]|1[0-9]|2[0-4])$"


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Base of the sections."""


class General(Section, frozen=True):
    """You and the window."""

    name: Annotated[str, Meta(description="Your name, as colleagues see it on tickets.")] = ""
    language: Annotated[Language, Meta(description="Language of the window.")] = Language.SYSTEM
    theme: Annotated[Theme, Meta(description="Light, dark, or as the system says.")] = Theme.SYSTEM
    still: Annotated[
        bool, Meta(description="Nothing pulses or slides, also where the system does not ask so.")
    ] = False


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
    reasons: Annotated[
        tuple[Annotated[str, Meta(min_length=1, max_length=40)], ...],
        Meta(
            max_length=20,
            description="Reasons for not being ready; break, ticket_work and training are "
            "named in your language, others as you write them.",
        ),
    ] = REASONS


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


class Keys(Section, frozen=True):
    """Function keys, alone or with Shift, Ctrl and Alt: "F9", "Shift+F9". F1 is the help's."""

    answer: Annotated[str, Meta(pattern=_KEY, description="Answers, in other programs too.")] = "F9"
    hang_up: Annotated[str, Meta(pattern=_KEY, description="Declines or hangs up.")] = "Shift+F9"
    mute: Annotated[str, Meta(pattern=_KEY, description="Mutes your microphone.")] = "F8"
    hold: Annotated[str, Meta(pattern=_KEY, description="Puts on hold, takes back.")] = "F7"
    transfer: Annotated[str, Meta(pattern=_KEY, description="Opens the transfer.")] = "F6"
    add: Annotated[str, Meta(pattern=_KEY, description="Adds a person.")] = "Shift+F6"
    keypad: Annotated[str, Meta(pattern=_KEY, description="Opens the keypad.")] = "F5"
    record: Annotated[str, Meta(pattern=_KEY, description="Starts and ends a recording.")] = (
        "Shift+F8"
    )


class Waiting(Section, frozen=True):
    """Callers who wait in the queues of this desk."""

    offer_s: Annotated[
        int, Meta(ge=5, le=120, description="A waiting call rings at you for this time.")
    ] = 20
    short_abandon_s: Annotated[
        int,
        Meta(ge=0, le=60, description="Who hangs up sooner is counted apart from those who left."),
    ] = 5
    prompts: Annotated[
        str, Meta(description="A folder of your own WAV files; what is absent is built in.")
    ] = ""


class Settings(Section, frozen=True):
    """The whole table."""

    general: General = General()
    sip: Sip = Sip()
    account: AccountSection = AccountSection()
    audio: Audio = Audio()
    calls: Calls = Calls()
    numbers: Numbers = Numbers()
    keys: Keys = Keys()
    waiting: Waiting = Waiting()
    database: DatabaseSection = DatabaseSection()
    queues: tuple[QueueSection, ...] = ()
    pbx: Pbx = Pbx()


QUEUES = "queues"
PBX = "pbx"
_UNITS = {"_s": "seconds", "_volume": "per cent", "_percent": "per cent", "_digits": "digits"}


class Row(msgspec.Struct, frozen=True):
    """One line of the documented table."""

    key: str
    type: str
    default: object
    unit: str
    sentence: str
    choices: tuple[str, ...] = ()
    bounds: tuple[float, float] | None = None


@cache
def table() -> tuple[Row, ...]:
    """Return every setting of a desk but its queues', with type, default, unit and sentence."""
    sections = (s for s in msgspec.structs.fields(Settings) if s.name not in (QUEUES, PBX))
    return tuple(row for section in sections for row in _rows(section.name, section.type))


@cache
def queue_table() -> tuple[Row, ...]:
    """Return every setting of a queue, by "queues.name"."""
    return tuple(_rows(QUEUES, QueueSection))


@cache
def pbx_table() -> tuple[Row, ...]:
    """Return every setting of the PBX, by "pbx.name": for the bridge, not in the window."""
    return tuple(_rows(PBX, Pbx))


def _rows(section: str, kind_of_section: Any) -> Iterator[Row]:
    for field in msgspec.structs.fields(kind_of_section):
        note, meta = field.type.__origin__, field.type.__metadata__[0]
        unit = next((u for end, u in _UNITS.items() if field.name.endswith(end)), "")
        kind = getattr(note, "__name__", str(note))
        choices: tuple[str, ...] = ()
        if isinstance(note, type) and issubclass(note, enum.Enum):
            choices = tuple(member.value for member in note)
            kind = " | ".join(choices)
        default = "" if field.default is msgspec.NODEFAULT else field.default
        if field.default_factory is not msgspec.NODEFAULT:
            default = field.default_factory()
        yield Row(
            f"{section}.{field.name}",
            kind,
            msgspec.to_builtins(default),
            unit,
            meta.description,
            choices,
            None if meta.ge is None else (meta.ge, meta.le),
        )


def convert(key: str, value: object) -> object:
    """Return a value as its setting ("section.name") holds it; "queues" is all of them.

    Raises:
        ValueError: it does not fit (msgspec.ValidationError, or ours).
    """
    kinds = {field.name: field.type for field in msgspec.structs.fields(Settings)}
    section, _, name = key.partition(".")
    if not name:
        queues: tuple[QueueSection, ...] = msgspec.convert(msgspec.to_builtins(value), kinds[key])
        for index, queue in enumerate(queues):
            queue_settings.check_whole(queue, queues[:index])
        return queues
    struct = QueueSection if section == QUEUES else kinds[section]
    types = {field.name: field.type for field in msgspec.structs.fields(struct)}
    converted = msgspec.convert(msgspec.to_builtins(value), types[name])
    check(key, converted)
    return converted


def check(key: str, value: Any) -> None:
    """Raise ValueError for what types cannot say."""
    if key.startswith(f"{QUEUES}."):
        queue_settings.check(key.partition(".")[2], value)
    if key == "database.url" and value:
        check_url(value)
    if key == "numbers.rewrite":
        for pattern, replacement in value:
            try:
                re.compile(pattern)
                # Expanding against an empty match proves the replacement's references.
                re.compile(f"(?:{pattern})|").sub(replacement, "")
            except (re.error, IndexError) as error:
                raise ValueError(f"{pattern!r}: {error}") from error
