"""The floor of a PBX as one snapshot: its queues, who waits in them and who serves.

A bridge folds it from the PBX's events and publishes it in parts, a queue or an agent
each; desks and walls put the parts together again. Frozen, plain data for any thread.
Instants are UTC microseconds. Texts come from callers and the PBX: bounded plain text.
"""

from __future__ import annotations

import enum

import msgspec

WAITS_S = (*range(5, 60, 5), *range(60, 180, 15), *range(180, 1200, 60), *range(1200, 3601, 300))
"""Waits that answered calls are counted between, in seconds."""


class AgentStatus(enum.StrEnum):
    """What an agent of the floor is doing, by the PBX's word and the desk's."""

    READY = "ready"
    RINGING = "ringing"  # an offer rings at the phone
    TALKING = "talking"  # with a caller of a queue
    BUSY = "busy"  # on a call of their own
    WRAP_UP = "wrap_up"
    PAUSED = "paused"  # not ready: `AgentNow.reason`
    UNREACHABLE = "unreachable"  # logged in, but the phone is not registered


class WaitingCaller(msgspec.Struct, frozen=True):
    """A caller in a queue who is not being spoken to."""

    key: str  # the call's name in the ledger ("pbx:" and the PBX's Linkedid)
    number: str  # as it came, "" where withheld
    name: str  # "" where the PBX has none
    place: int  # 1 is next
    entered_us: int
    tag: str = ""  # why ahead of others, "" for nobody special
    calls_today: int = 1  # with this one
    ringing: tuple[str, ...] = ()  # ids of the agents whose phones ring for this caller
    expected_us: int = 0  # when the answer was expected, at the entry; 0: that could not be said


class QueueDay(msgspec.Struct, frozen=True):
    """Figures of a queue since the team's midnight, by `docs/figures.md`."""

    offered: int = 0
    answered: int = 0
    abandoned: int = 0
    short: int = 0  # of the abandoned: within the first seconds
    overflowed: int = 0
    in_time: int = 0  # answered within the target
    wait_s: float = 0.0  # sum over the answered
    handled: int = 0
    handle_s: float = 0.0  # sum over the handled
    by_hour: tuple[int, ...] = ()  # offered, from 0 o'clock on
    waits: tuple[int, ...] = ()  # answered, by wait: below each of WAITS_S, and the rest


class QueueTerms(msgspec.Struct, frozen=True, omit_defaults=True):
    """What the team has agreed on for a queue, in the settings of its bridge; see docs/figures.md.

    Without a bridge's word, the settings' own defaults.
    """

    target_s: int = 20  # answered by then is in time
    short_s: float = 5.0  # who gives up sooner is a short abandon
    limit_s: int = 120  # nobody is to wait longer
    near_percent: int = 75  # of a limit: from here on it is near
    waiting_limit: int = 0  # no more are to wait; 0: no limit
    service_percent: int = 80  # the service level to reach; 0: none
    alarm_sound: bool = False
    number: str = ""  # what a phone of the PBX dials for it, "" where the bridge does not know


class QueueNow(msgspec.Struct, frozen=True):
    """A queue of the PBX at this moment. `waiting` is in order of places."""

    name: str
    waiting: tuple[WaitingCaller, ...] = ()
    day: QueueDay = QueueDay()
    last_hour: tuple[int, ...] = ()  # most callers waiting in each of the last 60 minutes
    handle_s: float = 0.0  # recent mean handle time, for the expected wait; 0: none
    error_s: float | None = None  # by how much expected waits were lately wrong, in the mean
    terms: QueueTerms = QueueTerms()

    @property
    def oldest_us(self) -> int | None:
        """Entry of the caller who waits longest; None: nobody waits."""
        # A list is quicker than a generator, and this is asked of every queue on every news.
        return min([caller.entered_us for caller in self.waiting], default=None)


class AgentNow(msgspec.Struct, frozen=True):
    """An agent who is logged in to at least one queue. `id` is the PBX's interface."""

    id: str
    name: str
    status: AgentStatus
    since_us: int
    reason: str = ""  # of PAUSED
    queues: tuple[str, ...] = ()  # logged in to, sorted
    queue: str = ""  # of the call in hand or ringing
    call: str = ""  # key of that call


class Floor(msgspec.Struct, frozen=True):
    """Everything a bridge knows. `linked` is False from the moment the PBX is known to be lost."""

    pbx: str = ""
    linked: bool = False
    heard_us: int = 0  # when the bridge last knew this to be the PBX's state
    queues: tuple[QueueNow, ...] = ()  # sorted by name
    agents: tuple[AgentNow, ...] = ()  # sorted by name
    day_us: int = 0  # the team's midnight, from which `QueueDay` counts; 0 = not begun

    def queue(self, name: str) -> QueueNow | None:
        """Return a queue by its name."""
        return next((queue for queue in self.queues if queue.name == name), None)

    def serving(self, queue: str) -> tuple[AgentNow, ...]:
        """Return the agents who are logged in to a queue."""
        return tuple(agent for agent in self.agents if queue in agent.queues)
