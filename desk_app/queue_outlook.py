"""What somebody who enters a queue now may expect: the desk's own queues and the team's. Pure."""

from __future__ import annotations

from collections import Counter

from desk_app.agent import AgentState
from desk_app.state import DeskState
from desk_app.telephony.forecast import Outlook, expected_wait_s
from desk_app.telephony.messages import RegistrationState
from desk_app.telephony.team.outlook import able, outlook


def paused(state: DeskState) -> bool:
    """Whether the agent takes nobody from the desk's own queues, also not after a call in hand.

    Who waits is connected already: a registrar that is gone is no hindrance.
    """
    agent, line = state.agent, state.registration.state
    without_line = agent.state is AgentState.OFFLINE and line is RegistrationState.NONE
    return without_line or bool(agent.next_reason)


def outlooks(state: DeskState) -> dict[str, Outlook]:
    """Return the outlook of every queue by its name; own ones have one agent, or none."""
    queues = state.queues
    here = 0 if paused(state) else 1
    waiting = Counter(caller.queue for caller in queues.board.callers.values())
    found = {}
    for name in (section.name for section in queues.queues):
        agents = here if name in queues.logged_in else 0
        wait_s = expected_wait_s(waiting[name] + 1, queues.handle_s, agents)
        found[name] = Outlook(agents, wait_s, queues.errors_s.get(name))
    of_team = able(queues.team.agents)
    return found | {queue.name: outlook(queue, of_team[queue.name]) for queue in queues.team.queues}
