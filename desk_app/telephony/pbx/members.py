"""The agents of the PBX: where they are logged in, what their phones do, what is in hand.

Asterisk says it for each queue apart; here it is one agent with one state.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import replace

from desk_app.telephony.pbx.texts import plain, whole
from desk_app.telephony.pbx.wire import Message
from desk_app.telephony.team.board import AgentNow, AgentStatus
from desk_app.telephony.team.events import AgentGone, AgentIs, AnyFloorEvent
from desk_app.telephony.team.orders import NOT_RESPONDING, WRAP_UP

_BY_ITSELF = "Auto-Pause"  # app_queue's reason, and nobody else's

# AST_DEVICE_… as queue members report them
_IN_USE = frozenset({2, 3, 7, 8})  # in use, busy, ringing in use, on hold
_RINGING = 6
_UNREACHABLE = frozenset({4, 5})  # invalid, unavailable


@dataclass
class _Member:
    name: str
    device: int = 0
    pauses: dict[str, str | None] = field(default_factory=dict)  # by queue; None: not paused
    offers: dict[str, str] = field(default_factory=dict)  # queue, by call
    talk: tuple[str, str] | None = None  # queue, call


class Members:
    """Folds what the PBX says of its members; tells of an agent only what has changed."""

    def __init__(self) -> None:
        self._members: dict[str, _Member] = {}
        self._shown: dict[str, AgentNow] = {}

    def seed(self, agents: tuple[AgentNow, ...]) -> None:
        """Take over what was last shown, so that a state keeps its beginning."""
        self._shown = {agent.id: agent for agent in agents}

    def name(self, agent: str) -> str:
        """Return an agent's name; the id of one who is not logged in."""
        member = self._members.get(agent)
        return member.name if member else agent

    def named(self, name: str) -> str:
        """Return the agent with a name; the name itself where nobody has it."""
        found = (agent for agent, member in self._members.items() if member.name == name)
        return next(found, name)

    def pause_of(self, agent: str) -> str | None:
        """Return why an agent is paused everywhere, None for one who is not."""
        member = self._members.get(agent)
        reasons = list(member.pauses.values()) if member else [None]
        return next((r for r in reasons if r), "") if None not in reasons else None

    def of_channel(self, channel: str) -> str:
        """Return the agent whose phone a channel ("PJSIP/101-0000002a") belongs to, or ""."""
        agent = channel.rpartition("-")[0]
        return agent if agent in self._members else ""

    def put(self, message: Message) -> str:
        """Take a member's state in a queue from an event or a snapshot; return its id."""
        agent = plain(message.get("Interface") or message.get("Location", ""))
        name = plain(message.get("MemberName") or message.get("Name", "")) or agent
        member = self._members.setdefault(agent, _Member(name))
        member.name = name
        member.device = whole(message.get("Status", ""))
        paused = message.get("Paused") == "1"
        reason = plain(message.get("PausedReason", ""))
        reason = NOT_RESPONDING if reason == _BY_ITSELF else reason
        member.pauses[plain(message.get("Queue", ""))] = reason if paused else None
        return agent

    def take_out(self, message: Message) -> str:
        """Log a member out of a queue; return its id."""
        agent = plain(message.get("Interface", ""))
        member = self._members.get(agent)
        if member:
            member.pauses.pop(plain(message.get("Queue", "")), None)
            if not member.pauses:
                del self._members[agent]
        return agent

    def replace_all(self, messages: list[Message]) -> None:
        """Forget all memberships, and take these."""
        self._members = {}
        for message in messages:
            self.put(message)

    def offer(self, agent: str, queue: str, call: str) -> None:
        """The agent's phone rings for a call."""
        if member := self._members.get(agent):
            member.offers[call] = queue

    def no_offer(self, agent: str, call: str) -> None:
        """The agent's phone rings for that call no longer."""
        if member := self._members.get(agent):
            member.offers.pop(call, None)

    def talk(self, agent: str, queue: str, call: str) -> None:
        """The agent talks with a caller."""
        if member := self._members.get(agent):
            member.offers.pop(call, None)
            member.talk = queue, call

    def done(self, agent: str, call: str) -> None:
        """The agent talks with that caller no longer."""
        member = self._members.get(agent)
        if member and member.talk and member.talk[1] == call:
            member.talk = None

    def empty_hands(self) -> None:
        """Let go of all calls."""
        for member in self._members.values():
            member.offers.clear()
            member.talk = None

    def news(self, agent: str, at_us: int) -> list[AnyFloorEvent]:
        """Return what has changed for an agent since it was last told."""
        member, shown = self._members.get(agent), self._shown.get(agent)
        if member is None:
            if shown is None:
                return []
            del self._shown[agent]
            return [AgentGone(at_us, agent)]
        now = self._now(agent, member, shown, at_us)
        if now == shown:
            return []
        self._shown[agent] = now
        return [AgentIs(at_us, now)]

    def all(self, at_us: int) -> tuple[AgentNow, ...]:
        """Return every agent; they are told hereby."""
        self._shown = {
            agent: self._now(agent, member, self._shown.get(agent), at_us)
            for agent, member in self._members.items()
        }
        return tuple(self._shown.values())

    def _now(self, agent: str, member: _Member, shown: AgentNow | None, at_us: int) -> AgentNow:
        status, reason = _status(member)
        call, queue = "", ""
        if member.talk:
            queue, call = member.talk
        elif member.offers:
            call, queue = next(iter(member.offers.items()))
        queues = tuple(sorted(member.pauses))
        now = AgentNow(agent, member.name, status, at_us, reason, queues, queue, call)
        same = shown and (shown.status, shown.reason, shown.call) == (status, reason, call)
        return replace(now, since_us=shown.since_us) if shown and same else now


def _status(member: _Member) -> tuple[AgentStatus, str]:
    if member.talk:
        return AgentStatus.TALKING, ""
    if member.offers:
        return AgentStatus.RINGING, ""
    if member.device in _IN_USE:
        return AgentStatus.BUSY, ""
    if member.device == _RINGING:
        return AgentStatus.RINGING, ""
    if member.device in _UNREACHABLE:
        return AgentStatus.UNREACHABLE, ""
    reasons = list(member.pauses.values())
    if all(reason is not None for reason in reasons):
        reason = next((r for r in reasons if r), "")
        return (AgentStatus.WRAP_UP, "") if reason == WRAP_UP else (AgentStatus.PAUSED, reason)
    return AgentStatus.READY, ""
