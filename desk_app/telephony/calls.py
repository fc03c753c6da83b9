"""A call as the desk sees it: a frozen snapshot and the pure fold that makes it.

`apply(call, fact) -> call` is the only way a call changes. The table of allowed
transitions can be read in one breath; a fact outside it raises `IllegalFact`,
upon which the phone logs it and asks for a new snapshot.
"""

from __future__ import annotations

import enum

import msgspec
from msgspec.structs import replace

from desk_app.telephony.messages import CallFact, Direction, End, Fact, RecordingState


class CallState(enum.Enum):
    """Where a call stands in its SIP dialog (RFC 3261, sections 12 and 13)."""

    DIALING = "dialing"  # INVITE sent, nothing heard yet
    WAITING = "waiting"  # in a queue of this engine
    RINGING = "ringing"  # 180 sent or received
    EARLY = "early"  # 183 with media before the answer
    ACTIVE = "active"  # 200 and ACK exchanged
    ENDED = "ended"  # final; see Call.end


class IllegalFact(Exception):
    """A fact that cannot follow from the call's state: our bug or a lost message."""


class Call(msgspec.Struct, frozen=True):
    """One call on this phone. Instants are UTC microseconds; text is untrusted."""

    key: str
    direction: Direction
    state: CallState
    started_us: int
    answered_us: int | None = None  # None again for one given back to a queue
    ended_us: int | None = None
    end: End | None = None
    by_agent: bool = False
    sip_status: int = 0
    number: str = ""
    name: str = ""
    called: str = ""
    queue: str = ""
    waited_s: float = 0.0
    held: bool = False
    remote_held: bool = False
    muted: bool = False
    conference: bool = False
    recording: RecordingState = RecordingState.OFF
    recording_path: str = ""
    transferred_to: str = ""
    leg: int = 0  # of a queued call: how often it was offered
    priority: int = 0
    priority_why: str = ""
    callback: bool = False  # the caller has hung up and is called back in turn
    calling_back: bool = False  # that call has been dialled
    message_path: str = ""  # what the caller has spoken after the tone
    place: int = 0  # where it stood when it ended waiting
    last_seq: int = 0

    @property
    def live(self) -> bool:
        """Whether the call still exists in the engine."""
        return self.state is not CallState.ENDED

    @property
    def ringing_here(self) -> bool:
        """Whether the agent is being called and can answer."""
        incoming = self.direction is Direction.IN and not self.calling_back
        return incoming and self.state is CallState.RINGING

    @property
    def waits(self) -> bool:
        """Whether the caller waits in a queue and the agent is not being called."""
        return self.state is CallState.WAITING


_BIRTH = {
    Fact.INCOMING: (Direction.IN, CallState.RINGING),
    Fact.DIALING: (Direction.OUT, CallState.DIALING),
    Fact.QUEUED: (Direction.IN, CallState.WAITING),
}

_TRANSITIONS: dict[Fact, dict[CallState, CallState]] = {
    Fact.OFFERED: {CallState.WAITING: CallState.RINGING},
    Fact.NOT_TAKEN: {CallState.RINGING: CallState.WAITING},
    Fact.MOVED: {
        CallState.WAITING: CallState.WAITING,
        CallState.ACTIVE: CallState.WAITING,  # the agent gives the caller to a queue
    },
    Fact.PRIORITY: {
        CallState.WAITING: CallState.WAITING,
        CallState.RINGING: CallState.RINGING,
    },
    Fact.CALLBACK: {CallState.WAITING: CallState.WAITING},
    Fact.MESSAGE: {CallState.WAITING: CallState.WAITING},
    Fact.DIALING: {CallState.RINGING: CallState.DIALING},  # the callback that was offered
    Fact.RINGING: {
        CallState.DIALING: CallState.RINGING,
        CallState.RINGING: CallState.RINGING,
        CallState.EARLY: CallState.EARLY,
    },
    Fact.EARLY: {
        CallState.DIALING: CallState.EARLY,
        CallState.RINGING: CallState.EARLY,
        CallState.EARLY: CallState.EARLY,
    },
    Fact.ANSWERED: {
        CallState.DIALING: CallState.ACTIVE,
        CallState.RINGING: CallState.ACTIVE,
        CallState.EARLY: CallState.ACTIVE,
    },
    Fact.HELD: {CallState.ACTIVE: CallState.ACTIVE},
    Fact.RESUMED: {CallState.ACTIVE: CallState.ACTIVE},
    Fact.REMOTE_HELD: {CallState.ACTIVE: CallState.ACTIVE},
    Fact.REMOTE_RESUMED: {CallState.ACTIVE: CallState.ACTIVE},
    Fact.TRANSFERRED: {CallState.ACTIVE: CallState.ACTIVE},
    Fact.IDENTITY: {s: s for s in CallState if s is not CallState.ENDED},
    Fact.RECORDING: {CallState.ACTIVE: CallState.ACTIVE, CallState.ENDED: CallState.ENDED},
    Fact.ENDED: {s: CallState.ENDED for s in CallState if s is not CallState.ENDED},
}


