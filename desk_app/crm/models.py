"""Tables of the customer half, as typed models.

The same tables serve SQLite and PostgreSQL: instants are whole UTC microseconds
(`*_us`), enums are stored by value, texts have no length of their own. Paths
that must be quick (ringing, lists) use the tables through Core; edit forms use
the models. Relations load only when asked for (`lazy="raise"`).
"""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import (
    BigInteger,
    CursorResult,
    ForeignKey,
    Index,
    Integer,
    Row,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

BigId = BigInteger().with_variant(Integer, "sqlite")
"""Key type: SQLite's own row number, PostgreSQL's bigint."""

AnyRow: TypeAlias = Row[*tuple[Any, ...]]
"""A row of whatever columns were asked for."""


def new_id(result: CursorResult[*tuple[Any, ...]]) -> int:
    """Return the number that an insert of one row has made."""
    key = result.inserted_primary_key
    assert key is not None  # noqa: S101 - one row was inserted
    return int(key[0])


class Base(DeclarativeBase):
    """Base of all tables."""

    type_annotation_map = {str: Text, int: BigInteger}  # noqa: RUF012 - SQLAlchemy's own name


class Customer(Base):
    """A person (and company) who may call. `search` is `text.search_key` of what is findable."""

    __tablename__ = "customers"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    external_id: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str]
    company: Mapped[str] = mapped_column(default="", index=True)
    role: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    city: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    contract: Mapped[str] = mapped_column(default="")
    plan: Mapped[str] = mapped_column(default="")
    since_us: Mapped[int | None]
    balance: Mapped[str] = mapped_column(default="")
    good_to_know: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    search: Mapped[str] = mapped_column(index=True)
    created_us: Mapped[int]
    updated_us: Mapped[int]
    version: Mapped[int] = mapped_column(Integer)

    numbers: Mapped[list[Number]] = relationship(
        lazy="raise", order_by="Number.position", cascade="all, delete-orphan"
    )
    tags: Mapped[list[Tag]] = relationship(
        lazy="raise", order_by="Tag.position", cascade="all, delete-orphan"
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Number(Base):
    """A customer's phone number. `tail` is its last eight digits, "" when it has fewer."""

    __tablename__ = "phone_numbers"
    __table_args__ = (UniqueConstraint("customer_id", "raw"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customers.id", ondelete="CASCADE"))
    position: Mapped[int] = mapped_column(Integer)
    label: Mapped[str] = mapped_column(default="")
    raw: Mapped[str]
    e164: Mapped[str] = mapped_column(default="", index=True)
    tail: Mapped[str] = mapped_column(default="", index=True)


class Tag(Base):
    """A word pinned on a customer."""

    __tablename__ = "customer_tags"

    customer_id: Mapped[int] = mapped_column(
        ForeignKey("customers.id", ondelete="CASCADE"), primary_key=True
    )
    tag: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(Integer)


class Category(Base):
    """What a ticket is about. `parent` makes two levels; `label` is "" for built-in codes."""

    __tablename__ = "categories"

    code: Mapped[str] = mapped_column(primary_key=True)
    parent: Mapped[str] = mapped_column(default="")
    label: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(Integer)


class Disposition(Base):
    """How a call can end for the ticket. `status` is what it makes of the ticket."""

    __tablename__ = "dispositions"

    code: Mapped[str] = mapped_column(primary_key=True)
    label: Mapped[str] = mapped_column(default="")
    status: Mapped[str]
    position: Mapped[int] = mapped_column(Integer)


class Ticket(Base):
    """A piece of work. `call_key` is the call that opened it: one ticket for one call.

    A ticket that became part of another (`continued_in`) has status `continued`.
    """

    __tablename__ = "tickets"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    call_key: Mapped[str | None] = mapped_column(unique=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    subject: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    disposition: Mapped[str] = mapped_column(default="")
    priority: Mapped[str]
    status: Mapped[str]
    owner: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    continued_in: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"), index=True)
    created_us: Mapped[int]
    updated_us: Mapped[int]
    version: Mapped[int] = mapped_column(Integer)

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012
    __table_args__ = (
        Index("ix_tickets_customer_id", "customer_id", "status", "updated_us"),
        Index("ix_tickets_status", "status", "updated_us"),
        Index("ix_tickets_owner", "owner", "status"),
    )


class Entry(Base):
    """What a draft wrote, now part of another ticket; `from_ticket_id` is the draft."""

    __tablename__ = "ticket_entries"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    from_ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), unique=True)
    call_key: Mapped[str] = mapped_column(default="", index=True)
    author: Mapped[str] = mapped_column(default="")
    kind: Mapped[str]
    body: Mapped[str] = mapped_column(default="")
    disposition: Mapped[str] = mapped_column(default="")  # how that call ended
    at_us: Mapped[int]


class Promise(Base):
    """What an agent promised to do for a customer, by when; done when `done_us` is there.

    `ticket_id` is the ticket it was made in. That one may become part of another
    (`continued_in`) and its own again: the promise follows without being touched.
    """

    __tablename__ = "promises"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    number: Mapped[str] = mapped_column(default="")
    what: Mapped[str]
    owner: Mapped[str] = mapped_column(default="")
    due_us: Mapped[int]
    reminder_min: Mapped[int] = mapped_column(Integer)
    created_us: Mapped[int]
    done_us: Mapped[int | None]
    version: Mapped[int] = mapped_column(Integer)

    __table_args__ = (Index("ix_promises_owner", "owner", "done_us", "due_us"),)


class Call(Base):
    """One conversation. `joined` is the call log's own record (JSON); the rest is read from it.

    `place` of `waiting` and `left_why` say how an unserved caller left a queue of the desk.
    `rating` is 1 to 5 by the caller, 0 of one who was asked and did not say, None unasked.
    `expected_us` is when its first answer was expected at the entry, None where none was.

    The ticket exists before the call row does, so a call without one cannot be stored.
    """

    __tablename__ = "calls"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    direction: Mapped[str]
    number: Mapped[str] = mapped_column(default="")
    e164: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    queue: Mapped[str] = mapped_column(default="")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    customer_chosen: Mapped[int] = mapped_column(Integer, default=0)
    state: Mapped[str] = mapped_column(index=True)
    ring_us: Mapped[int] = mapped_column(index=True)
    entered_us: Mapped[int]
    answered_us: Mapped[int | None]
    ended_us: Mapped[int | None]
    outcome: Mapped[str]
    authority: Mapped[int] = mapped_column(Integer)
    recording: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    waiting: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    left_why: Mapped[str] = mapped_column(default="", server_default="")
    rating: Mapped[int | None] = mapped_column(Integer)
    expected_us: Mapped[int | None]
    ticket_id: Mapped[int] = mapped_column(ForeignKey("tickets.id"), index=True)
    joined: Mapped[str]

    __table_args__ = (
        Index("ix_calls_e164", "e164", "ring_us"),
        Index("ix_calls_rating", "entered_us"),  # over rated ones only, by the migration
        Index(
            "ix_calls_entered_us",
            "entered_us",
            "queue",
            "direction",
            "outcome",
            "answered_us",
            "ended_us",
            "expected_us",
        ),
    )


class Alias(Base):
    """A name by which some source knows a call."""

    __tablename__ = "call_aliases"

    alias: Mapped[str] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), index=True)


