"""Who is calling: what the number says, and everything known about the customer."""

from __future__ import annotations

from sqlalchemy import Connection

from desk_app.crm import caller_queries
from desk_app.crm.call_store import Identified
from desk_app.crm.numbers import NumberKind, NumberRules, ReadNumber, read_number
from desk_app.crm.places import place_of
from desk_app.crm.records import Caller, CallerKind, CustomerBrief
from desk_app.crm.text import bounded

_KINDS = {
    NumberKind.PHONE: CallerKind.UNKNOWN,
    NumberKind.LOCAL: CallerKind.UNKNOWN,
    NumberKind.EXTENSION: CallerKind.INTERNAL,
    NumberKind.WITHHELD: CallerKind.WITHHELD,
    NumberKind.ODD: CallerKind.ODD,
}


class Callers:
    """Identifies numbers by the rules in force; stateless otherwise."""

    def __init__(self, rules: NumberRules, language: str = "en") -> None:
        self.rules = rules
        self.language = language

    def identify(self, connection: Connection, number: str) -> Identified:
        """Return the number's E.164 and the one customer who has it, if there is just one."""
        read = read_number(number, self.rules)
        if not read.e164:
            return Identified()
        return Identified(read.e164, caller_queries.only_holder(connection, read.e164))

    def caller(
        self,
        connection: Connection,
        number: str,
        name: str,
        now_us: int,
        customer_id: int | None = None,
    ) -> Caller:
        """Return everything known about who calls; `customer_id` if it is already decided.

        Only an exact E.164 identifies; several holders are a choice, equal last
        digits a possibility, and neither is opened by itself.
        """
        read = read_number(number, self.rules)
        shown = bounded(name)
        if customer_id is None and read.e164:
            customer_id = caller_queries.only_holder(connection, read.e164)
            if customer_id is None:
                choice = caller_queries.holders(connection, read.e164)
                if choice:
                    return self._plain(read, shown, CallerKind.SEVERAL, choice=choice)
        if customer_id is not None:
            return _known(connection, read, shown, now_us, customer_id)
        possible = caller_queries.near(connection, read.tail) if read.tail else ()
        return self._plain(read, shown, _KINDS[read.kind], possible=possible)

    def _plain(
        self,
        read: ReadNumber,
        name: str,
        kind: CallerKind,
        choice: tuple[CustomerBrief, ...] = (),
        possible: tuple[CustomerBrief, ...] = (),
    ) -> Caller:
        return Caller(
            kind=kind,
            number=read.raw,
            e164=read.e164,
            name=name,
            place=place_of(read.e164, self.language),
            choice=choice,
            possible=possible,
        )


def _known(
    connection: Connection, read: ReadNumber, name: str, now_us: int, customer_id: int
) -> Caller:
    customer = caller_queries.load_customer(connection, customer_id)
    counts, calls_90d = caller_queries.counts(connection, customer_id, now_us)
    return Caller(
        kind=CallerKind.ONE,
        number=read.raw,
        e164=read.e164,
        name=name,
        customer=customer,
        timeline=caller_queries.load_timeline(connection, customer_id),
        open_tickets=caller_queries.open_tickets(connection, customer_id),
        counts=counts,
        also_at_company=caller_queries.colleagues(connection, customer),
        calls_90d=calls_90d,
        tickets_90d=caller_queries.tickets_90d(connection, customer_id, now_us),
    )
