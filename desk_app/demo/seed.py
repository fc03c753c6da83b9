"""Writes the invented customers and their history into a new database.

Calls are written as the call log would have written them: a record joined from
events, a ticket for each, later calls of the same matter continued in its ticket.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import insert

from desk_app.crm import models
from desk_app.crm.call_log import CallRecord
from desk_app.crm.database import Database
from desk_app.crm.numbers import NumberRules, read_number
from desk_app.crm.records import EntryKind, TicketStatus
from desk_app.crm.text import search_key
from desk_app.demo.call_rows import (
    Row,
    call_record,
    call_row,
    interaction_row,
    leg_rows,
    line_row,
    us,
)
from desk_app.demo.contacts import CALLS, Contact, History, Promised, Ticket
from desk_app.demo.people import Person

FIRST_OPEN_TICKET = 48213
"""Number of Laleh Farahmand's open ticket; all others are numbered around it by age."""

_KINDS = {"mail": EntryKind.EMAIL, "chat": EntryKind.CHAT, "note": EntryKind.NOTE}


@dataclass
class Rows:
    """What will be inserted, by table, parents before children."""

    by_table: dict[type[models.Base], list[Row]] = field(default_factory=lambda: defaultdict(list))

    def add(self, table: type[models.Base], row: Row) -> None:
        """Add a row."""
        self.by_table[table].append(row)

    def count(self, table: type[models.Base]) -> int:
        """Return how many rows a table will get."""
        return len(self.by_table[table])


_ORDER = (
    models.Customer,
    models.Number,
    models.Tag,
    models.Ticket,
    models.Entry,
    models.Call,
    models.Alias,
    models.Leg,
    models.Interaction,
    models.Promise,
)


def seed(database: Database, everybody: list[Person], past: History) -> Rows:
    """Write everything in one transaction and return what was written.

    Raises:
        DatabaseTrouble: the file cannot be written.
    """
    rows = _Seeder(everybody, past).rows()
    with database.write() as connection:
        for table in _ORDER:
            if rows.by_table[table]:
                connection.execute(insert(table), rows.by_table[table])
    return rows