class Leg(Base):
    """One agent's phone in a call. `wrapped_us` is when its wrap-up ended."""

    __tablename__ = "legs"

    key: Mapped[str] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    agent: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str]
    ring_us: Mapped[int] = mapped_column(index=True)
    answered_us: Mapped[int | None]
    ended_us: Mapped[int | None]
    wrapped_us: Mapped[int | None]

    __table_args__ = (
        Index("ix_legs_call_id", "call_id", "ring_us", "answered_us", "ended_us", "wrapped_us"),
    )


class Duty(Base):
    """When an agent was on duty. `reason` "" is ready or busy, anything else a pause."""

    __tablename__ = "duty"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    source: Mapped[str]
    agent: Mapped[str]
    reason: Mapped[str]
    from_us: Mapped[int]
    until_us: Mapped[int]

    __table_args__ = (Index("ix_duty_until_us", "until_us", "from_us", "reason", "agent"),)


class Interaction(Base):
    """A line of a customer's timeline, whatever the channel. Calls carry their `call_id`."""

    __tablename__ = "interactions"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    kind: Mapped[str]
    at_us: Mapped[int]
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(default="")
    queue: Mapped[str] = mapped_column(default="")
    direction: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    talk_us: Mapped[int] = mapped_column(default=0)
    wait_us: Mapped[int] = mapped_column(default=0)
    recording: Mapped[str] = mapped_column(default="")
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("tickets.id"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("calls.id"))
    call_key: Mapped[str] = mapped_column(default="")
    place: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    waiting: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    left_why: Mapped[str] = mapped_column(default="", server_default="")

    __table_args__ = (
        Index("ix_interactions_customer_id", "customer_id", "at_us", "kind"),
        # Both only over rows that have a value. The migration says so; saying it here as well
        # would load PostgreSQL's dialect (70 ms) at every start.
        Index("ix_interactions_call_id", "call_id", unique=True),
        Index("ix_interactions_ticket_id", "ticket_id"),
    )


class RawEvent(Base):
    """What a source said, as it said it; (source, seq) makes every event count once."""

    __tablename__ = "raw_events"

    source: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    payload: Mapped[str]


class Source(Base):
    """How far a source has been folded: every event up to `seq` is in, without a gap."""

    __tablename__ = "event_sources"

    source: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int]
