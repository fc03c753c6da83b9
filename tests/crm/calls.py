"""Call events for tests: a whole call in a line."""

from __future__ import annotations

import itertools
from typing import Any

from desk_app.crm.call_log import CallEvent, EventKind
from desk_app.crm.records import OutcomeOfCall, OutcomeOfLeg

START_US = 1_763_300_000_000_000
SECOND_US = 1_000_000

ENDS = {
    "answered": (OutcomeOfLeg.ANSWERED, OutcomeOfCall.ANSWERED),
    "elsewhere": (OutcomeOfLeg.ELSEWHERE, OutcomeOfCall.OPEN),
    "rang_out": (OutcomeOfLeg.RANG_OUT, OutcomeOfCall.TIMED_OUT),
    "abandoned": (OutcomeOfLeg.CALLER_HUNG_UP, OutcomeOfCall.ABANDONED),
    "rejected": (OutcomeOfLeg.REJECTED, OutcomeOfCall.REJECTED),
    "busy": (OutcomeOfLeg.REJECTED, OutcomeOfCall.BUSY),
    "failed": (OutcomeOfLeg.FAILED, OutcomeOfCall.FAILED),
    "lost": (OutcomeOfLeg.FAILED, OutcomeOfCall.LOST),
}


class Journal:
    """One desk's journal: hands out events with rising numbers, one second apart."""

    def __init__(
        self, name: str = "journal", agent: str = "Omid", start_us: int = START_US
    ) -> None:
        self.name = name
        self.agent = agent
        self.now_us = start_us
        self._seq = itertools.count(1)

    def event(self, key: str, kind: str, linked: str = "", **more: Any) -> CallEvent:
        """Return the next event of the call `key`; "end" takes `end=` of `ENDS`."""
        end = more.pop("end", None)
        if end:
            more["leg_outcome"], more["outcome"] = ENDS[end]
        self.now_us += SECOND_US
        aliases = (f"desk:{key}",) + ((f"linkedid:{linked}",) if linked else ())
        given: dict[str, Any] = {
            "source": self.name,
            "seq": next(self._seq),
            "kind": EventKind(kind),
            "at_us": self.now_us,
            "aliases": aliases,
            "leg": key,
            "agent": self.agent,
            "direction": "in",
            "number": "02149258000",
            "name": "Laleh",
        }
        return CallEvent(**(given | more))

    def call(
        self, key: str, end: str = "answered", linked: str = "", **more: Any
    ) -> list[CallEvent]:
        """Return the events of a whole call; it is answered if it ends so, or is lost in talk."""
        kinds = ["ring", "answer", "end"] if end == "answered" else ["ring", "end"]
        return [
            self.event(key, kind, linked, **more | ({"end": end} if kind == "end" else {}))
            for kind in kinds
        ]
