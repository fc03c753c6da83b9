"""A made-up call like most: drawn once into nothing, so that the first real one finds all ready."""

from __future__ import annotations

from msgspec.structs import replace

from desk_app.crm.records import (
    Caller,
    CallerKind,
    Customer,
    CustomerBrief,
    EntryKind,
    OpenTicket,
    OutcomeOfCall,
    PhoneNumber,
    Priority,
    TicketNow,
    TicketStatus,
    TimelineEntry,
)
from desk_app.state import Case
from desk_app.telephony.calls import Call, CallState
from desk_app.telephony.messages import Direction

_CUSTOMER = Customer(
    id=0,
    name="-",
    company="-",
    role="-",
    email="-",
    city="-",
    language="-",
    contract="-",
    plan="-",
    since_us=0,
    balance="-",
    tags=("key_account", "-"),
    good_to_know="-",
    numbers=(PhoneNumber("02100000000", ""), PhoneNumber("-", "", "mobile")),
)
_ENTRIES = (
    *(TimelineEntry(0, kind, 0, "-", "-", "-", ticket_id=1) for kind in EntryKind),
    TimelineEntry(0, EntryKind.CALL, 0, outcome=OutcomeOfCall.ABANDONED, queue="-", wait_s=1),
    TimelineEntry(0, EntryKind.CALL, 0, outcome=OutcomeOfCall.ANSWERED, recording="-"),
    TimelineEntry(0, EntryKind.TICKET, 0, "-", outcome=TicketStatus.SOLVED),
)
ORDINARY = Case(
    Call(key="", direction=Direction.IN, state=CallState.RINGING, started_us=0, queue="-"),
    Caller(
        kind=CallerKind.ONE,
        number="",
        e164="",
        name="",
        customer=_CUSTOMER,
        timeline=_ENTRIES,
        open_tickets=(OpenTicket(1, "-", TicketStatus.OPEN, Priority.HIGH, "-", 0, 0),),
        also_at_company=(CustomerBrief(0, "-"), CustomerBrief(0, "-")),
        csat=1,
    ),
    TicketNow(0, "", 0, "", "", "", Priority.NORMAL, TicketStatus.DRAFT, "", "", 0, 0, 1),
)
ENDED = replace(
    ORDINARY, call=replace(ORDINARY.call, state=CallState.ENDED, answered_us=0, ended_us=0)
)
