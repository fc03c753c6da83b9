"""Snapshots of the customer half: what the desk joins with a call and widgets paint.

All are frozen, plain data, made on the database thread and safe to pass to any
other. Instants are UTC microseconds since 1970. Text comes from callers and
colleagues: plain text, never markup.
"""

from __future__ import annotations

import enum

import msgspec


class CallerKind(enum.Enum):
    """What the number says about who calls."""

    ONE = "one"  # exactly one customer has this number
    SEVERAL = "several"  # a choice, most recent first; none is opened by itself
    UNKNOWN = "unknown"  # a real number nobody has: "new customer", possible matches
    WITHHELD = "withheld"  # anonymous, restricted, empty
    INTERNAL = "internal"  # an extension of our own
    ODD = "odd"  # letters or something no telephone number plan knows


class OutcomeOfCall(enum.StrEnum):
    """How a whole conversation ended; a higher authority's word replaces a lower's."""

    OPEN = "open"  # not ended yet
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    OVERFLOWED = "overflowed"  # the queue let it go: `LeftWhy` says why
    TIMED_OUT = "timed_out"
    NO_AGENT = "no_agent"
    REJECTED = "rejected"
    BUSY = "busy"
    FAILED = "failed"
    LOST = "lost"


class LeftWhy(enum.StrEnum):
    """Why a queue let a caller go, or what it still owes one it did not serve."""

    FULL = "full"
    CLOSED = "closed"
    LATE = "late"  # waited as long as the queue allows
    FORWARDED = "forwarded"
    MESSAGE = "message"  # left one: the recording
    SILENT = "silent"  # the line was dead
    CALLBACK = "callback"  # was promised a call, and not reached


class OutcomeOfLeg(enum.StrEnum):
    """How one agent's phone took part in a call."""

    OPEN = "open"
    ANSWERED = "answered"
    RANG_OUT = "rang_out"
    ELSEWHERE = "answered_elsewhere"
    REJECTED = "rejected"
    CALLER_HUNG_UP = "caller_hung_up"
    FAILED = "failed"


class TicketStatus(enum.StrEnum):
    """Life of a ticket."""

    DRAFT = "draft"  # opened by a call, nobody has saved it yet
    OPEN = "open"
    PENDING = "pending"  # waits for somebody
    SOLVED = "solved"
    CONTINUED = "continued"  # became an entry of another ticket


class Priority(enum.StrEnum):
    """How urgent a ticket is."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class EntryKind(enum.StrEnum):
    """Channel of a line in the timeline."""

    CALL = "call"
    TICKET = "ticket"
    EMAIL = "email"
    CHAT = "chat"
    NOTE = "note"


class PhoneNumber(msgspec.Struct, frozen=True):
    """A customer's number. `e164` is empty where the raw text is no valid number."""

    raw: str
    e164: str
    label: str = ""  # "phone", "mobile", ...


class Customer(msgspec.Struct, frozen=True):
    """What the customer pane shows; the empty string where nothing is known."""

    id: int
    name: str
    company: str = ""
    role: str = ""
    email: str = ""
    city: str = ""
    language: str = ""
    contract: str = ""
    plan: str = ""
    since_us: int | None = None
    balance: str = ""
    tags: tuple[str, ...] = ()
    good_to_know: str = ""
    numbers: tuple[PhoneNumber, ...] = ()


class CustomerBrief(msgspec.Struct, frozen=True):
    """A line in a choice of customers."""

    id: int
    name: str
    company: str = ""
    city: str = ""
    role: str = ""
    number: str = ""  # the E.164 that made it a match
    last_contact_us: int | None = None


class TimelineEntry(msgspec.Struct, frozen=True):
    """One interaction of any channel. `outcome` is an OutcomeOfCall for calls."""

    id: int
    kind: EntryKind
    at_us: int
    title: str = ""  # e-mail subject, ticket subject; empty for calls
    text: str = ""
    who: str = ""  # colleague's name
    queue: str = ""
    direction: str = ""
    outcome: str = ""
    talk_s: float = 0.0
    wait_s: float = 0.0
    ticket_id: int | None = None
    call_key: str = ""
    recording: str = ""  # with `LeftWhy.MESSAGE` what the caller said after the tone
    place: int = 0  # in the queue when it was left; 1 was next
    waiting: int = 0  # how many waited then, this caller included
    left_why: str = ""  # a LeftWhy, or "" for a caller who just hung up or was served


class TimelinePage(msgspec.Struct, frozen=True):
    """The interactions of a customer that come after `before` (at_us, id), newest first.

    `kind` None: of all channels. `before` None: from the newest. `last`: nothing is older.
    """

    customer_id: int
    kind: EntryKind | None
    before: tuple[int, int] | None
    entries: tuple[TimelineEntry, ...]
    last: bool


class OpenTicket(msgspec.Struct, frozen=True):
    """An open ticket of the caller that could be continued."""

    id: int
    subject: str
    status: TicketStatus
    priority: Priority
    owner: str
    created_us: int
    updated_us: int


