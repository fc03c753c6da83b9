"""What happens on a floor: the one vocabulary that floors are folded from and ledgers written.

Every event may come twice and late: folding it again changes nothing that is already so.
Stored as JSON, so that the floor of any minute can be folded again. Calls are named by
`WaitingCaller.key`, agents by `AgentNow.id`, an agent's phone in a call by `leg`.
"""

from __future__ import annotations

import enum
from typing import TypeAlias

import msgspec

from desk_app.telephony.team.board import AgentNow, QueueTerms, WaitingCaller


class LeftHow(enum.StrEnum):
    """Why a caller waits no longer."""

    TAKEN = "taken"  # somebody picked up; `Answered` follows
    ABANDONED = "abandoned"
    MOVED = "moved"  # to another queue: `Joined` follows
    OVERFLOWED = "overflowed"  # let go by the queue
    UNKNOWN = "unknown"  # it was so when we looked again


class NotTakenWhy(enum.StrEnum):
    """Why an offer was not taken."""

    RANG_OUT = "rang_out"
    REJECTED = "rejected"
    ELSEWHERE = "elsewhere"  # another phone answered
    CALLER_GONE = "caller_gone"
    FAILED = "failed"  # the phone could not be reached


class FloorEvent(msgspec.Struct, frozen=True, tag_field="event", tag=str.lower):
    """Base of the events."""

    at_us: int


class Joined(FloorEvent, frozen=True):
    """A caller waits in a queue from `caller.entered_us` on; `moved`: and was elsewhere before."""

    queue: str
    caller: WaitingCaller
    moved: bool = False


class Left(FloorEvent, frozen=True):
    """A caller does not wait in a queue any more."""

    queue: str
    call: str
    how: LeftHow


class Offered(FloorEvent, frozen=True):
    """An agent's phone rings for a caller."""

    queue: str
    call: str
    agent: str
    agent_name: str
    leg: str


class NotTaken(FloorEvent, frozen=True):
    """An agent's phone rings no longer for a caller, and was not picked up."""

    queue: str
    call: str
    agent: str
    agent_name: str
    leg: str
    why: NotTakenWhy


class Answered(FloorEvent, frozen=True):
    """An agent has picked up a caller."""

    queue: str
    call: str
    agent: str
    agent_name: str
    leg: str


class Completed(FloorEvent, frozen=True):
    """An agent has no more to do with a call; with `transferred` the caller goes on elsewhere."""

    queue: str
    call: str
    agent: str
    agent_name: str
    leg: str
    transferred: bool = False


class Transferred(FloorEvent, frozen=True):
    """A call was given on; `to` is the number or place dialled."""

    call: str
    to: str


class SameCall(FloorEvent, frozen=True):
    """Two calls turned out to be one: a consultation became the transferred caller's.

    `number` and `name` are the caller's, not those of the agent who consulted.
    """

    call: str
    other: str
    number: str = ""
    name: str = ""


class Ended(FloorEvent, frozen=True):
    """A caller hung up or was let go for good. TAKEN: it had been answered."""

    queue: str
    call: str
    how: LeftHow
    place: int = 0  # of an abandoned one: 1 was next
    waiting: int = 0  # how many waited, this one included


class Rated(FloorEvent, frozen=True):
    """A caller was asked after the talk how it was: 1 to 5, 0 as long as there is no answer."""

    call: str
    rating: int


class Counted(FloorEvent, frozen=True):
    """A queue's figures of the day change by this much; `hour` is that of the call's entry."""

    queue: str
    hour: int
    offered: int = 0
    answered: int = 0
    abandoned: int = 0
    short: int = 0
    overflowed: int = 0
    in_time: int = 0
    wait_s: float = 0.0
    handled: int = 0
    handle_s: float = 0.0


class Foreseen(FloorEvent, frozen=True):
    """What the expected wait in a queue is made of: see `QueueNow`."""

    queue: str
    handle_s: float
    error_s: float | None = None


class Agreed(FloorEvent, frozen=True):
    """What the team has agreed on for a queue is this from now on."""

    queue: str
    terms: QueueTerms


class AgentIs(FloorEvent, frozen=True):
    """An agent is logged in and does this now."""

    agent: AgentNow


class AgentGone(FloorEvent, frozen=True):
    """An agent is logged in nowhere any more."""

    agent: str


class NewDay(FloorEvent, frozen=True):
    """Figures are counted from `day_us` on, the team's midnight."""

    day_us: int


class Heard(FloorEvent, frozen=True):
    """The PBX lives and has nothing new."""


class LinkLost(FloorEvent, frozen=True):
    """Nothing is known from here on; the PBX was heard until `heard_us`, 0 if nobody knows."""

    heard_us: int = 0


class QueueSeen(msgspec.Struct, frozen=True):
    """A queue in a snapshot."""

    name: str
    waiting: tuple[WaitingCaller, ...] = ()


class Snapshot(FloorEvent, frozen=True):
    """Everything as the PBX has it: what is not named here is not there."""

    queues: tuple[QueueSeen, ...] = ()
    agents: tuple[AgentNow, ...] = ()


AnyFloorEvent: TypeAlias = (
    Joined
    | Left
    | Offered
    | NotTaken
    | Answered
    | Completed
    | Transferred
    | SameCall
    | Ended
    | Rated
    | Counted
    | Foreseen
    | Agreed
    | AgentIs
    | AgentGone
    | NewDay
    | Heard
    | LinkLost
    | Snapshot
)

_encode = msgspec.json.Encoder().encode
_decoder: msgspec.json.Decoder[AnyFloorEvent] = msgspec.json.Decoder(AnyFloorEvent)


def encode(event: AnyFloorEvent) -> str:
    """Return an event as it is stored."""
    return _encode(event).decode()


def decode(text: str | bytes) -> AnyFloorEvent:
    """Return a stored event. Raises msgspec.DecodeError for anything else."""
    return _decoder.decode(text)