class _Seeder:
    def __init__(self, everybody: list[Person], past: History) -> None:
        self._everybody = everybody
        self._past = past
        self._rows = Rows()
        self._reads = [
            [read_number(number.raw, NumberRules()) for number in person.numbers]
            for person in everybody
        ]
        self._numbers = [reads[0] for reads in self._reads]  # what everybody calls from
        held = Counter(read.e164 for reads in self._reads for read in reads)
        self._shared = {e164 for e164, holders in held.items() if holders > 1}
        self._by_ticket: dict[int, list[Contact]] = defaultdict(list)
        for contact in past.contacts:
            if contact.ticket is not None:
                self._by_ticket[contact.ticket].append(contact)
        self._ticket_ids = self._numbered()

    def rows(self) -> Rows:
        """Return the rows of all tables."""
        for person in self._everybody:
            self._customer(person)
        for place, ticket in enumerate(self._past.tickets):
            self._ticket(place, ticket)
        for contact in self._past.contacts:
            if contact.ticket is None:
                self._interaction(contact, None)
        for promised in self._past.promises:
            self._promise(promised)
        return self._rows

    def _numbered(self) -> dict[tuple[int, int], int]:
        """Give numbers to tickets: (place, 0) the ticket itself, (place, n) its n-th later call.

        By age, as a database would have given them.
        """
        born: list[tuple[datetime, tuple[int, int]]] = []
        laleh = 0, 0
        for place, ticket in enumerate(self._past.tickets):
            born.append((ticket.created, (place, 0)))
            if ticket.person == 0 and ticket.status != TicketStatus.SOLVED:
                laleh = place, 0
            later = self._later_calls(place)
            born += [(contact.at, (place, n)) for n, contact in enumerate(later, 1)]
        order = [key for _, key in sorted(born)]
        first = FIRST_OPEN_TICKET - order.index(laleh)
        return {key: first + offset for offset, key in enumerate(order)}

    def _opening_call(self, place: int) -> Contact | None:
        """Return the call that opened the ticket; None when something else did."""
        first = min(self._by_ticket[place], key=lambda contact: contact.at)
        return first if first.kind in CALLS else None

    def _later_calls(self, place: int) -> list[Contact]:
        opening = self._opening_call(place)
        calls = [c for c in self._by_ticket[place] if c.kind in CALLS and c is not opening]
        return sorted(calls, key=lambda contact: contact.at)

    # --- customers -----------------------------------------------------------------------

    def _customer(self, person: Person) -> None:
        reads = self._reads[person.index]
        since = us(person.since)
        self._rows.add(
            models.Customer,
            {
                "id": person.index + 1,
                "name": person.name,
                "company": person.company,
                "role": person.role,
                "email": person.email,
                "city": person.city,
                "language": person.prefers,
                "contract": person.contract,
                "plan": person.plan,
                "since_us": since,
                "balance": person.balance,
                "good_to_know": person.good_to_know,
                "note": "",
                "search": search_key(person.name, person.company, person.email, person.contract),
                "created_us": since,
                "updated_us": since,
                "version": 1,
            },
        )
        for position, (number, read) in enumerate(zip(person.numbers, reads, strict=True)):
            self._rows.add(
                models.Number,
                {
                    "customer_id": person.index + 1,
                    "position": position,
                    "label": number.label,
                    "raw": number.raw,
                    "e164": read.e164,
                    "tail": read.tail,
                },
            )
        for position, tag in enumerate(person.tags):
            row = {"customer_id": person.index + 1, "tag": tag, "position": position}
            self._rows.add(models.Tag, row)

    # --- tickets and what hangs on them --------------------------------------------------

    def _ticket(self, place: int, ticket: Ticket) -> None:
        number = self._ticket_ids[place, 0]
        opening = self._opening_call(place)
        record = self._record(opening) if opening else None
        self._rows.add(
            models.Ticket,
            _ticket_row(number, ticket.person, ticket.owner, ticket.created, ticket.updated)
            | {
                "call_key": record.key if record else None,
                "subject": ticket.subject,
                "category": ticket.category,
                "disposition": ticket.disposition,
                "priority": ticket.priority,
                "status": ticket.status,
                "notes": opening.text if opening else "",
            },
        )
        if opening and record:
            self._call(opening, record, number)
        for n, contact in enumerate(self._later_calls(place), 1):
            self._continued(contact, self._ticket_ids[place, n], number)
        for contact in self._by_ticket[place]:
            if contact.kind not in CALLS:
                self._interaction(contact, number)
        if ticket.status == TicketStatus.SOLVED:
            self._solved(ticket, number)

    def _continued(self, contact: Contact, number: int, within: int) -> None:
        """Write a later call of the same matter: its own draft, continued in the ticket."""
        record = self._record(contact)
        draft = _ticket_row(number, contact.person, contact.who, contact.at, contact.at)
        status = {"status": TicketStatus.CONTINUED.value, "continued_in": within}
        self._rows.add(models.Ticket, draft | status | {"call_key": record.key})
        self._rows.add(
            models.Entry,
            {
                "ticket_id": within,
                "from_ticket_id": number,
                "call_key": record.key,
                "author": contact.who,
                "kind": "call",
                "body": contact.text,
                "at_us": us(contact.at),
            },
        )
        self._call(contact, record, within)

    def _solved(self, ticket: Ticket, number: int) -> None:
        row = interaction_row(ticket.person, EntryKind.TICKET, us(ticket.updated))
        more = {
            "title": ticket.subject,
            "text": ticket.closing,
            "who": ticket.owner,
            "outcome": "solved",
        }
        self._rows.add(models.Interaction, row | more | {"ticket_id": number})

    def _interaction(self, contact: Contact, ticket_id: int | None) -> None:
        row = interaction_row(contact.person, _KINDS[contact.kind], us(contact.at))
        direction = "in" if contact.kind in ("mail", "chat") else ""
        more = {"title": contact.title, "text": contact.text, "who": contact.who}
        self._rows.add(
            models.Interaction, row | more | {"ticket_id": ticket_id, "direction": direction}
        )

    def _promise(self, promised: Promised) -> None:
        ticket = self._past.tickets[promised.ticket]
        row = {
            "ticket_id": self._ticket_ids[promised.ticket, 0],
            "customer_id": ticket.person + 1,
            "number": self._reads[ticket.person][0].raw,
            "what": promised.what,
            "owner": ticket.owner,
            "due_us": us(promised.due),
            "reminder_min": 10,
            "created_us": us(ticket.updated),
            "done_us": None,
            "version": 1,
        }
        self._rows.add(models.Promise, row)

    def _record(self, contact: Contact) -> CallRecord:
        return call_record(contact, self._numbers[contact.person])

    def _call(self, contact: Contact, record: CallRecord, ticket_id: int) -> None:
        number = self._rows.count(models.Call) + 1
        e164 = self._numbers[contact.person].e164
        row = call_row(number, record, contact, e164, ticket_id)
        # A number that several have says nothing: somebody has chosen.
        row["customer_chosen"] = int(e164 in self._shared)
        self._rows.add(models.Call, row)
        for alias in record.aliases:
            self._rows.add(models.Alias, {"alias": alias, "call_id": number})
        for leg in leg_rows(number, record):
            self._rows.add(models.Leg, leg)
        self._rows.add(models.Interaction, line_row(number, record, contact, ticket_id))


def _ticket_row(number: int, person: int, owner: str, created: datetime, updated: datetime) -> Row:
    return {
        "id": number,
        "call_key": None,
        "customer_id": person + 1,
        "subject": "",
        "category": "",
        "disposition": "",
        "priority": "normal",
        "status": "",
        "owner": owner,
        "notes": "",
        "continued_in": None,
        "created_us": us(created),
        "updated_us": us(updated),
        "version": 1,
    }
