"""What can be done with an agent or a caller from the wall; what a role may not do is not there."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu, QWidget

from desk_app.agent import REASONS
from desk_app.telephony.team.board import AgentNow, AgentStatus, Floor, WaitingCaller
from desk_app.telephony.team.orders import (
    AnyOrder,
    HangUpCall,
    LogOut,
    MoveTo,
    Pause,
    PickUp,
    Role,
    Spy,
    SpyOn,
    Unpause,
)
from desk_app.ui import states, theme
from desk_app.ui.theme.icons import icon
from desk_app.ui.wall import words

MOST = 20  # agents or queues in one menu
_CAN_BE_HEARD = (AgentStatus.TALKING, AgentStatus.BUSY)
_CAN_TAKE = (AgentStatus.READY, AgentStatus.PAUSED)


class Hand(msgspec.Struct, frozen=True):
    """Who looks at the wall: role, the interface of the own phone ("" for none), reasons.

    `messages`: whether somebody carries messages to agents.
    """

    role: Role = Role.AGENT
    phone: str = ""
    reasons: tuple[str, ...] = REASONS
    messages: bool = False

    @property
    def acts(self) -> bool:
        """Whether the floor may be ordered about."""
        return self.role in (Role.SUPERVISOR, Role.ADMIN)


Give = Callable[[AnyOrder], None]


class _Menu:
    """A menu that is filled, and says which act was chosen."""

    def __init__(self, parent: QWidget, give: Give) -> None:
        self.menu = QMenu(parent)
        self._give = give

    def add(self, name: str, said: str, order: AnyOrder, under: QMenu | None = None) -> None:
        """Offer an order."""
        self.act(name, said, lambda: self._give(order), under)

    def act(
        self, name: str, said: str, do: Callable[[], object], under: QMenu | None = None
    ) -> None:
        """Offer something else."""
        action = (under or self.menu).addAction(said.replace("&", "&&"))
        if name:
            rtl = self.menu.isRightToLeft()
            action.setIcon(icon(name, 16, theme.tokens().t2, rtl=rtl))
        action.triggered.connect(lambda _=False: do())

    def sub(self, name: str, said: str) -> QMenu:
        """Return a menu under this one."""
        made = self.menu.addMenu(said)
        made.setIcon(icon(name, 16, theme.tokens().t2))
        return made


def of_agent(
    parent: QWidget, agent: AgentNow, hand: Hand, give: Give, message: Callable[[str], object]
) -> QMenu | None:
    """Return the menu of an agent, None when nothing may be done."""
    if not hand.acts:
        return None
    made = _Menu(parent, give)
    if hand.phone and agent.status in _CAN_BE_HEARD:
        said = QCoreApplication.translate("wall", "Listen")
        made.add("headphones", said, SpyOn(agent.id, hand.phone, Spy.LISTEN))
        said = QCoreApplication.translate("wall", "Whisper to the agent")
        made.add("message-circle", said, SpyOn(agent.id, hand.phone, Spy.WHISPER))
        said = QCoreApplication.translate("wall", "Barge in, heard by both")
        made.add("megaphone", said, SpyOn(agent.id, hand.phone, Spy.BARGE))
        made.menu.addSeparator()
    if agent.status is AgentStatus.PAUSED:
        said = QCoreApplication.translate("wall", "Make ready")
        made.add("circle-check", said, Unpause(agent.id))
    elif hand.reasons:
        pauses = made.sub("coffee", QCoreApplication.translate("wall", "Pause"))
        for reason in hand.reasons:
            look = states.of_reason(reason)
            made.add(look.icon, look.text, Pause(agent.id, reason), pauses)
    _add_log_outs(made, agent, give)
    if hand.messages:
        made.menu.addSeparator()
        said = QCoreApplication.translate("wall", "Send a message…")
        made.act("send", said, lambda: message(agent.id))
    return made.menu


def _add_log_outs(made: _Menu, agent: AgentNow, give: Give) -> None:
    if not agent.queues:
        return
    said = QCoreApplication.translate("wall", "Log out of a queue")
    outs = made.sub("log-out", said)
    for queue in agent.queues[:MOST]:
        made.add("", words.plain(queue), LogOut(agent.id, queue), outs)
    if len(agent.queues) > 1:
        outs.addSeparator()

        def leave_all() -> None:
            for queue in agent.queues:
                give(LogOut(agent.id, queue))

        made.act("log-out", QCoreApplication.translate("wall", "All queues"), leave_all, outs)


def of_caller(
    parent: QWidget, queue: str, caller: WaitingCaller, floor: Floor, hand: Hand, give: Give
) -> QMenu | None:
    """Return the menu of a waiting caller, None when nothing may be done."""
    if not hand.acts:
        return None
    made = _Menu(parent, give)
    able = [agent for agent in floor.agents if agent.status in _CAN_TAKE]
    able.sort(key=lambda a: (queue not in a.queues, a.status is not AgentStatus.READY, a.name))
    if able:
        takers = made.sub("user-check", QCoreApplication.translate("wall", "Assign to"))
        for agent in able[:MOST]:
            look = states.of_team(agent)
            said = f"{words.plain(agent.name)} · {look.text}"
            made.add(look.icon, said, PickUp(agent.id, caller.key), takers)
    if caller.place > 1:
        said = QCoreApplication.translate("wall", "Move ahead of all")
        made.add("chevrons-up", said, MoveTo(caller.key, queue, ahead=True))
    others = [other.name for other in floor.queues if other.name != queue]
    if others:
        moves = made.sub("corner-up-right", QCoreApplication.translate("wall", "Move to queue"))
        for name in others[:MOST]:
            made.add("users", words.plain(name), MoveTo(caller.key, name), moves)
    made.menu.addSeparator()
    said = QCoreApplication.translate("wall", "Hang up")
    made.add("phone-off", said, HangUpCall(caller.key))
    return made.menu
