"""By whose word a report counts: the team's bridge's, else the desk's own settings'."""

from __future__ import annotations

import pytest

from desk_app.crm.figure_rules import ServiceLevelRule
from desk_app.queue_settings import QueueSection
from desk_app.report_rules import rules_for
from desk_app.settings import Settings
from desk_app.telephony.team.board import QueueNow, QueueTerms

OWN = Settings(queues=(QueueSection(name="Shop", target_s=40), QueueSection(name="Support")))
TEAM = (
    QueueNow("Sales", terms=QueueTerms(target_s=60, short_s=8.0)),
    QueueNow("Support", terms=QueueTerms(target_s=60, short_s=8.0)),
)


@pytest.mark.parametrize(
    ("queue", "team", "target_s", "short_s"),
    [
        ("Shop", TEAM, 40, 5.0),
        ("Support", TEAM, 60, 8.0),
        ("Support", (), 20, 5.0),
        ("", (), 20, 5.0),  # they do not agree
        ("nobody's", TEAM, 20, 5.0),
    ],
)
def test_each_queue_counts_by_what_was_agreed(
    queue: str, team: tuple[QueueNow, ...], target_s: float, short_s: float
) -> None:
    rules = rules_for(OWN, team, queue, ServiceLevelRule.CONNECT)
    assert (rules.target_s, rules.short_s) == (target_s, short_s)
    assert rules.service_level is ServiceLevelRule.CONNECT


def test_all_queues_of_a_team_that_agree_count_so() -> None:
    rules = rules_for(Settings(), TEAM, "", ServiceLevelRule.CONNECT)
    assert (rules.target_s, rules.short_s) == (60, 8.0)
