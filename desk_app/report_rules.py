"""By what a report counts: the team's settings of the queue it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desk_app.crm.figure_rules import FigureRules, ServiceLevelRule

if TYPE_CHECKING:
    from desk_app.settings import Settings


def rules_for(settings: Settings, queue: str, rule: ServiceLevelRule) -> FigureRules:
    """Return the rules of a queue, "" for all: their target where they agree, else 20 s."""
    targets = {one.target_s for one in settings.queues if queue in ("", one.name)}
    short_s = settings.waiting.short_abandon_s
    if len(targets) == 1:
        return FigureRules(target_s=targets.pop(), short_s=short_s, service_level=rule)
    return FigureRules(short_s=short_s, service_level=rule)
