"""Icon, word and tone of each agent state: one table for the pill, its menu and the wall."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import QCoreApplication

from desk_app.agent import BREAK, NOT_RESPONDING, TICKET_WORK, TRAINING, Agent, AgentState
from desk_app.telephony.team.board import AgentNow, AgentStatus
from desk_app.ui import text as say
from desk_app.ui.theme import Tone


class Look(msgspec.Struct, frozen=True):
    """How a state is shown."""

    icon: str
    text: str
    tone: Tone


def of_agent(agent: Agent) -> Look:
    """Return the look of an agent's state."""
    match agent.state:
        case AgentState.READY:
            return Look(
                "circle-check", QCoreApplication.translate("states", "Ready"), Tone.TURQUOISE
            )
        case AgentState.RINGING:
            return Look(
                "phone-incoming", QCoreApplication.translate("states", "Ringing"), Tone.TURQUOISE
            )
        case AgentState.TALKING:
            return Look(
                "phone-call",
                QCoreApplication.translate("states", "Talking"),
                Tone.LAPIS,
            )
        case AgentState.HOLD:
            return Look(
                "pause",
                QCoreApplication.translate("states", "On hold"),
                Tone.LAPIS,
            )
        case AgentState.CONSULTING:
            return Look(
                "phone-forwarded",
                QCoreApplication.translate("states", "Consulting"),
                Tone.LAPIS,
            )
        case AgentState.CONFERENCE:
            return Look(
                "users",
                QCoreApplication.translate("states", "Conference"),
                Tone.LAPIS,
            )
        case AgentState.WRAP_UP:
            return Look(
                "square-pen",
                QCoreApplication.translate("states", "Wrap-up"),
                Tone.SAFFRON,
            )
        case AgentState.NOT_READY:
            return of_reason(agent.reason)
        case AgentState.OFFLINE:
            return Look(
                "unplug",
                QCoreApplication.translate("states", "Not connected"),
                Tone.GREY,
            )


def of_reason(reason: str) -> Look:
    """Return the look of a not-ready reason; one that is not built in is shown as it is."""
    match reason:
        case "":
            return Look(
                "circle-check", QCoreApplication.translate("states", "Ready"), Tone.TURQUOISE
            )
        case _ if reason == BREAK:
            return Look(
                "coffee",
                QCoreApplication.translate("states", "Break"),
                Tone.VIOLET,
            )
        case _ if reason == TICKET_WORK:
            return Look(
                "ticket",
                QCoreApplication.translate("states", "Ticket work"),
                Tone.VIOLET,
            )
        case _ if reason == TRAINING:
            return Look(
                "book-open",
                QCoreApplication.translate("states", "Training"),
                Tone.VIOLET,
            )
        case _ if reason == NOT_RESPONDING:
            return Look(
                "phone-missed",
                QCoreApplication.translate("states", "Not responding"),
                Tone.POMEGRANATE,
            )
    return Look("circle-minus", say.plain_text(reason, 40), Tone.VIOLET)


_SAME = {
    AgentStatus.READY: AgentState.READY,
    AgentStatus.RINGING: AgentState.RINGING,
    AgentStatus.TALKING: AgentState.TALKING,
    AgentStatus.WRAP_UP: AgentState.WRAP_UP,
}


def of_team(agent: AgentNow) -> Look:
    """Return the look of an agent of the team: the desk's own icons and words."""
    match agent.status:
        case AgentStatus.BUSY:
            word = QCoreApplication.translate("states", "On another call")
            return Look("phone", word, Tone.LAPIS)
        case AgentStatus.UNREACHABLE:
            return Look("unplug", QCoreApplication.translate("states", "Not reachable"), Tone.GREY)
        case AgentStatus.PAUSED if not agent.reason:
            return Look(
                "circle-minus", QCoreApplication.translate("states", "Not ready"), Tone.VIOLET
            )
        case AgentStatus.PAUSED:
            return of_reason(agent.reason)
        case _:
            return of_agent(Agent(_SAME[agent.status]))
