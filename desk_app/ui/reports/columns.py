"""The figures of a report: how each is called, measured, counted, defined and shown."""

from __future__ import annotations

import enum
from collections.abc import Callable

import msgspec
from PySide6.QtCore import QCoreApplication

from desk_app.crm.figure_rules import FigureRules, ServiceLevelRule
from desk_app.crm.report_figures import Behind, Sums
from desk_app.crm.report_spans import Asked
from desk_app.ui import language
from desk_app.ui import text as say

translate = QCoreApplication.translate
NOTHING = "–"


class Kind(enum.Enum):
    """What a figure is measured in."""

    COUNT = "count"
    TIME = "time"  # seconds
    SHARE = "share"  # 0 to 1


class Column(msgspec.Struct, frozen=True):
    """A figure of a report: `behind` are the calls it opens into, None for none."""

    title: str
    kind: Kind
    value: Callable[[Sums], float | None]
    definition: str
    behind: Behind | None = None


def cell(kind: Kind, value: float | None) -> str:
    """Return a figure as it is shown; a dash where there is nothing to say."""
    if value is None:
        return NOTHING
    if kind is Kind.COUNT:
        return say.digits(round(value))
    if kind is Kind.TIME:
        return say.duration(value)
    said = say.digits(round(value * 100))
    return say.isolate(f"{said}٪" if language.is_persian() else f"{said}%")


def _count(behind: Behind) -> Callable[[Sums], float | None]:
    return lambda sums: sums.counts[behind]


def _seconds(value: float) -> str:
    return say.digits(f"{value:g}")


def level_definition(rules: FigureRules) -> str:
    """Return what the service level in use compares."""
    said = {
        ServiceLevelRule.OURS: translate(
            "reports",
            "Answered within {target} s, of the answered and the abandoned calls, but not the "
            "short ones.",
        ),
        ServiceLevelRule.ASTERISK: translate(
            "reports",
            "As Asterisk counts: answered within {target} s, of the answered calls alone; who "
            "gave up is not seen in it.",
        ),
        ServiceLevelRule.CONNECT: translate(
            "reports",
            "As Amazon Connect counts: answered or abandoned within {target} s, of all calls "
            "that left the queue.",
        ),
    }[rules.service_level]
    return said.format(target=_seconds(rules.target_s))


def _of_calls(rules: FigureRules) -> tuple[Column, ...]:
    short = translate("reports", "The caller gave up within {short} s of entering the queue.")
    counts = (
        (
            Behind.OFFERED,
            translate("reports", "Offered"),
            translate("reports", "Calls that entered the queue in the interval."),
        ),
        (
            Behind.ANSWERED,
            translate("reports", "Answered"),
            translate("reports", "An agent answered, whenever that was."),
        ),
        (
            Behind.ABANDONED,
            translate("reports", "Abandoned"),
            translate("reports", "The caller gave up while waiting."),
        ),
        (
            Behind.SHORT,
            translate("reports", "Short"),
            short.format(short=_seconds(rules.short_s)),
        ),
        (
            Behind.OVERFLOWED,
            translate("reports", "Overflowed"),
            translate(
                "reports", "Ended unserved though the caller had not given up: full, closed, late."
            ),
        ),
    )
    return tuple(Column(title, Kind.COUNT, _count(b), said, b) for b, title, said in counts)


def _waits(rules: FigureRules) -> tuple[Column, ...]:
    rule = rules.service_level
    survivors = translate("reports", "Of the waits of answered calls, from entry to answer.")
    return (
        Column(
            translate("reports", "Service level"),
            Kind.SHARE,
            lambda sums: sums.service_level(rule),
            level_definition(rules),
            Behind.IN_TIME,
        ),
        Column(
            translate("reports", "Mean wait (ASA)"),
            Kind.TIME,
            lambda sums: sums.asa_s,
            translate("reports", "Mean wait of answered calls; who gave up is not in it."),
            Behind.ANSWERED,
        ),
        Column(
            translate("reports", "Half within"), Kind.TIME, lambda sums: sums.waits_s[0], survivors
        ),
        Column(
            translate("reports", "9 of 10 within"),
            Kind.TIME,
            lambda sums: sums.waits_s[1],
            survivors,
        ),
        Column(
            translate("reports", "Longest wait"),
            Kind.TIME,
            lambda sums: sums.longest_s,
            translate("reports", "Of all waits that are over, answered or not."),
        ),
        Column(
            translate("reports", "Forecast error"),
            Kind.TIME,
            lambda sums: sums.error_s,
            translate(
                "reports",
                "Mean difference, earlier or later, between the wait of answered calls and the "
                "one expected when they entered: place × recent handle time / agents ready or "
                "busy. Only calls for which that was known.",
            ),
            Behind.FORECAST,
        ),
    )


