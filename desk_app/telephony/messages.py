"""The one vocabulary between desk and engine.

Newline-delimited JSON over a local socket only the user can open; the same
structs are what the journal stores and what tests and logs speak. Instants are
UTC microseconds since 1970 (`at_us`). `key` is the engine's own name for a
call: 26 characters, time-ordered, never taken from the network.
"""

from __future__ import annotations

from typing import TypeAlias

import msgspec

from desk_app.telephony.facts import (
    CallFact,
    Direction,
    End,
    Fact,
    LetGo,
    Message,
    RecordingState,
)
from desk_app.telephony.queue.plan import Opening, Overflow, QueuePlan
from desk_app.telephony.reports import (
    Alert,
    AudioAlert,
    CallNow,
    Conference,
    Devices,
    Done,
    Echo,
    EchoPhase,
    Levels,
    Listening,
    Muted,
    NotResponding,
    Problem,
    Quality,
    QueueDoubt,
    Registration,
    RegistrationState,
    Snapshot,
    Trouble,
)
from desk_app.telephony.requests import (
    Account,
    Answer,
    AttendedTransfer,
    BlindTransfer,
    Confer,
    Configure,
    Dial,
    DoNotDisturb,
    Dtmf,
    Goodbye,
    HangUp,
    Hold,
    Move,
    Mute,
    NetworkChanged,
    OnDuty,
    Prioritise,
    Record,
    Reject,
    Srtp,
    Take,
    TestSound,
    Transport,
)

__all__ = [
    "PROTOCOL",
    "Account",
    "Alert",
    "Answer",
    "AttendedTransfer",
    "AudioAlert",
    "BlindTransfer",
    "CallFact",
    "CallNow",
    "Confer",
    "Conference",
    "Configure",
    "Devices",
    "Dial",
    "Direction",
    "DoNotDisturb",
    "Done",
    "Dtmf",
    "Echo",
    "EchoPhase",
    "End",
    "Fact",
    "Goodbye",
    "HangUp",
    "Hold",
    "LetGo",
    "Levels",
    "Listening",
    "Message",
    "Move",
    "Mute",
    "Muted",
    "NetworkChanged",
    "NotResponding",
    "OnDuty",
    "Opening",
    "Overflow",
    "Prioritise",
    "Problem",
    "Quality",
    "QueueDoubt",
    "QueuePlan",
    "Record",
    "RecordingState",
    "Registration",
    "RegistrationState",
    "Reject",
    "Report",
    "Request",
    "Snapshot",
    "Srtp",
    "Take",
    "TestSound",
    "Transport",
    "Trouble",
    "decode_report",
    "decode_request",
    "encode",
]

PROTOCOL = 2

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
    | Echo
    | QueueDoubt
    | NotResponding
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
    | OnDuty
    | Take
    | Move
    | Prioritise
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