class TicketNow(msgspec.Struct, frozen=True):
    """A ticket as the ticket pane edits it. `version` guards against two editors.

    `continued`: the call continues this ticket, which another call or person opened.
    """

    id: int
    call_key: str
    customer_id: int | None
    subject: str
    category: str
    disposition: str
    priority: Priority
    status: TicketStatus
    owner: str
    notes: str  # this call's notes
    created_us: int
    updated_us: int
    version: int
    continued: bool = False


class TicketChanges(msgspec.Struct, frozen=True, kw_only=True):
    """Fields to set; None leaves a field as it is. `version` None accepts any state."""

    subject: str | None = None
    category: str | None = None
    disposition: str | None = None
    priority: Priority | None = None
    status: TicketStatus | None = None
    owner: str | None = None
    version: int | None = None


class TeamMessage(msgspec.Struct, frozen=True):
    """A supervisor's words to somebody's desk: one plain line. `by` and `to` are logins."""

    id: int
    at_us: int
    by: str
    to: str
    body: str
    read_us: int | None = None  # None: not seen yet


class Promise(msgspec.Struct, frozen=True):
    """Something promised to a customer and not done yet: a line of the ready page.

    `ticket_id` is the ticket it belongs to now, `name` the customer's, the company's or the
    one the caller showed; `number` is what to call, "" where none is known.
    """

    id: int
    ticket_id: int
    customer_id: int | None
    name: str
    number: str
    what: str
    owner: str
    due_us: int
    reminder_min: int  # minutes before `due_us`
    created_us: int
    version: int = 1


class PromiseChanges(msgspec.Struct, frozen=True, kw_only=True):
    """Fields to set; None leaves a field as it is. An empty `what` takes the promise back."""

    what: str | None = None
    due_us: int | None = None
    reminder_min: int | None = None
    number: str | None = None
    owner: str | None = None
    done_us: int | None = None
    version: int | None = None


class Choice(msgspec.Struct, frozen=True):
    """A disposition or category. Built-in ones have no `label`: the ui translates the `code`."""

    code: str
    label: str = ""
    parent: str = ""  # code of the category above; "" at the top


class Caller(msgspec.Struct, frozen=True):
    """Everything known about who is calling: painted while it rings."""

    kind: CallerKind
    number: str  # as received
    e164: str  # "" when it is not a valid number
    name: str  # display name as received
    place: str = ""  # city or country by prefix, for an unknown caller
    customer: Customer | None = None
    choice: tuple[CustomerBrief, ...] = ()  # SEVERAL
    possible: tuple[CustomerBrief, ...] = ()  # UNKNOWN: last eight digits agree
    timeline: tuple[TimelineEntry, ...] = ()
    open_tickets: tuple[OpenTicket, ...] = ()
    counts: dict[EntryKind, int] = msgspec.field(default_factory=dict)
    also_at_company: tuple[CustomerBrief, ...] = ()
    calls_90d: int = 0
    tickets_90d: int = 0
    csat: int | None = None  # last answer, 1-5


class RecentCall(msgspec.Struct, frozen=True):
    """A line of the recent-calls list."""

    key: str
    direction: str
    number: str
    name: str  # customer's name, else the display name
    customer_id: int | None
    queue: str
    ring_us: int
    outcome: OutcomeOfCall
    leg_outcome: OutcomeOfLeg
    talk_s: float
    wait_s: float
    ticket_id: int | None
    recording: str = ""  # with `LeftWhy.MESSAGE` what the caller said after the tone
    place: int = 0  # in the queue when it was left; 1 was next
    waiting: int = 0  # how many waited then, this caller included
    left_why: str = ""  # a LeftWhy, or ""
    rating: int = 0  # 1 to 5 by the caller, 0 = not asked, or no answer


class CallsFound(msgspec.Struct, frozen=True):
    """Calls of a list, newest first: all of them, or the newest of `total`."""

    calls: tuple[RecentCall, ...]
    total: int


class DayFigures(msgspec.Struct, frozen=True):
    """The agent's own day, folded from the calls (definitions: docs)."""

    calls: int = 0
    answered: int = 0
    missed: int = 0
    outgoing: int = 0
    talk_s: float = 0.0
    handle_s: float | None = None  # AHT; None before the first handled call
    by_hour: dict[int, int] = msgspec.field(default_factory=dict)  # local hour -> calls


class CallFolded(msgspec.Struct, frozen=True):
    """What the desk gets back for each call fact: the caller and the call's ticket."""

    call_key: str
    ticket: TicketNow
    caller: Caller | None = None  # only when asked for: at the first ring


class DutyChange(msgspec.Struct, frozen=True):
    """From `at_us` on an agent is ready or busy (""), paused for a reason, or logged out (None)."""

    at_us: int
    agent: str
    reason: str | None
