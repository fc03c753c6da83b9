"""By what a report counts: what the team has agreed on for the queue it is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from desk_app.crm.figure_rules import FigureRules, ServiceLevelRule
from desk_app.telephony.team.board import QueueNow
from desk_app.telephony.team.parts import Parts

if TYPE_CHECKING:
    from desk_app.crm.server import Server
    from desk_app.settings import Settings


def rules_for(
    settings: Settings, team: Iterable[QueueNow], queue: str, rule: ServiceLevelRule
) -> FigureRules:
    """Return the rules of a queue, "" for all: what they agree on, else what is usual.

    Of the `team`'s queues the bridge says it, of the desk's own its settings.
    """
    short_s = float(settings.waiting.short_abandon_s)
    known = {own.name: (own.target_s, short_s) for own in settings.queues}
    known |= {one.name: (one.terms.target_s, one.terms.short_s) for one in team}
    asked = [terms for name, terms in known.items() if queue in ("", name)]
    targets, shorts = {target for target, _ in asked}, {short for _, short in asked}
    return FigureRules(
        target_s=targets.pop() if len(targets) == 1 else FigureRules().target_s,
        short_s=shorts.pop() if len(shorts) == 1 else short_s,
        service_level=rule,
    )


def queues_on(server: Server) -> tuple[QueueNow, ...]:
    """Return the queues that a team's bridges have published.

    Raises:
        DatabaseTrouble: the server is not to be reached.
    """
    from desk_app.crm.opening import open_anywhere
    from desk_app.crm.team import floor as published

    database = open_anywhere(server)
    try:
        with database.read() as connection:
            known = published.pbxes(connection)
            parts = {pbx: published.read_parts(connection, pbx) for pbx in known}
    finally:
        database.close()
    return tuple(queue for pbx, rows in parts.items() for queue in Parts(pbx).put(rows).queues)
