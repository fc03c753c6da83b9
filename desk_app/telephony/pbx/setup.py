"""A team as its PBX has to know it: queues, agents' phones, the trunk, the bridge's login. Pure."""

from __future__ import annotations

import enum

import msgspec

from desk_app.telephony.queue.plan import QueuePlan


class Strategy(enum.StrEnum):
    """Whose phone rings for a waiting caller, in Asterisk's words."""

    RING_ALL = "ringall"
    LONGEST_IDLE = "leastrecent"
    FEWEST_CALLS = "fewestcalls"
    IN_TURN = "rrmemory"
    RANDOM = "random"


class Queue(msgspec.Struct, frozen=True):
    """A queue. Of its plan all is used but what only a desk's own queues can do.

    `callbacks`, `voicemail` and the prompts are a desk's: there is no recording on the PBX.
    """

    plan: QueuePlan
    target_s: int = 20
    strategy: Strategy = Strategy.LONGEST_IDLE


class Phone(msgspec.Struct, frozen=True):
    """An agent's phone; its interface is PJSIP/`user`."""

    user: str
    password: str
    name: str = ""


class Manager(msgspec.Struct, frozen=True):
    """The bridge's login to the manager interface, and from where it may come."""

    user: str
    secret: str
    permit: tuple[str, ...] = ("127.0.0.1",)  # addresses or networks


class Team(msgspec.Struct, frozen=True):
    """The whole of it. `trunk` is the endpoint that outside calls go through, "" for none."""

    queues: tuple[Queue, ...]
    phones: tuple[Phone, ...]
    manager: Manager
    trunk: str = ""
    offer_s: int = 20  # a phone rings for so long
    lost_s: int = 10  # a phone from which no sound comes for so long is dead
    survey: str = ""  # sound that asks for 1 to 5 after a talk, "" to ask nobody
