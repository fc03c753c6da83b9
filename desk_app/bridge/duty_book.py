"""Who of a floor is on duty, written as it changes."""

from __future__ import annotations

from collections import deque

from desk_app.bridge.store import LedgerWriter
from desk_app.crm.duty import LENGTHEN_S, Told
from desk_app.crm.records import DutyChange
from desk_app.crm.trouble import DatabaseTrouble
from desk_app.telephony.team.board import AgentNow, AgentStatus
from desk_app.telephony.team.events import (
    AgentGone,
    AgentIs,
    AnyFloorEvent,
    LinkLost,
    Snapshot,
)

_MOST_KEPT = 100_000
_LENGTHEN_US = LENGTHEN_S * 1_000_000
_PAUSED = "paused"  # without a reason


class DutyBook:
    """Folds duty from a floor's events and keeps what the database does not take yet.

    Whose phone is not registered is logged out for this: no call reaches them. With the
    link lost nobody is known to be on duty.
    """

    def __init__(self, ledger: LedgerWriter, source: str) -> None:
        self._ledger, self._source = ledger, source
        self._names: dict[str, str] = {}  # of agents by id
        self._now: dict[str, str] = {}  # reason by name
        self._changes: deque[DutyChange] = deque(maxlen=_MOST_KEPT)
        self._told: dict[str, Told] = {}
        self._heard_us = self._written_us = self._changed_us = 0

    def put(self, event: AnyFloorEvent) -> bool:
        """Take an event; return whether there is something to write."""
        match event:
            case AgentIs():
                self._is(event.agent, event.at_us)
            case AgentGone():
                self._put(event.at_us, self._names.pop(event.agent, ""), None)
            case Snapshot():
                self._seen(event.agents, event.at_us)
            case LinkLost():
                self._seen((), event.heard_us or event.at_us)
        self._heard_us = max(self._heard_us, event.at_us)
        return bool(self._changes) or self._due

    @property
    def _due(self) -> bool:
        return bool(self._told) and self._heard_us >= self._written_us + _LENGTHEN_US

    def _seen(self, agents: tuple[AgentNow, ...], at_us: int) -> None:
        """Take everybody who is there; nobody else is."""
        for agent in agents:
            self._is(agent, at_us)
        there = {agent.id for agent in agents}
        for gone in [known for known in self._names if known not in there]:
            self._put(at_us, self._names.pop(gone), None)

    def _is(self, agent: AgentNow, at_us: int) -> None:
        self._names[agent.id] = agent.name
        self._put(at_us, agent.name, _reason(agent))

    def _put(self, at_us: int, name: str, reason: str | None) -> None:
        if not name or self._now.get(name) == reason:
            return
        if reason is None:
            del self._now[name]
        else:
            self._now[name] = reason
        self._changed_us = max(self._changed_us + 1, at_us)
        self._changes.append(DutyChange(self._changed_us, name, reason))

    async def flush(self) -> None:
        """Write all there is. Raises DatabaseTrouble: it is kept."""
        changes = tuple(self._changes)
        if changes:
            self._changes.clear()
            try:
                self._told = await self._ledger.tell_duty(self._source, self._told, changes)
            except DatabaseTrouble:
                self._changes = deque((*changes, *self._changes), maxlen=_MOST_KEPT)
                raise
        if self._due:
            heard_us = self._heard_us
            await self._ledger.lengthen_duty(self._told, heard_us)
            self._written_us = heard_us

    def leave(self) -> None:
        """Another bridge tells of duty now."""
        self._changes.clear()
        self._told = {}


def _reason(agent: AgentNow) -> str | None:
    """Return why the agent takes no calls, "" for one who does, None for one out of reach."""
    match agent.status:
        case AgentStatus.UNREACHABLE:
            return None
        case AgentStatus.PAUSED:
            return agent.reason or _PAUSED
    return ""
