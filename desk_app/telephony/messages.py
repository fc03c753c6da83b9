"""The one vocabulary between desk and engine.

Newline-delimited JSON over a local socket only the user can open; the same
structs are what the journal stores and what tests and logs speak. Instants are
UTC microseconds since 1970 (`at_us`). `key` is the engine's own name for a
call: 26 characters, time-ordered, never taken from the network.
"""

from __future__ import annotations

import enum
from typing import TypeAlias

import msgspec

PROTOCOL = 1


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of every message; the JSON field `type` carries the struct's name."""


# --- facts about a call: journalled before anybody hears of them ------------------------


class Direction(enum.StrEnum):
    """Who started the call."""

    IN = "in"
    OUT = "out"


class Fact(enum.StrEnum):
    """What happened to a call; the journal's whole vocabulary."""

    INCOMING = "incoming"  # INVITE received, it rings here
    DIALING = "dialing"  # INVITE sent
    RINGING = "ringing"  # 180 received from the far end
    EARLY = "early"  # 183 with media
    ANSWERED = "answered"  # 200 and ACK
    HELD = "held"  # by the agent
    RESUMED = "resumed"
    REMOTE_HELD = "remote_held"  # by the far end
    REMOTE_RESUMED = "remote_resumed"
    IDENTITY = "identity"  # connected-line change: number and name are new
    TRANSFERRED = "transferred"  # to `number`; the call ends here soon after
    RECORDING = "recording"  # `recording` says which state; `path` the file
    ENDED = "ended"


class End(enum.StrEnum):
    """How a call, or this phone's part in it, ended."""

    ANSWERED = "answered"  # talked, then somebody hung up
    ABANDONED = "abandoned"  # the caller gave up while it rang
    ELSEWHERE = "elsewhere"  # another phone answered it (Reason header of the CANCEL)
    RANG_OUT = "rang_out"  # nobody answered in time
    REJECTED = "rejected"  # declined here, or by the called party
    BUSY = "busy"
    FAILED = "failed"  # the network or the far end refused; see sip_status
    LOST = "lost"  # the engine died with the call up


class RecordingState(enum.StrEnum):
    """State of a call's recording."""

    OFF = "off"
    ON = "on"
    PAUSED = "paused"


class CallFact(Message, frozen=True, tag="CallFact"):
    """One journalled fact about one call.

    `seq` rises by one for each row of one journal and is its identity there:
    (`journal`, `seq`) is unique for ever, so a fact may be told any number of times.
    Empty strings mean unknown. Text is as received: untrusted, never markup.
    """

    journal: str
    seq: int
    key: str
    fact: Fact
    at_us: int
    direction: Direction = Direction.IN
    call_id: str = ""  # SIP Call-ID
    linked_id: str = ""  # X-CC-Linkedid: the PBX's name for the whole conversation
    remote_uri: str = ""
    number: str = ""  # user part of the caller's identity (PAI, else From), as received
    name: str = ""  # display name, as received
    called: str = ""  # user part of the request URI / To
    queue: str = ""  # X-CC-Queue
    waited_s: float = 0.0  # X-CC-Waited: time in the queue before this ring
    end: End | None = None
    sip_status: int = 0
    reason: str = ""  # SIP reason phrase or our own words, for the log
    by_agent: bool = False  # ENDED: this side hung up
    recording: RecordingState = RecordingState.OFF
    path: str = ""  # RECORDING: file, relative to the recordings folder


# --- state told by the engine, not journalled -------------------------------------------


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


# --- requests of the desk ---------------------------------------------------------------


class Transport(enum.StrEnum):
    """How the account reaches its registrar."""

    UDP = "udp"
    TCP = "tcp"
    TLS = "tls"


class Srtp(enum.StrEnum):
    """Media encryption (SDES); only ever offered on TLS."""

    OFF = "off"
    OPTIONAL = "optional"
    REQUIRED = "required"


class Account(Message, frozen=True, tag="Account"):
    """A SIP account. The password lives in this message and in memory only."""

    user: str
    domain: str
    password: str
    auth_user: str = ""
    display_name: str = ""
    registrar: str = ""  # host[:port], default the domain
    proxy: str = ""
    transport: Transport = Transport.UDP
    srtp: Srtp = Srtp.OFF
    ca_file: str = ""
    expires_s: int = 300

    def __repr__(self) -> str:
        return f"Account({self.user}@{self.domain}, password=…)"


