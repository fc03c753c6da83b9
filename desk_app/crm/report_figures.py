"""A report: sums over calls, what is told of them, and the rows they make. Plain data."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping

import msgspec

from desk_app.crm.figure_rules import (
    SECOND_US,
    Figure,
    ServiceLevelRule,
    ratio,
    service_level,
)
from desk_app.crm.report_spans import Asked


class Behind(enum.StrEnum):
    """What a report counts, each with its list: calls, legs (phones), calls with a known caller."""

    OFFERED = "offered"
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    OVERFLOWED = "overflowed"
    WAITING = "waiting"
    SHORT = "short"
    IN_TIME = "in_time"
    LOST_IN_TIME = "lost_in_time"
    FORECAST = "forecast"  # answered, and the wait was foretold
    RANG = "rang"  # phones that rang
    TAKEN = "taken"  # of these, answered
    HANDLED = "handled"  # talked and hung up
    MISSED = "missed"  # rang out, caller still there
    CAPPED = "capped"  # wrap-up longer than the limit
    KNOWN = "known"  # answered, the caller is known, and the N days are over
    RESOLVED = "resolved"  # of these, no further call
    ASKED = "asked"  # after the talk, how it was
    RATED = "rated"  # of these, with an answer
    SATISFIED = "satisfied"  # of these, 4 or 5 of 5


_NAMES = frozenset(one.value for one in Behind)
OF_LEGS = (Behind.RANG, Behind.TAKEN, Behind.HANDLED, Behind.MISSED, Behind.CAPPED)
OF_RETURNS = (Behind.KNOWN, Behind.RESOLVED)
OF_RATINGS = (Behind.ASKED, Behind.RATED, Behind.SATISFIED)
OF_CALLS = tuple(one for one in Behind if one not in (*OF_LEGS, *OF_RETURNS, *OF_RATINGS))


class Sums(msgspec.Struct, kw_only=True):
    """What is added up over calls. Times in µs; `longest_us` is the greatest, not a sum."""

    counts: dict[Behind, int] = msgspec.field(default_factory=lambda: dict.fromkeys(Behind, 0))
    waited_us: int = 0  # of the answered
    longest_us: int = 0  # of waits that are over
    error_us: int = 0  # by how much the waits were other than foretold, earlier or later
    talk_us: int = 0  # of the handled legs, holds included
    wrap_us: int = 0  # no wrap-up counts for more than its limit
    ring_us: int = 0  # of all legs that are over
    wrapped: int = 0  # wrap-ups that are over
    duty_us: int = 0  # agents ready or busy, added up; 0 also where it is not known
    waits_s: tuple[float | None, float | None] = (None, None)  # p50, p90: cannot be added

    def add(self, values: Mapping[str, int]) -> None:
        """Add counts and times by name."""
        for name, value in values.items():
            if name in _NAMES:
                self.counts[Behind(name)] += value
            elif name == "longest_us":
                self.longest_us = max(self.longest_us, value)
            else:
                setattr(self, name, getattr(self, name) + value)

    def merge(self, other: Sums) -> None:
        """Add what another has; the percentiles are not touched."""
        for behind, count in other.counts.items():
            self.counts[behind] += count
        self.longest_us = max(self.longest_us, other.longest_us)
        for name in (
            "waited_us",
            "error_us",
            "talk_us",
            "wrap_us",
            "ring_us",
            "wrapped",
            "duty_us",
        ):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def service_level(self, rule: ServiceLevelRule) -> float | None:
        """0 to 1, by a rule that is to be named."""
        figures = {f: self.counts[Behind(f.value)] for f in Figure}
        return service_level(figures, rule)

    @property
    def asa_s(self) -> float | None:
        """Mean wait of the answered."""
        return ratio(self.waited_us / SECOND_US, self.counts[Behind.ANSWERED])

    @property
    def longest_s(self) -> float | None:
        """The longest wait that is over; None where no call has been let in."""
        offered, waiting = self.counts[Behind.OFFERED], self.counts[Behind.WAITING]
        return self.longest_us / SECOND_US if offered > waiting else None

    @property
    def error_s(self) -> float | None:
        """Forecast error: mean of |wait - expected wait| of the answered that had a forecast."""
        return ratio(self.error_us / SECOND_US, self.counts[Behind.FORECAST])

    @property
    def aht_s(self) -> float | None:
        """Mean handle time: talk with holds and wrap-up, of each phone that handled a call."""
        return ratio((self.talk_us + self.wrap_us) / SECOND_US, self.counts[Behind.HANDLED])

    @property
    def acw_s(self) -> float | None:
        """Mean wrap-up, of those that are over."""
        return ratio(self.wrap_us / SECOND_US, self.wrapped)

    @property
    def capped(self) -> float | None:
        """Share of the wrap-ups that were cut to the limit."""
        return ratio(self.counts[Behind.CAPPED], self.wrapped)

    @property
    def resolved(self) -> float | None:
        """First call resolution, 0 to 1."""
        return ratio(self.counts[Behind.RESOLVED], self.counts[Behind.KNOWN])

    @property
    def satisfied(self) -> float | None:
        """Satisfaction (CSAT): share of the answers that are 4 or 5."""
        return ratio(self.counts[Behind.SATISFIED], self.counts[Behind.RATED])

    @property
    def responded(self) -> float | None:
        """Share of the asked who answered."""
        return ratio(self.counts[Behind.RATED], self.counts[Behind.ASKED])

    @property
    def occupancy(self) -> float | None:
        """(Talk with holds + wrap-up + ringing) / the agents' ready-or-busy time."""
        return ratio(self.talk_us + self.wrap_us + self.ring_us, self.duty_us)


class Row(msgspec.Struct, frozen=True):
    """An interval [from_us, to_us) and its figures."""

    from_us: int
    to_us: int
    sums: Sums


class Report(msgspec.Struct, frozen=True):
    """Rows oldest first, also the empty ones; `slots`: (weekday from Monday, hour) -> sums."""

    asked: Asked
    made_us: int
    rows: tuple[Row, ...]
    total: Sums
    slots: dict[tuple[int, int], Sums]

    @property
    def empty(self) -> bool:
        """Whether no call has entered (or rung, for an agent) in the period."""
        return not (self.total.counts[Behind.OFFERED] or self.total.counts[Behind.RANG])


def together(many: Iterable[Sums]) -> Sums:
    """Return the sum of sums."""
    whole = Sums()
    for one in many:
        whole.merge(one)
    return whole
