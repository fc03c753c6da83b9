"""What people do to tickets: notes as they type, fields, wrap-up, continuing another one.

Every change is guarded: given the version that the form was painted from, a ticket
that somebody else has changed since is not overwritten (`TicketConflict`).
"""

from __future__ import annotations

from typing import Any

from msgspec.structs import asdict, replace
from sqlalchemy import Connection, and_, case, delete, insert, or_, select, update

from desk_app.crm.call_event import call_of_leg, offer_prefix
from desk_app.crm.caller_queries import OPEN_TICKET, open_ticket_in
from desk_app.crm.models import (
    Call,
    Disposition,
    Entry,
    Interaction,
    Leg,
    Ticket,
)
from desk_app.crm.records import (
    EntryKind,
    OpenTicket,
    Priority,
    TicketChanges,
    TicketNow,
    TicketStatus,
)
from desk_app.crm.text import bounded, plain_text
from desk_app.crm.ticket_store import (
    TicketRow,
    become_entry,
    birth_ticket,
    call_row,
    take_over,
    ticket_now,
    ticket_of_call,
    ticket_row,
)

LONGEST_NOTES = 100_000
_LEFT_OVER_US = 7 * 86_400 * 1_000_000  # a desk that starts looks so far back


class TicketConflict(Exception):
    """Somebody else changed the ticket meanwhile; `now` is how it stands. Nothing was written."""

    def __init__(self, now: TicketNow) -> None:
        super().__init__(f"ticket {now.id} is at version {now.version}")
        self.now = now


def view(connection: Connection, ticket_id: int, call_key: str = "") -> TicketNow:
    """Return a ticket; with `call_key`, the notes are those of that call in it."""
    if call_key:
        call = call_row(connection, call_key)
        if call.ticket_id == ticket_id:
            return ticket_of_call(connection, call.key, ticket_id)
    return ticket_now(connection, ticket_id)


def save_notes(
    connection: Connection,
    ticket_id: int,
    text: str,
    now_us: int,
    call_key: str = "",
    version: int | None = None,
) -> TicketNow:
    """Write the notes as they stand; made for autosave.

    The notes of a call that became an entry of another ticket are written to that
    entry, whether the caller names the draft or the ticket it went into.

    Raises:
        TicketConflict: `version` is given and the ticket has another.
        UnknownTicket, UnknownCall: no such ticket or call.
    """
    body = plain_text(text, LONGEST_NOTES)
    call = call_row(connection, call_key) if call_key else None
    draft = birth_ticket(connection, call.key) if call else ticket_row(connection, ticket_id)
    if draft.continued_in is not None:
        connection.execute(update(Entry).where(Entry.from_ticket_id == draft.id).values(body=body))
    else:
        _guarded(connection, draft.id, version, {"notes": body, "updated_us": now_us})
    key = call.key if call else draft.call_key
    if key:
        connection.execute(
            update(Interaction).where(Interaction.call_id == _call_id(key)).values(text=body)
        )
        return ticket_of_call(connection, key, draft.continued_in or draft.id)
    return ticket_now(connection, draft.continued_in or draft.id)


def _call_id(key: str) -> Any:
    return select(Call.id).where(Call.key == key).scalar_subquery()


def _guarded(
    connection: Connection, ticket_id: int, version: int | None, values: dict[str, Any]
) -> None:
    """Update the row if it is still at `version`."""
    where = [Ticket.id == ticket_id]
    if version is not None:
        where.append(Ticket.version == version)
    done = connection.execute(
        update(Ticket).where(*where).values(values | {"version": Ticket.version + 1})
    )
    if not done.rowcount:
        raise TicketConflict(ticket_now(connection, ticket_id))


def edit_ticket(
    connection: Connection,
    ticket_id: int,
    changes: TicketChanges,
    now_us: int,
    call_key: str = "",
) -> TicketNow:
    """Set fields of a ticket; the timeline shows a ticket from the moment it is saved.

    Raises:
        TicketConflict: somebody else changed it since `changes.version`.
        UnknownTicket: no such ticket.
    """
    values: dict[str, Any] = {"updated_us": now_us}
    for name, value in asdict(changes).items():
        if value is not None and name != "version":
            values[name] = bounded(str(value))
    ticket_row(connection, ticket_id)
    _guarded(connection, ticket_id, changes.version, values)
    if call_key and changes.disposition is not None:
        draft = birth_ticket(connection, call_row(connection, call_key).key)
        ended = {"disposition": values["disposition"]}
        connection.execute(update(Entry).where(Entry.from_ticket_id == draft.id).values(ended))
    _show_in_timeline(connection, ticket_row(connection, ticket_id))
    return view(connection, ticket_id, call_key)


def _show_in_timeline(connection: Connection, ticket: TicketRow) -> None:
    if ticket.status in (TicketStatus.DRAFT.value, TicketStatus.CONTINUED.value):
        return
    values = {
        "customer_id": ticket.customer_id,
        "at_us": ticket.updated_us,
        "title": ticket.subject,
        "who": ticket.owner,
        "outcome": ticket.status,
    }
    line = (Interaction.ticket_id == ticket.id, Interaction.kind == EntryKind.TICKET.value)
    if not connection.execute(update(Interaction).where(*line), values).rowcount:
        new = {"kind": EntryKind.TICKET.value, "ticket_id": ticket.id}
        connection.execute(insert(Interaction), values | new)