def begin(fact: CallFact) -> Call:
    """Return the new call of an INCOMING or DIALING fact.

    Raises:
        IllegalFact: any other fact cannot begin a call.
    """
    if fact.fact not in _BIRTH:
        raise IllegalFact(f"{fact.fact} for unknown call {fact.key}")
    direction, state = _BIRTH[fact.fact]
    return Call(
        key=fact.key,
        direction=direction,
        state=state,
        started_us=fact.at_us,
        number=fact.number,
        name=fact.name,
        called=fact.called,
        queue=fact.queue,
        waited_s=fact.waited_s,
        last_seq=fact.seq,
    )


def _given(call: Call) -> Call:
    """Return a call that waits again: nobody has answered it, and it is called back no more."""
    return replace(
        call,
        answered_us=None,
        held=False,
        muted=False,
        conference=False,
        callback=False,
        calling_back=False,
    )


def apply(call: Call | None, fact: CallFact) -> Call:
    """Return the call after the fact. A fact heard before changes nothing.

    Raises:
        IllegalFact: the fact is not allowed in the call's state.
    """
    if call is None:
        return begin(fact)
    if fact.seq <= call.last_seq:
        return call
    after = _TRANSITIONS.get(fact.fact, {}).get(call.state)
    if after is None:
        raise IllegalFact(f"{fact.fact} in state {call.state.value} of call {call.key}")
    changed = replace(call, state=after, last_seq=fact.seq)
    match fact.fact:
        case Fact.ANSWERED:
            return replace(changed, answered_us=fact.at_us)
        case Fact.OFFERED:
            return replace(changed, leg=fact.leg, waited_s=fact.waited_s)
        case Fact.MOVED:
            moved = replace(changed, queue=fact.queue)
            return moved if call.state is CallState.WAITING else _given(moved)
        case Fact.PRIORITY:
            return replace(changed, priority=fact.priority, priority_why=fact.reason)
        case Fact.CALLBACK:
            return replace(changed, callback=True)
        case Fact.MESSAGE:
            return replace(changed, message_path=fact.path)
        case Fact.DIALING:
            return replace(changed, calling_back=True)
        case Fact.HELD | Fact.RESUMED:
            return replace(changed, held=fact.fact is Fact.HELD)
        case Fact.REMOTE_HELD | Fact.REMOTE_RESUMED:
            return replace(changed, remote_held=fact.fact is Fact.REMOTE_HELD)
        case Fact.IDENTITY:
            return replace(changed, number=fact.number or call.number, name=fact.name)
        case Fact.TRANSFERRED:
            return replace(changed, transferred_to=fact.number)
        case Fact.RECORDING:
            return replace(
                changed, recording=fact.recording, recording_path=fact.path or call.recording_path
            )
        case Fact.ENDED:
            return replace(
                changed,
                ended_us=fact.at_us,
                end=fact.end,
                by_agent=fact.by_agent,
                sip_status=fact.sip_status,
                place=fact.place,
                held=False,
                conference=False,
            )
    return changed
