"""Calls of a queue for tests of the figures: a whole life in a line."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from typing import Any

from desk_app.crm.call_log import CallEvent, EventKind
from desk_app.crm.records import LeftWhy, OutcomeOfCall, OutcomeOfLeg, TicketChanges
from desk_app.crm.service import Crm
from tests.crm.conftest import Clock

SECOND_US = 1_000_000


@dataclass
class QueueCalls:
    """Folds calls of a queue into a database. Times are in seconds."""

    crm: Crm
    clock: Clock
    start_us: int
    source: str = "j"
    _seq: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    _key: itertools.count[int] = field(default_factory=lambda: itertools.count(1))

    def tell(self, key: str, kind: EventKind, at_s: float, **more: Any) -> None:
        given: dict[str, Any] = {
            "source": self.source,
            "seq": next(self._seq),
            "kind": kind,
            "at_us": self.start_us + round(at_s * SECOND_US),
            "aliases": (f"desk:{key}",),
            "leg": key,
            "agent": "Omid",
            "direction": "in",
        }
        self.crm.fold(CallEvent(**(given | more)))

    def enter(
        self,
        at_s: float,
        queue: str = "Support",
        number: str = "",
        expected_s: float | None = None,
    ) -> str:
        """Let somebody enter the queue, expected to wait so long; return the call's key."""
        count = next(self._key)
        key = f"{self.source}{count:05}"
        number = number or f"0214925{count:04}"
        told: dict[str, Any] = {"queue": queue, "number": number}
        if expected_s is not None:
            told["expected_us"] = self.start_us + round((at_s + expected_s) * SECOND_US)
        self.tell(key, EventKind.ENTER, at_s, **told)
        return key

    def answered(
        self, at_s: float, wait_s: float, talk_s: float = 60, wrap_s: float | None = 20, **more: Any
    ) -> str:
        """A call that is offered a second before it is answered."""
        key = self.enter(at_s, **more)
        up_s = at_s + wait_s
        self.tell(key, EventKind.RING, max(at_s, up_s - 1), leg=f"{key}.1")
        self.tell(key, EventKind.ANSWER, up_s, leg=f"{key}.1")
        end = {"leg_outcome": OutcomeOfLeg.ANSWERED, "outcome": OutcomeOfCall.ANSWERED}
        self.tell(key, EventKind.END, up_s + talk_s, **end)
        if wrap_s is not None:
            self.clock.now_us = self.start_us + round((up_s + talk_s + wrap_s) * SECOND_US)
            self.crm.finish_wrap_up(key, TicketChanges())
        return key

    def gone(
        self,
        at_s: float,
        wait_s: float,
        outcome: OutcomeOfCall = OutcomeOfCall.ABANDONED,
        why: LeftWhy | None = None,
        *,
        recording: str = "",
        **more: Any,
    ) -> str:
        """A call that ends while it waits."""
        key = self.enter(at_s, **more)
        left = {"left_why": why, "place": 3, "waiting": 8, "recording": recording}
        self.tell(key, EventKind.END, at_s + wait_s, outcome=outcome, **left)
        return key
