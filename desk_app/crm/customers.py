"""Customers: made from a call, given numbers, found by name or digits."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, text, update

from desk_app.crm.caller_queries import load_customer
from desk_app.crm.models import Call, Customer, Interaction, Number, Ticket, new_id
from desk_app.crm.numbers import NumberRules, digits_of, read_number
from desk_app.crm.records import CustomerBrief
from desk_app.crm.text import bounded, folded, search_key
from desk_app.crm.ticket_store import CallRow, set_customer

_AFTER_DIGITS = ":"  # the character after "9"


def create(
    connection: Connection, name: str, company: str, number: str, rules: NumberRules, now_us: int
) -> int:
    """Make a customer with this number and return its id.

    Earlier calls from the number that nobody was known for become the customer's.
    """
    plain, firm = bounded(name), bounded(company)
    customer_id = new_id(
        connection.execute(
            insert(Customer),
            {
                "name": plain,
                "company": firm,
                "search": search_key(plain, firm),
                "created_us": now_us,
                "updated_us": now_us,
                "version": 1,
            },
        )
    )
    if number:
        add_number(connection, customer_id, number, rules, now_us)
    return customer_id


def add_number(
    connection: Connection, customer_id: int, number: str, rules: NumberRules, now_us: int
) -> None:
    """Give the customer a number, unless it has it, and the unknown calls from it.

    Raises:
        UnknownCustomer: no such customer.
    """
    customer = load_customer(connection, customer_id)
    read = read_number(number, rules)
    same = any(n.raw == read.raw or (read.e164 and n.e164 == read.e164) for n in customer.numbers)
    if same or not digits_of(read.raw):
        return
    connection.execute(
        insert(Number),
        {
            "customer_id": customer_id,
            "position": len(customer.numbers),
            "raw": read.raw,
            "e164": read.e164,
            "tail": read.tail,
        },
    )
    connection.execute(
        update(Customer)
        .where(Customer.id == customer_id)
        .values(updated_us=now_us, version=Customer.version + 1)
    )
    if read.e164:
        adopt_calls(connection, read.e164, customer_id)


def adopt_calls(connection: Connection, e164: str, customer_id: int) -> None:
    """Give the customer the calls from a number that nobody had when they came."""
    calls = select(Call.id, Call.key).where(
        Call.e164 == e164, Call.customer_id.is_(None), Call.customer_chosen == 0
    )
    for call in connection.execute(calls).all():
        _give(connection, call.id, call.key, customer_id, chosen=False)


def attach(connection: Connection, call: CallRow, customer_id: int) -> None:
    """Give a call, its ticket and its timeline line to the customer an agent chose.

    Raises:
        UnknownCustomer: no such customer.
    """
    load_customer(connection, customer_id)
    _give(connection, call.id, call.key, customer_id, chosen=True)


def _give(
    connection: Connection, call_id: int, key: str, customer_id: int, *, chosen: bool
) -> None:
    values: dict[str, Any] = {"customer_id": customer_id}
    if chosen:
        values["customer_chosen"] = 1
    connection.execute(update(Call).where(Call.id == call_id), values)
    ticket_id = connection.execute(select(Call.ticket_id).where(Call.id == call_id)).scalar_one()
    set_customer(connection, key, ticket_id, customer_id)
    owner = {"customer_id": customer_id}
    connection.execute(update(Interaction).where(Interaction.call_id == call_id), owner)
    own_lines = select(Ticket.id).where(Ticket.call_key == key)
    connection.execute(
        update(Interaction).where(
            Interaction.ticket_id.in_(own_lines), Interaction.kind == "ticket"
        ),
        owner,
    )


def search(
    connection: Connection, typed: str, limit: int, rules: NumberRules
) -> tuple[CustomerBrief, ...]:
    """Return customers whose words begin with every word typed, or who have the number.

    Three digits or more are looked for as the beginning of a number (national or
    international) and of its last eight digits.
    """
    digits = digits_of(typed)
    words = folded(bounded(typed)).split()
    if len(digits) >= 3 and len(digits) * 2 > len("".join(words)):
        found = _by_digits(connection, typed, digits, limit, rules)
    elif words:
        found = dict.fromkeys(_by_words(connection, words, limit), "")
    else:
        return ()
    if not found:
        return ()
    rows = connection.execute(_briefs(list(found)))
    return tuple(
        CustomerBrief(r.id, r.name, r.company, r.city, r.role, found[r.id] or r.number)
        for r in rows
    )


def _briefs(customer_ids: list[int]) -> Select[*tuple[Any, ...]]:
    first = (
        select(Number.e164)
        .where(Number.customer_id == Customer.id)
        .order_by(Number.position)
        .limit(1)
        .scalar_subquery()
    )
    return (
        select(
            Customer.id,
            Customer.name,
            Customer.company,
            Customer.city,
            Customer.role,
            func.coalesce(first, "").label("number"),
        )
        .where(Customer.id.in_(customer_ids))
        .order_by(Customer.name, Customer.id)
    )


def _by_digits(
    connection: Connection, typed: str, digits: str, limit: int, rules: NumberRules
) -> dict[int, str]:
    """Return customers by number, each with the number that was found, at most `limit`."""
    exact = read_number(typed, rules).e164
    begins = {digits.lstrip("0"), digits.removeprefix("00")} - {""}
    forms = {f"+{rules.country_code}{b}" for b in begins} | {f"+{b}" for b in begins}
    places = [(Number.e164, form) for form in sorted({exact} if exact else forms)]
    found: dict[int, str] = {}
    for column, form in [*places, (Number.tail, digits)]:
        # One range of one index at a time: together they would all be read before the limit.
        query = (
            select(Number.customer_id, Number.e164)
            .where(column >= form, column < form + _AFTER_DIGITS)
            .order_by(column)
            .limit(limit)
        )
        for customer_id, e164 in connection.execute(query):
            if len(found) < limit:
                found.setdefault(customer_id, e164)
    return found


def _by_words(connection: Connection, words: list[str], limit: int) -> list[int]:
    """Return customers with words that begin so, at most `limit`, in no order of relevance.

    Ranking a short prefix over a million rows takes 70 ms.
    """
    if connection.dialect.name == "sqlite":
        match = " ".join(f'"{word}"*' for word in words)
        rows = text(
            "SELECT rowid FROM customers_words WHERE customers_words MATCH :match LIMIT :limit"
        )
        return list(connection.execute(rows, {"match": match, "limit": limit}).scalars())
    # A plain statement may not use the index there: see `migrations/versions/0006_members`.
    rows = text("SELECT desk_find_customers(CAST(:words AS text[]), :limit)")
    return list(connection.execute(rows, {"words": words, "limit": limit}).scalars())