class Configure(Message, frozen=True, tag="Configure"):
    """The engine's whole configuration; sent after each connect and each change."""

    request: int = 0
    listen: str = ""  # "host:port" for direct calls over UDP and TCP; "" = account only
    allow_from: tuple[str, ...] = ()  # addresses or networks that may call besides the registrar
    account: Account | None = None
    microphone: str = ""
    speaker: str = ""
    ringer: str = ""
    ring_sound: str = ""  # WAV path; "" = the built-in one
    ring_volume: int = 80  # per cent
    auto_answer_s: float | None = None
    record_calls: bool = False
    ring_timeout_s: int = 120
    codecs: tuple[str, ...] = ()
    echo_cancel: bool = True
    null_audio: bool = False  # no sound card: silence in, nothing out


class Dial(Message, frozen=True, tag="Dial"):
    """Call `target`: digits for the account's domain, or a whole SIP URI."""

    target: str
    request: int = 0


class Answer(Message, frozen=True, tag="Answer"):
    """Answer a ringing call; others that are active are put on hold first."""

    key: str
    request: int = 0


class Reject(Message, frozen=True, tag="Reject"):
    """Refuse a ringing call: 486 when `busy`, else 603."""

    key: str
    busy: bool = False
    request: int = 0


class HangUp(Message, frozen=True, tag="HangUp"):
    """End a call in whatever state it is."""

    key: str
    request: int = 0


class Hold(Message, frozen=True, tag="Hold"):
    """Put a call on hold, or resume it (other active calls are then held)."""

    key: str
    on: bool
    request: int = 0


class Mute(Message, frozen=True, tag="Mute"):
    """Stop or start sending the microphone to a call."""

    key: str
    on: bool
    request: int = 0


class Dtmf(Message, frozen=True, tag="Dtmf"):
    """Send digits (0-9 * # A-D), by RFC 4733 or SIP INFO."""

    key: str
    digits: str
    info: bool = False
    request: int = 0


class BlindTransfer(Message, frozen=True, tag="BlindTransfer"):
    """REFER the far end to `target`."""

    key: str
    target: str
    request: int = 0


class AttendedTransfer(Message, frozen=True, tag="AttendedTransfer"):
    """Connect the far ends of `key` and `consult` and leave (REFER with Replaces)."""

    key: str
    consult: str
    request: int = 0


class Confer(Message, frozen=True, tag="Confer"):
    """Let these calls and the agent hear each other; an empty tuple splits the conference.

    After a split the first call stays active and the others are held.
    """

    keys: tuple[str, ...]
    request: int = 0


class Record(Message, frozen=True, tag="Record"):
    """Start (ON), pause (PAUSED) or stop (OFF) recording; ON also resumes."""

    key: str
    state: RecordingState
    request: int = 0


class DoNotDisturb(Message, frozen=True, tag="DoNotDisturb"):
    """Answer every new INVITE 486 without ringing; it is journalled as busy."""

    on: bool
    request: int = 0


class TestSound(Message, frozen=True, tag="TestSound"):
    """Play the test tone on a device ("speaker" or "ringer"), or meter the microphone."""

    device: str
    on: bool
    request: int = 0


class NetworkChanged(Message, frozen=True, tag="NetworkChanged"):
    """The machine woke up or changed its address: register again now."""

    request: int = 0


class Goodbye(Message, frozen=True, tag="Goodbye"):
    """The desk closes for good: end when the last call does."""

    request: int = 0


Report: TypeAlias = (
    Snapshot
    | CallFact
    | Registration
    | Listening
    | Devices
    | Muted
    | Conference
    | Levels
    | Quality
    | AudioAlert
    | Trouble
    | Done
)
"""What the engine says."""

Request: TypeAlias = (
    Configure
    | Dial
    | Answer
    | Reject
    | HangUp
    | Hold
    | Mute
    | Dtmf
    | BlindTransfer
    | AttendedTransfer
    | Confer
    | Record
    | DoNotDisturb
    | TestSound
    | NetworkChanged
    | Goodbye
)
"""What the desk asks."""

_encoder = msgspec.json.Encoder()
_report_decoder: msgspec.json.Decoder[Report] = msgspec.json.Decoder(Report)
_request_decoder: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)


def encode(message: Report | Request) -> bytes:
    """Return one line, newline included."""
    return _encoder.encode(message) + b"\n"


def decode_report(line: bytes) -> Report:
    """Return the engine's message. Raises msgspec.DecodeError for anything else."""
    return _report_decoder.decode(line)


def decode_request(line: bytes) -> Request:
    """Return the desk's message. Raises msgspec.DecodeError for anything else."""
    return _request_decoder.decode(line)
