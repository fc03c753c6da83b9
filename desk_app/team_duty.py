"""Whether the agent takes calls, said alike at desk and PBX; and what the PBX refuses."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from desk_app import notices as notes_of
from desk_app.agent import Agent, AgentState
from desk_app.desk import Desk
from desk_app.engine_news import PASSING_NOTICE_MS
from desk_app.state import DeskState, Notice, QueueProblem
from desk_app.team_desk import TeamDesk
from desk_app.telephony.team.board import AgentStatus, Floor
from desk_app.telephony.team.orders import WRAP_UP, AnyOrder, OrderResult, Pause, Unpause

SETTLES_S = 3.0
"""So long after our order the floor may still show what was before it."""

_NOT_DONE = {
    OrderResult.REFUSED: QueueProblem.ORDER_REFUSED,
    OrderResult.GONE: QueueProblem.ORDER_GONE,
    OrderResult.FAILED: QueueProblem.ORDER_FAILED,
    OrderResult.LATE: QueueProblem.ORDER_LATE,
}
_UNKNOWN = "?"


class TeamDuty(QObject):
    """Pauses the agent at the PBX with the desk, and the desk with the PBX. UI thread.

    The desk's word counts when it first sees the PBX's; then whoever speaks last, so that a
    supervisor may pause an agent. A reason is a text, None stands for ready.
    """

    def __init__(self, desk: Desk, team: TeamDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._team = desk, team
        self._wanted: str | None = None
        self._known: str | None = _UNKNOWN  # what the PBX has, or is about to have
        self._asked, self._settles_at = 0, 0.0
        self._passing = QTimer(self, singleShot=True, interval=PASSING_NOTICE_MS)
        self._passing.timeout.connect(lambda: self._say(None))
        desk.changed.connect(self._on_desk)
        team.changed.connect(self._on_floor)
        team.answered.connect(self._on_answered)

    def _on_desk(self, state: DeskState) -> None:
        wanted = _wanted(state.agent, self._wanted)
        if wanted != self._wanted:
            self._wanted = wanted
            self._order()

    def _on_floor(self) -> None:
        found, shown = _shown(self._team.floor, self._team.me)
        if not found:
            self._known = _UNKNOWN  # logged out, or no news
            return
        if shown == _UNKNOWN or self._asked:
            return
        if shown == self._known:
            self._settles_at = 0.0
        elif self._known == _UNKNOWN:
            self._known = shown
            self._order()
        elif time.monotonic() >= self._settles_at:
            self._known = shown
            if shown not in (self._wanted, WRAP_UP):
                self._desk.choose_state(shown or "")

    def _order(self) -> None:
        """Let the PBX have what the desk has, where the agent is logged in."""
        if self._known in (_UNKNOWN, self._wanted):
            return
        self._known = self._wanted
        self._asked += 1
        self._team.pause(self._wanted)

    def _on_answered(self, order: AnyOrder, result: OrderResult) -> None:
        if isinstance(order, Pause | Unpause):
            self._asked -= 1
            self._settles_at = time.monotonic() + SETTLES_S
            if result is OrderResult.LATE:
                self._known = _UNKNOWN  # once more with the next news
        self._say(_NOT_DONE.get(result))

    def _say(self, problem: QueueProblem | None) -> None:
        """Say for a moment why an order was not carried out; None: nothing any more."""
        notices = self._desk.state.notices
        for other in _NOT_DONE.values():
            notices = notes_of.remove(notices, other)
        if problem is not None:
            notices = notes_of.put(notices, Notice(problem))
            self._passing.start()
        self._desk.change(notices=notices)


def _wanted(agent: Agent, before: str | None) -> str | None:
    """Return why the agent wants no calls of the team's; in a call it is as before."""
    match agent.state:
        case AgentState.READY:
            return None
        case AgentState.NOT_READY:
            return agent.reason
        case AgentState.WRAP_UP:
            return WRAP_UP
    return before


def _shown(floor: Floor, me: str) -> tuple[bool, str | None]:
    """Return whether the agent is on the floor, and what she is paused for as far as is shown."""
    agent = next((agent for agent in floor.agents if agent.id == me), None)
    if agent is None:
        return False, _UNKNOWN
    match agent.status:
        case AgentStatus.READY:
            return True, None
        case AgentStatus.PAUSED:
            return True, agent.reason
        case AgentStatus.WRAP_UP:
            return True, WRAP_UP
    return True, _UNKNOWN
