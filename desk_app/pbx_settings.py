"""The settings of a team's PBX as its configuration needs them."""

from __future__ import annotations

from collections.abc import Sequence

from desk_app import dialling, queue_settings
from desk_app.settings import Settings
from desk_app.telephony.pbx.setup import Manager, Phone, Queue, Team


def team(settings: Settings, phones: Sequence[Phone], secret: str, spoken: str = "en") -> Team:
    """Return the team of these settings. `secret` is the bridge's at the manager interface."""
    pbx = settings.pbx
    queues = (
        Queue(
            plan=queue_settings.plan(queue, spoken, dialling.clean),
            target_s=queue.target_s,
            strategy=pbx.strategies.get(queue.name, pbx.strategy),
        )
        for queue in settings.queues
    )
    return Team(
        queues=tuple(queues),
        phones=tuple(phones),
        manager=Manager(pbx.user, secret, pbx.permit),
        trunk=pbx.trunk,
        offer_s=settings.waiting.offer_s,
        lost_s=pbx.phone_lost_s,
        survey=queue_settings.expanded(pbx.survey),
    )
