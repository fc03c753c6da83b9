"""The agents of the PBX: where they are logged in, what their phones do, what is in hand.

Asterisk says it for each queue apart; here it is one agent with one state. The agent's id is
what a person of the team is known by: the interface that queues dial, or the phone that they
watch for it ("state interface"); of somebody unknown it is the phone, if it is one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec.structs import replace

from desk_app.telephony.pbx.interfaces import device, device_of, goes_on, is_phone
from desk_app.telephony.pbx.texts import plain, whole
from desk_app.telephony.pbx.wire import Message
from desk_app.telephony.team.board import AgentNow, AgentStatus
from desk_app.telephony.team.events import AgentGone, AgentIs, AnyFloorEvent
from desk_app.telephony.team.orders import NOT_RESPONDING, WRAP_UP

REMOVED = "QueueMemberRemoved"
TOLD = frozenset({"QueueMemberAdded", "QueueMemberPause", "QueueMemberStatus", REMOVED})
"""Events that say how a member is in a queue."""
_OF_KNOWN = TOLD - {"QueueMemberAdded", REMOVED}
_BY_ITSELF = "Auto-Pause"  # app_queue's reason, and nobody else's

# AST_DEVICE_… as queue members report them
_IN_USE = frozenset({2, 3, 7, 8})  # in use, busy, ringing in use, on hold
_RINGING = 6
_UNREACHABLE = frozenset({4, 5})  # invalid, unavailable


@dataclass(frozen=True)
class Dialled:
    """How queues reach an agent: what they dial, and the phone they watch for it."""

    interface: str
    watched: str


@dataclass
class _Member:
    name: str
    device: int = 0
    # By queue and interface; None: not paused.
    pauses: dict[tuple[str, str], str | None] = field(default_factory=dict)
    offers: dict[str, str] = field(default_factory=dict)  # queue, by call
    talk: tuple[str, str] | None = None  # queue, call


class Members:
    """Folds what the PBX says of its members; tells of an agent only what has changed."""

    def __init__(self) -> None:
        self._members: dict[str, _Member] = {}
        self._shown: dict[str, AgentNow] = {}
        self._people: Mapping[str, str] = {}
        self._ids: dict[str, str] = {}  # by interface
        self._devices: dict[str, str] = {}  # ids by what channels are called after
        self.puzzled = False  # an event was about a member nobody has told of
        self._dialled: dict[str, Dialled] = {}  # by id, also of who is logged out by now

    def know(self, people: Mapping[str, str]) -> bool:
        """Take the team's people: the phone to watch by interface; True when it is news."""
        news = dict(people) != self._people
        self._people = dict(people)
        return news

    def seed(self, agents: tuple[AgentNow, ...]) -> None:
        """Take over what was last shown, so that a state keeps its beginning."""
        self._shown = {agent.id: agent for agent in agents}

    def name(self, agent: str) -> str:
        """Return an agent's name; the id of one who is not logged in."""
        member = self._members.get(agent)
        return member.name if member else agent

    def named(self, name: str) -> str:
        """Return the agent with a name; that of an interface where nobody has it."""
        found = (agent for agent, member in self._members.items() if member.name == name)
        return next(found, self.now(name))

    def now(self, agent: str) -> str:
        """Return the id of an agent who was called by the interface before more was known."""
        return self._ids.get(agent, agent)

    def agent(self, message: Message) -> str:
        """Return the id of the agent whom an event is about."""
        interface = plain(message.get("Interface") or message.get("Location", ""))
        watched = plain(message.get("StateInterface", ""))
        if watched or interface not in self._ids:
            return self._id(interface, watched)
        return self._ids[interface]

    def _id(self, interface: str, watched: str) -> str:
        for known in (interface, watched):
            if known in self._people:
                return known
        return watched if is_phone(watched) else interface

    def pause_of(self, agent: str) -> str | None:
        """Return why an agent is paused everywhere, None for one who is not."""
        member = self._members.get(agent)
        reasons = list(member.pauses.values()) if member else [None]
        return next((r for r in reasons if r), "") if None not in reasons else None

    def interfaces(self, agent: str, queue: str = "") -> tuple[str, ...]:
        """Return what the queues, or one of them, dial for an agent."""
        member = self._members.get(agent)
        pauses = member.pauses if member else ()
        return tuple(sorted({dialled for name, dialled in pauses if queue in ("", name)}))

    def dialled(self, agent: str) -> Dialled | None:
        """Return how an agent is (or was last) reached; None: nobody knows this agent."""
        if agent in self._people and agent not in self._dialled:
            return Dialled(agent, self._people[agent])
        return self._dialled.get(agent)

    def phone(self, agent: str) -> str:
        """Return the agent's phone, "" for one whose phone only the dialplan knows."""
        dialled = self.dialled(agent) or Dialled(agent, "")
        phones = (agent, dialled.interface, dialled.watched)
        return next((phone for phone in phones if is_phone(phone)), "")

    def reachable(self) -> Counter[str]:
        """Return how many members each queue has whose phones are there."""
        there = (one for one in self._members.values() if one.device not in _UNREACHABLE)
        return Counter(queue for one in there for queue, _interface in one.pauses)

    def of_channel(self, channel: str) -> str:
        """Return the agent whose phone a channel ("PJSIP/101-0000002a") belongs to, or ""."""
        agent = self._devices.get(device_of(channel), "")
        return agent if agent in self._members else ""

    def at_the_end(self, channels: Iterable[str]) -> tuple[str, str]:
        """Return who is at the end of channels that go on to each other, and by which of them.

        The last one is the phone's. Of an agent whose phone only the dialplan knows it may be
        any: the half of a `Local` channel that a queue dials tells it.
        """
        *ways, last = channels
        if agent := self.of_channel(last):
            by = (way for way in ways if self.of_channel(way) == agent)
            local = any(goes_on(dialled) for dialled in self.interfaces(agent))
            return agent, next(by, "" if local else last)
        for way in reversed(ways):
            agent = self.of_channel(way)
            if agent and not goes_on(last) and not self.phone(agent):
                return agent, way
        return "", ""

    def put(self, message: Message) -> str:
        """Take a member's state in a queue from an event or a snapshot; return its id."""
        agent = self.agent(message)
        interface = plain(message.get("Interface") or message.get("Location", ""))
        watched = plain(message.get("StateInterface", ""))
        self._ids[interface] = agent
        self._devices |= {device(watched): agent, device(interface): agent}
        self._dialled[agent] = Dialled(interface, watched)
        name = plain(message.get("MemberName") or message.get("Name", "")) or agent
        member = self._members.setdefault(agent, _Member(name))
        member.name = name
        member.device = whole(message.get("Status", ""))
        paused = message.get("Paused") == "1"
        reason = plain(message.get("PausedReason", ""))
        reason = NOT_RESPONDING if reason == _BY_ITSELF else reason
        place = plain(message.get("Queue", "")), interface
        self.puzzled = self.puzzled or (
            message.get("Event") in _OF_KNOWN and place not in member.pauses
        )
        member.pauses[place] = reason if paused else None
        return agent

    def take_out(self, message: Message) -> str:
        """Log a member out of a queue; return its id."""
        agent = self.agent(message)
        interface = plain(message.get("Interface", ""))
        member = self._members.get(agent)
        if member:
            member.pauses.pop((plain(message.get("Queue", "")), interface), None)
            if not member.pauses:
                del self._members[agent]
        return agent

    def replace_all(self, messages: Sequence[Message], since: Sequence[Message] = ()) -> None:
        """Forget all memberships, and take these, with the events since they were asked for."""
        self._members, self._ids, self._devices = {}, {}, {}
        for message in messages:
            self.put(message)
        for message in since:
            (self.take_out if message["Event"] == REMOVED else self.put)(message)

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
        queues = tuple(sorted({name for name, _interface in member.pauses}))
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
