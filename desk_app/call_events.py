"""What the crm is told of an engine's fact: the one place where both vocabularies meet. Pure."""

from __future__ import annotations

from desk_app.crm.call_event import offer_key
from desk_app.crm.call_log import CallEvent, EventKind
from desk_app.crm.records import LeftWhy, OutcomeOfCall, OutcomeOfLeg
from desk_app.telephony.messages import CallFact, End, Fact, LetGo

_KINDS = {
    Fact.INCOMING: EventKind.RING,
    Fact.QUEUED: EventKind.ENTER,
    Fact.OFFERED: EventKind.RING,
    Fact.NOT_TAKEN: EventKind.END,  # of that offer's leg
    Fact.MOVED: EventKind.MOVE,
    Fact.PRIORITY: EventKind.PROGRESS,  # the record is none the wiser
    Fact.CALLBACK: EventKind.CALLBACK,
    Fact.MESSAGE: EventKind.PROGRESS,  # the END has the file, if there is one
    Fact.DIALING: EventKind.DIAL,
    Fact.RINGING: EventKind.PROGRESS,
    Fact.EARLY: EventKind.PROGRESS,
    Fact.ANSWERED: EventKind.ANSWER,
    Fact.HELD: EventKind.HOLD,
    Fact.RESUMED: EventKind.RESUME,
    Fact.REMOTE_HELD: EventKind.HOLD,
    Fact.REMOTE_RESUMED: EventKind.RESUME,
    Fact.IDENTITY: EventKind.IDENTITY,
    Fact.TRANSFERRED: EventKind.TRANSFER,
    Fact.RECORDING: EventKind.RECORDING,
    Fact.ENDED: EventKind.END,
}

_COMES_IN = frozenset({Fact.QUEUED, Fact.MOVED})

_LEG = {
    End.ANSWERED: OutcomeOfLeg.ANSWERED,
    End.ABANDONED: OutcomeOfLeg.CALLER_HUNG_UP,
    End.ELSEWHERE: OutcomeOfLeg.ELSEWHERE,
    End.RANG_OUT: OutcomeOfLeg.RANG_OUT,
    End.REJECTED: OutcomeOfLeg.REJECTED,
    End.BUSY: OutcomeOfLeg.REJECTED,
    End.FAILED: OutcomeOfLeg.FAILED,
    End.LOST: OutcomeOfLeg.FAILED,
    End.OVERFLOWED: OutcomeOfLeg.CALLER_HUNG_UP,
}

_CALL = {
    End.ANSWERED: OutcomeOfCall.ANSWERED,
    End.ABANDONED: OutcomeOfCall.ABANDONED,
    End.ELSEWHERE: OutcomeOfCall.OPEN,  # the phone that answered knows how it went on
    End.RANG_OUT: OutcomeOfCall.TIMED_OUT,
    End.REJECTED: OutcomeOfCall.REJECTED,
    End.BUSY: OutcomeOfCall.BUSY,
    End.FAILED: OutcomeOfCall.FAILED,
    End.LOST: OutcomeOfCall.LOST,
    End.OVERFLOWED: OutcomeOfCall.OVERFLOWED,
}

_WHY = {why.value: LeftWhy(why.value) for why in LetGo}


def event_of(fact: CallFact, agent: str) -> CallEvent:
    """Return the crm's event of an engine's fact, told by `agent`'s desk."""
    over = fact.fact is Fact.ENDED
    aliases = [f"desk:{fact.key}"]
    if fact.linked_id:
        aliases.append(f"linkedid:{fact.linked_id}")
    return CallEvent(
        source=fact.journal,
        seq=fact.seq,
        aliases=tuple(aliases),
        kind=_KINDS[fact.fact],
        at_us=fact.at_us,
        leg=_leg_key(fact),
        agent=agent,
        direction=fact.direction.value,
        number=fact.number,
        name=fact.name,
        queue=fact.queue,
        waited_s=0.0 if fact.leg else fact.waited_s,  # of ours we have seen the entry
        leg_outcome=_LEG[fact.end] if fact.end else OutcomeOfLeg.OPEN,
        outcome=_CALL[fact.end] if fact.end and over else OutcomeOfCall.OPEN,
        recording=fact.path,
        place=fact.place,
        waiting=fact.waiting,
        left_why=_WHY.get(fact.reason) if fact.end is End.OVERFLOWED else None,
        expected_us=_expected_us(fact) if fact.fact in _COMES_IN else None,
    )


def _expected_us(fact: CallFact) -> int:
    """Return when the answer is expected, 0 where that could not be said."""
    return 0 if fact.expected_s is None else fact.at_us + round(fact.expected_s * 1e6)


def _leg_key(fact: CallFact) -> str:
    """Return the offer a fact belongs to; the end is that of the whole waiting."""
    if fact.leg and fact.fact is not Fact.ENDED:
        return offer_key(fact.key, fact.leg)
    return fact.key
