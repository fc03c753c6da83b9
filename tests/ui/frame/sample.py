"""Snapshots to paint: one call in each state, and a stranger who means harm."""

from __future__ import annotations

from msgspec.structs import replace

from desk_app.agent import Agent, AgentState, WrapUp
from desk_app.crm.records import Caller, CallerKind, Customer, EntryKind, TimelineEntry
from desk_app.state import Case, DeskState, EngineState
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import Direction, End, Registration, RegistrationState
from tests.ui.conftest import NOW_US

S = 1_000_000
DAY = 86_400 * S

RINGING = Call(
    "k1",
    Direction.IN,
    CallState.RINGING,
    NOW_US - 6 * S,
    number="+982149258000",
    name="L. F.",
    queue="Support",
    waited_s=130,
)
TALKING = replace(RINGING, state=CallState.ACTIVE, answered_us=NOW_US - 192 * S)
HELD = replace(TALKING, key="k2", number="09120001142", name="Behrang Mostowfi", held=True)
SECOND_RING = replace(RINGING, key="k3", number="02155000421", name="Ramin Sohrabi")
ENDED = replace(TALKING, state=CallState.ENDED, ended_us=NOW_US - 22 * S, end=End.ANSWERED)
HOSTILE = replace(
    RINGING,
    name="<b>bold</b>\u202e" + "A" * 4096 + "\n\x00",
    number="<img src=x>" * 400,
    queue="<h1>" * 400,
)

CALLER = Caller(
    CallerKind.ONE,
    "+982149258000",
    "+982149258000",
    "L. F.",
    customer=Customer(1, "Laleh Farahmand", "Khorshidak Toys"),
    timeline=(
        TimelineEntry(3, EntryKind.CALL, NOW_US - 60 * S, outcome="abandoned"),
        TimelineEntry(2, EntryKind.EMAIL, NOW_US - 120 * S),
        TimelineEntry(1, EntryKind.CALL, NOW_US - DAY, outcome="answered"),
    ),
)

READY = DeskState(
    agent=Agent(since_us=NOW_US - 761 * S),
    engine=EngineState.UP,
    registration=Registration(state=RegistrationState.REGISTERED, account="214@pbx.example"),
)


def ringing(*calls: Call) -> DeskState:
    """Return the desk with these calls ringing."""
    agent = Agent(AgentState.RINGING, since_us=NOW_US - 6 * S)
    cases = tuple(Case(call, CALLER if call is RINGING else None) for call in calls or (RINGING,))
    return replace(READY, agent=agent, cases=cases, current=cases[0].call.key)


def talking(*calls: Call, **fields: object) -> DeskState:
    """Return the desk with these calls in hand, the first in the panes."""
    agent = Agent(AgentState.TALKING, since_us=NOW_US - 192 * S)
    cases = tuple(Case(call, CALLER if call.key == "k1" else None) for call in calls or (TALKING,))
    state = replace(READY, agent=agent, cases=cases, current=cases[0].call.key)
    return replace(state, **fields)


def wrapping_up(after: str | None = None) -> DeskState:
    """Return the desk 22 s into a wrap-up of 60."""
    wrap_up = WrapUp("k1", NOW_US - 22 * S, 60)
    agent = Agent(AgentState.WRAP_UP, since_us=NOW_US - 22 * S, wrap_up=wrap_up, after=after)
    return replace(READY, agent=agent, cases=(Case(ENDED, CALLER),), current="k1")
