"""What the desk asks of the engine. `request` numbers them; `Done` or `Trouble` echoes it."""

from __future__ import annotations

import enum

from desk_app.telephony.facts import (
    Message,
    RecordingState,
)
from desk_app.telephony.queue.plan import QueuePlan


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
    queues: tuple[QueuePlan, ...] = ()
    prompts: str = ""  # folder of WAV files that replace built-in prompts
    offer_s: int = 20  # a waiting call that was offered rings so long


class Dial(Message, frozen=True, tag="Dial"):
    """Call `target`: digits for the account's domain, or a whole SIP URI."""

    target: str
    request: int = 0


class Answer(Message, frozen=True, tag="Answer"):
    """Answer a ringing call; others that are active are put on hold first.

    `target` is what is dialled, as in `Dial`, if it is a caller to be called back.
    """

    key: str
    target: str = ""
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


class OnDuty(Message, frozen=True, tag="OnDuty"):
    """What the queues may expect of the agent; sent after each connect and each change.

    While no desk is connected nobody is on duty. `handle_s` is the recent average handle
    time, 0 when there is none: then callers are told no expected wait, nor are they while
    the agent is `paused` and takes no more calls, also not after the one in hand.
    """

    ready: bool  # offer the next caller now
    queues: tuple[str, ...] = ()  # that the agent is logged in to
    handle_s: float = 0.0
    paused: bool = False
    request: int = 0


class Take(Message, frozen=True, tag="Take"):
    """Answer a waiting call at once; with an empty key the next. `target` as in `Answer`."""

    key: str = ""
    target: str = ""
    request: int = 0


class Move(Message, frozen=True, tag="Move"):
    """Let a waiting call wait in another queue, by its time of entry."""

    key: str
    queue: str
    request: int = 0


class Prioritise(Message, frozen=True, tag="Prioritise"):
    """Let a waiting call go before those of lower priority; `why` is said to the agent."""

    key: str
    priority: int
    why: str = ""
    request: int = 0


class TestSound(Message, frozen=True, tag="TestSound"):
    """Play the test tone on a device ("speaker" or "ringer"), or meter the "microphone".

    "echo" records three seconds of the microphone and plays them on the speaker; it ends
    by itself, and before that when a call begins. `Echo` tells how it goes.
    """

    device: str
    on: bool
    request: int = 0


class NetworkChanged(Message, frozen=True, tag="NetworkChanged"):
    """The machine woke up or changed its address: register again now."""

    request: int = 0


class Goodbye(Message, frozen=True, tag="Goodbye"):
    """The desk closes for good: end when the last call does."""

    request: int = 0
