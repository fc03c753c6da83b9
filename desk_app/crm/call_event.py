"""What sources say about calls: the event, and which outcome counts for more than another."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import msgspec

from desk_app.crm.records import LeftWhy, OutcomeOfCall, OutcomeOfLeg

DESK_ALIAS = "desk:"
LINKED_ALIAS = "linkedid:"
PBX_LEG = "pbx:"
"""How the keys of legs begin that a PBX tells of."""


class EventKind(enum.StrEnum):
    """What an event says."""

    ENTER = "enter"  # it waits in a queue of the desk; no phone rings yet
    RING = "ring"  # an agent's phone rings
    MOVE = "move"  # it waits in another queue; with an outcome of its leg: after a talk
    CALLBACK = "callback"  # the caller has hung up and is called back in turn
    DIAL = "dial"  # an agent calls out
    PROGRESS = "progress"  # the far end rings
    ANSWER = "answer"
    HOLD = "hold"
    RESUME = "resume"
    IDENTITY = "identity"  # the far end is now somebody else
    TRANSFER = "transfer"
    RECORDING = "recording"
    RATED = "rated"  # the caller was asked how it was
    END = "end"


class Authority(enum.IntEnum):
    """Whose word counts: a higher one replaces a lower one."""

    DESK = 1  # one phone's journal
    PBX = 2  # the exchange's own ledger


class CallEvent(msgspec.Struct, frozen=True, kw_only=True):
    """One thing a source said about a call. (`source`, `seq`) names it for ever.

    `leg` is the desk's key of the call, "" for events about the whole conversation. A call
    that waits in the desk's own queue (ENTER) has a leg `KEY.n` for each time it was
    offered; the END of `KEY` is that of the waiting, and of a leg of it still open.
    `aliases` are all the names by which this call is known (`desk:KEY`,
    `linkedid:ID`); at least one. An END of a leg says how the leg ended and, as far
    as that phone knows, how the call did; OPEN says nothing. A MOVE with a leg's outcome ends
    the talk of that leg, and the caller waits again.
    """

    source: str
    seq: int
    kind: EventKind
    at_us: int
    aliases: tuple[str, ...]
    leg: str = ""
    authority: Authority = Authority.DESK
    agent: str = ""
    direction: str = ""  # "in", "out" or unknown
    number: str = ""  # of the far end, as received
    name: str = ""
    queue: str = ""
    waited_s: float = 0.0  # in the queue, before this event
    leg_outcome: OutcomeOfLeg = OutcomeOfLeg.OPEN
    outcome: OutcomeOfCall = OutcomeOfCall.OPEN
    recording: str = ""  # file, relative to the recordings folder
    place: int = 0  # END while it waited: 1 was next
    waiting: int = 0  # END while it waited: how many did, this caller included
    left_why: LeftWhy | None = None  # END
    rating: int | None = None  # RATED: 1 to 5, 0 for no answer
    # ENTER, MOVE: when an answer is expected there, 0 where that could not be said.
    expected_us: int | None = None


CALL_RANK = {
    outcome: rank
    for rank, outcome in enumerate(
        (
            OutcomeOfCall.OPEN,
            OutcomeOfCall.LOST,
            OutcomeOfCall.FAILED,
            OutcomeOfCall.BUSY,
            OutcomeOfCall.REJECTED,
            OutcomeOfCall.NO_AGENT,
            OutcomeOfCall.TIMED_OUT,
            OutcomeOfCall.OVERFLOWED,
            OutcomeOfCall.ABANDONED,
            OutcomeOfCall.ANSWERED,
        )
    )
}
LEG_RANK = {
    outcome: rank
    for rank, outcome in enumerate(
        (
            OutcomeOfLeg.OPEN,
            OutcomeOfLeg.FAILED,
            OutcomeOfLeg.RANG_OUT,
            OutcomeOfLeg.CALLER_HUNG_UP,
            OutcomeOfLeg.REJECTED,
            OutcomeOfLeg.ELSEWHERE,
            OutcomeOfLeg.ANSWERED,
        )
    )
}


def offer_prefix(call_key: str) -> str:
    """Return how the keys of the legs in which a waiting call was offered begin."""
    return f"{call_key}."


def offer_key(call_key: str, number: int) -> str:
    """Return the key of the leg of a waiting call's `number`-th offer."""
    return f"{offer_prefix(call_key)}{number}"


def call_of_leg(leg_key: str) -> str:
    """Return the desk's key of the call that a leg belongs to."""
    return leg_key.partition(".")[0]


def best_leg(outcomes: Iterable[OutcomeOfLeg]) -> OutcomeOfLeg:
    """Return the outcome that says most about a call with these legs; OPEN for none."""
    return max(outcomes, key=LEG_RANK.__getitem__, default=OutcomeOfLeg.OPEN)
