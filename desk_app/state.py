"""Snapshots of the whole desk: what the window paints. Frozen, made on the UI thread."""

from __future__ import annotations

import enum

import msgspec

from desk_app.agent import REASONS, Agent
from desk_app.crm.records import (
    Caller,
    DayFigures,
    OpenTicket,
    Promise,
    RecentCall,
    TeamMessage,
    TicketNow,
)
from desk_app.queue_state import QueueDeskState
from desk_app.telephony.calls import Call
from desk_app.telephony.messages import Alert, Devices, Problem, Registration
from desk_app.telephony.queue.wav import Reason


class Saving(enum.Enum):
    """Where the words of the ticket pane are."""

    SAVED = "saved"
    SAVING = "saving"
    KEPT = "kept"  # the database refuses; kept on this computer, tried again


class EngineState(enum.Enum):
    """The phone's process."""

    STARTING = "starting"
    UP = "up"
    RESTARTING = "restarting"  # it died; calls in hand are lost, a new one starts
    FAILING = "failing"  # it dies at each start


class DataProblem(enum.StrEnum):
    """Why the database or the settings file cannot be used as wished."""

    LOCKED = "locked"
    FULL = "full"
    READ_ONLY = "read_only"
    CORRUPT = "corrupt"
    NEWER = "newer"
    UNREACHABLE = "unreachable"
    LOGIN_REFUSED = "login_refused"  # by the team's database
    NO_RIGHTS = "no_rights"  # the login may not do what was asked
    OLDER = "older"  # the team's database; its administrator brings it up to date
    SETTINGS_UNREADABLE = "settings_unreadable"  # defaults are used, the file is kept
    SETTINGS_UNWRITABLE = "settings_unwritable"  # in force until the desk closes
    SETTING_UNUSABLE = "setting_unusable"  # one setting; its default is used
    QUEUE_UNUSABLE = "queue_unusable"  # one queue; it is left out
    PASSWORD_MISSING = "password_missing"  # noqa: S105
    KEYRING_UNUSABLE = "keyring_unusable"


class QueueProblem(enum.StrEnum):
    """What the queues want of the agent."""

    NOT_RESPONDING = "not_responding"
    TEAM_UNSEEN = "team_unseen"  # no news of the PBX: its queues are not shown
    ORDER_REFUSED = "order_refused"  # to the PBX: the role does not allow it
    ORDER_GONE = "order_gone"  # who or what it was about is not there any more
    ORDER_FAILED = "order_failed"  # the PBX did not want to
    ORDER_LATE = "order_late"  # nobody carried it out


class Notice(msgspec.Struct, frozen=True):
    """Something the person must know. `detail` is a name or a key, never a sentence.

    A `Reason` is about sound files of queues.
    """

    problem: Problem | DataProblem | Alert | EngineState | QueueProblem | Reason
    detail: str = ""
    call_key: str = ""


class Case(msgspec.Struct, frozen=True):
    """The join: one call, its caller and its ticket. The last two come when the database has."""

    call: Call
    caller: Caller | None = None
    ticket: TicketNow | None = None
    saving: Saving = Saving.SAVED


class DeskState(msgspec.Struct, frozen=True):
    """Everything the window paints but meters and quality, which come ten times a second.

    `cases` holds live calls, oldest first, and the call in wrap-up. `current` is the key of
    the case that fills the panes, "" for the ready page. `promises` are the agent's own that
    wait, the earliest due first; of those in `reminders` (their numbers) the agent is reminded.
    """

    agent: Agent = Agent()
    reasons: tuple[str, ...] = REASONS  # for not being ready, in the menu's order
    engine: EngineState = EngineState.STARTING
    engine_name: str = ""
    registration: Registration = Registration()
    listening: tuple[str, ...] = ()
    devices: Devices = Devices()
    cases: tuple[Case, ...] = ()
    current: str = ""
    conference: tuple[str, ...] = ()
    consulting: tuple[str, str] | None = None  # (call in hand, consultation call)
    notices: tuple[Notice, ...] = ()
    recent: tuple[RecentCall, ...] = ()
    waiting_for_me: tuple[OpenTicket, ...] = ()
    to_call_back: tuple[RecentCall, ...] = ()  # whom a queue owes a call, newest first
    day: DayFigures = DayFigures()
    promises: tuple[Promise, ...] = ()
    reminders: tuple[int, ...] = ()
    queues: QueueDeskState = QueueDeskState()
    messages: tuple[TeamMessage, ...] = ()  # of supervisors, not seen yet, oldest first
    demo: bool = False

    def case(self, key: str) -> Case | None:
        """Return the case of a call, None when it is gone."""
        return next((case for case in self.cases if case.call.key == key), None)

    @property
    def current_case(self) -> Case | None:
        """The case in the panes."""
        return self.case(self.current)

    @property
    def due(self) -> tuple[Promise, ...]:
        """Promises of which the agent is reminded."""
        return tuple(p for p in self.promises if p.id in self.reminders) if self.reminders else ()

    @property
    def ringing(self) -> tuple[Case, ...]:
        """Cases that ring here and can be answered, oldest first."""
        return tuple(case for case in self.cases if case.call.ringing_here)
