"""What may be ordered of a bridge, and its answer. Pure; stored as JSON in the database.

Who may order what is the database's to say (roles); the bridge checks it once more.
"""

from __future__ import annotations

import enum

import msgspec

WRAP_UP = "wrap_up"
"""A pause with this reason is the time after a call."""
NOT_RESPONDING = "not_responding"
"""A pause with this reason is the PBX's own: the phone was left ringing."""


class Role(enum.StrEnum):
    """What a person is allowed to do; each may do all that the one before may."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    ADMIN = "admin"


class Spy(enum.StrEnum):
    """How a supervisor takes part in an agent's call."""

    LISTEN = "listen"  # heard by nobody
    WHISPER = "whisper"  # heard by the agent
    BARGE = "barge"  # heard by both


class Order(msgspec.Struct, frozen=True, tag_field="order", tag=str.lower):
    """An order to the PBX. Agents are named by `AgentNow.id`, calls by `WaitingCaller.key`."""


class Pause(Order, frozen=True):
    """Make an agent not ready, in all queues. An agent may order it for herself."""

    agent: str
    reason: str = ""


class Unpause(Order, frozen=True):
    """Make an agent ready again. An agent may order it for herself."""

    agent: str


class LogIn(Order, frozen=True):
    """Log an agent in to a queue. An agent may order it for herself."""

    agent: str
    queue: str
    name: str = ""


class LogOut(Order, frozen=True):
    """Log an agent out of a queue. An agent may order it for herself."""

    agent: str
    queue: str


class PickUp(Order, frozen=True):
    """Ring an agent's phone with this caller, out of turn. An agent may order it for herself."""

    agent: str
    call: str


class MoveTo(Order, frozen=True):
    """Move a waiting caller to another queue; `ahead` puts the caller first. Supervisors."""

    call: str
    queue: str
    ahead: bool = False


class HangUpCall(Order, frozen=True):
    """End a call. Supervisors."""

    call: str


class SpyOn(Order, frozen=True):
    """Ring the supervisor's phone and connect it with an agent's call. Supervisors."""

    agent: str
    phone: str  # interface of the supervisor's own phone
    how: Spy


AnyOrder = Pause | Unpause | LogIn | LogOut | PickUp | MoveTo | HangUpCall | SpyOn


class OrderResult(enum.StrEnum):
    """What became of an order."""

    DONE = "done"
    REFUSED = "refused"  # the role does not allow it
    GONE = "gone"  # that call or agent is not there any more
    FAILED = "failed"  # the PBX refused: its words are in the log
    LATE = "late"  # nobody carried it out in time: no bridge, no PBX