def finish_wrap_up(
    connection: Connection, call_key: str, changes: TicketChanges, now_us: int
) -> TicketNow:
    """Save the call's ticket at the end of the wrap-up and note when that was.

    Without a status the disposition decides; without either the ticket is open,
    waiting for its owner (the wrap-up ran out).

    Raises:
        TicketConflict, UnknownCall: as above.
    """
    call = call_row(connection, call_key)
    connection.execute(
        update(Leg)
        .where(
            Leg.call_id == call.id,
            or_(
                Leg.key == call_key,
                and_(
                    Leg.key.startswith(offer_prefix(call_key), autoescape=True),
                    Leg.answered_us.is_not(None),
                ),
            ),
            Leg.wrapped_us.is_(None),
        )
        .values(wrapped_us=now_us)
    )
    return finish(connection, call.ticket_id, changes, now_us, call_key)


def finish(
    connection: Connection,
    ticket_id: int,
    changes: TicketChanges,
    now_us: int,
    call_key: str = "",
) -> TicketNow:
    """Save a ticket: its disposition, new or chosen before, decides the status not given.

    Raises:
        TicketConflict, UnknownTicket: as above.
    """
    disposition = changes.disposition or view(connection, ticket_id, call_key).disposition
    status = changes.status
    if status is None and disposition:
        query = select(Disposition.status).where(Disposition.code == disposition)
        leads_to = connection.execute(query).scalar()
        status = TicketStatus(leads_to) if leads_to else None
    complete = replace(changes, status=status or TicketStatus.OPEN)
    return edit_ticket(connection, ticket_id, complete, now_us, call_key)


def finish_left_over(connection: Connection, agent: str, before_us: int, now_us: int) -> int:
    """End the wrap-ups in which the agent's desk died; return how many there were.

    A draft of a call that the agent talked to and that ended before `before_us` becomes
    an open ticket of theirs, as when the wrap-up's time runs out.
    """
    query = (
        select(Leg.key)
        .join(Call, Call.id == Leg.call_id)
        .join(Ticket, Ticket.id == Call.ticket_id)
        .where(
            Leg.agent == agent,
            Leg.ring_us > before_us - _LEFT_OVER_US,
            Leg.ended_us < before_us,
            Leg.answered_us.is_not(None),
            Leg.wrapped_us.is_(None),
            Ticket.status == TicketStatus.DRAFT.value,
        )
    )
    keys = list(connection.execute(query).scalars())
    for key in map(call_of_leg, keys):
        finish_wrap_up(connection, key, TicketChanges(owner=agent or None), now_us)
    return len(keys)


def continue_ticket(
    connection: Connection, call_key: str, ticket_id: int, now_us: int
) -> TicketNow:
    """Let an earlier ticket be the call's: the draft becomes an entry of it. Safe to repeat.

    A solved ticket is opened again.

    Raises:
        UnknownCall, UnknownTicket: no such call or ticket.
    """
    call = call_row(connection, call_key)
    draft = birth_ticket(connection, call.key)
    if ticket_id == draft.id:
        return undo_continue(connection, call_key, now_us)
    target = ticket_row(connection, ticket_id)
    while target.continued_in is not None:
        target = ticket_row(connection, target.continued_in)
    if target.id == call.ticket_id:
        return ticket_of_call(connection, call.key, target.id)
    if draft.continued_in is None:
        take_over(connection, target.id, draft)
        become_entry(connection, draft, target.id, call.key, now_us)
    else:
        moved = {"ticket_id": target.id}
        connection.execute(update(Entry).where(Entry.from_ticket_id == draft.id), moved)
        connection.execute(
            update(Ticket).where(Ticket.id == draft.id).values(continued_in=target.id)
        )
    values: dict[str, Any] = {"updated_us": now_us}
    if target.status == TicketStatus.SOLVED.value:
        values["status"] = TicketStatus.OPEN.value
    _guarded(connection, target.id, None, values)
    _point(connection, call.id, target.id)
    return ticket_of_call(connection, call.key, target.id)


def undo_continue(connection: Connection, call_key: str, now_us: int) -> TicketNow:
    """Give the call its own ticket back, with what was written meanwhile. Safe to repeat.

    Raises:
        UnknownCall: no such call.
    """
    call = call_row(connection, call_key)
    draft = birth_ticket(connection, call.key)
    if draft.continued_in is None:
        return ticket_of_call(connection, call.key, draft.id)
    entry = Entry.from_ticket_id == draft.id
    body = connection.execute(select(Entry.body).where(entry)).scalar() or ""
    connection.execute(delete(Entry).where(entry))
    saved = bool(draft.disposition)
    _guarded(
        connection,
        draft.id,
        None,
        {
            "notes": body,
            "continued_in": None,
            "status": (TicketStatus.OPEN if saved else TicketStatus.DRAFT).value,
            "updated_us": now_us,
        },
    )
    _point(connection, call.id, draft.id)
    return ticket_of_call(connection, call.key, draft.id)


def _point(connection: Connection, call_id: int, ticket_id: int) -> None:
    connection.execute(update(Call).where(Call.id == call_id).values(ticket_id=ticket_id))
    connection.execute(
        update(Interaction).where(Interaction.call_id == call_id).values(ticket_id=ticket_id)
    )


def open_tickets_of(connection: Connection, owner: str, limit: int) -> tuple[OpenTicket, ...]:
    """Return the tickets that wait for their owner, most urgent first, then the oldest."""
    urgency = case({p.value: rank for rank, p in enumerate(Priority)}, value=Ticket.priority)
    rows = connection.execute(
        select(*OPEN_TICKET)
        .where(Ticket.owner == owner, Ticket.status == TicketStatus.OPEN.value)
        .order_by(urgency.desc(), Ticket.created_us)
        .limit(limit)
    )
    return tuple(open_ticket_in(row) for row in rows)
