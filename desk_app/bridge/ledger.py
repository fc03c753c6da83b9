"""What the call log is told of a floor's event: here alone both vocabularies meet. Pure."""

from __future__ import annotations

from typing import Any

from desk_app.crm.call_event import LINKED_ALIAS, Authority, CallEvent, EventKind
from desk_app.crm.records import OutcomeOfCall, OutcomeOfLeg
from desk_app.telephony.pbx.following import PBX_NAME
from desk_app.telephony.team import events as told
from desk_app.telephony.team.events import AnyFloorEvent, LeftHow, NotTakenWhy

_LEG = {
    NotTakenWhy.RANG_OUT: OutcomeOfLeg.RANG_OUT,
    NotTakenWhy.REJECTED: OutcomeOfLeg.REJECTED,
    NotTakenWhy.ELSEWHERE: OutcomeOfLeg.ELSEWHERE,
    NotTakenWhy.CALLER_GONE: OutcomeOfLeg.CALLER_HUNG_UP,
    NotTakenWhy.FAILED: OutcomeOfLeg.FAILED,
}

_CALL = {
    LeftHow.TAKEN: OutcomeOfCall.ANSWERED,
    LeftHow.ABANDONED: OutcomeOfCall.ABANDONED,
    LeftHow.OVERFLOWED: OutcomeOfCall.OVERFLOWED,
    LeftHow.MOVED: OutcomeOfCall.OPEN,
    LeftHow.UNKNOWN: OutcomeOfCall.OPEN,  # then the phones' own words count
}

Leg = told.Offered | told.NotTaken | told.Answered | told.Completed


def aliases(*calls: str) -> tuple[str, ...]:
    """Return all names of calls: the floor's, and the one desks know from the INVITE."""
    names = [name for call in calls for name in (LINKED_ALIAS + call.removeprefix(PBX_NAME), call)]
    return tuple(sorted(set(names)))


def call_event(event: AnyFloorEvent, source: str, seq: int) -> CallEvent | None:
    """Return the call log's event, None for one that says nothing about a call."""
    said = _said(event)
    if said is None:
        return None
    return CallEvent(
        source=source, seq=seq, at_us=event.at_us, authority=Authority.PBX, direction="in", **said
    )


def _said(event: AnyFloorEvent) -> dict[str, Any] | None:
    match event:
        case told.Joined():
            return {
                "kind": EventKind.MOVE if event.moved else EventKind.ENTER,
                "aliases": aliases(event.caller.key),
                "queue": event.queue,
                "number": event.caller.number,
                "name": event.caller.name,
                "waited_s": max(0, event.at_us - event.caller.entered_us) / 1_000_000,
                "expected_us": event.caller.expected_us,
            }
        case told.Offered():
            return _of_leg(event, EventKind.RING)
        case told.Answered():
            return _of_leg(event, EventKind.ANSWER)
        case told.NotTaken():
            return _of_leg(event, EventKind.END) | {"leg_outcome": _LEG[event.why]}
        case told.Completed():
            if not event.leg:  # begun before this bridge, over before it looked
                return None
            return _of_leg(event, EventKind.END) | {"leg_outcome": OutcomeOfLeg.ANSWERED}
        case told.Transferred():
            names = aliases(event.call)
            return {"kind": EventKind.TRANSFER, "aliases": names, "number": event.to}
        case told.SameCall():
            return {
                "kind": EventKind.IDENTITY,
                "aliases": aliases(event.call, event.other),
                "number": event.number,
                "name": event.name,
            }
        case told.Ended():
            return {
                "kind": EventKind.END,
                "aliases": aliases(event.call),
                "outcome": _CALL[event.how],
                "place": event.place,
                "waiting": event.waiting,
            }
        case told.Rated():
            names = aliases(event.call)
            return {"kind": EventKind.RATED, "aliases": names, "rating": event.rating}
    return None


def _of_leg(event: Leg, kind: EventKind) -> dict[str, Any]:
    """Return what an event says of an agent's phone; its channel's name is the leg's."""
    leg = event.leg or f"{event.call}/{event.agent}"
    return {
        "kind": kind,
        "aliases": aliases(event.call),
        "leg": PBX_NAME + leg.replace(".", "-"),  # a point parts a call's key and an offer's
        "agent": event.agent_name,
    }
