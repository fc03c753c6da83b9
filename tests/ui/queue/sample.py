"""Four queues and those who wait in them, as in the design's pictures."""

from __future__ import annotations

from collections.abc import Iterable
from types import MappingProxyType

from msgspec.structs import replace

from desk_app.crm.records import (
    Caller,
    CallerKind,
    Customer,
    EntryKind,
    OpenTicket,
    Priority,
    TicketStatus,
    TimelineEntry,
)
from desk_app.queue_settings import QueueSection
from desk_app.queue_state import QueueDeskState
from desk_app.telephony.queue.board import QueueBoard, Waiting
from tests.ui.conftest import NOW_US

S = 1_000_000
DAY = 86_400 * S

QUEUES = (
    QueueSection(name="Support", limit_s=120),
    QueueSection(name="Visits", limit_s=60),
    QueueSection(name="Billing", limit_s=60),
    QueueSection(name="Sales", limit_s=60),
)


def waiting(key: str, queue: str, waited_s: int, **fields: object) -> Waiting:
    """Return somebody who has waited so long."""
    return Waiting(key, queue, NOW_US - waited_s * S, **fields)  # type: ignore[arg-type]


LALEH = waiting(
    "w1",
    "Support",
    161,
    number="+982149258000",
    name="Laleh Farahmand",
    priority=10,
    why="key account",
)
CALLERS = (
    LALEH,
    waiting("w2", "Support", 130, number="+989120003340", name="Siavash Golzari"),
    waiting("w3", "Support", 112, number="+989120005518", name="Mandana Keshvari", callback=True),
    waiting("w4", "Support", 97, number="+982133000065"),
    waiting("w5", "Support", 64, number="+989120001142", name="بهرنگ مستوفی"),
    waiting("w6", "Support", 41, number="+983130001420", name="Aftabzar Co-op"),
    waiting("w7", "Support", 22, number=""),
    waiting("w8", "Support", 6, number="+989120009087"),
    waiting("w9", "Visits", 48, number="+982155000421", name="Ramin Sohrabi"),
)

RECORD = Caller(
    CallerKind.ONE,
    "+982149258000",
    "+982149258000",
    "L. F.",
    customer=Customer(
        1,
        "Laleh Farahmand",
        "Khorshidak Toys",
        "Office manager",
        tags=("key_account", "Business fibre"),
    ),
    timeline=(TimelineEntry(1, EntryKind.CALL, NOW_US - DAY, outcome="answered"),),
    open_tickets=(
        OpenTicket(
            48213,
            "Fibre drops",
            TicketStatus.PENDING,
            Priority.HIGH,
            "Omid R.",
            NOW_US - DAY,
            NOW_US - DAY,
        ),
    ),
)


def queues(
    callers: Iterable[Waiting] = CALLERS,
    logged_in: tuple[str, ...] = ("Support", "Visits", "Billing", "Sales"),
    sections: tuple[QueueSection, ...] = QUEUES,
) -> QueueDeskState:
    """Return the queues with these callers in them."""
    board = QueueBoard(MappingProxyType({caller.key: caller for caller in callers}))
    return QueueDeskState(board, sections, logged_in, MappingProxyType({"w1": RECORD}))


def without(state: QueueDeskState, *keys: str) -> QueueDeskState:
    """Return the queues when these callers have gone."""
    left = {key: c for key, c in state.board.callers.items() if key not in keys}
    return replace(state, board=QueueBoard(MappingProxyType(left)))


def with_one(state: QueueDeskState, caller: Waiting) -> QueueDeskState:
    """Return the queues with one caller more, or as one is now."""
    callers = {**state.board.callers, caller.key: caller}
    return replace(state, board=QueueBoard(MappingProxyType(callers)))
