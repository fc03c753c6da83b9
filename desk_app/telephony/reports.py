"""What the engine says besides facts: state, meters, troubles. Not journalled."""

from __future__ import annotations

import enum

from desk_app.telephony.facts import (
    CallFact,
    Message,
)


class RegistrationState(enum.StrEnum):
    """Where the account stands with its registrar."""

    NONE = "none"  # no account: direct calls only
    CONNECTING = "connecting"
    REGISTERED = "registered"
    LOST = "lost"


class Problem(enum.StrEnum):
    """Everything that can go wrong and that a person is told about, by name."""

    WRONG_PASSWORD = "wrong_password"  # noqa: S105
    REGISTRAR_UNREACHABLE = "registrar_unreachable"
    REGISTRAR_REFUSED = "registrar_refused"
    TLS_CERTIFICATE = "tls_certificate"
    NAME_NOT_FOUND = "name_not_found"
    LISTEN_FAILED = "listen_failed"
    BAD_ACCOUNT = "bad_account"
    NO_SOUND_DEVICE = "no_sound_device"
    DEVICE_MISSING = "device_missing"
    JOURNAL_FAILED = "journal_failed"
    JOURNAL_DAMAGED = "journal_damaged"  # a new one is in use
    RECORDING_FAILED = "recording_failed"
    TOO_MANY_CALLS = "too_many_calls"
    CALL_GONE = "call_gone"
    NOT_NOW = "not_now"  # the call is not in a state that allows it
    BAD_NUMBER = "bad_number"
    TRANSFER_FAILED = "transfer_failed"
    MEDIA_FAILED = "media_failed"


class Registration(Message, frozen=True, tag="Registration"):
    """The account's registration; `retry_s` counts from when it was sent."""

    state: RegistrationState = RegistrationState.NONE
    account: str = ""
    problem: Problem | None = None
    detail: str = ""  # SIP status line or library text, for doctor and log
    retry_s: float = 0.0


class Listening(Message, frozen=True, tag="Listening"):
    """Where direct calls can come in now: "udp:127.0.0.1:5062"; empty for nowhere."""

    addresses: tuple[str, ...] = ()


class CallNow(Message, frozen=True, tag="CallNow"):
    """Everything about a live call that is not a journalled fact, with the facts so far."""

    key: str
    facts: tuple[CallFact, ...]
    muted: bool = False
    conference: bool = False


class Devices(Message, frozen=True, tag="Devices"):
    """Sound devices by name. Empty chosen name = the system's default; `*_now` is what plays."""

    inputs: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    microphone: str = ""
    speaker: str = ""
    ringer: str = ""
    microphone_now: str = ""  # "" = none: silence
    speaker_now: str = ""
    ringer_now: str = ""


class Snapshot(Message, frozen=True, tag="Snapshot"):
    """Sent first on every connect: the whole of the engine's state."""

    protocol: int
    engine: str  # "2.17+desk1 (own build)" or the wheel's version
    pid: int
    journal: str
    last_seq: int
    listening: tuple[str, ...] = ()  # "udp:127.0.0.1:5062"
    max_calls: int = 0
    configured: bool = False
    registration: Registration = Registration()
    devices: Devices = Devices()
    calls: tuple[CallNow, ...] = ()
    do_not_disturb: bool = False
    problems: tuple[Problem, ...] = ()  # standing ones


class Muted(Message, frozen=True, tag="Muted"):
    """The microphone's state towards one call."""

    key: str
    muted: bool


class Conference(Message, frozen=True, tag="Conference"):
    """The calls that hear each other; empty = none."""

    keys: tuple[str, ...]


class Levels(Message, frozen=True, tag="Levels"):
    """Sound levels, 0-100 (dBFS -60..0), ten times a second while a call or a test is up."""

    microphone: int
    callers: dict[str, int]  # call key -> level


class Quality(Message, frozen=True, tag="Quality"):
    """Once a second and call. MOS by the E-model (ITU-T G.107), 1.0-4.5."""

    key: str
    loss_percent: float
    jitter_ms: float
    rtt_ms: float
    mos: float
    codec: str
    secure: bool  # SRTP


class Alert(enum.StrEnum):
    """Something is wrong with the sound of a call."""

    NO_CALLER_SOUND = "no_caller_sound"  # for 3 s
    MICROPHONE_SILENT = "microphone_silent"


class AudioAlert(Message, frozen=True, tag="AudioAlert"):
    """An alert begins or ends."""

    key: str
    alert: Alert
    on: bool


class EchoPhase(enum.StrEnum):
    """Where the echo test stands."""

    LISTENING = "listening"  # for three seconds
    PLAYING = "playing"  # what was said
    OVER = "over"


class Echo(Message, frozen=True, tag="Echo"):
    """The echo test goes on; `heard`: it has recorded more than silence."""

    phase: EchoPhase
    heard: bool = False


class QueueDoubt(Message, frozen=True, tag="QueueDoubt"):
    """A file that a queue was told to play cannot be: the built-in one takes its place."""

    queue: str
    file: str
    why: str  # a `Complaint` of `telephony.queue.prompts`


class NotResponding(Message, frozen=True, tag="NotResponding"):
    """An offered call rang out: nothing more is offered before the agent is ready anew."""

    key: str


class Trouble(Message, frozen=True, tag="Trouble"):
    """Something failed. `request` echoes the request that failed, 0 for none.

    `standing` troubles last until the same problem is sent with `over`.
    """

    problem: Problem
    detail: str = ""
    key: str = ""
    request: int = 0
    standing: bool = False
    over: bool = False


class Done(Message, frozen=True, tag="Done"):
    """The request was carried out (the SIP transaction may still be under way)."""

    request: int
    key: str = ""  # the new call's key after Dial