def _of_agents(rules: FigureRules) -> tuple[Column, ...]:
    capped = translate(
        "reports", "Share of wrap-ups longer than {limit} s, of which only that much counts."
    )
    return (
        Column(
            translate("reports", "Handled"),
            Kind.COUNT,
            _count(Behind.HANDLED),
            translate("reports", "Talks that are over; a transferred call is one for each agent."),
            Behind.HANDLED,
        ),
        Column(
            translate("reports", "Handle time (AHT)"),
            Kind.TIME,
            lambda sums: sums.aht_s,
            translate("reports", "Mean of talk with holds and wrap-up, of the handled."),
            Behind.HANDLED,
        ),
        Column(
            translate("reports", "Wrap-up (ACW)"),
            Kind.TIME,
            lambda sums: sums.acw_s,
            translate("reports", "Mean wrap-up, of those that are over."),
        ),
        Column(
            translate("reports", "Forgotten wrap-ups"),
            Kind.SHARE,
            lambda sums: sums.capped,
            capped.format(limit=_seconds(rules.wrap_up_limit_s)),
            Behind.CAPPED,
        ),
        Column(
            translate("reports", "Missed by agents"),
            Kind.COUNT,
            _count(Behind.MISSED),
            translate("reports", "Phones that rang out while the caller was still there."),
            Behind.MISSED,
        ),
    )


def _rang() -> tuple[Column, ...]:
    return (
        Column(
            translate("reports", "Rang"),
            Kind.COUNT,
            _count(Behind.RANG),
            translate("reports", "Times the agent's phone rang for a call of a queue."),
            Behind.RANG,
        ),
        Column(
            translate("reports", "Taken"),
            Kind.COUNT,
            _count(Behind.TAKEN),
            translate("reports", "Of these, answered by the agent."),
            Behind.TAKEN,
        ),
    )


def _occupancy() -> Column:
    return Column(
        translate("reports", "Occupancy"),
        Kind.SHARE,
        lambda sums: sums.occupancy,
        translate(
            "reports",
            "Talk with holds, wrap-up and ringing of the calls of queues, of the time the agents "
            "were logged in and not paused. Only for all queues together.",
        ),
    )


def _ratings() -> tuple[Column, ...]:
    return (
        Column(
            translate("reports", "Satisfaction (CSAT)"),
            Kind.SHARE,
            lambda sums: sums.satisfied,
            translate("reports", "Answers of 4 or 5, of the callers' answers from 1 to 5."),
            Behind.SATISFIED,
        ),
        Column(
            translate("reports", "Answers"),
            Kind.COUNT,
            _count(Behind.RATED),
            translate("reports", "Callers who said after the talk how satisfied they are."),
            Behind.RATED,
        ),
        Column(
            translate("reports", "Response rate"),
            Kind.SHARE,
            lambda sums: sums.responded,
            translate("reports", "Of the callers who were asked, those who answered."),
            Behind.ASKED,
        ),
    )


def _resolved(asked: Asked) -> Column:
    said = translate(
        "reports",
        "Answered calls of known callers who did not call again about the same category within "
        "{n} days; only calls so long ago.",
    )
    return Column(
        translate("reports", "First call resolution"),
        Kind.SHARE,
        lambda sums: sums.resolved,
        said.format(n=say.digits(asked.within_days)),
        Behind.RESOLVED,
    )


def columns(asked: Asked) -> tuple[Column, ...]:
    """Return the figures of a report: of queues, or of one agent's phone."""
    agents = _of_agents(asked.rules)
    if asked.agent:
        agents = (*_rang(), *agents)
    else:
        agents = (*_of_calls(asked.rules), *_waits(asked.rules), *agents)
    return (*agents, _occupancy(), _resolved(asked), *_ratings())
