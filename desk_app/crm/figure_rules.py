"""The names of figures and what a team has agreed on about them. Plain data, no database."""

from __future__ import annotations

import enum
from collections.abc import Mapping

import msgspec

from desk_app.crm.records import OutcomeOfCall, RecentCall, TimelineEntry

SECOND_US = 1_000_000


class Figure(enum.Enum):
    """A figure that can be opened into its calls."""

    OFFERED = "offered"
    ANSWERED = "answered"
    ABANDONED = "abandoned"
    OVERFLOWED = "overflowed"
    WAITING = "waiting"  # neither answered nor over
    SHORT = "short"  # abandoned within the first seconds
    IN_TIME = "in_time"  # answered within the target
    LOST_IN_TIME = "lost_in_time"  # abandoned within the target
    FORECAST = "forecast"  # answered, with a word at the entry on how long that would take
    HANDLED = "handled"  # one for each phone that talked and hung up: a transfer makes two


class ServiceLevelRule(enum.Enum):
    """Which calls the calls answered in time are compared with; say which one is shown.

    OURS: answered + abandoned - short abandoned. ASTERISK: the answered ones alone, so who
    gave up does not count. CONNECT: all that left the queue, and who gave up within the
    target counts as a success.
    """

    OURS = "ours"
    ASTERISK = "asterisk"
    CONNECT = "connect"


class FigureRules(msgspec.Struct, frozen=True, kw_only=True):
    """What the team has agreed on; part of every report. Seconds."""

    target_s: float = 20.0  # T of the service level: answered by then is in time
    short_s: float = 5.0  # who gives up earlier, from the entry on, is a short abandon
    wrap_up_limit_s: float = 300.0  # of a longer wrap-up (forgotten) only this much counts
    service_level: ServiceLevelRule = ServiceLevelRule.OURS


def is_short(call: RecentCall | TimelineEntry, short_s: float) -> bool:
    """Return whether a call is one of those that `Figure.SHORT` counts."""
    through_queue = call.direction == "in" and call.queue != ""
    gave_up = call.outcome == OutcomeOfCall.ABANDONED and not call.talk_s
    return through_queue and gave_up and call.wait_s < short_s


def ratio(part: float, whole: float) -> float | None:
    """Return part / whole, None where there is nothing to divide by."""
    return part / whole if whole else None


def service_level(counts: Mapping[Figure, int], rule: ServiceLevelRule) -> float | None:
    """Return the share of calls that were served in time, 0 to 1, by a rule."""
    done, gone = counts[Figure.ANSWERED], counts[Figure.ABANDONED]
    good = counts[Figure.IN_TIME]
    match rule:
        case ServiceLevelRule.OURS:
            return ratio(good, done + gone - counts[Figure.SHORT])
        case ServiceLevelRule.ASTERISK:
            return ratio(good, done)
        case ServiceLevelRule.CONNECT:
            left = done + gone + counts[Figure.OVERFLOWED]
            return ratio(good + counts[Figure.LOST_IN_TIME], left)
