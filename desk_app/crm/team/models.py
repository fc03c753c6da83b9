"""Tables of the team, as typed models."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from desk_app.crm.models import Base, BigId


class Person(Base):
    """Somebody with a login. `interface` is the PBX's name of their phone ("PJSIP/101")."""

    __tablename__ = "people"

    login: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]  # agent, supervisor, admin, bridge
    extension: Mapped[str] = mapped_column(default="")
    interface: Mapped[str] = mapped_column(default="")
    added_us: Mapped[int]


class Leader(Base):
    """Which bridge of a PBX leads: the `term` of the last that began to, its last version."""

    __tablename__ = "floor_leaders"

    pbx: Mapped[str] = mapped_column(primary_key=True)
    term: Mapped[int]
    version: Mapped[int]
    since_us: Mapped[int]


class FloorPart(Base):
    """A queue, an agent or the link of a PBX as last published; body "" when it is gone."""

    __tablename__ = "floor_parts"

    pbx: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)  # queue, agent, link
    name: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    body: Mapped[str]

    __table_args__ = (Index("ix_floor_parts_pbx", "pbx", "version"),)


class FloorEvent(Base):
    """What a PBX said, as the bridge understood it."""

    __tablename__ = "floor_events"

    source: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at_us: Mapped[int]
    body: Mapped[str]

    __table_args__ = (Index("ix_floor_events_source", "source", "at_us"),)


class FloorCheckpoint(Base):
    """The whole floor after the event `seq`, to fold later ones from."""

    __tablename__ = "floor_checkpoints"

    source: Mapped[str] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at_us: Mapped[int]
    body: Mapped[str]

    __table_args__ = (Index("ix_floor_checkpoints_source", "source", "at_us"),)


class Order(Base):
    """An order to a bridge and its answer. `by`, `role`, `kind`, `at_us` are the database's."""

    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pbx: Mapped[str] = mapped_column(default="")
    at_us: Mapped[int]
    by: Mapped[str]
    role: Mapped[str]
    kind: Mapped[str]
    body: Mapped[str]
    claimed_us: Mapped[int | None]
    done_us: Mapped[int | None]
    result: Mapped[str]
    detail: Mapped[str]

    __table_args__ = (
        CheckConstraint("length(body) <= 4000", name="ck_orders_body"),
        Index("ix_orders_done_us", "done_us", "id"),
        Index("ix_orders_by", "by", "at_us"),
    )


class Alarm(Base):
    """A figure of a queue that went over a threshold, until `over_us`."""

    __tablename__ = "alarms"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    pbx: Mapped[str]
    queue: Mapped[str]
    figure: Mapped[str]
    level: Mapped[str]  # near, over
    value: Mapped[str] = mapped_column(default="")
    at_us: Mapped[int] = mapped_column(index=True)
    over_us: Mapped[int | None]

    __table_args__ = (UniqueConstraint("pbx", "queue", "figure", "level", "at_us"),)


class Message(Base):
    """A supervisor's words to somebody's desk. `by`, `at_us` and `read_us` are the database's."""

    __tablename__ = "messages"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    at_us: Mapped[int]
    by: Mapped[str]  # login
    to_person: Mapped[str]  # login
    body: Mapped[str]
    read_us: Mapped[int | None]

    __table_args__ = (
        CheckConstraint("length(body) BETWEEN 1 AND 500", name="ck_messages_body"),
        Index("ix_messages_to_person", "to_person", "at_us"),
        Index("ix_messages_by", "by", "at_us"),
    )
