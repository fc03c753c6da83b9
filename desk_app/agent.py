"""The agent's state: a pure fold of what the agent chose and what the phone does."""

from __future__ import annotations

import enum
from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from desk_app.telephony.calls import Call, CallState


class AgentState(enum.Enum):
    """What the agent is doing, as queues and colleagues see it."""

    READY = "ready"
    RINGING = "ringing"
    TALKING = "talking"
    HOLD = "hold"  # every call of the agent is on hold
    CONSULTING = "consulting"  # a colleague is asked while the caller waits
    CONFERENCE = "conference"
    WRAP_UP = "wrap_up"
    NOT_READY = "not_ready"  # see Agent.reason
    OFFLINE = "offline"  # no line: calls do not reach the agent


BUSY = frozenset(
    {
        AgentState.RINGING,
        AgentState.TALKING,
        AgentState.HOLD,
        AgentState.CONSULTING,
        AgentState.CONFERENCE,
        AgentState.WRAP_UP,
    }
)
"""States that a choice waits for: it is taken after them."""

BREAK = "break"
TICKET_WORK = "ticket_work"
TRAINING = "training"
NOT_RESPONDING = "not_responding"  # a call that was offered was left ringing; nobody chooses it
REASONS = (BREAK, TICKET_WORK, TRAINING)
"""Not-ready reasons that the ui translates; other reasons are shown as they are."""


class WrapUp(msgspec.Struct, frozen=True):
    """The time after a call in which its ticket is finished."""

    call_key: str
    started_us: int
    total_s: int

    @property
    def ends_us(self) -> int:
        """When the wrap-up is over (UTC µs)."""
        return self.started_us + self.total_s * 1_000_000


class Agent(msgspec.Struct, frozen=True):
    """A snapshot of the agent. `after` is what was chosen during a call for its end.

    "" stands for ready wherever a reason is meant.
    """

    state: AgentState = AgentState.READY
    since_us: int = 0
    reason: str = ""
    after: str | None = None  # reason to take after this call; None: nothing was chosen
    chosen_reason: str = ""  # "" = the agent wants to be ready
    wrap_up: WrapUp | None = None
    line_up: bool = True

    @property
    def next_reason(self) -> str:
        """What the agent is to be when nothing is in hand any more."""
        return self.chosen_reason if self.after is None else self.after


def _state(
    agent: Agent, calls: Iterable[Call], conference: tuple[str, ...], *, consulting: bool
) -> tuple[AgentState, str]:
    live = [call for call in calls if call.live]
    talking = [call for call in live if not call.ringing_here]
    if talking and len(conference) > 1:
        return AgentState.CONFERENCE, ""
    if len(talking) > 1 and consulting:
        return AgentState.CONSULTING, ""
    if talking:
        held = all(call.state is CallState.ACTIVE and call.held for call in talking)
        return (AgentState.HOLD if held else AgentState.TALKING), ""
    if any(call.ringing_here for call in live):
        return AgentState.RINGING, ""
    if agent.wrap_up is not None:
        return AgentState.WRAP_UP, ""
    if not agent.line_up:
        return AgentState.OFFLINE, ""
    if agent.chosen_reason:
        return AgentState.NOT_READY, agent.chosen_reason
    return AgentState.READY, ""


def settle(
    agent: Agent,
    calls: Iterable[Call],
    now_us: int,
    *,
    conference: tuple[str, ...] = (),
    consulting: bool = False,
) -> Agent:
    """Return the agent in the state that choices and calls imply; `since_us` moves on a change.

    With nothing in hand any more what was chosen for then is taken.
    """
    calls = tuple(calls)
    if agent.wrap_up is None and not any(call.live for call in calls):
        agent = replace(agent, chosen_reason=agent.next_reason, after=None)
    state, reason = _state(agent, calls, conference, consulting=consulting)
    if (state, reason) == (agent.state, agent.reason):
        return agent
    return replace(agent, state=state, reason=reason, since_us=now_us)


def choose(agent: Agent, reason: str) -> Agent:
    """Return the agent who wants `reason` ("" = ready): now, or after the call in hand."""
    if agent.state in BUSY:
        return replace(agent, after=reason)
    return replace(agent, chosen_reason=reason, after=None)


def not_responding(agent: Agent) -> Agent:
    """Return the agent who has left an offered call ringing: not ready until said otherwise."""
    return replace(agent, chosen_reason=NOT_RESPONDING)


def begin_wrap_up(agent: Agent, call: Call, total_s: int) -> Agent:
    """Return the agent wrapping up `call`, which has ended after a talk."""
    wrap_up = WrapUp(call.key, call.ended_us or 0, total_s)
    return replace(agent, wrap_up=wrap_up)


def more_time(agent: Agent, extra_s: int) -> Agent:
    """Return the agent with a longer wrap-up; unchanged when there is none."""
    if agent.wrap_up is None:
        return agent
    return replace(agent, wrap_up=replace(agent.wrap_up, total_s=agent.wrap_up.total_s + extra_s))


def end_wrap_up(agent: Agent) -> Agent:
    """Return the agent after the wrap-up: ready, or in the state chosen during the call."""
    return replace(agent, wrap_up=None, chosen_reason=agent.next_reason, after=None)
