"""Facts about calls: journalled before anybody hears of them.

Instants are UTC microseconds since 1970 (`at_us`). `key` is the engine's own name for
a call: 26 characters, time-ordered, never taken from the network.
"""

from __future__ import annotations

import enum

import msgspec


class Message(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Base of every message; the JSON field `type` carries the struct's name."""


class Direction(enum.StrEnum):
    """Who started the call."""

    IN = "in"
    OUT = "out"


class Fact(enum.StrEnum):
    """What happened to a call; the journal's whole vocabulary."""

    INCOMING = "incoming"  # INVITE received, it rings here
    QUEUED = "queued"  # INVITE received, it waits in `queue` of this engine
    OFFERED = "offered"  # a waiting call rings here for the `leg`-th time
    NOT_TAKEN = "not_taken"  # it rings no longer and waits again; `end` says why
    # It waits in another `queue`, its time counts on. With `end` the agent has talked to the
    # caller and gives it to the queue: `leg` is over, `waited_s` since the first entry.
    MOVED = "moved"
    PRIORITY = "priority"  # it waits with another `priority`; `reason` is said to the agent
    # The caller hangs up, keeps the place, and is called back in turn. One who was refused gets
    # the place by it: `queue`, `number`, `name`, and `waited_s` since QUEUED.
    CALLBACK = "callback"
    MESSAGE = "message"  # the caller left a message: `path`
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
    OVERFLOWED = "overflowed"  # the queue let it go; `reason` is one of `LetGo`


class LetGo(enum.StrEnum):
    """Why a queue let a caller go: `reason` of an ENDED with `End.OVERFLOWED`."""

    FULL = "full"
    CLOSED = "closed"
    LATE = "late"  # waited as long as the queue allows
    FORWARDED = "forwarded"
    MESSAGE = "message"  # left one
    SILENT = "silent"  # sent neither sound nor reports for too long


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
    leg: int = 0  # of a queued call: which offer this belongs to, from 1
    priority: int = 0  # higher waits less
    # QUEUED, MOVED: how long it will still wait, by the formula; None: it could not be said.
    expected_s: float | None = None
    place: int = 0  # ENDED while waiting: 1 was next
    waiting: int = 0  # ENDED while waiting: how many waited, this caller included
    end: End | None = None
    sip_status: int = 0
    reason: str = ""  # SIP reason phrase or our own words, for the log
    by_agent: bool = False  # ENDED: this side hung up
    recording: RecordingState = RecordingState.OFF
    path: str = ""  # RECORDING, MESSAGE: file, relative to the recordings folder
