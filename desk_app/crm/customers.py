"""Customers: made from a call, given numbers, found by name or digits."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, func, insert, or_, select, text, update

from desk_app.crm.caller_queries import load_customer
from desk_app.crm.models import AnyRow, Call, Customer, Interaction, Number, Ticket, new_id
from desk_app.crm.numbers import NumberRules, digits_of, read_number
from desk_app.crm.records import CustomerBrief
from desk_app.crm.text import bounded, folded, search_key
from desk_app.crm.ticket_store import CallRow, set_customer


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
        found = _by_words(connection, words, limit)
    else:
        return ()
    return tuple(CustomerBrief(r.id, r.name, r.company, r.city, r.role, r.number) for r in found)


def _brief(number: Any) -> Select[Any]:
    return select(
        Customer.id,
        Customer.name,
        Customer.company,
        Customer.city,
        Customer.role,
        func.coalesce(number, "").label("number"),
    )


def _by_digits(
    connection: Connection, typed: str, digits: str, limit: int, rules: NumberRules
) -> list[AnyRow]:
    begins = {digits.lstrip("0"), digits.removeprefix("00")} - {""}
    forms = {f"+{rules.country_code}{b}" for b in begins} | {f"+{b}" for b in begins}
    exact = read_number(typed, rules)
    if exact.e164:
        forms = {exact.e164}
    ranges = [Number.e164.between(form, form + "9" * 15) for form in forms]
    ranges.append(Number.tail.between(digits, digits + "9" * 8))
    query = (
        _brief(func.min(Number.e164))
        .join(Number, Number.customer_id == Customer.id)
        .where(or_(*ranges))
        .group_by(Customer.id)
        .limit(limit)
    )
    return list(connection.execute(query))


def _by_words(connection: Connection, words: list[str], limit: int) -> list[AnyRow]:
    first = (
        select(Number.e164)
        .where(Number.customer_id == Customer.id)
        .order_by(Number.position)
        .limit(1)
        .scalar_subquery()
    )
    query = _brief(first).limit(limit)
    if connection.dialect.name == "sqlite":
        match = " ".join(f'"{word}"*' for word in words)
        # No order: ranking a short prefix over a million rows takes 70 ms.
        found = text("SELECT rowid FROM customers_words WHERE customers_words MATCH :match")
        rows = found.bindparams(match=match).columns(Customer.id)
        query = query.where(Customer.id.in_(rows))
    else:
        for word in words:
            padded = " " + Customer.search
            query = query.where(padded.contains(" " + word, autoescape=True))
    return list(connection.execute(query))
