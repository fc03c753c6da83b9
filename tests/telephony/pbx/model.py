"""A PBX small enough to be right: what it does, it tells as Asterisk does, or shows as a snapshot.

Hypothesis drives it by numbers: each step does one thing that is possible at the moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from desk_app.telephony.pbx.wire import Message

T = TypeVar("T")

QUEUES = ("sales", "support")
AGENTS = ("PJSIP/1", "PJSIP/2", "PJSIP/3")
START_US = 1_795_305_600_000_000 + 7_200_000_000
MIDNIGHT_US = 1_795_305_600_000_000
_NOT_IN_USE, _IN_USE, _RINGING = "1", "2", "6"


@dataclass
class Caller:
    """A caller's channel."""

    uniqueid: str
    queue: str = ""  # "": in none
    entered_us: int = 0
    ringing: list[str] = field(default_factory=list)
    agent: str = ""

    @property
    def channel(self) -> str:
        """Its channel's name."""
        return f"PJSIP/trunk-{self.uniqueid}"

    def leg(self, agent: str) -> str:
        """Return the Uniqueid of an agent's channel."""
        return f"{self.uniqueid}:{agent}"


class Pbx:
    """The model. `heard` is what it has told so far, with the instants."""

    def __init__(self) -> None:
        self.now_us = START_US
        self.callers: list[Caller] = []
        self.members: dict[tuple[str, str], str | None] = {}  # (queue, agent) -> pause's reason
        self.heard: list[tuple[Message, int]] = []
        self._count = 0

    # --- one step -------------------------------------------------------------------------

    def step(self, choice: int, which: int) -> None:
        """Do one of the things that are possible now."""
        self.now_us += 700_000 + which * 1000
        acts: list[Callable[[int], None]] = [self._join, self._log_in]
        if self.members:
            acts += [self._log_out, self._pause]
        if self._waiting():
            acts += [self._abandon, self._overflow, self._ring, self._ring, self._move]
        if any(caller.ringing for caller in self.callers):
            acts += [self._not_answered, self._answer, self._answer]
        if any(caller.agent for caller in self.callers):
            acts += [self._complete, self._give_on]
        if any(not caller.queue for caller in self.callers):
            acts.append(self._hang_up)
        acts[choice % len(acts)](which)

    def _waiting(self, queue: str = "") -> list[Caller]:
        return [c for c in self.callers if c.queue and not c.agent and queue in ("", c.queue)]

    def _tell(self, event: str, caller: Caller | None = None, **fields: str) -> None:
        message = {"Event": event}
        if caller:
            message |= {"Channel": caller.channel, "Uniqueid": caller.uniqueid}
            message |= {"Linkedid": caller.uniqueid, "Queue": caller.queue}
            message |= {"CallerIDNum": f"0912{caller.uniqueid}", "CallerIDName": "<unknown>"}
        self.heard.append((message | fields, self.now_us))

    def _tell_leg(self, event: str, caller: Caller, agent: str, **fields: str) -> None:
        dest = {"DestUniqueid": caller.leg(agent), "DestChannel": f"{agent}-1"}
        self._tell(
            event, caller, Interface=agent, MemberName=f"Agent {agent[-1]}", **dest, **fields
        )

    # --- callers --------------------------------------------------------------------------

    def _enter(self, caller: Caller, queue: str) -> None:
        caller.queue = queue
        position = len(self._waiting(queue))
        self._tell("QueueCallerJoin", caller, Position=str(position), Count=str(position))

    def _join(self, which: int) -> None:
        self._count += 1
        caller = Caller(str(self._count), entered_us=self.now_us)
        self.callers.append(caller)
        self._enter(caller, QUEUES[which % 2])

    def _leave(self, caller: Caller) -> None:
        position = self._waiting(caller.queue).index(caller) + 1
        self._tell("QueueCallerLeave", caller, Position=str(position))
        caller.queue = ""

    def _stop_ringing(self, caller: Caller, event: bool) -> None:
        for agent in caller.ringing:
            if event:
                self._tell_leg("AgentRingNoAnswer", caller, agent, RingTime="9")
            self._device(agent, _NOT_IN_USE)
        caller.ringing = []

    def _abandon(self, which: int) -> None:
        caller = self._pick(self._waiting(), which)
        position = self._waiting(caller.queue).index(caller) + 1
        self._tell("QueueCallerAbandon", caller, Position=str(position))
        self._stop_ringing(caller, event=False)
        self._leave(caller)
        self._gone(caller)

    def _overflow(self, which: int) -> None:
        caller = self._pick(self._waiting(), which)
        self._stop_ringing(caller, event=True)
        self._leave(caller)

    def _move(self, which: int) -> None:
        caller = self._pick(self._waiting(), which)
        other = QUEUES[1 - QUEUES.index(caller.queue)]
        self._stop_ringing(caller, event=True)
        self._leave(caller)
        self.callers.remove(caller)
        self.callers.append(caller)
        self._enter(caller, other)

    def _gone(self, caller: Caller) -> None:
        self._tell("Hangup", caller, Cause="16")
        self.callers.remove(caller)

    def _hang_up(self, which: int) -> None:
        self._gone(self._pick([c for c in self.callers if not c.queue], which))

    # --- offers and talks -----------------------------------------------------------------

    def _ring(self, which: int) -> None:
        """Ring everybody who is free, or one of them."""
        caller = self._pick(self._waiting(), which)
        busy = {agent for c in self.callers for agent in (*c.ringing, c.agent)}
        free = sorted(
            agent
            for (queue, agent), paused in self.members.items()
            if queue == caller.queue and paused is None and agent not in busy
        )
        for agent in free if which % 3 else free[:1]:
            caller.ringing.append(agent)
            self._tell_leg("AgentCalled", caller, agent)
            self._device(agent, _RINGING)

    def _ringing(self, which: int) -> tuple[Caller, str]:
        caller = self._pick([c for c in self.callers if c.ringing], which)
        return caller, caller.ringing[which % len(caller.ringing)]

    def _not_answered(self, which: int) -> None:
        caller, agent = self._ringing(which)
        caller.ringing.remove(agent)
        if cause := (0, 17, 20)[which % 3]:
            self._tell("HangupRequest", Uniqueid=caller.leg(agent), Cause=str(cause))
        self._tell_leg("AgentRingNoAnswer", caller, agent, RingTime="9")
        self._device(agent, _NOT_IN_USE)

    def _answer(self, which: int) -> None:
        caller, agent = self._ringing(which)
        queue, others = caller.queue, [a for a in caller.ringing if a != agent]
        self._leave(caller)
        caller.queue, caller.agent, caller.ringing = queue, agent, []
        self._tell_leg("AgentConnect", caller, agent, HoldTime="3")
        self._device(agent, _IN_USE)
        for other in others:
            self._device(other, _NOT_IN_USE)

    def _talking(self, which: int) -> Caller:
        return self._pick([c for c in self.callers if c.agent], which)

    def _over(self, caller: Caller, reason: str) -> None:
        agent = caller.agent
        self._tell_leg("AgentComplete", caller, agent, Reason=reason, TalkTime="5")
        caller.agent = caller.queue = ""
        self._device(agent, _NOT_IN_USE)

    def _complete(self, which: int) -> None:
        caller = self._talking(which)
        self._over(caller, ("agent", "caller")[which % 2])
        self._gone(caller)

    def _give_on(self, which: int) -> None:
        """Transfer the caller into a queue, or elsewhere."""
        caller = self._talking(which)
        self._tell("BlindTransfer", TransfereeUniqueid=caller.uniqueid, Extension="77")
        self._over(caller, "transfer")
        if which % 2:
            self.callers.remove(caller)
            self.callers.append(caller)
            self._enter(caller, QUEUES[which % 3 % 2])

    # --- members --------------------------------------------------------------------------

    def _device(self, agent: str, device: str) -> None:
        for queue, known in list(self.members):
            if known == agent:
                self._tell_member("QueueMemberStatus", queue, agent, device)

    def _tell_member(self, event: str, queue: str, agent: str, device: str = "") -> None:
        self._tell(event, None, **self._member(queue, agent, device))

    def _member(self, queue: str, agent: str, device: str = "") -> Message:
        reason = self.members.get((queue, agent))
        return {
            "Queue": queue,
            "Interface": agent,
            "MemberName": f"Agent {agent[-1]}",
            "Status": device or self._device_of(agent),
            "Paused": "0" if reason is None else "1",
            "PausedReason": reason or "",
        }

    def _device_of(self, agent: str) -> str:
        if any(caller.agent == agent for caller in self.callers):
            return _IN_USE
        rings = any(agent in caller.ringing for caller in self.callers)
        return _RINGING if rings else _NOT_IN_USE

    def _log_in(self, which: int) -> None:
        key = QUEUES[which % 2], AGENTS[which % 3]
        if key not in self.members:
            self.members[key] = None
            self._tell_member("QueueMemberAdded", *key)

    def _log_out(self, which: int) -> None:
        queue, agent = self._pick(sorted(self.members), which)
        if self._device_of(agent) == _NOT_IN_USE:
            self._tell_member("QueueMemberRemoved", queue, agent)
            del self.members[queue, agent]

    def _pause(self, which: int) -> None:
        agent = self._pick(sorted(self.members), which)[1]
        for queue, known in list(self.members):
            if known == agent:
                old = self.members[queue, agent]
                self.members[queue, agent] = "lunch" if old is None else None
                self._tell_member("QueueMemberPause", queue, agent)

    # --- as a snapshot ----------------------------------------------------------------------

    def queue_status(self) -> list[Message]:
        """Return the answer to QueueStatus."""
        found = [{"Event": "QueueParams", "Queue": queue} for queue in QUEUES]
        for queue, agent in self.members:
            member = self._member(queue, agent)
            names = {"Name": member.pop("MemberName"), "Location": member.pop("Interface")}
            found.append({"Event": "QueueMember"} | member | names)
        for queue in QUEUES:
            for position, caller in enumerate(self._waiting(queue), 1):
                found.append(
                    {
                        "Event": "QueueEntry",
                        "Queue": queue,
                        "Position": str(position),
                        "Channel": caller.channel,
                        "Uniqueid": caller.uniqueid,
                        "CallerIDNum": f"0912{caller.uniqueid}",
                        "CallerIDName": "unknown",
                        "Wait": str((self.now_us - caller.entered_us) // 1_000_000),
                    }
                )
        return found

    def queue_summary(self) -> list[Message]:
        """Return the answer to QueueSummary."""
        logged_in = Counter(queue for queue, _ in self.members)
        return [
            {
                "Event": "QueueSummary",
                "Queue": queue,
                "LoggedIn": str(logged_in[queue]),
                "Callers": str(len(self._waiting(queue))),
            }
            for queue in QUEUES
        ]

    def status(self) -> list[Message]:
        """Return the answer to Status."""
        found = []
        for caller in self.callers:
            where = {"Application": "Playback", "Data": "im-sorry"}
            if caller.queue:
                where = {"Application": "Queue", "Data": f'"{caller.queue}",cb(offer^s^1),,,3600'}
            bridge = f"bridge-{caller.uniqueid}" if caller.agent else ""
            seconds = str((self.now_us - caller.entered_us) // 1_000_000)
            ids = {"Uniqueid": caller.uniqueid, "Linkedid": caller.uniqueid}
            ids |= {"CallerIDNum": f"0912{caller.uniqueid}", "Seconds": seconds}
            common = {"Event": "Status", "BridgeID": bridge}
            found.append(common | ids | where | {"Channel": caller.channel})
            for agent in filter(None, (caller.agent, *caller.ringing)):
                leg = {"Uniqueid": caller.leg(agent), "Linkedid": caller.uniqueid}
                found.append(common | leg | {"Channel": f"{agent}-1", "Application": "AppQueue"})
        return found

    @staticmethod
    def _pick(things: list[T], which: int) -> T:
        return things[which % len(things)]
